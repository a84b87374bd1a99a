"""A template from its first line to its last: what each statement does to the names."""

from collections.abc import Callable, Sequence
from typing import Any

from jinja2 import nodes

from tpkit.report._checking.chain import Link, chain, review
from tpkit.report._checking.desk import Desk
from tpkit.report._checking.expressions import Expressions
from tpkit.report._checking.guards import known_if
from tpkit.report._checking.scope import Scope
from tpkit.report._checking.shapes import (
    ANYTHING,
    NOTHING,
    WRITTEN,
    Anything,
    Fixed,
    Loop,
    MacroShape,
    Many,
    Module,
    Names,
    OwnBlocks,
    Shape,
    Super,
    either,
    members,
)
from tpkit.report._checking.words import described
from tpkit.report._templates.layers import Place


class Page(Expressions):
    """One template with all that it extends, given some names."""

    def __init__(self, desk: Desk, place: Place, names: Names) -> None:
        super().__init__(desk.faults, desk.filters)
        self._desk = desk
        self._links = chain(desk, place)
        self.names: Names = {"self": OwnBlocks(), **names}
        self._blocks: dict[str, list[tuple[Link, nodes.Block]]] = {}
        for link in self._links:
            for name, block in link.blocks:
                self._blocks.setdefault(name, []).append((link, block))
        self._visited: set[str] = set()

    def check(self) -> None:
        """Tell everything that is wrong with it."""
        review(self._desk, self._links)
        for link in self._links:
            # Blocks come once all names are known, those that the lowest template sets
            # among them; what else stands in a template that extends is never printed.
            is_lowest = link is self._links[-1]
            body = [n for n in link.tree.body if is_lowest or _defines(n)]
            self._statements(body, Scope(file=link.file, names=self.names))
        for name in self._blocks:
            self._visit_block(name, self.names)

    @property
    def exports(self) -> Names:
        """What another template gets that imports this one."""
        return {
            name: shape
            for name, shape in self.names.items()
            if not name.startswith("_") and name != "self"
        }

    # ------------------------------------------------------------------------- blocks

    def has_block(self, name: str) -> bool:
        """Say whether the document has a block."""
        return name in self._blocks

    def has_super(self, scope: Scope) -> bool:
        """Say whether the block at a place covers one below."""
        files = [link.file for link, _ in self._blocks.get(scope.block, ())]
        return scope.file in files[:-1]

    def _visit_block(self, name: str, names: Names) -> None:
        if name in self._visited or name not in self._blocks:
            return
        self._visited.add(name)
        for link, block in self._blocks[name]:
            scope = Scope(file=link.file, names=dict(names), block=name)
            scope.set("super", Super())
            self._statements(block.body, scope)

    def _block(self, node: nodes.Block, scope: Scope) -> None:
        # Only a scoped block sees what the template around it has set.
        self._visit_block(node.name, scope.names if node.scoped else self.names)

    # --------------------------------------------------------------------- statements

    def _statements(self, body: Sequence[nodes.Node], scope: Scope) -> None:
        for node in body:
            work: Callable[[Any, Scope], None] = getattr(
                self, f"_{type(node).__name__.lower()}"
            )
            work(node, scope)

    def _output(self, node: nodes.Output, scope: Scope) -> None:
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                self.printed(part, scope)

    def _extends(self, node: nodes.Extends, scope: Scope) -> None:
        del node, scope  # the chain knows

    def _if(self, node: nodes.If, scope: Scope) -> None:
        ends: list[Scope] = []
        otherwise = scope
        for branch in (node, *node.elif_):
            self.asked(branch.test, otherwise)
            asks = self.quietly(otherwise)
            then = otherwise.knowing(known_if(branch.test, asks, holds=True))
            otherwise = otherwise.knowing(known_if(branch.test, asks, holds=False))
            self._statements(branch.body, then)
            ends.append(then)
        self._statements(node.else_, otherwise)
        scope.after([*ends, otherwise])

    def _for(self, node: nodes.For, scope: Scope) -> None:
        item = self._gone_through(node, self.shape(node.iter, scope), scope)
        inner = scope.inner()
        self._assigned(node.target, item, inner)
        if node.test is not None:
            self.asked(node.test, inner)
            inner = inner.knowing(known_if(node.test, self.quietly(inner), holds=True))
        if node.recursive:
            self.tell(node, scope, "a recursive loop is not for templates; use a macro")
        inner.set("loop", Loop())
        self._statements(node.body, inner)
        self._statements(node.else_, scope.inner())

    def _gone_through(self, node: nodes.For, shape: Shape, scope: Scope) -> Shape:
        items = []
        for one in members(shape):
            match one:
                case Many():
                    items.append(one.item)
                case Fixed():
                    items.extend(one.items)
                case _ if one == ANYTHING:
                    items.append(ANYTHING)
                case _:
                    advice = "ask 'if' first" if one == NOTHING else "print it as it is"
                    message = (
                        "expected several things to go through, "
                        f"got {described(one)}; {advice}"
                    )
                    self.tell(node, scope, message)
        return either(items)

    def _assigned(self, target: nodes.Node, shape: Shape, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope.set(target.name, shape)
            return
        if not isinstance(target, nodes.Tuple):
            self.tell(target, scope, "expected a name to set")
            return
        count = len(target.items)
        fits = isinstance(shape, Fixed) and len(shape.items) == count
        if not fits and not isinstance(shape, Many | Anything):
            message = f"{described(shape)} cannot be taken apart into {count}"
            self.tell(target, scope, message)
        for place, inner in enumerate(target.items):
            if isinstance(shape, Many):
                self._assigned(inner, shape.item, scope)
            else:
                parts = shape.items if isinstance(shape, Fixed) and fits else ()
                self._assigned(inner, parts[place] if parts else ANYTHING, scope)

    def _assign(self, node: nodes.Assign, scope: Scope) -> None:
        self._assigned(node.target, self.shape(node.node, scope), scope)

    def _assignblock(self, node: nodes.AssignBlock, scope: Scope) -> None:
        self._statements(node.body, scope.inner())
        shape = WRITTEN if node.filter is None else self.shape(node.filter, scope)
        self._assigned(node.target, shape, scope)

    def _with(self, node: nodes.With, scope: Scope) -> None:
        inner = scope.inner()
        for target, value in zip(node.targets, node.values, strict=True):
            self._assigned(target, self.shape(value, scope), inner)
        self._statements(node.body, inner)

    def _scope(self, node: nodes.Scope, scope: Scope) -> None:
        self._statements(node.body, scope.inner())

    def _filterblock(self, node: nodes.FilterBlock, scope: Scope) -> None:
        self._statements(node.body, scope.inner())
        self.shape(node.filter, scope)

    def _scopedevalcontextmodifier(
        self, node: nodes.ScopedEvalContextModifier, scope: Scope
    ) -> None:
        self.tell(node, scope, "'autoescape' is not for templates; all is escaped")
        self._statements(node.body, scope)

    # ------------------------------------------------------------------------- macros

    def _macro(self, node: nodes.Macro, scope: Scope) -> None:
        for default in node.defaults:
            self.shape(default, scope)
        macro = MacroShape(node=node, file=scope.file, names=scope.names)
        self._desk.macros.append(macro)
        scope.set(node.name, macro)

    def written_by(
        self, macro: MacroShape, given: dict[str, Shape], *, caller: bool
    ) -> None:
        """Look into a macro that is given these values."""
        if self.quiet or not self._desk.is_new(macro, given):
            return
        scope = Scope(file=macro.file, names=dict(macro.names))
        first = len(macro.node.args) - len(macro.node.defaults)
        for place, argument in enumerate(macro.node.args):
            shape = given.get(argument.name)
            if shape is None:
                wanted = macro.node.defaults[place - first] if place >= first else None
                shape = ANYTHING if wanted is None else self.shape(wanted, scope)
            scope.set(argument.name, shape)
        if caller or self._desk.names_caller(macro.node):
            scope.set("caller", Super())
        self._statements(macro.node.body, scope)

    def _callblock(self, node: nodes.CallBlock, scope: Scope) -> None:
        macro = self.shape(node.call.node, scope)
        if not isinstance(macro, MacroShape) or not self._desk.names_caller(macro.node):
            message = "expected a macro that prints 'caller()' after 'call'"
            self.tell(node, scope, message)
        else:
            given = [self.shape(argument, scope) for argument in node.call.args]
            named = {one.key: self.shape(one.value, scope) for one in node.call.kwargs}
            self.calls(node, scope, macro, given, named, caller=True)
        inner = scope.inner(**{argument.name: ANYTHING for argument in node.args})
        self._statements(node.body, inner)

    # ---------------------------------------------------------------- other templates

    def _target(self, node: Any, scope: Scope) -> Place | None:
        """Give the template that a statement names; None where it cannot be told."""
        if not isinstance(node.template, nodes.Const):
            self.tell(node, scope, "expected a template's name in quotes")
            return None
        asking = next(link.place for link in self._links if link.file == scope.file)
        name = str(node.template.value)
        place = self._desk.loader.place_from(name, asking)
        if place is None and not getattr(node, "ignore_missing", False):
            self.tell(node, scope, self._desk.loader.missing(name, asking))
        return place

    def _include(self, node: nodes.Include, scope: Scope) -> None:
        place = self._target(node, scope)
        if place is None:
            return
        if place in self._desk.including:
            self.tell(node, scope, "it includes itself without end")
            return
        self._desk.including.append(place)
        names = dict(scope.names) if node.with_context else {}
        Page(self._desk, place, names).check()
        self._desk.including.pop()

    def _module(
        self, node: nodes.Import | nodes.FromImport, scope: Scope
    ) -> Module | None:
        place = self._target(node, scope)
        if place is None:
            return None
        if place not in self._desk.modules:
            # Before it is read, so that two that import one another come to an end.
            names: Names = {}
            self._desk.modules[place] = Module(name=place.name, names=names)
            page = Page(self._desk, place, scope.names if node.with_context else {})
            page.check()
            names.update(page.exports)
        return self._desk.modules[place]

    def _import(self, node: nodes.Import, scope: Scope) -> None:
        module = self._module(node, scope)
        scope.set(node.target, ANYTHING if module is None else module)

    def _fromimport(self, node: nodes.FromImport, scope: Scope) -> None:
        module = self._module(node, scope)
        for item in node.names:
            name, target = item if isinstance(item, tuple) else (item, item)
            shape: Shape = ANYTHING
            if module is not None:
                shape = self.read(module, name, node, scope)
            scope.set(target, shape)


def _defines(node: nodes.Node) -> bool:
    return not isinstance(node, nodes.Block | nodes.Output)
