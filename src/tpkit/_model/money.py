"""Money: funding rounds, bids, grants, budgets, claims and returns."""

import enum
from decimal import Decimal

import attrs
import pendulum

from tpkit._model._checked import (
    AtLeast,
    Between,
    Extra,
    Money,
    Number,
    Percent,
    checked,
    must_follow,
)
from tpkit._model.delivery import Evidence
from tpkit._model.ids import (
    BidId,
    BudgetLineId,
    ClaimId,
    DecisionId,
    FundingRoundId,
    GrantId,
    MonitoringReturnId,
    OrganisationId,
    PersonId,
    ProjectId,
)
from tpkit._model.lifecycle import LifeCycle, Step, must_agree
from tpkit._model.people import CareerStage, Employment, ProfessionalRole

__all__ = [
    "BID_LIFE_CYCLE",
    "GRANT_LIFE_CYCLE",
    "RETURN_LIFE_CYCLE",
    "Beneficiaries",
    "Bid",
    "BidStatus",
    "BudgetLine",
    "Claim",
    "ClaimLine",
    "CostCategory",
    "Criterion",
    "Dissemination",
    "Expense",
    "FundingRound",
    "Grant",
    "GrantStatus",
    "GrantVariation",
    "Ineligibility",
    "MatchFunding",
    "MonitoringReturn",
    "Output",
    "PaymentModel",
    "Quarter",
    "ReturnStatus",
    "RoundEligibility",
    "RoundStatus",
    "VariationKind",
    "Virement",
]


class Quarter(enum.StrEnum):
    """A quarter of the financial year, which runs from 1 April to 31 March."""

    Q1 = "Q1"
    """April to June."""
    Q2 = "Q2"
    """July to September."""
    Q3 = "Q3"
    """October to December."""
    Q4 = "Q4"
    """January to March."""


class RoundEligibility(enum.StrEnum):
    """Who may bid in a funding round [DFEBLOG][S1]."""

    ESTABLISHED = "established"
    """Established teaching partnerships only, as in the Continuous Improvement fund."""
    NEW = "new"
    """Councils and universities not yet in a partnership, as in 2021."""
    ANY = "any"
    """Anybody."""


class RoundStatus(enum.StrEnum):
    """Where a funding round stands."""

    ANNOUNCED = "announced"
    """Known, not yet open."""
    OPEN = "open"
    """Taking bids."""
    CLOSED = "closed"
    """No longer taking bids."""
    ASSESSING = "assessing"
    """Bids are being assessed."""
    DECIDED = "decided"
    """Awards have been announced."""
    CANCELLED = "cancelled"
    """Dropped by the funder, as in April 2024 after bids were in [CC24]."""


class BidStatus(enum.StrEnum):
    """Where a bid stands. Sources: [S1], [CC24]; the names follow public grant practice."""

    DRAFT = "draft"
    """Being written."""
    INTERNAL_APPROVAL = "internal_approval"
    """With the partnership and its accountable body for approval."""
    SUBMITTED = "submitted"
    """With the funder."""
    UNDER_ASSESSMENT = "under_assessment"
    """Being assessed by the funder."""
    CLARIFICATION = "clarification"
    """The funder has asked a question."""
    AWARDED = "awarded"
    """Won, in full."""
    PART_AWARDED = "part_awarded"
    """Won, for less than was asked."""
    RESERVE = "reserve"
    """On the reserve list."""
    UNSUCCESSFUL = "unsuccessful"
    """Not funded."""
    WITHDRAWN = "withdrawn"
    """Taken back by the partnership before a decision."""
    ROUND_CANCELLED = "round_cancelled"
    """The funder cancelled the round before a decision [CC24]."""

    @property
    def is_won(self) -> bool:
        """Whether the bid was awarded, in full or in part."""
        return self in (BidStatus.AWARDED, BidStatus.PART_AWARDED)

    @property
    def is_with_funder(self) -> bool:
        """Whether the bid has been submitted and awaits a decision."""
        return self in _WITH_FUNDER


