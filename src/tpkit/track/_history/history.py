"""The portfolio as it was known on a day."""

import bisect
import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import attrs
import pendulum

from tpkit._garbage import garbage_left
from tpkit._model._checked import id_types
from tpkit._model._integrity import _targets
from tpkit._model._recorded import _annotation, from_text, with_values
from tpkit._model.change import Change, ChangedKind
from tpkit._model.portfolio import Portfolio
from tpkit.calendars._instants import the_day
from tpkit.track._history.absent import without
from tpkit.track._history.dated import (
    days_of,
    happened_in,
    known_on,
    not_yet,
    work_known_on,
)
from tpkit.track._history.remaking import remade, unchecked


class _Values(dict[str, Any]):
    """What texts mean in one field of one kind of noun, read when first asked for."""

    def __init__(self, kind: type, field: str) -> None:
        super().__init__()
        self.kind, self.field = kind, field

    def __missing__(self, text: str) -> Any:
        attribute: Any = attrs.fields_dict(self.kind)[self.field]
        value = from_text(self.kind, self.field, text)
        if value is None and attribute.default is not attrs.NOTHING:
            value = attribute.default
        value = attribute.converter(value)  # every field of a noun has one
        if attribute.validator is not None:
            attribute.validator(object.__new__(self.kind), attribute, value)
        self[text] = value
        return value


class _Past(NamedTuple):
    """What one field of a noun has held."""

    field: str
    days: Sequence[int]
    """The days on which it took another value, as ordinals, in order."""
    texts: Sequence[str]
    """The first value, and what it became on each of these days."""
    values: _Values | None
    """What the texts mean; None for a field of a nested noun."""


@attrs.frozen(kw_only=True, eq=False)
class _Life:
    """What is known of one noun's past."""

    last: int
    """The last day on which anything of it was recorded, as an ordinal."""
    last_dated: int
    """The last day that something it holds says of itself."""
    family: str
    place: int
    added: int
    """The day on which it was added, or 0."""
    pasts: Sequence[_Past]


@attrs.frozen(kw_only=True, eq=False)
class History:
    """What was recorded about a portfolio, ready to be asked about many days.

    `changes_index` makes one.
    """

    portfolio: Portfolio
    """The portfolio as it is now."""
    days: tuple[pendulum.Date, ...]
    """The days on which something was recorded, in order."""
    _lives: Sequence[_Life] = attrs.field(repr=False, alias="lives")
    """Those of which something was recorded, the latest first."""
    _unusable: frozenset[tuple[str, str, str]] = attrs.field(
        repr=False, alias="unusable"
    )
    """Fields whose past leads to what is not in the portfolio any more."""

    def as_of(self, on: pendulum.Date, /) -> Portfolio:
        """Give the portfolio as it was known at the end of a day.

        Raises:
            FieldError: *on* is an instant, or changes say that a noun once held values
                that cannot stand together.
        """
        on = the_day("as_of", on)
        ordinal = on.toordinal()
        later = list(itertools.takewhile(lambda life: life.last > ordinal, self._lives))
        changes = self._changes(on)
        if not later and len(changes) == len(self.portfolio.changes):
            return self.portfolio
        with garbage_left():
            return self._remade(later, changes, on, ordinal)

    def _remade(
        self,
        later: Sequence[_Life],
        changes: tuple[Change, ...],
        on: pendulum.Date,
        ordinal: int,
    ) -> Portfolio:
        nouns: dict[str, Any] = {"changes": changes}
        absent: dict[str, set[str]] = {}
        for life in later:
            members = nouns.get(life.family)
            if members is None:
                members = nouns[life.family] = list(
                    getattr(self.portfolio, life.family)
                )
            noun = members[life.place]
            if life.added > ordinal:
                absent.setdefault(life.family, set()).add(noun.id)
            else:
                members[life.place] = self._noun(life, noun, on, ordinal)
        nouns = {family: tuple(members) for family, members in nouns.items()}
        if absent:
            nouns = without(self.portfolio, nouns, absent)
            nouns["changes"] = _about_what_is_there(changes, nouns)
        return unchecked(self.portfolio, nouns)

    def _noun(self, life: _Life, noun: Any, on: pendulum.Date, ordinal: int) -> Any:
        is_dated = life.last_dated > ordinal
        values = known_on(noun, on) if is_dated else {}
        nested: dict[str, str] = {}
        told: set[str] = set()
        for field, days, texts, meanings in life.pasts:
            place = bisect.bisect_right(days, ordinal)
            if place:
                told.add(field)
            elif meanings is None or field in happened_in(type(noun)):
                is_dated = True
            if place == len(days):
                continue
            if meanings is None:
                nested[field] = texts[place]
            else:
                values[field] = meanings[texts[place]]
        if is_dated:
            known = unchecked(noun, values) if values else noun
            values |= not_yet(known, on, told)
        found = remade(noun, values) if values else noun
        found = _with_nested(found, nested) if nested else found
        return work_known_on(found, on, told) if is_dated else found

    def _changes(self, on: pendulum.Date) -> tuple[Change, ...]:
        changes = self.portfolio.changes
        if self._is_in_order:
            end = bisect.bisect_right(self._recorded, on.toordinal())
            kept = changes[:end]
        else:
            kept = tuple(c for c in changes if c.recorded_on <= on)
        if not self._unusable or len(kept) == len(changes):
            return kept
        return tuple(
            c for c in kept if (c.kind.value, c.of, c.field) not in self._unusable
        )

    @functools.cached_property
    def _recorded(self) -> list[int]:
        return [change.recorded_on.toordinal() for change in self.portfolio.changes]

    @functools.cached_property
    def _is_in_order(self) -> bool:
        return all(a <= b for a, b in itertools.pairwise(self._recorded))


