import base64
import re
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit.errors import FieldError, TemplateError
from tpkit.report import (
    DATE_STYLES,
    FORMATS,
    STANDARD,
    Colours,
    Document,
    Imprint,
    Logo,
    Look,
    Machine,
    Personal,
    Reporter,
    fill_apart,
)
from tpkit.report._look.colours import contrast, nearest

SVG = b"""<?xml version="1.0"?>
<!-- drawn by hand -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:ink="urn:program" viewBox="0 0 9 9"
  xmlns:xlink="http://www.w3.org/1999/xlink" ink:version="1">
<metadata>who drew it</metadata><ink:view/>
<defs><path id="p" d="M0 0h9"/></defs><use xlink:href="#p" fill="url(#p)"/> tail
</svg>"""
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


# --------------------------------------------------------------------------- colours


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_colour_that_some_cannot_read_is_refused_with_one_that_all_can() -> None:
    with pytest.raises(FieldError) as refused:
        Colours(link="#7fd6d8")

    assert str(refused.value) == (
        "Colours.link: expected a contrast of at least 4.5 with sheet (#f3f6f6), "
        "which #477778 would have, got '#7fd6d8 with 1.5'"
    )
    assert nearest("#000000", ["#777777", "#ffffff", "#000000"]) in {
        "#000000",
        "#ffffff",
    }
    Colours(link=nearest("#7fd6d8", ["#ffffff", "#f3f6f6"]))


@given(st.tuples(*[st.integers(0, 255)] * 3), st.tuples(*[st.integers(0, 255)] * 3))
def test_the_colour_proposed_can_always_be_read(
    one: tuple[int, ...], other: tuple[int, ...]
) -> None:
    ground = f"#{bytes(other).hex()}"

    assert contrast(nearest(f"#{bytes(one).hex()}", [ground]), ground) >= 4.5


@pytest.mark.parametrize("text", ["red", "#12", "00565b", "#00565b;}", None])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="expected a colour such as '#00565b'"):
        Colours(brand=text)


def test_the_brand_is_on_every_page_in_light_in_dark_and_on_paper() -> None:
    reporter = Reporter(look=Look(colours=Colours(brand="#5b2a86")))

    for document in STANDARD:
        if "html" in document.formats:
            page = reporter.preview(document.name, sample="minimal")
            assert page.count("--brand: #5b2a86") == 3, document.name


def test_the_usual_look_changes_nothing() -> None:
    usual = Reporter().preview("status")

    assert Reporter(look=Look()).preview("status") == usual
    assert "--brand: #00494d" in usual


def test_a_dark_look_can_be_given_by_itself() -> None:
    dark = attrs.evolve(Look().dark, link="#ffffff")

    page = Reporter(look=Look(dark=dark)).preview("status")

    assert "prefers-color-scheme: dark) { :root { --paper: #12181d;" in page
    assert "--link: #ffffff" in page


def test_templates_of_ones_own_cover_the_look(tmp_path: Path) -> None:
    style = tmp_path / "base" / "style.css.j2"
    style.parent.mkdir()
    style.write_text('{% include "base/style.css.j2" %}\n:root { --brand: #123456; }\n')
    look = Look(colours=Colours(brand="#5b2a86"))

    page = Reporter(layers=[tmp_path], look=look).preview("status")

    assert page.index("--brand: #5b2a86") < page.index("--brand: #123456")


def test_the_templates_with_a_look_are_proved_too() -> None:
    look = Look(colours=Colours(brand="#5b2a86"), logo=Logo(data=PNG, text="RTP"))

    assert not Reporter(look=look).check("status")


# ------------------------------------------------------------------------------ logo


def test_a_logo_is_in_the_page_with_its_words() -> None:
    logo = Logo(data=PNG, text='The {{ "R&D" }} <partnership>')

    page = Reporter(look=Look(logo=logo)).preview("status")

    data = base64.b64encode(PNG).decode()
    assert f'<img src="data:image/png;base64,{data}"' in page
    assert 'alt="The &#123;&#123; &#34;R&amp;D&#34; }} &lt;partnership&gt;">' in page


def test_of_a_drawing_only_shapes_are_left() -> None:
    address = Logo(data=SVG, text="RTP").address

    kind, _, data = address.partition(",")
    drawing = base64.b64decode(data).decode()
    assert kind == "data:image/svg+xml;base64"
    assert '<use href="#p" fill="url(#p)" /> tail' in drawing
    assert not re.search("metadata|program|xlink|drawn by", drawing)


