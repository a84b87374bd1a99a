"""Riverside's money: a bid, its grant, its claims and its returns."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import pendulum

from tpkit._model.delivery import (
    DeliverableStatus,
    Evidence,
    EvidenceKind,
    Indicator,
    Outcome,
    Phase,
    ProjectStatus,
)
from tpkit._model.ids import (
    BidId,
    BudgetLineId,
    ClaimId,
    FundingRoundId,
    GovernanceBodyId,
    GrantId,
    MonitoringReturnId,
    OrganisationId,
    OutcomeId,
    PersonId,
    PhaseId,
    ProjectId,
    SessionId,
)
from tpkit._model.money import (
    Beneficiaries,
    Bid,
    BidStatus,
    BudgetLine,
    Claim,
    ClaimLine,
    CostCategory,
    Dissemination,
    Expense,
    FundingRound,
    Grant,
    GrantStatus,
    Ineligibility,
    MatchFunding,
    MonitoringReturn,
    Output,
    Quarter,
    ReturnStatus,
)
from tpkit._model.participation import Attendance
from tpkit._model.partnership import GovernanceBody, GovernanceKind
from tpkit._model.people import (
    CareerStage,
    Employment,
    Organisation,
    OrganisationKind,
    Person,
    ProfessionalRole,
)
from tpkit._model.portfolio import Portfolio
from tpkit.report._document.samples import Samples
from tpkit.report._samples.riverside import ON, bare, day, riverside

Build = Callable[[Portfolio, pendulum.Date, str], Any]


def funded(
    build: Build,
    subject: str,
    *,
    on: pendulum.Date = ON,
    more: Callable[[Any], Any] = lambda context: context,
    is_over: bool = False,
) -> Callable[[], Samples]:
    """Give what makes samples: of a grant about which little is known, and of Riverside's.

    *more* adds to the typical one what no portfolio holds. Where the project *is_over*,
    the least is a project without a bid.
    """

    def samples() -> Samples:
        typical = riverside_ended() if is_over else riverside_funded()
        minimal = build(barely_funded(), on, subject)
        if is_over:
            minimal = build(bare(), on, "project")
        return Samples(minimal=minimal, typical=more(build(typical, on, subject)))

    return samples


def barely_funded() -> Portfolio:
    """Give a portfolio with a bid, a grant, a claim and a return, and little in them."""
    funder = Organisation(
        id=OrganisationId("dfe"), name="Funder", kind=OrganisationKind.GOVERNMENT
    )
    round_ = FundingRound(id=FundingRoundId("round"), title="Round", funder=funder.id)
    bid = Bid(id=BidId("bid"), title="Bid", round=round_.id)
    plain = bare()
    return attrs.evolve(
        plain,
        organisations=(funder,),
        funding_rounds=(round_,),
        bids=(bid,),
        projects=(
            attrs.evolve(plain.projects[0], id=ProjectId("barriers"), bid=bid.id),
        ),
        grants=(
            Grant(
                id=GrantId("grant"),
                title="Grant",
                bid=bid.id,
                amount=Decimal(1000),
                start=day(4, 1, 2021),
                end=day(3, 31),
            ),
        ),
        claims=(Claim(id=ClaimId("q3"), grant=GrantId("grant"), **_Q3),),
        monitoring_returns=(
            MonitoringReturn(
                id=MonitoringReturnId("q3"), grant=GrantId("grant"), **_Q3
            ),
        ),
    )


_Q3: dict[str, Any] = {"year": 2021, "quarter": Quarter.Q3}


def riverside_funded() -> Portfolio:
    """Give Riverside with a bid, its grant, its claims and its returns."""
    plain = riverside()
    return attrs.evolve(
        plain,
        people=(*plain.people, CFO),
        funding_rounds=(ROUND,),
        bids=(BID,),
        grants=(GRANT,),
        budget_lines=BUDGET,
        claims=CLAIMS,
        monitoring_returns=(RETURN,),
        outcomes=OUTCOMES,
        governance_bodies=(BOARD,),
        projects=(
            attrs.evolve(plain.projects[0], board=BOARD.id),
            *plain.projects[1:],
        ),
        phases=PHASES,
        deliverables=(
            attrs.evolve(
                plain.deliverables[0],
                description="A toolkit for those who appoint and promote.",
                target=6,
                unit="toolkits",
            ),
            *plain.deliverables[1:],
        ),
    )


def riverside_ended() -> Portfolio:
    """Give Riverside when its project is over and its money is spent."""
    funded = riverside_funded()
    barriers, bridge = funded.projects
    toolkit, map_ = funded.deliverables
    return attrs.evolve(
        funded,
        projects=(
            attrs.evolve(
                barriers,
                previous_titles=("The glass ceiling",),
                status=ProjectStatus.DELIVERED,
                actual_end=day(4, 8),
            ),
            bridge,
        ),
        deliverables=(
            attrs.evolve(
                toolkit,
                delivered_on=day(3, 31),
                status=DeliverableStatus.ACCEPTED,
                evidence=(
                    Evidence(
                        statement="the toolkit is on the partnership's site",
                        source="https://riverside.example/toolkit",
                    ),
                    Evidence(statement="six councils have been sent it"),
                ),
            ),
            map_,
        ),
        milestones=tuple(
            attrs.evolve(milestone, actual=milestone.forecast or day(2, 4))
            for milestone in funded.milestones
        ),
        budget_lines=tuple(
            attrs.evolve(
                line,
                actual=line.forecast or line.planned,
                committed=None,
                variance_explanation=WHY.get(line.id, line.variance_explanation),
            )
            for line in funded.budget_lines
        ),
        monitoring_returns=(*funded.monitoring_returns, LAST_RETURN),
        attendances=(
            Attendance(session=SessionId("g1"), person=PersonId("lead")),
            Attendance(session=SessionId("g1"), person=PersonId("sro")),
        ),
        grants=(attrs.evolve(GRANT, returned=Decimal("1899.75")),),
    )


BOARD = GovernanceBody(
    id=GovernanceBodyId("board"),
    title="Partnership board",
    kind=GovernanceKind.STRATEGIC_BOARD,
)
PHASES = (
    Phase(
        id=PhaseId("plan"),
        project=ProjectId("barriers"),
        title="Plan and recruit",
        start=day(4, 1, 2021),
        end=day(12, 31, 2021),
    ),
    Phase(id=PhaseId("listen"), project=ProjectId("barriers"), title="Listen"),
)
CFO = Person(
    id=PersonId("cfo"), title="Director of Finance", role=ProfessionalRole.FINANCE
)
ROUND = FundingRound(
    id=FundingRoundId("round"),
    title="Round for 2021 to 2022",
    programme="Continuous Improvement fund",
    funder=OrganisationId("dfe"),
    closes=day(2, 26, 2021),
    funding_start=day(4, 1, 2021),
    funding_end=day(3, 31),
)
BID = Bid(
    id=BidId("bid"),
    title="Barriers & bridges: racial equity and progression in social work",
    round=ROUND.id,
    reference="CI-21-07",
    lead_contact=PersonId("lead"),
    senior_owner=PersonId("sro"),
    finance_contact=CFO.id,
    partners=(OrganisationId("uni"), OrganisationId("council")),
    pilot_sites=(OrganisationId("council"),),
    rollout_sites=(OrganisationId("uni"),),
    summary=(
        "Research with social workers into what keeps colleagues from Black, Asian and "
        "minoritised backgrounds out of senior posts, and a toolkit that comes of it."
    ),
    aims=(
        "find out what stops people progressing",
        "give employers a toolkit that answers it",
    ),
    rationale=(
        "Senior posts do not look like the workforce.\n\n"
        "What has been tried so far has come from managers, not from those concerned."
    ),
    need=(
        Evidence(
            statement="fewer than one in ten senior managers is from a minoritised "
            "background",
            kind=EvidenceKind.WORKFORCE_DATA,
            source="Workforce return 2020",
            dated=day(11, 2, 2020),
        ),
        Evidence(
            statement="those who left said that they saw no way up",
            kind=EvidenceKind.FEEDBACK,
        ),
    ),
    fit_with_fund="It goes beyond the core programme, which pays for no research.",
    beneficiaries=(
        Beneficiaries(
            number=40,
            role=ProfessionalRole.SOCIAL_WORKER,
            employment=Employment.PERMANENT,
            career_stage=CareerStage.EARLY_CAREER,
        ),
        Beneficiaries(
            number=10, employment=Employment.AGENCY, note="Locum staff are welcome"
        ),
        Beneficiaries(number=6),
    ),
    match_funding=(
        MatchFunding(source=OrganisationId("uni"), amount=Decimal(4500), in_kind=True),
        MatchFunding(source=OrganisationId("council"), amount=Decimal(1000)),
    ),
    sustainability="The six councils keep the toolkit up to date.",
    continued_by=(OrganisationId("council"),),
    running_cost=Decimal(1200),
    exit_plan="Recordings are deleted; the toolkit moves to the partnership's site.",
    dissemination=(
        Dissemination(
            audience="Directors of children's services",
            product="Report",
            by=day(5, 31),
            owner=PersonId("lead"),
        ),
        Dissemination(
            audience="Other teaching partnerships",
            product="Toolkit",
            done_on=day(2, 7),
        ),
    ),
    equality_impact="An equality impact assessment was approved on 1 March 2021.",
    data_protection="DPIA 2021/14",
    amount_requested=Decimal(28500),
    amount_awarded=Decimal(27000),
    accountable_body_signed_off=day(2, 24, 2021),
    status=BidStatus.PART_AWARDED,
)
GRANT = Grant(
    id=GrantId("grant"),
    title="Barriers & bridges grant",
    bid=BID.id,
    amount=Decimal(27000),
    start=day(4, 1, 2021),
    end=day(3, 31),
    reference="CI-21-07/G",
    recipient=OrganisationId("council"),
    underspend_notified_on=day(1, 17),
    status=GrantStatus.ACTIVE,
)


def _bought(what: str, amount: str, on: pendulum.Date, **more: Any) -> Expense:
    return Expense(
        description=what, amount=Decimal(amount), received_on=on, paid_on=on, **more
    )


def _line(
    id: str, category: CostCategory, description: str, planned: str, **more: Any
) -> BudgetLine:
    return BudgetLine(
        id=BudgetLineId(id),
        bid=BID.id,
        category=category,
        description=description,
        planned=Decimal(planned),
        start=GRANT.start,
        end=GRANT.end,
        **more,
    )


BUDGET = (
    _line(
        "research",
        CostCategory.ACADEMIC_TIME,
        "Lecturers' time",
        "14500.50",
        expenses=(
            _bought("Autumn term, first half", "3625.12", day(10, 29, 2021)),
            _bought("Autumn term, second half", "3625.13", day(12, 17, 2021)),
        ),
        committed=Decimal(7250),
        forecast=Decimal("14500.25"),
        evidence="Timesheets, folder F3",
    ),
    _line(
        "groups",
        CostCategory.FEES,
        "Independent facilitators",
        "6000",
        expenses=(_bought("Design of the guide", "900", day(11, 12, 2021)),),
        forecast=Decimal(4800),
        variance_explanation="one group fewer was held, since two were joined",
        evidence="Invoice 118",
    ),
    _line(
        "rooms",
        CostCategory.VENUE,
        "Rooms and refreshments",
        "2499.50",
        expenses=(
            _bought("Town Hall", "340", day(12, 6, 2021)),
            _bought(
                "VAT on the Town Hall",
                "68",
                day(12, 6, 2021),
                ineligible=Ineligibility.RECOVERABLE_VAT,
            ),
        ),
        forecast=Decimal(1800),
    ),
    _line("access", CostCategory.ACCESS, "Interpreters", "4000"),
)
CLAIMS = (
    Claim(
        id=ClaimId("q2"),
        grant=GRANT.id,
        year=2021,
        quarter=Quarter.Q2,
        lines=(ClaimLine(budget_line=BudgetLineId("groups"), amount=Decimal(1200)),),
        submitted_on=day(10, 15, 2021),
        paid=Decimal(1200),
        paid_on=day(11, 5, 2021),
    ),
    Claim(
        id=ClaimId("q3"),
        grant=GRANT.id,
        lines=(
            ClaimLine(
                budget_line=BudgetLineId("research"),
                amount=Decimal("7250.25"),
                spent_on=day(12, 17, 2021),
                evidence="Timesheets, folder F3",
            ),
            ClaimLine(
                budget_line=BudgetLineId("groups"),
                amount=Decimal(900),
                spent_on=day(11, 12, 2021),
            ),
            ClaimLine(budget_line=BudgetLineId("rooms"), amount=Decimal(340)),
        ),
        submitted_on=day(1, 14),
        signed_off_by=CFO.id,
        signed_off_on=day(1, 13),
        query="Please send the invoice for the Town Hall.",
        **_Q3,
    ),
)
RETURN = MonitoringReturn(
    id=MonitoringReturnId("q3"),
    grant=GRANT.id,
    due=day(1, 28),
    summary=(
        "The guide is written and the groups are advertised.\n\n"
        "Recruitment is slower than planned."
    ),
    achievements=("the topic guide was agreed", "40 people registered their interest"),
    next_period=("hold the three focus groups", "write the first draft of the report"),
    support_needed="We ask whether the report may follow in April.",
    outputs=(
        Output(
            title="People registered",
            target=Decimal(30),
            actual=Decimal(40),
            unit="people",
        ),
        Output(title="Councils represented", target=Decimal(6), actual=Decimal(4)),
        Output(title="Groups held", target=Decimal(3), unit="groups"),
    ),
    spent=Decimal("8490.25"),
    forecast=Decimal("25100.25"),
    variance_explanation="one group fewer was held",
    underspend=Decimal("1899.75"),
    case_study="https://riverside.example/case-study",
    signatory=CFO.id,
    status=ReturnStatus.DRAFT,
    **_Q3,
)
WHY = {BudgetLineId("rooms"): "rooms were lent free of charge"}
LAST_RETURN = MonitoringReturn(
    id=MonitoringReturnId("q4"),
    grant=GRANT.id,
    year=2021,
    quarter=Quarter.Q4,
    achievements=("three focus groups were held", "the toolkit was published"),
    outputs=(
        Output(
            title="People registered",
            target=Decimal(30),
            actual=Decimal(40),
            unit="people",
        ),
        Output(
            title="Groups held", target=Decimal(3), actual=Decimal(3), unit="groups"
        ),
    ),
)
OUTCOMES = (
    Outcome(
        id=OutcomeId("seniors"),
        project=ProjectId("barriers"),
        title="Senior posts look like the workforce",
        indicators=(
            Indicator(
                title="Senior managers from minoritised backgrounds",
                unit="percent",
                baseline=Decimal("9.5"),
                baseline_on=day(3, 31, 2021),
                target=Decimal(20),
                target_by=day(3, 31, 2024),
                actual=Decimal("10.5"),
                actual_on=day(12, 1, 2021),
                source="Workforce return",
            ),
            Indicator(title="Applications for senior posts", target=Decimal(1200)),
        ),
        evidence=(Evidence(statement="Two councils have changed how they advertise."),),
    ),
    Outcome(
        id=OutcomeId("heard"),
        project=ProjectId("barriers"),
        title="People feel heard",
    ),
)
