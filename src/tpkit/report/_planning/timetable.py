"""The timetable: a calendar of months to print, and the same session by session."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs
import pendulum

from tpkit._dates import clock
from tpkit._model.activity import Session, SessionStatus, Venue
from tpkit._model.ids import SessionId
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date, time_range
from tpkit.errors import FieldError
from tpkit.report._planning.special_days import (
    DayNote,
    Run,
    SpecialDays,
    notes_on,
    runs_of,
)
from tpkit.report._words.kinds import Machine
from tpkit.report._words.words import Imprint, capitalised, imprint, place, words
from tpkit.schedule._terms.days import is_weekend
from tpkit.schedule._terms.facts import facts_of


@attrs.frozen(kw_only=True)
class TimetableSession:
    """One session in a timetable."""

    title: str
    """The session's title, or its activity's."""
    activity: str
    """The activity's title, where the session has one of its own; else empty."""
    date: str
    """`Monday 21 February 2022`."""
    time: str
    """`10am to 11:30am`."""
    datetime: Machine
    """The local start for machines: `2022-02-21T10:00`."""
    venue: str
    """Where it is, in a word or two: `Town Hall`, `Online`."""
    place: str
    """Where it is, with the address."""
    status: str
    """`Planned`, `Confirmed`, `Held` or `Cancelled`."""
    is_cancelled: bool
    """Whether it will not be held."""


@attrs.frozen(kw_only=True)
class TimetableDay:
    """One cell of a month."""

    number: int
    """The day of the month; 0 for a cell before its first day or after its last."""
    weekday: str
    """`Monday`."""
    month: str
    """`February`."""
    datetime: Machine
    """The date for machines: `2022-02-21`."""
    is_weekend: bool
    """Whether it is a Saturday or a Sunday."""
    notes: tuple[DayNote, ...]
    """What is not as on other days."""
    sessions: tuple[TimetableSession, ...]
    """The sessions of the day, in order of time."""


@attrs.frozen(kw_only=True)
class TimetableMonth:
    """One month, as a calendar shows it."""

    title: str
    """`February 2022`."""
    tally: str
    """How many sessions it has: `3 sessions`."""
    before: str
    """Which months before it have no session, as a sentence; empty where none is."""
    weeks: tuple[tuple[TimetableDay, ...], ...]
    """Its weeks from Monday to Sunday, seven cells each."""


@attrs.frozen(kw_only=True)
class TimetablePage:
    """What the template `timetable` may print. It names nobody, so it can be passed on."""

    title: str
    """`Timetable`."""
    imprint: Imprint
    """The foot of the page."""
    summary: str
    """Which months it is of, and how many sessions there are, as a sentence."""
    months: tuple[TimetableMonth, ...]
    """The months that have sessions, in order."""
    after: str
    """Which months after those have no session, as a sentence; empty where none is."""
    sessions: tuple[TimetableSession, ...]
    """Every session of those months, in order of time."""
    special_days: tuple[SpecialDays, ...]
    """The days of those months that are not like others, in order of time."""


def timetable(
    portfolio: Portfolio,
    /,
    *,
    on: pendulum.Date,
    start: pendulum.Date | None = None,
    end: pendulum.Date | None = None,
) -> TimetablePage:
    """Gather a timetable of the months from that of *start* to that of *end*.

    Without them it runs from the month of the first session to that of the last. Months
    without a session are told in a sentence. *on* is the day it is made. Notes tell of
    bank holidays, closures, school breaks, observances and the sector's own dates.

    Give it to `Reporter.fill`; `Reporter.render("timetable", …)` does both for all
    months.

    Raises:
        FieldError: *end* is before *start*.
    """
    wanted = _wanted(portfolio, start, end)
    sessions = sorted(
        (s for s in portfolio.sessions if _month(s.on) in wanted), key=_in_time
    )
    lines = {session.id: _line(portfolio, session) for session in sessions}
    by_month = _grouped(sessions)
    stretches = [_days(month) for month in by_month]
    runs = runs_of(facts_of(portfolio, on=on), stretches)
    return TimetablePage(
        title="Timetable",
        imprint=imprint(portfolio.partnership, on),
        summary=_summary(wanted, sessions),
        months=tuple(_months(wanted, by_month, lines, runs)),
        after=_without(range(max(by_month) + 1, wanted.stop)) if by_month else "",
        sessions=tuple(lines.values()),
        special_days=tuple(run.line for run in runs),
    )


def _in_time(session: Session) -> tuple[object, ...]:
    return session.on, session.start, session.id


# --------------------------------------------------------------------------- stretches

_MONTHS_IN_A_YEAR = 12


