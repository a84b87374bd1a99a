"""What the docs site needs beside its pages: a hook of mkdocs, an extension of griffe.

The pages of the nouns, the checks and the life cycles are written from the code while
the site is built, so they cannot say anything else than the code does. Source keys such
as `[S1]` become links to the page that says what they stand for.
"""

import functools
import html
import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import attrs
import griffe
import pendulum
import typer
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import TemplateContext

import tpkit
from tpkit import checks, files
from tpkit.cli import _app
from tpkit.findings import Findings

STANDARD: tuple[Any, ...] = checks.STANDARD
"""The shipped checks are classes with a code and samples, which `Check` does not ask."""

DOCS = Path(__file__).parents[1] / "docs"

# ---------------------------------------------------------------- links to sources

_KEYS = re.findall(
    r"#source-\S+ }(\S+) \|",
    (DOCS / "reference" / "sources.md").read_text(encoding="utf-8"),
)
_CITED = re.compile(
    r"(?P<code>^ *```.*?^ *```|`[^`\n]*`)"
    rf"|\[(?P<key>{'|'.join(map(re.escape, _KEYS))})\](?!\()",
    re.MULTILINE | re.DOTALL,
)


_SESSION = re.compile(r"^( *```)python(?=\n *>>>)", re.MULTILINE)


def linked(markdown: str) -> str:
    """Turn every `[S1]` outside code into a link to its line on the sources page."""

    def link(match: re.Match[str]) -> str:
        if match["code"]:
            return match["code"]
        return f"[\\[{match['key']}\\]][source-{match['key'].lower()}]"

    return _CITED.sub(link, markdown)


def prepared(markdown: str) -> str:
    """Link the source keys, and colour what is typed apart from what is printed."""
    return linked(_SESSION.sub(r"\1pycon", markdown))


class Docstrings(griffe.Extension):
    """Prepare docstrings for the reference."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Prepare one docstring."""
        if obj.docstring:
            obj.docstring.value = prepared(obj.docstring.value)

    def on_class(self, *, cls: griffe.Class, **_: Any) -> None:
        """Leave `__str__` and its like out: they mean what Python says."""
        for name in set(cls.members) - {"__call__", "__init__"}:
            if name.startswith("__"):
                del cls.members[name]


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Prepare a written page, and add the lists that come from the code."""
    if page.file.src_uri == "reference/sources.md":
        return markdown
    if page.file.src_uri == "reference/nouns/index.md":
        markdown += _families_table()
    if page.file.src_uri == "reference/documents.md":
        markdown += "\n".join(_keys_table())
    if page.file.src_uri == "reference/cli.md":
        markdown += "\n".join(_commands())
    return prepared(markdown)


# ---------------------------------------------------------------- pages from code


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the how-to pages, and those written from the code, into the navigation."""
    sections = {
        name: pages for part in config.nav or [] for name, pages in part.items()
    }
    sections["How-to"] += _how_to_pages()
    reference = sections["Reference"]
    nouns = [{_TITLES[module]: _family_page(module)} for module in _nouns()]
    reference.insert(2, {"Nouns": ["reference/nouns/index.md", *nouns]})
    by_hundred: dict[str, list[dict[str, str]]] = {}
    for check in STANDARD:
        group = f"{check.code[:3]}xx {_GROUPS[check.code[:3]]}"
        page = {f"{check.code} {_title(check)}": _check_page(check)}
        by_hundred.setdefault(group, []).append(page)
    place = next(i for i, part in enumerate(reference) if "Life cycles" in part)
    groups = [{group: pages} for group, pages in by_hundred.items()]
    reference.insert(place, {"The checks": [_CHECKS, *groups]})
    return config


