"""What an expression in a template gives, and what is wrong with it."""

import abc
from collections.abc import Callable, Sequence
from typing import Any

from jinja2 import nodes

from tpkit._text import listed
from tpkit.report._checking import filtered
from tpkit.report._checking.faults import Faults, hinted
from tpkit.report._checking.guards import known_if
from tpkit.report._checking.scope import Scope, path_of
from tpkit.report._checking.shapes import (
    ANYTHING,
    FLAG,
    FRACTION,
    NOTHING,
    NUMBER,
    TEXT,
    WRITTEN,
    Anything,
    Fixed,
    Flag,
    Fraction,
    Group,
    Loop,
    MacroShape,
    Many,
    Method,
    Module,
    Names,
    Number,
    OwnBlocks,
    Perhaps,
    Record,
    Shape,
    Super,
    Text,
    Written,
    either,
    fields_of,
    members,
    without_nothing,
)
from tpkit.report._checking.words import described
from tpkit.report._templates.allowed import METHODS, OF_LOOPS, TESTS

_PRINTED = (Text, Number, Written, Anything)
_CONSTANTS: dict[type, Shape] = {str: TEXT, int: NUMBER, bool: FLAG, float: FRACTION}


class Expressions(abc.ABC):
    """Works out shapes. What a macro writes, and which blocks there are, others know."""

    def __init__(self, faults: Faults, filters: Sequence[str]) -> None:
        self.faults = faults
        self.filters = filters
        self.quiet = 0
        """How many questions are being asked whose faults are told elsewhere."""

    def tell(self, node: nodes.Node, scope: Scope, message: str) -> None:
        """Note a fault at a place."""
        if not self.quiet:
            self.faults.add(scope.file, node.lineno or 0, message)

    def shape(self, node: nodes.Node, scope: Scope) -> Shape:
        """Give the shape of an expression, and tell what is wrong with it."""
        work: Callable[[Any, Scope], Shape] = getattr(
            self, f"_{type(node).__name__.lower()}"
        )
        return work(node, scope)

    def printed(self, node: nodes.Node, scope: Scope) -> None:
        """Tell what must not be printed."""
        shape = self.shape(node, scope)
        wrong = [one for one in members(shape) if not isinstance(one, _PRINTED)]
        if not wrong:
            return
        if NOTHING in wrong:
            what = _spelt(node)
            advice = f"ask '{{% if {what} %}}' first, or write '{what} or \"…\"'"
            self.tell(
                node, scope, f"{what} may be None, which is not printed; {advice}"
            )
            return
        got = described(wrong[0])
        advice = "print one of its fields, or go through it with 'for'"
        self.tell(
            node, scope, f"expected text or a number to print, got {got}; {advice}"
        )

    @abc.abstractmethod
    def written_by(
        self, macro: MacroShape, given: dict[str, Shape], *, caller: bool
    ) -> None:
        """Look into a macro that is given these values."""

    @abc.abstractmethod
    def has_block(self, name: str) -> bool:
        """Say whether the document has a block."""

    @abc.abstractmethod
    def has_super(self, scope: Scope) -> bool:
        """Say whether the block at a place covers one below."""

    # ------------------------------------------------------------------- what there is

    def _name(self, node: nodes.Name, scope: Scope) -> Shape:
        fact = scope.facts.get((node.name,))
        shape = fact or scope.names.get(node.name)
        if shape is None:
            message = f"{node.name!r} is undefined"
            self.tell(node, scope, hinted(message, node.name, scope.names))
            return ANYTHING
        if isinstance(shape, Perhaps):
            message = (
                f"{node.name!r} is only set where an 'if' came true; set it before"
            )
            self.tell(node, scope, message)
            return shape.shape
        return shape

    def _const(self, node: nodes.Const, scope: Scope) -> Shape:
        del scope
        return _CONSTANTS.get(type(node.value), NOTHING)

    def _getattr(self, node: nodes.Getattr, scope: Scope) -> Shape:
        owner = self.shape(node.node, scope)
        path = path_of(node)
        fact = scope.facts.get(path) if path else None
        if fact is not None:
            return fact
        return either(self.read(one, node.attr, node, scope) for one in members(owner))

    def read(self, owner: Shape, name: str, node: nodes.Node, scope: Scope) -> Shape:
        """Give what `.name` of a value is."""
        if owner == ANYTHING:
            return ANYTHING
        if isinstance(owner, OwnBlocks) and not self.has_block(name):
            self.tell(node, scope, f"no block is named {name!r}")
        if isinstance(owner, OwnBlocks):
            return Super()
        inside = _inside(owner)
        if name in inside:
            return inside[name]
        if owner == NOTHING:
            asked = _spelt(node.node) if isinstance(node, nodes.Getattr) else "it"
            message = f"{asked} may be None; ask '{{% if {asked} %}}' first"
            self.tell(node, scope, message)
            return ANYTHING
        whose = owner.kind.__name__ if isinstance(owner, Record) else described(owner)
        message = f"{whose} has no {_kind(owner)} {name!r}"
        self.tell(node, scope, hinted(message, name, inside))
        return ANYTHING

    def _getitem(self, node: nodes.Getitem, scope: Scope) -> Shape:
        owner = self.shape(node.node, scope)
        if isinstance(node.arg, nodes.Slice):
            for part in (node.arg.start, node.arg.stop, node.arg.step):
                if part is not None:
                    self._number(part, scope)
            for one in members(owner):
                if not isinstance(one, Many | Fixed | Text | Anything):
                    got = described(one)
                    message = f"expected a list or words to take a part of, got {got}"
                    self.tell(node, scope, message)
            return owner
        self.shape(node.arg, scope)
        if isinstance(owner, Many):
            return owner.item
        if isinstance(owner, Fixed):
            return self._of_fixed(node, owner, scope)
        if owner not in {ANYTHING, TEXT}:
            got = described(owner)
            message = f"expected a list before '[', got {got}; write a dot and the name"
            self.tell(node, scope, message)
            return ANYTHING
        return owner

    def _of_fixed(self, node: nodes.Getitem, owner: Fixed, scope: Scope) -> Shape:
        place = node.arg.value if isinstance(node.arg, nodes.Const) else None
        if not isinstance(place, int):
            return either(owner.items)
        if place < len(owner.items):
            return owner.items[place]
        self.tell(node, scope, f"there are {len(owner.items)} items, and no [{place}]")
        return ANYTHING

    def _list(self, node: nodes.List | nodes.Tuple, scope: Scope) -> Shape:
        return Many(either(self.shape(item, scope) for item in node.items))

    def _tuple(self, node: nodes.Tuple, scope: Scope) -> Shape:
        return Fixed(tuple(self.shape(item, scope) for item in node.items))

    def _dict(self, node: nodes.Dict, scope: Scope) -> Shape:
        for pair in node.items:
            self.shape(pair.key, scope)
            self.shape(pair.value, scope)
        return ANYTHING

    # ---------------------------------------------------------------------- operators

    def _concat(self, node: nodes.Concat, scope: Scope) -> Shape:
        shapes = []
        for part in node.nodes:
            self.printed(part, scope)
            self.quiet += 1
            shapes.append(self.shape(part, scope))
            self.quiet -= 1
        return WRITTEN if WRITTEN in shapes else TEXT

    def _add(self, node: nodes.Add, scope: Scope) -> Shape:
        left, right = self.shape(node.left, scope), self.shape(node.right, scope)
        kinds = {type(one) for one in (*members(left), *members(right))} - {Anything}
        if kinds <= {Number, Fraction, Flag}:
            return FRACTION if Fraction in kinds else NUMBER
        if kinds <= {Text, Written}:
            return WRITTEN if Written in kinds else TEXT
        if kinds <= {Many, Fixed}:
            return Many(either(_items(one) for one in (left, right)))
        message = f"{described(left)} and {described(right)} cannot be added; use '~'"
        self.tell(node, scope, message)
        return ANYTHING

    def _arithmetic(self, node: nodes.BinExpr, scope: Scope) -> Shape:
        shapes = [self._number(part, scope) for part in (node.left, node.right)]
        return FRACTION if FRACTION in shapes or isinstance(node, nodes.Div) else NUMBER

    _sub = _div = _floordiv = _arithmetic

    def _number(self, node: nodes.Expr, scope: Scope) -> Shape:
        shape = self.shape(node, scope)
        if not _is(shape, Number, Fraction, Flag):
            got = described(shape)
            self.tell(node, scope, f"expected a number to reckon with, got {got}")
        return shape

    def _refused(self, node: nodes.BinExpr, scope: Scope) -> Shape:
        self.tell(node, scope, f"the operator {node.operator} is not for templates")
        self.shape(node.left, scope)
        self.shape(node.right, scope)
        return ANYTHING

    _mul = _pow = _mod = _refused

    def _sign(self, node: nodes.UnaryExpr, scope: Scope) -> Shape:
        return self._number(node.node, scope)

    _neg = _pos = _sign

    def _not(self, node: nodes.Not, scope: Scope) -> Shape:
        self.asked(node.node, scope)
        return FLAG

    def _compare(self, node: nodes.Compare, scope: Scope) -> Shape:
        parts = [node.expr, *(other.expr for other in node.ops)]
        shapes = [self.asked(part, scope) for part in parts]
        if NOTHING not in shapes:
            for shape in shapes:
                self.compared(shape, node, scope)
        return FLAG

    def compared(self, shape: Shape, node: nodes.Node, scope: Scope) -> None:
        """Tell what cannot be compared: values of a class, whatever they hold."""
        for one in members(shape):
            if isinstance(one, Record):
                what = described(one)
                message = f"{what} cannot be compared; compare one of its fields"
                self.tell(node, scope, message)

    def asked(self, node: nodes.Node, scope: Scope) -> Shape:
        """Give the shape of what a condition asks, and tell of what is always true."""
        shape = self.shape(node, scope)
        for one in members(shape):
            if isinstance(one, Method | MacroShape | Super | Module | Loop):
                what = described(one)
                self.tell(node, scope, f"{what} is always true; it is not called")
        return shape

    def _and(self, node: nodes.And, scope: Scope) -> Shape:
        left = self.asked(node.left, scope)
        there = known_if(node.left, self.quietly(scope), holds=True)
        right = self.shape(node.right, scope.knowing(there))
        # A record is never false, so that it is never what comes of this.
        return either([*(x for x in members(left) if not isinstance(x, Record)), right])

    def _or(self, node: nodes.Or, scope: Scope) -> Shape:
        left = self.asked(node.left, scope)
        missing = known_if(node.left, self.quietly(scope), holds=False)
        right = self.shape(node.right, scope.knowing(missing))
        return either([without_nothing(left), right]) if left != NOTHING else right

    def _condexpr(self, node: nodes.CondExpr, scope: Scope) -> Shape:
        self.asked(node.test, scope)
        asks = self.quietly(scope)
        then = scope.knowing(known_if(node.test, asks, holds=True))
        if node.expr2 is None:
            message = "an 'if' within '{{ }}' needs an 'else', such as 'else \"\"'"
            self.tell(node, scope, message)
            return self.shape(node.expr1, then)
        otherwise = scope.knowing(known_if(node.test, asks, holds=False))
        return either([self.shape(node.expr1, then), self.shape(node.expr2, otherwise)])

    def quietly(self, scope: Scope) -> Callable[[nodes.Node], Shape]:
        """Give what tells shapes, and no faults."""

        def shape(node: nodes.Node) -> Shape:
            self.quiet += 1
            found = self.shape(node, scope)
            self.quiet -= 1
            return found

        return shape

    # -------------------------------------------------------------------------- calls

    def _call(self, node: nodes.Call, scope: Scope) -> Shape:
        called = self.shape(node.node, scope)
        given = [self.shape(argument, scope) for argument in node.args]
        named = {one.key: self.shape(one.value, scope) for one in node.kwargs}
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            self.tell(node, scope, "'*' before an argument is not for templates")
            return ANYTHING
        match called:
            case MacroShape():
                self.calls(node, scope, called, given, named)
                return WRITTEN
            case Super():
                is_plain = (
                    isinstance(node.node, nodes.Name) and node.node.name == "super"
                )
                if is_plain and not self.has_super(scope):
                    self.tell(node, scope, "there is no block below for super()")
                return WRITTEN
            case Method():
                return _OF_METHODS.get(called.name, TEXT)
            case Anything():
                return ANYTHING
        got = described(called)
        self.tell(node, scope, f"expected a macro to call, got {got}; leave '()' out")
        return ANYTHING

    def calls(  # noqa: PLR0913  # a call has so many parts
        self,
        node: nodes.Node,
        scope: Scope,
        macro: MacroShape,
        given: Sequence[Shape],
        named: dict[str, Shape],
        *,
        caller: bool = False,
    ) -> None:
        """Tell what is wrong with the arguments of a macro, and look into it."""
        names = [argument.name for argument in macro.node.args]
        name = macro.node.name
        if len(given) > len(names):
            message = (
                f"the macro {name!r} takes {len(names)} arguments, got {len(given)}"
            )
            self.tell(node, scope, message)
        values = dict(zip(names, given, strict=False))
        for key, shape in named.items():
            if key not in names:
                message = f"the macro {name!r} has no argument {key!r}"
                self.tell(node, scope, hinted(message, key, names))
            elif key in values:
                message = f"the macro {name!r} is given {key!r} twice"
                self.tell(node, scope, message)
            values[key] = shape
        needed = names[: len(names) - len(macro.node.defaults)]
        missing = [needs for needs in needed if needs not in values]
        if missing:
            message = f"the macro {name!r} is called without {listed(missing)}"
            self.tell(node, scope, message)
        self.written_by(
            macro, {n: values[n] for n in values if n in names}, caller=caller
        )

    # -------------------------------------------------------------- filters and tests

    def _filter(self, node: nodes.Filter, scope: Scope) -> Shape:
        # Without a value: the text that {% filter %} stands around.
        value = WRITTEN if node.node is None else self.shape(node.node, scope)
        given = [self.shape(argument, scope) for argument in node.args]
        named = {one.key: self.shape(one.value, scope) for one in node.kwargs}
        if node.name not in self.filters:
            message = f"no filter is named {node.name!r}"
            if node.name == "safe":
                message = "'|safe' would let what people typed into the page's own code"
            self.tell(node, scope, hinted(message, node.name, self.filters))
            return ANYTHING
        self._arguments(node, scope)
        for one in members(value):
            wrong = filtered.refused(node.name, one)
            if wrong:
                self.tell(node, scope, wrong)
                return ANYTHING
        return filtered.shape(self, node, scope, value, [*given, *named.values()])

    def _arguments(self, node: nodes.Filter, scope: Scope) -> None:
        names = filtered.ARGUMENTS.get(node.name)
        if names is None:
            return
        for argument in node.kwargs:
            if argument.key not in names:
                key = str(argument.key)
                message = f"the filter {node.name!r} has no argument {key!r}"
                self.tell(argument, scope, hinted(message, key, names))

    def _test(self, node: nodes.Test, scope: Scope) -> Shape:
        self.compared(self.asked(node.node, scope), node, scope)
        for argument in node.args:
            self.shape(argument, scope)
        self.test_named(node.name, node, scope)
        return FLAG

    def test_named(self, name: str, node: nodes.Node, scope: Scope) -> None:
        """Tell where no test has that name."""
        if name not in TESTS:
            self.tell(node, scope, hinted(f"no test is named {name!r}", name, TESTS))


