"""Riverside's board and what it is told, of which the board's documents can be tried."""

from decimal import Decimal

import attrs
import pendulum

from tpkit._model.activity import LawfulBasis, Session, SessionStatus
from tpkit._model.delivery import (
    DeliverableStatus,
    Evidence,
    Indicator,
    Outcome,
    Risk,
    RiskCategory,
    RiskResponse,
    RiskScore,
    RiskStatus,
)
from tpkit._model.ids import (
    AgreementId,
    BidId,
    ConsentId,
    DecisionId,
    DeliverableId,
    DiversityCollectionId,
    FocusGroupId,
    GovernanceBodyId,
    GrantId,
    MembershipId,
    OrganisationId,
    OutcomeId,
    PersonId,
    ProjectId,
    RegistrationId,
    RiskId,
    SessionId,
)
from tpkit._model.money import (
    Dissemination,
    Grant,
    GrantVariation,
    VariationKind,
)
from tpkit._model.monitoring import (
    Characteristic,
    DiversityCollection,
    DiversityQuestion,
    MonitoringPurpose,
)
from tpkit._model.participation import (
    Consent,
    ConsentItem,
    ConsentPurpose,
    ConsentStatus,
    Quote,
    Registration,
)
from tpkit._model.partnership import (
    Agreement,
    AgreementKind,
    AgreementSignature,
    Decision,
    GovernanceBody,
    GovernanceKind,
    Membership,
    MembershipRole,
)
from tpkit._model.people import Person, ProfessionalRole
from tpkit._model.plan import Baseline
from tpkit._model.portfolio import Portfolio
from tpkit.report._samples.riverside import bare, day, riverside


def least() -> Portfolio:
    """Give a portfolio with one of each thing that a board has a document about."""
    memorandum = Agreement(
        id=AgreementId("memorandum"),
        title="Memorandum",
        kind=AgreementKind.MEMORANDUM,
    )
    return attrs.evolve(bare(), agreements=(memorandum,))


