"""JSON: exact numbers in, duplicate keys found; canonical text out."""

import itertools
import json
import re
from collections.abc import Container, Iterator
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
    placer,
    repeated_key,
)


def parse(text: str) -> tuple[Any, list[Fault]]:
    """Read JSON into plain data, and say which keys stand twice in one mapping.

    Raises:
        UnreadableError: this is not JSON, or it is nested too deeply.
    """
    try:
        return _parsed(text)
    except json.JSONDecodeError as error:
        raise _syntax_error(error) from None
    except RecursionError:
        raise nothing_deeper((), _too_deep(text)) from None


def _parsed(text: str) -> tuple[Any, list[Fault]]:
    try:
        return _decode(text, _once), []
    except json.JSONDecodeError:
        raise
    except ValueError:  # a key twice, or a number of thousands of digits
        return _decode(text, dict, parse_int=_whole), list(_repeated(text))


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


_MOST_DIGITS = 30


def _whole(digits: str) -> int | Decimal:
    # int() itself refuses thousands of digits; no field takes what is left as a Decimal.
    return int(digits) if len(digits) <= _MOST_DIGITS else Decimal(digits)


def _syntax_error(error: json.JSONDecodeError) -> UnreadableError:
    got = f"a syntax error: {error.msg[:1].lower()}{error.msg[1:]}"
    signs = (hint for sign, hint in _HINTS.items() if sign.match(error.doc, error.pos))
    place = placer(error.doc)(error.pos)
    fault = Fault(expected="JSON", got=got, hint=next(signs, ""), place=place)
    return UnreadableError(fault)


_HINTS = {
    re.compile(r"//|/\*|#"): "leave remarks out: JSON has none",
    re.compile(r",?\s*[}\]]"): "leave out the comma after the last item",
    re.compile("'"): "write double quotation marks",
}
"""What stands where a JSON parser gives up, and what to do about it."""


def dump(document: dict[str, Any]) -> str:
    """Write the canonical form: keys in the order of the classes, two spaces."""
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


# ----------------------------------------------------------------------- positions

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


def locate(text: str, wanted: set[Path]) -> dict[Spot, Place]:
    """Find where the keys and values of the wanted paths stand."""
    place_of = placer(text)
    return {
        (path, at_key): place_of(offset)
        for path, at_key, offset, _ in _walk(text, wanted)
        if path in wanted
    }


def _repeated(text: str) -> Iterator[Fault]:
    place_of = placer(text)
    for path, _, offset, is_repeat in _walk(text):
        if is_repeat:
            yield repeated_key(path, place_of(offset))


class _Frame:
    """A list or mapping that is being walked through."""

    def __init__(self, path: Path, *, is_mapping: bool) -> None:
        self.path = path
        self.is_mapping = is_mapping
        self.awaits_key = is_mapping
        self.index = 0
        self.inner: Path = path if is_mapping else (*path, 0)
        self.seen: set[str] = set()


_SKIPPER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


def _walk(
    text: str, wanted: Container[Path] | None = None
) -> Iterator[tuple[Path, bool, int, bool]]:
    """Yield each key and value: path, whether a key, offset, whether a repeated key.

    The text is known to be JSON; it is never more deeply nested than its parser bears.
    What is inside lists and mappings that are not wanted is skipped.
    """
    frames: list[_Frame] = [_Frame((), is_mapping=True)]
    frames[0].awaits_key = False  # outside everything there are no keys
    end = 0
    while match := _TOKEN.search(text, end):
        piece, frame, end = match[0], frames[-1], match.end()
        if piece == ":":
            continue
        if piece == ",":
            if frame.is_mapping:
                frame.awaits_key = True
            else:
                frame.index += 1
                frame.inner = (*frame.path, frame.index)
        elif piece in {"}", "]"}:
            frames.pop()
        elif frame.awaits_key:
            key = piece[1:-1] if "\\" not in piece else json.loads(piece)
            frame.inner, frame.awaits_key = (*frame.path, key), False
            yield frame.inner, True, match.start(), key in frame.seen
            frame.seen.add(key)
        else:
            yield frame.inner, False, match.start(), False
            if piece not in {"{", "["}:
                continue
            if wanted is None or frame.inner in wanted:
                frames.append(_Frame(frame.inner, is_mapping=piece == "{"))
            else:
                _, end = _SKIPPER.raw_decode(text, match.start())


_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]', re.DOTALL)


def _too_deep(text: str) -> Place:
    depths = itertools.accumulate(
        {"{": 1, "[": 1, "}": -1, "]": -1}.get(match[0], 0)
        for match in _BRACKET.finditer(text)
    )
    offsets = (match.start() for match in _BRACKET.finditer(text))
    return placer(text)(
        next(at for at, depth in zip(offsets, depths, strict=True) if depth > DEEPEST)
    )
