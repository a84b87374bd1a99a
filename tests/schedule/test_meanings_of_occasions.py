"""What rules about school breaks and observances mean."""

from collections.abc import Callable
from typing import Any

import pendulum
import pytest

import tpkit

Said = Callable[..., list[str]]
Held = Callable[..., tpkit.Session]

FASTING = (tpkit.ObservanceKind.FASTING,)


def agreed(kind: Any, **fields: Any) -> Any:
    return kind(id="x", **fields)


# ------------------------------------------------------------------------ school breaks

EAST = "{id: b-east, area: east-area, title: H, start: 2022-02-14, end: 2022-02-18}"
WEST = "{id: b-west, area: west-area, title: H, start: 2022-02-14, end: 2022-02-25}"
NORTH = "{id: b-north, area: north-area, title: H, start: 2022-02-21, end: 2022-02-25}"
GONE = "{id: b-gone, area: gone-area, title: H, start: 2022-03-01, end: 2022-03-31}"
BREAKS = f"term_dates: [{EAST}, {WEST}, {NORTH}, {GONE}]"


def test_a_third_of_the_members_areas_may_be_on_holiday(said: Said, held: Held) -> None:
    """Nobody is known to come to the clinic, so that all members' areas count."""
    rule = agreed(tpkit.NotInSchoolBreaks)
    one, two = f"term_dates: [{EAST}]", f"term_dates: [{EAST}, {WEST}]"
    session = held("2022-02-16", activity="clinic")

    assert said(rule, session, more=one) == []
    assert said(rule, session, more=two) == [
        (
            "Wednesday 16 February 2022 is in the school holidays of 2 of the 3 areas "
            "concerned: East and West"
        )
    ]


def test_the_areas_are_those_of_hosts_and_of_people(said: Said, held: Held) -> None:
    """North Council hosts the forum; Set A has members from North and East."""
    rule = agreed(tpkit.NotInSchoolBreaks)
    early, late = "2022-02-16", "2022-02-23"

    assert said(rule, held(early), more=BREAKS) == []
    assert len(said(rule, held(late), more=BREAKS)) == 1
    assert said(rule, held(early, activity="set-a"), more=BREAKS) == [
        (
            "Wednesday 16 February 2022 is in the school holidays of 1 of the 2 areas "
            "concerned: East"
        )
    ]


def test_those_who_have_left_are_no_longer_asked(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotInSchoolBreaks, more_than_one_in=100)

    assert said(rule, held("2022-03-16", activity="clinic"), more=BREAKS) == []


def test_the_share_can_be_agreed(said: Said, held: Held) -> None:
    session = held("2022-02-16", activity="clinic")
    shares = [
        len(
            said(
                agreed(tpkit.NotInSchoolBreaks, more_than_one_in=n),
                session,
                more=BREAKS,
            )
        )
        for n in (1, 2, 3, 4)
    ]

    assert shares == [0, 1, 1, 1]  # two of three are on holiday; 1 never bars


def test_where_no_area_is_known_no_break_is_in_the_way(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotInSchoolBreaks, more_than_one_in=100)

    assert (
        said(rule, held("2022-02-16", activity="clinic"), more=BREAKS, memberships=())
        == []
    )


# -------------------------------------------------------------------------- observances


def test_no_session_on_a_day_without_work(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotOnObservances)

    assert said(rule, held("2026-09-10")) == []
    assert said(rule, held("2026-09-21")) == ["Monday 21 September 2026 is Yom Kippur"]


def test_estimated_days_are_padded_and_others_are_not(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotOnObservances)
    bare = agreed(tpkit.NotOnObservances, padding_days=0)
    before_eid, before_yom_kippur = held("2026-03-19"), held("2026-09-20")

    assert said(rule, before_yom_kippur) == said(bare, before_eid) == []
    assert said(rule, before_eid) == [
        (
            "Thursday 19 March 2026 is within 1 day of Eid al-Fitr, of which the date is "
            "estimated"
        )
    ]


def test_afternoons_of_ramadan_2026_are_hard(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotOnObservances, kinds=FASTING, after=pendulum.Time(13))
    morning, afternoon = ("10:00", "13:00"), ("12:00", "13:30")

    assert said(rule, held("2026-03-03", *morning)) == []
    assert said(rule, held("2026-02-16", *afternoon)) == []
    assert said(
        rule,
        held("2026-02-17", *afternoon),
        held("2026-02-18", *afternoon),
        held("2026-03-19", *afternoon),
    ) == [
        (
            "Tuesday 17 February 2026 is within 1 day of Ramadan, of which the date is "
            "estimated, and midday to 1:30pm lasts beyond 1pm"
        ),
        "Wednesday 18 February 2026 is in Ramadan, and midday to 1:30pm lasts beyond 1pm",
        "Thursday 19 March 2026 is in Ramadan, and midday to 1:30pm lasts beyond 1pm",
    ]


def test_observances_of_some_traditions_may_be_meant(said: Said, held: Held) -> None:
    rule = agreed(tpkit.NotOnObservances, traditions=("Islam",))

    assert said(rule, held("2026-09-21")) == []
    assert said(rule, held("2026-05-27")) == ["Wednesday 27 May 2026 is Eid al-Adha"]


def test_a_fast_of_one_day_is_named_as_a_day(said: Said, held: Held) -> None:
    own = "observances: [{id: tisha, title: Tisha B'Av, tradition: Judaism, "
    own += "start: 2026-07-23, end: 2026-07-23, kind: fasting}]"
    rule = agreed(tpkit.NotOnObservances, kinds=FASTING)

    assert said(rule, held("2026-07-23")) == []
    assert said(rule, held("2026-07-23"), more=own) == [
        "Thursday 23 July 2026 is Tisha B'Av"
    ]


def test_an_own_observance_replaces_the_one_with_its_id(said: Said, held: Held) -> None:
    """The moon has been seen: Eid was on the 21st."""
    own = "observances: [{id: eid-al-fitr-2026-03-20, title: Eid al-Fitr, "
    own += (
        "tradition: Islam, start: 2026-03-21, end: 2026-03-21, kind: work_restricted}]"
    )
    rule = agreed(tpkit.NotOnObservances)
    days = [held("2026-03-19"), held("2026-03-20"), held("2026-03-21")]

    assert len(said(rule, *days)) == 3
    assert said(rule, *days, more=own) == ["Saturday 21 March 2026 is Eid al-Fitr"]


@pytest.mark.parametrize("on", ["0001-01-01", "2019-12-25", "2036-01-01", "9999-12-31"])
def test_outside_the_table_no_observance_is_known(
    said: Said, held: Held, on: str
) -> None:
    rule = agreed(tpkit.NotOnObservances, kinds=tuple(tpkit.ObservanceKind))

    assert said(rule, held(on)) == []