_WITH_FUNDER = frozenset(
    {
        BidStatus.SUBMITTED,
        BidStatus.UNDER_ASSESSMENT,
        BidStatus.CLARIFICATION,
        BidStatus.RESERVE,
    }
)

_GIVEN_UP = (BidStatus.WITHDRAWN, BidStatus.ROUND_CANCELLED)

BID_LIFE_CYCLE: LifeCycle[BidStatus] = LifeCycle(
    name="bid",
    initial=BidStatus.DRAFT,
    moves={
        BidStatus.DRAFT: (BidStatus.INTERNAL_APPROVAL, *_GIVEN_UP),
        BidStatus.INTERNAL_APPROVAL: (
            # Those who approve may send it back to be written anew.
            BidStatus.DRAFT,
            BidStatus.SUBMITTED,
            *_GIVEN_UP,
        ),
        BidStatus.SUBMITTED: (BidStatus.UNDER_ASSESSMENT, *_GIVEN_UP),
        BidStatus.UNDER_ASSESSMENT: (
            BidStatus.CLARIFICATION,
            BidStatus.AWARDED,
            BidStatus.PART_AWARDED,
            BidStatus.RESERVE,
            BidStatus.UNSUCCESSFUL,
            *_GIVEN_UP,
        ),
        BidStatus.CLARIFICATION: (
            BidStatus.UNDER_ASSESSMENT,
            BidStatus.AWARDED,
            BidStatus.PART_AWARDED,
            BidStatus.RESERVE,
            BidStatus.UNSUCCESSFUL,
            *_GIVEN_UP,
        ),
        # A reserve is not yet decided: the round may be dropped, or the bid, meanwhile.
        BidStatus.RESERVE: (BidStatus.AWARDED, BidStatus.UNSUCCESSFUL, *_GIVEN_UP),
        BidStatus.AWARDED: (),
        BidStatus.PART_AWARDED: (),
        BidStatus.UNSUCCESSFUL: (),
        BidStatus.WITHDRAWN: (),
        BidStatus.ROUND_CANCELLED: (),
    },
)
"""How a bid moves from draft to decision; anything undecided may be given up."""


class GrantStatus(enum.StrEnum):
    """Where a grant stands, from offer to close. Sources: [SHEFF], [HUMBER], [DFEGOL]."""

    OFFERED = "offered"
    """The funder has offered it."""
    TERMS_RECEIVED = "terms_received"
    """The terms and conditions have arrived."""
    ACCOUNTABLE_BODY_APPROVED = "accountable_body_approved"
    """The accountable body has decided to accept, on the record."""
    SIGNED = "signed"
    """The agreement is signed."""
    ACTIVE = "active"
    """Delivery is under way."""
    SUSPENDED = "suspended"
    """Payments or delivery are on hold."""
    ENDED = "ended"
    """The funded period is over."""
    FINAL_CLAIM = "final_claim"
    """The last claim is in."""
    CERTIFIED = "certified"
    """Expenditure has been certified."""
    CLOSED = "closed"
    """Nothing is left to do."""
    DECLINED = "declined"
    """Refused by the partnership."""
    TERMINATED = "terminated"
    """Ended early by the funder, with clawback."""


GRANT_LIFE_CYCLE: LifeCycle[GrantStatus] = LifeCycle(
    name="grant",
    initial=GrantStatus.OFFERED,
    moves={
        GrantStatus.OFFERED: (GrantStatus.TERMS_RECEIVED, GrantStatus.DECLINED),
        GrantStatus.TERMS_RECEIVED: (
            GrantStatus.ACCOUNTABLE_BODY_APPROVED,
            GrantStatus.DECLINED,
        ),
        GrantStatus.ACCOUNTABLE_BODY_APPROVED: (GrantStatus.SIGNED,),
        GrantStatus.SIGNED: (GrantStatus.ACTIVE,),
        GrantStatus.ACTIVE: (
            GrantStatus.SUSPENDED,
            GrantStatus.ENDED,
            GrantStatus.TERMINATED,
        ),
        GrantStatus.SUSPENDED: (
            GrantStatus.ACTIVE,
            GrantStatus.ENDED,
            # Suspension is often the last step before it.
            GrantStatus.TERMINATED,
        ),
        GrantStatus.ENDED: (
            GrantStatus.FINAL_CLAIM,
            # What was paid up front leaves nothing to claim.
            GrantStatus.CERTIFIED,
        ),
        GrantStatus.FINAL_CLAIM: (GrantStatus.CERTIFIED,),
        GrantStatus.CERTIFIED: (GrantStatus.CLOSED,),
        GrantStatus.CLOSED: (),
        GrantStatus.DECLINED: (),
        GrantStatus.TERMINATED: (),
    },
)
"""How a grant moves from offer to close; approval always comes before signature."""


