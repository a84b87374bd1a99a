"""What each shape of a rule's meaning promises to whoever judges or searches with it."""

import itertools
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial
from typing import Any, NoReturn

import attrs

from tpkit._model import _paths
from tpkit._model.portfolio import Portfolio
from tpkit.errors import FieldError
from tpkit.schedule._terms.shapes import (
    Aspect,
    Count,
    Gap,
    Load,
    OfOne,
    Sameness,
    Shared,
    Term,
)
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY, Entry, Slot
from tpkit.testing._rule_draws import Trial


def broken(what: str) -> NoReturn:
    """Say which promise is broken."""
    msg = f"the rule breaks a promise: {what}"
    raise AssertionError(msg)


SHAPES = (OfOne, Gap, Sameness, Shared, Load, Count)
"""What a term can be; `prove_term` knows each."""


def prove_term(term: Term, trial: Trial, portfolio: Portfolio) -> None:
    """Prove that a term keeps the promises of its shape on these sessions and slots."""
    entries = tuple(entry for entry in trial.entries if term.concerns(entry))
    trial = attrs.evolve(trial, entries=entries)
    match term:
        case OfOne():
            _prove_of_one(term, trial)
        case Gap():
            _prove_gap(term, trial)
        case Sameness():
            _prove_sameness(term, trial)
        case Shared():
            _prove_shared(term, trial)
        case Load():
            _prove_load(term, trial)
        case Count():  # pragma: no branch  # there is no seventh
            _prove_count(term, trial, portfolio)


# ------------------------------------------------------------------------- of one


def _prove_of_one(term: OfOne, trial: Trial) -> None:
    for entry, slot in itertools.product(trial.entries, trial.slots):
        if _amount(partial(term.amount, entry, slot)):
            _prove_words(term.words(entry, slot))
        _prove_hashable(term.alike(entry), "`alike`")
    for entry, slot, other in itertools.product(
        trial.entries, trial.slots, trial.slots
    ):
        for aspect, changed in _undeclared(term.looks_at, slot, other):
            if term.amount(entry, changed) != term.amount(entry, slot):
                broken(
                    f"the amount for {entry.title} changes with the {aspect} of the "
                    f"slot: add Aspect.{aspect} to `looks_at` ({slot}, {changed})"
                )
    for one, two in itertools.combinations(trial.entries, 2):
        if term.alike(one) == term.alike(two) and one.minutes == two.minutes:
            _prove_alike(term, one, two, trial.slots)


def _prove_alike(term: OfOne, one: Entry, two: Entry, slots: Iterable[Slot]) -> None:
    for slot in slots:
        end = min(slot.start + one.minutes, MINUTES_IN_A_DAY - 1)
        fits = attrs.evolve(slot, end=end)
        if term.amount(one, fits) != term.amount(two, fits):
            broken(
                f"{one.session} and {two.session} have one `alike` key, "
                f"{term.alike(one)!r}, and different amounts in one slot: let the key "
                f"hold whatever `amount` asks of a session ({one}, {two}, {fits})"
            )


# ---------------------------------------------------------------------- one to the next


def _prove_gap(term: Gap, trial: Trial) -> None:
    in_time = sorted(trial.slots, key=lambda slot: slot.day)
    _prove_rising(term.position, "position", in_time)
    for entry, (earlier, later) in itertools.product(
        trial.entries, itertools.combinations(in_time, 2)
    ):
        step = term.position(later.day) - term.position(earlier.day)
        if _amount(partial(term.amount, entry, step)):
            _prove_words(term.words((entry, earlier), (entry, later)))
        for other in trial.entries:
            if other.activity == entry.activity and (
                term.amount(other, step) != term.amount(entry, step)
            ):
                broken(
                    f"two sessions of {entry.activity} get different amounts for one "
                    "step: let `amount` ask for the activity alone"
                )


def _prove_sameness(term: Sameness, trial: Trial) -> None:
    if term.looks_at not in list(Aspect):
        broken(f"`looks_at` is {term.looks_at}: name one aspect, and no more")
    for slot, other in itertools.permutations(trial.slots, 2):
        feature = term.feature(slot)
        _prove_hashable(feature, "`feature`")
        for aspect, changed in _undeclared(term.looks_at, slot, other):
            if term.feature(changed) != feature:
                broken(
                    f"`feature` changes with the {aspect} of the slot, and `looks_at` "
                    f"is {term.looks_at.name}: name the aspect that it looks at"
                )
        amount = _amount(partial(term.amount, slot, other))
        if amount != int(term.feature(other) != feature):
            broken("its amount is to be 1 where the features differ, and 0 elsewhere")
        for entry in trial.entries if amount else ():
            _prove_words(term.words((entry, slot), (entry, other)))


# ------------------------------------------------------------------------- wanted twice


def _prove_shared(term: Shared, trial: Trial) -> None:
    for entry, slot in itertools.product(trial.entries, trial.slots):
        _prove_claims(term.claims, entry, slot)
        _prove_hashable(term.rival(entry), "`rival`")
    for slot, other in itertools.permutations(trial.slots, 2):
        for moved in _nearer(slot, other, term.reach):
            _prove_nearness(term, slot, moved)
    for one, two in itertools.permutations(trial.entries, 2):
        for slot, other in itertools.permutations(trial.slots, 2):
            later = attrs.evolve(other, day=slot.day)
            common = {*term.claims(one, slot)} & {*term.claims(two, later)}
            if slot.start <= later.start and term.amount(slot, later):
                for claim in common:
                    _prove_words(term.words(claim, (one, slot), (two, later)))


