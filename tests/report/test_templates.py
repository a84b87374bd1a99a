from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import Path as ZipPath
from zipfile import ZipFile

import attrs
import markupsafe
import pendulum
import pytest

from tpkit import Portfolio
from tpkit.errors import TemplateError
from tpkit.report import STANDARD, Document, Format, Link, Reporter

Layer = Callable[..., Path]


@attrs.frozen(kw_only=True)
class Note:
    """A context with one value of each kind a template can meet."""

    text: str = "a <b> & c"
    words: tuple[str, ...] = ("one", "two")
    number: int = 3
    link: Link = attrs.field(
        factory=lambda: Link(text="words", href="https://a.example")
    )
    nothing: Any = None
    method: Any = str.upper


NOTE = Document(
    name="note", title="Note", context=Note, build=lambda *_: Note(), formats=("html",)
)


@pytest.fixture
def layer(tmp_path: Path) -> Layer:
    """Make a folder of templates: `layer({"note/page.html.j2": "…"})`."""

    def make(files: dict[str, str], name: str = "mine") -> Path:
        folder = tmp_path / name
        for file, text in files.items():
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return folder

    return make


@pytest.fixture
def fill(layer: Layer) -> Callable[[str], str]:
    """Render a text as the template of the note."""

    def render(template: str, **more: str) -> str:
        files = {"note/page.html.j2": template, **more}
        reporter = Reporter(layers=[layer(files)], documents=[*STANDARD, NOTE])
        return reporter.fill(Note())

    return render


# -------------------------------------------------------------------------- layers


def test_one_block_is_overridden_and_the_rest_stays(
    layer: Layer, sample: Portfolio, on: pendulum.Date
) -> None:
    mine = layer(
        {
            "invitation/page.html.j2": (
                '{% extends "invitation/page.html.j2" %}\n'
                "{% block benefits %}{{ super() }}<p>Lunch is provided.</p>{% endblock %}"
            )
        }
    )

    page = Reporter(layers=[mine]).render(
        "invitation", sample, on=on, subject="barriers-study"
    )

    assert "You may find it interesting." in page
    assert "<p>Lunch is provided.</p>" in page
    assert "Captions are always on." in page


def test_super_reaches_through_every_layer(layer: Layer, empty: Portfolio) -> None:
    def with_mark(name: str) -> Path:
        text = (
            '{% extends "status/page.html.j2" %}'
            f"{{% block lead %}}{name}({{{{ super() }}}}){{% endblock %}}"
        )
        return layer({"status/page.html.j2": text}, name)

    layers = [with_mark(name) for name in ("first", "second", "third")]
    page = Reporter(layers=layers).render(
        "status", empty, on=pendulum.Date(2022, 2, 14)
    )

    lead = page[page.index("first(") : page.index(")))") + 3]
    assert "first(second(third(" in lead
    assert '<p class="lead">What was promised' in lead


def test_a_layer_can_change_the_frame_of_every_page(
    layer: Layer, empty: Portfolio, on: pendulum.Date
) -> None:
    mine = layer(
        {
            "base/layout.html.j2": (
                '{% extends "base/layout.html.j2" %}'
                "{% block banner %}<p>Our own banner</p>{% endblock %}"
            )
        }
    )
    reporter = Reporter(layers=[mine])

    pages = [reporter.render(name, empty, on=on) for name in ("status", "overview")]

    assert all("Our own banner" in page for page in pages)


def test_a_template_may_stand_in_for_another_whole(fill: Callable[..., str]) -> None:
    assert fill("{{ number }}!") == "3!"


def test_a_template_may_include_the_one_it_covers(
    layer: Layer, empty: Portfolio, on: pendulum.Date
) -> None:
    style = '{% include "base/style.css.j2" %}\nh1 { color: red; }\n'
    reporter = Reporter(layers=[layer({"base/style.css.j2": style})])

    page = reporter.render("status", empty, on=on)

    assert page.count("--paper: #ffffff") == 1
    assert "h1 { color: red; }" in page


