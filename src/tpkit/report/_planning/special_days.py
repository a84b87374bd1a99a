"""Days that are not like others: holidays, school breaks, observances, sector dates."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import attrs
import pendulum

from tpkit._model.calendar import Certainty, Nation, Observance, ObservanceKind
from tpkit._model.people import AuthorityArea, Organisation
from tpkit._model.portfolio import Portfolio
from tpkit._model.rules_of_hours import OnWorkingDays
from tpkit._text import counted, listed, long_date
from tpkit.calendars import sector_dates
from tpkit.errors import OutsideCalendarError
from tpkit.report._words.kinds import Machine
from tpkit.schedule._terms.days import named_bank_holidays
from tpkit.schedule._terms.facts import Facts


@attrs.frozen(kw_only=True)
class DayNote:
    """What a calendar notes on a day: `Bank holiday: Good Friday`."""

    text: str
    """The note, in words that say all."""
    level: Machine
    """For style sheets: `holiday`, `break`, `observance` or `sector`."""


@attrs.frozen(kw_only=True)
class SpecialDays:
    """A day, or a run of days, that is not like others."""

    title: str
    """`October half-term`."""
    kind: str
    """What it is, or asks of people: `School break`."""
    dates: str
    """`24 October 2022 to 28 October 2022`."""
    where: str
    """Whose it is: areas, an organisation, a tradition; empty for everybody's."""


_HOLIDAY, _BREAK, _OBSERVANCE, _SECTOR = "holiday", "break", "observance", "sector"


@attrs.frozen(kw_only=True)
class Run:
    """A run of special days, as numbers."""

    first: int
    last: int
    title: str
    kind: str
    level: Machine
    where: tuple[str, ...] = ()
    is_estimated: bool = False

    def touches(self, days: range) -> bool:
        """Say whether it shares a day with that stretch."""
        return self.first < days.stop and self.last >= days.start

    @property
    def line(self) -> SpecialDays:
        """The run in words."""
        ends = {self.first: None, self.last: None}  # each once
        dates = " to ".join(long_date(date.fromordinal(day)) for day in ends)
        return SpecialDays(
            title=self.title,
            kind=self.kind,
            dates=f"{dates}, give or take a day" if self.is_estimated else dates,
            where=listed(self.where),
        )

    @property
    def note(self) -> DayNote:
        """What a calendar says on each of its days."""
        named = self.level in (_HOLIDAY, _BREAK)
        text = f"{self.kind}: {self.title}" if named else self.title
        whose = listed(_few(self.where)) if named else ""
        return DayNote(text=f"{text} ({whose})" if whose else text, level=self.level)


def runs_of(facts: Facts, stretches: Sequence[range]) -> list[Run]:
    """Give the runs that touch any of these stretches of days, in order of time."""
    portfolio = facts.portfolio
    years = {
        date.fromordinal(day).year for some in stretches for day in (some[0], some[-1])
    }
    found = [
        *_bank_holidays(portfolio),
        *_closures(portfolio),
        *_school_breaks(portfolio),
        *map(_observance, facts.observances),
        *itertools.chain.from_iterable(map(_sector_dates, sorted(years))),
    ]
    touching = [run for run in found if any(map(run.touches, stretches))]
    return sorted(touching, key=lambda run: (run.first, run.last))


def notes_on(day: int, runs: Iterable[Run]) -> tuple[DayNote, ...]:
    """Give the notes of one day; many school breaks are told as one."""
    here = [run for run in runs if run.first <= day <= run.last and _is_noted(run)]
    breaks = [run for run in here if run.level == _BREAK]
    if len(breaks) <= _MOST_BREAKS:
        return tuple(run.note for run in here)
    areas = {area for run in breaks for area in run.where}
    together = DayNote(
        text=f"School break in {counted(len(areas), 'area')}", level=_BREAK
    )
    return together, *(run.note for run in here if run.level != _BREAK)


_MOST_BREAKS = 2
_WEEK = 7


def _is_noted(run: Run) -> bool:
    # That people renew their registration all autumn is no news on any of its days.
    return run.level != _SECTOR or run.last - run.first < _WEEK


def _few(names: Sequence[str]) -> Sequence[str]:
    others = len(names) - _MOST_NAMED
    return names if others <= 1 else [*names[:_MOST_NAMED], counted(others, "other")]


_MOST_NAMED = 2

# ------------------------------------------------------------------ where they come from


def _bank_holidays(portfolio: Portfolio) -> Iterator[Run]:
    rules = portfolio.scheduling_rules
    nations = (rule.nation for rule in rules if isinstance(rule, OnWorkingDays))
    nation = next(nations, Nation.ENGLAND_AND_WALES)
    for day, title in named_bank_holidays(nation).items():
        yield Run(first=day, last=day, title=title, kind="Bank holiday", level=_HOLIDAY)


def _closures(portfolio: Portfolio) -> Iterator[Run]:
    for closure in portfolio.closures:
        whose = closure.organisation
        yield Run(
            first=closure.start.toordinal(),
            last=closure.end.toordinal(),
            title=closure.title,
            kind="Closed",
            level=_HOLIDAY,
            where=(portfolio.get(Organisation, whose).name,) if whose else (),
        )


def _school_breaks(portfolio: Portfolio) -> Iterator[Run]:
    areas: dict[tuple[pendulum.Date, pendulum.Date, str], list[str]] = {}
    for term in portfolio.term_dates:
        name = portfolio.get(AuthorityArea, term.area).name
        areas.setdefault((term.start, term.end, term.title), []).append(name)
    for (start, end, title), names in areas.items():
        yield Run(
            first=start.toordinal(),
            last=end.toordinal(),
            title=title,
            kind="School break",
            level=_BREAK,
            where=tuple(dict.fromkeys(names)),
        )


_ASKED = {
    ObservanceKind.WORK_RESTRICTED: "Holy day: observers do not work",
    ObservanceKind.FASTING: "Fast: observers do not eat or drink by day",
    ObservanceKind.FESTIVAL: "Festival: observers may want leave",
}


def _observance(observance: Observance) -> Run:
    return Run(
        first=observance.start.toordinal(),
        last=observance.end.toordinal(),
        title=observance.title,
        kind=_ASKED[observance.kind],
        level=_OBSERVANCE,
        where=(observance.tradition,),
        is_estimated=observance.certainty is Certainty.ESTIMATED,
    )


def _sector_dates(year: int) -> Iterator[Run]:
    try:
        dates = sector_dates(year)
    except OutsideCalendarError:  # the sector had none yet
        return
    for sector in dates:
        yield Run(
            first=sector.start.toordinal(),
            last=sector.end.toordinal(),
            title=sector.title,
            kind="Sector date",
            level=_SECTOR,
        )
