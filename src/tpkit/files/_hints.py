"""What people probably meant: the way out of slips that are often made."""

import contextlib
import functools
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from tpkit._model._checked import is_id
from tpkit._text import did_you_mean
from tpkit.files._convert import PLAIN, Plain
from tpkit.files._shapes import Field, Leaf


def hint(value: Any, leaf: Leaf) -> str:
    """Say how to write a value that its field refused; empty where nobody can tell."""
    if isinstance(value, str):
        is_typed = leaf in {Leaf.WHOLE, Leaf.FLAG}
        if is_typed and PLAIN[leaf](Plain(value), None) != value:
            return "write it without quotes"
        return _BY_LEAF[leaf](value.strip())
    if leaf in {Leaf.TEXT, Leaf.ID}:
        if isinstance(value, int | Decimal | date | time):
            return "put it in quotes"
        if isinstance(value, list | dict):
            return "put a text that begins with [ or { in quotes"
    return ""


def unknown_key_hint(key: str, fields: Mapping[str, Field]) -> str:
    """Say what an unknown key may have been meant to be."""
    if ":" in key and "extra" in fields:
        return "your own fields go under extra"
    other = _OTHER_WORDS.get(key.lower(), "")
    return (
        f"did you mean {other!r}?" if other in fields else nearest(key, tuple(fields))
    )


_OTHER_WORDS = {"name": "title", "title": "name", "date": "on"}


@functools.lru_cache(maxsize=1024)
def nearest(word: str, choices: tuple[str, ...]) -> str:
    """Write the `did you mean` hint; remembered, for one slip is often made throughout."""
    spelt = word.strip().lower().replace(" ", "_").replace("-", "_")
    return did_you_mean(spelt, choices)


# --------------------------------------------------------------------------- by leaf

_YEAR_FIRST = re.compile(r"(?=.{8})(\d{4})\D?(\d{1,2})\D?(\d{1,2})", re.ASCII)
_WITH_A_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d.*", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})\D(\d{1,2})\D(\d\d|\d{4})", re.ASCII)
_IN_WORDS = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3})[a-z]*,? (\d{4})",
    re.ASCII | re.IGNORECASE,
)
_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]


def _of_date(text: str) -> str:
    if _WITH_A_TIME.fullmatch(text):
        return "leave the time out"
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[2], found[3]) or "there is no such day"
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
        written = _day(f"20{year}"[-4:], month, day)
        as_in = written.replace("write", "as in") or "then the month and the day"
        return f"write the year first, {as_in}"
    if found := _IN_WORDS.fullmatch(text):
        day, name, year = found.groups()
        month = _MONTHS.index(name.lower()) + 1 if name.lower() in _MONTHS else 0
        return _day(year, str(month), day)
    return ""


def _day(year: str, month: str, day: str) -> str:
    with contextlib.suppress(ValueError):
        return f"write {date(int(year), int(month), int(day))}"
    return ""


_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h]?(\d\d))? ?(?:([ap])\.?m\.?)?", re.ASCII | re.IGNORECASE
)
_TO_THE_SECOND = re.compile(r"\d\d:\d\d(:\d\d.*|Z|\+\d\d.*)", re.ASCII)
_FROM_TO = re.compile(r"\d.* ?(-|\u2013|to) ?\d.*", re.ASCII)
_NAMED_TIMES = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


def _of_time(text: str) -> str:  # noqa: PLR0911  # one return a slip
    if text.lower() in _NAMED_TIMES:
        return f"write {_NAMED_TIMES[text.lower()]}"
    if _TO_THE_SECOND.fullmatch(text):
        return "write what London clocks show, without seconds and zone"
    if _FROM_TO.fullmatch(text):
        return "write the start and the end each under its own key"
    found = _CLOCK.fullmatch(text)
    if found is None:
        return ""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and hour not in range(1, 13):
        return ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    with contextlib.suppress(ValueError):
        return f"write {time(hour, minute):%H:%M}"
    return "there is no such time"


_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_MONEY_SIGNS = re.compile(r"[£%\s]|GBP|pounds?", re.IGNORECASE)


def _of_number(text: str) -> str:
    bare = _MONEY_SIGNS.sub("", text)
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    if bare != text and re.fullmatch(r"-?\d+(\.\d{1,2})?", bare, re.ASCII):
        return f"write {bare}"
    if re.search(r"[£,%]", text):
        return "write the digits alone, without £, % or commas"
    return ""


def _of_whole(text: str) -> str:
    bare = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    found = re.fullmatch(r"0*(\d{1,12})(\.0+)?", bare, re.ASCII)
    return f"write {found[1]}" if found else ""


_FLAGS = {"yes": "true", "y": "true", "on": "true", "true": "true", "1": "true"}
_FLAGS |= {"no": "false", "n": "false", "off": "false", "false": "false", "0": "false"}


def _of_flag(text: str) -> str:
    return f"write {_FLAGS[text.lower()]}" if text.lower() in _FLAGS else ""


def _of_id(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text[:100]).encode("ascii", "ignore")
    words = re.findall(r"[A-Za-z0-9._:@-]+", letters.decode())
    id = "-".join(words).lower().lstrip("._:@-")
    return f"write {id!r}, or another" if is_id(id) else ""


def _of_text(_: str) -> str:
    return ""


_BY_LEAF: dict[Leaf, Callable[[str], str]] = {
    Leaf.DATE: _of_date,
    Leaf.TIME: _of_time,
    Leaf.NUMBER: _of_number,
    Leaf.WHOLE: _of_whole,
    Leaf.FLAG: _of_flag,
    Leaf.ID: _of_id,
    Leaf.TEXT: _of_text,
}
