"""Changes made and written down at once, and dates approved anew."""

from collections.abc import Mapping
from typing import Any, TypeVar

import attrs
import pendulum

from tpkit._model._integrity import family_of
from tpkit._model._recorded import as_text, value_of, with_values
from tpkit._model.change import Change, ChangedKind
from tpkit._model.delivery import (
    MILESTONE_LIFE_CYCLE,
    Deliverable,
    Milestone,
    MilestoneStatus,
    Phase,
    Project,
)
from tpkit._model.ids import PersonId
from tpkit._model.plan import Baseline
from tpkit._model.portfolio import Portfolio
from tpkit.calendars._instants import the_day
from tpkit.errors import FieldError

NounT = TypeVar("NounT", Project, Phase, Milestone, Deliverable)

_KINDS = {kind.family: kind for kind in ChangedKind}


def record(  # noqa: PLR0913  # each says another thing of an entry
    portfolio: Portfolio,
    kind: type,
    id: str,
    values: Mapping[str, Any],
    /,
    *,
    on: pendulum.Date,
    by: PersonId | None = None,
    reason: str = "",
    effective_on: pendulum.Date | None = None,
) -> Portfolio:
    """Give the portfolio with other values in one noun, and an entry for each of them.

    *kind* and *id* say which noun, *values* which fields, dotted for those of nested
    nouns such as `work.progress`. *on* is the day on which it is written down,
    *effective_on* the day from which it is so, where that is another. What stays as it
    was makes no entry.

    Raises:
        UnknownIdError: no such noun is in the portfolio.
        FieldError: changes are not recorded of such a noun or field, the noun refuses the
            value, or *on* is before the last entry about it.
        PortfolioError: a value is the id of something that is not there.
        TypeError: nouns of that kind have no ids, or are not in a portfolio.
    """
    on = the_day("record", on)
    noun: Any = portfolio.get(kind, id)
    family = family_of(Portfolio, kind)
    if family not in _KINDS:
        expected = "a kind of noun of which changes are recorded"
        raise FieldError("record", "kind", expected, kind.__name__)
    became = {
        field: as_text(value)
        for field, value in values.items()
        if as_text(value_of(noun, field)) != as_text(value)
    }
    _refuse_earlier(portfolio, _KINDS[family], id, became, on)
    entries = [
        Change(
            kind=_KINDS[family],
            of=noun.id,
            field=field,
            was=as_text(value_of(noun, field)),
            became=text,
            recorded_on=on,
            effective_on=effective_on,
            by=by,
            reason=reason,
        )
        for field, text in became.items()
    ]
    changed = with_values(noun, became)
    nouns = tuple(changed if n is noun else n for n in getattr(portfolio, family))
    families: dict[str, Any] = {family: nouns}
    return attrs.evolve(portfolio, changes=(*portfolio.changes, *entries), **families)


def _refuse_earlier(
    portfolio: Portfolio,
    kind: ChangedKind,
    id: str,
    fields: Mapping[str, str],
    on: pendulum.Date,
) -> None:
    for change in portfolio.changes:
        is_same = change.kind is kind and change.of == id and change.field in fields
        if is_same and change.recorded_on > on:
            expected = f"{change.recorded_on} or later, the day of the last entry"
            raise FieldError("record", "on", expected, on)


def rebaseline(  # noqa: PLR0913  # each says another thing of a baseline
    noun: NounT,
    date: pendulum.Date,
    /,
    *,
    on: pendulum.Date,
    by: PersonId | None,
    reason: str,
    start: pendulum.Date | None = None,
    days: int | None = None,
) -> NounT:
    """Give a project, phase, milestone or deliverable with another date, as approved.

    Baselines are added and never altered. What was promised so far without one, such as a
    deliverable's due date, becomes number 0. A milestone that was promised before has been
    rescheduled, and its history says so. *days* are working days.

    Raises:
        FieldError: *on* is before the last approval or step, *reason* is empty, or the
            baseline would start after its date.
        IllegalMoveError: the milestone is complete or cancelled.
    """
    if not reason.strip():
        raise FieldError("rebaseline", "reason", "why it changes", reason)
    old: Any = noun
    baselines: tuple[Baseline, ...] = old.baselines or _first(old)
    last = baselines[-1].approved_on if baselines else None
    if last is not None and on < last:
        expected = f"{last} or later, the day of the last approval"
        raise FieldError("rebaseline", "on", expected, on)
    added = Baseline(
        number=len(baselines),
        date=date,
        start=start,
        days=days,
        approved_on=on,
        approved_by=by,
        reason=reason,
    )
    changed: Any = attrs.evolve(old, baselines=(*baselines, added))
    if isinstance(old, Milestone) and baselines:
        changed = MILESTONE_LIFE_CYCLE.move(
            changed, MilestoneStatus.RESCHEDULED, on=on, by=by, note=reason
        )
    approved: NounT = changed
    return approved


def _first(noun: Project | Phase | Milestone | Deliverable) -> tuple[Baseline, ...]:
    """Make of a date that was promised without approval the first baseline."""
    promised = None
    if isinstance(noun, Deliverable | Phase):
        promised = noun.promised
    return () if promised is None else (Baseline(number=0, date=promised),)
