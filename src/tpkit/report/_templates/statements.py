"""Goes through the statements of a template's tree, and past its expressions."""

from collections.abc import Iterator

from jinja2 import nodes

_PARTS = ("body", "elif_", "else_")


def statements(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield every statement within one, in order.

    What Jinja's own `find_all` looks for in expressions too, which are most of a tree,
    and hold no statement.
    """
    for part in _PARTS:
        for each in getattr(node, part, ()):
            yield each
            yield from statements(each)


def blocks_in(tree: nodes.Template) -> Iterator[nodes.Block]:
    """Yield every block of a template, wherever it stands."""
    return (each for each in statements(tree) if isinstance(each, nodes.Block))


def extends_in(tree: nodes.Template) -> list[nodes.Extends]:
    """Give what a template says that it extends."""
    return [each for each in statements(tree) if isinstance(each, nodes.Extends)]
