"""The slots of a poll, ranked: who can come, and what the rules say of each."""

import operator
from collections.abc import Callable, Collection, Iterable
from typing import Any

import attrs
import pendulum

from tpkit import _text
from tpkit._model.ids import ActivityId, SessionId, VenueId
from tpkit._model.portfolio import Portfolio
from tpkit.errors import FieldError
from tpkit.schedule._options.one_session import OneSession, one_session
from tpkit.schedule._options.reasons import barred_by, reasons_against
from tpkit.schedule._polls.people import PollPeople
from tpkit.schedule._polls.poll import Answer, Poll, PollSlot
from tpkit.schedule._terms.moved import in_slot
from tpkit.schedule._terms.session_in_words import where
from tpkit.schedule._terms.slot import Slot, minute_of
from tpkit.schedule._terms.standard import STANDARD_RULES


@attrs.frozen(kw_only=True)
class Standing:
    """How one slot of a poll stands: who can come, and what else matters."""

    slot: PollSlot
    yes: tuple[str, ...]
    """Who can come, as named in the poll."""
    if_need_be: tuple[str, ...]
    """Who can come if need be."""
    no: tuple[str, ...]
    """Who cannot come."""
    silent: tuple[str, ...]
    """Who has not said; they are not counted on."""
    missing: tuple[str, ...]
    """Who has to be there, and has not said that they can."""
    enough: bool
    """Whether as many can come as are needed."""
    venue: VenueId | None = None
    """Where it would be: where the session is now, or, if the rules allow others, in the
    venue that suits best; None where nobody asked."""
    place: str = ""
    """The same in words: `at County Hall`."""
    barred: tuple[str, ...] = ()
    """What was agreed that bars the slot, in words."""
    speaks_against: tuple[str, ...] = ()
    """What was agreed that it breaks at a cost, in words."""
    cost: int = 0
    """What that costs."""
    because: str = ""
    """Why it comes before the next slot; empty for the last."""

    @property
    def can_come(self) -> int:
        """How many can come, those included who can if need be."""
        return len(self.yes) + len(self.if_need_be)

    @property
    def is_possible(self) -> bool:
        """Whether everybody needed and enough people can come, and nothing bars it."""
        return self.enough and not self.missing and not self.barred

    def __str__(self) -> str:
        """Write the slot with the numbers, and a line for each thing to know."""
        asked = self.can_come + len(self.no) + len(self.silent)
        there = f"{self.slot}, {self.place}" if self.place else f"{self.slot}"
        lines = [f"{there}: {self.can_come} of {asked} can come"]
        named = (
            ("yes", self.yes),
            ("if need be", self.if_need_be),
            ("no", self.no),
            ("has not said", self.silent),
            ("has to be there and cannot", self.missing),
        )
        lines += [f"  {word}: {_text.listed(some)}" for word, some in named if some]
        lines += ["  fewer than are needed"] * (not self.enough)
        lines += [f"  not allowed: {reason}" for reason in self.barred]
        lines += [f"  against: {reason}" for reason in self.speaks_against]
        lines += [f"  before the next because {self.because}"] * bool(self.because)
        return "\n".join(lines)


def rank(  # noqa: PLR0913  # one keyword for each thing that may be told
    poll: Poll,
    /,
    portfolio: Portfolio | None = None,
    session: SessionId | ActivityId | None = None,
    *,
    on: pendulum.Date | None = None,
    must: Collection[str] | None = None,
    at_least: int = 1,
    rules: Iterable[Any] = STANDARD_RULES,
) -> tuple[Standing, ...]:
    """Rank the slots of a poll, the best first, and say why each comes before the next.

    Possible slots come first: those for which everybody in *must* and at least so many
    people can come, and which break no hard rule. Then the slot for more people who can
    come, if need be or not; then the one for fewer who would rather not; then the
    cheaper by the rules; then the earlier.

    With a portfolio and one of its sessions (or an activity, for one more session of
    it), each slot is judged as that session's, on the day *on*: led by those who lead
    it now, where it is now or, if rules allow other venues, in the best. Then *must* is, unless you say otherwise, whoever leads it and has
    answered; people are found by id, name, title or address.

    Raises:
        UnknownIdError: somebody in *must* has not answered; *session* is not there.
        FieldError: a portfolio without *session* or *on*, or the other way round; two
            replies are of one person; *at_least* is less than 1.
    """
    if at_least < 1:
        raise FieldError("rank", "at_least", "1 or more", at_least)
    one = _session(portfolio, session, on, rules)
    people = PollPeople([reply.person for reply in poll.replies], portfolio)
    needed = people.leaders(one) if must is None else people.named(must)
    found = [_standing(slot, poll, needed, at_least, one) for slot in poll.slots]
    found.sort(key=lambda standing: [key(standing) for key, _ in _CRITERIA])
    return tuple(
        attrs.evolve(standing, because=_because(standing, following))
        for standing, following in zip(found, [*found[1:], None], strict=True)
    )


