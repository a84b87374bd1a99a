"""When the sun sets, judged by the astral package."""

from datetime import UTC, date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

import pendulum
import pytest
from astral import Observer
from astral.sun import sunset as astral_sunset

from tpkit import calendars
from tpkit.errors import FieldError

LONDON = ZoneInfo("Europe/London")
PLACES = {
    "London": (51.5074, -0.1278),
    "Belfast": (54.5973, -5.9301),
    "Lerwick": (60.1530, -1.1493),
}
DAYS = [
    date.fromordinal(day)
    for day in range(date(2020, 1, 1).toordinal(), date(2036, 1, 1).toordinal())
]


def minutes(at: time) -> float:
    return at.hour * 60 + at.minute + at.second / 60


@pytest.mark.parametrize("place", PLACES)
def test_every_day_of_sixteen_years_agrees_with_astral(place: str) -> None:
    latitude, longitude = PLACES[place]
    observer = Observer(latitude, longitude)

    furthest = max(
        abs(
            minutes(calendars.sunset(on, latitude=latitude, longitude=longitude))
            - minutes(astral_sunset(observer, on, tzinfo=LONDON).time())
        )
        for on in DAYS
    )

    assert furthest < 2


def test_the_clocks_go_forward_and_sunset_with_them() -> None:
    before, after = date(2026, 3, 28), date(2026, 3, 29)

    assert str(calendars.sunset(before)) == "18:27:00"
    assert str(calendars.sunset(after)) == "19:28:00"


def test_it_sets_in_london_unless_told_otherwise() -> None:
    on = date(2026, 6, 21)
    latitude, longitude = PLACES["Lerwick"]

    assert str(calendars.sunset(on)) == "21:21:00"
    assert str(calendars.sunset(on, latitude=latitude, longitude=longitude)) > "22:30"


def test_a_sunset_is_a_whole_minute() -> None:
    at = calendars.sunset(date(2026, 2, 20))

    assert type(at) is pendulum.Time
    assert (at.second, at.microsecond) == (0, 0)


def test_from_day_to_day_sunset_moves_by_minutes() -> None:
    latitude, longitude = PLACES["Lerwick"]
    instants = [
        datetime.combine(
            on,
            calendars.sunset(on, latitude=latitude, longitude=longitude),
            tzinfo=LONDON,
        ).astimezone(UTC)
        for on in DAYS
    ]

    steps = [(b - a).total_seconds() / 60 - 24 * 60 for a, b in pairwise(instants)]

    assert -5 <= min(steps) <= max(steps) <= 5


@pytest.mark.parametrize("on", [date(1, 1, 1), date(1750, 6, 1), date(9999, 12, 31)])
def test_any_day_has_an_answer(on: date) -> None:
    assert 15 <= calendars.sunset(on).hour <= 21


@pytest.mark.parametrize(
    ("on", "latitude"),
    [
        (date(2026, 6, 21), 70),
        (date(2026, 12, 21), 70),
        (date(2026, 6, 21), 90),
        (date(2026, 6, 21), -90),
    ],
    ids=["polar day", "polar night", "north pole", "south pole"],
)
def test_a_sun_that_does_not_set_is_an_error(on: date, latitude: float) -> None:
    with pytest.raises(FieldError, match=f"rises and sets on {on}, got {latitude}"):
        calendars.sunset(on, latitude=latitude)


@pytest.mark.parametrize("field", ["latitude", "longitude"])
@pytest.mark.parametrize("value", [181.0, -181.0, float("nan")])
def test_a_place_off_the_globe_is_refused(field: str, value: float) -> None:
    with pytest.raises(FieldError, match=f"sunset.{field}: expected degrees from"):
        calendars.sunset(date(2026, 6, 21), **{field: value})


def test_an_instant_is_refused() -> None:
    with pytest.raises(FieldError, match="a date without a time"):
        calendars.sunset(datetime(2026, 6, 21, 12, 0, tzinfo=UTC))