_OF_METHODS: dict[str, Shape] = {
    "startswith": FLAG,
    "endswith": FLAG,
    "isdigit": FLAG,
    "count": NUMBER,
    "find": NUMBER,
}


def _inside(owner: Shape) -> Names:
    """Give what can be read of a value by a name."""
    names: Names
    match owner:
        case Record():
            names = dict(fields_of(owner.kind))
        case Text():
            names = {name: Method(name) for name in METHODS}
        case Loop():
            names = {n: FLAG if n in {"first", "last"} else NUMBER for n in OF_LOOPS}
        case Module():
            names = dict(owner.names)
        case Group():
            names = {"grouper": owner.grouper, "list": Many(owner.item)}
        case Super():
            names = {"super": owner}
        case _:
            names = {}
    return names


def _kind(owner: Shape) -> str:
    return {Record: "field", Module: "macro", Text: "method"}.get(type(owner), "field")


def _items(shape: Shape) -> Shape:
    match shape:
        case Many():
            return shape.item
        case Fixed():
            return either(shape.items)
    return ANYTHING


def _is(shape: Shape, *kinds: type) -> bool:
    return all(isinstance(one, (*kinds, Anything)) for one in members(shape))


def _spelt(node: nodes.Node) -> str:
    path = path_of(node)
    return ".".join(path) if path else "this"
