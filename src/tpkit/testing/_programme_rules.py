"""What the partners of a made-up programme agreed, for all of it and for each strand."""

import itertools
from collections.abc import Iterator, Sequence

import pendulum

from tpkit._model.agreement import (
    GapUnit,
    LoadOf,
    Period,
    RuleAgreement,
    Strictness,
    Weekday,
)
from tpkit._model.ids import SchedulingRuleId, SessionId
from tpkit._model.rules import SchedulingRule
from tpkit._model.rules_of_hours import NotDuring, NotOn, Within
from tpkit._model.rules_of_people_and_places import (
    HeldAt,
    LedBy,
    LinesApart,
    NotTogether,
    TravelTime,
    WorkloadWithin,
)
from tpkit._model.rules_of_series import (
    AtLeastApart,
    AtMostApart,
    RunCount,
    SameDayOfWeek,
    SameFacilitators,
    SameVenue,
    SegmentsHeard,
)
from tpkit.testing._programme_activities import Part
from tpkit.testing._programme_ground import Ground
from tpkit.testing._programme_strands import Kind, Strand

_AGREED_ON = pendulum.Date(2026, 7, 14)
"""When the board agreed it all, before the summer."""


def _hard(reason: str) -> RuleAgreement:
    return RuleAgreement(by="Strategic board", on=_AGREED_ON, reason=reason)


def _soft(weight: int, reason: str) -> RuleAgreement:
    return RuleAgreement(
        by="Operational group",
        on=_AGREED_ON,
        reason=reason,
        strictness=Strictness.SOFT,
        weight=weight,
    )


def rules_of(parts: Sequence[Part], there: Ground) -> Iterator[SchedulingRule]:
    """Yield what was agreed for everything, then for one strand after another."""
    yield from _for_everything(there)
    for part in parts:
        yield from _for_a_strand(part)


def _for_everything(there: Ground) -> Iterator[SchedulingRule]:
    yield Within(
        id=SchedulingRuleId("hard-stop"),
        start=pendulum.Date(2026, 9, 1),
        end=pendulum.Date(2027, 3, 31),
        agreed=_hard("The money of the year ends on 31 March"),
    )
    yield NotOn(
        id=SchedulingRuleId("conference"),
        dates=(pendulum.Date(2026, 11, 25), pendulum.Date(2026, 11, 26)),
        agreed=_hard("Everybody is at the national conference"),
    )
    yield NotDuring(
        id=SchedulingRuleId("allocation"),
        start_time=pendulum.Time(9),
        end_time=pendulum.Time(10),
        weekdays=(Weekday.MONDAY,),
        agreed=_soft(2, "Work is allocated on Monday mornings"),
    )
    yield TravelTime(
        id=SchedulingRuleId("travel"),
        minutes=45,
        venues=tuple(room.id for room in there.rooms),
        agreed=_hard("It takes 45 minutes from one council to the next"),
    )
    yield LinesApart(
        id=SchedulingRuleId("managers-apart"),
        agreed=_hard("People speak freely without their manager in the room"),
    )
    yield WorkloadWithin(
        id=SchedulingRuleId("three-a-week"),
        at_most=3,
        period=Period.WEEK,
        agreed=_hard("Facilitators have other work"),
    )
    yield WorkloadWithin(
        id=SchedulingRuleId("one-a-day"),
        at_most=1,
        period=Period.DAY,
        agreed=_soft(2, "Leading two sessions in a day tires people"),
    )
    yield WorkloadWithin(
        id=SchedulingRuleId("audience-a-week"),
        at_most=1,
        period=Period.WEEK,
        of=LoadOf.SEGMENT,
        agreed=_soft(1, "Services can spare people once a week"),
    )


# --------------------------------------------------------------------- for each strand


def _for_a_strand(part: Part) -> Iterator[SchedulingRule]:
    strand = part.strand
    yield LedBy(
        id=_id(strand, "leaders"),
        activities=strand.activities,
        people=strand.pool,
        needed=strand.leaders,
        agreed=_hard("They were trained for it"),
    )
    yield HeldAt(
        id=_id(strand, "places"),
        activities=strand.activities,
        venues=strand.venues,
        agreed=_hard("These were offered for it"),
    )
    yield from _liked_best(strand)
    yield from _run_counts(strand)
    match strand.kind:
        case Kind.SETS:
            yield from _for_sets(part)
        case Kind.FORUMS:
            yield from _for_forums(strand)
        case Kind.COURSES:
            yield from _for_courses(strand)
        case Kind.GROUPS:
            yield from _for_groups(part)
        case _:
            yield from _for_listening(part)


def _id(strand: Strand, what: str) -> SchedulingRuleId:
    return SchedulingRuleId(f"{strand.id}-{what}")


