from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._dates import later
from tpkit._model.money import GrantStatus
from tpkit._model.partnership import FundingModel, PartnershipStatus
from tpkit._model.people import Organisation, OrganisationKind
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date
from tpkit.checks._check import Check
from tpkit.checks._funding import NOT_TAKEN_UP, is_teaching_partnership
from tpkit.findings import Finding, Severity

_CORE_GRANT_ENDED = pendulum.Date(2024, 3, 31)


@attrs.frozen(kw_only=True)
class EmployerOrUniversityMissing:
    """A teaching partnership has no employer, or no university, as a full member.

    The government's definition is an accredited collaboration of employers and higher
    education institutions [EOI15]; one without the other is none. Members count who
    belong on the day, as lead or full members. A partnership that is closed is left in
    peace, and so are other kinds of joint work.
    """

    code: ClassVar[str] = "TP101"
    rules: ClassVar[tuple[int, ...]] = (1,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        if not is_teaching_partnership(portfolio):
            return
        if portfolio.partnership.status is PartnershipStatus.CLOSED:
            return
        kinds = [
            portfolio.get(Organisation, membership.organisation).kind
            for membership in portfolio.memberships
            if membership.role.is_full and membership.covers(on)
        ]
        if not any(kind.employs for kind in kinds):
            yield self._missing("employer of social workers", "a council or a trust")
        if OrganisationKind.HIGHER_EDUCATION not in kinds:
            yield self._missing("university", "one that teaches social work")

    def _missing(self, what: str, example: str) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.ERROR,
            path="$.memberships",
            message=f"No {what} is a full member",
            remedy=f"record the membership of {example}",
        )


@attrs.frozen(kw_only=True)
class AccountableBodyMissing:
    """Nobody is named as the accountable body.

    One organisation signs the grant agreement and answers for the money on behalf of
    the others [SHEFF][HUMBER]. It has to be known as soon as there is a grant that was
    not declined, and in a teaching partnership that runs on grant.
    """

    code: ClassVar[str] = "TP102"
    rules: ClassVar[tuple[int, ...]] = (2,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        partnership = portfolio.partnership
        runs_on_grant = (
            is_teaching_partnership(portfolio)
            and partnership.status is PartnershipStatus.FUNDED
        )
        has_grant = any(
            grant.status is not GrantStatus.DECLINED for grant in portfolio.grants
        )
        if partnership.accountable_body is None and (runs_on_grant or has_grant):
            yield Finding(
                code=self.code,
                severity=Severity.ERROR,
                path="$.partnership.accountable_body",
                message=f"{partnership.name} names no accountable body",
                remedy="name the organisation that signs for the money",
            )


@attrs.frozen(kw_only=True)
class AccountableBodyUnfit:
    """The accountable body is not of a kind that can hold the grant.

    It must be a legal person able to hold grant: in practice a council, a university or
    an NHS trust [SHEFF][HUMBER].
    """

    code: ClassVar[str] = "TP103"
    rules: ClassVar[tuple[int, ...]] = (2,)

    kinds: tuple[OrganisationKind, ...] = tuple(
        kind for kind in OrganisationKind if kind.may_hold_grant
    )
    """The kinds of organisation that can hold a grant for the others."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        body_id = portfolio.partnership.accountable_body
        if body_id is None:
            return
        body = portfolio.get(Organisation, body_id)
        if body.kind not in self.kinds:
            kind = body.kind.value.replace("_", " ")
            yield Finding(
                code=self.code,
                severity=Severity.ERROR,
                path="$.partnership.accountable_body",
                message=(
                    f"{body.name} is the accountable body, but its kind ({kind}) cannot "
                    "hold the grant for others"
                ),
                remedy="name a member that can hold the grant for the others",
            )


@attrs.frozen(kw_only=True)
class GrantHeldByAnother:
    """A running grant is held by somebody other than the accountable body.

    There is exactly one accountable body at a time [SHEFF][HUMBER]. Grants that are
    over may have had another one, and are not looked at.
    """

    code: ClassVar[str] = "TP104"
    rules: ClassVar[tuple[int, ...]] = (2,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        body_id = portfolio.partnership.accountable_body
        if body_id is None:
            return
        body = portfolio.get(Organisation, body_id)
        for index, grant in enumerate(portfolio.grants):
            if grant.recipient is None or grant.status in NOT_TAKEN_UP:
                continue
            is_running = grant.start <= on <= grant.last_spend_day
            if is_running and grant.recipient != body_id:
                holder = portfolio.get(Organisation, grant.recipient)
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.grants[{index}].recipient",
                    message=(
                        f"{grant.title} is held by {holder.name}, while {body.name} is "
                        "the accountable body"
                    ),
                    remedy="settle which of them answers for the money, and record it",
                )


@attrs.frozen(kw_only=True)
class FundingModelMissing:
    """Nothing says what pays for the partnership since the national grant ended.

    The DfE did not renew the teaching-partnership grant after 31 March 2024, and
    partnerships went on by other means [CC24]. Which means must be stated for all the
    time since. A partnership that is closed is left in peace.
    """

    code: ClassVar[str] = "TP105"
    rules: ClassVar[tuple[int, ...]] = (9,)

    grant_ended: pendulum.Date = _CORE_GRANT_ENDED
    """The last day for which a funding model need not be stated."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        partnership = portfolio.partnership
        if not is_teaching_partnership(portfolio):
            return
        if partnership.status is PartnershipStatus.CLOSED:
            return
        untold = max(
            later(self.grant_ended, days=1), partnership.founded or self.grant_ended
        )
        for period in sorted(partnership.funding, key=lambda p: p.start):
            if period.start <= untold:
                untold = max(untold, later(period.end or on, days=1))
        if untold <= on:
            yield Finding(
                code=self.code,
                severity=Severity.ERROR,
                path="$.partnership.funding",
                message=(
                    f"Nothing says what pays for {partnership.name} from "
                    f"{long_date(untold)}"
                ),
                remedy=(
                    "add a period to the partnership's funding, whose model is "
                    "project_grant, subscription, traded, in_kind or mixed"
                ),
            )


@attrs.frozen(kw_only=True)
class CoreGrantAfterItsEnd:
    """A funding period claims the DfE's core grant for a time when there was none.

    The teaching-partnership grant ended on 31 March 2024; the letter of April 2024 said
    that it would not be renewed [CC24].
    """

    code: ClassVar[str] = "TP106"
    rules: ClassVar[tuple[int, ...]] = (9,)

    grant_ended: pendulum.Date = _CORE_GRANT_ENDED
    """The last day of the core grant."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, period in enumerate(portfolio.partnership.funding):
            if period.model is not FundingModel.CORE_GRANT:
                continue
            last = max(period.start, period.end or on)
            if last > self.grant_ended:
                until = (
                    f"is said to pay until {long_date(last)}"
                    if period.end
                    else "has no last day on record"
                )
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.partnership.funding[{index}]",
                    message=(
                        f"The core grant {until}, but it ended on "
                        f"{long_date(self.grant_ended)}"
                    ),
                    remedy="end the period there, and state what has paid since",
                )


CHECKS: tuple[Check, ...] = (
    EmployerOrUniversityMissing(),
    AccountableBodyMissing(),
    AccountableBodyUnfit(),
    GrantHeldByAnother(),
    FundingModelMissing(),
    CoreGrantAfterItsEnd(),
)
