"""A breach as a finding: where it is, what is wrong, by which rule, and what would help."""

from collections.abc import Iterable
from typing import Any

from tpkit import _text
from tpkit._model.agreement import Strictness
from tpkit.findings import Finding, Severity
from tpkit.schedule._aloud.rules import agreement_in_words, rule_in_words
from tpkit.schedule._judge.breaches import Breach, words_of
from tpkit.schedule._judge.nearest import DAYS_TRIED, Alternative, Alternatives, Stuck
from tpkit.schedule._judge.neighbourhood import Neighbourhood
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.phrases import day_of, hours_of
from tpkit.schedule._terms.shapes import Aspect, OfOne, Sameness, Shared
from tpkit.schedule._terms.slot import Entry, Slot, time_of
from tpkit.schedule._terms.standard import BY_TPKIT

_Placed = tuple[Entry, Slot]


def finding_of(
    breach: Breach, hood: Neighbourhood, alternatives: Alternatives
) -> Finding | None:
    """Give what is to be said about a breach; None where nothing can be done any more.

    Sessions that have been held, or whose day is past, cannot be moved. What breaks a
    hard rule is still worth knowing then; what has only cost something is not.
    """
    over = bool(breach.places) and all(map(hood.is_over, breach.places))
    if over and not breach.is_hard:
        return None
    return Finding(
        code=breach.term.code,
        severity=Severity.INFO if over else _SEVERITIES[_strictness(breach)],
        path=_path(breach, hood),
        message=_message(breach, hood),
        remedy=_OVER if over else _remedy(breach, hood, alternatives.to(breach)),
    )


_SEVERITIES = {
    Strictness.HARD: Severity.ERROR,
    Strictness.SOFT: Severity.WARNING,
    Strictness.PREFERRED: Severity.INFO,
}

_OVER = "nothing can be moved any more: put the record right if it was otherwise"


def _strictness(breach: Breach) -> Strictness:
    strictness: Strictness = breach.term.rule.agreed.strictness
    return strictness


# --------------------------------------------------------------------------- the place


def _path(breach: Breach, hood: Neighbourhood) -> str:
    if breach.shortfall is not None:
        return breach.shortfall.path
    index = hood.entries[_named(breach, hood)].index
    return f"$.sessions[{index}].{_field(breach)}"


def _named(breach: Breach, hood: Neighbourhood) -> int:
    """Give the last of the sessions involved that is still to come."""
    latest = reversed(breach.places)
    return next(
        (place for place in latest if not hood.is_over(place)), breach.places[-1]
    )


def _field(breach: Breach) -> str:
    term = breach.term
    if isinstance(term, OfOne | Sameness):
        return next(field for aspect, field in _FIELDS if term.looks_at & aspect)
    return "start" if isinstance(term, Shared) else "on"


_FIELDS = (
    (Aspect.LEADERS, "facilitators"),
    (Aspect.VENUE, "venue"),
    (Aspect.DAY, "on"),
    (Aspect.TIME, "start"),
)

# -------------------------------------------------------------------------- the message


def _message(breach: Breach, hood: Neighbourhood) -> str:
    words = words_of(breach, hood.facts.timetable)
    # Where sessions differ, the words are about the later and speak of the one before.
    about = breach.places[isinstance(breach.term, Sameness) :]
    placed = [(hood.entries[place], hood.slots[place]) for place in about]
    subject = subject_of(placed, words)
    return f"{subject}{words}; {rule_named(breach.term.rule, hood.facts)}"


def subject_of(placed: list[_Placed], words: str) -> str:
    """Name the sessions, so far as the words do not; each with its day, likewise."""
    days: dict[str, list[str]] = {}
    for entry, slot in placed:
        on = day_of(slot)
        if on not in words or entry.title not in words:
            some = days.setdefault(entry.title, [])
            some += [] if on in words else [on]
    titles = (
        f"{title} on {_text.listed(dict.fromkeys(some))}" if some else title
        for title, some in days.items()
    )
    return f"{_text.listed(titles)}: " if days else ""


def rule_named(rule: Any, facts: Facts) -> str:
    """Name a rule with who agreed it, what it asks and why."""
    asked = rule_in_words(rule, facts.names)
    agreed = "" if rule.agreed.by == BY_TPKIT else agreement_in_words(rule.agreed)
    origin = f"rule {rule.id}" + (f", {agreed}" if agreed else "")
    reason = rule.agreed.reason.rstrip(". ")
    return origin + (f": {asked}" if asked else "") + (f" ({reason})" if reason else "")


# --------------------------------------------------------------------------- the remedy


def _remedy(
    breach: Breach, hood: Neighbourhood, found: Alternative | Stuck | None
) -> str:
    if breach.shortfall is not None:
        return "plan what is missing, cancel what is too much, or agree another number"
    if isinstance(found, Alternative):
        move = _move(found, breach, hood)
        price = f", though it breaks {_ids(found.dearer)}" if found.dearer else ""
        return f"{move}{price}{_OR_ELSE[_strictness(breach)]}"
    return _nowhere(found, breach)


_OR_ELSE = {
    Strictness.HARD: "",
    Strictness.SOFT: ", or say why it stays",
    Strictness.PREFERRED: ", if nothing speaks against it",
}


def _move(found: Alternative, breach: Breach, hood: Neighbourhood) -> str:
    now, then = hood.slots[found.place], found.slot
    it = _it(found.place, breach, hood)
    if then.leaders != now.leaders:
        return f"let {hood.facts.names.people(then.leaders)} lead {it}"
    if then.venue is not None and then.venue != now.venue:
        return f"hold {it} at {hood.facts.names.venue(then.venue)}"
    return f"move {it} to {day_of(then)}, {hours_of(then)}"


def _it(place: int, breach: Breach, hood: Neighbourhood) -> str:
    """Name one of the sessions involved, so that it is not taken for another."""
    others = [other for other in breach.places if other != place]
    if not others:
        return "it"
    title, slot = hood.entries[place].title, hood.slots[place]
    if all(hood.entries[other].title != title for other in others):
        return title
    if all(hood.slots[other].day != slot.day for other in others):
        return f"the session of {day_of(slot)}"
    return f"the session at {_text.clock_time(time_of(slot.start))}"


def _nowhere(found: Stuck | None, breach: Breach) -> str:
    """Say what would have to give where no slot near will do."""
    every = () if found is None else found.in_the_way
    own = breach.term.rule
    others = [rule for rule in every if rule is not own][:_NAMED]
    without = f" without breaking {_ids(others)}" if others else ""
    if not breach.is_hard:
        return f"no time within {_REACH} is better{without}: say why it stays"
    if others:
        return f"no time within {_REACH} mends it{without}: one of them has to give"
    if every:
        change = _CHANGES.get(_field(breach), "change something else about it")
        return f"no time within {_REACH} mends it: {change}"
    return "the sessions before and after leave it no room: move them too"


_CHANGES = {
    "facilitators": "change who leads it, or who takes part",
    "venue": "find another venue",
}
_REACH = _text.counted(DAYS_TRIED // 7, "week")
_NAMED = 2
"""How many of the rules in the way are named."""


def _ids(rules: Iterable[Any]) -> str:
    ids = [str(rule.id) for rule in rules]
    return f"{'rule' if len(ids) == 1 else 'rules'} {_text.listed(ids)}"
