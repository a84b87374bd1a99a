"""Days and working days as whole numbers: every question is one look-up.

A *moment* is twice a day's ordinal for the start of the day, and one more for its end. A
*position* in a calendar is a number of days worked: work of n days that begins at
position p ends at position p + n.
"""

import attrs
import pendulum

from tpkit.calendars import WorkingCalendar
from tpkit.calendars._working import look_up_tables
from tpkit.errors import OutsideCalendarError


def start_of(day: pendulum.Date) -> int:
    """Give the moment at which a day begins."""
    return 2 * day.toordinal()


def end_of(day: pendulum.Date) -> int:
    """Give the moment at which a day ends."""
    return 2 * day.toordinal() + 1


def day_of(moment: int) -> pendulum.Date:
    """Give the day that a moment belongs to."""
    return pendulum.Date.fromordinal(moment >> 1)


@attrs.frozen(eq=False)
class Days:
    """A working calendar in numbers."""

    title: str
    """Whose days, for messages."""
    calendar: WorkingCalendar
    _first: int
    _worked: tuple[int, ...]
    _before: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many days are worked in all."""
        return len(self._worked)

    @property
    def first(self) -> int:
        """The moment at which the calendar begins."""
        return 2 * self._first

    @property
    def last(self) -> int:
        """The moment at which the calendar ends."""
        return 2 * (self._first + len(self._before)) - 3

    def position(self, moment: int) -> int:
        """Give the position reached by that moment: how many days were worked before."""
        place = ((moment + 1) >> 1) - self._first
        if not 0 <= place < len(self._before):
            raise self.outside(moment)
        return self._before[place]

    def start(self, position: int) -> int:
        """Give the moment at which the work of a position begins."""
        if not 0 <= position < len(self._worked):
            raise self.outside()
        return 2 * self._worked[position]

    def end(self, position: int) -> int:
        """Give the moment at which the work before a position has ended."""
        return self.start(position - 1) + 1

    def day_begun(self, position: int) -> pendulum.Date | None:
        """Give the day worked at a position; None if the calendar knows no such day."""
        if not 0 <= position < len(self._worked):
            return None
        return pendulum.Date.fromordinal(self._worked[position])

    def later(self, moment: int, days: int) -> int:
        """Give the moment that so many worked days later is; earlier if negative.

        The start of a day gives the start of a worked day, its end the end of one. A
        lead that reaches to before the calendar gives its beginning.
        """
        if not days:
            return moment
        position = self.position(moment) + days
        if position < 1 and days < 0:
            return self.first
        return self.end(position) if moment & 1 else self.start(position)

    def reached(self, moment: int) -> tuple[int, bool]:
        """Give the position reached by a moment, and whether it is the start of a day.

        What happens at the end of a day that is not worked is told at the next start.
        """
        position = self.position(moment)
        ends_a_day = moment & 1 and position > 0 and self.end(position) == moment
        return position, not ends_a_day

    def last_end(self, moment: int, *, begins: bool = False) -> int:
        """Give the last position that ends, or if it *begins* a day starts, by a moment."""
        return self.position(moment | 1) - 1 if begins else self.position(moment)

    def outside(self, moment: int | None = None) -> OutsideCalendarError:
        """Give the error for a day that the calendar does not know."""
        day = "a day" if moment is None else str(day_of(moment))
        return OutsideCalendarError(
            f"expected a plan within the calendar of {self.title}, "
            f"{self.calendar.first} to {self.calendar.last}, got {day} outside it"
        )


def days_of(calendar: WorkingCalendar, title: str) -> Days:
    """Give a calendar in numbers."""
    return Days(title, calendar, *look_up_tables(calendar))
