"""What rules about other people's days mean: school breaks, observances."""

from collections.abc import Hashable, Iterable, Mapping
from typing import ClassVar

import attrs

from tpkit import _text
from tpkit._model.calendar import Certainty, Observance, ObservanceKind
from tpkit._model.rules_of_hours import NotInSchoolBreaks, NotOnObservances
from tpkit.schedule._terms.days import Days, Run, days_in, run_of
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.of_any_session import OfAnySession
from tpkit.schedule._terms.phrases import day_of, hours_of
from tpkit.schedule._terms.shapes import Aspect, OfOne, Term
from tpkit.schedule._terms.slot import Entry, Slot, minute_of, time_of

# ------------------------------------------------------------------------ school breaks


@attrs.frozen(kw_only=True)
class _SchoolsOut(OfOne):
    code: ClassVar[str] = "TP707"
    looks_at: ClassVar[Aspect] = Aspect.DAY
    rule: NotInSchoolBreaks
    facts: Facts = attrs.field(repr=False)
    breaks: Mapping[str, Days] = attrs.field(eq=False, repr=False)
    """By area."""

    def alike(self, entry: Entry) -> Hashable:
        return entry.areas

    def amount(self, entry: Entry, slot: Slot) -> int:
        out = sum(slot.day in self.breaks.get(area, _NONE) for area in entry.areas)
        return int(out * self.rule.more_than_one_in > len(entry.areas))

    def words(self, entry: Entry, slot: Slot) -> str:
        out = [a for a in entry.areas if slot.day in self.breaks.get(a, _NONE)]
        return (
            f"{day_of(slot)} is in the school holidays of {len(out)} of the "
            f"{_text.counted(len(entry.areas), 'area')} concerned: "
            f"{self.facts.names.areas(out)}"
        )


_NONE = Days()


def not_in_school_breaks(rule: NotInSchoolBreaks, facts: Facts) -> Iterable[Term]:
    """Give the term of `NotInSchoolBreaks`.

    An area of which no term dates are known counts as one where schools are in.
    """
    by_area: dict[str, list[Run]] = {}
    for term in facts.portfolio.term_dates:
        by_area.setdefault(term.area, []).append(run_of(term))
    breaks = {area: days_in(runs) for area, runs in by_area.items()}
    yield _SchoolsOut(rule=rule, facts=facts, breaks=breaks)


# -------------------------------------------------------------------------- observances


@attrs.frozen(kw_only=True)
class _Observed(OfAnySession):
    code: ClassVar[str] = "TP708"
    looks_at: ClassVar[Aspect] = Aspect.DAY
    rule: NotOnObservances
    observances: tuple[Observance, ...] = attrs.field(repr=False)
    days: Days = attrs.field(repr=False)
    """Those on which one of the observances falls, or may fall."""

    def bars(self, slot: Slot) -> bool:
        return slot.day in self.days

    def why(self, slot: Slot) -> str:
        return f"{day_of(slot)} {self.occasion(slot)}"

    def occasion(self, slot: Slot) -> str:
        """Say which observances fall on the day, or else which may."""
        there = [o for o in self.observances if _touches(o, slot.day)]
        if there:
            return _text.listed(map(_is, there))
        days = self.rule.padding_days
        near = [o for o in self.observances if _touches(o, slot.day, padding=days)]
        titles = _text.listed(observance.title for observance in near)
        away = _text.counted(days, "day")
        return f"is within {away} of {titles}, of which the date is estimated"


@attrs.frozen(kw_only=True)
class _ObservedFrom(_Observed):
    """The same, from some time of the day on."""

    looks_at: ClassVar[Aspect] = Aspect.DAY | Aspect.TIME
    after: int

    def bars(self, slot: Slot) -> bool:
        return slot.end > self.after and slot.day in self.days

    def why(self, slot: Slot) -> str:
        after = _text.clock_time(time_of(self.after))
        return (
            f"{day_of(slot)} {self.occasion(slot)}, and {hours_of(slot)} lasts beyond "
            f"{after}"
        )


def not_on_observances(rule: NotOnObservances, facts: Facts) -> Iterable[Term]:
    """Give the term of `NotOnObservances`.

    The observances are those that come with tpkit, for 2020 to 2035, and the portfolio's
    own. Estimated ones are padded.
    """
    meant = tuple(o for o in facts.observances if _is_meant(o, rule))
    days = days_in(_padded(o, rule.padding_days) for o in meant)
    if rule.after is None:
        yield _Observed(rule=rule, observances=meant, days=days)
    else:
        after = minute_of(rule.after)
        yield _ObservedFrom(rule=rule, observances=meant, days=days, after=after)


def _is_meant(observance: Observance, rule: NotOnObservances) -> bool:
    traditions = rule.traditions
    return observance.kind in rule.kinds and (
        not traditions or observance.tradition in traditions
    )


def _padded(observance: Observance, padding: int) -> Run:
    first, last = run_of(observance)
    extra = padding if observance.certainty is Certainty.ESTIMATED else 0
    return first - extra, last + extra


def _touches(observance: Observance, day: int, *, padding: int = 0) -> bool:
    first, last = _padded(observance, padding)
    return first <= day <= last


def _is(observance: Observance) -> str:
    lasts = observance.kind is ObservanceKind.FASTING and (
        observance.start != observance.end
    )
    return f"is {'in ' if lasts else ''}{observance.title}"
