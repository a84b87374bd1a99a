"""A learning set's meetings in words: when, where, and whether they take place."""

import attrs

from tpkit._dates import clock
from tpkit._model.activity import Session, SessionStatus, Venue
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date, time_range
from tpkit.report._words.kinds import Machine
from tpkit.report._words.words import place


@attrs.frozen(kw_only=True)
class SetDate:
    """One date on which a learning set meets."""

    date: str
    """`Monday 21 February 2022`."""
    time: str
    """`10am to 1pm`."""
    datetime: Machine
    """The local start for machines: `2022-02-21T10:00`."""
    place: str
    """`Online, Microsoft Teams`, or the venue with its address."""
    access: str
    """The venue's access; empty where nothing is recorded."""
    state: str
    """`Held` or `Cancelled`; empty where the meeting is to come."""


_STATES = {SessionStatus.HELD: "Held", SessionStatus.CANCELLED: "Cancelled"}


def set_date(portfolio: Portfolio, session: Session) -> SetDate:
    """Put one meeting into words."""
    venue = portfolio.get(Venue, session.venue) if session.venue else None
    return SetDate(
        date=long_date(session.on, weekday=True),
        time=time_range(session.start, session.end),
        datetime=f"{session.on.isoformat()}T{clock(session.start)}",
        place=place(session, venue),
        access=venue.access if venue else "",
        state=_STATES.get(session.status, ""),
    )
