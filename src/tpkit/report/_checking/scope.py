"""Which names can be seen at a place in a template, and what is known of them there."""

from collections.abc import Iterable

import attrs
from jinja2 import nodes

from tpkit.report._checking.shapes import Names, Perhaps, Shape, either

Path = tuple[str, ...]
"""`imprint.contact` is `("imprint", "contact")`."""


@attrs.frozen(kw_only=True)
class Scope:
    """The names at one place. Statements that set a name change it."""

    file: str
    """For messages: which template this is."""
    names: Names
    facts: dict[Path, Shape] = attrs.field(factory=dict)
    """What conditions have shown some values to be."""
    block: str = ""
    """The block it is in; empty outside."""

    def inner(self, **names: Shape) -> "Scope":
        """Give a scope that sees all of this one, and some names more."""
        made = attrs.evolve(self, names=dict(self.names), facts=dict(self.facts))
        for name, shape in names.items():
            made.set(name, shape)
        return made

    def knowing(self, facts: dict[Path, Shape]) -> "Scope":
        """Give a scope in which some conditions hold."""
        return attrs.evolve(self, names=dict(self.names), facts={**self.facts, **facts})

    def set(self, name: str, shape: Shape) -> None:
        """Let a name mean something, whatever was known of the one it had."""
        self.names[name] = shape
        for path in [path for path in self.facts if path[0] == name]:
            del self.facts[path]

    def after(self, branches: "Iterable[Scope]") -> None:
        """Take over what branches have set: one of them was run."""
        ends = [*branches]
        for name in dict.fromkeys(name for end in ends for name in end.names):
            mine = self.names.get(name)
            if mine is not None and all(end.names.get(name) is mine for end in ends):
                continue  # as most names are
            shapes = [end.names[name] for end in ends if name in end.names]
            shape = either(shapes)
            if len(shapes) < len(ends) and not isinstance(shape, Perhaps):
                shape = Perhaps(shape)
            self.set(name, shape)


def path_of(node: nodes.Node) -> Path | None:
    """Give the path that an expression is; None where it is another one."""
    match node:
        case nodes.Name():
            return (node.name,)
        case nodes.Getattr():
            owner = path_of(node.node)
            return None if owner is None else (*owner, node.attr)
    return None
