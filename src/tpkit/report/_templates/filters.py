"""Jinja's filters as templates get them: bounded, and escaped for their own format."""

import functools
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as OF_JINJA
from markupsafe import Markup

from tpkit.report._escaping import json_ld
from tpkit.report._escaping.table import Escape
from tpkit.report._templates.allowed import FILTERS
from tpkit.report._templates.meter import Meter
from tpkit.report._templates.weights import CAPTURE, CHARGE, ITEMS

_MOST = 10_000
"""The largest number that a filter may be given: how many in a batch, how many digits."""
_OF_A_LOOP = 10
"""The work of a loop, beside that of what is in it."""
_OF_WORDS = (
    "capitalize",
    "lower",
    "replace",
    "title",
    "truncate",
    "upper",
    "wordcount",
)
"""Filters for words, which would break what a macro has written."""


def filters(escape: Escape, meter: Meter) -> dict[str, Callable[..., Any]]:
    """Give the filters of one format, counted by that meter."""
    bounded = {name: _bounded(name, OF_JINJA[name], meter) for name in FILTERS}
    return bounded | {
        "join": _joiner(escape, meter),
        "replace": _replacer(meter),
        CHARGE: meter.charge,
        ITEMS: _looper(meter),
        CAPTURE: lambda _: meter.capture(),
    }


def _bounded(name: str, filter: Callable[..., Any], meter: Meter) -> Callable[..., Any]:
    """Make a filter that is given no huge number, and whose result is counted."""

    @functools.wraps(filter)  # with what it wants to be passed first
    def run(*values: Any, **named: Any) -> Any:
        for value in (*values, *named.values()):
            if isinstance(value, int) and abs(value) > _MOST and name in _SIZED:
                raise SecurityError(
                    f"expected at most {_MOST:,} for the filter {name!r}, got {value}"
                )
            if isinstance(value, Markup) and name in _OF_WORDS:
                raise SecurityError(_for_words(name))
        if name in _OF_WORDS or name == "trim":
            words = next(v for v in values if not isinstance(v, jinja2.Environment))
            _text(words, wanted=f"words for the filter {name!r}")
        made = filter(*values, **named)
        meter.charge(1, len(made) if isinstance(made, str | list) else 1)
        return made

    return run


_SIZED = ("batch", "round", "slice", "truncate")


def _for_words(name: str) -> str:
    return (
        f"the filter {name!r} is for words, and would break what a macro has written; "
        "use it on the words before they go into the macro"
    )


def joined(parts: Iterable[Any], escape: Escape, meter: Meter) -> str:
    """Join texts; where one is written for the format already, the others become so."""
    texts = [_text(part) for part in parts]
    meter.room(sum(map(len, texts)))
    if any(isinstance(text, Markup) for text in texts):
        safe = [t if isinstance(t, Markup) else escape(t) for t in texts]
        whole: str = Markup("").join(map(Markup, safe))
    else:
        whole = "".join(texts)
    meter.charge(len(texts), len(whole))
    return whole


def _text(value: Any, *, wanted: str = "texts or numbers to join") -> str:
    """Give what can be used as text: words and numbers, and nothing else."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, jinja2.Undefined):
        str(value)  # raises, saying which name is not there
    what = repr(value) if value is None else f"a {type(value).__name__}"
    raise jinja2.TemplateRuntimeError(f"expected {wanted}, got {what}")


def _joiner(escape: Escape, meter: Meter) -> Callable[..., str]:
    @jinja2.pass_environment
    def join(
        environment: jinja2.Environment, value: Any, d: str = "", attribute: Any = None
    ) -> str:
        if attribute is not None:
            value = [environment.getattr(item, attribute) for item in value]
        return joined(_between(value, d), escape, meter)

    return join


def _between(items: Iterable[Any], mark: str) -> Iterator[Any]:
    for place, item in enumerate(items):
        if place and mark:
            yield mark
        yield item


def _replacer(meter: Meter) -> Callable[..., str]:
    def replace(s: Any, old: str, new: str, count: int = -1) -> str:
        if isinstance(s, Markup):
            raise SecurityError(_for_words("replace"))
        text, old, new = _text(s), _text(old), _text(new)
        times = text.count(old) if count < 0 else min(count, text.count(old))
        meter.room(len(text) + times * (len(new) - len(old)))
        meter.charge(1, len(text) + times * len(new))
        return text.replace(old, str(new), count)

    return replace


def _looper(meter: Meter) -> Callable[..., Any]:
    def items(value: Any, work: int, letters: int) -> Any:
        if isinstance(value, str):
            raise jinja2.TemplateRuntimeError(
                "expected several things to go through, got a text; print it as it is"
            )
        if value is None:
            raise jinja2.TemplateRuntimeError(
                "expected several things to go through, got None; ask 'if' first"
            )
        found = value if isinstance(value, tuple | list | dict) else [*value]
        meter.charge(len(found) * work + _OF_A_LOOP, len(found) * letters)
        return found

    return items


def json(value: Any) -> Markup:
    """Write a text, a number or a claim as JSON that ends no `<script>`."""
    if isinstance(value, bool):
        return Markup("true") if value else Markup("false")
    if isinstance(value, int | Decimal):
        return Markup(str(value))  # noqa: S704  # digits
    if not isinstance(value, Markup):
        return Markup(json_ld.escape(_text(value)))  # noqa: S704  # escaping is its purpose
    raise SecurityError(_for_words("json"))
