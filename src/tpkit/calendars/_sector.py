"""Days that matter to social work, worked out by their rules."""

import attrs
import pendulum

from tpkit.errors import OutsideCalendarError

_FIRST_SOCIAL_WORK_WEEK = 2021


@attrs.frozen(kw_only=True)
class SectorDate:
    """A day or a run of days that social workers and their employers plan around."""

    title: str
    """`World Social Work Day`."""
    start: pendulum.Date
    """The first day."""
    end: pendulum.Date
    """The last day, itself part of it."""
    source: str
    """Where the rule comes from: a source key such as `[EDGE]`, or an address."""


def world_social_work_day(year: int) -> pendulum.Date:
    """Give World Social Work Day: the third Tuesday of March [EDGE]."""
    return pendulum.Date(year, 3, 1).nth_of("month", 3, pendulum.TUESDAY)


def social_work_week(year: int) -> SectorDate:
    """Give Social Work England's Social Work Week, a Monday to a Friday [SWW24].

    It is the week of World Social Work Day. Only the first, 8 to 12 March 2021, was
    held a week earlier (https://childrenssocialcare.blog.gov.uk/2021/01/19/).

    Raises:
        OutsideCalendarError: *year* is before 2021.
    """
    if year < _FIRST_SOCIAL_WORK_WEEK:
        raise OutsideCalendarError(
            f"there was no Social Work Week in {year}; "
            f"the first was in {_FIRST_SOCIAL_WORK_WEEK}"
        )
    monday = world_social_work_day(year).subtract(days=1)
    if year == _FIRST_SOCIAL_WORK_WEEK:
        monday = monday.subtract(weeks=1)
    return SectorDate(
        title="Social Work Week",
        start=monday,
        end=monday.add(days=4),
        source="[SWW24]",
    )


def renewal_window(year: int) -> SectorDate:
    """Give the weeks in which social workers renew: 1 September to 30 November [SPEAK]."""
    return SectorDate(
        title="Social Work England registration renewal",
        start=pendulum.Date(year, 9, 1),
        end=pendulum.Date(year, 11, 30),
        source="[SPEAK]",
    )


def census_date(year: int) -> pendulum.Date:
    """Give the date of the DfE children's social work workforce census [CSWWM]."""
    return pendulum.Date(year, 9, 30)


def sector_dates(year: int) -> tuple[SectorDate, ...]:
    """Give the sector's dates of a calendar year, in order.

    Raises:
        OutsideCalendarError: *year* is before 2021, the first Social Work Week.
    """
    week, day, census = (
        social_work_week(year),
        world_social_work_day(year),
        census_date(year),
    )
    dates = [
        week,
        SectorDate(title="World Social Work Day", start=day, end=day, source="[EDGE]"),
        renewal_window(year),
        SectorDate(
            title="Children's social work workforce census",
            start=census,
            end=census,
            source="[CSWWM]",
        ),
    ]
    return tuple(sorted(dates, key=lambda date: (date.start, date.end)))
