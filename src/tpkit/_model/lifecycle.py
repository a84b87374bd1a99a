"""Life cycles: a table of legal moves, and a pure function that makes one."""

import enum
from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import attrs
import pendulum

from tpkit._model._checked import checked
from tpkit._model.ids import PersonId
from tpkit.errors import FieldError, IllegalMoveError

__all__ = ["LifeCycle", "Step"]

StatusT = TypeVar("StatusT", bound=enum.StrEnum)
NounT = TypeVar("NounT")


@attrs.frozen(kw_only=True, field_transformer=checked)
class Step(Generic[StatusT]):
    """One dated move in a life: what it became, when, by whom and why."""

    to: StatusT
    """The status it took."""
    on: pendulum.Date
    """The day from which it had that status."""
    by: PersonId | None = None
    """Who decided or recorded it."""
    note: str = ""
    """Why, or under which reference."""


@attrs.frozen(kw_only=True, eq=False)  # a table is itself and no other
class LifeCycle(Generic[StatusT]):
    """The statuses one kind of noun can have, and which may follow which."""

    name: str
    """What lives this life, in words: `bid`."""
    initial: StatusT
    """The status of a new noun."""
    moves: Mapping[StatusT, tuple[StatusT, ...]] = attrs.field(hash=False)
    """For every status, those that may follow it; empty at the end of a life."""

    def __attrs_post_init__(self) -> None:
        missing = [s.value for s in type(self.initial) if s not in self.moves]
        if missing:
            raise FieldError("LifeCycle", "moves", "every status as a key", missing)

    def may_move(self, now: StatusT, to: StatusT) -> bool:
        """Say whether *to* may follow *now*."""
        return to in self.moves[now]

    @property
    def endings(self) -> tuple[StatusT, ...]:
        """The statuses that nothing follows."""
        return tuple(status for status, after in self.moves.items() if not after)

    def move(
        self,
        noun: NounT,
        to: StatusT,
        *,
        on: pendulum.Date,
        by: PersonId | None = None,
        note: str = "",
    ) -> NounT:
        """Give *noun* with the status *to*, and a dated step added to its history.

        Raises:
            IllegalMoveError: *to* may not follow the present status; the error lists
                those that may.
            FieldError: *on* is earlier than the last step of the history.
        """
        # Every noun with a life has these two fields; the tables are tested for it.
        alive: Any = noun
        if not self.may_move(alive.status, to):
            legal = [status.value for status in self.moves[alive.status]]
            raise IllegalMoveError(self.name, alive.status.value, to.value, legal)
        step = Step(to=to, on=on, by=by, note=note)
        history = (*alive.history, step)
        return attrs.evolve(alive, status=to, history=history)  # type: ignore[no-any-return]


def must_agree(noun: Any) -> None:
    """Refuse a noun whose status is not where its history ends, or whose dates go back.

    Called from `__attrs_post_init__`. Whether each move was a legal one is for a check
    to say: a record may have gaps.
    """
    if not noun.history:
        return
    name = type(noun).__name__
    last = noun.history[-1]
    if last.to is not noun.status:
        expected = f"{last.to.value}, where the history ends"
        raise FieldError(name, "status", expected, noun.status.value)
    for earlier, later in zip(noun.history, noun.history[1:], strict=False):
        if later.on < earlier.on:
            expected = f"dates in order (after {earlier.on})"
            raise FieldError(name, "history", expected, later.on)