def _with_nested(noun: Any, texts: Mapping[str, str]) -> Any:
    changed = with_values(noun, texts)
    names = {field.partition(".")[0] for field in texts}
    # What holds nothing was not there: it is made only when its first field is recorded.
    empty = {
        name: None for name in names if (held := getattr(changed, name)) == type(held)()
    }
    return attrs.evolve(changed, **empty) if empty else changed


def changes_index(portfolio: Portfolio, /) -> History:
    """Read a portfolio's changes once, to ask about many days: `index.as_of(day)`.

    Example:
        ```python
        >>> from tpkit import testing, track
        >>> index = track.changes_index(testing.northshire())
        >>> index.as_of(index.days[-1]) == testing.northshire()
        True

        ```
    """
    recorded: dict[tuple[str, str], dict[str, list[Change]]] = {}
    for change in portfolio.changes:
        fields = recorded.setdefault((change.kind.family, change.of), {})
        fields.setdefault(change.field, []).append(change)
    days: set[pendulum.Date] = {change.recorded_on for change in portfolio.changes}
    lives: list[_Life] = []
    unusable: set[tuple[str, str, str]] = set()
    meanings: dict[tuple[type, str], _Values] = {}
    for kind, place, noun in _nouns(portfolio):
        own = list(days_of(noun))
        fields = recorded.get((kind.family, noun.id), {})
        if not own and not fields:
            continue
        days.update(own)
        pasts = []
        for field, changes in fields.items():
            if _leads_somewhere(portfolio, type(noun), field, changes):
                pasts += [_past(type(noun), field, changes, meanings)] if field else []
            else:
                unusable.add((kind.value, noun.id, field))
        lives.append(_life(kind.family, place, pasts, _begun(noun, fields), own))
    return History(
        portfolio=portfolio,
        days=tuple(sorted(days)),
        lives=sorted(lives, key=lambda life: -life.last),
        unusable=frozenset(unusable),
    )


def as_of(portfolio: Portfolio, on: pendulum.Date, /) -> Portfolio:
    """Give the portfolio as it was known at the end of a day.

    Changes recorded later are taken back, with nouns that were added later, and with what
    says its own day and came later: steps, baselines, reports, evidence, judgements;
    virements, expenses and claims with their payments; what was begun, delivered, reached
    or ended; risks and issues raised. What neither an entry nor a day tells of is as it
    is now. For many days, make a `changes_index` once.

    Raises:
        FieldError: *on* is an instant, or changes say that a noun once held values that
            cannot stand together.

    Example:
        ```python
        >>> import pendulum, tpkit
        >>> from tpkit import testing, track
        >>> portfolio = testing.northshire()
        >>> later = track.record(
        ...     portfolio,
        ...     tpkit.Deliverable,
        ...     "d-toolkit",
        ...     {"forecast": pendulum.Date(2025, 3, 14)},
        ...     on=pendulum.Date(2025, 2, 3),
        ...     reason="The designer was ill",
        ... )
        >>> before = track.as_of(later, pendulum.Date(2025, 2, 2))
        >>> before.get(tpkit.Deliverable, "d-toolkit").forecast.isoformat()
        '2025-03-07'

        ```
    """
    return changes_index(portfolio).as_of(on)


# ------------------------------------------------------------------------- machinery


def _nouns(portfolio: Portfolio) -> Iterator[tuple[ChangedKind, int, Any]]:
    for kind in ChangedKind:
        for place, noun in enumerate(getattr(portfolio, kind.family)):
            yield kind, place, noun


def _life(
    family: str,
    place: int,
    pasts: Sequence[_Past],
    begun: int,
    own: Sequence[pendulum.Date],
) -> _Life:
    dated = max((on.toordinal() for on in own), default=0)
    return _Life(
        last=max(begun, dated, *(past.days[-1] for past in pasts)),
        last_dated=dated,
        family=family,
        place=place,
        added=begun,
        pasts=pasts,
    )


def _begun(noun: Any, fields: Mapping[str, Sequence[Change]]) -> int:
    """Give the day on which a noun was added, or first reported; 0 if it always was."""
    if added := fields.get(""):
        return added[0].recorded_on.toordinal()
    raised: pendulum.Date | None = getattr(noun, "raised_on", None)
    return 0 if raised is None or "raised_on" in fields else raised.toordinal()


def _past(
    kind: type,
    field: str,
    changes: Sequence[Change],
    meanings: dict[tuple[type, str], _Values],
) -> _Past:
    values = None
    if "." not in field:
        values = meanings.setdefault((kind, field), _Values(kind, field))
    return _Past(
        field=field,
        days=[change.recorded_on.toordinal() for change in changes],
        texts=[changes[0].was, *(change.became for change in changes)],
        values=values,
    )


def _leads_somewhere(
    portfolio: Portfolio, kind: type, field: str, changes: Sequence[Change]
) -> bool:
    """Say whether all that a field once held is still in the portfolio, if it held ids."""
    ids = id_types(_annotation(kind, field)) if field else ()
    if not ids:
        return True
    values = {text for change in changes for text in (change.was, change.became)}
    families = _targets(Portfolio, _annotation(kind, field))
    known = {noun.id for family in families for noun in getattr(portfolio, family)}
    return values - {""} <= known


def _about_what_is_there(
    changes: Sequence[Change], nouns: Mapping[str, Sequence[Any]]
) -> tuple[Change, ...]:
    there = {family: {noun.id for noun in nouns[family]} for family in _changed(nouns)}
    return tuple(
        change
        for change in changes
        if change.kind.family not in there or change.of in there[change.kind.family]
    )


def _changed(nouns: Mapping[str, object]) -> Iterator[str]:
    return (kind.family for kind in ChangedKind if kind.family in nouns)
