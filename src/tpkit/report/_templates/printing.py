"""What may be printed, and what happens to a name that is not there."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import jinja2
from markupsafe import Markup

from tpkit._text import did_you_mean
from tpkit.report._escaping.table import Escape
from tpkit.report._templates.meter import Meter
from tpkit.report._templates.opaque import Opaque


class Missing(jinja2.StrictUndefined):
    """A name that is not there: any use of it is refused, with the nearest name."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        owner: object = self._undefined_obj
        if self._undefined_hint or not attrs.has(type(owner)):
            return super()._undefined_message
        kind: Any = type(owner)  # attrs's own types want to see its decorator
        fields = [field.name for field in attrs.fields(kind)]
        hint = did_you_mean(str(self._undefined_name), fields)
        message = f"{type(owner).__name__} has no field {self._undefined_name!r}"
        return f"{message}; {hint}" if hint else message


def printer(escape: Escape, meter: Meter) -> Callable[[Any], str]:
    """Make the function through which every printed value goes."""

    def printed(value: Any) -> str:
        kind = value.__class__
        if kind is str:
            text = escape(value)
        elif kind is Markup:
            text = value
        elif kind is Opaque:
            text = value.marked
        else:
            text = escape(_in_words(value))
        meter.letters = left = meter.letters - len(text)
        if left < 0:
            raise meter.spent()
        return text

    return printed


def _in_words(value: Any) -> str:
    match value:
        case bool():
            pass
        case int() | Decimal():
            return str(value)
        case jinja2.Undefined():
            str(value)  # raises, saying which name is not there
    raise jinja2.TemplateRuntimeError(
        f"expected text or a number to print, got {_described(value)}; "
        "print one of its fields, or go through it with 'for'"
    )


def _described(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return repr(value)
    return f"a {type(value).__name__}"
