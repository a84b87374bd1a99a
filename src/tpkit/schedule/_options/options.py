"""The best slots for one session, with what speaks for each and what against it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import attrs
import pendulum

from tpkit import _text
from tpkit._model.activity import Session
from tpkit._model.ids import ActivityId, SessionId
from tpkit._model.portfolio import Portfolio
from tpkit.errors import FieldError
from tpkit.schedule._judge.breach_in_words import rule_named
from tpkit.schedule._options.barred import IN_TURN, Bars, barred_times
from tpkit.schedule._options.best_slots import best_slots
from tpkit.schedule._options.one_session import OneSession, one_session
from tpkit.schedule._options.reasons import (
    barred_by,
    out_of_turn,
    reasons_against,
    reasons_for,
)
from tpkit.schedule._terms.moved import in_slot
from tpkit.schedule._terms.session_in_words import led_by, named, when, where
from tpkit.schedule._terms.slot import Slot
from tpkit.schedule._terms.standard import STANDARD_RULES


@attrs.frozen(kw_only=True)
class Option:
    """A slot that one session could have, all other sessions staying where they are."""

    session: Session
    """The session as it would be: its day, hours, venue and facilitators."""
    is_new: bool
    """Whether the session would be created."""
    words: str
    """When, where and by whom it would be held."""
    cost: int
    """What the soft rules that the session breaks there cost; 0 where it breaks none."""
    costs: Mapping[str, int] = attrs.field(hash=False)
    """The cost by the id of the rule, for those that it breaks."""
    speaks_for: tuple[str, ...]
    """Reasons for the slot, as sentences without a full stop."""
    speaks_against: tuple[str, ...]
    """Reasons against it: each soft rule that it breaks, by whom it was agreed, and why."""
    barred: tuple[str, ...] = ()
    """Hard rules that it breaks; only the present slot can break any."""

    def apply(self, portfolio: Portfolio, /) -> Portfolio:
        """Give the portfolio with the session in this slot; its revision is raised."""
        others = portfolio.sessions
        if self.is_new:
            return attrs.evolve(portfolio, sessions=(*others, self.session))
        chosen = (self.session if s.id == self.session.id else s for s in others)
        return attrs.evolve(portfolio, sessions=tuple(chosen))

    def __str__(self) -> str:
        """Write the slot on one line, and a line for each reason."""
        lines = [f"{self.words} (cost {self.cost:,})"]
        lines += [f"  for: {reason}" for reason in self.speaks_for]
        lines += [f"  against: {reason}" for reason in self.speaks_against]
        lines += [f"  not allowed: {reason}" for reason in self.barred]
        return "\n".join(lines)


@attrs.frozen(kw_only=True)
class Barrier:
    """A hard rule that keeps a session out of some days and hours."""

    rule: str
    """The id of the rule; `in-turn` for what needs no agreement: the sessions of an
    activity follow one another in the order of their numbers."""
    words: str
    """What the rule asks, who agreed it and why."""
    times: int
    """How many days and hours it bars, alone or with others; a rule about who or where
    is asked only where no other bars the time, whoever and wherever."""
    alone: int
    """In how many of them the session could be held without it."""

    def __str__(self) -> str:
        """Write the words and the numbers."""
        bars = f"{self.words}: bars {self.times:,} of them"
        return (
            f"{bars}; without it {self.alone:,} would be left" if self.alone else bars
        )


@attrs.frozen(kw_only=True)
class Options:
    """The best slots for one session, the best first; or else what bars them all."""

    title: str
    """What people call the session."""
    present: Option | None
    """The slot in which it stands today; None for a session that would be created."""
    found: tuple[Option, ...]
    """The slots; those of different days first."""
    times: int = 0
    """Where none was found: how many days and hours were looked at."""
    barriers: tuple[Barrier, ...] = ()
    """Where none was found: the rules that bar them; first the rule without which most
    would be left, then the rule that bars most."""

    def __iter__(self) -> Iterator[Option]:
        """Go through the slots, the best first."""
        return iter(self.found)

    def __len__(self) -> int:
        """Count the slots found."""
        return len(self.found)

    def __getitem__(self, place: int) -> Option:
        """Give one slot by its place in the ranking, from 0."""
        return self.found[place]

    def __str__(self) -> str:
        """Write the present slot and then the options, numbered; or what bars them."""
        if not self.found:
            lines = [
                f"{self.title}: nothing is left of {_text.counted(self.times, 'time')} looked at"
            ]
            lines += [f"- {barrier}" for barrier in self.barriers[:_TOLD]]
            more = len(self.barriers) - _TOLD
            lines += [f"- and {_text.counted(more, 'rule')} more"] * (more > 0)
            return "\n".join(lines)
        lines = [self.title]
        lines += [f"now {self.present}"] if self.present else []
        numbered = enumerate(self.found, start=1)
        return "\n".join([*lines, *(f"{n}. {option}" for n, option in numbered)])


_TOLD = 8
"""So many barriers are written out; those that matter least are counted."""


def options(  # noqa: PLR0913  # one keyword for each thing that may be told
    portfolio: Portfolio,
    session: SessionId | ActivityId,
    /,
    n: int = 10,
    *,
    on: pendulum.Date,
    rules: Iterable[Any] = STANDARD_RULES,
    until: pendulum.Date | None = None,
    grid: int = 30,
    minutes: int | None = None,
) -> Options:
    """Give up to *n* slots in which a session could be held, all others staying put.

    Name a session to find other slots for it, or an activity to find slots for one more
    session of it, like its last: as long as agreed, or else *minutes*, or else as the
    last. All slots are looked at, from the day after *on* to *until* (without it, the
    last day that any project, rule or session knows of), on the hour and every *grid*
    minutes after it, at the venues and with the facilitators that rules allow, or else
    the present ones. No option breaks a hard rule, and none is out of the order of the
    sessions' numbers.

    Ten hours of one day are not ten options: the best slot of each day comes first, the
    cheapest day before others, and a day comes twice only when every day has come once.
    Of equals the one nearer to the present date comes first, then the earlier.

    Raises:
        UnknownIdError: *session* is the id of neither a session nor an activity.
        FieldError: the session has been held or cancelled, or is past; nothing says how
            long a new one lasts; *n* is less than 1; *until* is not after *on*; *grid*
            does not divide an hour.

    Example:
        ```python
        >>> import pendulum
        >>> from tpkit import schedule, testing
        >>> plan, today = testing.northshire(), pendulum.Date(2025, 1, 10)
        >>> for option in schedule.options(plan, "board-2025-03", 2, on=today):
        ...     print(option.words, option.cost)
        Tuesday 11 March 2025, 11am to 1pm, at County Hall, Room 2 0
        Monday 10 March 2025, 11am to 1pm, at County Hall, Room 2 0

        ```
    """
    if n < 1:
        raise FieldError("options", "n", "1 or more", n)
    one = one_session(
        "options",
        portfolio,
        session,
        on=on,
        rules=rules,
        until=until,
        grid=grid,
        minutes=minutes,
    )
    found = tuple(_option(one, slot) for slot in best_slots(one, n))
    bars = () if found else tuple(barred_times(one))
    return Options(
        title=named(one.session, one.facts.portfolio),
        present=None if one.now is None else _option(one, one.now),
        found=found,
        times=len(bars),
        barriers=tuple(_barriers(one, bars)),
    )


def _option(one: OneSession, slot: Slot) -> Option:
    portfolio, names = one.facts.portfolio, one.facts.names
    session = one.session if slot == one.now else in_slot(one.session, slot, one.facts)
    if not one.is_new and slot != one.now:
        session = attrs.evolve(session, revision=session.revision + 1)
    costs, breaches = one.costs(slot), one.breaches(slot)
    words = (when(session), where(session, portfolio), led_by(slot.leaders, names))
    return Option(
        session=session,
        is_new=one.is_new,
        words=", ".join(filter(None, words)),
        cost=sum(costs.values()),
        costs=costs,
        speaks_for=tuple(reasons_for(one, slot, breaches)),
        speaks_against=tuple(reasons_against(one, slot, breaches)),
        barred=tuple(barred_by(one, slot, breaches)),
    )


def _barriers(one: OneSession, bars: Collection[Bars]) -> Iterator[Barrier]:
    rules = {rule.id: rule for rule in one.problem.rules}
    times = Counter(id for each in bars for id in each.rules)
    alone = Counter(id for each in bars for id in each.alone)
    for id in sorted(times, key=lambda id: (-alone[id], -times[id], id)):
        words = out_of_turn(one) if id == IN_TURN else rule_named(rules[id], one.facts)
        yield Barrier(rule=id, words=words, times=times[id], alone=alone[id])
