"""YAML: scalars stay as they are spelt, and the field they are for gives them a type.

Only the parser of PyYAML is used, never its constructors: those read `NO` as False,
`10:30` as 630 and `01` as 1, and can be made to run code.
"""

import functools
import itertools
import re
from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

import yaml

from tpkit._dates import clock
from tpkit._model._checked import UNPRINTABLE
from tpkit.files._convert import Plain
from tpkit.files._faults import (
    DEEPEST,
    FAILED,
    Fault,
    Path,
    Place,
    Spot,
    UnreadableError,
    described,
    nothing_deeper,
    placer,
    repeated_key,
)

_NOTHING = frozenset({"", "~", "null"})
"""The unquoted spellings that mean nothing is there."""

MOST_REPEATED = 100_000
"""How many values aliases may repeat in all: a bomb repeats thousands of millions.

A text counts once more for each hundred characters that it is long.
"""

LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
DUMPER: Any = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper


def parse(text: str, *, loader: Any = LOADER) -> tuple[Any, list[Fault]]:
    """Read YAML into mappings, lists, `Plain` and quoted texts, and None.

    Also says which tags, merge keys, complex keys and repeated keys it met: tpkit
    reads none of them.

    Raises:
        UnreadableError: this is not YAML, is nested too deeply, or repeats too much.
    """
    if bad := UNPRINTABLE.search(text):
        raise UnreadableError(
            Fault(
                expected="text without control characters",
                got=f"the character U+{ord(bad[0]):04X}",
                place=placer(text)(bad.start()),
            )
        )
    composer = _Composer(text, yaml.parse(text, Loader=loader))
    try:
        return composer.document(), composer.faults
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, text) from None


_INDENTED = "check that lines that belong together are indented alike"
_BEGINS = "put a text that begins with {} in quotes, all of it"
_INDENTED_OR_QUOTED = f"{_INDENTED}; {_BEGINS.format('a quotation mark or [')}"
_HINTS = {
    "mapping values are not allowed": f"put a text that holds ': ' in quotes; {_INDENTED}",
    "tab character": "indent with spaces, not tabs",
    "cannot start any token": (
        f"indent with spaces, not tabs; {_BEGINS.format('@, ` or %')}"
    ),
    "expected key": _INDENTED_OR_QUOTED,
    "block end": _INDENTED_OR_QUOTED,
    "'-' indicator": _INDENTED,
    "expected ':'": "write each key with a colon and a space after it",
    "sequence entries are not allowed": _BEGINS.format("-"),
    "alphabetic or numeric": _BEGINS.format("* or &"),
    "line break": _BEGINS.format("> or |"),
    "end of stream": "end the text with the quotation mark it begins with",
}


_HAS_A_BEGINNING = re.compile("quoted|flow|simple key")
"""What the parser says it was reading, where it helps to know in which line it began."""


def _syntax_error(error: "yaml.MarkedYAMLError", text: str) -> UnreadableError:
    words = str(error.problem)
    hint = next((hint for sign, hint in _HINTS.items() if sign in words), "")
    if error.context_mark and _HAS_A_BEGINNING.search(str(error.context)):
        line, _ = placer(text)(error.context_mark.index)
        words = f"{words} {error.context} from line {line}"
    # By its index: YAML counts lines where no editor does, at U+0085 and U+2028.
    place = placer(text)(error.problem_mark.index) if error.problem_mark else None
    return UnreadableError(
        Fault(expected="YAML", got=f"a syntax error: {words}", hint=hint, place=place)
    )


