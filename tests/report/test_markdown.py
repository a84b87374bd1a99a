import random
import re
from typing import Any

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tpkit.report import Invitation, Machine, Reporter
from tpkit.report._escaping.characters import holdable
from tpkit.report._escaping.markdown import escape, tidied

REPORTER = Reporter()
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

PIECES = [
    *"\\`*_{}[]()#+-.!|~<>&$=:;\"'/@^%,? \t",
    "\n",
    "\r\n",
    "\x85",
    "\u2028",
    "\n\n",
    "    ",
    "1. ",
    "1) ",
    "- ",
    "+ ",
    "# ",
    "> ",
    "---",
    "***",
    "===",
    "```",
    "~~~",
    "&amp;",
    "&#42;",
    "&copy",
    "<b>",
    "</p>",
    "<!--",
    "<script>alert(1)</script>",
    "<https://a.example>",
    "https://a.example/a_b_c",
    "www.a.example",
    "me@a.example",
    "[x](javascript:alert(1))",
    "![x](y)",
    "[x]: y",
    "|---|",
    "\\|",
    "**b**",
    "_i_",
    "~~s~~",
    "`c`",
    "$x$",
    "a",
    "Zoë",
    "عربي",
    "汉字",
    "😀",
    "12",
    "x",
]
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12).map(
    "".join
)


def on_one_line(text: str) -> str:
    """Give the text as Markdown can show it: runs of white space are one space."""
    return re.sub(r"[ \t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]+", " ", text).strip(" ")


def shown(markdown: str) -> list[str]:
    """Give the plain text of every inline part, or fail if there is more than text."""
    found = []
    for token in READER.parse(markdown):
        if token.type == "inline":
            kinds = {child.type for child in token.children or []}
            assert kinds <= {"text", "text_special", "softbreak"}, kinds
            found.append("".join(child.content for child in token.children or []))
    return found


def blocks(markdown: str) -> list[str]:
    return [t.type for t in READER.parse(markdown) if t.type != "inline"]


def as_read(text: str) -> str:
    # Characters that no page may hold become a mark.
    return holdable(on_one_line(text))


@given(HOSTILE)
@example("1. a")
@example("- a")
@example("=== ")
@example("a\n===")
def test_a_paragraph_shows_the_text_and_nothing_else(text: str) -> None:
    markdown = f"before\n\n{escape(text)}\n\nafter\n"

    wanted = as_read(text)
    assert shown(markdown) == ["before", *([wanted] if wanted else []), "after"]
    assert set(blocks(markdown)) == {"paragraph_open", "paragraph_close"}


@given(HOSTILE, HOSTILE)
def test_a_cell_shows_the_text_and_nothing_else(one: str, other: str) -> None:
    markdown = f"| A | B |\n|---|---|\n| {escape(one)} | {escape(other)} |\n"

    assert shown(markdown) == ["A", "B", as_read(one), as_read(other)]


@given(HOSTILE)
def test_an_item_and_a_heading_show_the_text(text: str) -> None:
    markdown = f"# T {escape(text)}\n\n- {escape(text)}\n- end\n"

    wanted = as_read(text)
    heading = f"T {wanted}".strip(" ")
    assert shown(markdown) == [heading, *([wanted] if wanted else []), "end"]


def test_ten_thousand_hostile_texts_come_back_from_a_cell() -> None:
    dice = random.Random(20220214)
    texts = [
        "".join(dice.choices(PIECES, k=dice.randint(1, 12))) for _ in range(10_000)
    ]
    rows = "".join(f"| {escape(text)} |\n" for text in texts)

    assert shown(f"| A |\n|---|\n{rows}") == ["A", *map(as_read, texts)]


@given(HOSTILE)
def test_a_whole_document_keeps_its_outline_whatever_the_text(
    text: str,
) -> None:
    plain = REPORTER.fill(filled("x"), format="markdown")
    hostile = REPORTER.fill(filled(f"x {text} x"), format="markdown")

    assert blocks(hostile) == blocks(plain)


def filled(text: str) -> Invitation:
    """Make an invitation in which every text is the same."""
    fields = attrs.fields(Invitation)
    values: Any = {field.name: value_of(field.type, text) for field in fields}
    return Invitation(**values)


def value_of(kind: Any, text: str) -> Any:
    if kind in {str, Machine}:
        return text
    if kind in {bool, int}:
        return kind(1)
    if isinstance(kind, type) and attrs.has(kind):
        return kind(
            **{
                field.name: "https://a.example"
                if field.name == "href"
                else value_of(field.type, text)
                for field in attrs.fields(kind)
            }
        )
    (item, _) = kind.__args__  # it is a tuple[X, ...]
    return (value_of(item, text), value_of(item, text))


@given(HOSTILE)
def test_a_web_page_keeps_its_outline_whatever_the_text(text: str) -> None:
    plain = REPORTER.fill(filled("x"))
    hostile = REPORTER.fill(filled(f"x{text}x"))

    assert re.findall(r"<[^>]*?[ >]", hostile) == re.findall(r"<[^>]*?[ >]", plain)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("R&D", "R&D"),
        ("R&amp;D", "R&amp;amp;D"),
        ("a|b", "a&#124;b"),
        ("-1", "\\-1"),
        ("2022. A year", "2022\\. A year"),
        ("it costs £5", "it costs £5"),
    ],
)
def test_plain_texts_stay_plain(text: str, markdown: str) -> None:
    assert escape(text) == markdown


def test_a_page_is_tidied() -> None:
    assert tidied("\n\na  \n\n\n\nb\n\n") == "a\n\nb\n"
