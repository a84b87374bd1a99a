"""Religious and cultural observances, from a bundled table."""

import functools
import json
from datetime import date
from importlib import resources
from typing import Any

from tpkit import _dates
from tpkit._model.calendar import Certainty, Observance, ObservanceKind
from tpkit._model.ids import ObservanceId
from tpkit.calendars._instants import refuse_instant
from tpkit.errors import OutsideCalendarError

FIRST_OBSERVANCE_YEAR = 2020
"""The first year of the table."""

LAST_OBSERVANCE_YEAR = 2035
"""The last year of the table."""


def observances(start: date, end: date) -> tuple[Observance, ...]:
    """Give the observances that touch the days from *start* to *end*, in order.

    The table runs from 1 January 2020 to 31 December 2035 and holds Lunar New Year,
    Ramadan, Eid al-Fitr, Eid al-Adha, Good Friday, Easter Sunday, Vaisakhi, Passover,
    Rosh Hashanah, Yom Kippur and Diwali. What each asks of those who keep it follows
    faith calendars such as [LINC]; ask the people you plan for.

    Jewish days begin at the sunset before the day given. Yom Kippur is a fast as well
    as a day without work. Work is restricted on the first two and last two days of
    Passover, so its middle days stand by themselves as a festival.

    Islamic days are estimated [CAMHR]: each begins on its day in the Umm al-Qura
    calendar, and an Eid ends on the day that the tabular calendar gives, where that is
    later; the sighting of the moon may move either by a day. For Eid al-Adha 2025 that
    is 6 to 7 June, where some tables list 6 June alone. Diwali and Vaisakhi are
    estimated as well, because communities that reckon them differently keep days one
    apart, as they did with Diwali in 2024 and 2025, and with Vaisakhi in 2025.

    Raises:
        OutsideCalendarError: a day is outside the table.
        FieldError: *start* or *end* is an instant, not a date.

    Example:
        ```python
        >>> import datetime
        >>> from tpkit import calendars
        >>> march = datetime.date(2026, 3, 1), datetime.date(2026, 3, 31)
        >>> [observance.title for observance in calendars.observances(*march)]
        ['Ramadan', 'Eid al-Fitr']

        ```
    """
    for field, day in (("start", start), ("end", end)):
        refuse_instant("observances", field, day)
        if not FIRST_OBSERVANCE_YEAR <= day.year <= LAST_OBSERVANCE_YEAR:
            raise OutsideCalendarError(
                f"{day} is outside the table of observances, which runs from "
                f"{FIRST_OBSERVANCE_YEAR} to {LAST_OBSERVANCE_YEAR}; "
                "add later ones as Observance nouns of your own"
            )
    return tuple(each for each in _table() if each.start <= end and each.end >= start)


@functools.cache
def _table() -> tuple[Observance, ...]:
    file = resources.files("tpkit.calendars") / "observances.json"
    rows = json.loads(file.read_text(encoding="utf-8"))["observances"]
    found = [_observance(row, *days) for row in rows for days in row["days"]]
    return tuple(sorted(found, key=lambda each: (each.start, each.end, each.id)))


def _observance(row: dict[str, Any], start: str, end: str) -> Observance:
    return Observance(
        id=ObservanceId(f"{row['slug']}-{start}"),
        title=row["title"],
        tradition=row["tradition"],
        start=_dates.parse_date(start),
        end=_dates.parse_date(end),
        kind=ObservanceKind(row["kind"]),
        certainty=Certainty(row["certainty"]),
        source=row["source"],
    )