def test_what_is_missing_may_be_left_out(fill: Callable[..., str]) -> None:
    assert fill('a{% include "note/none.html.j2" ignore missing %}b') == "ab"


def test_a_layer_may_be_a_part_of_a_zip(
    tmp_path: Path, empty: Portfolio, on: pendulum.Date
) -> None:
    with ZipFile(tmp_path / "look.zip", "w") as archive:
        archive.writestr("ours/status/page.html.j2", "\ufeffzipped {{ title }}")
    layer = ZipPath(tmp_path / "look.zip", "ours/")

    assert Reporter(layers=[layer]).render("status", empty, on=on) == "zipped Status"


def test_a_new_block_within_an_overridden_one_is_one_for_the_next_layer(
    layer: Layer, empty: Portfolio, on: pendulum.Date
) -> None:
    extends = '{% extends "status/page.html.j2" %}\n'
    below = layer(
        {
            "status/page.html.j2": extends
            + "{% block lead %}<p>{% block motto %}ours{% endblock %}</p>{% endblock %}"
        },
        "below",
    )
    above = layer(
        {"status/page.html.j2": extends + "{% block motto %}mine{% endblock %}"},
        "above",
    )

    page = Reporter(layers=[above, below]).render("status", empty, on=on)

    assert "<p>mine</p>" in page


# ---------------------------------------------------------------- silence is refused

EXTENDS = '{% extends "invitation/page.html.j2" %}\n'


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (
            EXTENDS + "\n{% block benefit %}x{% endblock %}",
            r"\.j2 line 3: expected a block .* got 'benefit', .* mean 'benefits'",
        ),
        (
            EXTENDS + "{% block zzzzz %}x{% endblock %}",
            r"got 'zzzzz', .*there are access",
        ),
        (EXTENDS + "<p>Lunch</p>", r"line 2: expected nothing outside blocks"),
        (EXTENDS + "{{ title }}", r"line 2: expected nothing outside blocks"),
        ('{% extends "invitation/pag.html.j2" %}', r"did you mean 'invitation/page"),
        ("{% extends title %}", r"expected one 'extends' with a name in quotes"),
        (EXTENDS + EXTENDS, r"line 2: expected one 'extends'"),
        ("{% if title %}", r"page\.html\.j2 line 1: Unexpected end of template"),
        ("{{ titel }}", r"line 1: 'titel' is undefined; did you mean 'title'"),
        ("{{ zzz }}", r"line 1: 'zzz' is undefined$"),
        ("{{ title|uper }}", r"No filter named 'uper'; did you mean 'upper'"),
        (
            "{% if title is evn %}{% endif %}",
            r"No test named 'evn' found; did you mean 'even'",
        ),
        (
            "{% for o in occasions %}{{ o.tme }}{% endfor %}",
            r"Occasion has no field 'tme'; did you mean 'time'",
        ),
        ("{{ imprint.zzz }}", r"Imprint has no field 'zzz'$"),
        ("{% if imprint.zzz %}{% endif %}", r"Imprint has no field 'zzz'$"),
        ("\n\n{{ 1 / 0 }}", r"line 3: division by zero"),
        ("{{ title + 1 }}", r"line 1: can only concatenate str"),
        ('{% include "nowhere.j2" %}', r"no template is named 'nowhere\.j2'"),
        (
            "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
            r"without end",
        ),
    ],
)
def test_a_wrong_template_is_refused_with_its_place(
    template: str, told: str, layer: Layer, sample: Portfolio, on: pendulum.Date
) -> None:
    mine = layer({"invitation/page.html.j2": template})

    with pytest.raises(TemplateError, match=told):
        Reporter(layers=[mine]).render("invitation", sample, on=on, subject="listening")


