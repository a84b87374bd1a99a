from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import (
    Characteristic,
    DiversityCollection,
    DiversityCollectionId,
    OrganisationId,
    ResponseCount,
)
from tpkit.errors import FieldError
from tpkit.monitoring import count_as_of, disclosure_rate, rates, response_rate

JULY = pendulum.Date(2022, 7, 28)
NOVEMBER = pendulum.Date(2022, 11, 1)


def count(on: pendulum.Date = JULY, **fields: Any) -> ResponseCount:
    return ResponseCount(on=on, **fields)


def collection(counts: Iterable[ResponseCount]) -> DiversityCollection:
    return DiversityCollection(
        id=DiversityCollectionId("diversity"),
        title="Diversity data",
        organisation=OrganisationId("regulator"),
        counts=tuple(counts),
    )


@st.composite
def full_counts(draw: st.DrawFn) -> ResponseCount:
    """Counts that say everything and could be true."""
    asked = draw(st.integers(1, 10**9))
    returned = draw(st.integers(0, asked))
    withheld = draw(st.integers(0, returned))
    return count(asked=asked, returned=returned, prefer_not_to_say=withheld)


# -------------------------------------------------------------------------- rates


def test_the_regulators_first_figure_is_reproduced() -> None:
    """7,730 of 98,725 in July 2022, reported as 8% [CC22a]."""
    july = count(asked=98_725, returned=7_730, percent_reported=8)

    assert response_rate(july) == Decimal("7.8")


@pytest.mark.parametrize(
    ("returned", "asked", "percent"),
    [(0, 7, "0.0"), (7, 7, "100.0"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 800, "0.1")],
)
def test_a_rate_has_one_decimal_place_halves_up(
    returned: int, asked: int, percent: str
) -> None:
    rate = response_rate(count(asked=asked, returned=returned))

    assert str(rate) == percent


def test_preferring_not_to_say_is_a_response_and_no_disclosure() -> None:
    asked = count(asked=200, returned=150, prefer_not_to_say=30)

    assert response_rate(asked) == Decimal("75.0")
    assert disclosure_rate(asked) == Decimal("60.0")


@pytest.mark.parametrize(
    ("fields", "response", "disclosure"),
    [
        ({}, None, None),
        ({"returned": 52_431, "percent_reported": 52}, None, None),
        ({"asked": 10}, None, None),
        ({"asked": 10, "returned": 5}, Decimal("50.0"), None),
        ({"asked": 10, "prefer_not_to_say": 5}, None, None),
    ],
)
def test_what_the_source_does_not_say_is_not_guessed(
    fields: dict[str, Any], response: Decimal | None, disclosure: Decimal | None
) -> None:
    assert response_rate(count(**fields)) == response
    assert disclosure_rate(count(**fields)) == disclosure


@pytest.mark.parametrize("rate", [response_rate, disclosure_rate])
def test_nobody_asked_has_no_rate(rate: Any) -> None:
    with pytest.raises(FieldError, match="asked: expected at least 1") as refused:
        rate(count(asked=0, returned=0, prefer_not_to_say=0))

    assert refused.value.field == "asked"


def test_more_cannot_prefer_not_to_say_than_were_asked() -> None:
    impossible = count(asked=10, prefer_not_to_say=11)

    with pytest.raises(FieldError, match="no more than were asked"):
        disclosure_rate(impossible)


@given(full_counts())
def test_disclosure_is_never_above_response_and_both_are_shares(
    full: ResponseCount,
) -> None:
    response, disclosure = response_rate(full), disclosure_rate(full)

    assert response is not None and disclosure is not None
    assert 0 <= disclosure <= response <= 100


@given(full_counts())
def test_a_rate_is_the_nearest_tenth(full: ResponseCount) -> None:
    rate = response_rate(full)

    assert rate is not None and full.returned is not None and full.asked is not None
    # A twentieth of a point away at most, in whole numbers so that nothing is rounded.
    off = 1000 * full.returned - int(rate * 10) * full.asked
    assert -full.asked < 2 * off + full.asked <= 2 * full.asked


# -------------------------------------------------------------------- collections


def test_a_collections_rates_come_earliest_first_beside_what_was_printed() -> None:
    found = list(
        rates(
            collection(
                [
                    count(NOVEMBER, returned=52_431, percent_reported=52),
                    count(asked=98_725, returned=7_730, percent_reported=8),
                    count(pendulum.Date(2022, 12, 1)),
                ]
            )
        )
    )

    assert [each.response for each in found] == [Decimal("7.8"), None, None]
    assert [each.best for each in found] == [Decimal("7.8"), Decimal(52), None]
    assert [each.disclosure for each in found] == [None, None, None]


def test_the_latest_count_of_a_question_is_found() -> None:
    whole, race = count(), count(characteristic=Characteristic.RACE)
    later = count(NOVEMBER, characteristic=Characteristic.RACE)
    counts = collection([later, race, whole])

    on_eve = NOVEMBER.subtract(days=1)
    race_only = Characteristic.RACE

    assert count_as_of(counts, on=NOVEMBER) == whole
    assert count_as_of(counts, on=on_eve, characteristic=race_only) == race
    assert count_as_of(counts, on=NOVEMBER, characteristic=race_only) == later
    assert count_as_of(counts, on=JULY.subtract(days=1)) is None


def test_of_two_counts_of_a_day_the_last_one_listed_counts() -> None:
    first, corrected = count(returned=1), count(returned=2)

    assert count_as_of(collection([first, corrected]), on=JULY) == corrected
