"""What comes of projects: benefits that are looked at, indicators that move."""

from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import files, testing, track
from tpkit.track import IndicatorState

PROGRAMME = """
tpkit: 1
partnership: {id: northshire, name: Northshire Teaching Partnership}
organisations: [{id: dfe, name: Department for Education, kind: government}]
funding_rounds: [{id: ci, title: Fund, funder: dfe, funding_end: 2022-03-31}]
bids:
  - {id: forum, title: Forum, round: ci, status: awarded}
  - {id: lost, title: Lost, round: ci, status: unsuccessful}
projects:
  - {id: forum, title: Practice forum, kind: workshop, bid: forum}
  - {id: lost, title: Lost, kind: data, bid: lost}
  - {id: free, title: Unpaid work, kind: data}
benefits:
  - {id: agency, project: forum, title: Fewer agency workers, annual_value: 40000}
  - {id: lost, project: lost, title: Nothing}
  - {id: free, project: free, title: Good will}
outcomes:
  - id: oversight
    project: forum
    title: Care plans are overseen together
    indicators:
      - {title: Protocols, target: 6, actual: 6}
      - {title: Joint reviews, target: 40, actual: 10, baseline: 0}
  - {id: vague, project: forum, title: Things improve}
"""

CLOSED = pendulum.Date(2022, 3, 31)


@pytest.fixture(scope="module")
def programme() -> tpkit.Portfolio:
    return files.loads(PROGRAMME, format="yaml")


def day(text: str) -> pendulum.Date:
    return pendulum.Date.fromisoformat(text)


# -------------------------------------------------------------------------- benefits


def agency(portfolio: tpkit.Portfolio, on: str, **fields: Any) -> track.BenefitStanding:
    first, *others = portfolio.benefits
    evolved = (attrs.evolve(first, **fields), *others)
    return track.benefits(attrs.evolve(portfolio, benefits=evolved), on=day(on))[0]


def test_benefits_are_looked_at_six_and_twelve_months_after(
    programme: tpkit.Portfolio,
) -> None:
    standings = track.benefits(programme, on=CLOSED)

    assert [(s.path, [str(r.due) for r in s.reviews]) for s in standings] == [
        ("$.benefits[0]", ["2022-09-30", "2023-03-31"]),
        ("$.benefits[2]", []),
    ]
    assert [s.sentence for s in standings] == [
        "Fewer agency workers; to be looked at on 30 September 2022",
        "Good will; nothing left to look at",
    ]


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"forecast_end": day("2022-04-30")}, "2022-10-30"),
        ({"forecast_end": CLOSED, "actual_end": day("2022-05-31")}, "2022-11-30"),
    ],
)
def test_the_months_run_from_the_end_as_it_is_known(
    fields: dict[str, Any], due: str, programme: tpkit.Portfolio
) -> None:
    first, *others = programme.projects
    projects = (attrs.evolve(first, **fields), *others)
    portfolio = attrs.evolve(programme, projects=projects)

    assert str(agency(portfolio, "2022-04-01").next_review) == due


@pytest.mark.parametrize(
    ("on", "reviewed", "overdue"),
    [
        ("2022-09-30", [], []),
        ("2022-10-01", [], ["2022-09-30"]),
        ("2022-10-01", ["2022-09-02"], []),
        ("2022-10-01", ["2022-09-01"], ["2022-09-30"]),
        ("2023-04-01", ["2022-12-05"], ["2023-03-31"]),
        ("2023-04-01", ["2022-12-05", "2023-03-10"], []),
        ("2023-04-01", ["2023-04-02"], ["2022-09-30", "2023-03-31"]),
    ],
)
def test_each_look_serves_one_review(
    on: str, reviewed: list[str], overdue: list[str], programme: tpkit.Portfolio
) -> None:
    standing = agency(programme, on, reviewed=[day(text) for text in reviewed])

    assert [str(review.due) for review in standing.overdue] == overdue


