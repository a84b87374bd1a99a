"""The risk register as of a day: scores, bands, who must hear, what must be looked at."""

import enum
from collections.abc import Iterator
from decimal import Decimal

import attrs
import pendulum

from tpkit._dates import later
from tpkit._model._checked import AtLeast, Between
from tpkit._model._funding import is_given_up
from tpkit._model.delivery import Project, Risk, RiskScore, RiskStatus
from tpkit._model.ids import GovernanceBodyId, ProjectId, RiskId
from tpkit._model.partnership import GovernanceKind
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date
from tpkit.calendars._instants import the_day
from tpkit.errors import FieldError
from tpkit.track._money.grants import money_of_projects

_SCORE = Between(1, 25)


class RiskBand(enum.StrEnum):
    """How much a risk's score weighs [OK]."""

    LOW = "low"
    """1 to 4, unless the policy says otherwise."""
    MEDIUM = "medium"
    """5 to 9."""
    HIGH = "high"
    """10 to 14."""
    VERY_HIGH = "very_high"
    """15 to 25."""


@attrs.frozen(kw_only=True)
class RiskPolicy:
    """The thresholds of a risk register.

    Raises:
        FieldError: a threshold is no score from 1 to 25, the shares do not follow one
            another, or a risk would be looked at after less than a month.
    """

    medium_from: int = attrs.field(default=5, validator=_SCORE)
    """The lowest score of the medium band."""
    high_from: int = attrs.field(default=10, validator=_SCORE)
    """The lowest score of the high band."""
    very_high_from: int = attrs.field(default=15, validator=_SCORE)
    """The lowest score of the very high band."""
    escalate_from: int = attrs.field(default=15, validator=_SCORE)
    """The lowest score of which the board is told at its next meeting."""
    review_months: int = attrs.field(default=1, validator=AtLeast(1))
    """Months after which a risk is looked at again, where it has no date for that."""
    impact_shares: tuple[Decimal, Decimal, Decimal, Decimal] = (
        Decimal(1),
        Decimal(5),
        Decimal(10),
        Decimal(25),
    )
    """Percent of the grant that part impacts 1 and 2, 2 and 3, 3 and 4, 4 and 5: less than
    the first is 1; up to each of the others, itself counted, is 2, 3 and 4 [DES]."""

    def __attrs_post_init__(self) -> None:
        shares = self.impact_shares
        if min(shares) < 0 or list(shares) != sorted(shares):
            expected = "four percentages from 0 up, the smallest first"
            raise FieldError("RiskPolicy", "impact_shares", expected, shares)

    def band(self, score: int, /) -> RiskBand:
        """Give the band of a score from 1 to 25."""
        if score >= self.very_high_from:
            return RiskBand.VERY_HIGH
        if score >= self.high_from:
            return RiskBand.HIGH
        return RiskBand.MEDIUM if score >= self.medium_from else RiskBand.LOW

    def impact(self, exposure: Decimal, money: Decimal, /) -> int:
        """Give the impact, 1 to 5, of losing *exposure* out of *money*, both in pounds.

        A council's scale, which begins at £50,000, cannot tell the risks of a small grant
        apart; a share of the grant can.

        Raises:
            FieldError: one of them is below 0.
        """
        for name, amount in (("exposure", exposure), ("money", money)):
            if amount < 0:
                raise FieldError("impact", name, "0 pounds or more", amount)
        first, *others = self.impact_shares
        if exposure * 100 < first * money:
            return 1
        return 2 + sum(exposure * 100 > share * money for share in others)


DEFAULT = RiskPolicy()


@attrs.frozen(kw_only=True)
class RiskStanding:
    """How one risk stands on a day."""

    risk: RiskId
    path: str
    """Its place in the portfolio."""
    event: str
    """What may happen."""
    project: ProjectId
    project_title: str
    """The project it threatens."""
    score: RiskScore | None
    """As things stand, or else before anything was done; None if never scored."""
    band: RiskBand | None
    """The band of the score."""
    exposure: Decimal | None
    """Pounds it would cost."""
    impact_by_money: int | None
    """The impact, 1 to 5, that this share of the project's money calls for; None where
    either is not known."""
    must_be_escalated: bool
    """Whether its score is for the board to hear of."""
    escalate_by: pendulum.Date | None
    """The board's first meeting since the risk was raised; where none is recorded, a month
    after that, or as long as the policy says; None where nothing is dated."""
    escalated_on: pendulum.Date | None
    """When the board was told."""
    is_escalation_overdue: bool
    """Whether the board ought to have been told by the day asked about, and was not."""
    review_due: pendulum.Date | None
    """When it is to be looked at next; None where nothing about it is dated."""
    is_review_overdue: bool
    """Whether that day is over."""

    @property
    def total(self) -> int:
        """Likelihood times impact; 0 if never scored."""
        return 0 if self.score is None else self.score.total

    @property
    def sentence(self) -> str:
        """How it stands, in words, without a full stop."""
        words = f"{self.event}: not scored"
        if self.band is not None:
            words = f"{self.event}: {self.total}, {self.band.value.replace('_', ' ')}"
        if self.is_escalation_overdue:
            words += "; the board has not been told"
        if self.is_review_overdue and self.review_due is not None:
            words += f"; to be looked at since {long_date(self.review_due)}"
        return words