def test_a_photograph_is_a_jpeg() -> None:
    assert Logo(data=b"\xff\xd8\xff\xe0", text="RTP").address.startswith(
        "data:image/jpeg;base64,"
    )


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<style>*{}</style>", "<style>"),
        ('<g onload="alert(1)"/>', "onload='alert(1)'"),
        ('<use href="https://bad.example/#x"/>', "href='https://bad.example/#x'"),
        ('<g fill="url(https://bad.example)"/>', "fill='url(https://bad.example)'"),
        ('<g style="background: URL( data:x )"/>', "style="),
        ('<g style="@import x"/>', "@import"),
    ],
)
def test_a_drawing_that_could_do_something_is_refused(inside: str, told: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'

    with pytest.raises(FieldError, match="save it as plain SVG or PNG") as refused:
        Logo(data=drawing.encode(), text="RTP")

    assert told in str(refused.value.got)


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a",
        b"",
        b"\xff\xfe<\x00",
        b"<html/>",
        b'<!DOCTYPE s [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b'<svg xmlns="http://www.w3.org/2000/svg">'
        + b"<g>" * 9999
        + b"</g>" * 9999
        + b"</svg>",
    ],
    ids=range(6),
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(FieldError, match="plain SVG or PNG"):
        Logo(data=data, text="RTP")


def test_a_logo_needs_words_and_must_not_be_huge() -> None:
    with pytest.raises(FieldError, match="words for those who do not see it"):
        Logo(data=PNG, text=" ")
    with pytest.raises(FieldError, match="at most 300,000 bytes"):
        Logo(data=PNG + bytes(300_000), text="RTP")


# ----------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("style", "written"),
    [
        ("long", "Monday 7 February 2022 or 30 May 2023"),
        ("ordinal", "Monday 7th February 2022 or 30th May 2023"),
        ("short", "Mon 7 Feb 2022 or 30 May 2023"),
        ("numeric", "Monday 07/02/2022 or 30/05/2023"),
        ("iso", "Monday 2022-02-07 or 2023-05-30"),
    ],
)
def test_dates_are_written_as_the_partnership_writes_them(
    style: str, written: str
) -> None:
    look = Look(date_style=style)  # type: ignore[arg-type]  # one of them

    assert look.worded("Monday 7 February 2022 or 30 May 2023") == written
    assert look.worded("32 May 2022, 07 May 2022, May 2022") == (
        "32 May 2022, 07 May 2022, May 2022"
    )


def test_a_page_has_all_its_dates_in_that_style() -> None:
    for style in DATE_STYLES:
        page = Reporter(look=Look(date_style=style)).preview("invitation")

        assert ("21 February 2022" in page) == (style == "long")


def test_a_style_that_is_none_is_refused() -> None:
    with pytest.raises(
        FieldError, match="'long', 'ordinal', 'short', 'numeric' or 'iso'"
    ):
        Look(date_style="american")  # type: ignore[arg-type]  # on purpose


# ----------------------------------------------------------------------------- terms

LOOK = Look(
    terms={
        "action learning set": "learning circle",
        "social worker": "practitioner",
        "learning set": "R&D <group>",
        "hall": "hour-glass",
    }
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("an action learning set", "a learning circle"),
        ("An action  learning\nset.", "A  learning circle."),
        ("A social worker: social workers", "A practitioner: practitioners"),
        ("Social workers say", "Practitioners say"),
        ("British Association of Social Workers", None),
        ("a learning set", "an R&D <group>"),
        ("a hall, a hallway", "an hour-glass, a hallway"),
        ("a@social worker.example, https://x.example/hall.html", None),
        ("learning set-up, pre-hall, hall.pdf", None),
        ("the hall.", "the hour-glass."),
    ],
)
def test_words_become_those_of_the_partnership(before: str, after: str | None) -> None:
    if after == "an R&D <group>":
        after = "a R&D <group>"  # whose sound no rule knows

    assert LOOK.worded(before).replace("  ", " ") == (after or before).replace(
        "  ", " "
    )


@pytest.mark.parametrize(
    ("term", "article"),
    [
        ("hour", "an"),
        ("unit", "a"),
        ("user", "a"),
        ("umbrella", "an"),
        ("one-off", "a"),
    ],
)
def test_the_article_goes_by_sound(term: str, article: str) -> None:
    look = Look(terms={"event": term})

    assert look.worded("an event") == f"{article} {term}"


@pytest.mark.parametrize("terms", [{"": "x"}, {"x": " "}, {"x": 1}])
def test_terms_are_words(terms: dict[str, str]) -> None:
    with pytest.raises(FieldError, match="words for words"):
        Look(terms=terms)


@attrs.frozen(kw_only=True)
class Member:
    """Somebody with a name and a date."""

    name: Personal
    level: Machine
    role: str


@attrs.frozen(kw_only=True)
class Page:
    """What a page prints."""

    title: str
    imprint: Imprint
    members: tuple[Member, ...]
    number: int
    other: Member | None