def _nearer(slot: Slot, other: Slot, reach: int) -> Iterator[Slot]:
    """Yield the other slot as it is, moved to the same day, and moved close."""
    yield other
    yield attrs.evolve(other, day=slot.day)
    length = other.end - other.start
    for gap in (0, reach // 2, reach):
        start = slot.end + gap
        if start + length < MINUTES_IN_A_DAY:
            yield attrs.evolve(other, day=slot.day, start=start, end=start + length)


def _prove_nearness(term: Shared, one: Slot, two: Slot) -> None:
    first, second = sorted((one, two), key=lambda slot: (slot.day, slot.start))
    amount = _amount(partial(term.amount, first, second))
    if term.amount(second, first) != amount:
        broken("its amount depends on which of two sessions is asked about first")
    if first.day == second.day and second.start >= first.end:
        margin = term.margin(first, second)
        if not 0 <= margin <= term.reach:
            broken(
                f"its `margin` is {margin} and its `reach` {term.reach}: let the reach "
                "be the longest margin there is, and no margin fall below 0"
            )
    apart = first.day != second.day or second.start >= first.end + term.reach
    if apart and amount:
        broken(
            f"{first} and {second} break it and are further apart than its `reach`, "
            f"{term.reach} minutes: raise it, or let `amount` be 0"
        )
    overlap = first.day == second.day and second.start < first.end
    if overlap and bool(amount) is not term.overlapping:
        broken(
            f"`overlapping` is {term.overlapping}, and two sessions at one time get "
            f"{amount}: let the two agree"
        )


# -------------------------------------------------------------------- so many, and no more


def _prove_load(term: Load, trial: Trial) -> None:
    in_time = sorted(trial.slots, key=lambda slot: slot.day)
    _prove_rising(term.period, "period", in_time)
    amounts = [
        _amount(partial(term.amount, sessions))
        for sessions in (0, 1, term.at_most, term.at_most + 1, term.at_most + 2)
    ]
    if any(amounts[:3]) or amounts != sorted(amounts):
        broken(f"its amounts for 0, 1, … sessions are {amounts}: none up to `at_most`")
    for entry, slot in itertools.product(trial.entries, trial.slots):
        for claim in _prove_claims(term.claims, entry, slot):
            _prove_words(term.words(claim, [(entry, slot)] * 2))


def _prove_count(term: Count, trial: Trial, portfolio: Portfolio) -> None:
    for entry in trial.entries:
        for name, ask in (("wanted", term.wanted), ("minutes", term.minutes)):
            number: Any = ask(entry.activity)
            if number is not None and (not isinstance(number, int) or number < 0):
                broken(f"`{name}` gives {number!r}: give a whole number, or None")
    found = list(term.breaches(trial.entries))
    again = list(term.breaches(trial.entries[::-1]))
    if sorted(map(repr, found)) != sorted(map(repr, again)):
        broken("its breaches depend on the order of the sessions")
    for shortfall in found:
        if not _amount(partial(getattr, shortfall, "amount")):
            broken(f"{shortfall} is none: its amount is to be 1 or more")
        _prove_words(shortfall.words)
        try:
            for _ in _paths.walk(portfolio, shortfall.path):
                pass
        except FieldError as error:
            broken(f"{error}: let `path` lead to the activity or the segment")


# ---------------------------------------------------------------------------- in common


def _amount(ask: Callable[[], Any]) -> int:
    amount = ask()
    if not isinstance(amount, int) or amount < 0:
        broken(f"an amount is {amount!r}: give a whole number, 0 or more")
    if ask() != amount:
        broken(
            f"asked twice it gives {amount} and {ask()}: let an amount depend on "
            "nothing but what it is given"
        )
    return amount


def _prove_words(words: Any) -> None:
    if not isinstance(words, str) or not words.strip() or words.endswith("."):
        broken(f"its words are {words!r}: say what is wrong, without a full stop")


def _prove_hashable(value: Any, name: str) -> None:
    try:
        hash(value)
    except TypeError:
        broken(f"{name} gives {value!r}, which cannot be hashed: give a tuple")


def _prove_claims(
    claims: Callable[[Entry, Slot], Iterable[Hashable]], entry: Entry, slot: Slot
) -> list[Hashable]:
    found = list(claims(entry, slot))
    for claim in found:
        _prove_hashable(claim, "`claims`")
    if set(found) != set(claims(entry, slot)):
        broken("asked twice it claims different things")
    return found


def _prove_rising(
    ask: Callable[[int], Any], name: str, in_time: Iterable[Slot]
) -> None:
    for earlier, later in itertools.pairwise(in_time):
        if ask(earlier.day) > ask(later.day):
            broken(
                f"`{name}` falls between {earlier.on} and {later.on}: number the days "
                "so that a later one never has a smaller number"
            )


_FIELDS = {
    Aspect.DAY: ("day",),
    Aspect.TIME: ("start", "end"),
    Aspect.VENUE: ("venue",),
    Aspect.LEADERS: ("leaders",),
}


def _undeclared(
    looks_at: Aspect, slot: Slot, other: Slot
) -> Iterable[tuple[str, Slot]]:
    """Yield the slot as it is with one aspect of the other that nobody looks at."""
    for aspect, fields in _FIELDS.items():
        if aspect not in looks_at:
            changes = {field: getattr(other, field) for field in fields}
            yield str(aspect.name), attrs.evolve(slot, **changes)
