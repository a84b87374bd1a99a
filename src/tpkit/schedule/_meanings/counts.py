"""What rules about how many sessions there are, and how long, mean."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import ClassVar

import attrs

from tpkit import _text
from tpkit._model.activity import ActionLearningSet, LearningSetStatus
from tpkit._model.rules_of_series import AsContracted, RunCount, SegmentsHeard
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.phrases import day_of
from tpkit.schedule._terms.shapes import (
    Aspect,
    Count,
    Gap,
    OfOne,
    Shortfall,
    Term,
)
from tpkit.schedule._terms.slot import Entry, Slot

_Placed = tuple[Entry, Slot]

# --------------------------------------------------------------------------- run count


@attrs.frozen(kw_only=True)
class _Runs(Count):
    code: ClassVar[str] = "TP716"
    rule: RunCount
    facts: Facts = attrs.field(repr=False)

    def wanted(self, activity: str) -> int | None:
        return self.rule.sessions if activity in self.rule.activities else None

    def minutes(self, activity: str) -> int | None:
        return self.rule.minutes if activity in self.rule.activities else None

    def breaches(self, entries: Sequence[Entry]) -> Iterable[Shortfall]:
        there = Counter(entry.activity for entry in entries)
        for activity in self.rule.activities:
            if there[activity] != self.rule.sessions:
                yield _shortfall(
                    self.facts, activity, there[activity], self.rule.sessions
                )


@attrs.frozen(kw_only=True)
class _Length(OfOne):
    looks_at: ClassVar[Aspect] = Aspect.TIME
    wanted: Mapping[str, int] = attrs.field(eq=False, repr=False)
    """For each activity it holds for, how many minutes."""

    def concerns(self, entry: Entry) -> bool:
        return entry.activity in self.wanted

    def alike(self, entry: Entry) -> Hashable:
        return self.wanted[entry.activity]

    def amount(self, entry: Entry, slot: Slot) -> int:
        return int(slot.end - slot.start != self.wanted[entry.activity])

    def words(self, entry: Entry, slot: Slot) -> str:
        minutes = _text.counted(slot.end - slot.start, "minute")
        return f"it lasts {minutes}: {_were(self.wanted[entry.activity])} agreed"


@attrs.frozen(kw_only=True)
class _LengthOfRuns(_Length):
    code: ClassVar[str] = "TP716"


def run_count(rule: RunCount, facts: Facts) -> Iterable[Term]:
    """Give the terms of `RunCount`: how many sessions, and how long they last."""
    yield _Runs(rule=rule, facts=facts)
    if rule.minutes is not None:
        wanted: dict[str, int] = dict.fromkeys(rule.activities, rule.minutes)
        yield _LengthOfRuns(rule=rule, wanted=wanted)


# ---------------------------------------------------------------------- segments heard


@attrs.frozen(kw_only=True)
class _Heard(Count):
    code: ClassVar[str] = "TP717"
    rule: SegmentsHeard
    facts: Facts = attrs.field(repr=False)

    def wanted(self, activity: str) -> int | None:  # noqa: ARG002  # whatever activity
        return None

    def breaches(self, entries: Sequence[Entry]) -> Iterable[Shortfall]:
        there = Counter(segment for entry in entries for segment in entry.segments)
        wanted = self.rule.sessions
        for segment in self.rule.segments:
            if there[segment] < wanted:
                sessions = _text.counted(there[segment], "session")
                yield Shortfall(
                    path=self.facts.segment_paths.get(segment, _RULES),
                    amount=wanted - there[segment],
                    words=(
                        f"{self.facts.names.segment(segment)}: {sessions} for them, and "
                        f"at least {_were(wanted)} agreed"
                    ),
                )


def segments_heard(rule: SegmentsHeard, facts: Facts) -> Iterable[Term]:
    """Give the term of `SegmentsHeard`."""
    yield _Heard(rule=rule, facts=facts)


# ---------------------------------------------------------------------- as contracted


@attrs.frozen(kw_only=True)
class _ContractedGap(Gap):
    code: ClassVar[str] = "TP715"
    rule: AsContracted
    weeks: Mapping[str, int] = attrs.field(eq=False, repr=False)
    """For each set it holds for, the contracted weeks from one meeting to the next."""

    def concerns(self, entry: Entry) -> bool:
        return entry.activity in self.weeks

    def amount(self, entry: Entry, step: int) -> int:
        off = abs(step - self.weeks[entry.activity] * _DAYS_IN_WEEK)
        return int(off > self.rule.weeks_either_side * _DAYS_IN_WEEK)

    def words(self, earlier: _Placed, later: _Placed) -> str:
        step = _text.counted(later[1].day - earlier[1].day, "day")
        weeks = _text.counted(self.weeks[earlier[0].activity], "week")
        give_or_take = _text.counted(self.rule.weeks_either_side, "week")
        return (
            f"{day_of(earlier[1])} and {day_of(later[1])} are {step} apart: {weeks}, "
            f"give or take {give_or_take}, was contracted"
        )


@attrs.frozen(kw_only=True)
class _ContractedLength(_Length):
    code: ClassVar[str] = "TP715"


@attrs.frozen(kw_only=True)
class _ContractedMeetings(Count):
    code: ClassVar[str] = "TP715"
    rule: AsContracted
    facts: Facts = attrs.field(repr=False)
    sets: Mapping[str, ActionLearningSet] = attrs.field(eq=False, repr=False)
    """Those it holds for, by id."""

    def wanted(self, activity: str) -> int | None:
        return self.sets[activity].contract.meetings if activity in self.sets else None

    def minutes(self, activity: str) -> int | None:
        if activity not in self.sets:
            return None
        return self.sets[activity].contract.meeting_minutes

    def breaches(self, entries: Sequence[Entry]) -> Iterable[Shortfall]:
        there = Counter(entry.activity for entry in entries)
        for id, its in self.sets.items():
            # Nobody waits for the dates of a set that is still looking for members.
            undated = its.status is LearningSetStatus.FORMING and not there[id]
            if there[id] != its.contract.meetings and not undated:
                yield _shortfall(self.facts, id, there[id], its.contract.meetings)


def as_contracted(rule: AsContracted, facts: Facts) -> Iterable[Term]:
    """Give the terms of `AsContracted`: the gaps, the lengths and the number of meetings.

    Sets that have stopped, or go on by themselves, are under no contract. Of one that
    goes on under a new contract the meetings of the old are not told apart, so they are
    not counted until it runs again.
    """
    sets: dict[str, ActionLearningSet] = {
        each.id: each
        for each in facts.portfolio.learning_sets
        if each.status in _UNDER_CONTRACT
        and (not rule.learning_sets or each.id in rule.learning_sets)
    }
    weeks = {id: its.contract.spacing_weeks for id, its in sets.items()}
    minutes = {id: its.contract.meeting_minutes for id, its in sets.items()}
    counted = {
        id: its
        for id, its in sets.items()
        if its.status is not LearningSetStatus.RECONTRACTED
    }
    yield _ContractedGap(rule=rule, weeks=weeks)
    yield _ContractedLength(rule=rule, wanted=minutes)
    yield _ContractedMeetings(rule=rule, facts=facts, sets=counted)


_UNDER_CONTRACT = frozenset(
    {
        LearningSetStatus.FORMING,
        LearningSetStatus.CONTRACTED,
        LearningSetStatus.RUNNING,
        LearningSetStatus.REVIEW,
        LearningSetStatus.RECONTRACTED,
    }
)

# ---------------------------------------------------------------------------- in common


def _shortfall(facts: Facts, activity: str, there: int, wanted: int) -> Shortfall:
    return Shortfall(
        path=facts.activity_paths.get(activity, _RULES),
        amount=abs(there - wanted),
        words=(
            f"{facts.names.activity(activity)} has {_text.counted(there, 'session')}: "
            f"{_were(wanted)} agreed"
        ),
    )


def _were(number: int) -> str:
    return f"{number:,} {'was' if number == 1 else 'were'}"


_RULES = "$.scheduling_rules"
"""Where a rule of an embedder's speaks of what the portfolio lacks."""
_DAYS_IN_WEEK = 7
