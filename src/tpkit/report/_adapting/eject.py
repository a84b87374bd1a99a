"""Begins a template of your own over one that is there: a block of it, or a copy."""

import os
from collections.abc import Collection
from pathlib import Path

from tpkit._text import did_you_mean, listed
from tpkit.errors import OverwriteError, TemplateError
from tpkit.report._adapting.note import Note, digest_of
from tpkit.report._document.formats import FORMATS, Format
from tpkit.report._rendering.reporter import Reporter

BASES = ".tpkit"
"""The folder, within a layer, of what whole copies were copied from."""


def eject(  # noqa: PLR0913  # each says one thing about the file
    reporter: Reporter,
    name: str,
    /,
    *,
    to: str | os.PathLike[str],
    format: Format = "html",
    block: str = "",
    full: bool = False,
) -> Path:
    """Write a template of your own into the layer *to*, and give its file.

    It is a child of three lines that covers one *block*, and says what the block said
    before; without *block*, the first of the document's own. With *full* it is a copy of
    the whole template, which every change of tpkit's passes by until you `diff` it.

    Raises:
        TemplateError: there is no such document, template or block.
        OverwriteError: the file is there already.
    """
    document = reporter.document(name)
    page = f"{document.name}/{FORMATS[format].page}"
    blocks = reporter.blocks(name, format=format)
    text = reporter.template(page)
    contract = reporter.manifest(name).contract
    file = Path(to, *page.split("/"))
    if file.exists():
        raise OverwriteError(f"{file} is there already; change it, or move it away")
    file.parent.mkdir(parents=True, exist_ok=True)
    if full:
        note = Note(name=page, contract=contract, digest=digest_of(text))
        base = base_of(Path(to), page)
        base.parent.mkdir(parents=True, exist_ok=True)
        base.write_text(text, encoding="utf-8", newline="\n")
        written = f"{note}\n{text}"
    else:
        chosen = _block(block, blocks, reporter.manifest(name).blocks)
        written = (
            f"{Note(name=page, contract=contract)}\n"
            f'{{% extends "{page}" %}}\n'
            f"{{% block {chosen} %}}{{{{ super() }}}}{{% endblock %}}\n"
        )
    file.write_text(written, encoding="utf-8", newline="\n")
    return file


def base_of(layer: Path, page: str) -> Path:
    """Give the file that keeps what a whole copy was copied from."""
    return layer.joinpath(BASES, *f"{page}.base".split("/"))


def _block(wanted: str, blocks: tuple[str, ...], own: Collection[str]) -> str:
    if not wanted:
        # The document's own come before those of the frame.
        return next((b for b in blocks if b in own), blocks[0])
    if wanted in blocks:
        return wanted
    hint = did_you_mean(wanted, blocks) or f"there are {listed(blocks)}"
    raise TemplateError(f"no block is named {wanted!r}; {hint}")
