"""Whose days work is done on."""

from tpkit._model.agreement import Weekday
from tpkit._model.ids import WorkCalendarId
from tpkit._model.plan import WorkCalendar
from tpkit._model.portfolio import Portfolio
from tpkit.calendars import LAST_YEAR, WorkingCalendar, working_calendar

_WEEK = tuple(Weekday)


def working_calendar_of(
    portfolio: Portfolio,
    id: WorkCalendarId | None = None,
    /,
    *,
    last_year: int = LAST_YEAR,
) -> WorkingCalendar:
    """Give the days on which the work of one of the portfolio's calendars is done.

    Without an *id*, the days of the partnership: those of England and Wales without its
    own closures. From 1 January 2012 to the end of *last_year*, 2100 at the latest.

    Raises:
        UnknownIdError: the portfolio has no work calendar with that id.
    """
    if id is None:
        closures = [c for c in portfolio.closures if c.organisation is None]
        return working_calendar(closures=closures, last_year=last_year)
    whose = portfolio.get(WorkCalendar, id)
    everybody = {None, *whose.organisations}
    return working_calendar(
        whose.nation,
        closures=[c for c in portfolio.closures if c.organisation in everybody],
        terms=[t for t in portfolio.term_dates if t.area in whose.areas],
        weekdays=[_WEEK.index(day) for day in whose.weekdays],
        last_year=last_year,
    )