@attrs.frozen(kw_only=True)
class RiskRegister:
    """The risks that are open on a day, the highest score first; `risks` makes one."""

    on: pendulum.Date
    """The day it is about."""
    risks: tuple[RiskStanding, ...]
    """Those open, by score; where it is equal, in document order."""

    @property
    def to_escalate(self) -> tuple[RiskStanding, ...]:
        """The risks of which the board ought to have been told, and was not."""
        return tuple(risk for risk in self.risks if risk.is_escalation_overdue)

    @property
    def to_review(self) -> tuple[RiskStanding, ...]:
        """The risks that ought to have been looked at by now."""
        return tuple(risk for risk in self.risks if risk.is_review_overdue)

    @property
    def matrix(self) -> tuple[tuple[int, ...], ...]:
        """How many risks have each likelihood (rows, 5 first) and impact (1 to 5)."""
        scores = [risk.score for risk in self.risks if risk.score is not None]
        return tuple(
            tuple(
                sum(s.likelihood == likelihood and s.impact == impact for s in scores)
                for impact in range(1, 6)
            )
            for likelihood in range(5, 0, -1)
        )


def risks(
    portfolio: Portfolio, /, *, on: pendulum.Date, policy: RiskPolicy = DEFAULT
) -> RiskRegister:
    """Give the risks open on a day, the highest score first.

    The score is likelihood times impact as things stand, or else before anything was
    done. The impact that money calls for is read off the share that the exposure has of
    the project's grants, or of what its bid was awarded or asked for. Risks of projects
    that do not go ahead are left out.
    """
    day = the_day("risks", on)
    found = [*standings(portfolio, on=day, policy=policy)]
    found.sort(key=lambda risk: -risk.total)
    return RiskRegister(on=day, risks=tuple(found))


def standings(
    portfolio: Portfolio, *, on: pendulum.Date, policy: RiskPolicy
) -> Iterator[RiskStanding]:
    """Yield how each open risk stands, in document order."""
    money = money_of_projects(portfolio)
    boards = _Boards(portfolio)
    projects = {project.id: project for project in portfolio.projects}
    for number, risk in enumerate(portfolio.risks):
        project = projects[risk.project]
        if not is_open(risk, on) or is_given_up(portfolio, project):
            continue
        score = risk.inherent if risk.current is None else risk.current
        must = score is not None and score.total >= policy.escalate_from
        since = risk.raised_on or risk.reviewed_on
        by = _next_meeting(since, boards.meetings(project), policy) if must else None
        told = risk.escalated_on is not None and risk.escalated_on <= on
        due = _review_due(risk, policy)
        yield RiskStanding(
            risk=risk.id,
            path=f"$.risks[{number}]",
            event=risk.event,
            project=project.id,
            project_title=project.title,
            score=score,
            band=None if score is None else policy.band(score.total),
            exposure=risk.exposure,
            impact_by_money=_by_money(risk, money.get(risk.project), policy),
            must_be_escalated=must,
            escalate_by=by,
            escalated_on=risk.escalated_on,
            is_escalation_overdue=must and not told and (by is None or by < on),
            review_due=due,
            is_review_overdue=due is not None and due < on,
        )


def is_open(risk: Risk, on: pendulum.Date) -> bool:
    """Say whether a risk had been raised by a day, and could still happen."""
    if risk.raised_on is not None and on < risk.raised_on:
        return False
    if risk.closed_on is not None:
        return on < risk.closed_on
    return risk.status is RiskStatus.OPEN


# ------------------------------------------------------------------------- machinery


def _by_money(risk: Risk, money: Decimal | None, policy: RiskPolicy) -> int | None:
    if risk.exposure is None or money is None or money <= 0:
        return None
    return policy.impact(risk.exposure, money)


def _review_due(risk: Risk, policy: RiskPolicy) -> pendulum.Date | None:
    if risk.review_date is not None:
        return risk.review_date
    seen = risk.reviewed_on or risk.raised_on
    return None if seen is None else later(seen, months=policy.review_months)


Meetings = tuple[pendulum.Date, ...]


@attrs.frozen
class _Boards:
    """When boards meet; asked for few projects, so worked out as it is asked."""

    portfolio: Portfolio
    known: dict[GovernanceBodyId | None, Meetings] = attrs.field(factory=dict)

    def meetings(self, project: Project) -> Meetings:
        """Give when a project's board meets: its own, or else the strategic one."""
        if project.board not in self.known:
            self.known[project.board] = self._dates(project.board)
        return self.known[project.board]

    def _dates(self, board: GovernanceBodyId | None) -> Meetings:
        boards = [
            body.id
            for body in self.portfolio.governance_bodies
            if body.kind is GovernanceKind.STRATEGIC_BOARD
        ]
        return tuple(
            sorted(
                session.on
                for id in (boards if board is None else [board])
                for session in self.portfolio.sessions_of(id)
                if session.status.happens
            )
        )


def _next_meeting(
    since: pendulum.Date | None, meetings: Meetings, policy: RiskPolicy
) -> pendulum.Date | None:
    after = [day for day in meetings if since is None or since <= day]
    if after:
        return after[0]
    return None if since is None else later(since, months=policy.review_months)
