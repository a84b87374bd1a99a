"""What the docs site needs beside its pages: a hook of mkdocs, an extension of griffe.

The life cycles and the checks are drawn from the code while the site is built, so they
cannot say anything else than the code does. Source keys such as `[S1]` become links to
the page that says what they stand for.
"""

import html
import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import griffe
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import tpkit
from tpkit import checks

SOURCES_PAGE = Path(__file__).parents[1] / "docs" / "reference" / "sources.md"

# ---------------------------------------------------------------- links to sources

_KEYS = re.findall(r"#source-\S+ }(\S+) \|", SOURCES_PAGE.read_text(encoding="utf-8"))
_CITED = re.compile(
    r"(?P<code>^ *```.*?^ *```|`[^`\n]*`)"
    rf"|\[(?P<key>{'|'.join(map(re.escape, _KEYS))})\](?![(:])",
    re.MULTILINE | re.DOTALL,
)


def linked(markdown: str) -> str:
    """Turn every `[S1]` outside code into a link to its line on the sources page."""

    def link(match: re.Match[str]) -> str:
        if match["code"]:
            return match["code"]
        return f"[\\[{match['key']}\\]][source-{match['key'].lower()}]"

    return _CITED.sub(link, markdown)


class LinkedSources(griffe.Extension):
    """Link the source keys in docstrings."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrite one docstring as it is loaded."""
        if obj.docstring:
            obj.docstring.value = linked(obj.docstring.value)


def on_page_markdown(
    markdown: str, page: Page, config: MkDocsConfig, files: Files
) -> str:
    """Link the source keys of a written page."""
    del config, files
    return markdown if page.file.name == "sources" else linked(markdown)


# ---------------------------------------------------------------- pages from code


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the generated pages of the checks into the navigation."""
    reference = next(
        part["Reference"] for part in config.nav or [] if "Reference" in part
    )
    by_hundred: dict[str, list[dict[str, str]]] = {}
    for check in checks.STANDARD:
        group = f"{check.code[:3]}xx {_GROUPS[check.code[:3]]}"
        page = {f"{check.code} {_title(check)}": _page_of(check)}
        by_hundred.setdefault(group, []).append(page)
    place = next(i for i, part in enumerate(reference) if "Life cycles" in part)
    reference.insert(
        place,
        {
            "The checks": [
                _INDEX,
                *({name: pages} for name, pages in by_hundred.items()),
            ]
        },
    )
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are written from the code."""
    pages = {"reference/life-cycles.md": _life_cycles(), _INDEX: _table()}
    pages |= {_page_of(check): _check(check) for check in checks.STANDARD}
    for path, lines in pages.items():
        files.append(File.generated(config, path, content="\n".join(lines)))
    return files


def _notes(cls: type) -> dict[str, str]:
    """Give the docstring of each field or member of a class, on one line."""
    described = griffe.load(cls.__module__, search_paths=["src"])[cls.__name__]
    return {
        name: " ".join(linked(member.docstring.value).split())
        for name, member in described.members.items()
        if member.docstring
    }


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

_INDEX = "reference/checks/index.md"
_GROUPS = {
    "TP1": "partnership",
    "TP2": "bids and grants",
    "TP3": "workshops",
    "TP4": "learning sets",
    "TP5": "focus groups",
}


def _page_of(check: Any) -> str:
    return f"reference/checks/{check.code.lower()}.md"


def _summary(check: Any) -> str:
    """Give the first sentence of a check's docstring."""
    return (inspect.getdoc(type(check)) or "").partition("\n\n")[0].replace("\n", " ")


def _title(check: Any) -> str:
    """Turn the class's name into words: `LearningSetTooSmall`, `Learning set too small`."""
    words = re.findall(r"[A-Z][a-z0-9]*|[A-Z]+(?![a-z])", type(check).__name__)
    return " ".join(words).capitalize()


def _table() -> Iterator[str]:
    yield "# The checks\n"
    yield (
        "What `tpkit check` and `tpkit.checks.run` look for. A code never changes its "
        "meaning; thresholds are fields and can be set.\n"
    )
    yield "| Code | It says |"
    yield "|---|---|"
    for check in checks.STANDARD:
        yield f"| [{check.code}]({Path(_page_of(check)).name}) | {_summary(check)} |"


def _check(check: Any) -> Iterator[str]:
    described = inspect.getdoc(type(check)) or ""
    yield f"# {check.code} {_title(check)}\n"
    yield described
    fields = attrs.fields(type(check))
    if fields:
        notes = _notes(type(check))
        yield "\n## What can be set\n"
        yield "| Field | Default | Meaning |"
        yield "|---|---|---|"
        for field in fields:
            default = getattr(check, field.name)
            yield f"| `{field.name}` | `{default}` | {notes.get(field.name, '')} |"
    for heading, sample in (("Passes", check.PASSING), ("Fails", check.FAILING)):
        yield f"\n## {heading}\n\n```yaml\n{sample.strip()}\n```"