def _how_to_pages() -> list[str]:
    """Give the pages in the order in which the index of the how-to pages links them."""
    index = (DOCS / "how-to" / "index.md").read_text(encoding="utf-8")
    return [f"how-to/{name}" for name in re.findall(r"\]\(([\w-]+\.md)\)", index)]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are written from the code."""
    pages = {
        _CHECKS: _checks(),
        "reference/life-cycles.md": _life_cycles(),
        **{_check_page(check): _check(check) for check in STANDARD},
        **{
            _family_page(name): _family(name, nouns) for name, nouns in _nouns().items()
        },
    }
    for path, lines in pages.items():
        files.append(File.generated(config, path, content="\n".join(lines)))
    return files


def on_page_context(context: TemplateContext, page: Page, **_: Any) -> TemplateContext:
    """Leave fields out of the table of contents, which would be all fields."""
    for item in page.toc:
        _prune(item)
    return context


def _prune(item: AnchorLink) -> None:
    item.children = [
        child for child in item.children if "doc-symbol-attribute" not in child.title
    ]
    for child in item.children:
        _prune(child)


# -------------------------------------------------------------------------- nouns


_TITLES = {
    "portfolio": "The portfolio",
    "people": "People and bodies",
    "partnership": "The partnership",
    "money": "Money",
    "delivery": "Delivery",
    "plan": "Planned work",
    "judgement": "Judgements",
    "theory": "Theories of change",
    "change": "Changes",
    "activity": "Activities",
    "participation": "Taking part",
    "monitoring": "Diversity data",
    "rules": "Scheduling rules",
    "agreement": "How rules are agreed",
    "rules_of_hours": "Rules of days and hours",
    "rules_of_series": "Rules of series",
    "rules_of_people_and_places": "Rules of people and places",
    "calendar": "Calendars",
    "suppression": "Suppressions",
    "lifecycle": "Life cycles",
    "_checked": "Values",
    "ids": "Ids",
}
"""The modules that define the root's names, in the order in which a reader meets them."""


def _nouns() -> dict[str, list[griffe.Object | griffe.Alias]]:
    """Give the names of the root by the module that defines them."""
    package = _package()
    by_module: dict[str, list[griffe.Object | griffe.Alias]] = {
        name: [] for name in _TITLES
    }
    for name in package.exports or ():
        noun = package[str(name)]
        module = noun.canonical_path.split(".")[-2]
        by_module.setdefault(module, []).append(noun)
    own = by_module.pop("tpkit", [])
    if strangers := set(by_module) - set(_TITLES):
        raise PluginError(f"these modules of nouns need a title: {strangers}")
    for nouns in by_module.values():
        nouns.sort(key=lambda noun: noun.lineno or 0)
    return {"portfolio": by_module.pop("portfolio") + own, **by_module}


def _family_page(module: str) -> str:
    return f"reference/nouns/{_TITLES[module].lower().replace(' ', '-')}.md"


def _family(module: str, nouns: list[griffe.Object | griffe.Alias]) -> Iterator[str]:
    yield f"# {_TITLES[module]}\n"
    for noun in nouns:
        yield f"\n::: tpkit.{noun.name}\n    options:\n      show_root_heading: true\n"


def _is_enum(noun: griffe.Object | griffe.Alias) -> bool:
    return any(str(base) == "enum.StrEnum" for base in getattr(noun, "bases", ()))


def _families_table() -> str:
    lines = ["\n| Family | Nouns |", "|---|---|"]
    for module, nouns in _nouns().items():
        names = ", ".join(
            f"[`{noun.name}`][tpkit.{noun.name}]"
            for noun in nouns
            if noun.is_class and not _is_enum(noun)
        )
        if names:
            page = Path(_family_page(module)).name
            lines.append(f"| [{_TITLES[module]}]({page}) | {names} |")
    return "\n".join(lines)


def _keys_table() -> Iterator[str]:
    yield "\n| Key | What stands there | Needs |"
    yield "|---|---|---|"
    for field in attrs.fields(tpkit.Portfolio):
        if field.name == "extra":
            continue
        item, *repeated = get_args(field.type) or (field.type,)
        kinds = get_args(item) or (item,)
        links = ", ".join(
            f"[`{kind.__name__}`][tpkit.{kind.__name__}]" for kind in kinds
        )
        words = links if len(kinds) > 1 else f"{_first_sentence(item)} {links}"
        amount = "one: " if not repeated else ""
        needed = ", ".join(f"`{name}`" for name in _needed(kinds))
        yield f"| `{field.name}` | {amount}{words} | {needed} |"


def _needed(kinds: tuple[type, ...]) -> list[str]:
    """Give the fields without a default; of several kinds, the key that tells them."""
    if len(kinds) > 1:
        return ["rule"]
    return [f.name for f in attrs.fields(kinds[0]) if f.default is attrs.NOTHING]


def _first_sentence(cls: type) -> str:
    return (inspect.getdoc(cls) or "").partition("\n\n")[0].replace("\n", " ")


@functools.cache
def _package() -> griffe.Object | griffe.Alias:
    return griffe.load("tpkit", search_paths=["src"])


