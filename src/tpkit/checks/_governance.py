from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.ids import ActivityId, OrganisationId, PersonId, SessionId
from tpkit._model.partnership import (
    GovernanceBody,
    GovernanceKind,
    GovernanceSeat,
    PartnershipStatus,
)
from tpkit._model.people import (
    Organisation,
    OrganisationKind,
    Person,
    ProfessionalRole,
)
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, listed, long_date
from tpkit.checks._check import Check
from tpkit.checks._funding import is_teaching_partnership
from tpkit.findings import Finding, Severity

_COUNCILS = (OrganisationKind.LOCAL_AUTHORITY, OrganisationKind.CHILDRENS_TRUST)
_UNIVERSITIES = (OrganisationKind.HIGHER_EDUCATION,)
_DAYS_IN_WEEK = 7


@attrs.frozen(kw_only=True)
class QuorumUnsound:
    """A strategic board's quorum is too low to decide for all, or cannot be met.

    A third of the voting seats is the usual least [OK]; a lower number that was agreed
    holds, and is a matter of information. A quorum above the number of voting seats can
    never be reached, which is a warning. Boards without a quorum of their own have the
    default one; boards without recorded seats are not judged.
    """

    code: ClassVar[str] = "TP121"
    rules: ClassVar[tuple[int, ...]] = (5,)

    one_in: int = 3
    """One in so many voting members is the least that may decide; rounded up."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for index, body in _boards(portfolio):
            voters = len(_voting(body))
            if body.quorum is None or not voters:
                continue
            least = -(-voters // self.one_in)
            if least <= body.quorum <= voters:
                continue
            seats = counted(voters, "voting seat")
            yield Finding(
                code=self.code,
                severity=(Severity.INFO if body.quorum < least else Severity.WARNING),
                path=f"$.governance_bodies[{index}].quorum",
                message=f"{body.title} has a quorum of {body.quorum} with {seats}",
                remedy=f"agree on a quorum from {least} to {voters}",
            )


@attrs.frozen(kw_only=True)
class BoardLacksOneSide:
    """A teaching partnership's strategic board has no voting seat for one of its sides.

    A quorum needs at least one council and one university [OK], so a board without
    both cannot decide. Children's trusts count as councils. Boards without recorded
    seats are not judged.
    """

    code: ClassVar[str] = "TP122"
    rules: ClassVar[tuple[int, ...]] = (5,)

    councils: tuple[OrganisationKind, ...] = _COUNCILS
    """The kinds of organisation that sit for the employers."""
    universities: tuple[OrganisationKind, ...] = _UNIVERSITIES
    """The kinds of organisation that sit for the universities."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        if not is_teaching_partnership(portfolio):
            return
        for index, body in _boards(portfolio):
            kinds = _kinds(portfolio, _voting(body))
            sides = (("council", self.councils), ("university", self.universities))
            missing = [side for side, wanted in sides if not kinds & set(wanted)]
            if body.seats and missing:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.governance_bodies[{index}].seats",
                    message=(
                        f"{body.title} has no voting seat for a "
                        f"{listed(missing, joiner='or a')}"
                    ),
                    remedy="give both sides a seat with a vote",
                )


