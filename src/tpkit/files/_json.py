"""JSON: exact numbers in, duplicate keys found; canonical text out."""

import bisect
import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from tpkit.files._faults import (
    DEEPEST,
    Fault,
    Path,
    Place,
    Spot,
    UnreadableError,
    nothing_deeper,
    repeated_key,
)


def parse(text: str) -> tuple[Any, list[Fault]]:
    """Read JSON into plain data, and say which keys stand twice in one mapping.

    Raises:
        UnreadableError: this is not JSON, or it is nested too deeply.
    """
    try:
        return _decode(text, _once), []
    except json.JSONDecodeError as error:
        raise _syntax_error(error) from None
    except RecursionError:
        raise nothing_deeper((), _too_deep(text)) from None
    except ValueError:  # a key twice, or a number of thousands of digits
        return _decode(text, dict, parse_int=_exact), list(_repeated(text))


def _decode(text: str, pairs_hook: Any, **options: Any) -> Any:
    return json.loads(
        text,
        object_pairs_hook=pairs_hook,
        parse_float=_exact,
        parse_constant=_exact,
        **options,
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a key stands twice in one mapping")
    return fields


def _exact(digits: str) -> Decimal:
    # NaN and Infinity too: no field of a noun takes a Decimal that is not finite.
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent that not even Decimal can hold
        return Decimal("NaN")


def _syntax_error(error: json.JSONDecodeError) -> UnreadableError:
    got = f"a syntax error: {error.msg[:1].lower()}{error.msg[1:]}"
    fault = Fault(expected="JSON", got=got, place=(error.lineno, error.colno))
    return UnreadableError(fault)


def dump(document: dict[str, Any]) -> str:
    """Write the canonical form: keys in the order of the classes, two spaces."""
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


# ----------------------------------------------------------------------- positions

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


def locate(text: str, wanted: set[Path]) -> dict[Spot, Place]:
    """Find where the keys and values of the wanted paths stand."""
    place_of = _placer(text)
    return {
        (path, at_key): place_of(offset)
        for path, at_key, offset, _ in _walk(text)
        if path in wanted
    }


def _repeated(text: str) -> Iterator[Fault]:
    place_of = _placer(text)
    for path, _, offset, is_repeat in _walk(text):
        if is_repeat:
            yield repeated_key(path, place_of(offset))


def _placer(text: str) -> Any:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place_of(offset: int) -> Place:
        line = bisect.bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    return place_of


class _Frame:
    """A list or mapping that is being walked through."""

    def __init__(self, *, is_mapping: bool) -> None:
        self.is_mapping = is_mapping
        self.step: str | int = 0
        self.seen: set[str] = set()
        self.awaits_key = is_mapping


def _walk(text: str) -> Iterator[tuple[Path, bool, int, bool]]:
    """Yield each key and value: path, whether a key, offset, whether a repeated key.

    The text is known to be JSON; it is never more deeply nested than its parser bears.
    """
    frames: list[_Frame] = []
    for match in _TOKEN.finditer(text):
        token, offset = match[0], match.start()
        frame = frames[-1] if frames else None
        if token in "}]":
            frames.pop()
        elif token == "," and frame:
            if frame.is_mapping:
                frame.awaits_key = True
            else:
                frame.step = int(frame.step) + 1
        elif token == ":":
            continue
        elif frame and frame.awaits_key:
            key = json.loads(token)
            is_repeat = key in frame.seen
            frame.seen.add(key)
            frame.step, frame.awaits_key = key, False
            yield _path(frames), True, offset, is_repeat
        else:
            yield _path(frames), False, offset, False
            if token in "{[":
                frames.append(_Frame(is_mapping=token == "{"))


def _path(frames: list[_Frame]) -> Path:
    return tuple(frame.step for frame in frames)


_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]', re.DOTALL)


def _too_deep(text: str) -> Place | None:
    depth = 0
    for match in _BRACKET.finditer(text):
        if match[0] in "{[":
            depth += 1
        elif match[0] in "}]":
            depth -= 1
        if depth > DEEPEST:
            place: Place = _placer(text)(match.start())
            return place
    return None
