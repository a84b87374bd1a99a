"""What the sandbox refuses, and how much it lets a template make."""

import resource
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from tpkit.errors import TemplateError
from tpkit.report import Document, Link, Reporter
from tpkit.report._escaping import html
from tpkit.report._templates.layers import LayeredLoader
from tpkit.report._templates.meter import Budget
from tpkit.report._templates.sandbox import Sandbox

# How long they take is measured by .ci/hostile.py; lists within lists are bounded by a
# process of its own alone: see test_apart.
HOSTILE = [
    file
    for file in sorted((Path(__file__).parent / "hostile").glob("*.j2"))
    if "lists-within-lists" not in file.name
]


@attrs.frozen(kw_only=True)
class Note:
    """A context with a value of each kind."""

    text: str = "a <b> & c"
    words: tuple[str, ...] = ("one", "two")
    pairs: tuple[tuple[str, int], ...] = (("one", 1), ("two", 2))
    number: int = 3
    pounds: Decimal = Decimal("1.50")
    is_so: bool = True
    link: Link = attrs.field(
        factory=lambda: Link(text="words", href="https://a.example")
    )


NOTE = Document(name="note", title="Note", context=Note, build=lambda *_: Note())


@pytest.fixture
def note(tmp_path: Path) -> Callable[[str], Reporter]:
    """Give a reporter whose note has that template."""

    def make(template: str) -> Reporter:
        for page in ("page.html.j2", "page.md.j2"):
            file = tmp_path / "note" / page
            file.parent.mkdir(exist_ok=True)
            file.write_text(template, encoding="utf-8")
        return Reporter(layers=[tmp_path], documents=[NOTE])

    return make


@pytest.mark.parametrize("file", HOSTILE, ids=lambda file: file.name.partition(".")[0])
def test_a_hostile_template_gets_nothing_and_makes_nothing_large(
    file: Path, note: Callable[[str], Reporter]
) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF)
    with pytest.raises(TemplateError):
        note(file.read_text(encoding="utf-8")).fill(Note())

    after = resource.getrusage(resource.RUSAGE_SELF)
    assert after.ru_maxrss - before.ru_maxrss < 256 * 1024


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ 'a' + 'b' }} {{ number + 1 }} {{ (words + words)|length }}", "ab 4 4"),
        ("{{ text ~ number ~ pounds }}", "a &lt;b&gt; &amp; c31.50"),
        ("{{ words|join(', ') }}", "one, two"),
        ("{{ [link, link]|join('; ', attribute='text') }}", "words; words"),
        ("{{ text|replace('a', 'ä') }}", "ä &lt;b&gt; &amp; c"),
        ("{{ 'aaa'|replace('a', 'b', 2) }}", "bba"),
        ("{{ text|json }}", '"a \\u003cb\\u003e \\u0026 c"'),
        ("{{ number|json }} {{ is_so|json }} {{ pounds|json }}", "3 true 1.50"),
        ("{{ (not is_so)|json }}", "false"),
        ("{{ 'Abc'.startswith('A') and 'yes' }}", "yes"),
        ("{{ words|map('upper')|join }}", "ONETWO"),
        ("{{ text[2:5] }}{{ words[1:][0] }}", "&lt;b&gt;two"),
        ("{{ words[0] }} {{ text[0] }}{{ link['text'] }}", "one awords"),
        ("{% for name, count in pairs %}{{ name }}{{ count }}{% endfor %}", "one1two2"),
        ("{% for w in words|map('upper') %}{{ w }}{% endfor %}", "ONETWO"),
        ("{% for w in {'a': 1} %}{{ w }}{% endfor %}", "a"),
        ("{% filter trim %} x {% endfilter %}", "x"),
        (
            "{% set s %}<i>{{ text }}</i>{% endset %}{{ s ~ '<' }}",
            "<i>a &lt;b&gt; &amp; c</i>&lt;",
        ),
        ("{% set s %}<i>{% endset %}{{ [s, '<']|join }}", "<i>&lt;"),
        (
            "{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}x{% endcall %}",
            "[x]",
        ),
        ("{{ number - 1 }}", "2"),
    ],
)
def test_what_harmless_templates_write(
    template: str, printed: str, note: Callable[[str], Reporter]
) -> None:
    assert note(template).fill(Note()) == printed


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{% for letter in text %}{% endfor %}", "got a text; print it as it is"),
        ("{% for x in none %}{% endfor %}", "got None; ask 'if' first"),
        ("{{ words ~ 'x' }}", "expected texts or numbers to join, got a tuple"),
        ("{{ none ~ 'x' }}", "to join, got None"),
        ("{{ zzz ~ 'x' }}", "'zzz' is undefined"),
        ("{{ words|batch(20000)|list }}", "at most 10,000 for the filter 'batch'"),
        ("{% macro m() %}<b>{% endmacro %}{{ m()|upper }}", "'upper' is for words"),
        ("{% macro m() %}<b>{% endmacro %}{{ m()|replace('b', 'i') }}", "'replace'"),
        ("{% macro m() %}<b>{% endmacro %}{{ m()|json }}", "'json' is for words"),
        (
            "{% macro m() %}<b>{% endmacro %}{{ m()[1:] }}",
            "a part of what a macro has written",
        ),
        ("{{ text[1:2:1] ~ words[:7] }}", "to join, got a tuple"),
        ("{{ self.zzz() }}", "no block is named 'zzz'"),
        ("{{ link.class }}", "Link has no field 'class'"),
        ("{{ text.swapcase() }}", "access to attribute 'swapcase'"),
        ("{{ words.zzz }}", "has no attribute 'zzz'"),
        ("{{ zzz.text }}", "'zzz' is undefined"),
        ("{{ words[7] }}", "has no element 7"),
        ("{{ words['x'] }}", "has no"),
        ("{{ 1 + 'x' }}", "unsupported operand"),
        ("{% for w in words recursive %}{{ loop(words) }}{% endfor %}", "not safely"),
    ],
)
def test_what_would_go_wrong_unseen_is_refused(
    template: str, told: str, note: Callable[[str], Reporter]
) -> None:
    with pytest.raises(TemplateError, match=told):
        note(template).fill(Note())


