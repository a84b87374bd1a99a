"""What holds for every new date, whatever was agreed: it is to come, and clocks show it."""

from collections.abc import Hashable, Iterable, Iterator
from typing import ClassVar

import attrs

from tpkit import _dates, _text
from tpkit._model.agreement import RuleAgreement
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.shapes import Aspect, OfOne, Term
from tpkit.schedule._terms.slot import MINUTES_IN_A_DAY, Entry, Slot, time_of


@attrs.frozen(kw_only=True)
class Given:
    """Something nobody can agree otherwise: it has the place of a rule in a term."""

    id: str
    agreed: RuleAgreement = attrs.field(factory=RuleAgreement)


@attrs.frozen(kw_only=True)
class _Later(OfOne):
    """A new date is after today."""

    looks_at: ClassVar[Aspect] = Aspect.DAY
    today: int

    def alike(self, entry: Entry) -> Hashable:  # noqa: ARG002  # alike for all
        return None

    def amount(self, entry: Entry, slot: Slot) -> int:  # noqa: ARG002  # the day decides
        return int(slot.day <= self.today)

    def words(self, entry: Entry, slot: Slot) -> str:  # noqa: ARG002  # the day decides
        return f"{_text.long_date(slot.on)} is not to come"


@attrs.frozen(kw_only=True)
class _OnTheClock(OfOne):
    """A session starts and ends the same day, at times that London clocks show."""

    looks_at: ClassVar[Aspect] = Aspect.DAY | Aspect.TIME

    def alike(self, entry: Entry) -> Hashable:  # noqa: ARG002  # alike for all
        return None

    def amount(self, entry: Entry, slot: Slot) -> int:  # noqa: ARG002  # hours decide
        if slot.end >= MINUTES_IN_A_DAY:
            return 1
        # Only the hour from 01:00 is ever skipped, and only on a Sunday.
        if slot.weekday != _SUNDAY or slot.start >= _TWO_O_CLOCK:
            return 0
        times = (time_of(slot.start), time_of(slot.end))
        return int(not all(_dates.exists(slot.on, at) for at in times))

    def words(self, entry: Entry, slot: Slot) -> str:  # noqa: ARG002  # hours decide
        return "no clock shows these hours on that day"


_SUNDAY = 6
_TWO_O_CLOCK = 120


def agreed(terms: Iterable[Term]) -> Iterator[Term]:
    """Yield the terms that somebody agreed, and none of those that are given."""
    return (term for term in terms if not isinstance(term.rule, Given))


def givens(facts: Facts) -> Iterator[Term]:
    """Yield the terms that hold for every date that a search gives."""
    yield _Later(rule=Given(id="to-come"), today=facts.on.toordinal())
    yield _OnTheClock(rule=Given(id="on-the-clock"))
