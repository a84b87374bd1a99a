"""What the check of one document shares: its faults, its templates, its macros."""

from collections.abc import Iterator, Mapping, Sequence

import attrs
import jinja2
from jinja2 import nodes

from tpkit.errors import TemplateError
from tpkit.report._checking.faults import Faults
from tpkit.report._checking.shapes import MacroShape, Module, Shape
from tpkit.report._templates.layers import LayeredLoader, Place

_MOST = 40
"""So many ways to call one macro are looked into; more would be a macro without end."""


class Trees:
    """Templates that have been parsed, for all documents that use them."""

    def __init__(self) -> None:
        self._known: dict[str, nodes.Template] = {}

    def has(self, file: str) -> bool:
        """Say whether a template was used."""
        return file in self._known

    def without(self, file: str) -> "Trees":
        """Give the same, but for one file that is another now."""
        made = Trees()
        made._known = {name: tree for name, tree in self._known.items() if name != file}
        return made

    def of(
        self, environment: jinja2.Environment, loader: LayeredLoader, place: Place
    ) -> nodes.Template:
        """Give a template's tree, of which nothing must be changed.

        Raises:
            TemplateSyntaxError: it is no template.
            TemplateError: it is no text.
        """
        file = loader.shown(place)
        if file not in self._known:
            self._known[file] = loader.parsed(environment, place)
        return self._known[file]


@attrs.frozen(kw_only=True, eq=False)
class Desk:
    """Where everything lies that the pages of a document look at."""

    loader: LayeredLoader
    environment: jinja2.Environment
    faults: Faults
    filters: Sequence[str]
    trees: Trees
    modules: dict[Place, Module] = attrs.field(factory=dict)
    macros: list[MacroShape] = attrs.field(factory=list)
    """Every macro that was met."""
    including: list[Place] = attrs.field(factory=list)
    """The templates that are being included, the innermost last."""
    _asked: dict[int, set[tuple[tuple[str, Shape], ...]]] = attrs.field(factory=dict)
    _callers: dict[int, bool] = attrs.field(factory=dict)

    def is_new(self, macro: MacroShape, given: Mapping[str, Shape]) -> bool:
        """Say whether a macro is given such values for the first time."""
        asked = self._asked.setdefault(id(macro.node), set())
        key = tuple(sorted(given.items(), key=lambda item: item[0]))
        if key in asked or len(asked) >= _MOST:
            return False
        asked.add(key)
        return True

    def names_caller(self, macro: nodes.Macro) -> bool:
        """Say whether a macro can be called with a body of its own."""
        if id(macro) not in self._callers:
            named = (each.name for each in macro.find_all(nodes.Name))
            self._callers[id(macro)] = "caller" in named
        return self._callers[id(macro)]

    def never_called(self) -> Iterator[MacroShape]:
        """Yield the macros that nothing has called, those met meanwhile among them."""
        for macro in self.macros:
            if id(macro.node) not in self._asked:
                yield macro

    def tree(self, place: Place) -> nodes.Template | None:
        """Give a template's tree; None where it is none, which is a fault."""
        file = self.loader.shown(place)
        try:
            return self.trees.of(self.environment, self.loader, place)
        except jinja2.TemplateSyntaxError as error:
            message = str(error.message).rstrip(".")
            self.faults.add(file, error.lineno, message)
        except TemplateError as error:
            self.faults.add(file, 0, str(error).removeprefix(file).lstrip(": "))
        return None
