"""When the clocks change."""

import attrs
import pendulum

from tpkit.errors import FieldError

_FIRST_YEAR = 1996


@attrs.frozen(kw_only=True)
class ClockChanges:
    """The two days of a year on which UK clocks change, each at 01:00 GMT."""

    forward: pendulum.Date
    """The last Sunday of March: 01:00 to 01:59 do not exist on local clocks."""
    back: pendulum.Date
    """The last Sunday of October: local clocks show 01:00 to 01:59 twice."""


def clock_changes(year: int) -> ClockChanges:
    """Give the days on which the clocks go forward and back.

    Source: Summer Time Act 1972, section 1, as amended by the Summer Time Order 2002
    (https://www.legislation.gov.uk/uksi/2002/262). The dates have followed this rule
    since 1996.

    Raises:
        FieldError: *year* is before 1996.
    """
    if year < _FIRST_YEAR:
        raise FieldError("clock_changes", "year", f"{_FIRST_YEAR} or later", year)
    return ClockChanges(
        forward=pendulum.Date(year, 3, 1).last_of("month", pendulum.SUNDAY),
        back=pendulum.Date(year, 10, 1).last_of("month", pendulum.SUNDAY),
    )
