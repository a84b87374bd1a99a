"""What a plan breaks, in words: for whoever has to live with it, or cannot."""

from collections.abc import Iterable, Iterator, Sequence

from tpkit import _text
from tpkit.schedule._aloud.rules import rule_in_words
from tpkit.schedule._judge.breach_in_words import subject_of
from tpkit.schedule._judge.breaches import Breach, words_of
from tpkit.schedule._problem.plan import out_of_turn
from tpkit.schedule._problem.problem import Problem
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.phrases import day_of
from tpkit.schedule._terms.shapes import Sameness
from tpkit.schedule._terms.slot import Slot, Timetable


def costs_by_rule(found: Iterable[Breach]) -> dict[str, int]:
    """Add up what breaches cost: by rule, the dearest first."""
    costs: dict[str, int] = {}
    for breach in found:
        if breach.cost:
            rule = breach.term.rule.id
            costs[rule] = costs.get(rule, 0) + breach.cost
    return dict(sorted(costs.items(), key=lambda item: (-item[1], item[0])))


def breaches_in_words(found: Iterable[Breach], timetable: Timetable) -> Iterator[str]:
    """Yield what is wrong about each breach, and the rule."""
    for breach in found:
        words = words_of(breach, timetable)
        # Where sessions differ, the words are about the later and speak of the other.
        about = breach.places[isinstance(breach.term, Sameness) :]
        placed = [(timetable.entries[p], timetable.slots[p]) for p in about]
        yield f"{subject_of(placed, words)}{words} (rule {breach.term.rule.id})"


def out_of_turn_in_words(problem: Problem, slots: tuple[Slot, ...]) -> Iterator[str]:
    """Yield what does not wait for the session before it."""
    for earlier, later in out_of_turn(problem, slots):
        entry = problem.entries[later]
        yield (
            f"{entry.title}: session {entry.number}, on {day_of(slots[later])}, does not "
            f"follow session {problem.entries[earlier].number}, on "
            f"{day_of(slots[earlier])}"
        )


def impossible_in_words(problem: Problem, activities: Iterable[str]) -> Iterator[str]:
    """Yield what cannot be placed, whatever else is left out."""
    names = problem.facts.names
    for series in problem.series:
        if series.activity in activities:
            count = sum(1 for place in series.places if place in problem.free)
            yield (
                f"{names.activity(series.activity)}: there is no time and place for "
                f"{_text.counted(count, 'session')}, even if nothing else moves in"
            )


def to_improve(
    found: Sequence[Breach], timetable: Timetable, facts: Facts
) -> Iterator[str]:
    """Yield for each of the dearest rules what it costs, and for which sessions."""
    costs = costs_by_rule(found)
    for id in [*costs][:_RULES_TOLD]:
        some = [breach for breach in found if breach.cost and breach.term.rule.id == id]
        asked = rule_in_words(some[0].term.rule, facts.names)
        rule = f"rule {id}" + (f" ({asked})" if asked else "")
        yield f"giving up {rule} saves {costs[id]:,} or more: {_where(some, timetable)}"


_RULES_TOLD = 5


def _where(some: Iterable[Breach], timetable: Timetable) -> str:
    """List the sessions that break a rule, the dearest first, with what each costs."""
    costs: dict[int, int] = {}
    said = []
    for breach in some:
        if not breach.places:
            said.append(f"{words_of(breach, timetable)} ({breach.cost:,})")
        else:
            place = breach.places[-1]
            costs[place] = costs.get(place, 0) + breach.cost
    entries, slots = timetable.entries, timetable.slots
    dearest = sorted(costs, key=lambda p: (-costs[p], slots[p].day, entries[p].session))
    said += (
        f"{entries[p].title} on {day_of(slots[p])} ({costs[p]:,})" for p in dearest
    )
    more = len(said) - _SESSIONS_TOLD
    rest = [f"{more:,} more"] if more > 0 else []
    return _text.listed([*said[:_SESSIONS_TOLD], *rest])


_SESSIONS_TOLD = 3
