"""The sandbox in which templates run: what they may touch, and what may be printed.

An allow-list: the declared fields of attrs classes, loops, macros, blocks, and the
filters and tests named below. No method, no global, no other attribute.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import attrs
import jinja2
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from tpkit._text import did_you_mean
from tpkit.errors import TemplateError
from tpkit.report._layers import LayeredLoader, Place

FILTERS = (
    "abs",
    "batch",
    "capitalize",
    "first",
    "groupby",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "select",
    "selectattr",
    "slice",
    "sort",
    "sum",
    "title",
    "trim",
    "truncate",
    "unique",
    "upper",
    "wordcount",
)
"""The filters of Jinja that neither bypass escaping, hide a misspelling nor throw dice."""

TESTS = (
    "divisibleby",
    "eq",
    "even",
    "ge",
    "gt",
    "in",
    "le",
    "lt",
    "ne",
    "odd",
)
"""The tests of Jinja that hide no misspelling, as `is defined` would."""

_OF_LOOPS = frozenset({"depth", "first", "index", "index0", "last", "length"})

Escape = Callable[[str], str]
"""Makes text safe to print in one format."""


class _Missing(jinja2.StrictUndefined):
    """A name that is not there: any use of it is refused, with the nearest name."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        owner: object = self._undefined_obj
        if self._undefined_hint or not attrs.has(type(owner)):
            return super()._undefined_message
        hint = did_you_mean(str(self._undefined_name), _fields_of(owner))
        what = type(owner).__name__
        message = f"{what} has no field {self._undefined_name!r}"
        return f"{message}; {hint}" if hint else message


class Sandbox(ImmutableSandboxedEnvironment):
    """A Jinja environment for one format, over layers of templates."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, loader: LayeredLoader, escape: Escape) -> None:
        super().__init__(
            autoescape=True,
            finalize=printer(escape),
            keep_trailing_newline=True,
            loader=loader,
            lstrip_blocks=True,
            trim_blocks=True,
            undefined=_Missing,
        )
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}
        self.globals = {}
        self._layers = loader

    def join_path(self, template: str, parent: str) -> str:
        """Give the template that *parent* means by a name, with its layer."""
        asking = Place.parse(parent)
        place = self._layers.place_from(template, asking)
        if place is None:
            # Jinja's own error, so that `include … ignore missing` works.
            message = self._layers.missing(template, asking)
            raise jinja2.TemplateNotFound(template, message)
        return str(place)

    def is_safe_attribute(self, obj: object, attr: str, value: Any) -> bool:
        """Say whether a template may read this: fields, loops and imported macros."""
        if isinstance(obj, LoopContext):
            return attr in _OF_LOOPS
        if isinstance(obj, BlockReference):
            return attr == "super"
        if isinstance(obj, TemplateModule):
            return isinstance(value, Macro)
        return attr in _fields_of(obj)

    def is_safe_callable(self, obj: Any) -> bool:
        """Say whether a template may call this: macros, `super()` and blocks."""
        return isinstance(obj, Macro | BlockReference)

    def call_binop(
        self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any
    ) -> Any:
        """Refuse the operators with which a few letters fill a machine's memory."""
        del context, left, right
        raise jinja2.exceptions.SecurityError(
            f"the operator {operator} is not for templates"
        )

    def fill(self, name: str, values: Mapping[str, Any]) -> str:
        """Render the topmost template of that name with the values.

        Raises:
            TemplateError: it is missing, wrong, or prints what must not be printed.
        """
        place = self._layers.place(name)
        if place is None:
            raise TemplateError(self._layers.missing(name))
        try:
            return self.get_template(str(place)).render(values)
        except TemplateError:
            raise
        except jinja2.TemplateSyntaxError as error:
            raise self._misspelt(error) from error
        except _FAULTS_OF_TEMPLATES as error:
            where = _where(error, self._layers)
            raise TemplateError(self._told(where, error, values)) from error

    def blocks(self, name: str) -> tuple[str, ...]:
        """Give the names of a template's blocks, those it inherits among them.

        Raises:
            TemplateError: it is missing, or no template.
        """
        try:
            return self._layers.blocks(self, name)
        except jinja2.TemplateSyntaxError as error:
            raise self._misspelt(error) from error

    def _misspelt(self, error: jinja2.TemplateSyntaxError) -> TemplateError:
        return TemplateError(self._told(f"{error.filename} line {error.lineno}", error))

    def _told(self, where: str, error: Exception, values: Iterable[str] = ()) -> str:
        # A syntax error's text repeats where it is; its message does not.
        message = str(getattr(error, "message", None) or error).rstrip(".")
        if isinstance(error, RecursionError):
            message = "it includes or calls itself without end"
        choices: dict[str, Iterable[str]] = {
            r"'(\w+)' is undefined": values,
            r"No filter named '(\w+)'": FILTERS,
            r"No test named '(\w+)' found": TESTS,
        }
        for pattern, names in choices.items():
            match = re.fullmatch(pattern, message)
            hint = did_you_mean(match[1], names) if match else ""
            if hint:
                return f"{where}: {message}; {hint}"
        return f"{where}: {message}"


# Values in a template are plain, so these come from what the template does with them.
_FAULTS_OF_TEMPLATES = (
    jinja2.TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    RecursionError,
)


def _fields_of(value: object) -> frozenset[str]:
    kind: Any = type(value)  # mypy does not see that a class can be hashed
    return _fields(kind)


@functools.cache
def _fields(kind: Any) -> frozenset[str]:
    if not attrs.has(kind):
        return frozenset()
    return frozenset(field.name for field in attrs.fields(kind))


def _where(error: BaseException, layers: LayeredLoader) -> str:
    """Give file and line of the innermost template in a traceback."""
    files = {*layers.files()}
    found = [spot for spot in _spots(error) if spot[0] in files]
    return f"{found[-1][0]} line {found[-1][1]}" if found else "a template"


def _spots(error: BaseException) -> Iterator[tuple[str, int]]:
    step = error.__traceback__
    while step is not None:
        yield step.tb_frame.f_code.co_filename, step.tb_lineno
        step = step.tb_next


def printer(escape: Escape) -> Callable[[jinja2.runtime.Context, Any], Markup]:
    """Make the function through which every printed value goes."""

    # With the context as argument, Jinja calls it for constants too, when rendering.
    @jinja2.pass_context
    def printed(_: jinja2.runtime.Context, value: Any) -> Markup:
        match value:
            case Markup():
                return value
            case str():
                return Markup(escape(value))  # noqa: S704  # escaping is its purpose
            case bool():
                pass
            case int() | Decimal():
                return Markup(escape(str(value)))  # noqa: S704  # as above
            case jinja2.Undefined():
                str(value)  # raises, saying which name is not there
        raise jinja2.TemplateRuntimeError(
            f"expected text or a number to print, got {_described(value)}; "
            "print one of its fields, or go through it with 'for'"
        )

    return printed


def _described(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return repr(value)
    return f"a {type(value).__name__}"
