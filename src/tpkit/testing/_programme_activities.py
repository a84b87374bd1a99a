"""The activities of a made-up programme, strand by strand."""

import random
from collections.abc import Iterator, Sequence

import attrs

from tpkit._model.activity import (
    ActionLearningSet,
    DeliveryMode,
    FocusGroup,
    FocusGroupKind,
    LearningContract,
    LearningSetMember,
    Segment,
    Study,
    StudyMethod,
    Workshop,
)
from tpkit._model.ids import (
    FocusGroupId,
    LearningSetId,
    OrganisationId,
    SegmentId,
    StudyId,
    WorkshopId,
)
from tpkit._model.people import Person, ProfessionalRole
from tpkit._model.rules_of_people_and_places import Unavailable
from tpkit.testing._programme_ground import Ground
from tpkit.testing._programme_people import Crew, court_mornings, members_of_a_set
from tpkit.testing._programme_strands import Kind, Strand


@attrs.frozen(kw_only=True)
class Part:
    """What the portfolio holds because of one strand."""

    strand: Strand
    workshops: tuple[Workshop, ...] = ()
    learning_sets: tuple[ActionLearningSet, ...] = ()
    focus_groups: tuple[FocusGroup, ...] = ()
    studies: tuple[Study, ...] = ()
    segments: tuple[Segment, ...] = ()
    people: tuple[Person, ...] = ()
    rules: tuple[Unavailable, ...] = ()


def part_of(strand: Strand, there: Ground, people: Crew, dice: random.Random) -> Part:
    """Make the activities of a strand, and whom and what they need."""
    match strand.kind:
        case Kind.SETS:
            return _sets(strand, there, dice)
        case Kind.FORUMS | Kind.COURSES:
            return Part(strand=strand, workshops=tuple(_workshops(strand, there)))
        case _:
            return _study(strand, people)


# ---------------------------------------------------------------------- learning sets


def _sets(strand: Strand, there: Ground, dice: random.Random) -> Part:
    sets: list[ActionLearningSet] = []
    people: list[Person] = []
    rules: list[Unavailable] = []
    for place, id in enumerate(strand.activities):
        number = strand.count(place)
        members = members_of_a_set(number, there, strand.pool[1])
        people += members
        rules += court_mornings(members, dice)
        sets.append(
            ActionLearningSet(
                id=LearningSetId(id),
                title=f"Learning set {number + 1}",
                project=strand.pattern.project,
                contract=LearningContract(
                    meetings=strand.sizes[place],
                    spacing_weeks=strand.pattern.weeks,
                    meeting_minutes=strand.pattern.minutes,
                ),
                members=tuple(LearningSetMember(person=m.id) for m in members),
            )
        )
    return Part(
        strand=strand,
        learning_sets=tuple(sets),
        people=tuple(people),
        rules=tuple(rules),
    )


# --------------------------------------------------------------------------- workshops

_SUBJECTS = (
    "Direct work with children",
    "Writing for court",
    "Working with fathers",
    "Neglect",
    "Supervision that helps",
    "Contextual safeguarding",
    "Mental capacity",
    "Domestic abuse",
    "Anti-racist practice",
    "Life-story work",
    "Working with interpreters",
    "Assessing risk",
)

_AUDIENCES = (
    ("Social workers", ProfessionalRole.SOCIAL_WORKER),
    ("Newly qualified social workers", ProfessionalRole.NEWLY_QUALIFIED),
    ("Independent reviewing officers", ProfessionalRole.REVIEWING_OFFICER),
    ("Children's guardians", ProfessionalRole.GUARDIAN),
    ("Practice educators", ProfessionalRole.PRACTICE_EDUCATOR),
    ("Team managers", ProfessionalRole.TEAM_MANAGER),
    ("Senior managers", ProfessionalRole.SENIOR_MANAGER),
    ("Principal social workers", ProfessionalRole.PRINCIPAL_SOCIAL_WORKER),
    ("Students on placement", ProfessionalRole.STUDENT),
    ("People with lived experience", ProfessionalRole.LIVED_EXPERIENCE),
)

AUDIENCES = tuple(
    Segment(id=SegmentId(role.value.replace("_", "-")), title=title, roles=(role,))
    for title, role in _AUDIENCES
)
"""Whom forums are for, one after another."""


def _workshops(strand: Strand, there: Ground) -> Iterator[Workshop]:
    pattern = strand.pattern
    is_course = strand.kind is Kind.COURSES
    for place, id in enumerate(strand.activities):
        number = strand.count(place)
        seats = pattern.places[number % len(pattern.places)]
        audience = AUDIENCES[number % len(AUDIENCES)]
        yield Workshop(
            id=WorkshopId(id),
            title=_titled(_SUBJECTS, number, "course" if is_course else "forum"),
            delivery=DeliveryMode.SERIES if is_course else DeliveryMode.REPEAT_RUNS,
            project=pattern.project,
            audiences=() if is_course else (audience.id,),
            hosts=(_host(there, number),),
            places=seats,
            places_planned=seats * (1 if is_course else strand.sizes[place]),
        )


def _host(there: Ground, number: int) -> OrganisationId:
    return there.organisations[number % len(there.organisations)].id


def _titled(subjects: Sequence[str], number: int, what: str) -> str:
    subject, again = subjects[number % len(subjects)], number // len(subjects)
    return f"{subject}: {what} {again + 1}" if again else f"{subject}: {what}"


# ------------------------------------------------------------------------------ studies


def _study(strand: Strand, people: Crew) -> Part:
    listening = strand.kind is Kind.LISTENING
    title = "What we should hear" if listening else "Why people stay"
    method = StudyMethod.LISTENING_EVENT if listening else StudyMethod.FOCUS_GROUP
    study = Study(
        id=StudyId(f"{strand.id}-study"),
        title=f"{title}, wave {strand.number + 1}",
        project=strand.pattern.project,
        methods=(method,),
    )
    share = 1 if listening else 2
    segments = tuple(_segments(study, -(-len(strand.sizes) // share)))
    return Part(
        strand=strand,
        studies=(study,),
        segments=segments,
        focus_groups=tuple(
            _group(strand, study, segments[place // share], place, people)
            for place in range(len(strand.sizes))
        ),
    )


def _segments(study: Study, count: int) -> Iterator[Segment]:
    """Yield the first segments of a study: two focus groups, or one event, for each."""
    for title, role in _AUDIENCES[:count]:
        yield Segment(
            id=SegmentId(f"{study.id}-{role.value.replace('_', '-')}"),
            title=f"{title}: {study.title}",
            study=study.id,
            roles=(role,),
        )


def _group(
    strand: Strand, study: Study, segment: Segment, place: int, people: Crew
) -> FocusGroup:
    listening = strand.kind is Kind.LISTENING
    note_takers = people.note_takers
    return FocusGroup(
        id=FocusGroupId(strand.activities[place]),
        title=f"{segment.title}, group {place + 1}",
        study=study.id,
        kind=FocusGroupKind.LISTENING_EVENT
        if listening
        else FocusGroupKind.FOCUS_GROUP,
        segment=segment.id,
        same_participants=not listening,
        max_minutes=strand.pattern.minutes,
        target_size=30 if listening else 6,
        note_taker=note_takers[strand.count(place) % len(note_takers)].id,
    )