def _month(on: pendulum.Date) -> int:
    """Number the month of a day, so that the next month has the next number."""
    return on.year * _MONTHS_IN_A_YEAR + on.month - 1


def _first_day(month: int) -> pendulum.Date:
    year, index = divmod(month, _MONTHS_IN_A_YEAR)
    return pendulum.Date(year, index + 1, 1)


def _days(month: int) -> range:
    first = _first_day(month)
    return range(first.toordinal(), first.toordinal() + first.days_in_month)


def _wanted(
    portfolio: Portfolio, start: pendulum.Date | None, end: pendulum.Date | None
) -> range:
    """Give the numbers of the months that are asked for; none without a session."""
    if start is not None and end is not None and end < start:
        expected = f"a day that is not before start ({start})"
        raise FieldError("timetable", "end", expected, str(end))
    known = [session.on for session in portfolio.sessions]
    known += [day for day in (start, end) if day is not None]
    if not known:
        return range(0)
    return range(_month(start or min(known)), _month(end or max(known)) + 1)


def _grouped(sessions: Iterable[Session]) -> dict[int, list[Session]]:
    by_month: dict[int, list[Session]] = {}
    for session in sessions:
        by_month.setdefault(_month(session.on), []).append(session)
    return by_month


def _summary(wanted: range, sessions: Sequence[Session]) -> str:
    if not wanted:
        return "No session has been planned."
    return f"{_tally(sessions)}, {_in_words(wanted)}." if sessions else _without(wanted)


def _tally(sessions: Sequence[Session]) -> str:
    """Write `3 sessions`, or `2 sessions and 1 that is cancelled`."""
    off = sum(not session.status.happens for session in sessions)
    told = counted(len(sessions) - off, "session")
    return f"{told} and {off} cancelled" if off else told


def _without(months: range) -> str:
    return f"No session {_in_words(months)}." if months else ""


def _in_words(months: range) -> str:
    first, last = _title(months[0]), _title(months[-1])
    return f"in {first}" if first == last else f"from {first} to {last}"


def _title(month: int) -> str:
    return long_date(_first_day(month)).removeprefix("1 ")


# ------------------------------------------------------------------------------- months

_Lines = Mapping[SessionId, TimetableSession]


def _months(
    wanted: range,
    by_month: Mapping[int, Sequence[Session]],
    lines: _Lines,
    runs: Sequence[Run],
) -> Iterator[TimetableMonth]:
    next_one = wanted.start
    for month, sessions in by_month.items():
        days = _days(month)
        here = [run for run in runs if run.touches(days)]
        yield TimetableMonth(
            title=_title(month),
            tally=_tally(sessions),
            before=_without(range(next_one, month)),
            weeks=tuple(_weeks(days, sessions, lines, here)),
        )
        next_one = month + 1


def _weeks(
    days: range, sessions: Sequence[Session], lines: _Lines, runs: Sequence[Run]
) -> Iterator[tuple[TimetableDay, ...]]:
    by_day: dict[int, list[TimetableSession]] = {}
    for session in sessions:
        by_day.setdefault(session.on.toordinal(), []).append(lines[session.id])
    monday = days.start - (days.start - 1) % _WEEK  # day 1 was a Monday
    for first in range(monday, days.stop, _WEEK):
        yield tuple(
            _day(day, by_day.get(day, ()), runs) if day in days else _NO_DAY
            for day in range(first, first + _WEEK)
        )


_WEEK = 7


def _day(
    day: int, sessions: Iterable[TimetableSession], runs: Sequence[Run]
) -> TimetableDay:
    on = pendulum.Date.fromordinal(day)
    weekday, number, month, _ = long_date(on, weekday=True).split()
    return TimetableDay(
        number=int(number),
        weekday=weekday,
        month=month,
        datetime=on.isoformat(),
        is_weekend=is_weekend(day),
        notes=notes_on(day, runs),
        sessions=tuple(sessions),
    )


_NO_DAY = TimetableDay(
    number=0,
    weekday="",
    month="",
    datetime="",
    is_weekend=False,
    notes=(),
    sessions=(),
)


# ----------------------------------------------------------------------------- sessions


def _line(portfolio: Portfolio, session: Session) -> TimetableSession:
    activity = portfolio.activity(session.activity).title
    venue = portfolio.get(Venue, session.venue) if session.venue else None
    return TimetableSession(
        title=session.title or activity,
        activity=activity if session.title else "",
        date=long_date(session.on, weekday=True),
        time=time_range(session.start, session.end),
        datetime=f"{session.on.isoformat()}T{clock(session.start)}",
        venue=place(session, None) if venue is None or venue.online else venue.name,
        place=place(session, venue),
        status=capitalised(words(session.status)),
        is_cancelled=session.status is SessionStatus.CANCELLED,
    )
