"""Puts drawn values in order, such as a start and an end."""

import itertools
from typing import Any

import pendulum

Values = dict[str, Any]


def put_in_order(values: Values, names: tuple[str, ...], fixed: frozenset[str]) -> None:
    """Sort the values of these names, and move them to where fixed ones let them be.

    Times of day that must differ are pulled apart.
    """
    names = tuple(name for name in names if values.get(name) is not None)
    for place, name in enumerate(names):
        if name not in fixed:
            before = [values[other] for other in names[:place] if other in fixed]
            after = [values[other] for other in names[place:] if other in fixed]
            values[name] = min([max([values[name], *before]), *after])
    # Those that are free between two fixed ones can change places.
    for is_fixed, run in itertools.groupby(names, fixed.__contains__):
        if not is_fixed:
            free = [*run]
            in_order = sorted(values[name] for name in free)
            values.update(zip(free, in_order, strict=True))
    match names:
        case (first, second) if isinstance(values[first], pendulum.Time):
            _pull_apart(values, first, second, fixed)


def _pull_apart(values: Values, first: str, second: str, fixed: frozenset[str]) -> None:
    if values[first] != values[second]:
        return
    if second not in fixed and values[first] < _LAST_MINUTE:
        values[second] = values[first].add(minutes=1)
    elif first not in fixed:
        values[first] = values[second].subtract(minutes=1)


_LAST_MINUTE = pendulum.Time(23, 59)
