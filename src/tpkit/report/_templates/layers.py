"""Layers of templates: a user's folders first, the built-in ones last.

A template is found in the first layer that has it. Where it extends or includes its own
name, the next layer down is meant, so that a layer can add to what it covers. Inside
Jinja each name carries its layer: `1!invitation/page.html.j2`.
"""

from collections.abc import Collection, Iterator, MutableMapping
from importlib.resources.abc import Traversable
from typing import Any

import attrs
import jinja2
from jinja2 import nodes
from jinja2.loaders import split_template_path

from tpkit._text import did_you_mean, listed
from tpkit.errors import TemplateError
from tpkit.report._formats.designed import designed
from tpkit.report._templates.manifest import Manifest, manifest_in
from tpkit.report._templates.statements import blocks_in, extends_in


@attrs.frozen(kw_only=True)
class Place:
    """Where one template was found."""

    layer: int
    """Counted from 0, the user's first folder."""
    name: str
    """Its name, the same in every layer: `invitation/page.html.j2`."""

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Read what `str` wrote."""
        layer, _, name = text.partition("!")
        return cls(layer=int(layer), name=name)

    def __str__(self) -> str:
        return f"{self.layer}!{self.name}"


FRAME = "base"
"""The folder of what all documents share."""

_OF_WORD = ".docx.j2"
"""A template of this ending may be a document that was designed in Word: `page.docx`."""


class LayeredLoader(jinja2.BaseLoader):
    """Finds templates in layers, and refuses overrides that would never be printed."""

    def __init__(self, layers: tuple[Traversable, ...]) -> None:
        self.layers = layers
        self._manifests: dict[str, tuple[Manifest | None, ...]] = {}
        self._places: dict[tuple[str, int], Place | None] = {}
        self._spots: dict[str, tuple[str, ...]] = {}

    def place(self, name: str, *, below: int = -1) -> Place | None:
        """Give where a template is found below that layer; None where there is none.

        Each is looked for once.
        """
        if (name, below) not in self._places:
            self._places[name, below] = self._look_for(name, below)
        return self._places[name, below]

    def _look_for(self, name: str, below: int) -> Place | None:
        for index in range(below + 1, len(self.layers)):
            place = Place(layer=index, name=name)
            if self._file(place).is_file() or self._is_designed(place):
                return place
        return None

    def places(self, name: str) -> Iterator[Place]:
        """Yield a template in every layer that has it, the topmost first."""
        found = self.place(name)
        while found is not None:
            yield found
            found = self.place(name, below=found.layer)

    def place_from(self, name: str, asking: Place) -> Place | None:
        """Give the template that *asking* means when it extends or includes *name*."""
        return self.place(name, below=asking.layer if name == asking.name else -1)

    def _file(self, place: Place) -> Traversable:
        return self.layers[place.layer].joinpath(*split_template_path(place.name))

    def _designed(self, place: Place) -> Traversable:
        name = place.name.removesuffix(".j2")
        return self.layers[place.layer].joinpath(*split_template_path(name))

    def _is_designed(self, place: Place) -> bool:
        return place.name.endswith(_OF_WORD) and self._designed(place).is_file()

    def shown(self, place: Place) -> str:
        """Give the file's name for messages and tracebacks."""
        return str(
            self._designed(place) if self._is_designed(place) else self._file(place)
        )

    def manifest(self, folder: str) -> Manifest:
        """Give what a document's folder says of itself: its blocks in all layers.

        Raises:
            TemplateError: a manifest is wrong.
        """
        return _merged([one for one in self._of_layers(folder) if one])

    def _of_layers(self, folder: str) -> tuple[Manifest | None, ...]:
        """Give the manifest that each layer has for a folder."""
        if folder not in self._manifests:
            self._manifests[folder] = tuple(
                manifest_in(layer.joinpath(folder)) for layer in self.layers
            )
        return self._manifests[folder]

    def owner(self, folder: str) -> int | None:
        """Give the lowest layer that has a manifest for a folder; None where none has."""
        found = self._of_layers(folder)
        owners = [index for index, manifest in enumerate(found) if manifest]
        return max(owners, default=None)

    def aliases(self, template: str) -> dict[str, str]:
        """Give the old names of blocks that a template may still use, with the new."""
        folder = template.partition("/")[0]
        frame, own = (self.manifest(name).renamed for name in (FRAME, folder))
        return {**frame, **own}

    def folder(self, name: str, layer: int) -> tuple[Place, ...]:
        """Give the templates of a document's folder in one layer."""
        inside = names_in(self.layers[layer].joinpath(name))
        return tuple(Place(layer=layer, name=f"{name}/{one}") for one in sorted(inside))

    def names_of(self, layer: int) -> tuple[str, ...]:
        """Give the names of the templates in one layer, sorted."""
        return tuple(sorted(names_in(self.layers[layer])))

    def chain(self, environment: jinja2.Environment, place: Place) -> Iterator[Place]:
        """Yield a template, the one that it extends, and so on.

        Raises:
            TemplateError: one of them extends what is not there.
        """
        at: Place | None = place
        while at is not None:
            yield at
            at = self._parent(self.parsed(environment, at), at)

    def files(self) -> Iterator[str]:
        """Yield the file of every template, as `shown` writes it."""
        for index, layer in enumerate(self.layers):
            for name in names_in(layer):
                yield self.shown(Place(layer=index, name=name))

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, None]:
        """Give a template's text, for Jinja, by a name that carries its layer."""
        del environment
        place = Place.parse(template)
        return self.text(place), self.shown(place), None

    def text(self, place: Place) -> str:
        """Give a template's text.

        Raises:
            TemplateError: it is not in UTF-8, or no document that Word has saved.
        """
        if self._is_designed(place):
            return self._text_of_designed(place)
        try:
            return self._file(place).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise TemplateError(
                f"{self.shown(place)}: expected text in UTF-8, got the byte "
                f"0x{error.object[error.start]:02x}; save it as UTF-8"
            ) from error

    def _text_of_designed(self, place: Place) -> str:
        shown = self.shown(place)
        if self._file(place).is_file():
            raise TemplateError(
                f"{shown}: expected one template, got this document and "
                f"{self._file(place).name} beside it; keep one of them"
            )
        made = designed(self._designed(place).read_bytes(), shown)
        self._spots[shown] = made.spots
        return made.text

    def spot(self, file: str, line: int) -> str:
        """Write where in a file a line is; of one from Word, which paragraph or cell."""
        spots = self._spots.get(file, ())
        if 0 < line <= len(spots):
            return f"{file} {spots[line - 1]}".rstrip()
        return f"{file} line {line}"

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,
    ) -> jinja2.Template:
        """Load a template after looking at what it overrides.

        Raises:
            TemplateError: it overrides a block that is not there, or holds text that
                Jinja would drop without a word.
        """
        self._review(environment, Place.parse(name))
        return super().load(environment, name, globals)

    def _review(self, environment: jinja2.Environment, place: Place) -> None:
        tree = self.parsed(environment, place)
        parent = self._parent(tree, place)
        if parent is None:
            return
        known = self._blocks_of(environment, parent)
        self.rename(tree, place, known)
        for node in tree.body:
            if isinstance(node, nodes.Block) and node.name not in known:
                where = self.spot(self.shown(place), node.lineno)
                raise TemplateError(_no_such_block(where, node.name, known))
            if isinstance(node, nodes.Output) and _prints(node):
                raise TemplateError(
                    f"{self.shown(place)} line {node.lineno}: expected nothing outside "
                    f"blocks in a template that extends another, got text that would "
                    f"never be printed; move it into a block: {listed(sorted(known))}"
                )

    def rename(
        self, tree: nodes.Template, place: Place, known: Collection[str]
    ) -> None:
        """Give the blocks of a tree the names that they have now."""
        aliases = self.aliases(place.name)
        for block in blocks_in(tree):
            new = aliases.get(block.name)
            if new in known and block.name not in known:
                block.name = str(new)

    def parsed(self, environment: jinja2.Environment, place: Place) -> nodes.Template:
        """Give a template's tree, of which nothing must be changed.

        Raises:
            TemplateSyntaxError: it is no template.
            TemplateError: it is no text.
        """
        text = self.text(place)
        return environment.parse(text, name=str(place), filename=self.shown(place))

    def _parent(self, tree: nodes.Template, place: Place) -> Place | None:
        """Give the template that this one extends; None where it extends none."""
        extends = extends_in(tree)
        if not extends:
            return None
        target = extends[0].template
        if len(extends) > 1 or not isinstance(target, nodes.Const):
            raise TemplateError(
                f"{self.shown(place)} line {extends[-1].lineno}: expected one 'extends' "
                "with a name in quotes, got one that cannot be told before rendering"
            )
        parent = self.place_from(str(target.value), place)
        if parent is None:
            raise TemplateError(
                f"{self.shown(place)} line {extends[0].lineno}: "
                f"{self.missing(str(target.value), place)}"
            )
        return parent

    def _blocks_of(
        self, environment: jinja2.Environment, place: Place
    ) -> dict[str, None]:
        """Give the names of all blocks that a template or those it extends have."""
        names: dict[str, None] = {}
        seen: list[Place] = []
        at: Place | None = place
        while at is not None:
            if at in seen:
                ring = " extends ".join(self.shown(p) for p in [*seen, at])
                raise TemplateError(f"expected an end, got a ring: {ring}")
            seen.append(at)
            tree = self.parsed(environment, at)
            names |= {block.name: None for block in blocks_in(tree)}
            at = self._parent(tree, at)
        return names

    def known_below(
        self, environment: jinja2.Environment, tree: nodes.Template, place: Place
    ) -> Collection[str]:
        """Give the blocks that a template can override; none where it extends none."""
        parent = self._parent(tree, place)
        return () if parent is None else self._blocks_of(environment, parent)

    def blocks(self, environment: jinja2.Environment, name: str) -> tuple[str, ...]:
        """Give the blocks of a template in the order in which they stand.

        Raises:
            TemplateError: there is no such template.
        """
        place = self.place(name)
        if place is None:
            raise TemplateError(self.missing(name))
        return tuple(sorted(self._blocks_of(environment, place)))

    def missing(self, name: str, asking: Place | None = None) -> str:
        """Write that a template is not there."""
        if asking is not None and name == asking.name:
            return f"it extends its own name, and no layer below has {name!r}"
        hint = did_you_mean(name, self.names())
        return f"no template is named {name!r}{'; ' if hint else ''}{hint}"

    def names(self) -> tuple[str, ...]:
        """Give the names of all templates, in all layers, sorted."""
        found = {name for layer in self.layers for name in names_in(layer)}
        return tuple(sorted(found))


