"""Riverside's collection of diversity data, of which the form can be tried."""

import attrs

from tpkit._model.activity import LawfulBasis
from tpkit._model.ids import DiversityCollectionId, OrganisationId
from tpkit._model.monitoring import (
    Characteristic,
    DiversityCollection,
    DiversityQuestion,
)
from tpkit._model.people import Organisation, OrganisationKind
from tpkit._model.portfolio import Portfolio
from tpkit.report._samples.riverside import bare, day, riverside


def least() -> Portfolio:
    """Give a portfolio with a collection that asks nothing yet, and no more."""
    council = Organisation(
        id=OrganisationId("council"),
        name="Council",
        kind=OrganisationKind.LOCAL_AUTHORITY,
    )
    collection = DiversityCollection(
        id=DiversityCollectionId("staff"), title="Staff", organisation=council.id
    )
    return attrs.evolve(
        bare(), organisations=(council,), diversity_collections=(collection,)
    )


def usual() -> Portfolio:
    """Give Riverside with a council that asks its staff."""
    return attrs.evolve(riverside(), diversity_collections=(COLLECTION,))


_STANDARD = "Government Statistical Service harmonised standard, England and Wales"
COLLECTION = DiversityCollection(
    id=DiversityCollectionId("staff"),
    title="Diversity of social work staff",
    organisation=OrganisationId("council"),
    lawful_basis=LawfulBasis.PUBLIC_TASK,
    policy_reference="Appropriate policy document, version 2",
    process="The annual staff survey",
    must_engage=True,
    consent_note="Your answers are kept apart from your staff record",
    never_used_for=("Pay and promotion", "Discipline"),
    closes=day(3, 31),
    questions=(
        DiversityQuestion(
            characteristic=Characteristic.RACE,
            wording="What is your ethnic group?",
            why_we_ask="to see whether colleagues progress alike",
            options=(
                "Asian or Asian British",
                "Black, Black British, Caribbean or African",
                "Mixed or multiple ethnic groups",
                "White",
                "Another ethnic group",
                "Prefer not to say",
            ),
            scheme=_STANDARD,
        ),
        DiversityQuestion(
            characteristic=Characteristic.AGE,
            wording="How old are you?",
            options=("Under 25", "25 to 34", "35 to 44", "45 to 54", "55 or over"),
        ),
        DiversityQuestion(
            characteristic=Characteristic.DISABILITY,
            wording=(
                "Do you have a physical or mental health condition that has lasted, or "
                "is expected to last, 12 months or more?"
            ),
            why_we_ask="to see whether our workplaces suit everybody",
            options=("Yes", "No"),
        ),
        DiversityQuestion(
            characteristic=Characteristic.RELIGION_OR_BELIEF,
            wording="What is your religion or belief?",
        ),
    ),
    publication="Totals only, once a year, on our website.",
    feedback_on_use="You said that interview panels are not diverse. They now are.",
    delete_by=day(12, 31, 2023),
)