def test_a_template_that_extends_itself_at_the_bottom_is_refused(
    fill: Callable[..., str],
) -> None:
    with pytest.raises(TemplateError, match="no layer below has 'note/page"):
        fill('{% extends "note/page.html.j2" %}')


def test_templates_that_extend_one_another_in_a_ring_are_refused(
    layer: Layer,
) -> None:
    files = {
        "note/page.html.j2": '{% extends "note/a.j2" %}',
        "note/a.j2": '{% extends "note/b.j2" %}',
        "note/b.j2": '{% extends "note/a.j2" %}',
    }
    reporter = Reporter(layers=[layer(files)], documents=[NOTE])

    with pytest.raises(TemplateError, match=r"got a ring: .*a\.j2 extends .*b\.j2"):
        reporter.fill(Note())


def test_a_template_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note").mkdir()
    (tmp_path / "note" / "page.html.j2").write_bytes(b"caf\xe9")
    reporter = Reporter(layers=[tmp_path], documents=[NOTE])

    with pytest.raises(TemplateError, match=r"got the byte 0xe9; save it as UTF-8"):
        reporter.fill(Note())


def test_a_document_without_a_template_is_refused() -> None:
    with pytest.raises(TemplateError, match=r"no template is named 'note/page\.html"):
        Reporter(documents=[NOTE]).fill(Note())


def test_blocks_of_a_broken_template_are_refused(layer: Layer) -> None:
    mine = layer({"status/page.html.j2": "{% block x %}"})

    with pytest.raises(TemplateError, match="line 1: Unexpected end"):
        Reporter(layers=[mine]).blocks("status")


def test_a_layer_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="expected a folder of templates"):
        Reporter(layers=[tmp_path / "templats"])


def test_a_layer_without_templates_is_refused(layer: Layer) -> None:
    mine = layer({"status/page.html": "x"})

    with pytest.raises(TemplateError, match=r"end in \.j2, got '.*', which holds none"):
        Reporter(layers=[mine])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("invitations/page.html.j2", "got 'invitations'; did you mean 'invitation'"),
        ("zzz/page.html.j2", "got 'zzz'; there are "),
        ("page.html.j2", "got ''; there are"),
        ("invitation/page.htm.j2", "expected page.html.j2, page.md.j2, page"),
    ],
)
def test_a_page_that_would_never_be_used_is_refused(
    name: str, told: str, layer: Layer
) -> None:
    with pytest.raises(TemplateError, match=told):
        Reporter(layers=[layer({name: "x"})])


def test_parts_of_ones_own_may_have_any_name(layer: Layer) -> None:
    mine = layer({"parts/logo.html.j2": "x", "readme.txt": "y"})

    assert Reporter(layers=[mine]).layers == (mine,)


# ---------------------------------------------------------------- what may be printed


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ text }}", "a &lt;b&gt; &amp; c"),
        ("{{ number }}", "3"),
        ("{{ text.upper() }}", "A &lt;B&gt; &amp; C"),
        ("{{ number + 1 }}", "4"),
        ("{{ '<' }}", "&lt;"),
        ("{{ words|join(', ') }}", "one, two"),
        ("{{ words|length }} {{ words[0] }}", "2 one"),
        ('<a href="{{ link.href }}">', '<a href="https://a.example">'),
        ("{% for w in words %}{{ loop.index }}{{ w }}{% endfor %}", "1one2two"),
        (
            "{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m(text) }}",
            "<i>a &lt;b&gt; &amp; c</i>",
        ),
        ("{% autoescape false %}{{ text }}{% endautoescape %}", "a &lt;b&gt; &amp; c"),
        ("{% block one %}x{% endblock %}{{ self.one() }}", "xx"),
    ],
)
def test_values_are_printed_safe(
    template: str, printed: str, fill: Callable[..., str]
) -> None:
    assert fill(template) == printed