@attrs.frozen(kw_only=True)
class MeetingInquorate:
    """A strategic board met without its quorum.

    The body's own quorum counts; where it has none, a third of the voting seats,
    rounded up. With either goes at least one council and, in a teaching partnership,
    one university [OK], if they have voting seats; whether they should is for TP122 to
    say. A deputy from the same organisation fills a seat; whoever only watches or takes
    the minutes fills none. Only meetings with recorded attendance are judged.
    """

    code: ClassVar[str] = "TP123"
    rules: ClassVar[tuple[int, ...]] = (5,)

    one_in: int = 3
    """One in so many voting members is the default quorum; rounded up."""
    councils: tuple[OrganisationKind, ...] = _COUNCILS
    """The kinds of organisation that sit for the employers."""
    universities: tuple[OrganisationKind, ...] = _UNIVERSITIES
    """The kinds of organisation that sit for the universities."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        boards: dict[ActivityId, GovernanceBody] = {
            body.id: body for _, body in _boards(portfolio) if _voting(body)
        }
        came: dict[SessionId, list[PersonId]] = {}
        for attendance in portfolio.attendances:
            there = came.setdefault(attendance.session, [])
            there += [attendance.person] if attendance.status.came else []
        for index, session in enumerate(portfolio.sessions):
            board = boards.get(session.activity)
            if board is None or session.on > on or session.id not in came:
                continue
            if not session.status.happens:
                continue
            people = [portfolio.get(Person, id) for id in came[session.id]]
            fault = self._fault(portfolio, board, people)
            if fault:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.sessions[{index}]",
                    message=f"{board.title} of {long_date(session.on)} {fault}",
                    remedy="have its decisions confirmed by a meeting with a quorum",
                )

    def _fault(
        self, portfolio: Portfolio, board: GovernanceBody, people: Sequence[Person]
    ) -> str:
        voters = _voting(board)
        needed = board.quorum or -(-len(voters) // self.one_in)
        filled = _filled(portfolio, voters, people)
        if filled < needed:
            seats = counted(needed, "voting seat")
            return f"had {filled} of the {seats} it needs filled"
        there = {person.organisation for person in people}
        wanted = _kinds(portfolio, voters)
        kinds = _kinds(
            portfolio, [s for s in voters if _organisation(portfolio, s) in there]
        )
        sides = {"council": self.councils}
        if is_teaching_partnership(portfolio):
            sides["university"] = self.universities
        for name, side in sides.items():
            if wanted.intersection(side) and kinds.isdisjoint(side):
                return f"had nobody from a {name}"
        return ""


@attrs.frozen(kw_only=True)
class MeetingsTooFarApart:
    """A board or group meets less often than agreed.

    What the body itself agreed counts; where it agreed nothing, a strategic board meets
    quarterly and an operational group every six weeks [OK]. Days of grace keep a moved
    meeting from being reported. Bodies with no meeting in the record are not judged.
    """

    code: ClassVar[str] = "TP124"
    rules: ClassVar[tuple[int, ...]] = (5,)

    strategic_weeks: int = 13
    """Weeks between meetings of a strategic board that agreed nothing else."""
    operational_weeks: int = 6
    """Weeks between meetings of an operational group that agreed nothing else."""
    grace_days: int = 14
    """Calendar days a meeting may be later than that."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        asleep = portfolio.partnership.status in (
            PartnershipStatus.DORMANT,
            PartnershipStatus.CLOSED,
        )
        for index, body in enumerate(portfolio.governance_bodies):
            weeks = self._weeks(body)
            days = [
                session.on
                for session in portfolio.sessions_of(body.id)
                if session.status.happens
            ]
            if days and days[-1] < on and not asleep:
                days.append(on)
            gaps = [b.toordinal() - a.toordinal() for a, b in pairwise(days)]
            if weeks and gaps and max(gaps) > _DAYS_IN_WEEK * weeks + self.grace_days:
                place = gaps.index(max(gaps))
                verb, remedy = self._words(days[place + 1], on)
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.governance_bodies[{index}]",
                    message=(
                        f"{body.title} {verb} for {counted(max(gaps), 'day')} after "
                        f"{long_date(days[place])}; it should "
                        f"{'every week' if weeks == 1 else f'every {weeks} weeks'}"
                    ),
                    remedy=remedy,
                )

    def _words(self, until: pendulum.Date, on: pendulum.Date) -> tuple[str, str]:
        if until < on:
            return "did not meet", "keep to the interval, or agree on a longer one"
        if until == on:
            return "has not met", "arrange a meeting, or agree on a longer interval"
        return "does not meet", "put a meeting between, or agree on a longer interval"

    def _weeks(self, body: GovernanceBody) -> int | None:
        by_kind = {
            GovernanceKind.STRATEGIC_BOARD: self.strategic_weeks,
            GovernanceKind.OPERATIONAL_GROUP: self.operational_weeks,
        }
        return body.meets_every_weeks or by_kind.get(body.kind)