class ReturnStatus(enum.StrEnum):
    """Where a monitoring return stands [LAWI2]."""

    SCHEDULED = "scheduled"
    """Known to be coming."""
    OPEN = "open"
    """The quarter has ended and the return can be written."""
    DRAFT = "draft"
    """Being written."""
    CFO_SIGNED = "cfo_signed"
    """Signed by the recipient's chief finance officer."""
    SUBMITTED = "submitted"
    """With the funder."""
    QUERIED = "queried"
    """The funder has asked a question."""
    ACCEPTED = "accepted"
    """The funder is satisfied."""


RETURN_LIFE_CYCLE: LifeCycle[ReturnStatus] = LifeCycle(
    name="monitoring return",
    initial=ReturnStatus.SCHEDULED,
    moves={
        ReturnStatus.SCHEDULED: (ReturnStatus.OPEN,),
        ReturnStatus.OPEN: (ReturnStatus.DRAFT,),
        ReturnStatus.DRAFT: (ReturnStatus.CFO_SIGNED,),
        ReturnStatus.CFO_SIGNED: (ReturnStatus.SUBMITTED,),
        ReturnStatus.SUBMITTED: (ReturnStatus.QUERIED, ReturnStatus.ACCEPTED),
        ReturnStatus.QUERIED: (ReturnStatus.SUBMITTED,),
        ReturnStatus.ACCEPTED: (),
    },
)
"""How a monitoring return moves from schedule to acceptance."""


class PaymentModel(enum.StrEnum):
    """When a grant is paid [WALES]."""

    QUARTERLY_IN_ARREARS = "quarterly_in_arrears"
    """After each quarter's claim."""
    ADVANCE = "advance"
    """Before each period."""
    UPFRONT = "upfront"
    """All at the start."""


class CostCategory(enum.StrEnum):
    """What money is spent on. Sources: [SPORT], [LAWI1], [SHEFF]."""

    STAFF = "staff"
    """Pay with employer's pension and National Insurance."""
    BACKFILL = "backfill"
    """Cover for practitioners released to take part."""
    PRACTITIONER_TEACHING = "practitioner_teaching"
    """Fees for practitioners who teach."""
    ACADEMIC_TIME = "academic_time"
    """University staff's time."""
    FEES = "fees"
    """Consultants, facilitators and other fees."""
    VENUE = "venue"
    """Hire of rooms and platforms."""
    ACCESS = "access"
    """Interpretation and other access for participants."""
    LIVED_EXPERIENCE = "lived_experience"
    """Payments to people with lived experience."""
    TRANSCRIPTION = "transcription"
    """Transcripts of recordings."""
    EVALUATION = "evaluation"
    """Evaluation."""
    EQUIPMENT = "equipment"
    """Equipment and IT."""
    PROMOTION = "promotion"
    """Promotion and dissemination."""
    TRAVEL = "travel"
    """Travel needed for delivery."""
    LOSS_OF_INCOME = "loss_of_income"
    """Lost trading income; allowed by the COVID support grant only [SHEFN]."""
    OTHER = "other"
    """Anything else; say what in the description."""


