"""A template, those it extends, and the blocks of all of them."""

from collections.abc import Iterator

import attrs
from jinja2 import nodes

from tpkit._text import listed
from tpkit.report._checking.desk import Desk
from tpkit.report._checking.faults import hinted
from tpkit.report._templates.layers import Place
from tpkit.report._templates.statements import blocks_in, extends_in


@attrs.frozen(kw_only=True)
class Link:
    """One template of a chain."""

    place: Place
    file: str
    tree: nodes.Template

    aliases: dict[str, str] = attrs.field(factory=dict)
    """What blocks of it are called now."""

    @property
    def blocks(self) -> Iterator[tuple[str, nodes.Block]]:
        """Every block of the template, wherever it stands, by the name it has now."""
        for block in blocks_in(self.tree):
            yield self.aliases.get(block.name, block.name), block


def chain(desk: Desk, place: Place) -> tuple[Link, ...]:
    """Give a template and those it extends, as far as they can be told."""
    found: list[Link] = []
    at: Place | None = place
    while at is not None and at not in [link.place for link in found]:
        tree = desk.tree(at)
        if tree is None:
            break
        found.append(Link(place=at, file=desk.loader.shown(at), tree=tree))
        at = _parent(desk, found[-1])
    else:
        if at is not None:
            desk.faults.add(
                found[-1].file, 1, "the templates extend one another in a ring"
            )
    return tuple(_renamed(desk, found))


def _renamed(desk: Desk, links: list[Link]) -> Iterator[Link]:
    """Let blocks with a name of the version before be found by the one they have now."""
    for depth, link in enumerate(links):
        known = {name for below in links[depth + 1 :] for name, _ in below.blocks}
        aliases = desk.loader.aliases(link.place.name)
        used = {
            old: new
            for old, new in aliases.items()
            if new in known and old not in known
        }
        yield attrs.evolve(link, aliases=used)


def _parent(desk: Desk, link: Link) -> Place | None:
    extends = extends_in(link.tree)
    if not extends:
        return None
    target = extends[0].template
    if len(extends) > 1 or not isinstance(target, nodes.Const):
        message = (
            "expected one 'extends' with a name in quotes, got one that cannot be told"
        )
        desk.faults.add(link.file, extends[-1].lineno, message)
        return None
    name = str(target.value)
    parent = desk.loader.place_from(name, link.place)
    if parent is None:
        message = desk.loader.missing(name, link.place)
        desk.faults.add(link.file, extends[0].lineno, message)
    return parent


def review(desk: Desk, links: tuple[Link, ...]) -> None:
    """Tell what would never be printed: blocks that cover none, text outside of blocks."""
    for depth, link in enumerate(links[:-1]):
        known = dict.fromkeys(
            name for below in links[depth + 1 :] for name, _ in below.blocks
        )
        for node in link.tree.body:
            if isinstance(node, nodes.Output) and any(map(_is_seen, node.nodes)):
                message = (
                    "expected nothing outside blocks in a template that extends "
                    f"another, got text that would never be printed; move it into a "
                    f"block: {listed(known)}"
                )
                desk.faults.add(link.file, node.lineno, message)
            if isinstance(node, nodes.Block) and node.name not in known:
                _tell_orphan(desk, link, node, known)


def _is_seen(part: nodes.Expr) -> bool:
    return not isinstance(part, nodes.TemplateData) or bool(part.data.strip())


def _tell_orphan(
    desk: Desk, link: Link, block: nodes.Block, known: dict[str, None]
) -> None:
    new = link.aliases.get(block.name)
    if new is not None:
        message = (
            f"the block {block.name!r} is called {new!r} now; "
            "its old name will do until the next version"
        )
        desk.faults.add(link.file, block.lineno, message, is_warning=True)
        return
    message = (
        f"expected a block of the template it extends, got {block.name!r}, "
        "which would never be printed"
    )
    desk.faults.add(link.file, block.lineno, hinted(message, block.name, known))
