from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar

import attrs
import pendulum

from tpkit._dates import later
from tpkit._model.ids import OrganisationId
from tpkit._model.money import Bid, BidStatus
from tpkit._model.partnership import (
    Agreement,
    AgreementKind,
    ContributionBasis,
    FundingPeriod,
    Membership,
)
from tpkit._model.people import Organisation
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date, pounds
from tpkit.checks._check import Check
from tpkit.checks._days import year_label
from tpkit.checks._funding import is_teaching_partnership
from tpkit.findings import Finding, Severity


@attrs.frozen(kw_only=True)
class AgreementWithoutReview:
    """A memorandum in force does not say when it will be reviewed.

    The national principles for partnerships ask for a memorandum of co-operation that
    is reviewed regularly [CC11]. How often is left to the partners; a year after
    signing is usual [OK].
    """

    code: ClassVar[str] = "TP111"
    rules: ClassVar[tuple[int, ...]] = (3,)

    kinds: tuple[AgreementKind, ...] = (AgreementKind.MEMORANDUM,)
    """The kinds of agreement that need a review date."""
    review_after_months: int = 12
    """Months from the last signature to the review, where the agreement is silent."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, agreement in enumerate(portfolio.agreements):
            if agreement.kind not in self.kinds or not _in_force(agreement, on):
                continue
            if agreement.review_date is None:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.agreements[{index}].review_date",
                    message=f"{agreement.title} has no review date",
                    remedy=self._remedy(agreement, on),
                )

    def _remedy(self, agreement: Agreement, on: pendulum.Date) -> str:
        signed = [signature.signed_on for signature in agreement.signatures]
        signed += [agreement.start] if agreement.start else []
        if not signed:
            return "agree on one"
        due = later(max(signed), months=self.review_after_months)
        if due < on:
            return f"review it and agree on one; {long_date(due)} would have been usual"
        return f"agree on one; {long_date(due)} would be usual"


@attrs.frozen(kw_only=True)
class AgreementReviewOverdue:
    """An agreement in force should have been reviewed by now.

    A memorandum that is reviewed regularly is one of the national principles [CC11].
    """

    code: ClassVar[str] = "TP112"
    rules: ClassVar[tuple[int, ...]] = (3,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, agreement in enumerate(portfolio.agreements):
            due = agreement.review_date
            if due is not None and due < on and _in_force(agreement, on):
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.agreements[{index}].review_date",
                    message=f"{agreement.title} was due for review on {long_date(due)}",
                    remedy="review it, and record the next review date",
                )


@attrs.frozen(kw_only=True)
class MemberWithoutAgreement:
    """A full member had signed no agreement in force when a bid went in.

    Clear responsibilities under a signed memorandum are one of the national principles
    [CC11], and a bid is made in the name of all. Each member is named once, with the
    first such bid. A bid that is in internal approval is judged as if it went in on the
    day of the run. A signature that stands on the membership alone counts where no
    agreement is named there.
    """

    code: ClassVar[str] = "TP113"
    rules: ClassVar[tuple[int, ...]] = (4,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        if not is_teaching_partnership(portfolio):
            return
        sent = [
            (bid, day)
            for bid in portfolio.bids
            if (day := _sent_or_about_to_be(bid, on)) is not None
        ]
        for index, membership in enumerate(portfolio.memberships):
            without = [
                (bid, day)
                for bid, day in sent
                if membership.role.is_full
                and membership.covers(day)
                and not _bound(portfolio, membership, day)
            ]
            if without:
                (bid, day), member = without[0], membership.organisation
                name = portfolio.get(Organisation, member).name
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.memberships[{index}]",
                    message=(
                        f"{name} has no signed agreement in force on {long_date(day)}, "
                        f"for the submission of {bid.title}"
                    ),
                    remedy="have the memorandum signed, or record the signature",
                )


@attrs.frozen(kw_only=True)
class MembershipUndated:
    """Memberships have no first day.

    Partnerships grow and merge, and figures for a past period must count the members of
    that period: the national evaluation counts 23 partnerships and analyses 22 [SWNET].
    A membership without dates is counted for all time.
    """

    code: ClassVar[str] = "TP114"
    rules: ClassVar[tuple[int, ...]] = (8,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        undated = [m for m in portfolio.memberships if m.joined is None]
        if undated:
            yield Finding(
                code=self.code,
                severity=Severity.INFO,
                path="$.memberships",
                message=f"{counted(len(undated), 'membership')} without a first day",
                remedy="record when each organisation joined",
            )


@attrs.frozen(kw_only=True)
class MembershipsOverlap:
    """One organisation belongs twice at one time.

    It would be counted twice in the figures of that period [SWNET]. An organisation
    that left and came back, or changed its role, has two memberships that follow each
    other.
    """

    code: ClassVar[str] = "TP115"
    rules: ClassVar[tuple[int, ...]] = (8,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        before: dict[OrganisationId, list[Membership]] = {}
        for index, membership in enumerate(portfolio.memberships):
            earlier = before.setdefault(membership.organisation, [])
            if any(_overlap(membership, other) for other in earlier):
                name = portfolio.get(Organisation, membership.organisation).name
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.memberships[{index}]",
                    message=f"{name} has two memberships at the same time",
                    remedy="end the first before the second begins, or delete one",
                )
            earlier.append(membership)


@attrs.frozen(kw_only=True)
class ContributionFromNonMember:
    """Somebody contributes for a year in which they were no member.

    Either the membership's dates are wrong or the contribution's year is [SWNET].
    Bought places are left out: partnerships sell places to non-members too [SHEFN].
    """

    code: ClassVar[str] = "TP116"
    rules: ClassVar[tuple[int, ...]] = (8, 10)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        memberships: dict[OrganisationId, list[Membership]] = {}
        for membership in portfolio.memberships:
            memberships.setdefault(membership.organisation, []).append(membership)
        for index, contribution in enumerate(portfolio.contributions):
            if contribution.basis is ContributionBasis.TRADED:
                continue
            belonged = any(
                _in_year(membership, contribution.year)
                for membership in memberships.get(contribution.member, ())
            )
            if not belonged:
                name = portfolio.get(Organisation, contribution.member).name
                year = year_label(contribution.year)
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.contributions[{index}].member",
                    message=f"{name} contributes for {year} but was no member then",
                    remedy="correct the membership's dates or the contribution's year",
                )


@attrs.frozen(kw_only=True)
class ContributionLate:
    """A member's contribution was invoiced long ago and is not paid.

    Thirty days is the usual term of an invoice [OK].
    """

    code: ClassVar[str] = "TP117"
    rules: ClassVar[tuple[int, ...]] = (10,)

    days: int = 30
    """Calendar days after the invoice in which it should be paid."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for index, contribution in enumerate(portfolio.contributions):
            if contribution.invoiced_on is None or contribution.paid_on is not None:
                continue
            due = later(contribution.invoiced_on, days=self.days)
            if due < on:
                name = portfolio.get(Organisation, contribution.member).name
                year = year_label(contribution.year)
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.contributions[{index}].paid_on",
                    message=(
                        f"The contribution of {name} for {year} was due on "
                        f"{long_date(due)} and is not paid"
                    ),
                    remedy="remind the member, or record the payment",
                )