def _notes(cls: type) -> dict[str, str]:
    """Give the docstring of each field or member of a class, on one line."""
    described = _package()[f"{cls.__module__}.{cls.__name__}".removeprefix("tpkit.")]
    return {
        name: " ".join(linked(member.docstring.value).split())
        for name, member in described.members.items()
        if member.docstring
    }


# ----------------------------------------------------------------------- commands


def _commands() -> Iterator[str]:
    # Typer keeps the classes of its commands to itself.
    group: Any = typer.main.get_command(_app.app)
    for name, command in group.commands.items():
        usage = command.get_usage(command.context_class(command, info_name=name))
        yield f"\n## tpkit {name}\n"
        usage = usage.removeprefix("Usage: ").translate(
            {ord("{"): None, ord("}"): None}
        )
        yield f"```text\ntpkit {usage}\n```\n"
        yield inspect.cleandoc(command.help or "")
        yield "\n| Argument or option | Meaning |"
        yield "|---|---|"
        for parameter in command.params:
            names = ", ".join(f"`{option}`" for option in parameter.opts)
            names = names if parameter.opts[0][0] == "-" else f"`{parameter.metavar}`"
            yield f"| {names} | {parameter.help} |"


# -------------------------------------------------------------------- life cycles


def _life_cycles() -> Iterator[str]:
    yield "# Life cycles\n"
    yield (
        "What has a status changes it only along the arrows below; anything else is "
        "refused with the legal moves listed. Every move is dated and kept in the "
        "noun's history. The diagrams are drawn from the tables that the code obeys. "
        "A thick border marks an end: nothing follows.\n"
    )
    for cycle in tpkit.LIFE_CYCLES:
        yield f"## {cycle.name.capitalize()}\n"
        yield _diagram(cycle.name, cycle.moves)
        notes = _notes(type(cycle.initial))
        yield "\n| Status | Meaning | May become |"
        yield "|---|---|---|"
        for status, after in cycle.moves.items():
            next_ones = ", ".join(f"`{each.value}`" for each in after) or "nothing"
            yield f"| `{status.value}` | {notes[status.name]} | {next_ones} |"
        yield ""


_WIDTH, _HEIGHT, _PITCH, _MARGIN = 190, 28, 50, 8


def _diagram(name: str, moves: Mapping[Any, tuple[Any, ...]]) -> str:
    """Draw the statuses as a column: moves down at the right, moves back at the left."""
    row = {status: number for number, status in enumerate(moves)}
    steps = [(row[now], row[to]) for now, after in moves.items() for to in after]
    left = max((_bulge(a, b) for a, b in steps if b < a), default=0) + _MARGIN
    right = max((_bulge(a, b) for a, b in steps if b > a + 1), default=0) + _MARGIN
    width, height = left + _WIDTH + right, len(moves) * _PITCH - _PITCH + _HEIGHT + 4
    drawn = [_arrow(left, a, b) for a, b in steps]
    for status, number in row.items():
        kind = "" if moves[status] else ' class="ending"'
        top = number * _PITCH + 2
        words = html.escape(status.value.replace("_", " "))
        drawn.append(
            f'<rect{kind} x="{left}" y="{top}" width="{_WIDTH}" height="{_HEIGHT}" rx="6"/>'
            f'<text x="{left + _WIDTH / 2}" y="{top + 18.5}">{words}</text>'
        )
    return (
        f'<svg class="life-cycle" role="img" aria-label="The life of a {name}" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"{''.join(drawn)}</svg>"
    )


def _bulge(start: int, end: int) -> int:
    return 14 + 10 * abs(end - start)


def _arrow(left: int, start: int, end: int) -> str:
    begin, finish = start * _PITCH + 2, end * _PITCH + 2
    if end == start + 1:
        x, foot = left + _WIDTH // 2, begin + _HEIGHT
        line = f"M{x} {foot}V{finish - 6}"
        point = f"M{x} {finish}l-4.5 -8h9z"
    else:
        side, way = (left + _WIDTH, 1) if end > start else (left, -1)
        # Leave low and arrive high when going down, and the other way about when going
        # up, so that what comes and what goes do not share a point.
        leave = begin + _HEIGHT // 2 + 5 * way
        arrive = finish + _HEIGHT // 2 - 5 * way
        far = side + way * _bulge(start, end) * 4 // 3
        line = f"M{side} {leave}C{far} {leave} {far} {arrive} {side + 6 * way} {arrive}"
        point = f"M{side} {arrive}l{8 * way} -4.5v9z"
    return f'<path class="move" d="{line}"/><path class="head" d="{point}"/>'


# ------------------------------------------------------------------------- checks

