"""What nouns answer from their own fields."""

from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest

import tpkit
from tpkit import testing

NORTHSHIRE = testing.northshire()
DAY, NEXT = pendulum.Date(2024, 6, 10), pendulum.Date(2024, 6, 11)


def bid(*steps: tuple[tpkit.BidStatus, pendulum.Date]) -> tpkit.Bid:
    history = tuple(tpkit.Step(to=to, on=on) for to, on in steps)
    status = steps[-1][0] if steps else tpkit.BidStatus.DRAFT
    return attrs.evolve(NORTHSHIRE.bids[0], status=status, history=history)


def test_a_bid_was_submitted_when_it_last_was() -> None:
    submitted = (tpkit.BidStatus.SUBMITTED, DAY)
    again = (tpkit.BidStatus.SUBMITTED, NEXT)

    assert bid().submitted_on is None
    assert bid(submitted, again).submitted_on == NEXT


def test_a_return_was_submitted_when_it_first_was() -> None:
    (monitoring_return,) = NORTHSHIRE.monitoring_returns
    never = attrs.evolve(monitoring_return, status=tpkit.ReturnStatus.OPEN, history=())

    assert monitoring_return.submitted_on == pendulum.Date(2024, 7, 10)
    assert never.submitted_on is None


@pytest.mark.parametrize(
    ("status", "is_won", "is_with_funder"),
    [
        (tpkit.BidStatus.DRAFT, False, False),
        (tpkit.BidStatus.RESERVE, False, True),
        (tpkit.BidStatus.PART_AWARDED, True, False),
    ],
)
def test_a_bids_status_says_who_has_it(
    status: tpkit.BidStatus, *, is_won: bool, is_with_funder: bool
) -> None:
    assert (status.is_won, status.is_with_funder) == (is_won, is_with_funder)


def test_a_budget_line_is_revised_by_its_virements() -> None:
    fees, research, access = NORTHSHIRE.budget_lines

    assert fees.revised == Decimal(20000)
    assert research.revised == research.planned
    assert access.revised == Decimal(5000)


def test_a_grant_lasts_as_long_as_its_longest_agreed_variation() -> None:
    (grant,) = NORTHSHIRE.grants
    longer = tpkit.GrantVariation(
        kind=tpkit.VariationKind.EXTENSION,
        agreed_on=DAY,
        reason="Late start",
        new_end=pendulum.Date(2025, 6, 30),
    )

    assert grant.last_spend_day == grant.end
    assert attrs.evolve(grant, variations=(longer,)).last_spend_day == longer.new_end


@pytest.mark.parametrize(
    ("joined", "left", "on", "covers"),
    [
        (None, None, DAY, True),
        (NEXT, None, DAY, False),
        (DAY, DAY, DAY, True),
        (None, DAY, NEXT, False),
    ],
)
def test_a_membership_covers_its_first_and_last_day(
    joined: Any, left: Any, on: pendulum.Date, *, covers: bool
) -> None:
    membership = tpkit.Membership(
        id=tpkit.MembershipId("m"),
        organisation=tpkit.OrganisationId("o"),
        joined=joined,
        left=left,
    )

    assert membership.covers(on) is covers


def test_an_agreement_knows_who_signed_when() -> None:
    (agreement,) = NORTHSHIRE.agreements

    assert agreement.signed_by(tpkit.OrganisationId("eastmere")) is not None
    assert agreement.signed_by(tpkit.OrganisationId("voices")) is None


def test_kinds_and_roles_say_what_they_may_do() -> None:
    kinds, roles = tpkit.OrganisationKind, tpkit.MembershipRole

    assert kinds.CHILDRENS_TRUST.employs and not kinds.HIGHER_EDUCATION.employs
    assert kinds.HIGHER_EDUCATION.may_hold_grant
    assert not kinds.CHILDRENS_TRUST.may_hold_grant
    assert roles.LEAD.is_full and roles.FULL.is_full and not roles.OBSERVER.is_full


