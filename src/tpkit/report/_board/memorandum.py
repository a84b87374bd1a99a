"""The memorandum of co-operation: what the partners have agreed, ready to be signed."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit._model.partnership import (
    Agreement,
    AgreementKind,
    AgreementSignature,
    GovernanceBody,
    GovernanceKind,
    MembershipRole,
)
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date, pounds
from tpkit.report._words.names import organisation, people
from tpkit.report._words.signing import SignatureLine
from tpkit.report._words.words import Imprint, day, imprint, paragraphs


@attrs.frozen(kw_only=True)
class MemorandumParty:
    """An organisation that the memorandum binds."""

    name: str
    """`Hilltop Council`."""
    role: str
    """`Lead organisation`, `Full member`; empty where it is not recorded as a member."""


@attrs.frozen(kw_only=True)
class BoardFacts:
    """A body that decides or steers."""

    title: str
    """`Strategic Board`."""
    facts: tuple[str, ...]
    """Who chairs it, how often it meets, what it may decide; one sentence each."""


@attrs.frozen(kw_only=True)
class Memorandum:
    """What the template `memorandum` may print. Source: [MOC]."""

    title: str
    """`Memorandum of co-operation`."""
    imprint: Imprint
    """The foot of the page."""
    version: str
    """The version in force."""
    owner: str
    """Who keeps it: the lead organisation; empty to be filled in."""
    in_force: str
    """From when until when it holds, as a sentence."""
    parties: tuple[MemorandumParty, ...]
    """Whom it binds; empty to be filled in."""
    aims: tuple[str, ...]
    """What the partners want, in paragraphs; empty to be filled in."""
    responsibilities: tuple[str, ...]
    """Who does what, in paragraphs; empty to be filled in."""
    boards: tuple[BoardFacts, ...]
    """The bodies that decide or steer."""
    money: tuple[str, ...]
    """Who leads and who answers for money, one sentence each; empty to be filled in."""
    data_sharing: tuple[str, ...]
    """The agreements on sharing data that hold, a title each; empty to be filled in."""
    review: str
    """When it is reviewed, as a sentence; empty to be filled in."""
    leaving: str
    """What notice a partner gives, as a sentence; empty to be filled in."""
    signatures: tuple[SignatureLine, ...]
    """Where each party signs, or when it did."""


def memorandum(portfolio: Portfolio, on: pendulum.Date, subject: str) -> Memorandum:
    """Gather what a memorandum says on that day; what is not recorded is left to fill in.

    Raises:
        UnknownIdError: *subject* is no agreement's id.
    """
    agreement = portfolio.get(Agreement, subject)
    partnership = portfolio.partnership
    return Memorandum(
        title=agreement.title,
        imprint=imprint(partnership, on),
        version=agreement.version,
        owner=organisation(portfolio, partnership.lead_organisation),
        in_force=_in_force(agreement, on),
        parties=tuple(_parties(portfolio, agreement, on)),
        aims=paragraphs(agreement.aims),
        responsibilities=paragraphs(agreement.responsibilities),
        boards=tuple(
            _board(portfolio, body)
            for body in portfolio.governance_bodies
            if body.kind is not GovernanceKind.PROJECT_BOARD
        ),
        money=tuple(_money(portfolio)),
        data_sharing=tuple(
            other.title
            for other in portfolio.agreements
            if other.kind is AgreementKind.DATA_SHARING
            and (other.end is None or on <= other.end)
        ),
        review=_review(agreement, on),
        leaving=_leaving(agreement),
        signatures=tuple(_signatures(portfolio, agreement)),
    )


def memoranda(portfolio: Portfolio) -> dict[str, str]:
    """Give every memorandum with its title."""
    return {
        agreement.id: agreement.title
        for agreement in portfolio.agreements
        if agreement.kind is AgreementKind.MEMORANDUM
    }


def _in_force(agreement: Agreement, on: pendulum.Date) -> str:
    if agreement.end and agreement.end < on:
        return f"This memorandum ended on {long_date(agreement.end)}."
    since = f" from {long_date(agreement.start)}" if agreement.start else ""
    until = f" until {long_date(agreement.end)}" if agreement.end else ""
    if not since and not until:
        return "The first and the last day of this memorandum have not been recorded."
    return f"This memorandum holds{since}{until}."


_ROLES = {
    MembershipRole.LEAD: "Lead organisation",
    MembershipRole.FULL: "Full member",
    MembershipRole.ASSOCIATE: "Associate member",
    MembershipRole.STRATEGIC_PARTNER: "Strategic partner",
    MembershipRole.OBSERVER: "Observer",
}


def _parties(
    portfolio: Portfolio, agreement: Agreement, on: pendulum.Date
) -> Iterator[MemorandumParty]:
    roles = {m.organisation: m.role for m in portfolio.memberships if m.covers(on)}
    for party in agreement.parties:
        role = roles.get(party)
        yield MemorandumParty(
            name=organisation(portfolio, party), role=_ROLES[role] if role else ""
        )


def _board(portfolio: Portfolio, body: GovernanceBody) -> BoardFacts:
    return BoardFacts(title=body.title, facts=tuple(_board_facts(portfolio, body)))


def _board_facts(portfolio: Portfolio, body: GovernanceBody) -> Iterator[str]:
    if body.chairs:
        yield f"Chaired by: {people(portfolio, body.chairs)}."
    if body.meets_every_weeks:
        yield f"Meets every {counted(body.meets_every_weeks, 'week')}."
    if body.quorum:
        yield f"Decides with at least {counted(body.quorum, 'member')} present."
    if body.delegated_limit is not None:
        yield f"May commit up to {pounds(body.delegated_limit)}."


def _money(portfolio: Portfolio) -> Iterator[str]:
    lead = organisation(portfolio, portfolio.partnership.lead_organisation)
    accountable = organisation(portfolio, portfolio.partnership.accountable_body)
    if lead:
        yield f"{lead} leads the partnership."
    if accountable:
        yield (
            f"{accountable} is the accountable body: it signs for grants and answers "
            "for the money."
        )


def _review(agreement: Agreement, on: pendulum.Date) -> str:
    if agreement.review_date is None:
        return ""
    if agreement.review_date < on:
        return f"It was to be reviewed by {long_date(agreement.review_date)}."
    return f"The partners review it by {long_date(agreement.review_date)}."


def _leaving(agreement: Agreement) -> str:
    if agreement.notice_days is None:
        return ""
    notice = counted(agreement.notice_days, "day")
    return f"A partner that wants to leave tells the others at least {notice} before."


def _signatures(portfolio: Portfolio, agreement: Agreement) -> Iterator[SignatureLine]:
    signed = {signature.organisation: signature for signature in agreement.signatures}
    for party in dict.fromkeys([*agreement.parties, *signed]):
        signature = signed.get(party)
        yield SignatureLine(
            capacity=organisation(portfolio, party),
            name=_signatory(portfolio, signature),
            date=day(signature.signed_on) if signature else "",
        )


def _signatory(portfolio: Portfolio, signature: AgreementSignature | None) -> str:
    if signature is None or signature.signatory is None:
        return ""
    person = portfolio.get(Person, signature.signatory)
    return f"{person.name}, {person.title}" if person.name else person.title