class Ineligibility(enum.StrEnum):
    """Why a cost cannot be charged to a grant [LAWI1][FLENS]."""

    RECOVERABLE_VAT = "recoverable_vat"
    """VAT that can be reclaimed."""
    CONTINGENCY = "contingency"
    """Money set aside for nothing in particular."""
    RETROSPECTIVE = "retrospective"
    """Spent before the grant began."""
    LOBBYING = "lobbying"
    """Influencing government."""
    FUNDED_ELSEWHERE = "funded_elsewhere"
    """Already paid for by somebody else."""


class VariationKind(enum.StrEnum):
    """What a grant variation allows."""

    EXTENSION = "extension"
    """A later end date."""
    CARRY_OVER = "carry_over"
    """Spending in the next financial year."""
    VIREMENT = "virement"
    """Moving money between categories."""
    AMOUNT = "amount"
    """More or less money."""
    SCOPE = "scope"
    """Different work."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Criterion:
    """One thing on which a funder scores bids."""

    title: str
    weight: Percent | None = None
    """Its share of the score, in percent; None where the funder did not say."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class FundingRound:
    """A funder's call for bids."""

    id: FundingRoundId
    title: str
    funder: OrganisationId
    """Whose money it is."""
    programme: str = ""
    """The funder's programme: `Teaching Partnership Continuous Improvement fund`."""
    guidance_version: str = ""
    """The version of the guidance that bids were written to."""
    eligible: RoundEligibility = RoundEligibility.ANY
    """Who may bid."""
    status: RoundStatus = RoundStatus.ANNOUNCED
    opens: pendulum.Date | None = None
    """First day for bids."""
    closes: pendulum.Date | None = None
    """Last day for bids."""
    award_expected: pendulum.Date | None = None
    """When the funder means to decide."""
    funding_start: pendulum.Date | None = None
    """First day on which money may be spent."""
    funding_end: pendulum.Date | None = None
    """Last day on which money may be spent; nearly always a 31 March."""
    maximum_award: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """The largest award, in pounds."""
    criteria: tuple[Criterion, ...] = ()
    """What bids are scored on."""
    legal_power: str = ""
    """The law under which it pays: `Children and Social Work Act 2017 s.46` [SHEFF]."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "closes", "opens")
        must_follow(self, "funding_end", "funding_start")


@attrs.frozen(kw_only=True, field_transformer=checked)
class Beneficiaries:
    """How many people of one kind a bid expects to reach."""

    number: int = attrs.field(validator=AtLeast(0))
    """People."""
    role: ProfessionalRole | None = None
    employment: Employment | None = None
    career_stage: CareerStage | None = None
    note: str = ""


@attrs.frozen(kw_only=True, field_transformer=checked)
class MatchFunding:
    """What somebody other than the funder puts in."""

    source: OrganisationId
    """Who puts it in."""
    amount: Money = attrs.field(validator=AtLeast(0))
    """Pounds, or the worth in pounds of what is given in kind."""
    in_kind: bool = False
    """Whether it is time or facilities rather than money."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Dissemination:
    """Somebody who is to be told of the work, and with what [S1]."""

    audience: str
    """Who: `London IRO Regional Forum`."""
    product: str
    """With what: `The workshop's material`."""
    by: pendulum.Date | None = None
    """By when; None where the plan does not say."""
    owner: PersonId | None = None
    """Who sees to it."""
    done_on: pendulum.Date | None = None
    """When it was done."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Bid:
    """An application for money. What it promises hangs on its project."""

    id: BidId
    title: str
    round: FundingRoundId
    reference: str = ""
    """The funder's reference."""
    previous_titles: tuple[str, ...] = ()
    """Earlier titles, oldest first; the id stays when a title changes [NELTP-RE]."""
    lead_contact: PersonId | None = None
    """Who answers the funder's questions."""
    senior_owner: PersonId | None = None
    """The senior responsible owner, named as the grants standards ask [GSOLD]."""
    finance_contact: PersonId | None = None
    """The accountable body's finance officer."""
    partners: tuple[OrganisationId, ...] = ()
    """Who delivers it with the partnership."""
    pilot_sites: tuple[OrganisationId, ...] = ()
    """Where it starts: Newham, for place-based recruitment [S1]."""
    rollout_sites: tuple[OrganisationId, ...] = ()
    """Where it is to go afterwards."""
    summary: str = ""
    """What it is, in a paragraph."""
    aims: tuple[str, ...] = ()
    """What it is for, one sentence each."""
    rationale: str = ""
    """Why it is needed."""
    need: tuple[Evidence, ...] = ()
    """The evidence of need: audits, census figures, feedback."""
    fit_with_fund: str = ""
    """How it goes beyond the core programme, which this fund does not pay for."""
    beneficiaries: tuple[Beneficiaries, ...] = ()
    match_funding: tuple[MatchFunding, ...] = ()
    sustainability: str = ""
    """Who carries the work on after the grant, at what cost, from when."""
    continued_by: tuple[OrganisationId, ...] = ()
    """The organisations that carry it on: six councils, for the IRO forum [S1]."""
    running_cost: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds a year that carrying it on will cost."""
    exit_plan: str = ""
    """What is wound up, and how [DFEGOL]."""
    dissemination: tuple[Dissemination, ...] = ()
    """Who will be told, with what."""
    equality_impact: str = ""
    """The equality impact assessment, or where it is."""
    data_protection: str = ""
    """The data-protection impact assessment's reference."""
    amount_requested: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds asked for."""
    amount_awarded: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds awarded; may be less."""
    accountable_body_signed_off: pendulum.Date | None = None
    """When the accountable body's finance officer signed the bid off."""
    feedback: str = ""
    """What the funder said."""
    conditions: tuple[str, ...] = ()
    """Conditions of the award."""
    status: BidStatus = BidStatus.DRAFT
    history: tuple[Step[BidStatus], ...] = ()
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_agree(self)

    @property
    def submitted_on(self) -> pendulum.Date | None:
        """The day it was last submitted; None where the history does not say."""
        steps = [s.on for s in self.history if s.to is BidStatus.SUBMITTED]
        return steps[-1] if steps else None


