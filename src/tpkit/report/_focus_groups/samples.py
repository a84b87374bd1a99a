"""Riverside's study in full, of which the documents for people in studies can be tried."""

import attrs

from tpkit._model.activity import (
    GuideSection,
    GuideSectionKind,
    LawfulBasis,
    TopicGuide,
)
from tpkit._model.ids import PersonId
from tpkit._model.people import Person, ProfessionalRole
from tpkit._model.portfolio import Portfolio
from tpkit.report._samples.riverside import riverside


def usual() -> Portfolio:
    """Give Riverside with a study of which everything is recorded that can be."""
    portfolio = riverside()
    study, *studies = portfolio.studies
    group, *groups = portfolio.focus_groups
    segment, *segments = portfolio.segments
    return attrs.evolve(
        portfolio,
        people=(*portfolio.people, FACILITATOR, NOTE_TAKER),
        studies=(
            attrs.evolve(
                study,
                lawful_basis=LawfulBasis.PUBLIC_TASK,
                retention_contact_days=92,
                retention_transcript_days=1096,
            ),
            *studies,
        ),
        segments=(
            attrs.evolve(
                segment,
                protected_characteristic="race",
                selection_ground="explicit consent, UK GDPR Article 9(2)(a)",
            ),
            *segments,
        ),
        focus_groups=(
            attrs.evolve(
                group,
                facilitator=FACILITATOR.id,
                note_taker=NOTE_TAKER.id,
                information_sheet_version="1.1",
                consent_form_version="1.0",
                guide=GUIDE,
            ),
            *groups,
        ),
    )


FACILITATOR = Person(
    id=PersonId("facilitator"),
    title="Independent facilitator",
    role=ProfessionalRole.FACILITATOR,
)
NOTE_TAKER = Person(
    id=PersonId("note-taker"), title="Researcher", role=ProfessionalRole.ACADEMIC
)
GUIDE = TopicGuide(
    version="2",
    sections=(
        GuideSection(
            title="Welcome and ground rules",
            kind=GuideSectionKind.OPENING,
            minutes=10,
        ),
        GuideSection(
            title="What do you enjoy about your job?",
            kind=GuideSectionKind.WARM_UP,
            minutes=5,
        ),
        GuideSection(
            title="What has helped you to progress?",
            minutes=20,
            probes=("Who helped?", "What would you tell a new colleague?"),
        ),
        GuideSection(
            title="What has held you back?",
            minutes=20,
            probes=("When did you notice?",),
            materials=("Chart of posts by grade", "https://riverside.example/chart"),
        ),
        GuideSection(
            title="Anything else, thanks and next steps",
            kind=GuideSectionKind.CLOSE,
            minutes=10,
        ),
    ),
)