def _merged(manifests: list[Manifest]) -> Manifest:
    """Put manifests together, the topmost first: what it says holds, where it says it."""
    made: dict[str, Any] = {}
    for one in reversed(manifests):
        says = attrs.asdict(one, filter=lambda field, value: value != field.default)
        for name, value in says.items():
            before = made.get(name, {})
            made[name] = {**before, **value} if isinstance(value, dict) else value
    return Manifest(**made)


def names_in(folder: Traversable) -> Iterator[str]:
    """Yield the names of a layer's templates: the files whose names end in .j2.

    A document that was designed in Word is yielded as the template that it stands for.
    """
    for item in folder.iterdir():
        if item.is_dir():
            yield from (f"{item.name}/{name}" for name in names_in(item))
        elif item.name.endswith(".j2"):
            yield item.name
        elif f"{item.name}.j2".endswith(_OF_WORD):
            yield f"{item.name}.j2"


def _prints(node: nodes.Output) -> bool:
    return any(
        not (isinstance(part, nodes.TemplateData) and not part.data.strip())
        for part in node.nodes
    )


def _no_such_block(where: str, name: str, known: dict[str, None]) -> str:
    hint = did_you_mean(name, known) or f"there are {listed(sorted(known))}"
    return (
        f"{where}: expected a block of the template it extends, got {name!r}, "
        f"which would never be printed; {hint}"
    )
