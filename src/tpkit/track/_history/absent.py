"""A portfolio's nouns without those that were not there yet, and without what led to them."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import attrs

from tpkit._model._integrity import _columns, _targets, families
from tpkit._model.portfolio import Portfolio
from tpkit.track._history.remaking import unchecked

Nouns = dict[str, tuple[Any, ...]]
Absent = Mapping[str, AbstractSet[str]]
"""The ids that are not there, by family."""


def without(portfolio: Portfolio, nouns: Nouns, absent: Absent) -> Nouns:
    """Give the families that change when some nouns are not there.

    What has to have one of them goes with it; what may have one, or several, stays
    without it.
    """
    found, missing = dict(nouns), {family: set(ids) for family, ids in absent.items()}
    while any(missing.values()):
        missing = _without_once(portfolio, found, missing)
    return found


def _without_once(
    portfolio: Portfolio, found: Nouns, missing: Absent
) -> dict[str, set[str]]:
    gone: dict[str, set[str]] = {}
    for family, members in families(type(portfolio)).items():
        if family == "changes":  # an id alone does not say of what kind its noun is
            continue
        leading = [kind for kind in members if _leads_to(kind, missing)]
        here = missing.get(family, set())
        if not leading and not here:
            continue
        kept = []
        nouns: Any = found.get(family, getattr(portfolio, family))
        for noun in nouns:
            if here and noun.id in here:
                continue
            left = _freed(noun, missing) if type(noun) in leading else noun
            if left is not None:
                kept.append(left)
            else:
                gone.setdefault(family, set()).add(noun.id)
        found[family] = tuple(kept)
    return gone


def _leads_to(kind: type, missing: Absent) -> bool:
    return any(
        _leads_to(column.target, missing)
        if column.nested
        else any(missing.get(family) for family in _targets(Portfolio, column.target))
        for column in _columns(kind)
    )


def _freed(noun: Any, missing: Absent) -> Any:
    """Give the noun without what leads to the missing ones; None if it needs one."""
    values: dict[str, Any] = {}
    for column in _columns(type(noun)):
        value: Any = getattr(noun, column.name)
        left: Any
        if column.many:
            members = [_one(column, member, missing) for member in value]
            left = tuple(member for member in members if member is not None)
        else:
            left = value if value is None else _one(column, value, missing)
            default = attrs.fields_dict(type(noun))[column.name].default
            if left is None and default is attrs.NOTHING:
                return None
        if left != value:
            values[column.name] = left
    return unchecked(noun, values) if values else noun


def _one(column: Any, value: Any, missing: Absent) -> Any:
    if column.nested:
        return _freed(value, missing)
    is_missing = any(
        value in missing.get(family, ())
        for family in _targets(Portfolio, column.target)
    )
    return None if is_missing else value
