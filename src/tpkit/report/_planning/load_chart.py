"""The load chart: who leads how much, against what was agreed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import attrs
import pendulum

from tpkit._model.agreement import Period
from tpkit._model.portfolio import Portfolio
from tpkit._model.rules_of_people_and_places import Unavailable
from tpkit._text import counted, listed, long_date
from tpkit.errors import FieldError
from tpkit.report._planning.load import TooMany, Work, stretch_of, whole
from tpkit.report._planning.load_plot import Canvas, LoadPlot
from tpkit.report._words.words import Imprint, capitalised, imprint
from tpkit.schedule._aloud.read_aloud import read_aloud
from tpkit.schedule._terms.days import is_weekend
from tpkit.schedule._terms.facts import facts_of
from tpkit.schedule._terms.window import in_words


@attrs.frozen(kw_only=True)
class LoadCell:
    """One person's sessions in one week or month."""

    label: str
    """Which week or month: `Week of 7 February 2022`."""
    number: int
    """How many sessions."""
    is_over: bool
    """Whether that is more than was agreed."""
    away: str
    """`not available`, `not available on some days or hours`, or empty."""
    is_away: bool
    """Whether the person cannot be had on any of its working days."""


@attrs.frozen(kw_only=True)
class LeaderLoad:
    """What one person leads."""

    name: str
    """The person's name, or the title where there is none."""
    summary: str
    """How much it is, in a sentence."""
    over: tuple[str, ...]
    """When it is more than was agreed, one sentence each; the last may sum up others."""
    away: tuple[str, ...]
    """When the person cannot be had, one sentence each."""
    total: int
    """Sessions in all."""
    cells: tuple[LoadCell, ...]
    """One for each week or month."""
    plot: LoadPlot
    """The same as a picture."""


@attrs.frozen(kw_only=True)
class LoadChart:
    """What the template `load-chart` may print."""

    title: str
    """`Who leads how much`."""
    imprint: Imprint
    """The foot of the page."""
    summary: str
    """What it shows, in a sentence."""
    unit: str
    """What sessions are counted by: `week` or `month`."""
    periods: tuple[str, ...]
    """The weeks or months: `7 Feb`, `Feb 2022`."""
    agreed: tuple[str, ...]
    """The rules about how much somebody may lead, in sentences."""
    leaders: tuple[LeaderLoad, ...]
    """Everybody who leads a session or may lead one, by name."""


def load_chart(
    portfolio: Portfolio,
    /,
    *,
    on: pendulum.Date,
    start: pendulum.Date | None = None,
    end: pendulum.Date | None = None,
    by: Period | None = None,
) -> LoadChart:
    """Gather who leads how many sessions from *start* to *end*.

    Without them it runs from the first session to the last; of a record of more than
    two years it shows the year before *on*, the day it is made, and the year after.
    Sessions are counted by week up to half a year and by month beyond, unless *by* says
    otherwise; the weeks or months are shown whole. Beside the numbers stand what the rules `WorkloadWithin` allow and when
    people are `Unavailable`.

    Give it to `Reporter.fill`; `Reporter.render("load-chart", …)` does both for the
    whole stretch.

    Raises:
        FieldError: *end* is before *start* or more than two years after it, or *by* is
            neither weeks nor months.
    """
    days = stretch_of(portfolio, on, start, end)
    if by is Period.DAY:
        raise FieldError("load_chart", "by", "week or month", by.value)
    unit = by or (Period.WEEK if len(days) <= _HALF_A_YEAR else Period.MONTH)
    work = Work(facts=facts_of(portfolio, on=on), days=whole(days, unit), unit=unit)
    canvas = _canvas(work)
    names = _names(work)
    return LoadChart(
        title="Who leads how much",
        imprint=imprint(portfolio.partnership, on),
        summary=_summary(work),
        unit=unit.value,
        periods=canvas.labels,
        agreed=tuple(read_aloud(rule, portfolio) for rule in work.agreed),
        leaders=tuple(_leader(work, canvas, id, name) for id, name in names.items()),
    )


_HALF_A_YEAR = 26 * 7


def _summary(work: Work) -> str:
    led = [s for s in work.facts.timetable.slots if s.day in work.days and s.leaders]
    people = counted(
        sum(c.total() > 0 for c in work.counts.values()), "person", "people"
    )
    first, last = (
        long_date(date.fromordinal(day)) for day in (work.days[0], work.days[-1])
    )
    when = f"from {first} to {last}"
    if not led:
        return f"Nobody is named as leading a session {when}."
    verb = "leads" if people.startswith("1 ") else "lead"
    return f"{people} {verb} {counted(len(led), 'session')} {when}, counted by {work.unit}."


