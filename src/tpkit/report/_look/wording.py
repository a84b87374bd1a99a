"""A partnership's own words for things, and its way to write dates."""

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, get_args

import attrs

from tpkit._text import DAYS, MONTHS, ordinal
from tpkit.report._words.kinds import MACHINE, PERSONAL, kinds_of, with_fields

DateStyle = Literal["long", "ordinal", "short", "numeric", "iso"]
"""How dates are written: `21 February 2022` (as GOV.UK does), `21st February 2022`,
`21 Feb 2022`, `21/02/2022`, `2022-02-21`."""

DATE_STYLES: tuple[DateStyle, ...] = get_args(DateStyle)
"""Every way in which dates can be written; `long` is the usual one."""

_DATE = re.compile(
    rf"\b(?:({'|'.join(DAYS)}) )?([1-9]|[12]\d|3[01]) ({'|'.join(MONTHS)}) (\d{{4}})\b",
    re.ASCII,
)


def _dated(style: DateStyle, match: re.Match[str]) -> str:
    weekday, day, month, year = match.groups()
    number = MONTHS.index(month) + 1
    written = {
        "long": f"{day} {month} {year}",
        "ordinal": f"{ordinal(int(day))} {month} {year}",
        "short": f"{day} {month[:3]} {year}",
        "numeric": f"{int(day):02d}/{number:02d}/{year}",
        "iso": f"{year}-{number:02d}-{int(day):02d}",
    }[style]
    if not weekday:
        return written
    return f"{weekday[:3] if style == 'short' else weekday} {written}"


def _same(text: str) -> str:
    return text


@attrs.frozen(kw_only=True)
class Wording:
    """Puts a partnership's words and dates in place of those of tpkit."""

    terms: Mapping[str, str]
    date_style: DateStyle

    @property
    def changes_nothing(self) -> bool:
        """Whether texts stay as they are."""
        return not self.terms and self.date_style == "long"

    @functools.cached_property
    def dated(self) -> Callable[[str], str]:
        """Writes dates as the partnership does, and leaves words alone: for names."""
        if self.date_style == "long":
            return _same
        style = self.date_style
        return lambda text: _DATE.sub(lambda match: _dated(style, match), text)

    @functools.cached_property
    def worded(self) -> Callable[[str], str]:
        """Writes dates and words as the partnership does."""
        if not self.terms:
            return self.dated
        dated, forms = self.dated, _forms(self.terms)
        words = sorted(forms, key=len, reverse=True)
        pattern = re.compile(
            r"(?<![\w@/\\.:=&?#%_-])(?:(?P<article>[Aa]n?)(?P<space>\s+))?"
            rf"(?P<term>{'|'.join(map(_pattern, words))})"
            r"(?![\w@/\\=#_-]|[.:]\w)"
        )

        def put(match: re.Match[str]) -> str:
            new = forms[" ".join(match["term"].split())]
            if not match["article"]:
                return new
            return f"{_article(match['article'], new)}{match['space']}{new}"

        return lambda text: dated(pattern.sub(put, text))

    def within(self, escape: Callable[[str], str]) -> "Wording":
        """Give the same for what is written for a format already."""
        terms = {escape(old): escape(new) for old, new in self.terms.items()}
        return attrs.evolve(self, terms=terms)


def reworded(value: Any, wording: Wording) -> Any:
    """Give a context, or a value within it, with its words changed.

    Texts for machines stay, and of what is personal the dates alone are changed.
    """
    if wording.changes_nothing:
        return value
    if isinstance(value, str):
        return wording.worded(value)
    if isinstance(value, tuple):
        return tuple(reworded(item, wording) for item in value)
    if not attrs.has(type(value)):
        return value
    return with_fields(value, dict(_changed(value, wording)))


def _changed(context: Any, wording: Wording) -> Iterator[tuple[str, Any]]:
    kind: Any = type(context)  # mypy does not see that a class can be hashed
    for name, noted in kinds_of(kind).items():
        value = getattr(context, name)
        if noted is PERSONAL and isinstance(value, str):
            yield name, wording.dated(value)
        elif noted is not MACHINE:
            yield name, reworded(value, wording)


def _forms(terms: Mapping[str, str]) -> dict[str, str]:
    """Give each term, its plural, and both as they begin a sentence."""
    plurals = {f"{old}s": f"{new}s" for old, new in terms.items()}
    small = {**plurals, **terms}
    return {**{_capital(old): _capital(new) for old, new in small.items()}, **small}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _pattern(term: str) -> str:
    return r"\s+".join(map(re.escape, term.split()))


_SOUNDS = re.compile(
    r"(?!uni|us[aei]|eu|one\b|once)[aeiou]|hour|honest|honour", re.IGNORECASE
)
"""Where `an` stands before a word: by sound, which its first letters mostly tell."""


def _article(old: str, word: str) -> str:
    return old[0] + ("n" if _SOUNDS.match(word) else "")
