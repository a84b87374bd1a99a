"""TOML: native dates and times, exact numbers; tables written one after another."""

import re
import tomllib
from collections.abc import Container, Generator, Iterator
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from tpkit._dates import clock
from tpkit.files._faults import (
    Fault,
    Path,
    Place,
    Spot,
    UnreadableError,
    nothing_deeper,
    placer,
)


def parse(text: str) -> tuple[Any, list[Fault]]:
    """Read TOML into plain data; repeated keys are among the syntax errors.

    Raises:
        UnreadableError: this is not TOML, or it is nested too deeply.
    """
    try:
        return tomllib.loads(text, parse_float=_exact), []
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(str(error), text) from None
    except RecursionError:
        raise nothing_deeper((), None) from None
    except ValueError:
        raise _endless_number(text) from None


def _exact(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent that not even Decimal can hold
        return Decimal("NaN")


_ENDLESS = re.compile(r"[0-9_]{4000,}")


def _endless_number(text: str) -> UnreadableError:
    found = _ENDLESS.search(text)
    fault = Fault(
        expected="TOML",
        got="a syntax error: a whole number of thousands of digits",
        place=placer(text)(found.start() if found else 0),
    )
    return UnreadableError(fault)


_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _syntax_error(message: str, text: str) -> UnreadableError:
    at = _AT.search(message)
    is_inside = at is not None and at[1] is not None
    place = (int(at[1]), int(at[2])) if at and is_inside else placer(text)(len(text))
    words = _AT.sub("", message)
    fault = Fault(
        expected="TOML",
        got=f"a syntax error: {words[:1].lower()}{words[1:]}",
        hint="a key stands twice" if "overwrite" in words else "",
        place=place,
    )
    return UnreadableError(fault)


# ----------------------------------------------------------------------- positions

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
    | (?P<string>
        \"\"\"[^\\]*?(?:\\.[^\\]*?)*?\"{3,5} | '''.*?'{3,5}
        | "[^"\\\n]*(?:\\.[^"\\\n]*)*" | '[^'\n]*'
      )
    | (?P<mark>[\[\]{}=,\n])
    | (?P<bare>[^\s\[\]{}=,\#"']+)
    """,
    re.DOTALL | re.VERBOSE,
)

_SINGLE = r"""(?:"[^"\\\n]*"|[^\s"'\[\]{}=,\#]+)"""
_PLAIN_LINES = re.compile(
    rf"""(?:
    [A-Za-z0-9_-]+ [ ]* = [ ]*
    (?: {_SINGLE} | \[ [ ]* (?: {_SINGLE} (?: ,[ ]* {_SINGLE} )* )? [ ]* \] )
    [ ]* \n
    )*""",
    re.VERBOSE,
)
"""Lines as tpkit writes them, a key and a value that ends where the line ends."""


def locate(text: str, wanted: set[Path]) -> dict[Spot, Place]:
    """Find where the keys and values of the wanted paths stand."""
    found: dict[Spot, Place] = {}
    place_of = placer(text)
    for path, at_key, offset in _Walk(text, wanted).document():
        if path in wanted:
            # A table that is added to later stands where it was first opened.
            found.setdefault((path, at_key), place_of(offset))
    return found


_Step = tuple[Path, bool, int]


class _Walk:
    """Walks through a text known to be TOML, by its tokens."""

    def __init__(self, text: str, wanted: Container[Path]) -> None:
        self._text = text
        self._wanted = wanted
        self._tables: dict[Path, int] = {}
        self._piece = ""
        self._offset = self._end = 0
        self._step()

    def _step(self) -> None:
        """Go to the next token; the one after the last is empty."""
        while match := _TOKEN.search(self._text, self._end):
            self._piece, self._offset, self._end = match[0], match.start(), match.end()
            if match.lastgroup != "comment":
                return
        self._piece, self._offset = "", len(self._text)

    def _skip(self, tokens: str) -> None:
        while self._piece and self._piece in tokens:
            self._step()

    def _skip_plain_lines(self) -> None:
        lines = _PLAIN_LINES.match(self._text, self._offset)
        if lines is not None and lines[0]:
            self._end = lines.end()
            self._step()

    def document(self) -> Iterator[_Step]:
        """Yield each key and value: path, whether a key, offset."""
        yield (), False, 0
        table: Path = ()
        self._skip("\n")
        while self._piece:
            if self._piece == "[":
                offset = self._offset
                self._step()
                if is_array := self._piece == "[" and self._offset == offset + 1:
                    self._step()
                table = yield from self._header(
                    self._keys("]"), offset, is_array=is_array
                )
                self._skip("]\n")
                if table not in self._wanted:
                    # Nor is anything in it, for what is comes with all above it.
                    self._skip_plain_lines()
            else:
                yield from self._pair(table)
            self._skip("\n")

    def _header(
        self, keys: list[str], offset: int, *, is_array: bool
    ) -> Generator[_Step, None, Path]:
        path: Path = ()
        for key in keys[:-1]:
            path = (*path, key)
            yield path, True, offset
            yield path, False, offset
            if path in self._tables:
                path = (*path, self._tables[path])
        path = (*path, keys[-1])
        yield path, True, offset
        yield path, False, offset
        if is_array:
            self._tables[path] = self._tables.get(path, -1) + 1
            path = (*path, self._tables[path])
            yield path, False, offset
        return path

    def _keys(self, end: str) -> list[str]:
        parts = []
        while self._piece != end:
            parts.append(self._piece)
            self._step()
        dotted = re.findall(
            r'"[^"\\]*(?:\\.[^"\\]*)*"|\'[^\']*\'|[^."\']+', "".join(parts)
        )
        return [
            key if _BARE_KEY.fullmatch(key) else next(iter(tomllib.loads(f"{key}=0")))
            for key in dotted
        ]

    def _pair(self, table: Path) -> Iterator[_Step]:
        offset = self._offset
        path = table
        for key in self._keys("="):
            path = (*path, key)
            yield path, True, offset
        self._step()
        yield from self._value(path)

    def _value(self, path: Path) -> Iterator[_Step]:
        yield path, False, self._offset
        opening = self._piece
        self._step()
        if opening == "[":
            yield from self._items(path)
        elif opening == "{":
            self._skip("\n")
            while self._piece != "}":
                yield from self._pair(path)
                self._skip(",\n")
            self._step()
        else:
            # A date and a time with a space between them are two tokens.
            while self._piece and self._piece not in ",]}\n":
                self._step()

    def _items(self, path: Path) -> Iterator[_Step]:
        index = 0
        self._skip("\n")
        while self._piece != "]":
            yield from self._value((*path, index))
            self._skip(",\n")
            index += 1
        self._step()


# ------------------------------------------------------------------------- writing


def dump(document: dict[str, Any]) -> str:
    """Write each noun as a table of its own, what is inside it on one line a field."""
    lines: list[str] = []
    tables: list[str] = []
    for key, value in document.items():
        if isinstance(value, dict):
            tables += ["", f"[{_key(key)}]", *_pairs(value)]
        elif isinstance(value, list):
            for noun in value:
                tables += ["", f"[[{_key(key)}]]", *_pairs(noun)]
        else:
            lines.append(f"{_key(key)} = {_inline(value)}")
    return "\n".join([*lines, *tables, ""])


def _pairs(fields: dict[str, Any]) -> list[str]:
    return [f"{_key(key)} = {_inline(value)}" for key, value in fields.items()]


_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _quoted(key)


def _inline(value: Any) -> str:  # one return a type
    match value:
        case dict():
            return f"{{ {', '.join(_pairs(value))} }}" if value else "{}"
        case list():
            return f"[{', '.join(map(_inline, value))}]"
        case bool():
            return "true" if value else "false"
        case time():
            return f"{clock(value)}:00"
        case int() | date():
            return str(value)
        case str() | Decimal():
            # Numbers too: another reader's floats would not be exact.
            return _quoted(str(value))
        case _:
            raise TypeError(f"{value!r} is not a value that documents hold")


_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _quoted(text: str) -> str:
    escaped = _ESCAPED.sub(
        lambda match: _SHORT.get(match[0]) or f"\\u{ord(match[0]):04X}", text
    )
    return f'"{escaped}"'
