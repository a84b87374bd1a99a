"""What a condition shows of the values it asks about."""

from collections.abc import Callable

from jinja2 import nodes

from tpkit.report._checking.scope import Path, path_of
from tpkit.report._checking.shapes import Shape, without_nothing

ShapeOf = Callable[[nodes.Node], Shape]
"""Gives the shape of an expression, without telling what is wrong with it."""


def known_if(test: nodes.Node, shape: ShapeOf, *, holds: bool) -> dict[Path, Shape]:
    """Give what is known where a condition holds, or does not."""
    match test:
        case nodes.Not():
            return known_if(test.node, shape, holds=not holds)
        case nodes.And() if holds:
            return _both(test, shape, holds=True)
        case nodes.Or() if not holds:
            return _both(test, shape, holds=False)
        case nodes.Compare(ops=[nodes.Operand(op=op, expr=nodes.Const(value=None))]):
            return _there(test.expr, shape) if holds == (op == "ne") else {}
        case nodes.Name() | nodes.Getattr() if holds:
            return _there(test, shape)
    return {}


def _both(test: nodes.BinExpr, shape: ShapeOf, *, holds: bool) -> dict[Path, Shape]:
    left = known_if(test.left, shape, holds=holds)
    return {**left, **known_if(test.right, shape, holds=holds)}


def _there(test: nodes.Node, shape: ShapeOf) -> dict[Path, Shape]:
    path = path_of(test)
    return {} if path is None else {path: without_nothing(shape(test))}