class _Composer:
    """Turns the parser's events into plain data, keeping a list of what it refused."""

    def __init__(self, text: str, events: Iterator[Any]) -> None:
        self.faults: list[Fault] = []
        self._text = text
        self._events = events
        self._path: list[str | int] = []
        self._depth = 0
        self._size = 0  # values so far, those behind aliases counted each time
        self._repeated = 0
        self._anchors: dict[str, tuple[Any, int]] = {}

    def document(self) -> Any:
        """Compose the one document; None when the text holds nothing."""
        events = self._events
        next(events)  # the stream starts
        if isinstance(next(events), yaml.StreamEndEvent):
            return None
        tree = self._node(next(events))
        next(events)  # the document ends
        if isinstance(another := next(events), yaml.DocumentStartEvent):
            self._refuse(another, "one document in a file", "a second one after ---")
        return tree

    @functools.cached_property
    def _place_of(self) -> Callable[[int], Place]:
        return placer(self._text)

    def _start(self, event: Any) -> Place:
        return self._place_of(event.start_mark.index)

    def _refuse(self, event: Any, expected: str, got: str, hint: str = "") -> None:
        self.faults.append(
            Fault(
                path=tuple(self._path),
                expected=expected,
                got=got,
                hint=hint,
                place=self._start(event),
            )
        )

    def _node(self, event: Any) -> Any:
        if type(event) is yaml.AliasEvent:
            return self._alias(event)
        self._size += 1
        before = self._size
        if event.tag is not None:
            hint = "leave the tag out, or put a text that begins with ! in quotes"
            self._refuse(event, "a value without a tag", f"the tag {event.tag!r}", hint)
        value: Any
        if type(event) is yaml.ScalarEvent:
            value = _scalar(event) if event.tag is None else FAILED
            self._size += len(event.value) // 100
        else:
            if self._depth >= DEEPEST:
                raise nothing_deeper(tuple(self._path), self._start(event))
            # While it is being built an anchor cannot be repeated: it would hold itself.
            self._anchors.pop(event.anchor, None)
            is_list = type(event) is yaml.SequenceStartEvent
            self._depth += 1
            value = self._sequence() if is_list else self._mapping()
            self._depth -= 1
        if event.anchor is not None:
            self._anchors[event.anchor] = value, self._size - before + 1
        return value

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self._anchors:
            got = f"*{event.anchor}"
            hint = "an anchor must stand before its alias, and not around it"
            self._refuse(event, "an alias of an anchor", got, hint)
            return FAILED
        value, size = self._anchors[event.anchor]
        self._size += size
        self._repeated += size
        if self._repeated > MOST_REPEATED:
            raise UnreadableError(
                Fault(
                    path=tuple(self._path),
                    expected=f"aliases that repeat at most {MOST_REPEATED:,} values",
                    got="more",
                    place=self._start(event),
                )
            )
        return value

    def _sequence(self) -> list[Any]:
        items: list[Any] = []
        path = self._path
        path.append(0)
        while type(event := next(self._events)) is not yaml.SequenceEndEvent:
            path[-1] = len(items)
            items.append(self._node(event))
        path.pop()
        return items

    def _mapping(self) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        path = self._path
        while type(event := next(self._events)) is not yaml.MappingEndEvent:
            key = self._key(event)
            path.append("" if key is None else key)
            value = self._node(next(self._events))
            if key in fields:
                place = self._start(event)
                self.faults.append(repeated_key(tuple(path), place))
            elif key is not None:
                fields[key] = value
            path.pop()
        return fields

    def _key(self, event: Any) -> str | None:
        if (
            type(event) is yaml.ScalarEvent
            and event.value == "<<"
            and event.implicit[0]
        ):
            hint = "write the repeated lines out, or repeat a whole value with an alias"
            self._refuse(event, "keys of its own", "the merge key <<", hint)
            return None
        key = self._node(event)
        if isinstance(key, str) or (key is None and type(event) is yaml.ScalarEvent):
            return str(key or event.value)
        if key is FAILED:
            return None
        self._refuse(event, "a text as the key", described(key))
        return None


def _scalar(event: Any) -> str | None:
    value: str = event.value
    if not event.implicit[0]:
        return value
    return None if value in _NOTHING else Plain(value)


# ----------------------------------------------------------------------- positions


