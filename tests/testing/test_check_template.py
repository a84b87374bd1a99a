"""What `check_template` and the rules of accessible pages find, and what they let pass."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from tpkit.report import Document, Imprint, Samples
from tpkit.testing import check_template
from tpkit.testing._accessible import faults_of

Prove = Callable[..., None]


@attrs.frozen(kw_only=True)
class Note:
    """A context."""

    title: str
    imprint: Imprint
    words: tuple[str, ...] = ()


def note(**more: Any) -> Document:
    foot = Imprint(partnership="Ours", date="14 February 2022")
    one = Note(title="A title", imprint=foot)
    two = attrs.evolve(one, words=("one", "two"))
    options: dict[str, Any] = {
        "formats": ("html",),
        "samples": lambda: Samples(minimal=one, typical=two),
        **more,
    }
    return Document(
        name="note", title="Note", context=Note, build=lambda *_: one, **options
    )


@pytest.fixture
def prove(tmp_path: Path) -> Prove:
    """Prove the note with a template, or one for each format."""

    def run(page: str, document: Document | None = None, **pages: str) -> None:
        for name, text in {"html": page, **pages}.items():
            (tmp_path / "note").mkdir(exist_ok=True)
            (tmp_path / "note" / f"page.{name}.j2").write_text(text, encoding="utf-8")
        check_template(document or note(), layers=[tmp_path])

    return run


LAYOUT = '{% extends "base/layout.html.j2" %}{% block content %}'
END = "{% endblock %}"


def test_a_sound_document_is_let_pass(prove: Prove) -> None:
    prove(
        LAYOUT
        + "{% for w in words %}<p>{{ w }}</p>{% else %}<p>None.</p>{% endfor %}"
        + END,
        note(formats=("html", "markdown", "calendar", "csv")),
        md="# {{ title }}\n\n{% for w in words %}\n- {{ w }}\n{% endfor %}\n",
        ics="BEGIN:VCALENDAR\nX-A:{{ title }}\nEND:VCALENDAR\n",
        csv='{{ title }},{{ words|length }}\n{{ title }},"x"\n',
    )


def test_a_folder_of_ones_own_is_proved_with_its_documents(tmp_path: Path) -> None:
    (tmp_path / "status").mkdir()
    page = tmp_path / "status" / "page.html.j2"
    page.write_text(
        '{% extends "status/page.html.j2" %}{% block lead %}<p>Ours.</p>{% endblock %}',
        encoding="utf-8",
    )
    check_template(tmp_path)

    page.write_text('{% extends "status/page.html.j2" %}{% block led %}{% endblock %}')
    with pytest.raises(
        AssertionError, match=r"'status' .*the check finds fault .*'led'"
    ):
        check_template(str(tmp_path))


def test_a_folder_with_shared_parts_is_proved_with_every_document(
    tmp_path: Path,
) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "layout.html.j2").write_text(
        '{% extends "base/layout.html.j2" %}'
        "{% block accessibility %}{{ imprnt.contact.text }}{% endblock %}",
        encoding="utf-8",
    )

    with pytest.raises(AssertionError, match=r"'overview' .*'imprnt'"):
        check_template(tmp_path)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("{{ titel }}", "'titel' is undefined"),
        (" ", "minimal Web page is empty"),
        (LAYOUT + "<table></table>" + END, "a table without a caption"),
        (
            LAYOUT + "{% if title.startswith('R&D') %}<b>x</b>{% endif %}" + END,
            r"become part of the page: \['b'\]",
        ),
    ],
)
def test_a_broken_promise_is_told(page: str, told: str, prove: Prove) -> None:
    with pytest.raises(AssertionError, match=told):
        prove(page)


@pytest.mark.parametrize(
    ("format", "ending", "page", "told"),
    [
        (
            "markdown",
            "md",
            "{% if words %}<script>x{% endif %}x",
            "of the Markdown: '<scr",
        ),
        ("calendar", "ics", "BEGIN:VCALENDAR\n", "part of the calendar"),
        ("csv", "csv", "{{ title }}\nb,c\n", r"have \[1, 2\] cells"),
    ],
)
def test_a_text_that_breaks_out_is_told(
    format: str, ending: str, page: str, told: str, prove: Prove
) -> None:
    with pytest.raises(AssertionError, match=told):
        prove("x", note(formats=(format,)), **{ending: page})


def test_a_document_without_samples_proves_nothing(prove: Prove) -> None:
    with pytest.raises(AssertionError, match="it has no samples"):
        prove(LAYOUT + END, note(samples=None))


def test_samples_that_change_or_ask_the_network_are_found(prove: Prove) -> None:
    sample = note().samples
    assert sample is not None
    typical = sample().typical
    calls: list[int] = []

    def changing() -> Samples:
        calls.append(1)
        again = attrs.evolve(typical, title=f"{len(calls)}")
        return Samples(minimal=again, typical=again)

    def asking() -> Samples:
        socket.getaddrinfo("localhost", 80)
        return Samples(minimal=typical, typical=typical)

    with pytest.raises(AssertionError, match="made twice, minimal Web page differs"):
        prove(LAYOUT + END, note(samples=changing))
    with pytest.raises(AssertionError, match="it asks for a connection"):
        prove(LAYOUT + END, note(samples=asking))
    socket.getaddrinfo("localhost", 80)  # outside, nobody minds


# ---------------------------------------------------------------------- accessibility

HEAD = '<!DOCTYPE html><html lang="en-GB"><head><title>T</title></head><body><h1>H</h1>'
FOOT = "</body></html>"


@pytest.mark.parametrize(
    "body",
    [
        "<h2>x</h2><h3>y</h3><h2>z</h2><br><img alt='' src='data:,'>",
        "<table><caption>c</caption><tr><th scope='col'>x</th></tr></table>",
        "<svg aria-hidden='true'></svg><svg aria-label='x'></svg>",
        "<a href='https://a.example'>The report</a><a href='#x' aria-label='y'></a>",
        "<script type='application/ld+json'>{}</script>",
        "<style>a { color: red; }</style>",
    ],
)
def test_a_page_that_everybody_can_read(body: str) -> None:
    assert faults_of(HEAD + body + FOOT) == ()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<h3>x</h3>", "a heading of level 3 after one of level 1"),
        ("<h1>x</h1>", "2 headings of the first level"),
        ("<h2> </h2>", "a <h2> without words"),
        ("<img src='x'>", "a picture without a text in its place"),
        ("<svg></svg>", "a drawing without a name"),
        (
            "<table><caption>c</caption><tr><th>x</th></tr></table>",
            "a <th> that does not",
        ),
        ("<table></table>", "a table without a caption"),
        ("<a>x</a>", "a link that leads nowhere"),
        ("<a href='x'></a>", "a <a> without words"),
        ("<a href='x'>Click here</a>", "a link that says 'Click here'"),
        ("<p id='a'></p><p id='a'></p>", "the id 'a' 2 times"),
        ("<script></script>", "a script"),
        ("<p onclick='x'></p>", "a <p> that runs a script"),
        ("<img alt='' src='https://a.example/x'>", "loads something from elsewhere"),
        ("<style>@import 'x';</style>", "its style loads something from elsewhere"),
        ("</p>", "</p> does not end what is open"),
        ("<p>", "does not end what is open"),
    ],
)
def test_a_page_that_shuts_somebody_out(body: str, told: str) -> None:
    assert any(told in one for one in faults_of(HEAD + body + FOOT))


def test_a_page_without_language_title_or_end_is_told() -> None:
    assert faults_of("<html><body>") == (
        "it ends within ['html', 'body']",
        "no language: <html lang=…>",
        "no title",
        "0 headings of the first level, instead of one",
    )
