"""Makes an Excel workbook of a filled template: texts as texts, figures as figures.

A template cannot tell whether `£1,234.50` is money or somebody's name; it says where a
figure or a day is expected (`t="figure"`, `t="day"`). What reads as one becomes a number
or a date that Excel can add and sort; anything else, such as the symbol of a suppressed
count, stays the text that it is.
"""

import datetime as dt
import re

from tpkit.report._formats.office import office_file

_CELL = re.compile(
    r'<c t="(?P<kind>figure|day)"><is>(?P<is><t[^>]*>(?P<text>[^<]*)</t>)</is></c>'
)
_NUMBER = re.compile(
    r"(?P<sign>[-+]?)(?P<pound>£?)(?P<digits>[0-9]{1,3}(,[0-9]{3})*|[0-9]{1,15})"
    r"(?P<decimals>\.[0-9]{1,6})?(?P<percent>%?)"
)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FIRST = dt.date(1899, 12, 30)
"""Excel counts days so that 1 March 1900 is day 61."""

# The styles of base/style.xlsx.j2 for each kind of figure.
_TEXT, _DATE, _WHOLE, _DECIMAL, _POUNDS, _PERCENT = 0, 4, 5, 6, 7, 8


def workbook(text: str) -> bytes:
    """Give the file of a workbook that is written as one text.

    Raises:
        TemplateError: a part of it is no sound XML, or there is none.
    """
    return office_file(_CELL.sub(_cell, text))


def _cell(match: re.Match[str]) -> str:
    found = _figure(match["text"]) if match["kind"] == "figure" else _day(match["text"])
    if found is None:
        return f'<c t="inlineStr" s="{_TEXT}"><is>{match["is"]}</is></c>'
    value, style = found
    return f'<c s="{style}"><v>{value}</v></c>'


def _figure(text: str) -> tuple[str, int] | None:
    number = _NUMBER.fullmatch(text)
    if number is None:
        return None
    sign = number["sign"].removeprefix("+")
    value = f"{sign}{number['digits'].replace(',', '')}{number['decimals'] or ''}"
    if number["percent"]:
        return value, _PERCENT
    if number["pound"]:
        return value, _POUNDS
    return value, _DECIMAL if number["decimals"] else _WHOLE


def _day(text: str) -> tuple[str, int] | None:
    day = _DAY.fullmatch(text)
    if day is None:
        return None
    try:
        on = dt.date(*map(int, day.groups()))
    except ValueError:
        return None
    # Before that day Excel counts one that never was.
    return (str((on - _FIRST).days), _DATE) if on >= dt.date(1900, 3, 1) else None
