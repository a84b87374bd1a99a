"""Hostile texts in every format: what is read back is the text, and nothing else.

With 10,000 of them in each format:

    HOSTILE_TEXTS=10000 python -m pytest tests/report/test_escaping.py
"""

import csv as reader_of_csv
import io
import json
import os
import random
import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import icalendar as reader_of_calendars
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tpkit.report._document.samples import HOSTILE_TEXTS
from tpkit.report._escaping import csv, excel, html, icalendar, json_ld, word
from tpkit.report._escaping.characters import holdable

PIECES = (
    *"\\`*_{}[]()#+-.!|~<>&$=:;\"'/@^%,? \t\n\r\x00\x0b\x1b\x7f\x85",
    *("\u2028", "\ud800", "\ufffe", "\U0001ffff", "\N{RIGHT-TO-LEFT OVERRIDE}"),
    *(
        "\r\n",
        "]]>",
        "-->",
        "</script>",
        "&amp;",
        "&#0;",
        "_x0041_",
        "=1+1",
        "+1",
        "@SUM",
    ),
    *("END:VEVENT", "é", "عربي", "汉字", "😀", "a", "1"),
    *HOSTILE_TEXTS,
)
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=8).map(
    "".join
)


class Page(HTMLParser):
    """Reads the texts of paragraphs and the titles, and counts the elements."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.texts: list[str] = []
        self.titles: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.titles.extend(value for _, value in attrs)
        self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data


def of_html(texts: list[str]) -> list[str]:
    page = Page()
    page.feed(
        "".join(f'<p title="{html.escape(t)}">{html.escape(t)}</p>' for t in texts)
    )
    page.close()
    assert page.elements == ["p"] * len(texts)
    assert page.titles == page.texts
    return page.texts


def of_xml(texts: list[str]) -> list[str]:
    rows = "".join(f'<t a="{html.escape(t)}">{html.escape(t)}</t>' for t in texts)
    found = ET.fromstring(f"<svg>{rows}</svg>")
    return [t.text or "" for t in found]


def of_word(texts: list[str]) -> list[str]:
    rows = "".join(f"<t>{word.escape(t)}</t>" for t in texts)
    return [t.text or "" for t in ET.fromstring(f"<w>{rows}</w>")]


def of_excel(texts: list[str]) -> list[str]:
    rows = "".join(f"<t>{excel.escape(t)}</t>" for t in texts)
    return [
        re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), t.text or "")
        for t in ET.fromstring(f"<x>{rows}</x>")
    ]


def of_csv(texts: list[str]) -> list[str]:
    rows = "".join(f"{csv.escape(t)},{csv.escape('x')}\r\n" for t in texts)
    found = [*reader_of_csv.reader(io.StringIO(rows, newline=""))]
    assert all(len(row) == 2 for row in found)
    # An apostrophe keeps a spreadsheet from taking the text for a formula.
    return [
        a.removeprefix("'") if t.lstrip(" \n")[:1] in {*"=+-@\t\r"} else a
        for (a, _), t in zip(found, texts, strict=True)
    ]


def of_calendar(texts: list[str]) -> list[str]:
    lines = "".join(
        f"BEGIN:VEVENT\nUID:{n}\nDTSTAMP:20220221T100000Z\nSUMMARY:{icalendar.escape(t)}\n"
        "END:VEVENT\n"
        for n, t in enumerate(texts)
    )
    text = icalendar.folded(
        f"BEGIN:VCALENDAR\nPRODID:x\nVERSION:2.0\n{lines}END:VCALENDAR\n"
    )
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    found = reader_of_calendars.Calendar.from_ical(text).walk("VEVENT")
    return [str(event["SUMMARY"]) for event in found]


def of_json(texts: list[str]) -> list[str]:
    written = ",".join(map(json_ld.escape, texts))
    assert not re.search("[<>&'\u2028]", written)
    found: list[str] = json.loads(f"[{written}]")
    return found


def as_is(text: str) -> str:
    return holdable(text)


def with_line_feeds(text: str) -> str:
    """Give a text as HTML and XML hold it: each line ends with a line feed."""
    return holdable(re.sub("\r\n?", "\n", text))


def on_lines(text: str) -> str:
    """Give a text as a calendar holds it: with one kind of line end."""
    return holdable(re.sub("\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text))


def on_one_line(text: str) -> str:
    return holdable(re.sub("[\t\n\x0b\x0c\r\x85\u2028\u2029]+", " ", text))


FORMATS = [
    pytest.param(of_html, with_line_feeds, id="html"),
    pytest.param(of_xml, with_line_feeds, id="svg"),
    pytest.param(of_word, on_one_line, id="word"),
    pytest.param(of_excel, with_line_feeds, id="excel"),
    pytest.param(of_csv, as_is, id="csv"),
    pytest.param(of_calendar, on_lines, id="calendar"),
    pytest.param(of_json, as_is, id="json-ld"),
]


def texts(count: int) -> list[str]:
    dice = random.Random(20220214)
    return ["".join(dice.choices(PIECES, k=dice.randint(1, 6))) for _ in range(count)]


@pytest.mark.parametrize(("back", "shown"), FORMATS)
def test_hundreds_of_hostile_texts_come_back(
    back: Callable[[list[str]], list[str]], shown: Callable[[str], str]
) -> None:
    some = [*HOSTILE_TEXTS, *texts(int(os.environ.get("HOSTILE_TEXTS", "300")))]

    assert back(some) == [shown(text) for text in some]


@given(HOSTILE)
@example("=1+1")
@example(" @x")
@example("_x0041_")
@example("a\rb")
def test_any_text_comes_back_from_every_format(text: str) -> None:
    lines = [with_line_feeds(text)]
    assert of_html([text]) == of_xml([text]) == of_excel([text]) == lines
    assert of_word([text]) == [on_one_line(text)]
    assert of_csv([text]) == of_json([text]) == [as_is(text)]


@given(HOSTILE)
def test_a_calendar_gives_any_text_back(text: str) -> None:
    assert of_calendar([text]) == [on_lines(text)]


@given(st.text())
def test_what_cannot_be_shown_is_marked_and_nothing_else_changes(text: str) -> None:
    shown = holdable(text)

    assert len(shown) == len(text)
    assert holdable(shown) == shown
    shown.encode()


def test_html_ends_each_line_with_a_line_feed() -> None:
    assert html.escape("a\r\nb\rc\n\r<") == "a\nb\nc\n\n&lt;"


def test_a_formula_stays_a_text_in_csv() -> None:
    assert csv.escape('=HYPERLINK("x")') == '"\'=HYPERLINK(""x"")"'
    assert csv.escape("R&D") == '"R&D"'