def test_a_benefits_own_dates_count_first(programme: tpkit.Portfolio) -> None:
    dates = [day("2024-01-08"), day("2023-01-09")]

    standing = agency(programme, "2023-02-01", reviews=dates)

    assert standing.sentence == (
        "Fewer agency workers; to be looked at since 9 January 2023"
    )
    assert [str(review.due) for review in standing.reviews] == [
        "2023-01-09",
        "2024-01-08",
    ]


@pytest.mark.parametrize(
    ("fields", "percent", "words"),
    [
        ({}, None, ""),
        ({"realised": 10_000}, "25.0", ": £10,000 a year of £40,000"),
        ({"realised": 10_000, "realised_on": day("2022-05-01")}, None, ""),
        (
            {"realised": 10_000, "realised_on": day("2022-04-01")},
            "25.0",
            ": £10,000 a year of £40,000",
        ),
        ({"realised": 10_000, "annual_value": None}, None, ": £10,000 a year"),
    ],
)
def test_what_was_realised_is_told(
    fields: dict[str, Any], percent: str | None, words: str, programme: tpkit.Portfolio
) -> None:
    standing = agency(programme, "2022-04-30", **fields)

    share = standing.realised_percent
    assert (None if share is None else str(share)) == percent
    assert standing.sentence.partition(";")[0] == f"Fewer agency workers{words}"


# -------------------------------------------------------------------------- outcomes


def made(**fields: Any) -> tpkit.Indicator:
    return tpkit.Indicator(title="Vacancy rate", unit="percent", **fields)


def measured(*pairs: tuple[str, int]) -> list[tpkit.Measurement]:
    return [tpkit.Measurement(on=day(on), value=Decimal(value)) for on, value in pairs]


DOWN: dict[str, Any] = {
    "baseline": 20,
    "baseline_on": day("2022-01-01"),
    "target": 12,
    "target_by": day("2023-01-01"),
    "ascending": False,
}


@pytest.mark.parametrize(
    ("fields", "on", "state", "progress"),
    [
        ({"actual": 5}, "2022-06-01", "no_target", None),
        (
            {**DOWN, "ascending": True, "actual": 30},
            "2022-06-01",
            "contradictory",
            None,
        ),
        (
            {"baseline": 1, "target": 2, "ascending": False},
            "2022-06-01",
            "contradictory",
            None,
        ),
        (DOWN, "2022-06-01", "not_measured", None),
        (DOWN, "2023-01-02", "missed", None),
        ({**DOWN, "actual": 16}, "2023-01-02", "missed", "50.0"),
        ({**DOWN, "actual": 12}, "2023-01-02", "met", "100.0"),
        ({**DOWN, "actual": 10}, "2022-06-01", "met", "125.0"),
        ({**DOWN, "actual": 22}, "2022-06-01", "behind", "-25.0"),
        ({**DOWN, "actual": 16}, "2022-07-02", "on_course", "50.0"),
        ({**DOWN, "actual": 16}, "2022-07-03", "behind", "50.0"),
        (
            {**DOWN, "actual": 16, "actual_on": day("2022-07-02")},
            "2022-12-31",
            "on_course",
            "50.0",
        ),
        (
            {**DOWN, "actual": 16, "baseline_on": None},
            "2022-12-31",
            "under_way",
            "50.0",
        ),
        ({**DOWN, "actual": 16, "target_by": None}, "2022-12-31", "under_way", "50.0"),
        (
            {**DOWN, "actual": 16, "baseline_on": day("2023-01-01")},
            "2022-12-31",
            "under_way",
            "50.0",
        ),
        ({"target": 6, "actual": 5}, "2022-06-01", "under_way", None),
        ({"target": 6, "actual": 6}, "2022-06-01", "met", None),
        ({"baseline": 6, "target": 6, "actual": 6}, "2022-06-01", "met", None),
        ({"baseline": 6, "target": 6, "actual": 5}, "2022-06-01", "under_way", None),
    ],
)
def test_an_indicator_stands_somewhere(
    fields: dict[str, Any], on: str, state: str, progress: str | None
) -> None:
    standing = track.progress(made(**fields), on=day(on))

    assert standing.state is IndicatorState(state)
    assert (None if standing.progress is None else str(standing.progress)) == progress


