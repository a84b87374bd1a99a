"""What rules about how many sessions fall on somebody mean."""

import abc
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import ClassVar, cast

import attrs

from tpkit import _text
from tpkit._model.agreement import LoadOf, Period
from tpkit._model.rules_of_people_and_places import WorkloadWithin
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.names import Names
from tpkit.schedule._terms.phrases import day_of, title_and_hours
from tpkit.schedule._terms.shapes import Load, Term
from tpkit.schedule._terms.slot import Entry, Slot

_Placed = tuple[Entry, Slot]


@attrs.frozen(kw_only=True)
class _Work(Load):
    code: ClassVar[str] = "TP726"
    rule: WorkloadWithin
    names: Names = attrs.field(repr=False)

    def period(self, day: int) -> int:
        return period_of(day, self.rule.period)

    def words(self, claim: Hashable, entries: Sequence[_Placed]) -> str:
        period = self.rule.period
        if period is Period.DAY:
            when = f"on {day_of(entries[0][1])}"
            held = _text.listed(title_and_hours(*placed) for placed in entries)
        else:
            when = f"in one {period.value}"
            held = _text.listed(f"{e.title} on {day_of(slot)}" for e, slot in entries)
        return (
            f"{_text.counted(len(entries), 'session')} {when} {self.fall_on(claim)}, and "
            f"at most {self.at_most:,} {'was' if self.at_most == 1 else 'were'} agreed: "
            f"{held}"
        )

    @abc.abstractmethod
    def fall_on(self, claim: Hashable) -> str:
        """Say for whom the sessions are, or who leads them: `are for IROs`."""


@attrs.frozen(kw_only=True)
class _WorkOfLeaders(_Work):
    people: frozenset[str]

    def claims(self, entry: Entry, slot: Slot) -> Iterable[Hashable]:  # noqa: ARG002  # who
        if not self.people:
            return slot.leaders
        return self.people.intersection(slot.leaders)

    def fall_on(self, claim: Hashable) -> str:
        return f"are led by {self.names.person(str(claim))}"


@attrs.frozen(kw_only=True)
class _WorkOfSegments(_Work):
    def claims(self, entry: Entry, slot: Slot) -> Iterable[Hashable]:  # noqa: ARG002  # whose
        return entry.segments

    def fall_on(self, claim: Hashable) -> str:
        return f"are for {self.names.segment(str(claim))}"


@attrs.frozen(kw_only=True)
class _WorkOfRoles(_Work):
    """Counts for each role, but apart for each segment where the plan names segments.

    Two sessions of one day for agency workers and for managers are for different people,
    although both are for social workers: those of The Big Listen on 1 December [S2].
    """

    def claims(self, entry: Entry, slot: Slot) -> Iterable[Hashable]:  # noqa: ARG002  # whose
        if entry.segments:
            return [("segment", segment) for segment in entry.segments]
        return [("role", role) for role in entry.roles]

    def fall_on(self, claim: Hashable) -> str:
        kind, id = cast("tuple[str, str]", claim)
        if kind == "segment":
            return f"are for {self.names.segment(id)}"
        return f"are for the role of {id.replace('_', ' ')}"


def workload_within(rule: WorkloadWithin, facts: Facts) -> Iterable[Term]:
    """Give the term of `WorkloadWithin`: of those who lead, of roles or of segments."""
    at_most, names = rule.at_most, facts.names
    if rule.of is LoadOf.FACILITATOR:
        people = frozenset(rule.people)
        yield _WorkOfLeaders(rule=rule, at_most=at_most, names=names, people=people)
    else:
        kind = _WorkOfSegments if rule.of is LoadOf.SEGMENT else _WorkOfRoles
        yield kind(rule=rule, at_most=at_most, names=names)


def period_of(day: int, period: Period) -> int:
    """Give the number of the day, the week from Monday or the month of a day."""
    if period is Period.DAY:
        return day
    if period is Period.WEEK:
        return (day + 6) // 7  # day 1 was a Monday
    on = date.fromordinal(day)
    return on.year * 12 + on.month