@attrs.frozen(kw_only=True, field_transformer=checked)
class GrantVariation:
    """A change to a grant: asked for, and then agreed by the funder in writing."""

    kind: VariationKind
    reason: str
    """Why the grant is to be changed."""
    requested_on: pendulum.Date | None = None
    """When it was asked for; None where the record does not say."""
    agreed_on: pendulum.Date | None = None
    """When the funder agreed; None while it is only asked for, and changes nothing."""
    new_end: pendulum.Date | None = None
    """The new last day, for an extension or a carry-over."""
    amount: Money | None = None
    """The pounds concerned; negative where an amount becomes less."""
    reference: str = ""
    """The funder's letter."""

    def __attrs_post_init__(self) -> None:
        must_follow(self, "agreed_on", "requested_on")


@attrs.frozen(kw_only=True, field_transformer=checked)
class Grant:
    """Money that was awarded, and the terms it came with."""

    id: GrantId
    title: str
    bid: BidId
    amount: Money = attrs.field(validator=AtLeast(0))
    """Pounds."""
    start: pendulum.Date
    """First day on which money may be spent."""
    end: pendulum.Date
    """Last day on which money may be spent, before any variation."""
    reference: str = ""
    """The funder's reference, printed on claims and returns."""
    recipient: OrganisationId | None = None
    """The accountable body that receives it."""
    offered_on: pendulum.Date | None = None
    """When the offer was made."""
    terms_received_on: pendulum.Date | None = None
    """When the terms and conditions arrived."""
    approved_on: pendulum.Date | None = None
    """When the accountable body approved acceptance."""
    approval: DecisionId | None = None
    """The recorded decision to accept [SHEFF]."""
    signed_on: pendulum.Date | None = None
    """When the agreement was signed."""
    payment: PaymentModel = PaymentModel.QUARTERLY_IN_ARREARS
    """When it is paid."""
    virement_limit: Percent | None = None
    """Percent of a category that may be moved unasked; None for the check's default."""
    variance_limit: Percent | None = None
    """Percent beyond which variance is explained; None for the check's default."""
    carry_over_allowed: bool = False
    """Whether the terms allow spending in the next financial year [LAWI2]."""
    return_due_days: int | None = attrs.field(default=None, validator=AtLeast(0))
    """Working days after a quarter in which its return is due; None for the default."""
    certificate_due: pendulum.Date | None = None
    """When the year-end statement of expenditure is due; None for the default."""
    certified_on: pendulum.Date | None = None
    """When the year-end statement was given."""
    final_claim_due: pendulum.Date | None = None
    """The last day for claims, where the terms set one [WALES]."""
    end_report_due: pendulum.Date | None = None
    """When the end-of-project report is due; None for the default."""
    end_report_on: pendulum.Date | None = None
    """When the end-of-project report went in."""
    accrual_forecast_on: pendulum.Date | None = None
    """When the forecast of year-end accruals was given."""
    records_until: pendulum.Date | None = None
    """Until when records must be kept."""
    underspend_notified_on: pendulum.Date | None = None
    """When the funder was told of a forecast underspend."""
    returned: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds paid back to the funder: underspend, or clawback after termination."""
    annexes: tuple[str, ...] = ()
    """The annexes to the agreement, a title or link each: `F: objectives` [DFEGOL]."""
    variations: tuple[GrantVariation, ...] = ()
    status: GrantStatus = GrantStatus.OFFERED
    history: tuple[Step[GrantStatus], ...] = ()
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "end", "start")
        must_agree(self)

    @property
    def last_spend_day(self) -> pendulum.Date:
        """The last day on which money may be spent, agreed variations included."""
        agreed = [v for v in self.variations if v.agreed_on is not None]
        return max([self.end, *(v.new_end for v in agreed if v.new_end is not None)])


@attrs.frozen(kw_only=True, field_transformer=checked)
class Virement:
    """Money moved into (or, if negative, out of) a budget line."""

    amount: Money
    """Pounds; negative when money leaves the line."""
    on: pendulum.Date
    """When it was moved."""
    counterpart: BudgetLineId
    """The line at the other end."""
    approved_on: pendulum.Date | None = None
    """When the funder approved it; None where it was not asked."""
    reason: str = ""
    """Why the money was moved."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Expense:
    """One thing bought, and when it was had, invoiced and paid for.

    What was had by 31 March and is paid later is an accrual of the year that ends.
    """

    description: str
    """What it was."""
    amount: Money
    """Pounds; negative for a refund."""
    received_on: pendulum.Date
    """When the goods or the service were had: the day that says which year pays."""
    invoiced_on: pendulum.Date | None = None
    """When it was invoiced."""
    paid_on: pendulum.Date | None = None
    """When it was paid; None while it has not been."""
    reference: str = ""
    """Where the invoice is."""
    ineligible: Ineligibility | None = None
    """Why it cannot be charged to the grant; None where it can."""

    def __attrs_post_init__(self) -> None:
        must_follow(self, "paid_on", "invoiced_on")


