"""Strategies for single values: the widest that a noun's fields may hold."""

from decimal import Decimal

import pendulum

from tpkit import _dates
from tpkit._model._checked import Extra, Unit, as_extra
from tpkit.testing._hypothesis import SearchStrategy
from tpkit.testing._hypothesis import strategies as st

_LOOKS_LIKE_SOMETHING_ELSE = (
    "NO",
    "yes",
    "on",
    "True",
    "null",
    "01",
    "1.0",
    "1e3",
    "0x1F",
    "1_000",
    "10:30",
    "2021-11-01",
    "2021-11-01T10:30:00Z",
    ".inf",
)
"""What a careless reader takes for a flag, a number, a time or nothing."""

_AWKWARD = (
    *_LOOKS_LIKE_SOMETHING_ELSE,
    "~",
    "-",
    "- item",
    "? key",
    "key: value",
    "50% # not a comment",
    "'single' and \"double\" \\ back",
    " spaces around ",
    "two\nlines",
    "trailing line\n",
    "\n  indented\n\n",
    "tab\there",
    "carriage\r\nreturn",
    "next\x85line, line\u2028separator",
    "---\n...",
    "[flow, {seq: 1}]",
    "&anchor *alias !tag |> @ ` %",
    "{{ jinja }} {% raw %} <b>html</b> &amp;",
    "=1+1",
    "'''and\"\"\"",
    "\ufeffmark",
    "zoë at a café",
    "👩🏽‍🏫 teaches",
    "עברית and العربية",
    "e\u0301 is not é",
    " ".join(["a long line that a writer of YAML would like to fold "] * 3),
)
"""Texts that have broken a reader, a writer or a template somewhere."""

_ALPHABET = st.characters(
    exclude_categories=("Cs", "Cc"),
    include_characters="\t\n\r\x85",
    exclude_characters=[chr(code) for code in (*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF)],
)
_LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_LONGEST_ID = 100
_MOST = 10**12 - 1


def _with_something_in_it(text: str) -> str:
    return text if text.strip() else f"{text}x"


_ANY_TEXT = st.one_of(st.sampled_from(_AWKWARD), st.text(_ALPHABET))
_BLANK_OR_ANY_TEXT = st.one_of(st.just(""), _ANY_TEXT)
_FILLED_TEXT = _ANY_TEXT.map(_with_something_in_it)

_IDS = st.one_of(
    st.builds(
        str.__add__,
        st.sampled_from(_LETTERS_AND_DIGITS),
        st.text(f"{_LETTERS_AND_DIGITS}._:@-", max_size=_LONGEST_ID - 1),
    ),
    # "1_000" and ".inf" hold or begin with what an id may not.
    st.sampled_from([text for text in _LOOKS_LIKE_SOMETHING_ELSE if text[0] != "."]),
)
_DATES = st.one_of(
    st.dates(pendulum.Date(2012, 1, 1), pendulum.Date(2035, 12, 31)), st.dates()
).map(_dates.as_date)
_TIMES = st.integers(0, 24 * 60 - 1).map(
    lambda minute: pendulum.Time(minute // 60, minute % 60)
)
_EXTRAS = st.dictionaries(
    st.builds(
        "{}:{}".format,
        st.sampled_from(["a", "vendor", "v-1.x"]),
        _IDS.map(lambda id: id.translate({ord(":"): "_", ord("@"): "-"})),
    ),
    _BLANK_OR_ANY_TEXT,
    min_size=1,
    max_size=2,
).map(as_extra)


def texts(*, blank: bool = False) -> SearchStrategy[str]:
    """Draw texts that every document format can carry, and that are hard to carry.

    Among them are texts that look like something else (`NO`, `01`, `10:30`), that need
    quoting or escaping, of several lines, and in many scripts. With *blank*, empty ones
    and ones of nothing but spaces too.
    """
    return _BLANK_OR_ANY_TEXT if blank else _FILLED_TEXT


def ids() -> SearchStrategy[str]:
    """Draw ids: letters, digits and `. _ : @ -`, among them `NO`, `01` and `1.0`."""
    return _IDS


def dates() -> SearchStrategy[pendulum.Date]:
    """Draw dates of the years 1 to 9999, half of them from 2012 to 2035."""
    return _DATES


def times() -> SearchStrategy[pendulum.Time]:
    """Draw clock times, to the minute."""
    return _TIMES


def extras() -> SearchStrategy[Extra]:
    """Draw an embedder's own fields: one or two texts under `vendor:name` keys."""
    return _EXTRAS


def whole_numbers(
    at_least: int | None = None, at_most: int | None = None
) -> SearchStrategy[int]:
    """Draw whole numbers, half of them of the size that sessions and grants have."""
    if at_most is not None:
        return st.integers(at_least, at_most)
    least = 0 if at_least is None else at_least
    return st.one_of(
        st.integers(least, least + 60),
        st.integers(-_MOST if at_least is None else at_least, _MOST),
    )


def decimals(
    unit: Unit, at_least: int | None = None, at_most: int | None = None
) -> SearchStrategy[Decimal]:
    """Draw exact numbers with as many decimal places as the unit has, or none."""
    least = -_MOST if at_least is None else at_least
    most = _MOST if at_most is None else at_most
    return st.one_of(
        st.integers(least, most).map(Decimal),
        st.integers(least * 10**unit.places, most * 10**unit.places).map(
            lambda value: Decimal(value).scaleb(-unit.places)
        ),
    )