def best_slot(  # noqa: PLR0913  # as for `rank`
    poll: Poll,
    /,
    portfolio: Portfolio | None = None,
    session: SessionId | ActivityId | None = None,
    *,
    on: pendulum.Date | None = None,
    must: Collection[str] | None = None,
    at_least: int = 1,
    rules: Iterable[Any] = STANDARD_RULES,
) -> Standing | None:
    """Give the slot that `rank` puts first; None where no slot is possible.

    Raises:
        UnknownIdError: as for `rank`.
        FieldError: as for `rank`.
    """
    ranked = rank(
        poll,
        portfolio,
        session,
        on=on,
        must=must,
        at_least=at_least,
        rules=rules,
    )
    return ranked[0] if ranked[0].is_possible else None


def _session(
    portfolio: Portfolio | None,
    session: str | None,
    on: pendulum.Date | None,
    rules: Iterable[Any],
) -> OneSession | None:
    """Read what the rules say of the session; None where only the answers count."""
    given = {"portfolio": portfolio, "session": session, "on": on}
    if all(value is None for value in given.values()):
        return None
    missing = next((name for name, value in given.items() if value is None), None)
    if portfolio is None or session is None or on is None:
        expected = f"{missing} with {_text.listed(n for n in given if n != missing)}"
        raise FieldError("rank", str(missing), expected, None)
    return one_session("rank", portfolio, session, on=on, rules=rules)


def _standing(
    slot: PollSlot,
    poll: Poll,
    needed: frozenset[str],
    at_least: int,
    one: OneSession | None,
) -> Standing:
    said: dict[Answer | None, list[str]] = {}
    for reply in poll.replies:
        answer = reply.answers[poll.slots.index(slot)]
        said.setdefault(answer, []).append(reply.person)
    yes, if_need_be, no, silent = (
        tuple(sorted(said.get(answer, ()))) for answer in (*Answer, None)
    )
    standing = Standing(
        slot=slot,
        yes=yes,
        if_need_be=if_need_be,
        no=no,
        silent=silent,
        missing=tuple(sorted(needed.difference(yes, if_need_be))),
        enough=len(yes) + len(if_need_be) >= at_least,
    )
    return standing if one is None else _judged(standing, one)


def _judged(standing: Standing, one: OneSession) -> Standing:
    """Say what the rules have against a slot, in the venue that suits it best."""
    venues = {one.venue: None, **dict.fromkeys(one.problem.venues[one.place])}
    slots = (
        Slot(
            day=standing.slot.on.toordinal(),
            start=minute_of(standing.slot.start),
            end=minute_of(standing.slot.end),
            venue=venue,
            leaders=one.leaders,
        )
        for venue in venues
    )
    slot = min(slots, key=one.cost)  # of equals the first, which is where it is now
    found = one.breaches(slot)
    return attrs.evolve(
        standing,
        venue=None if slot.venue is None else VenueId(slot.venue),
        place=where(in_slot(one.session, slot, one.facts), one.facts.portfolio),
        barred=tuple(barred_by(one, slot, found)),
        speaks_against=tuple(reasons_against(one, slot, found)),
        cost=sum(one.costs(slot).values()),
    )


# ----------------------------------------------------------------------------- ranking

_CRITERIA: tuple[
    tuple[Callable[[Standing], Any], Callable[[Standing, Standing], str]], ...
] = (
    (
        lambda one: not one.is_possible,
        lambda _, __: "it is possible and the next is not",
    ),
    (
        lambda one: -one.can_come,
        lambda one, other: f"more can come: {one.can_come}, not {other.can_come}",
    ),
    (
        lambda one: len(one.if_need_be),
        lambda one, other: (
            f"as many can come, and fewer only if need be: "
            f"{len(one.if_need_be)}, not {len(other.if_need_be)}"
        ),
    ),
    (
        operator.attrgetter("cost"),
        lambda one, other: (
            f"as many can come, and it breaks less of what was agreed: "
            f"cost {one.cost:,}, not {other.cost:,}"
        ),
    ),
    (
        operator.attrgetter("slot"),
        lambda _, __: "it is earlier, and nothing else tells the two apart",
    ),
)
"""What slots are ranked by, each with the words for why one comes before another."""


def _because(standing: Standing, following: Standing | None) -> str:
    if following is None:
        return ""
    return next(
        words(standing, following)
        for key, words in _CRITERIA
        if key(standing) != key(following)
    )
