"""Whether a folder's manifest tells of all its blocks and macros, and of no others."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import attrs
from jinja2 import nodes

from tpkit.report._checking.chain import chain
from tpkit.report._checking.desk import Desk
from tpkit.report._checking.faults import Faults, hinted
from tpkit.report._templates.layers import Place
from tpkit.report._templates.manifest import MANIFEST
from tpkit.report._templates.statements import blocks_in


def compare(desk: Desk, folder: str) -> None:
    """Tell what the manifest of a folder leaves out, or promises in vain.

    A folder without a manifest promises nothing.
    """
    layer = desk.loader.owner(folder)
    if layer is None:
        return
    manifest = desk.loader.manifest(folder)
    places = desk.loader.folder(folder, layer)
    file = desk.loader.shown(Place(layer=layer, name=f"{folder}/{MANIFEST}"))
    for what, declared, found in (
        ("block", manifest.blocks, _blocks(desk, places)),
        ("macro", manifest.macros, _macros(desk, places)),
    ):
        if what == "macro" and not declared:
            continue  # the macros of a page are its own
        _compare(desk, file, what, declared, [*found])


def _compare(
    desk: Desk,
    file: str,
    what: str,
    declared: Mapping[str, str],
    found: Iterable[tuple[str, Place, int]],
) -> None:
    there = {name for name, _, _ in found}
    for name, place, line in found:
        if name not in declared:
            message = f"the {what} {name!r} is not in {MANIFEST}"
            message = hinted(message, name, set(declared) - there)
            desk.faults.add(desk.loader.shown(place), line, message)
    for name in declared:
        if name not in there:
            message = f"no template has the {what} {name!r} that it tells of"
            message = hinted(message, name, there - set(declared))
            desk.faults.add(file, 0, message)


def _blocks(desk: Desk, places: Iterable[Place]) -> Iterator[tuple[str, Place, int]]:
    """Yield the blocks that a folder adds to those of what its templates extend."""
    for place in places:
        tree = desk.tree(place)
        if tree is not None:
            known = _known_below(desk, place)
            for block in blocks_in(tree):
                if block.name not in known:
                    yield block.name, place, block.lineno


def _known_below(desk: Desk, place: Place) -> Collection[str]:
    # The check of the page tells what is wrong with those below.
    below = chain(attrs.evolve(desk, faults=Faults(desk.loader.spot)), place)[1:]
    return {block.name for link in below for _, block in link.blocks}


def _macros(desk: Desk, places: Iterable[Place]) -> Iterator[tuple[str, Place, int]]:
    for place in places:
        tree = desk.tree(place)
        if tree is not None:
            for node in tree.body:
                if isinstance(node, nodes.Macro) and not node.name.startswith("_"):
                    yield node.name, place, node.lineno
