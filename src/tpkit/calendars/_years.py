"""Years that do not begin in January, and their quarters."""

import enum
import re
from datetime import date, datetime

import attrs
import pendulum

from tpkit import _dates
from tpkit._model._checked import Between, checked
from tpkit.calendars._instants import refuse_instant
from tpkit.errors import FieldError


class YearKind(enum.StrEnum):
    """Which year: each begins on the first of its own month."""

    FINANCIAL = "financial"
    """1 April to 31 March: public money."""
    ACADEMIC = "academic"
    """1 September to 31 August: universities and schools."""
    CENSUS = "census"
    """1 October to 30 September: the DfE children's social work workforce census [CSWWM]."""
    REGISTRATION = "registration"
    """1 December to 30 November: registration with Social Work England [SPEAK]."""


_FIRST_MONTH = {
    YearKind.FINANCIAL: 4,
    YearKind.ACADEMIC: 9,
    YearKind.CENSUS: 10,
    YearKind.REGISTRATION: 12,
}
_LABEL = re.compile(r"(\d{4}) ?(?:/|-|\u2013|to) ?(\d{2}|\d{4})", re.ASCII)
_QUARTERS = 4
_MONTHS_IN_QUARTER = 3
_LAST_FIRST_YEAR = 9998


@attrs.frozen(kw_only=True, order=True, field_transformer=checked)
class Year:
    """A year of some kind, named for the two calendar years it touches."""

    kind: YearKind = YearKind.FINANCIAL
    first: int = attrs.field(validator=Between(1, _LAST_FIRST_YEAR))
    """The calendar year in which it begins: 2021 for 2021/22."""

    @property
    def label(self) -> str:
        """The two calendar years: `2021/22`."""
        return f"{self.first}/{(self.first + 1) % 100:02d}"

    @property
    def start(self) -> pendulum.Date:
        """The first day."""
        return pendulum.Date(self.first, _FIRST_MONTH[self.kind], 1)

    @property
    def end(self) -> pendulum.Date:
        """The last day, itself part of the year."""
        return self.start.add(years=1).subtract(days=1)

    @property
    def quarters(self) -> tuple["Quarter", ...]:
        """The four runs of three months; of a financial year Q1 is April to June."""
        return tuple(Quarter(year=self, number=n + 1) for n in range(_QUARTERS))

    @property
    def next(self) -> "Year":
        """The year after this one."""
        return attrs.evolve(self, first=self.first + 1)

    @property
    def previous(self) -> "Year":
        """The year before this one."""
        return attrs.evolve(self, first=self.first - 1)

    def __contains__(self, on: date) -> bool:
        """Say whether a day is in the year."""
        refuse_instant("Year", "on", on)
        return self.start <= on <= self.end

    def __str__(self) -> str:
        """Write `financial year 2021/22`."""
        return f"{self.kind} year {self.label}"


@attrs.frozen(kw_only=True, order=True, field_transformer=checked)
class Quarter:
    """Three months of a year."""

    year: Year
    number: int = attrs.field(validator=Between(1, _QUARTERS))
    """1 to 4."""

    @property
    def label(self) -> str:
        """The year and the number: `2021/22 Q4`."""
        return f"{self.year.label} Q{self.number}"

    @property
    def start(self) -> pendulum.Date:
        """The first day."""
        return self.year.start.add(months=(self.number - 1) * _MONTHS_IN_QUARTER)

    @property
    def end(self) -> pendulum.Date:
        """The last day, itself part of the quarter."""
        return self.start.add(months=_MONTHS_IN_QUARTER).subtract(days=1)

    def __contains__(self, on: date) -> bool:
        """Say whether a day is in the quarter."""
        refuse_instant("Quarter", "on", on)
        return self.start <= on <= self.end

    def __str__(self) -> str:
        """Write `2021/22 Q4`."""
        return self.label


def year_of(on: date, *, kind: YearKind) -> Year:
    """Give the year of that kind which *on* falls in.

    Raises:
        FieldError: *on* is an instant, not a date: choose its time zone first.
    """
    refuse_instant("Year", "on", on)
    begun = on.month >= _FIRST_MONTH[kind]
    return Year(kind=kind, first=on.year if begun else on.year - 1)


def financial_year(on: date) -> Year:
    """Give the financial year, April to March, which *on* falls in.

    Example:
        ```python
        >>> import datetime
        >>> from tpkit import calendars
        >>> calendars.financial_year(datetime.date(2022, 3, 31)).label
        '2021/22'

        ```
    """
    return year_of(on, kind=YearKind.FINANCIAL)


def london_day(at: datetime) -> pendulum.Date:
    """Give the day that it is in London at an instant.

    Raises:
        FieldError: *at* has no time zone, or is no instant.
    """
    if not _is_instant(at):
        expected = "an instant: a date, a time and a time zone"
        raise FieldError("london_day", "at", expected, at)
    return _dates.day_in_london(at)


def _is_instant(at: object) -> bool:
    return isinstance(at, datetime) and at.utcoffset() is not None


def financial_year_of(at: datetime) -> Year:
    """Give the financial year of an instant: that of the day it is in London then.

    Raises:
        FieldError: *at* has no time zone, or is no instant.

    Example:
        ```python
        >>> import pendulum
        >>> from tpkit import calendars
        >>> payment = pendulum.datetime(2026, 3, 31, 23, 30, tz="UTC")
        >>> calendars.london_day(payment).isoformat()
        '2026-04-01'
        >>> calendars.financial_year_of(payment).label
        '2026/27'

        ```
    """
    return financial_year(london_day(at))


def financial_quarter(on: date) -> Quarter:
    """Give the quarter of the financial year which *on* falls in.

    Q1 is April to June, Q4 January to March.
    """
    year = financial_year(on)
    months = (on.year - year.first) * 12 + on.month - _FIRST_MONTH[year.kind]
    return Quarter(year=year, number=months // _MONTHS_IN_QUARTER + 1)


def academic_year(on: date) -> Year:
    """Give the academic year, September to August, which *on* falls in."""
    return year_of(on, kind=YearKind.ACADEMIC)


def census_year(on: date) -> Year:
    """Give the workforce-census year, October to September, which *on* falls in [CSWWM].

    Its last day is the census date. DfE names its statistics for that day, so its
    `2022` is the census year 2021/22.
    """
    return year_of(on, kind=YearKind.CENSUS)


def registration_year(on: date) -> Year:
    """Give the registration year, December to November, which *on* falls in [SPEAK]."""
    return year_of(on, kind=YearKind.REGISTRATION)


def parse_year(label: str, *, kind: YearKind = YearKind.FINANCIAL) -> Year:
    """Read a label: `2021/22`, `2021-22`, `2021/2022` or `2021 to 2022`.

    Raises:
        FieldError: the label has another form, or its years do not follow each other.
    """
    match = _LABEL.fullmatch(label.strip())
    if match is not None:
        first, second = match.groups()
        if str(int(first) + 1).zfill(4).endswith(second):
            return Year(kind=kind, first=int(first))
    raise FieldError("Year", "label", "a label such as 2021/22", label)