@attrs.frozen(kw_only=True)
class ContributionsDoNotSum:
    """The members' contributions for a year are not what was budgeted.

    The sum of the contributions of a financial year is compared, to the penny, with the
    yearly income of the funding period in which that year begins [OK]. Contributions in
    kind and bought places are left out, and so are years without a budget or without
    contributions.
    """

    code: ClassVar[str] = "TP118"
    rules: ClassVar[tuple[int, ...]] = (10,)

    bases: tuple[ContributionBasis, ...] = (
        ContributionBasis.FLAT,
        ContributionBasis.BANDED,
        ContributionBasis.PER_HEAD,
        ContributionBasis.PERCENT,
    )
    """The bases of contributions that are paid as subscriptions."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        sums: dict[int, Decimal] = {}
        for contribution in portfolio.contributions:
            if contribution.basis in self.bases:
                amount = contribution.amount or Decimal(0)
                so_far = sums.get(contribution.year, Decimal(0))
                sums[contribution.year] = so_far + amount
        for index, period in enumerate(portfolio.partnership.funding):
            for year, total in sorted(sums.items()):
                budgeted = period.yearly_income
                if budgeted is None or budgeted == total:
                    continue
                if _begins_in(year, period):
                    yield self._differs(index, budgeted, year, total)

    def _differs(
        self, index: int, budgeted: Decimal, year: int, total: Decimal
    ) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.WARNING,
            path=f"$.partnership.funding[{index}].yearly_income",
            message=(
                f"Contributions for {year_label(year)} come to {pounds(total)}, "
                f"{pounds(abs(budgeted - total))} "
                f"{'more' if total > budgeted else 'less'} than budgeted"
            ),
            remedy="correct the contributions, or the budgeted income",
        )


def _in_force(agreement: Agreement, on: pendulum.Date) -> bool:
    return (agreement.start is None or agreement.start <= on) and (
        agreement.end is None or on <= agreement.end
    )


def _sent_or_about_to_be(bid: Bid, on: pendulum.Date) -> pendulum.Date | None:
    return on if bid.status is BidStatus.INTERNAL_APPROVAL else bid.submitted_on


def _bound(portfolio: Portfolio, membership: Membership, day: pendulum.Date) -> bool:
    on_its_own = membership.agreement is None and membership.signed_on
    signed = [membership.signed_on] if on_its_own else []
    for agreement in portfolio.agreements:
        its_own = agreement.id == membership.agreement
        if not _in_force(agreement, day) or not (
            its_own or agreement.kind is AgreementKind.MEMORANDUM
        ):
            continue
        signed.append(agreement.signed_by(membership.organisation))
        signed += [membership.signed_on] if its_own else []
    return any(on is not None and on <= day for on in signed)


def _overlap(one: Membership, other: Membership) -> bool:
    return _joined_by(one, other.left) and _joined_by(other, one.left)


def _joined_by(membership: Membership, day: pendulum.Date | None) -> bool:
    return day is None or membership.joined is None or membership.joined <= day


def _in_year(membership: Membership, year: int) -> bool:
    first, last = pendulum.Date(year, 4, 1), pendulum.Date(year + 1, 3, 31)
    return _joined_by(membership, last) and (
        membership.left is None or first <= membership.left
    )


def _begins_in(year: int, period: FundingPeriod) -> bool:
    first = pendulum.Date(year, 4, 1)
    return period.start <= first and (period.end is None or first <= period.end)


CHECKS: tuple[Check, ...] = (
    AgreementWithoutReview(),
    AgreementReviewOverdue(),
    MemberWithoutAgreement(),
    MembershipUndated(),
    MembershipsOverlap(),
    ContributionFromNonMember(),
    ContributionLate(),
    ContributionsDoNotSum(),
)