def test_a_part_of_what_a_macro_wrote_is_escaped_for_the_format_of_the_page(
    note: Callable[[str], Reporter],
) -> None:
    template = "{% macro m() %}**b**{% endmacro %}{{ m() ~ '*<' }}"

    assert note(template).fill(Note(), format="markdown") == "**b**\\*&lt;\n"


@pytest.fixture
def sandbox(tmp_path: Path) -> Callable[..., str]:
    """Fill a template in a sandbox with a budget."""

    def fill(template: str, **budget: int) -> str:
        (tmp_path / "x.html.j2").write_text(template, encoding="utf-8")
        made = Sandbox(LayeredLoader((tmp_path,)), html.escape, budget=Budget(**budget))
        return made.fill("x.html.j2", {"words": ("é" * 10,) * 10})

    return fill


@pytest.mark.parametrize(
    ("template", "budget", "told"),
    [
        ("{% for w in words %}x{% endfor %}", {"work": 12}, "at most 12 steps of work"),
        (
            "{% for w in words %}{{ w }}{% endfor %}",
            {"letters": 99},
            "at most 99 letters",
        ),
        ("{% for w in words %}abcdefghij{% endfor %}", {"letters": 99}, "99 letters"),
        ("{{ words|join }}", {"letters": 99}, "99 letters"),
        (
            "{% for w in words %}{{ w }}{% endfor %}",
            {"output": 199},
            "199 bytes of output",
        ),
        (
            "{% macro m() %}x{% endmacro %}{% for w in words %}{{ m() }}{% endfor %}",
            {"work": 30},
            "30 steps",
        ),
    ],
)
def test_a_document_that_costs_too_much_is_refused(
    template: str, budget: dict[str, int], told: str, sandbox: Callable[..., str]
) -> None:
    with pytest.raises(TemplateError, match=told):
        sandbox(template, **budget)


def test_a_budget_is_for_each_document(sandbox: Callable[..., str]) -> None:
    assert sandbox("{{ words|join }}", letters=250, output=200) == "é" * 100
