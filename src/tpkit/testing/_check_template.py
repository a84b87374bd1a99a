"""The proof that templates of your own make sound documents of whatever they are given."""

import contextlib
import contextvars
import csv
import io
import os
import re
import sys
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NoReturn

from tpkit.report import (
    FORMATS,
    SIZES,
    STANDARD,
    Document,
    Format,
    Reporter,
    Size,
)
from tpkit.report._document.samples import tame
from tpkit.report._templates.layers import names_in
from tpkit.testing import _accessible_excel as of_excel
from tpkit.testing import _accessible_word as of_word
from tpkit.testing._accessible import faults_of, outline


def check_template(
    what: Document | str | os.PathLike[str],
    /,
    *,
    layers: tuple[Traversable, ...] | list[Traversable] = (),
) -> None:
    """Prove that templates keep their promises on the four samples of each document.

    *what* is a folder of templates, your own layer, which is laid over *layers* and the
    built-in ones: proved is each document of which it has a template, and every document
    if it has one of the parts that all of them share. Or *what* is a document of your
    own, whose templates are in one of *layers*.

    The templates are read against what feeds them (`Reporter.check`). Then each sample
    (minimal, typical, hostile, huge) is made in each format: the same twice over, from
    nothing but its values, without a connection; a page of HTML has what everybody needs
    to read it, and no text of the hostile sample becomes a part of the page.

    Raises:
        AssertionError: a promise is broken; the message says which.
        TemplateError: a sample cannot be made.
    """
    if isinstance(what, Document):
        reporter = Reporter(layers=layers, documents=[*STANDARD, what])
        names = [what.name]
    else:
        reporter = Reporter(layers=[Path(what), *layers])
        names = [document.name for document in reporter.documents]
        own = {template.partition("/")[0] for template in names_in(Path(what))}
        if own <= {*names}:
            names = [name for name in names if name in own]
    for name in names:
        _prove(reporter, name)


def _prove(reporter: Reporter, name: str) -> None:
    faults = [str(f) for f in reporter.check(name) if not f.is_warning]
    if faults:
        _broken(name, "the check finds fault with it: " + "; ".join(faults))
    document = reporter.document(name)
    samples = document.samples
    if samples is None:
        _broken(name, "it has no samples, of which anything could be proved")
    for format in document.formats:
        files: dict[Size, bytes] = {
            size: _made(reporter, name, size, format) for size in SIZES
        }
        harmless = reporter.fill_file(tame(samples().hostile), format=format)
        if format in _OFFICE:
            _prove_office(name, format, files, harmless)
            continue
        made: dict[Size, str] = {size: file.decode() for size, file in files.items()}
        if format in {"html", "svg"}:
            _prove_page(name, made, harmless.decode())
        else:
            _prove_text(name, format, made)


def _made(reporter: Reporter, name: str, size: Size, format: Format) -> bytes:
    with _alone(name):
        first, again = (
            reporter.preview_file(name, sample=size, format=format) for _ in range(2)
        )
    if first != again:
        _broken(name, f"made twice, {size} {FORMATS[format].label} differs")
    if not first.strip():
        _broken(name, f"{size} {FORMATS[format].label} is empty")
    return first


def _prove_page(name: str, made: dict[Size, str], harmless: str) -> None:
    for size, page in made.items():
        faults = faults_of(page) if page.lstrip().startswith("<!DOCTYPE") else ()
        if faults:
            _broken(name, f"the {size} page has {'; '.join(dict.fromkeys(faults))}")
    strange = outline(made["hostile"]) - outline(harmless)
    if strange:
        _broken(name, f"a text has become part of the page: {sorted(strange)}")


_OFFICE: dict[Format, Any] = {"word": of_word, "excel": of_excel}


def _prove_office(
    name: str, format: Format, made: dict[Size, bytes], harmless: bytes
) -> None:
    reader = _OFFICE[format]
    for size, file in made.items():
        faults = reader.faults_of(file)
        if faults:
            what = "; ".join(dict.fromkeys(faults))
            _broken(name, f"the {size} {FORMATS[format].label} file has {what}")
    strange = reader.outline(made["hostile"]) - reader.outline(harmless)
    if strange:
        _broken(name, f"a text has become part of the document: {sorted(strange)}")


_OF_HOSTILE = re.compile(
    r"<script|(?<!\\)\]\(https://bad|(?<!\\)!\[x\]|\n# not a heading"
)
"""What the hostile sample would leave in a text that is not escaped."""


def _prove_text(name: str, format: Format, made: dict[Size, str]) -> None:
    if format == "markdown":
        found = _OF_HOSTILE.search(made["hostile"])
        if found:
            _broken(name, f"a text has become part of the Markdown: {found[0]!r}")
    if format == "calendar" and made["hostile"].count("\nEND:VCALENDAR") != 1:
        _broken(name, "a text has become part of the calendar")
    if format == "csv":
        widths = {len(row) for row in csv.reader(io.StringIO(made["hostile"])) if row}
        if len(widths) > 1:
            _broken(name, f"rows of the hostile table have {sorted(widths)} cells")


def _broken(name: str, what: str) -> NoReturn:
    msg = f"the document {name!r} breaks a promise: {what}"
    raise AssertionError(msg)


# ------------------------------------------------------------------------ connections

_ALONE: contextvars.ContextVar[str] = contextvars.ContextVar("alone", default="")


def _watch(event: str, _: Any) -> None:  # pragma: no cover  # no tracer in hooks
    if event.startswith("socket.") and _ALONE.get():
        _broken(_ALONE.get(), f"it asks for a connection ({event})")


@contextlib.contextmanager
def _alone(name: str) -> Iterator[None]:
    """Refuse connections while a document is made."""
    if not _WATCHING:
        # Python keeps such a hook for good; it minds what happens in here alone.
        sys.addaudithook(_watch)
        _WATCHING.append(True)
    before = _ALONE.set(name)
    try:
        yield
    finally:
        _ALONE.reset(before)


_WATCHING: list[bool] = []
