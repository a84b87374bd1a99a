"""When the sun sets."""

import functools
from datetime import date
from math import acos, asin, cos, degrees, radians, sin, tan

import pendulum

from tpkit import _dates
from tpkit.calendars._instants import the_day
from tpkit.errors import FieldError

_QUARTER_TURN, _HALF_TURN, _TURN = 90, 180, 360
_MINUTES_A_DEGREE = 4
_NOON = 12 * 60
_DAY = 24 * 60


def sunset(
    on: date, *, latitude: float = 51.5074, longitude: float = -0.1278
) -> pendulum.Time:
    """Give the time by London clocks at which the sun sets, rounded down to the minute.

    The place is given in degrees, north and east counting up; it is Charing Cross unless
    you say otherwise. Within the UK that matters: at midwinter the sun sets about an hour
    earlier in Lerwick than in London, at midsummer more than an hour later. The sun has
    set when its upper edge is at a level horizon, in air that bends light as usual.
    Hills, weather and custom may move the time by minutes, so leave a margin.

    Source: the equations of NOAA's solar calculator, after Meeus, *Astronomical
    Algorithms* (https://gml.noaa.gov/grad/solcalc/calcdetails.html). They are good to a
    minute for the UK's latitudes.

    Raises:
        FieldError: the sun does not set there on that day, as in a polar summer, or
            does not rise; a coordinate is not on the globe; *on* is an instant.

    Example:
        ```python
        >>> import datetime
        >>> from tpkit import calendars
        >>> str(calendars.sunset(datetime.date(2026, 12, 18)))
        '15:52:00'

        ```
    """
    day = the_day("sunset", on).toordinal()
    for field, limit, value in (
        ("latitude", _QUARTER_TURN, latitude),
        ("longitude", _HALF_TURN, longitude),
    ):
        if not -limit <= value <= limit:
            raise FieldError(
                "sunset", field, f"degrees from -{limit} to {limit}", value
            )
    return _sunset(day, latitude, longitude)


@functools.lru_cache(maxsize=4096)
def _sunset(day: int, latitude: float, longitude: float) -> pendulum.Time:
    minutes = _NOON - _MINUTES_A_DEGREE * longitude
    # The sun moves on between noon and sunset: ask again where it is then.
    for _ in range(2):
        declination, ahead = _sun(day, minutes)
        half_day = _half_day(day, radians(latitude), declination)
        noon = _NOON - _MINUTES_A_DEGREE * longitude - ahead
        minutes = noon + _MINUTES_A_DEGREE * half_day
    on = pendulum.Date.fromordinal(day)
    hour, minute = divmod(int(minutes % _DAY), 60)
    utc = pendulum.datetime(on.year, on.month, on.day, hour, minute)
    local = utc.in_timezone(_dates.LONDON)
    return pendulum.Time(local.hour, local.minute)


# Names and constants below are those of NOAA's spreadsheet; angles are in radians
# where a function takes them, in degrees where a constant gives them.

_ZENITH = radians(90.833)  # the sun's radius, and what the air bends
_EPOCH = 730_120.5  # 1 January 2000, 12:00 UTC, as an ordinal day
_DAYS_A_CENTURY = 36_525


def _sun(day: int, minutes: float) -> tuple[float, float]:
    """Give the sun's declination, and how many minutes sundials are ahead of clocks."""
    t = (day + minutes / _DAY - _EPOCH) / _DAYS_A_CENTURY
    longitude = radians((280.46646 + t * (36000.76983 + t * 0.0003032)) % _TURN)
    anomaly = radians(357.52911 + t * (35999.05029 - 0.0001537 * t))
    eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
    centre = (
        sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
        + sin(2 * anomaly) * (0.019993 - 0.000101 * t)
        + sin(3 * anomaly) * 0.000289
    )
    node = radians(125.04 - 1934.136 * t)
    apparent = longitude + radians(centre - 0.00569 - 0.00478 * sin(node))
    seconds = 21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))
    obliquity = radians(23 + (26 + seconds / 60) / 60 + 0.00256 * cos(node))
    y = tan(obliquity / 2) ** 2
    ahead = (
        y * sin(2 * longitude)
        - 2 * eccentricity * sin(anomaly)
        + 4 * eccentricity * y * sin(anomaly) * cos(2 * longitude)
        - y**2 / 2 * sin(4 * longitude)
        - 1.25 * eccentricity**2 * sin(2 * anomaly)
    )
    declination = asin(sin(obliquity) * sin(apparent))
    return declination, _MINUTES_A_DEGREE * degrees(ahead)


def _half_day(day: int, latitude: float, declination: float) -> float:
    """Give the angle, in degrees, that the sky turns between noon and sunset."""
    cosine = cos(_ZENITH) / (cos(latitude) * cos(declination))
    cosine -= tan(latitude) * tan(declination)
    if not -1 <= cosine <= 1:
        raise FieldError(
            "sunset",
            "latitude",
            f"a place where the sun rises and sets on {pendulum.Date.fromordinal(day)}",
            round(degrees(latitude), 4),
        )
    return degrees(acos(cosine))