def usual() -> Portfolio:
    """Give Riverside with its board, its memorandum, its grant and what came of it."""
    portfolio = riverside()
    barriers, *others = portfolio.projects
    bid, *more_bids = portfolio.bids
    report, *milestones = portfolio.milestones
    toolkit, *deliverables = portfolio.deliverables
    study, *studies = portfolio.studies
    segment, *segments = portfolio.segments
    return attrs.evolve(
        portfolio,
        partnership=attrs.evolve(
            portfolio.partnership,
            lead_organisation=OrganisationId("council"),
            accountable_body=OrganisationId("council"),
        ),
        people=(*portfolio.people, PARTICIPANT),
        memberships=MEMBERSHIPS,
        governance_bodies=(BOARD,),
        decisions=DECISIONS,
        agreements=AGREEMENTS,
        funding_rounds=tuple(
            attrs.evolve(one, legal_power="Children and Social Work Act 2017 s.46")
            for one in portfolio.funding_rounds
        ),
        bids=(
            attrs.evolve(
                bid,
                rationale="Few leaders come from the groups that most staff belong to.",
                need=NEED,
                equality_impact="Assessed in March 2021: the project narrows a gap.",
                data_protection="Assessment DP/21/14",
                dissemination=DISSEMINATION,
            ),
            *more_bids,
        ),
        grants=GRANTS,
        projects=(attrs.evolve(barriers, board=BOARD.id), *others),
        milestones=(
            attrs.evolve(
                report,
                tolerance_days=5,
                baselines=(
                    *report.baselines,
                    Baseline(
                        number=1,
                        date=day(3, 29),
                        approved_on=day(1, 18),
                        approved_by=PersonId("sro"),
                        reason="Groups began late.",
                    ),
                ),
            ),
            *milestones,
        ),
        outcomes=OUTCOMES,
        deliverables=(
            attrs.evolve(toolkit, shared_with=("Other teaching partnerships",)),
            *deliverables,
            attrs.evolve(
                toolkit,
                id=DeliverableId("summary"),
                title="Summary for managers",
                status=DeliverableStatus.ACCEPTED,
                delivered_on=day(1, 31),
            ),
        ),
        risks=(*portfolio.risks, *RISKS),
        studies=(
            attrs.evolve(
                study,
                project=ProjectId("barriers"),
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
        sessions=(*portfolio.sessions, *MEETINGS),
        registrations=(REGISTRATION,),
        consents=(CONSENT,),
        diversity_collections=(COLLECTION,),
    )


PARTICIPANT = Person(
    id=PersonId("participant"),
    title="Participant 1",
    role=ProfessionalRole.SOCIAL_WORKER,
)
BOARD = GovernanceBody(
    id=GovernanceBodyId("board"),
    title="Strategic Board",
    kind=GovernanceKind.STRATEGIC_BOARD,
    chairs=(PersonId("sro"),),
    meets_every_weeks=13,
    quorum=3,
    delegated_limit=Decimal(5000),
)


def _meeting(number: int, on: pendulum.Date, status: SessionStatus) -> Session:
    return Session(
        id=SessionId(f"board-{number}"),
        activity=BOARD.id,
        number=number,
        on=on,
        start=pendulum.Time(14, 0),
        end=pendulum.Time(15, 30),
        platform="Microsoft Teams",
        status=status,
    )


MEETINGS = (
    _meeting(1, day(1, 18), SessionStatus.HELD),
    _meeting(2, day(3, 8), SessionStatus.CANCELLED),
    _meeting(3, day(3, 15), SessionStatus.PLANNED),
)
DECISIONS = (
    Decision(
        id=DecisionId("later"),
        text="to hold the groups in February",
        on=day(1, 18),
        body=BOARD.id,
        reference="SB/22/3",
        reasons="recruitment was slow",
        project=ProjectId("barriers"),
    ),
    Decision(
        id=DecisionId("accept"),
        text="to accept the grant",
        on=day(3, 30, 2021),
        organisation=OrganisationId("council"),
        project=ProjectId("barriers"),
        bid=BidId("bid"),
    ),
    Decision(
        id=DecisionId("map"),
        text="to draw a map",
        on=day(1, 19),
        project=ProjectId("barriers"),
    ),
)
MEMBERSHIPS = (
    Membership(
        id=MembershipId("council"),
        organisation=OrganisationId("council"),
        role=MembershipRole.LEAD,
        notice_days=90,
        agreement=AgreementId("memorandum"),
    ),
    Membership(
        id=MembershipId("uni"),
        organisation=OrganisationId("uni"),
        agreement=AgreementId("memorandum"),
        voting=False,
    ),
)
AGREEMENTS = (
    Agreement(
        id=AgreementId("memorandum"),
        title="Memorandum of co-operation",
        kind=AgreementKind.MEMORANDUM,
        parties=(OrganisationId("council"), OrganisationId("uni")),
        version="2",
        aims="We prepare and keep good social workers, together.",
        responsibilities=(
            "Employers offer placements and release staff to teach.\n\n"
            "The university teaches, and opens its courses to practitioners."
        ),
        start=day(4, 1, 2021),
        review_date=day(4, 1),
        end=day(3, 31, 2024),
        notice_days=90,
        signatures=(
            AgreementSignature(
                organisation=OrganisationId("council"),
                signed_on=day(3, 29, 2021),
                signatory=PersonId("sro"),
            ),
        ),
    ),
    Agreement(id=AgreementId("sharing"), title="Data", kind=AgreementKind.DATA_SHARING),
)
NEED = (
    Evidence(
        statement="one senior post in ten is held by somebody from these groups",
        source="Workforce data, September 2021",
    ),
    Evidence(statement="leavers say that they saw no way up"),
)
DISSEMINATION = (
    Dissemination(
        audience="Strategic Board",
        product="Report with recommendations",
        by=day(1, 31),
        owner=PersonId("lead"),
    ),
    Dissemination(
        audience="Everybody who took part",
        product="Two-page summary",
        done_on=day(2, 7),
    ),
    Dissemination(audience="Other teaching partnerships", product="The model"),
)
GRANTS = (
    Grant(
        id=GrantId("grant"),
        title="Barriers grant",
        bid=BidId("bid"),
        amount=Decimal(13500),
        start=day(4, 1, 2021),
        end=day(3, 31),
        virement_limit=Decimal(10),
        variance_limit=Decimal("12.5"),
        variations=(
            GrantVariation(
                kind=VariationKind.EXTENSION,
                reason="groups began late",
                requested_on=day(2, 1),
                new_end=day(6, 30),
            ),
            GrantVariation(
                kind=VariationKind.VIREMENT,
                reason="rooms were free",
                agreed_on=day(1, 25),
                amount=Decimal(400),
                reference="DFE/88",
            ),
            GrantVariation(kind=VariationKind.SCOPE, reason="one more council"),
        ),
    ),
)
OUTCOMES = (
    Outcome(
        id=OutcomeId("apply"),
        project=ProjectId("barriers"),
        title="More people apply for senior posts",
        indicators=(
            Indicator(
                title="Applications in a year",
                unit="people",
                baseline=Decimal(12),
                baseline_on=day(3, 31, 2021),
                target=Decimal(20),
                target_by=day(3, 31, 2023),
                actual=Decimal(17),
                actual_on=day(2, 1),
                source="Hilltop Council's records",
            ),
            Indicator(title="Applications that succeed", unit="percent"),
        ),
        evidence=(
            Evidence(
                statement="Managers say that they ask differently",
                source="Interviews, January 2022",
            ),
        ),
    ),
)
RISKS = (
    Risk(
        id=RiskId("funding"),
        project=ProjectId("bridge"),
        event="the money ends before the work does",
        cause="the grant is for one year",
        effect="partners have to pay",
        category=RiskCategory.FINANCE,
        inherent=RiskScore(likelihood=5, impact=5),
        current=RiskScore(likelihood=4, impact=4),
        target=RiskScore(likelihood=2, impact=3),
        response=RiskResponse.TREAT,
        actions=("ask for an extension",),
        owner=PersonId("sro"),
        exposure=Decimal(4000),
        proximity=day(3, 31),
        raised_on=day(1, 10),
        reviewed_on=day(1, 10),
        review_date=day(2, 7),
    ),
    Risk(
        id=RiskId("told"),
        project=ProjectId("bridge"),
        event="a partner leaves",
        category=RiskCategory.PARTNER,
        current=RiskScore(likelihood=3, impact=5),
        target=RiskScore(likelihood=1, impact=4),
        raised_on=day(1, 10),
        reviewed_on=day(2, 1),
        escalated_on=day(1, 18),
    ),
    Risk(
        id=RiskId("gone"),
        project=ProjectId("bridge"),
        event="rooms are shut",
        current=RiskScore(likelihood=1, impact=2),
        closed_on=day(1, 31),
        status=RiskStatus.CLOSED,
    ),
)
REGISTRATION = Registration(
    id=RegistrationId("registration"),
    focus_group=FocusGroupId("group"),
    person=PARTICIPANT.id,
)
CONSENT = Consent(
    id=ConsentId("consent"),
    registration=REGISTRATION.id,
    items=(ConsentItem(purpose=ConsentPurpose.QUOTES, ticked=True),),
    signed_on=day(2, 7),
    quotes=(
        Quote(
            text="nobody had ever asked me whether I wanted to lead",
            attributed_to="Experienced social worker",
        ),
        Quote(
            text="my head of service stopped me",
            attributed_to="Social worker, Hilltop",
            names_employer=True,
            cell_size=4,
        ),
    ),
    status=ConsentStatus.GIVEN,
)
COLLECTION = DiversityCollection(
    id=DiversityCollectionId("diversity"),
    title="Who leads",
    organisation=OrganisationId("council"),
    purposes=tuple(MonitoringPurpose),
    lawful_basis=LawfulBasis.CONSENT,
    policy_reference="APD/22/1",
    process="the yearly staff survey",
    must_engage=True,
    consent_note="you can change your answers at any time",
    never_used_for=("Promotion", "Pay"),
    questions=(
        DiversityQuestion(
            characteristic=Characteristic.RACE,
            wording="What is your ethnic group?",
            why_we_ask="to see who is promoted",
        ),
        DiversityQuestion(
            characteristic=Characteristic.AGE, wording="Which age band are you in?"
        ),
    ),
    publication="Totals only, once a year.",
    delete_by=day(3, 31, 2023),
)
