"""Makes a template count its own work: each body and each loop says what it costs."""

from collections.abc import Iterator, Sequence
from typing import Any

from jinja2 import nodes

CHARGE = "what a part costs"
ITEMS = "the items of a loop"
CAPTURE = "what is kept and not printed"
"""Names of filters that no template can spell."""

_BODIES = (nodes.Block, nodes.Macro, nodes.CallBlock)
_APART = (*_BODIES, nodes.For)
"""What says its own cost, and is no part of that of what it stands in."""
_KEPT: Any = (nodes.AssignBlock, nodes.FilterBlock)
"""What keeps what it writes."""
_COMPARED = 50
"""Two long texts take longer to compare than a name to look up."""


def counted(tree: nodes.Template) -> nodes.Template:
    """Put the counters into a template's tree, and give it back."""
    # First weighed, then changed: the counters are no work of the template's own.
    loops = [(loop, _weight(loop.body)) for loop in tree.find_all(nodes.For)]
    bodies = [(node, _weight(node.body)) for node in _bodies(tree)]
    for loop, weight in loops:
        loop.iter = _filter(loop.iter, ITEMS, *weight)
    for node, weight in bodies:
        work, letters = weight
        cost = _filter(nodes.Const(work), CHARGE, letters)
        node.body.insert(0, nodes.ExprStmt(cost))
    for kept in tree.find_all(_KEPT):
        kept.body.insert(0, nodes.ExprStmt(_filter(nodes.Const(0), CAPTURE)))
    return tree


def _bodies(tree: nodes.Template) -> Iterator[Any]:
    yield tree
    yield from tree.find_all(_BODIES)


def _filter(value: Any, name: str, *costs: int) -> nodes.Filter:
    arguments: list[nodes.Expr] = [nodes.Const(cost) for cost in costs]
    made = nodes.Filter(value, name, arguments, [], None, None)
    made.set_lineno(value.lineno or 1)
    return made


def _weight(body: Sequence[nodes.Node]) -> tuple[int, int]:
    """Give the work of running some nodes once, and the letters that are theirs."""
    work = letters = 0
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.TemplateData):
            letters += len(node.data)
        work += _COMPARED if isinstance(node, nodes.Compare) else 1
        if not isinstance(node, _APART):
            waiting.extend(node.iter_child_nodes())
        elif isinstance(node, nodes.For):
            waiting.extend([node.iter, *node.else_])
    return work, letters
