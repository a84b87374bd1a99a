"""The proof that what is written is read back the same."""

import json
import typing
from collections.abc import Callable
from typing import Any

import attrs
import cattrs

from tpkit import files
from tpkit._model.portfolio import Portfolio
from tpkit.testing._hypothesis import SearchStrategy, effort, given
from tpkit.testing._portfolios import portfolios
from tpkit.testing._samples import northshire, smallest

_FORMATS: tuple[files.Format, ...] = typing.get_args(files.Format)


def check_round_trip(
    converter: cattrs.Converter | None = None,
    /,
    *,
    kind: Any = Portfolio,
    values: SearchStrategy[Any] | None = None,
    examples: int | None = None,
) -> None:
    """Prove that what is written is read back the same, and is written the same again.

    Without a *converter*, portfolios go through `files.dumps` and `files.loads` in every
    format. With one of your own, taught by `files.configure_converter`, each value goes
    through it and through JSON text. *kind* and *values* say what is converted where that
    is no portfolio: your class that holds nouns, and a strategy for it.

    *examples* is how many values are drawn; Hypothesis's settings decide otherwise.

    Raises:
        AssertionError: something came back different; the message says what.
        Exception: whatever the converter raised.
    """
    trips = _by_file if converter is None else [_by_converter(converter, kind)]
    if values is None:
        for trip in trips:
            _prove(trip, northshire())
            _prove(trip, smallest())

    @effort(examples)
    @given(portfolios() if values is None else values)
    def law(value: Any) -> None:
        for trip in trips:
            _prove(trip, value)

    law()


@attrs.frozen
class _Trip:
    name: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]


def _through_files(format: files.Format) -> _Trip:
    return _Trip(
        format,
        lambda portfolio: files.dumps(portfolio, format=format),
        lambda text: files.loads(text, format=format),
    )


_by_file = [_through_files(format) for format in _FORMATS]


def _by_converter(converter: cattrs.Converter, kind: Any) -> _Trip:
    return _Trip(
        "the converter",
        lambda value: json.dumps(converter.unstructure(value, kind)),
        lambda text: converter.structure(json.loads(text), kind),
    )


def _prove(trip: _Trip, value: Any) -> None:
    text = trip.write(value)
    again = trip.read(text)
    if again != value:
        place, before, after = _difference(value, again, "$")
        msg = f"{trip.name} changes {place} from {before!r} to {after!r}"
        raise AssertionError(msg)
    if trip.write(again) != text:
        msg = f"{trip.name} writes equal values differently: {text!r}"
        raise AssertionError(msg)


def _difference(before: Any, after: Any, place: str) -> tuple[str, Any, Any]:
    """Give the innermost place at which two values differ, and what stands there."""
    inner: list[tuple[str, Any, Any]] = []
    if attrs.has(type(before)) and type(before) is type(after):
        names = attrs.fields_dict(type(before))
        inner = [(f"{place}.{n}", getattr(before, n), getattr(after, n)) for n in names]
    elif isinstance(before, tuple) and len(before) == len(after):
        pairs = enumerate(zip(before, after, strict=True))
        inner = [(f"{place}[{i}]", a, b) for i, (a, b) in pairs]
    for where, a, b in inner:
        if a != b:
            return _difference(a, b, where)
    return place, before, after
