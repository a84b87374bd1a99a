"""Airtime in a learning set: how much, for whom, and in what order."""

from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit import _text
from tpkit._model.activity import ActionLearningSet, Session, SetMeeting, SlotKind
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit.checks._order import in_document_order
from tpkit.checks._sets import (
    meeting_named,
    meetings_of,
    present,
    records,
    sets_going_on,
)
from tpkit.findings import Finding, Severity
from tpkit.groups import contract_slots, out_of_turn, spread, took_place, turns


@attrs.frozen(kw_only=True)
class AirtimeOutOfRange:
    """A presenter has less airtime than an issue needs, or more than others can spare.

    40 minutes is usual, 30 to 60 are found: to present, be asked, be helped, and say
    what to do next. Reporting back on an earlier issue may be shorter. Sources: [PCI],
    [CLAPSON], [YORK].
    """

    code: ClassVar[str] = "TP415"
    rules: ClassVar[tuple[int, ...]] = (71,)

    shortest: int = 30
    """The fewest minutes for a presenter."""
    longest: int = 60
    """The most minutes for a presenter."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # minutes are judged as planned and as recorded
        for number, learning_set in sets_going_on(portfolio):
            minutes = learning_set.contract.airtime_minutes
            if not self.shortest <= minutes <= self.longest:
                yield self._outside(
                    f"$.learning_sets[{number}].contract.airtime_minutes",
                    f"{learning_set.title} gives each presenter",
                    minutes,
                )
        for number, meeting in enumerate(portfolio.set_meetings):
            for place, slot in enumerate(meeting.slots):
                is_new = slot.kind is SlotKind.NEW_ISSUE
                if is_new and not self.shortest <= slot.minutes <= self.longest:
                    yield self._outside(
                        f"$.set_meetings[{number}].slots[{place}].minutes",
                        f"{meeting_named(portfolio, meeting)} gave "
                        f"{portfolio.get(Person, slot.presenter).title}",
                        slot.minutes,
                    )

    def _outside(self, path: str, who: str, minutes: int) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.WARNING,
            path=path,
            message=(
                f"{who} {_text.counted(minutes, 'minute')}; {self.shortest} to "
                f"{self.longest} are needed"
            ),
            remedy="plan 40 minutes for each presenter, and as many as the time allows",
        )


@attrs.frozen(kw_only=True)
class TooFewSlots:
    """A learning set has not time enough for its presenters.

    Over the contract every member presents at least once. A meeting has as many slots
    as airtime fits into what is left after check-in, review and break: three in 180
    minutes, one in 90. A meeting whose presenters together had more time than that ran
    over. Sources: [PCI], [YORK], [INF].
    """

    code: ClassVar[str] = "TP416"
    rules: ClassVar[tuple[int, ...]] = (71,)

    turns_each: int = 1
    """Times each member is to present over the contract."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, learning_set in sets_going_on(portfolio):
            members = len(present(learning_set, on=on)) or learning_set.target_size
            available = contract_slots(learning_set.contract)
            if available < members * self.turns_each:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.learning_sets[{number}].contract",
                    message=(
                        f"{learning_set.title} has time for "
                        f"{_text.counted(available, 'presenter')} over its contract and "
                        f"needs {members * self.turns_each} for "
                        f"{_text.counted(members, 'member')}"
                    ),
                    remedy="add or lengthen meetings, or shorten the airtime",
                )
        for number, meeting in enumerate(portfolio.set_meetings):
            over = _minutes_over(portfolio, meeting)
            if over > 0:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.set_meetings[{number}].slots",
                    message=(
                        f"The presenters of {meeting_named(portfolio, meeting)} had "
                        f"{_text.counted(over, 'minute')} more than there was time for"
                    ),
                    remedy="plan fewer presenters for a meeting of this length",
                )


@attrs.frozen(kw_only=True)
class AirtimeUneven:
    """A learning set's contract is over, and its members have not presented alike.

    Each member has presented at least once, and nobody more than once oftener than
    another. Members who joined late or left are not compared. Judged when every meeting
    has its record. Sources: [PCI], [YORK].
    """

    code: ClassVar[str] = "TP417"
    rules: ClassVar[tuple[int, ...]] = (71,)

    turns_each: int = 1
    """Times each member is to have presented."""
    spread: int = 1
    """The most by which members may differ."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        kept = records(portfolio)
        for number, learning_set in enumerate(portfolio.learning_sets):
            held = [
                s for s in meetings_of(portfolio, learning_set) if took_place(s, on=on)
            ]
            is_over = len(held) >= learning_set.contract.meetings
            if not is_over or any(s.id not in kept for s in held):
                continue
            throughout = [
                m.person
                for m in learning_set.members
                if m.covers(held[0].on) and m.covers(held[-1].on)
            ]
            counts = turns(portfolio, learning_set.id)
            shares = {person: counts[person] for person in throughout}
            unheard = [p for p, count in shares.items() if count < self.turns_each]
            if unheard or spread(shares.values()) > self.spread:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.learning_sets[{number}].members",
                    message=(
                        f"Members of {learning_set.title} presented between "
                        f"{min(shares.values())} and {max(shares.values())} times over "
                        "its contract"
                    ),
                    remedy="give those who presented least the first turns of what follows",
                )


@attrs.frozen(kw_only=True)
class PresenterOutOfTurn:
    """Somebody presented again in a learning set before everybody had had a turn.

    Nobody has a second slot before everybody has had one, nor a third before everybody
    has had two, unless the others gave way, which the slot records. Reporting back on an
    earlier issue is no turn. Source: a decision of this design [DES].
    """

    code: ClassVar[str] = "TP418"
    rules: ClassVar[tuple[int, ...]] = (72,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # a turn that was taken stays taken
        yield from in_document_order(self._found(portfolio))

    def _found(self, portfolio: Portfolio) -> Iterator[Finding]:
        numbers = {m.session: i for i, m in enumerate(portfolio.set_meetings)}
        for learning_set in portfolio.learning_sets:
            for turn in out_of_turn(portfolio, learning_set.id):
                waiting = _text.listed(
                    portfolio.get(Person, person).title for person in turn.waiting
                )
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.set_meetings[{numbers[turn.session]}].slots[{turn.slot}]",
                    message=(
                        f"{portfolio.get(Person, turn.presenter).title} presented for "
                        f"the {_text.ordinal(turn.turn)} time in {learning_set.title} "
                        f"before {waiting} had presented "
                        f"{_text.counted(turn.turn - 1, 'time')}"
                    ),
                    remedy="give the next slots to those who wait, or record who gave way",
                )


def _minutes_over(portfolio: Portfolio, meeting: SetMeeting) -> int:
    session = portfolio.get(Session, meeting.session)
    contract = portfolio.get(ActionLearningSet, session.activity).contract
    around = (
        contract.check_in_minutes + contract.review_minutes + contract.break_minutes
    )
    presenting = sum(slot.minutes for slot in meeting.slots)
    return presenting - (session.minutes - around) if presenting else 0