def locate(text: str, wanted: set[Path]) -> dict[Spot, Place]:
    """Find where the keys and values of the wanted paths stand."""
    events = yaml.parse(text, Loader=LOADER)
    next(events)  # the stream starts
    next(events)  # the document starts
    place_of = placer(text)
    return {
        spot: place_of(index) for spot, index in _walk(events, next(events), (), wanted)
    }


def _walk(
    events: Iterator[Any], event: Any, path: Path, wanted: set[Path]
) -> Iterator[tuple[Spot, int]]:
    if path not in wanted:
        # Nothing inside is wanted either, for what is comes with all above it.
        _skip(events, event)
        return
    yield (path, False), event.start_mark.index
    if type(event) is yaml.SequenceStartEvent:
        index = 0
        while type(event := next(events)) is not yaml.SequenceEndEvent:
            yield from _walk(events, event, (*path, index), wanted)
            index += 1
    elif type(event) is yaml.MappingStartEvent:
        while type(event := next(events)) is not yaml.MappingEndEvent:
            step = (*path, getattr(event, "value", ""))
            if step in wanted:
                yield (step, True), event.start_mark.index
            _skip(events, event)
            yield from _walk(events, next(events), step, wanted)


_STARTS = {yaml.SequenceStartEvent, yaml.MappingStartEvent}
_ENDS = {yaml.SequenceEndEvent, yaml.MappingEndEvent}


def _skip(events: Iterator[Any], event: Any) -> None:
    """Pass over what is inside a list or mapping that has just begun."""
    depth = int(type(event) in _STARTS)
    while depth:
        kind = type(next(events))
        depth += (kind in _STARTS) - (kind in _ENDS)


# ------------------------------------------------------------------------- writing


def dump(document: dict[str, Any]) -> str:
    """Write block style, quoting what any YAML reader could take for something else."""
    # One after another: a list of them all would be ten times the size of the text.
    events = itertools.chain(
        [yaml.StreamStartEvent(), yaml.DocumentStartEvent(explicit=False)],
        _events(document),
        [yaml.DocumentEndEvent(explicit=False), yaml.StreamEndEvent()],
    )
    text: str = yaml.emit(events, Dumper=DUMPER, allow_unicode=True, width=88)
    return text


def _events(value: Any) -> Iterator[Any]:
    match value:
        case dict():
            yield yaml.MappingStartEvent(None, None, implicit=True, flow_style=False)
            for key, inner in value.items():
                yield _key_event(key)
                yield from _events(inner)
            yield yaml.MappingEndEvent()
        case list():
            yield yaml.SequenceStartEvent(None, None, implicit=True, flow_style=False)
            for inner in value:
                yield from _events(inner)
            yield yaml.SequenceEndEvent()
        case str():
            yield _text_event(value)
        case time():
            yield _text_event(clock(value))
        case bool():
            yield _scalar_event("true" if value else "false")
        case date() | int() | Decimal():
            yield _scalar_event(str(value))
        case _:
            raise TypeError(f"{value!r} is not a value that documents hold")


@functools.lru_cache(maxsize=1024)
def _key_event(key: str) -> Any:
    # A field named `on` stays bare: only YAML 1.1 takes that for True.
    return _scalar_event(key) if key.isidentifier() else _text_event(key)


_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9_./()&'+-]*( [A-Za-z0-9_./()&'+-]+)*", re.ASCII)
_WORDS_OF_YAML = frozenset(
    ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
)
_BLOCK = re.compile(r"[^\s][^\r\x85\u2028\u2029\ufeff]*", re.DOTALL)


def _text_event(text: str) -> Any:
    # Older readers take NO for False, 10:30 for 630 and 1.0 for a number, so we quote
    # what we should read rightly without.
    if _SAFE.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return _scalar_event(text)
    if "\n" in text and text.replace("\n", "").isprintable() and " \n" not in text:
        return _scalar_event(text, style="|" if _BLOCK.fullmatch(text) else '"')
    return _scalar_event(text, style="'" if text.isprintable() else '"')


def _scalar_event(text: str, style: str | None = None) -> Any:
    return yaml.ScalarEvent(None, None, (style is None, True), text, style=style)