@pytest.mark.parametrize(
    ("fields", "on", "latest"),
    [
        ({"actual": 9}, "2022-01-01", 9),
        ({"actual": 9, "actual_on": day("2022-02-01")}, "2022-01-31", None),
        ({"actual": 9, "actual_on": day("2022-02-01")}, "2022-02-01", 9),
        (
            {"measurements": measured(("2022-01-05", 7), ("2022-03-01", 8))},
            "2022-02-01",
            7,
        ),
        (
            {"measurements": measured(("2022-03-01", 8), ("2022-01-05", 7))},
            "2022-03-01",
            8,
        ),
        (
            {
                "measurements": measured(("2022-03-01", 8)),
                "actual": 9,
                "actual_on": day("2022-03-01"),
            },
            "2022-03-01",
            9,
        ),
        (
            {
                "measurements": measured(("2022-03-01", 8)),
                "actual": 9,
                "actual_on": day("2022-02-01"),
            },
            "2022-03-01",
            8,
        ),
    ],
)
def test_the_latest_measurement_by_the_day_counts(
    fields: dict[str, Any], on: str, latest: int | None
) -> None:
    assert track.progress(made(**fields), on=day(on)).latest == latest


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (DOWN, "Vacancy rate: not measured"),
        (
            {**DOWN, "actual": Decimal("16.50"), "actual_on": day("2022-07-02")},
            "Vacancy rate: behind, 16.5 of 12 percent, from 20, on 2 July 2022",
        ),
        ({"target": 100, "actual": 100}, "Vacancy rate: met, 100 of 100 percent"),
    ],
)
def test_an_indicator_reads_as_a_sentence(
    fields: dict[str, Any], sentence: str
) -> None:
    standing = track.progress(made(**fields), on=day("2022-07-02"))

    assert standing.sentence == sentence


def test_outcomes_are_met_by_all_their_indicators(programme: tpkit.Portfolio) -> None:
    oversight, vague = track.outcomes(programme, on=CLOSED)

    assert [(i.path, i.sentence) for i in oversight.indicators] == [
        ("$.outcomes[0].indicators[0]", "Protocols: met, 6 of 6"),
        ("$.outcomes[0].indicators[1]", "Joint reviews: under way, 10 of 40, from 0"),
    ]
    assert (oversight.is_met, vague.is_met) == (False, False)
    assert attrs.evolve(oversight, indicators=oversight.indicators[:1]).is_met


values = st.integers(-1000, 1000).map(Decimal)


@given(values, values, values, st.booleans())
def test_the_way_down_is_measured_as_the_way_up(
    baseline: Decimal, target: Decimal, actual: Decimal, ascending: Any
) -> None:
    up = made(baseline=baseline, target=target, actual=actual, ascending=ascending)
    down = made(
        baseline=-baseline, target=-target, actual=-actual, ascending=not ascending
    )

    one, other = (track.progress(each, on=CLOSED) for each in (up, down))

    assert (one.state, one.progress) == (other.state, other.progress)


@given(testing.portfolios(), testing.dates())
def test_any_portfolio_has_its_benefits_and_outcomes(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    benefits = track.benefits(portfolio, on=on)
    outcomes = track.outcomes(portfolio, on=on)

    assert all(benefit.sentence.startswith(benefit.title) for benefit in benefits)
    assert len(outcomes) == len(portfolio.outcomes)
    assert all(i.sentence for outcome in outcomes for i in outcome.indicators)
