"""Terms that judge a slot alike, whatever session it is for."""

import abc
from collections.abc import Hashable

import attrs

from tpkit.schedule._terms.shapes import OfOne
from tpkit.schedule._terms.slot import Entry, Slot


@attrs.frozen(kw_only=True)
class OfAnySession(OfOne):
    """A rule about slots alone: a day is a holiday for all sessions or for none."""

    def alike(self, entry: Entry) -> Hashable:  # noqa: ARG002  # alike for all
        """Give one key for all sessions."""
        return None

    def amount(self, entry: Entry, slot: Slot) -> int:  # noqa: ARG002  # alike for all
        """Give 1 where the slot breaks the rule."""
        return int(self.bars(slot))

    def words(self, entry: Entry, slot: Slot) -> str:  # noqa: ARG002  # alike for all
        """Say what is wrong with the slot."""
        return self.why(slot)

    @abc.abstractmethod
    def bars(self, slot: Slot) -> bool:
        """Say whether the slot breaks the rule."""

    @abc.abstractmethod
    def why(self, slot: Slot) -> str:
        """Say what is wrong with the slot, as a clause."""