CONTEXT = Page(
    title="A hall of 7 May 2022",
    imprint=Imprint(partnership="P", date="1 May 2022"),
    members=(Member(name="Hall of 7 May 2022", level="hall", role="hall"),),
    number=3,
    other=None,
)
PAGE = """\
{% macro tag(level, text) %}<b class="{{ level }}" title="the hall" data-label='a hall
{{ text }}' id="hall">{{ text }}</b>{% endmacro %}
<!-- hall --><h1 data-x=1>{{ title }}</h1><style>hall {}</style><script>hall</script>
{% block own_style %}.x hall {}{% endblock %}
{% for member in members %}{{ member.name }} {{ member.role }} {{ tag(member.level, "The hall") }}
{{ tag("hall", "hall") }}{% endfor %}
{% if title == "A hall" or "the hall" is eq("the hall") %}hall{% endif %}
{{ "the hall"[0] }}{{ ("the hall", "x")|join("the hall") }} < hall {{ number }}
<img loading{% if number %} alt="a hall{% if number %}, hall{% endif %}"{% endif %}>
"""


CHANGED = """\
<!-- hall --><h1 data-x=1>An hour-glass of 2022-05-07</h1><style>hall {}</style><script>hall</script>
.x hall {}Hall of 2022-05-07 hour-glass <b class="hall" title="the hour-glass" data-label='an hour-glass
The hour-glass' id="hall">The hour-glass</b>
<b class="hall" title="the hour-glass" data-label='an hour-glass
hall' id="hall">hall</b>hour-glasstthe hour-glassthe hallx < hour-glass 3
<img loading alt="an hour-glass, hour-glass">
"""


@pytest.fixture
def reporter(tmp_path: Path) -> Reporter:
    page = tmp_path / "mine" / "page.html.j2"
    page.parent.mkdir()
    page.write_text(PAGE)
    (page.parent / "page.md.j2").write_text("the hall {{ title }} {{ 'The hall' }}")
    document = Document(
        name="mine",
        title="M",
        context=Page,
        build=lambda *_: CONTEXT,
    )
    look = attrs.evolve(LOOK, date_style="iso")
    return Reporter(layers=[tmp_path], documents=[document], look=look)


def test_words_change_where_people_read_them_and_nowhere_else(
    reporter: Reporter,
) -> None:
    made = reporter.fill(CONTEXT)

    assert made == CHANGED
    assert reporter.fill(CONTEXT, format="markdown") == (
        "the hour-glass An hour-glass of 2022-05-07 The hour-glass\n"
    )


def test_a_process_apart_writes_the_same_words(reporter: Reporter) -> None:
    assert fill_apart(reporter, [CONTEXT]) == (reporter.fill(CONTEXT),)


def test_every_document_can_be_reworded() -> None:
    look = Look(terms={"focus group": "learning circle"}, date_style="ordinal")
    reporter = Reporter(look=look)

    for document in STANDARD:
        for format in document.formats:
            if FORMATS[format].is_text:
                made = reporter.preview(document.name, format=format)
                assert "focus group" not in made, (document.name, format)


# ------------------------------------------------------------------------ from a file

FILE = """
date_style = "short"

[terms]
"social worker" = "practitioner"

[logo]
file = "logo.svg"
text = "Riverside"

[colours]
brand = "#5b2a86"

[dark]
link = "#ffffff"
"""


def test_a_look_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(SVG)
    file = tmp_path / "look.toml"
    file.write_text(FILE)

    look = Look.read(file)

    assert look.date_style == "short"
    assert look.terms == {"social worker": "practitioner"}
    assert look.logo == Logo(data=SVG, text="Riverside")
    assert (look.colours.brand, look.dark.brand) == ("#5b2a86", "#5b2a86")
    assert look.dark.link == "#ffffff"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[colours]\nlnk = '#000'", "(did you mean 'link'?), got 'lnk'"),
        ("[colours]\nlink = '#eee'", "colours.link: expected a contrast"),
        ("[dark]\nlink = '#111'", "dark.link: expected a contrast"),
        ("[logo]\ntext = 'x'", "logo.file: expected the name of a picture"),
        ("colours = 1", "colours.colours: expected a table [colours], got 1"),
        ("date_style = 'x'", "date_style: expected 'long', "),
        (
            "zzz = 1",
            "zzz: expected one of date_style, terms, logo, colours and dark, got",
        ),
        ("x", "expected TOML in UTF-8"),
    ],
)
def test_what_a_file_says_wrongly_is_told_with_its_place(
    text: str, told: str, tmp_path: Path
) -> None:
    file = tmp_path / "look.toml"
    file.write_text(text)

    with pytest.raises(TemplateError) as refused:
        Look.read(file)

    assert str(refused.value).startswith(f"{file}: ")
    assert told in str(refused.value)


def test_a_file_that_is_not_there_is_the_systems_to_tell(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Look.read(tmp_path / "look.toml")