def _names(work: Work) -> dict[str, str]:
    """Give who leads or may lead, by name; the id follows where two share a name."""
    names = {person: work.facts.names.person(person) for person in work.counts}
    times = Counter(names.values())
    told = {
        person: f"{name} ({person})" if times[name] > 1 else name
        for person, name in names.items()
    }
    return dict(sorted(told.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


# --------------------------------------------------------------------- weeks and months


def _canvas(work: Work) -> Canvas:
    limits = (work.at_most(person) or 0 for person in work.counts)
    most = (max(counts.values(), default=0) for counts in work.counts.values())
    return Canvas(
        days=work.days,
        periods=work.periods,
        labels=tuple(_short(period, work.unit) for period in work.periods),
        highest=max([1, *limits, *most]),
    )


def _short(period: range, unit: Period) -> str:
    """Write `7 Feb` of a week, `Feb 2022` of a month."""
    number, month, year = long_date(date.fromordinal(period[0])).split()
    return f"{number} {month[:3]}" if unit is Period.WEEK else f"{month[:3]} {year}"


def _in_full(day: int, unit: Period) -> str:
    """Write `week of 7 February 2022`, `February 2022`."""
    told = long_date(date.fromordinal(day))
    return f"week of {told}" if unit is Period.WEEK else told.partition(" ")[2]


# ------------------------------------------------------------------------------- people


def _leader(work: Work, canvas: Canvas, person: str, name: str) -> LeaderLoad:
    counts = [work.counts[person][n] for n in range(len(work.periods))]
    too_many = [one for one in work.too_many if one.person == person]
    busy = {work.place(day) for one in too_many for day in one.days if day in work.days}
    over = [n in busy for n in range(len(work.periods))]
    away, partly = (work.away(person, all_day=all_day) for all_day in (True, False))
    return LeaderLoad(
        name=name,
        summary=_load_in_words(counts, work.unit),
        over=tuple(_told(too_many, work)),
        away=tuple(_away(rule) for rule in work.leave(person)),
        total=sum(counts),
        cells=tuple(_cells(work, counts, over, away, partly)),
        plot=canvas.plot(
            counts=counts,
            over=over,
            at_most=work.at_most(person),
            away=away,
            partly=partly,
        ),
    )


def _load_in_words(counts: Sequence[int], unit: Period) -> str:
    total = sum(counts)
    if total < 2:  # noqa: PLR2004  # of one session there is no most
        return "1 session." if total else "No session."
    return f"{counted(total, 'session')}, at most {max(counts)} in a {unit}."


def _told(too_many: Sequence[TooMany], work: Work) -> Iterator[str]:
    # One more than the most is told, rather than that there is one more.
    shown = too_many if len(too_many) <= _MOST_TOLD + 1 else too_many[:_MOST_TOLD]
    yield from (_over(one, work) for one in shown)
    if left := len(too_many) - len(shown):
        yield f"And {left} more such times."


_MOST_TOLD = 4


def _over(one: TooMany, work: Work) -> str:
    titles = listed(map(work.facts.names.activity, one.rule.activities))
    of = f" of {titles}" if titles else ""
    number, at_most = counted(len(one.days), "session"), one.rule.at_most
    agreed = f"at most {at_most} {'was' if at_most == 1 else 'were'} agreed"
    return f"{number}{of} {_when(one.days[0], one.rule.period)}, where {agreed}."


def _when(day: int, period: Period) -> str:
    if period is Period.DAY:
        return f"on {long_date(date.fromordinal(day), weekday=True)}"
    if period is Period.WEEK:
        return f"in the {_in_full(day - (day - 1) % _WEEK, period)}"
    return f"in {_in_full(day, period)}"


_WEEK = 7


def _away(rule: Unavailable) -> str:
    return f"Not available {in_words(rule) or 'at any time'}."


def _cells(
    work: Work,
    counts: Sequence[int],
    over: Sequence[bool],
    away: Sequence[int],
    partly: Sequence[int],
) -> Iterator[LoadCell]:
    gone, hindered = set(away), {*away, *partly}
    for period, number, is_over in zip(work.periods, counts, over, strict=True):
        worked = {day for day in period if not is_weekend(day)} or set(period)
        is_away = worked <= gone
        some = "not available on some days or hours" if hindered & worked else ""
        yield LoadCell(
            label=capitalised(_in_full(period[0], work.unit)),
            number=number,
            is_over=is_over,
            away="not available" if is_away else some,
            is_away=is_away,
        )