@attrs.frozen(kw_only=True, field_transformer=checked)
class BudgetLine:
    """Planned money for one category over one stretch of time, and what became of it."""

    id: BudgetLineId
    bid: BidId
    """The bid that asked for it; the grant is the bid's."""
    category: CostCategory
    description: str
    """What the money is for."""
    planned: Money = attrs.field(validator=AtLeast(0))
    """Pounds in the approved budget."""
    start: pendulum.Date
    """First day the money is for."""
    end: pendulum.Date
    """Last day the money is for."""
    organisation: OrganisationId | None = None
    """Who spends it."""
    virements: tuple[Virement, ...] = ()
    expenses: tuple[Expense, ...] = ()
    """What was bought, one by one; may be left out where only the total is known."""
    actual: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds spent to date; None for the total of the expenses."""
    committed: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds ordered and not yet spent."""
    forecast: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds expected to have been spent at the end (forecast outturn)."""
    variance_explanation: str = ""
    """Why the outturn differs from the plan."""
    ineligible: Ineligibility | None = None
    """Why it cannot be charged to the grant; None where it can."""
    evidence: str = ""
    """Where the invoices are."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "end", "start")

    @property
    def revised(self) -> Money:
        """The plan with its virements, in pounds."""
        return self.planned + sum(virement.amount for virement in self.virements)

    @property
    def spent(self) -> Money | None:
        """Pounds spent to date: as recorded, or else the total of the expenses."""
        if self.actual is None and self.expenses:
            return sum((e.amount for e in self.expenses), start=Decimal(0))
        return self.actual