def _liked_best(strand: Strand) -> Iterator[LedBy | HeldAt]:
    """Yield who of the pool and which of the places would be the first choice."""
    yield LedBy(
        id=_id(strand, "best-leaders"),
        activities=strand.activities,
        people=strand.pool[: strand.leaders],
        needed=strand.leaders,
        agreed=_soft(2, "They wrote the material"),
    )
    yield HeldAt(
        id=_id(strand, "best-place"),
        activities=strand.activities,
        venues=strand.venues[:1],
        agreed=_soft(1, "Everybody knows where it is"),
    )


def _run_counts(strand: Strand) -> Iterator[RunCount]:
    by_size: dict[int, list[int]] = {}
    for place, size in enumerate(strand.sizes):
        by_size.setdefault(size, []).append(place)
    for size, places in sorted(by_size.items()):
        yield RunCount(
            id=_id(strand, f"run-{size}"),
            activities=tuple(strand.activities[place] for place in places),
            sessions=size,
            minutes=strand.pattern.minutes,
            agreed=_hard("It was promised in the bid"),
        )


def _for_sets(part: Part) -> Iterator[SchedulingRule]:
    strand = part.strand
    yield from _apart(strand, 5, 7, GapUnit.WEEKS)
    yield SameFacilitators(
        id=_id(strand, "same-adviser"),
        activities=strand.activities,
        agreed=_hard("A set keeps its adviser"),
    )
    yield SameDayOfWeek(
        id=_id(strand, "weekday"),
        activities=strand.activities,
        agreed=_soft(2, "Members keep the day free"),
    )
    yield SameVenue(
        id=_id(strand, "same-room"),
        activities=strand.activities,
        agreed=_soft(1, "Members know their way"),
    )
    *_, stranger = strand.pool
    *_, member = part.people
    yield NotTogether(
        id=_id(strand, "not-together"),
        people=(stranger, member.id),
        agreed=_hard("They asked not to meet"),
    )


def _for_forums(strand: Strand) -> Iterator[SchedulingRule]:
    yield AtLeastApart(
        id=_id(strand, "apart"),
        apart=10,
        unit=GapUnit.WORKING_DAYS,
        activities=strand.activities,
        agreed=_hard("Who misses one run needs time to book the next"),
    )
    yield AtMostApart(
        id=_id(strand, "close"),
        apart=12,
        unit=GapUnit.WEEKS,
        activities=strand.activities,
        agreed=_soft(2, "Who waits too long forgets"),
    )


def _for_courses(strand: Strand) -> Iterator[SchedulingRule]:
    yield from _apart(strand, 7, 21, GapUnit.DAYS)
    yield SameDayOfWeek(
        id=_id(strand, "weekday"),
        activities=strand.activities,
        same_time=True,
        agreed=_hard("People book a course as one"),
    )
    yield SameFacilitators(
        id=_id(strand, "same-teacher"),
        activities=strand.activities,
        agreed=_soft(3, "One teacher knows what was said last time"),
    )


def _for_groups(part: Part) -> Iterator[SchedulingRule]:
    strand = part.strand
    yield from _apart(strand, 14, 35, GapUnit.DAYS)
    yield from _heard(part)
    yield Within(
        id=_id(strand, "afternoons"),
        start_time=pendulum.Time(12),
        activities=strand.activities,
        agreed=RuleAgreement(
            by="Operational group",
            on=_AGREED_ON,
            reason="Mornings are for visits",
            strictness=Strictness.PREFERRED,
        ),
    )


def _for_listening(part: Part) -> Iterator[SchedulingRule]:
    strand = part.strand
    yield AtLeastApart(
        id=_id(strand, "apart"),
        apart=3,
        unit=GapUnit.WORKING_DAYS,
        activities=strand.activities,
        agreed=_hard("Each event is written up before the next"),
    )
    yield from _heard(part)
    firsts = tuple(f"{activity}-1" for activity in strand.activities)
    for number, pair in enumerate(itertools.pairwise(firsts)):
        yield _not_at_one_time(strand, number, pair)


def _not_at_one_time(strand: Strand, number: int, pair: tuple[str, str]) -> NotTogether:
    return NotTogether(
        id=_id(strand, f"launch-{number + 1}"),
        sessions=tuple(SessionId(session) for session in pair),
        agreed=_hard("The directors open both"),
    )


def _apart(
    strand: Strand, least: int, most: int, unit: GapUnit
) -> Iterator[AtLeastApart | AtMostApart]:
    yield AtLeastApart(
        id=_id(strand, "apart"),
        apart=least,
        unit=unit,
        activities=strand.activities,
        agreed=_hard("People need time to try things out"),
    )
    yield AtMostApart(
        id=_id(strand, "close"),
        apart=most,
        unit=unit,
        activities=strand.activities,
        agreed=_hard("People forget"),
    )


def _heard(part: Part) -> Iterator[SegmentsHeard]:
    yield SegmentsHeard(
        id=_id(part.strand, "heard"),
        segments=tuple(segment.id for segment in part.segments),
        agreed=_hard("Nobody is to be left out"),
    )
