"""The sandbox in which templates run: what they may touch, and how much they may make.

An allow-list: the declared fields of attrs classes, loops, macros, blocks, and the
filters, tests and methods of `allowed`. No global, no other attribute; and a budget of
work and of letters for each document.
"""

import keyword
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import BuiltinMethodType
from typing import Any

import attrs
import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, operators
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from tpkit._text import did_you_mean
from tpkit.errors import TemplateError
from tpkit.report._escaping.table import Escape
from tpkit.report._templates.allowed import FILTERS, JSON, METHODS, OF_LOOPS, TESTS
from tpkit.report._templates.filters import filters, joined, json
from tpkit.report._templates.layers import LayeredLoader, Place
from tpkit.report._templates.meter import Budget, Meter
from tpkit.report._templates.opaque import MARK, Opaque
from tpkit.report._templates.printing import Missing, printer
from tpkit.report._templates.rewording import Rewording, reword
from tpkit.report._templates.weights import counted


class Sandbox(ImmutableSandboxedEnvironment):
    """A Jinja environment for one format, over layers of templates."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(
        self,
        loader: LayeredLoader,
        escape: Escape,
        *,
        budget: Budget | None = None,
        with_json: bool = False,
        rewording: Rewording | None = None,
    ) -> None:
        super().__init__(
            autoescape=True,
            cache_size=-1,
            keep_trailing_newline=True,
            loader=loader,
            lstrip_blocks=True,
            optimized=False,  # what is worked out beforehand, no meter counts
            trim_blocks=True,
            undefined=Missing,
        )
        self.code_generator_class = _Guarded
        self._meter = Meter(budget or Budget())
        self._escape = escape
        self.printed = printer(escape, self._meter)
        self.escaped = escape
        self.most = self._meter.budget.output // 4
        self.filters = filters(escape, self._meter)
        if with_json:
            self.filters[JSON] = json
        self.tests = {name: _of_plain(self.tests[name]) for name in TESTS}
        self.globals = {}
        self.readable = _READABLE
        self._layers = loader
        self._rewording = rewording

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002  # as Jinja calls it
    ) -> str:
        place = Place.parse(str(name))
        known = self._layers.known_below(self, source, place)
        self._layers.rename(source, place, known)
        if self._rewording and not place.name.endswith(".css.j2"):
            reword(source, self._rewording)
        return super()._generate(counted(source), name, filename, defer_init)

    def join_path(self, template: str, parent: str) -> str:
        """Give the template that *parent* means by a name, with its layer."""
        asking = Place.parse(parent)
        place = self._layers.place_from(template, asking)
        if place is None:
            # Jinja's own error, so that `include … ignore missing` works.
            message = self._layers.missing(template, asking)
            raise jinja2.TemplateNotFound(template, message)
        return str(place)

    # ------------------------------------------------------- what templates may touch

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give what a template may read of a value."""
        if attribute in _READABLE[obj.__class__]:
            return getattr(obj, attribute)
        if isinstance(obj, TemplateModule):
            macro = getattr(obj, attribute, None)
            if isinstance(macro, Macro):
                return macro
        if isinstance(obj, TemplateReference):
            return self._block(obj, attribute)
        if isinstance(obj, jinja2.Undefined):
            str(obj)  # raises, saying which name is not there
        if attrs.has(type(obj)) or not hasattr(obj, attribute):
            return self.undefined(obj=obj, name=attribute)
        return self.unsafe_undefined(obj, attribute)

    def _block(self, own: TemplateReference, name: str) -> Any:
        try:
            return own[name]
        except KeyError:
            return self.undefined(hint=f"no block is named {name!r}")

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Give an item of a list by its place, or what `getattr` gives by a name."""
        if isinstance(obj, tuple | list | dict) or obj.__class__ is str:
            try:
                return obj[argument]
            except (TypeError, LookupError):
                return self.undefined(obj=obj, name=argument)
        if isinstance(obj, Markup):
            raise SecurityError(
                "a part of what a macro has written may be no sound part of a page; "
                "take it from the words before they go into the macro"
            )
        return self.getattr(obj, str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        """Say whether a template may call this: macros, blocks, methods of texts."""
        return isinstance(obj, Macro | BlockReference) or (
            isinstance(obj, BuiltinMethodType)
            and obj.__self__.__class__ is str
            and obj.__name__ in METHODS
        )

    def call(
        __self,  # noqa: N805  # so that a macro's argument may be called self
        __context: jinja2.runtime.Context,  # noqa: PYI063  # as Jinja calls it
        __obj: Any,
        *args: Any,
        **kwargs: Any,
    ) -> Any:
        """Call a macro, and count what it writes."""
        if isinstance(__obj, jinja2.Undefined):
            str(__obj)  # raises, saying what is not there
        if __obj.__class__ is Macro:
            # What Jinja finds out of anything that could be called.
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            made = __obj(__context.eval_ctx, *args, **kwargs)
        else:
            made = super().call(__context, __obj, *args, **kwargs)
        text = str(made)
        __self._meter.charge(_OF_A_CALL, len(text))
        return Opaque(text) if __self._meter.has_holes and MARK in text else made

    def call_binop(
        self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any
    ) -> Any:
        """Add numbers, join texts; refuse what fills memory with a few letters."""
        del context
        if operator != "+":
            raise SecurityError(f"the operator {operator} is not for templates")
        if isinstance(left, str) and isinstance(right, str):
            return self.joined((left, right))
        made = left + right
        self._meter.charge(1, len(made) if isinstance(made, list | tuple) else 1)
        return made

    def joined(self, parts: Iterable[Any]) -> str:
        """Join what `~` stands between."""
        return joined(parts, self._escape, self._meter)

    def comparable(self, value: Any) -> Any:
        """Give a value back, unless it is one of a class: its fields are compared."""
        if attrs.has(value.__class__):
            raise SecurityError(_not_compared(value))
        return value

    # ---------------------------------------------------------------------- rendering

    def fill(self, name: str, values: Mapping[str, Any]) -> str:
        """Render the topmost template of that name with the values.

        Raises:
            TemplateError: it is missing, wrong, or prints what must not be printed.
        """
        return self._filled(name, values, has_holes=False)

    def stencil(self, name: str, values: Mapping[str, Any]) -> tuple[str, int]:
        """Render it with some values that are `Opaque`, and give the letters left.

        Raises:
            TemplateError: as `fill`, or it does more with such a value than to print it.
        """
        text = self._filled(name, values, has_holes=True)
        return text, self._meter.letters

    def _filled(self, name: str, values: Mapping[str, Any], *, has_holes: bool) -> str:
        place = self._layers.place(name)
        if place is None:
            raise TemplateError(self._layers.missing(name))
        self._meter.begin(has_holes=has_holes)
        try:
            text = self.get_template(str(place)).render(values)
            self._refuse_too_long(text)
        except TemplateError:
            raise
        except jinja2.TemplateSyntaxError as error:
            raise self._misspelt(error) from error
        except _FAULTS_OF_TEMPLATES as error:
            where = _where(error, self._layers)
            raise TemplateError(self._told(where, error, values)) from error
        else:
            return text

    def _refuse_too_long(self, text: str) -> None:
        most = self._meter.budget.output
        # A letter takes four bytes at most, and most take one.
        if len(text) * 4 > most and len(text.encode()) > most:
            raise SecurityError(
                f"expected at most {most:,} bytes of output, got more; "
                "look for what repeats itself"
            )

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
        return TemplateError(
            self._told(self._layers.spot(str(error.filename), error.lineno), error)
        )

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


_OF_A_CALL = 20
"""The work of a call, beside that of what is called."""


def _of_plain(test: Any) -> Callable[..., Any]:
    """Make a test that refuses values of a class, as comparisons do."""

    def of_plain(value: Any, *others: Any) -> Any:
        for one in (value, *others):
            if attrs.has(one.__class__):
                raise SecurityError(_not_compared(one))
        return test(value, *others)

    return of_plain


def _not_compared(value: Any) -> str:
    return f"a {type(value).__name__} cannot be compared; compare one of its fields"


class _Guarded(CodeGenerator):
    """Writes code that prints and joins by the sandbox, and works nothing out early."""

    def _output_child_to_const(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        del node, frame, finalize
        self.write("environment.printed(")

    def _output_child_post(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        del node, frame, finalize
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if not node.attr.isidentifier() or keyword.iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        # What may be read is read without a call, which takes most of the time else.
        self.write(
            f"(held.{node.attr} if {node.attr!r} in environment.readable[(held := "
        )
        self.visit(node.node, frame)
        self.write(f").__class__] else environment.getattr(held, {node.attr!r}))")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        parts = [node.expr, *(other.expr for other in node.ops)]
        if any(isinstance(p, nodes.Const) and p.value is None for p in parts):
            super().visit_Compare(node, frame)  # whether there is anything, and no more
            return
        self.write("(")
        self._comparable(node.expr, frame)
        for other in node.ops:
            self.write(f" {operators[other.op]} ")
            self._comparable(other.expr, frame)
        self.write(")")

    def _comparable(self, node: nodes.Expr, frame: Frame) -> None:
        if isinstance(node, nodes.Const):
            self.visit(node, frame)
            return
        self.write("environment.comparable(")
        self.visit(node, frame)
        self.write(")")

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:  # noqa: N802
        call_frame, macro = self.macro_body(node, frame)
        self.writeline("caller = ")
        self.macro_def(macro, call_frame)
        self.start_write(frame, node)
        self.write("environment.printed(")
        self.visit_Call(node.call, frame, forward_caller=True)
        self.write(")")
        self.end_write(frame)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        self.write("environment.getitem(")
        self.visit(node.node, frame)
        self.write(", ")
        if isinstance(node.arg, nodes.Slice):
            self.write("slice(")
            for part in (node.arg.start, node.arg.stop, node.arg.step):
                self.visit(part or nodes.Const(None), frame)
                self.write(", ")
            self.write(")")
        else:
            self.visit(node.arg, frame)
        self.write(")")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _Readable(dict[Any, frozenset[str]]):
    """What may be read of values of each class, looked up once for each."""

    def __missing__(self, kind: Any) -> frozenset[str]:
        names = _names(kind)
        self[kind] = names
        return names


def _names(kind: Any) -> frozenset[str]:
    if issubclass(kind, LoopContext):
        return frozenset(OF_LOOPS)
    if issubclass(kind, BlockReference):
        return frozenset({"super"})
    if kind is str:
        return frozenset(METHODS)
    if attrs.has(kind):
        return frozenset(field.name for field in attrs.fields(kind))
    return frozenset()


_READABLE = _Readable()

# Values in a template are plain, so these come from what the template does with them.
_FAULTS_OF_TEMPLATES = (
    jinja2.TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    RecursionError,
    MemoryError,
)


def _where(error: BaseException, layers: LayeredLoader) -> str:
    """Give file and line of the innermost template in a traceback."""
    files = {*layers.files()}
    found = [spot for spot in _spots(error) if spot[0] in files]
    return layers.spot(*found[-1]) if found else "a template"


def _spots(error: BaseException) -> Iterator[tuple[str, int]]:
    step = error.__traceback__
    while step is not None:
        yield step.tb_frame.f_code.co_filename, step.tb_lineno
        step = step.tb_next