@attrs.frozen(kw_only=True)
class BoardLacksVoices:
    """Nobody from the voluntary sector, or with lived experience, sits on the board.

    The national principles ask partnerships to include the voluntary and independent
    sectors [CC11]; an organisation of people with lived experience can be a formal
    partner [GLTP]. Boards without recorded seats are not judged.
    """

    code: ClassVar[str] = "TP125"
    rules: ClassVar[tuple[int, ...]] = (6,)

    independent: tuple[OrganisationKind, ...] = (
        OrganisationKind.VOLUNTARY_OR_PRIVATE,
        OrganisationKind.SOCIAL_ENTERPRISE,
    )
    """The kinds of organisation that sit for the voluntary and independent sectors."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        if not is_teaching_partnership(portfolio):
            return
        for index, body in _boards(portfolio):
            kinds = _kinds(portfolio, body.seats)
            holders = [s.person for s in body.seats if s.person is not None]
            roles = {portfolio.get(Person, id).role for id in holders}
            lived = (
                OrganisationKind.LIVED_EXPERIENCE in kinds
                or ProfessionalRole.LIVED_EXPERIENCE in roles
            )
            missing = [] if kinds & set(self.independent) else ["the voluntary sector"]
            missing += [] if lived else ["people with lived experience"]
            if body.seats and missing:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.governance_bodies[{index}].seats",
                    message=f"{body.title} has no seat for {listed(missing, joiner='or')}",
                    remedy="offer a seat, or say why not in a suppression",
                )


@attrs.frozen(kw_only=True)
class ChairsBothTiers:
    """One person chairs the strategic board and the operational group.

    The two tiers are there so that one can hold the other to account [DES].
    """

    code: ClassVar[str] = "TP126"
    rules: ClassVar[tuple[int, ...]] = (7,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        above = {id for _, board in _boards(portfolio) for id in board.chairs}
        for index, body in enumerate(portfolio.governance_bodies):
            if body.kind is not GovernanceKind.OPERATIONAL_GROUP:
                continue
            for place, chair in enumerate(body.chairs):
                if chair in above:
                    title = portfolio.get(Person, chair).title
                    yield Finding(
                        code=self.code,
                        severity=Severity.INFO,
                        path=f"$.governance_bodies[{index}].chairs[{place}]",
                        message=f"{title} chairs {body.title} and the strategic board",
                        remedy="share the chairs between two people",
                    )


def _boards(portfolio: Portfolio) -> list[tuple[int, GovernanceBody]]:
    return [
        (index, body)
        for index, body in enumerate(portfolio.governance_bodies)
        if body.kind is GovernanceKind.STRATEGIC_BOARD
    ]


def _voting(body: GovernanceBody) -> list[GovernanceSeat]:
    return [seat for seat in body.seats if seat.voting]


def _kinds(
    portfolio: Portfolio, seats: Sequence[GovernanceSeat]
) -> set[OrganisationKind]:
    ids = [_organisation(portfolio, seat) for seat in seats]
    return {portfolio.get(Organisation, id).kind for id in ids if id is not None}


def _organisation(portfolio: Portfolio, seat: GovernanceSeat) -> OrganisationId | None:
    if seat.organisation is None and seat.person is not None:
        return portfolio.get(Person, seat.person).organisation
    return seat.organisation


def _filled(
    portfolio: Portfolio, seats: Sequence[GovernanceSeat], people: Sequence[Person]
) -> int:
    # By organisation, because a deputy fills a colleague's seat; independent members,
    # who have no organisation, only by coming themselves.
    there = Counter(person.organisation for person in people)
    ids = {person.id for person in people}
    wanted = Counter(_organisation(portfolio, seat) for seat in seats)
    independent = sum(
        seat.person in ids for seat in seats if _organisation(portfolio, seat) is None
    )
    return independent + sum(
        min(number, there[id]) for id, number in wanted.items() if id is not None
    )


CHECKS: tuple[Check, ...] = (
    QuorumUnsound(),
    BoardLacksOneSide(),
    MeetingInquorate(),
    MeetingsTooFarApart(),
    BoardLacksVoices(),
    ChairsBothTiers(),
)