def test_regions_carry_their_codes() -> None:
    assert tpkit.Region.LONDON.code == "E12000007"
    assert len({region.code for region in tpkit.Region}) == 9


def test_somebody_without_an_employer_is_independent() -> None:
    assert NORTHSHIRE.get(tpkit.Person, "adviser").is_independent
    assert not NORTHSHIRE.get(tpkit.Person, "lead").is_independent


def test_a_deliverable_is_delivered_when_handed_over_or_accepted() -> None:
    forum, toolkit, _ = NORTHSHIRE.deliverables
    accepted = attrs.evolve(toolkit, status=tpkit.DeliverableStatus.ACCEPTED)

    assert forum.is_delivered and accepted.is_delivered
    assert not toolkit.is_delivered


def test_a_milestone_is_held_to_its_last_baseline() -> None:
    toolkit = NORTHSHIRE.get(tpkit.Milestone, "toolkit-ready")

    assert toolkit.baseline == pendulum.Date(2025, 2, 28)
    assert attrs.evolve(toolkit, baselines=()).baseline is None


def test_a_session_knows_its_length_and_whether_it_happens() -> None:
    forum = NORTHSHIRE.get(tpkit.Session, "forum-1")

    assert forum.minutes == 180
    assert forum.status.happens and not tpkit.SessionStatus.CANCELLED.happens


def test_a_set_knows_who_has_not_left() -> None:
    (learning_set,) = NORTHSHIRE.learning_sets
    first, *others = learning_set.members
    left = attrs.evolve(first, left=DAY)

    assert attrs.evolve(learning_set, members=(left, *others)).present_members == tuple(
        others
    )


def test_a_guide_adds_up_its_times_where_it_has_them_all() -> None:
    guide = NORTHSHIRE.focus_groups[0].guide
    assert guide is not None
    first, *others = guide.sections
    untimed = (attrs.evolve(first, minutes=None), *others)

    assert (guide.minutes, guide.key_topics) == (80, 2)
    assert attrs.evolve(guide, sections=untimed).minutes is None


def test_statuses_of_taking_part_say_who_was_there() -> None:
    bookings, attendances = tpkit.BookingStatus, tpkit.AttendanceStatus
    registrations = tpkit.RegistrationStatus

    assert bookings.PARTIAL.came and not bookings.CONFIRMED.came
    assert attendances.SUBSTITUTE.came and not attendances.APOLOGIES.came
    assert registrations.INVITED.takes_part and not registrations.RESERVE.takes_part


def test_consent_is_complete_when_every_mandatory_line_is_ticked_and_signed() -> None:
    (consent,) = NORTHSHIRE.consents
    unticked = tuple(attrs.evolve(item, ticked=False) for item in consent.items)

    assert consent.is_complete
    assert not attrs.evolve(consent, signed_on=None).is_complete
    assert not attrs.evolve(consent, items=unticked).is_complete
    assert attrs.evolve(consent, items=(consent.items[0], unticked[2])).is_complete


def test_consent_allows_what_is_ticked_until_it_is_taken_back() -> None:
    (consent,) = NORTHSHIRE.consents
    quotes, data_use = tpkit.ConsentPurpose.QUOTES, tpkit.ConsentPurpose.DATA_USE

    assert consent.allows(quotes) and not consent.allows(data_use)
    assert not attrs.evolve(consent, withdrawn_on=DAY).allows(quotes)


def test_some_characteristics_are_special_category_data() -> None:
    assert tpkit.Characteristic.RACE.is_special_category
    assert not tpkit.Characteristic.AGE.is_special_category


def test_a_suppression_holds_to_its_last_day() -> None:
    forever = tpkit.Suppression(code="TP101", reason="Agreed")
    brief = attrs.evolve(forever, until=DAY)

    assert forever.holds(NEXT) and brief.holds(DAY) and not brief.holds(NEXT)
