"""How templates of your own stand to what they adapt: what you changed, what tpkit did."""

import difflib
import re
from pathlib import Path
from typing import Literal

import attrs
from jinja2 import nodes

from tpkit.report._adapting.eject import base_of
from tpkit.report._adapting.note import Note, digest_of
from tpkit.report._rendering.reporter import Reporter, loader_of, sandboxes_of
from tpkit.report._templates.layers import LayeredLoader, Place
from tpkit.report._templates.sandbox import Sandbox

_BEGINS = re.compile(r"\{%[-+]?\s*block\b")
_ENDS = re.compile(r"\{%[-+]?\s*endblock\b")

State = Literal["current", "behind", "own"]


@attrs.frozen(kw_only=True)
class Drift:
    """One template of your own, and how it stands to the one below it."""

    name: str
    """Its name in every layer: `invitation/page.html.j2`."""
    file: str
    """The file."""
    state: State
    """`behind` where what it adapts has changed since in a way that it does not follow;
    `own` where it adapts nothing; `current` otherwise."""
    since: str
    """The contract that it was made for; empty where it does not say."""
    contract: str
    """The contract of now; empty where there is none."""
    mine: str
    """What you changed, as a unified diff."""
    theirs: str
    """What has changed below since you copied it, as a unified diff."""


def drifts(reporter: Reporter, /) -> tuple[Drift, ...]:
    """Tell of every template in the reporter's own layers, in the order of the layers.

    Raises:
        TemplateError: a template is no text, or a manifest is wrong.
    """
    loader, parser = loader_of(reporter), sandboxes_of(reporter)["html"]
    return tuple(
        _drift(parser, loader, Place(layer=layer, name=name))
        for layer in range(len(reporter.layers))
        for name in loader.names_of(layer)
    )


def _drift(parser: Sandbox, loader: LayeredLoader, place: Place) -> Drift:
    text = loader.text(place)
    note = Note.of(text)
    below = loader.place(place.name, below=place.layer)
    current = "" if below is None else loader.text(below)
    contract = loader.manifest(place.name.partition("/")[0]).contract
    if note is not None and note.digest:
        mine, theirs = _three_way(loader, place, text, current)
        is_behind = note.digest != digest_of(current)
    else:
        mine, theirs = _blocks(parser, loader, place, below), ""
        is_behind = note is not None and _major(note.contract) != _major(contract)
    return Drift(
        name=place.name,
        file=loader.shown(place),
        state="own" if below is None else "behind" if is_behind else "current",
        since=note.contract if note else "",
        contract="" if contract == "0.0" else contract,
        mine=mine,
        theirs=theirs,
    )


def _major(contract: str) -> str:
    return contract.partition(".")[0]


def _three_way(
    loader: LayeredLoader, place: Place, text: str, current: str
) -> tuple[str, str]:
    """Give what you changed of what you copied, and what has changed of it since."""
    body = text.partition("\n")[2]
    file = base_of(Path(str(loader.layers[place.layer])), place.name)
    if not file.is_file():
        # Without what was copied, there are but two to compare.
        return _diff(current, body, "below", "mine"), ""
    base = file.read_text(encoding="utf-8")
    mine = _diff(base, body, "copied", "mine")
    return mine, _diff(base, current, "copied", "below")


def _blocks(
    parser: Sandbox, loader: LayeredLoader, place: Place, below: Place | None
) -> str:
    """Give the difference of each block that a template covers."""
    if below is None:
        return ""
    mine = _texts(parser, loader, place)
    chain = [_texts(parser, loader, at) for at in loader.chain(parser, below)]
    found = []
    for name, text in mine.items():
        theirs = next((texts[name] for texts in chain if name in texts), "")
        found.append(_diff(theirs, text, f"below: {name}", f"mine: {name}"))
    return "".join(found)


def _texts(parser: Sandbox, loader: LayeredLoader, place: Place) -> dict[str, str]:
    """Give the source of each block of a template, line by line."""
    lines = loader.text(place).split("\n")
    tree = loader.parsed(parser, place)
    blocks = [*tree.find_all(nodes.Block)]
    return {
        block.name: "\n".join(lines[block.lineno - 1 : _end(lines, block.lineno - 1)])
        + "\n"
        for block in blocks
    }


def _end(lines: list[str], start: int) -> int:
    """Give the line after the one that ends the block which begins on a line."""
    depth = 0
    for number in range(start, len(lines)):
        depth += len(_BEGINS.findall(lines[number])) - len(_ENDS.findall(lines[number]))
        if depth <= 0:
            return number + 1
    return len(lines)


def _diff(before: str, after: str, name: str, new: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), name, new
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