_CHECKS = "reference/checks/index.md"
_GROUPS = {
    "TP1": "partnership",
    "TP2": "bids and grants",
    "TP3": "workshops",
    "TP4": "learning sets",
    "TP5": "focus groups",
    "TP6": "delivery and its money",
    "TP7": "timetables",
}


def _check_page(check: Any) -> str:
    return f"reference/checks/{check.code.lower()}.md"


def _summary(check: Any) -> str:
    """Give the first sentence of a check's docstring."""
    return _first_sentence(type(check))


def _title(check: Any) -> str:
    """Turn the class's name into words: `LearningSetTooSmall`, `Learning set too small`."""
    words = re.findall(r"[A-Z][a-z0-9]*|[A-Z]+(?![a-z])", type(check).__name__)
    return " ".join(words).capitalize()


def _checks() -> Iterator[str]:
    yield "# The checks\n"
    yield (
        "What `tpkit check` and [`tpkit.checks.run`][tpkit.checks.run] look for. A code "
        "never changes its meaning; thresholds are fields and "
        "[can be set](../../how-to/write-a-check.md#change-a-threshold). "
        "One [rule](../rules.md) may need several checks.\n"
    )
    for prefix, subject in _GROUPS.items():
        yield f"\n## {prefix}xx: {subject}\n"
        yield "| Code | It says | Severity | Rule |"
        yield "|---|---|---|---|"
        for check in STANDARD:
            if check.code.startswith(prefix):
                link = f"[{check.code}]({Path(_check_page(check)).name})"
                severity = " or ".join(dict.fromkeys(_severities(check)))
                rules = _rule_links(check)
                yield f"| {link} | {_summary(check)} | {severity} | {rules} |"
    yield "\n## TP0xx: suppressions\n"
    yield (
        "What `run` itself says about the suppressions in a portfolio: "
        "[how to suppress a finding](../../how-to/suppress-a-finding.md).\n"
    )
    yield "| Code | It says |"
    yield "|---|---|"
    for code, meaning in checks.SUPPRESSION_CODES.items():
        yield f"| {code} | {meaning} |"


def _rule_links(check: Any) -> str:
    return ", ".join(f"[{rule}](../rules.md#rule-{rule})" for rule in check.rules)


def _check(check: Any) -> Iterator[str]:
    described = inspect.getdoc(type(check)) or ""
    name = type(check).__name__
    rules = "rule" if len(check.rules) == 1 else "rules"
    answers = f"It answers {rules} {_rule_links(check)}. " if check.rules else ""
    yield f"# {check.code} {_title(check)}\n"
    yield described
    yield f"\n{answers}In Python: [`tpkit.checks.{name}`][tpkit.checks.{name}].\n"
    fields = attrs.fields(type(check))
    if fields:
        notes = _notes(type(check))
        yield "\n## What can be set\n"
        yield "| Field | Default | Meaning |"
        yield "|---|---|---|"
        for field in fields:
            default = _written(getattr(check, field.name))
            yield f"| `{field.name}` | {default} | {notes.get(field.name, '')} |"
    for heading, name in (("Passes", "passing"), ("Fails", "failing")):
        text = _sample(check, name)
        yield f"\n## {heading}\n\n```yaml\n{text.strip()}\n```\n"
        if found := _said(check, text):
            yield "It says:\n"
            for finding in found:
                yield (
                    f"- {finding.severity} at `{finding.path}`: {finding.message}; "
                    f"{finding.remedy}"
                )


def _written(value: Any) -> str:
    """Write a threshold as people do: `60`, `2024-03-31`, `local_authority, nhs_trust`."""
    if isinstance(value, tuple | frozenset):
        parts = [*map(_written, value)]
        # The order of a tuple may matter: limits that part four bands.
        return ", ".join(parts if isinstance(value, tuple) else sorted(parts)) or "none"
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    return f"`{value}`"


def _sample(check: Any, name: str) -> str:
    code: str = check.code
    return (DOCS / "checks" / code / f"{name}.yaml").read_text(encoding="utf-8")


def _severities(check: Any) -> Iterator[str]:
    for finding in _said(check, _sample(check, "failing")):
        yield finding.severity.value


def _said(check: Any, sample: str) -> Findings:
    """Give what a check says of a sample, whose first line names the day."""
    on = pendulum.Date.fromisoformat(sample.partition("\n")[0].removeprefix("# on: "))
    return checks.run(files.loads(sample, format="yaml"), [check], on=on)