@pytest.mark.parametrize(
    ("template", "got"),
    [
        ("{{ nothing }}", "got None"),
        ("{{ none }}", "got None"),
        ("{{ true }}", "got True"),
        ("{{ 1.5 }}", "got a float"),
        ("{{ words }}", "got a tuple"),
        ("{{ words|map('upper')|list }}", "got a list"),
        ("{{ link }}", "got a Link"),
        ("{{ method }}", "got a method_descriptor"),
        ("{{ loop_ }}", "'loop_' is undefined"),
        ("{% for w in words %}{{ loop }}{% endfor %}", "got a LoopContext"),
        ("{{ [zzz]|first }}", "'zzz' is undefined"),
    ],
)
def test_what_is_no_text_never_reaches_paper(
    template: str, got: str, fill: Callable[..., str]
) -> None:
    with pytest.raises(TemplateError, match=got):
        fill(template)


# ------------------------------------------------------------------------ the sandbox


@pytest.mark.parametrize(
    "template",
    [
        "{{ text.__class__ }}",
        "{{ text.format(1) }}",
        "{{ text|attr('__class__') }}",
        "{{ link.__class__.__mro__ }}",
        "{{ link['__class__'] }}",
        "{{ link.__init__.__globals__ }}",
        "{{ words.count('one') }}",
        "{{ method('x') }}",
        "{{ self.__init__.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ range(10) }}",
        "{{ dict(a=1) }}",
        "{{ namespace(a=1) }}",
        "{{ text|safe }}",
        "{{ text|format }}",
        "{{ text|center(2000000000) }}",
        "{{ words|random }}",
        "{{ 'a' * 2000000000 }}",
        "{{ '%2000000000s' % 'a' }}",
        "{{ 10 ** 10000000 }}",
        "{{ text|default('x') }}",
        "{% if text is defined %}{% endif %}",
        "{% for w in words %}{{ loop.cycle('a', 'b') }}{% endfor %}",
        "{% for w in words %}{{ loop._iterator }}{% endfor %}",
        "{% macro m() %}{% endmacro %}{{ m.name }}{{ m._func.__globals__ }}",
        "{% import 'base/parts.html.j2' as parts %}{{ parts.__loader__ }}",
        "{% import 'base/parts.html.j2' as parts %}{{ parts._body_stream }}",
        "{% block b %}{{ super.__func__ }}{% endblock %}",
        '{% include "../../secret.j2" %}',
        '{% include "/etc/passwd" %}',
    ],
)
def test_a_hostile_template_gets_nothing(
    template: str, fill: Callable[..., str]
) -> None:
    with pytest.raises(TemplateError):
        fill(template)


def test_super_may_be_called_twice_over(layer: Layer, empty: Portfolio) -> None:
    def child(mark: str, name: str) -> Path:
        text = (
            '{% extends "status/page.html.j2" %}'
            f"{{% block lead %}}{mark}{{% endblock %}}"
        )
        return layer({"status/page.html.j2": text}, name)

    layers = [child("[{{ super.super() }}]", "top"), child("between", "middle")]
    page = Reporter(layers=layers).render(
        "status", empty, on=pendulum.Date(2022, 2, 14)
    )

    assert "[<p" in page and "between" not in page


def test_a_markup_from_a_macro_is_escaped_once(fill: Callable[..., str]) -> None:
    template = (
        "{% macro inner(x) %}{{ x }}{% endmacro %}"
        "{% macro outer(x) %}{{ inner(x) }}{% endmacro %}{{ outer(text) }}"
    )

    assert markupsafe.Markup(fill(template)).unescape() == "a <b> & c"


def test_the_same_context_gives_the_same_text(
    sample: Portfolio, on: pendulum.Date
) -> None:
    formats: tuple[Format, ...] = ("html", "markdown")

    first, second = (
        [
            Reporter().render(
                "invitation", sample, on=on, subject="listening", format=format
            )
            for format in formats
        ]
        for _ in range(2)
    )

    assert first == second
