"""An explanation in words, as a colleague would give it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pendulum

from tpkit import _text
from tpkit._model.activity import ActionLearningSet
from tpkit._model.agreement import RuleAgreement
from tpkit._model.rules_of_hours import WithinProject
from tpkit._model.rules_of_series import AsContracted
from tpkit.schedule._aloud.rules import agreement_in_words, rule_in_words
from tpkit.schedule._explain.causes import Cause, ReasonKind
from tpkit.schedule._explain.steps import Scene
from tpkit.schedule._problem.watch import Ending
from tpkit.schedule._terms.slot import Timetable
from tpkit.schedule._terms.standard import BY_TPKIT


def cause_in_words(cause: Cause, scene: Scene) -> str:
    """Say what a rule or a fact is, and of a rule who agreed it and why."""
    return _SAID[cause.kind](cause.id, scene)


def possible(timetable: Timetable) -> Iterator[str]:
    """Say that there is a timetable."""
    days = sorted(slot.day for slot in timetable.slots)
    yield "There is a timetable that keeps every rule that may not be broken"
    if days:
        first, last = _date(days[0]), _date(days[-1])
        when = f"on {first}" if first == last else f"from {first} to {last}"
        yield f"The one that was found has {_text.counted(len(days), 'session')}, {when}"


def not_known(ending: Ending | None) -> Iterator[str]:
    """Say that nothing is known."""
    yield (
        f"No timetable was found {_BY_THEN[ending]}, and it was not proved that there is "
        f"none"
    )
    yield "Allow more effort or time, or look no further ahead than you need"


def impossible(titles: str, reasons: Sequence[str]) -> Iterator[str]:
    """Say what cannot hold together."""
    about = f" for {titles}" if titles else ""
    these = "this cannot hold" if len(reasons) == 1 else "these cannot hold together"
    yield f"There is no timetable{about}: {these}"
    yield from (f"- {_capital(reason)}" for reason in reasons)


def doubts(*, is_smallest: bool, others: int) -> Iterator[str]:
    """Say what else there is to know about a conflict."""
    if not is_smallest:
        yield (
            "Perhaps not all of them are needed for that: the effort was spent before it "
            "was known"
        )
    if others:
        yield (
            f"{_text.counted(others, 'other conflict')} would be left without these: what "
            f"would help deals with all of them"
        )


_BY_THEN = {
    None: "within the effort",
    Ending.TIME: "within the time",
    Ending.STOPPED: "before the search was stopped",
}


def ways_out(ways: Sequence[str], ending: Ending | None) -> Iterator[str]:
    """Say what would help."""
    if not ways:
        by_then = f" {_BY_THEN[ending]}" if ending else ""
        yield f"No way out was found{by_then}"
        return
    yield "This would help" if len(ways) == 1 else "Any one of these would help"
    yield from (f"- {_capital(way)}" for way in ways)


def _capital(clause: str) -> str:
    return clause[:1].upper() + clause[1:]


# ------------------------------------------------------------------------------ rules


def _rule(id: str, scene: Scene) -> str:
    rule = scene.case.rule(id)
    words = rule_in_words(rule, scene.names) or f"rule {id}"
    agreed = _agreed(rule.agreed)
    return f"{words}{_in_particular(rule, scene)}{f' ({agreed})' if agreed else ''}"


def _agreed(agreed: RuleAgreement) -> str:
    whose = (
        "unless the partners agree otherwise"
        if agreed.by == BY_TPKIT
        else agreement_in_words(agreed)
    )
    reason = agreed.reason.strip().rstrip(".")
    # A title, such as `Half-term`, does not go on from `because`.
    because = f"because {reason}" if reason[:1].islower() else f"the reason: {reason}"
    return ", ".join(filter(None, (whose, because if reason else "")))


def _in_particular(rule: Any, scene: Scene) -> str:
    """Say what a rule comes to for the activities concerned, where it does not itself."""
    said = dict[str, list[str]]()
    for activity in scene.activities:
        if isinstance(rule, WithinProject):
            days = scene.days_allowed(rule, activity)
            words = f"until {_date(days[-1])}" if days else "never"
        elif isinstance(rule, AsContracted):
            words = _contract(scene, activity)
        else:
            words = ""
        said.setdefault(words, []).append(activity)
    parts = [f"{scene.titles(some)} {w}" for w, some in said.items() if w]
    return f": {_text.listed(parts)}" if parts else ""


def _contract(scene: Scene, activity: str) -> str:
    its = scene.case.facts.needs.activities[activity]
    if not isinstance(its, ActionLearningSet):
        return ""
    meetings = _text.counted(its.contract.meetings, "time")
    weeks = _text.counted(its.contract.spacing_weeks, "week")
    return f"{meetings}, {weeks} apart, {its.contract.meeting_minutes} minutes each"


# ------------------------------------------------------------------------------ facts


def _until(_: str, scene: Scene) -> str:
    return f"all is over by {_date(scene.case.problem.horizon.stop - 1)}"


def _today(_: str, scene: Scene) -> str:
    return f"new dates come after today, {_text.long_date(scene.case.facts.on)}"


def _grid(_: str, scene: Scene) -> str:
    minutes = scene.case.grid
    if minutes == _HOUR:
        return "sessions start on the hour"
    return f"sessions start on the hour, or a multiple of {minutes} minutes after it"


_HOUR = 60


def _in_turn(id: str, scene: Scene) -> str:
    title = scene.names.activity(id)
    return (
        f"the sessions of {title} come one after another, in the order of their numbers"
    )


def _stays(id: str, scene: Scene) -> str:
    entry = next(e for e in scene.case.problem.entries if e.session == id)
    why = "it has been announced" if entry.announced else "it is to be kept"
    return f"{scene.session(id)} stays where it is: {why}"


def _past(id: str, scene: Scene) -> str:
    return f"{scene.session(id)} is over"


def _place(id: str, scene: Scene) -> str:
    there = {venue for some in scene.options(id) for venue in some[0] if venue}
    return f"{scene.names.activity(id)} is held at {scene.names.venues(there)}"


def _leaders(id: str, scene: Scene) -> str:
    teams = (team for _, some in scene.options(id) for team in some)
    those = scene.names.people(person for team in teams for person in team)
    return f"{scene.names.activity(id)} is led by {those}"


_SAID: Mapping[ReasonKind, Callable[[str, Scene], str]] = {
    ReasonKind.RULE: _rule,
    ReasonKind.UNTIL: _until,
    ReasonKind.TODAY: _today,
    ReasonKind.GRID: _grid,
    ReasonKind.IN_TURN: _in_turn,
    ReasonKind.STAYS: _stays,
    ReasonKind.PAST: _past,
    ReasonKind.PLACE: _place,
    ReasonKind.LEADERS: _leaders,
}


def _date(day: int) -> str:
    return _text.long_date(pendulum.Date.fromordinal(day))
