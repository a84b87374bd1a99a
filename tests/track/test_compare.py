"""What `track.compare` finds between two portfolios, or two days of one."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import attrs
import pendulum
import pytest

import tpkit
from tpkit import Change, ChangedKind, testing, track
from tpkit.errors import FieldError
from tpkit.track import Comparison, DifferenceKind

NounT = TypeVar("NounT")

THEN, NOW = pendulum.Date(2022, 2, 14), pendulum.Date(2022, 4, 1)


def day(text: str) -> pendulum.Date:
    return pendulum.Date.fromisoformat(f"2022-{text}")


def made(noun: Callable[..., NounT], /, **fields: Any) -> NounT:
    return noun(**fields)


def toolkit(**fields: Any) -> tpkit.Deliverable:
    usual = {"id": "toolkit", "project": "forum", "title": "Toolkit"}
    return made(tpkit.Deliverable, **({**usual, "due": day("03-31")} | fields))


def milestone(**fields: Any) -> tpkit.Milestone:
    usual = {"id": "ready", "project": "forum", "title": "Ready"}
    return made(tpkit.Milestone, **(usual | fields))


def forum(**fields: Any) -> tpkit.Project:
    kind = tpkit.ProjectKind.WORKSHOP
    return made(
        tpkit.Project, **({"id": "forum", "title": "Forum", "kind": kind} | fields)
    )


def portfolio(*nouns: Any, changes: Any = (), **families: Any) -> tpkit.Portfolio:
    kinds = {
        "projects": tpkit.Project,
        "phases": tpkit.Phase,
        "milestones": tpkit.Milestone,
        "deliverables": tpkit.Deliverable,
    }
    found: dict[str, Any] = {
        family: tuple(noun for noun in nouns if isinstance(noun, kind))
        for family, kind in kinds.items()
    }
    found["projects"] = found["projects"] or (forum(),)
    return tpkit.Portfolio(
        partnership=made(tpkit.Partnership, id="tp", name="Our partnership"),
        changes=tuple(changes),
        **found,
        **families,
    )


def told(was: Any, now: Any) -> list[str]:
    return list(track.compare(portfolio(was), portfolio(now)).sentences)


ACCEPTED, REJECTED, DROPPED = (
    tpkit.DeliverableStatus.ACCEPTED,
    tpkit.DeliverableStatus.REJECTED,
    tpkit.DeliverableStatus.DROPPED,
)

TABLE = [
    (
        toolkit(),
        toolkit(forecast=day("04-05")),
        ["Toolkit slipped by 3 working days, from 31 March 2022 to 5 April 2022"],
    ),
    (
        toolkit(forecast=day("04-01")),
        toolkit(forecast=day("04-02")),
        ["Toolkit slipped from 1 April 2022 to 2 April 2022, no working day later"],
    ),
    (
        toolkit(forecast=day("04-05")),
        toolkit(forecast=day("03-31")),
        [
            (
                "Toolkit is expected 3 working days sooner, on 31 March 2022 instead of "
                "5 April 2022"
            )
        ],
    ),
    (
        toolkit(forecast=day("04-02")),
        toolkit(forecast=day("04-01")),
        [
            (
                "Toolkit is expected on 1 April 2022 instead of 2 April 2022, no working "
                "day sooner"
            )
        ],
    ),
    (toolkit(due=None), toolkit(due=None, forecast=day("04-01")), []),
    (
        toolkit(),
        toolkit(delivered_on=day("03-31")),
        ["Toolkit was finished on 31 March 2022"],
    ),
    (
        toolkit(),
        toolkit(delivered_on=day("04-05")),
        [
            (
                "Toolkit was finished on 5 April 2022, 3 working days after 31 March 2022, "
                "which was promised"
            )
        ],
    ),
    (
        toolkit(),
        toolkit(delivered_on=day("03-30")),
        [
            (
                "Toolkit was finished on 30 March 2022, 1 working day before 31 March 2022, "
                "which was promised"
            )
        ],
    ),
    (
        toolkit(),
        toolkit(status=ACCEPTED),
        ["Toolkit was finished on a day that is not recorded"],
    ),
    (toolkit(delivered_on=day("03-30")), toolkit(delivered_on=day("03-31")), []),
    (
        toolkit(delivered_on=day("03-31")),
        toolkit(delivered_on=day("03-31"), status=REJECTED),
        ["Toolkit is open again"],
    ),
    (toolkit(), toolkit(status=DROPPED), ["Toolkit is no longer wanted"]),
    (toolkit(status=DROPPED), toolkit(status=DROPPED, description="A"), []),
    (toolkit(title="Tools"), toolkit(), ["Toolkit was called Tools"]),
    (
        toolkit(),
        toolkit(due=None),
        ["Toolkit is not promised any more, and was for 31 March 2022"],
    ),
    (
        milestone(forecast=day("03-31")),
        milestone(
            forecast=day("03-31"),
            baselines=(
                tpkit.Baseline(number=0, date=day("03-31"), reason="Board of 1 March"),
            ),
        ),
        ["Ready was promised for 31 March 2022: Board of 1 March"],
    ),
    (
        toolkit(forecast=day("04-29")),
        track.rebaseline(
            toolkit(forecast=day("04-29")),
            day("04-29"),
            on=day("03-01"),
            by=None,
            reason="The author was ill",
        ),
        [
            (
                "Toolkit was promised anew for 29 April 2022 instead of 31 March 2022: "
                "The author was ill"
            )
        ],
    ),
    (
        forum(forecast_end=day("03-31")),
        forum(actual_end=day("03-31")),
        ["Forum was finished on 31 March 2022"],
    ),
]


@pytest.mark.parametrize(("was", "now", "sentences"), TABLE)
def test_what_became_of_one_thing_is_told(
    was: Any, now: Any, sentences: list[str]
) -> None:
    assert told(was, now) == sentences


def test_what_is_new_and_what_is_gone_is_told() -> None:
    phase = made(tpkit.Phase, id="runs", project="forum", title="Runs")

    found = track.compare(portfolio(phase), portfolio(toolkit()))

    assert [one.sentence for one in found.appeared] == [
        "Toolkit is new and expected on 31 March 2022"
    ]
    assert [one.sentence for one in found.vanished] == ["Runs is gone"]
    assert track.compare(portfolio(), portfolio(phase)).sentences == ("Runs is new",)


def test_what_has_one_title_is_told_apart_by_its_project() -> None:
    other = forum(id="other", title="Other")
    two = (toolkit(), toolkit(id="second", project="other"))
    late = attrs.evolve(two[1], forecast=day("04-05"))

    found = track.compare(
        portfolio(forum(), other, *two), portfolio(forum(), other, two[0], late)
    )

    assert found.slipped[0].name == "Toolkit (Other)"


# ------------------------------------------------------------------------------ why


def entry(**fields: Any) -> Change:
    usual = {
        "kind": ChangedKind.DELIVERABLE,
        "of": "toolkit",
        "field": "forecast",
        "recorded_on": day("03-01"),
    }
    return made(Change, **(usual | fields))


def test_the_last_reason_that_was_recorded_between_is_given() -> None:
    entries = [
        entry(became="2022-04-01", recorded_on=day("02-01"), reason="Long ago"),
        entry(was="2022-04-01", became="2022-04-04", reason="The author is ill"),
        entry(was="2022-04-04", became="2022-04-05", recorded_on=day("03-08")),
    ]
    now = portfolio(toolkit(forecast=day("04-05")), changes=entries)

    (slip,) = track.compare(now, then=THEN, now=NOW).slipped
    (since,) = track.compare(now, then=day("03-02"), now=NOW).slipped

    assert (slip.was, slip.became, slip.days) == (day("04-01"), day("04-05"), 2)
    assert (slip.reason, slip.recorded_on) == ("The author is ill", day("03-01"))
    assert (since.reason, since.recorded_on) == ("", day("03-08"))


def test_entries_that_both_portfolios_have_tell_of_nothing_between() -> None:
    old = entry(became="2022-04-01", reason="Long ago")
    new = entry(was="2022-04-01", became="2022-04-05", recorded_on=day("03-08"))
    first = entry(field="target", became="3", recorded_on=day("01-01"))
    before = portfolio(toolkit(forecast=day("04-01")), changes=[old])
    after = portfolio(
        toolkit(forecast=day("04-05"), target=3), changes=[first, old, new]
    )

    (slip,) = track.compare(before, after).slipped

    assert (slip.reason, slip.recorded_on) == ("", day("03-08"))


# ----------------------------------------------------------------------------- money


def budget(**fields: Any) -> tpkit.Portfolio:
    line = {
        "id": "venues",
        "bid": "bid",
        "category": tpkit.CostCategory.VENUE,
        "description": "Venues",
        "planned": Decimal(5000),
        "start": day("01-01"),
        "end": day("03-31"),
    }
    grant = made(
        tpkit.Grant,
        id="grant",
        title="Grant",
        bid="bid",
        amount=fields.pop("amount", 5000),
        start=day("01-01"),
        end=day("03-31"),
    )
    dfe = made(
        tpkit.Organisation, id="dfe", name="D", kind=tpkit.OrganisationKind.GOVERNMENT
    )
    return portfolio(
        organisations=(dfe,),
        funding_rounds=(made(tpkit.FundingRound, id="r", title="R", funder="dfe"),),
        bids=(made(tpkit.Bid, id="bid", title="Bid", round="r"),),
        grants=(grant,),
        budget_lines=(made(tpkit.BudgetLine, **(line | fields)),)
        if fields.pop("kept", True)
        else (),
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"planned": 4000}, "Venues is planned at £4,000 instead of £5,000"),
        ({"actual": 900}, "Venues has spent £900 so far, and had spent nothing"),
        ({"committed": 100}, "Venues has £100 on order, and had nothing"),
        (
            {"forecast": 4500},
            "Venues is expected to spend £4,500 in all instead of nothing",
        ),
        ({"amount": 6000}, "Grant is £6,000 instead of £5,000"),
        (
            {
                "virements": [
                    made(
                        tpkit.Virement,
                        counterpart="venues",
                        on=day("02-01"),
                        amount=-500,
                        reason="Fewer",
                    )
                ]
            },
            "Venues is planned at £4,500 instead of £5,000",
        ),
    ],
)
def test_sums_that_are_others_are_told(fields: dict[str, Any], sentence: str) -> None:
    found = track.compare(budget(), budget(**fields))

    assert [one.sentence for one in found.money] == [sentence]
    assert found.overview.startswith("1 sum of money changed")


def test_a_budget_line_that_is_gone_is_told() -> None:
    was = budget()
    now = attrs.evolve(was, budget_lines=())

    assert track.compare(was, now).sentences == ("Venues is gone",)
    assert [one.sentence for one in track.compare(now, was).money] == [
        "Venues is planned at £5,000 instead of nothing"
    ]


# ---------------------------------------------------------------- colours, and the whole


def test_colours_are_compared_where_the_days_are_given() -> None:
    funded = forum(funded_end=day("03-31"))
    same = portfolio(funded, toolkit())

    found = track.compare(same, same, then=THEN, now=NOW)

    assert [(one.noun, one.was, one.became) for one in found.recoloured] == [
        ("partnership", "green", "red"),
        ("project", "green", "red"),
        ("deliverable", "green", "red"),
    ]
    assert found.overview == (
        "Between 14 February 2022 and 1 April 2022: "
        "Our partnership went from green to red"
    )
    assert track.compare(same, same).is_empty


def test_the_overview_counts_and_names_the_furthest() -> None:
    was = portfolio(
        toolkit(),
        toolkit(id="guide", title="Guide"),
        toolkit(id="film", title="Film"),
    )
    now = portfolio(
        toolkit(forecast=day("04-05")),
        toolkit(id="guide", title="Guide", forecast=day("04-06")),
        toolkit(id="film", title="Film", delivered_on=day("03-31")),
    )

    found = track.compare(was, now)

    assert found.overview == (
        "2 slipped and 1 finished; Guide slipped furthest, by 4 working days"
    )
    assert str(found) == (
        "2 slipped and 1 finished; Guide slipped furthest, by 4 working days\n"
        "\n"
        "Slipped:\n"
        "- Toolkit slipped by 3 working days, from 31 March 2022 to 5 April 2022\n"
        "- Guide slipped by 4 working days, from 31 March 2022 to 6 April 2022\n"
        "\n"
        "Finished:\n"
        "- Film was finished on 31 March 2022"
    )


def test_a_slip_within_a_weekend_is_counted_and_not_measured() -> None:
    was, now = (portfolio(toolkit(forecast=day(on))) for on in ("04-01", "04-02"))

    assert track.compare(was, now).overview == "1 slipped"


def test_what_is_told_already_is_not_told_by_its_colour() -> None:
    entries = [entry(was="", became="2022-04-05", reason="The author is ill")]
    now = portfolio(
        forum(funded_end=day("03-31")),
        toolkit(forecast=day("04-05")),
        changes=entries,
    )

    found = track.compare(now, then=THEN, now=NOW)

    assert "deliverable" in {one.noun for one in found.recoloured}
    assert "- Toolkit went from" not in str(found)
    assert "- Forum went from green to red" in str(found)


def test_where_nothing_differs_that_is_said() -> None:
    same = testing.northshire()
    day_ = pendulum.Date(2025, 2, 1)

    assert track.compare(same, same).overview == "Nothing changed"
    assert track.compare(same, then=day_, now=day_).overview == (
        "Nothing changed between 1 February 2025 and 1 February 2025"
    )


@pytest.mark.parametrize("given", [{}, {"then": THEN}, {"now": NOW}])
def test_one_portfolio_needs_two_days(given: dict[str, Any]) -> None:
    compare: Any = track.compare

    with pytest.raises(FieldError, match="expected two days, where one portfolio"):
        compare(portfolio(), **given)


def test_kinds_are_told_in_their_order() -> None:
    found: Comparison = track.compare(
        portfolio(toolkit(), toolkit(id="old", title="Old")),
        portfolio(
            toolkit(title="Tools", forecast=day("04-05")),
            toolkit(id="new", title="New"),
        ),
    )

    assert [one.kind for one in found.differences] == [
        DifferenceKind.SLIPPED,
        DifferenceKind.RENAMED,
        DifferenceKind.APPEARED,
        DifferenceKind.VANISHED,
    ]
    assert found.rebaselined == found.finished == ()