@attrs.frozen(kw_only=True, field_transformer=checked)
class ClaimLine:
    """What a claim asks for one budget line."""

    budget_line: BudgetLineId
    amount: Money = attrs.field(validator=AtLeast(0))
    """Pounds claimed."""
    spent_on: pendulum.Date | None = None
    """When it was spent, or the last day of the spending."""
    evidence: str = ""
    """Where the invoices are."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Claim:
    """A quarter's request for payment."""

    id: ClaimId
    grant: GrantId
    year: int = attrs.field(validator=Between(2000, 2100))
    """The calendar year in which the financial year begins: 2021 for 2021/22."""
    quarter: Quarter
    lines: tuple[ClaimLine, ...] = ()
    submitted_on: pendulum.Date | None = None
    """When it went in."""
    signed_off_by: PersonId | None = None
    """The chief finance officer who signed it off [LAWI2]."""
    signed_off_on: pendulum.Date | None = None
    """When."""
    paid: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds paid."""
    paid_on: pendulum.Date | None = None
    """When it was paid."""
    query: str = ""
    """What the funder asked."""
    extra: Extra = ()


@attrs.frozen(kw_only=True, field_transformer=checked)
class Output:
    """Something counted, as a return declared it: people trained, sessions, councils."""

    title: str
    """What is counted: `Staff attending the workshops`."""
    target: Number | None = None
    """How many were promised."""
    actual: Number | None = None
    """How many there were at the end of the quarter."""
    unit: str = ""
    """What each is: `people`, `sessions`, `local authorities`."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class MonitoringReturn:
    """A quarter's report to the funder on one grant. Sources: [LAWI2], [PRHL]."""

    id: MonitoringReturnId
    grant: GrantId
    year: int = attrs.field(validator=Between(2000, 2100))
    """The calendar year in which the financial year begins: 2021 for 2021/22."""
    quarter: Quarter
    due: pendulum.Date | None = None
    """When it is due by agreement; None for the check's default."""
    projects: tuple[ProjectId, ...] = ()
    """The projects it reports on; none means all the grant's."""
    summary: str = ""
    """Progress in a paragraph."""
    achievements: tuple[str, ...] = ()
    """What was achieved, one sentence each."""
    next_period: tuple[str, ...] = ()
    """What comes next, one sentence each."""
    support_needed: str = ""
    """What the partnership asks of the funder."""
    outputs: tuple[Output, ...] = ()
    """The figures it declared, which stand though deliverables move on [GS8]."""
    spent: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds spent to date, as declared in it."""
    forecast: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds expected to have been spent at the end, as declared in it."""
    variance_explanation: str = ""
    """Why spending differs from the plan, as declared in it."""
    underspend: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds of forecast underspend declared in it; an overspend shows in its forecast."""
    case_study: str = ""
    """Where the case study that goes with it is: a link or a file reference."""
    signatory: PersonId | None = None
    """The chief finance officer who signed."""
    status: ReturnStatus = ReturnStatus.SCHEDULED
    history: tuple[Step[ReturnStatus], ...] = ()
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_agree(self)

    @property
    def submitted_on(self) -> pendulum.Date | None:
        """The day it was first submitted; None where it has not been."""
        steps = [s.on for s in self.history if s.to is ReturnStatus.SUBMITTED]
        return steps[0] if steps else None
