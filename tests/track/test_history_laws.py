"""What holds of the past whatever was recorded."""

from typing import Any

import attrs
import pendulum
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import testing, track

FAMILIES = ["projects", "milestones", "deliverables", "changes"]
PORTFOLIOS = testing.portfolios(families=st.just(FAMILIES))
LAST = pendulum.Date(9999, 12, 31)
NEAR = st.dates(pendulum.Date(2021, 12, 1), pendulum.Date(2022, 6, 30)).map(
    lambda day: pendulum.Date(day.year, day.month, day.day)
)

ENTRIES = st.lists(
    st.tuples(
        NEAR,
        st.sampled_from(["forecast", "delivered_on", "target", "work.days"]),
        st.integers(0, 30),
    ),
    max_size=12,
)
"""What is recorded of one deliverable: when, of which field, and which value."""

TOOLKIT = tpkit.Deliverable(
    id=tpkit.DeliverableId("toolkit"), project=tpkit.ProjectId("forum"), title="Toolkit"
)
START = attrs.evolve(
    testing.smallest(),
    projects=(
        tpkit.Project(
            id=TOOLKIT.project, title="Forum", kind=tpkit.ProjectKind.WORKSHOP
        ),
    ),
    deliverables=(TOOLKIT,),
)


def recorded(entries: list[tuple[pendulum.Date, str, int]]) -> list[tpkit.Portfolio]:
    """Give the portfolio after each of the entries, in the order of their days."""
    found = [START]
    for on, field, number in sorted(entries, key=lambda entry: entry[0]):
        is_date = field in ("forecast", "delivered_on")
        value: Any = on.add(days=number) if is_date else number
        found.append(
            track.record(found[-1], tpkit.Deliverable, "toolkit", {field: value}, on=on)
        )
    return found


@given(ENTRIES, NEAR)
def test_as_of_a_day_is_the_portfolio_as_it_was_that_day(
    entries: list[tuple[pendulum.Date, str, int]], on: pendulum.Date
) -> None:
    versions = recorded(entries)
    by_then = sum(entry[0] <= on for entry in entries)

    assert track.as_of(versions[-1], on) == versions[by_then]


@given(testing.portfolios())
def test_as_of_the_last_day_is_the_present(portfolio: tpkit.Portfolio) -> None:
    index = track.changes_index(portfolio)

    assert index.as_of(LAST) == portfolio
    if index.days:
        assert index.as_of(index.days[-1]) == portfolio


@given(PORTFOLIOS, testing.dates())
def test_the_past_hangs_together(portfolio: tpkit.Portfolio, on: pendulum.Date) -> None:
    then = track.as_of(portfolio, on)

    again = tpkit.Portfolio(
        **{field.name: getattr(then, field.name) for field in attrs.fields(type(then))}
    )
    assert again == then
    assert all(change.recorded_on <= on for change in then.changes)


@given(PORTFOLIOS, NEAR, NEAR)
def test_looking_back_twice_is_looking_back_once(
    portfolio: tpkit.Portfolio, one: pendulum.Date, other: pendulum.Date
) -> None:
    sooner, later = sorted([one, other])

    assert track.as_of(track.as_of(portfolio, later), sooner) == track.as_of(
        portfolio, sooner
    )


@given(testing.portfolios(), NEAR)
def test_nothing_differs_from_itself(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    assert track.compare(portfolio, portfolio).is_empty
    assert track.compare(portfolio, portfolio, then=on, now=on).is_empty
    assert track.compare(portfolio, then=on, now=on).is_empty


@given(PORTFOLIOS, PORTFOLIOS, NEAR, NEAR)
def test_any_two_portfolios_can_be_compared(
    one: tpkit.Portfolio,
    other: tpkit.Portfolio,
    then: pendulum.Date,
    now: pendulum.Date,
) -> None:
    found = track.compare(one, other, then=then, now=now)

    assert len(found.sentences) == len(found.differences)
    assert "None" not in str(found)
    assert track.status(other, on=now).whole.sentence
