"""The bank holidays of the three nations, as published and, beyond that, calculated."""

import enum
import functools
import json
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

import attrs
import pendulum

from tpkit import _dates
from tpkit._model._checked import checked
from tpkit._model.calendar import Nation
from tpkit.calendars._statute import statutory_days
from tpkit.errors import DocumentError, FieldError, Problem, shown

FIRST_YEAR = 2012
"""The first year with bank-holiday data. GOV.UK has published no earlier list."""

LAST_YEAR = 2035
"""The last year a calendar covers unless it is asked for more."""

_FURTHEST_YEAR = 2100
_DIVISIONS = {
    "england-and-wales": Nation.ENGLAND_AND_WALES,
    "scotland": Nation.SCOTLAND,
    "northern-ireland": Nation.NORTHERN_IRELAND,
}
_SUBSTITUTE = "Substitute day"
_A_DATE = "a date such as 2022-02-21"


class Basis(enum.StrEnum):
    """How a bank holiday is known."""

    PUBLISHED = "published"
    """On the list at https://www.gov.uk/bank-holidays."""
    CALCULATED = "calculated"
    """By the Banking and Financial Dealings Act 1971 and the yearly proclamations.

    A later proclamation may add a day or move one, as in 2020, 2022, 2023 and 2026.
    """


@attrs.frozen(kw_only=True, field_transformer=checked)
class BankHoliday:
    """A bank holiday in one nation. Source: https://www.gov.uk/bank-holidays.json."""

    on: pendulum.Date
    """The day off itself: for a holiday on a weekend, the weekday that stands in."""
    title: str
    """The name GOV.UK gives it: `Early May bank holiday`."""
    nation: Nation
    """Where it is kept."""
    is_substitute: bool = False
    """Whether the day stands in for one that fell on a weekend or was moved."""
    basis: Basis = Basis.PUBLISHED
    """Whether GOV.UK has published it, or tpkit calculated it."""


def bank_holidays(
    nation: Nation,
    *,
    last_year: int = LAST_YEAR,
    published: Iterable[BankHoliday] = (),
) -> tuple[BankHoliday, ...]:
    """Give a nation's bank holidays from 2012 to the end of *last_year*, in order.

    Up to 2028 they are as GOV.UK published them; after that, calculated, which
    `BankHoliday.basis` tells. *published* takes newer official data, as read by
    `bank_holidays_from_json`: it replaces what is bundled or calculated in each year
    it has a holiday in, so give whole years. Holidays of other nations in it are passed
    over.

    Raises:
        FieldError: *last_year* is before 2012 or after 2100.
    """
    if not FIRST_YEAR <= last_year <= _FURTHEST_YEAR:
        raise FieldError(
            "bank_holidays",
            "last_year",
            f"a year from {FIRST_YEAR} to {_FURTHEST_YEAR}",
            last_year,
        )
    official = _by_year(_bundled(), nation) | _by_year(published, nation)
    return tuple(
        holiday
        for year in range(FIRST_YEAR, last_year + 1)
        for holiday in official.get(year) or _calculated(nation, year)
    )


def bank_holidays_from_json(text: str) -> tuple[BankHoliday, ...]:
    """Read the text of https://www.gov.uk/bank-holidays.json: all three nations' days.

    This is how to use days announced after this version of tpkit was released: fetch
    the text however you fetch things, and pass the result as `published=` to
    `working_calendar` or `bank_holidays`. Keys that are not used are passed over.

    Raises:
        DocumentError: the text is not in that form; every problem is listed.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:  # the latter for ever deeper brackets
        raise DocumentError(
            [
                Problem(
                    path="$", expected="GOV.UK's JSON", got=f"text that is not: {error}"
                )
            ]
        ) from error
    reader = _Reader()
    holidays = tuple(reader.holidays(document))
    if reader.problems:
        raise DocumentError(reader.problems)
    return holidays


# --------------------------------------------------------------------------- sources


@functools.cache
def _bundled() -> tuple[BankHoliday, ...]:
    file = resources.files("tpkit.calendars") / "bank_holidays.json"
    return bank_holidays_from_json(file.read_text(encoding="utf-8"))


def _calculated(nation: Nation, year: int) -> list[BankHoliday]:
    return [
        BankHoliday(
            on=on,
            title=title,
            nation=nation,
            is_substitute=is_substitute,
            basis=Basis.CALCULATED,
        )
        for on, title, is_substitute in statutory_days(nation, year)
    ]


def _by_year(
    holidays: Iterable[BankHoliday], nation: Nation
) -> dict[int, list[BankHoliday]]:
    years: dict[int, list[BankHoliday]] = {}
    for holiday in sorted(holidays, key=lambda holiday: holiday.on):
        if holiday.nation is nation:
            years.setdefault(holiday.on.year, []).append(holiday)
    return years


@attrs.define
class _Reader:
    """Reads GOV.UK's document, noting every problem on the way."""

    problems: list[Problem] = attrs.Factory(list)

    def holidays(self, document: Any) -> Iterator[BankHoliday]:
        if not isinstance(document, dict):
            self._refuse("$", "an object with a list for each nation", document)
            return
        for division, nation in _DIVISIONS.items():
            path = f"$.{division}"
            part = self._member(document, division, dict, "$", "a nation's holidays")
            if part is None:
                continue
            events = self._member(part, "events", list, path, "its holidays") or []
            for index, event in enumerate(events):
                yield from self._holiday(event, nation, f"{path}.events[{index}]")

    def _holiday(self, event: Any, nation: Nation, path: str) -> Iterator[BankHoliday]:
        if not isinstance(event, dict):
            self._refuse(path, "a holiday with a title and a date", event)
            return
        on = self._member(event, "date", str, path, _A_DATE)
        title = self._member(event, "title", str, path, "the holiday's name")
        if on is None or title is None:
            return
        try:
            holiday = BankHoliday(
                on=_dates.parse_date(on),
                title=title,
                nation=nation,
                is_substitute=event.get("notes") == _SUBSTITUTE,
            )
        except FieldError as error:
            self._refuse(f"{path}.{error.field}", error.expected, error.got)
        except ValueError:
            self._refuse(f"{path}.date", _A_DATE, on)
        else:
            yield holiday

    def _member(
        self, of: dict[str, Any], key: str, kind: type, path: str, expected: str
    ) -> Any:
        value = of.get(key)
        if isinstance(value, kind):
            return value
        self._refuse(f"{path}.{key}", expected, value)
        return None

    def _refuse(self, path: str, expected: str, got: object) -> None:
        self.problems.append(Problem(path=path, expected=expected, got=shown(got)))
