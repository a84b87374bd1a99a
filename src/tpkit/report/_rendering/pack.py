"""A pack: every document of a portfolio as of one day, in one folder."""

import hashlib
import itertools
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import pendulum

from tpkit import checks
from tpkit._model.portfolio import Portfolio
from tpkit.errors import FieldError, OverwriteError
from tpkit.findings import Findings
from tpkit.report._document.document import Document
from tpkit.report._document.formats import FORMATS, Format
from tpkit.report._rendering.reporter import Reporter
from tpkit.report._standing.findings import FindingsPage, findings_json, findings_page
from tpkit.report._standing.overview import FileLine, Overview, overview
from tpkit.report._words.words import Link

_INDEX = "index.html"
_CALENDAR = "calendar.ics"
_FINDINGS = "findings.json"
_MANIFEST = "pack.json"

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,199}", re.ASCII)


def _check_name(file: Any, field: "attrs.Attribute[str]", name: str) -> None:
    if not _FILE_NAME.fullmatch(name):
        expected = "a file name of letters, digits, '.', '_', '@' and '-'"
        raise FieldError(type(file).__name__, field.name, expected, name)


@attrs.frozen(kw_only=True)
class PackedFile:
    """One file of a pack."""

    name: str = attrs.field(validator=_check_name)
    """Its name, without a folder."""
    title: str
    """What it is, in words: `Highlight report: Place-based recruitment`."""
    form: str = "Web page"
    """In which form: `Web page`, `Markdown`, `Word`, `JSON`, `iCalendar`."""
    text: str = ""
    """All that is in it; written in UTF-8, line ends as they are."""
    octets: bytes = attrs.field(default=b"", repr=False)
    """All that is in it, where it is no text: a Word document."""

    @property
    def content(self) -> bytes:
        """What is written."""
        return self.octets or self.text.encode()


@attrs.frozen(kw_only=True)
class Pack:
    """The files of a pack, before or after they are written."""

    files: tuple[PackedFile, ...]
    """All of them, the page that leads to the others first."""
    findings: Findings
    """What the checks said."""


Watch = Callable[[float, str], object]
"""Told the share that is done, from 0 to 1, and what is made next, in words."""


def pack(  # noqa: PLR0913  # each of them can be left out
    portfolio: Portfolio,
    /,
    *,
    on: pendulum.Date,
    reporter: Reporter | None = None,
    findings: Findings | None = None,
    calendar: str = "",
    pdf: bool = False,
    watch: Watch | None = None,
) -> Pack:
    """Make every document there is to make of a portfolio, as of the day *on*.

    There is a page that leads to the others, then each document of the *reporter*
    (without one, the built-in ones) that has something to tell, about everything it can
    be about and in each of its formats, and the findings as JSON. Without *findings*, the standard checks look.
    *calendar* is an iCalendar text to put in, as `tpkit.interop.icalendar` writes it.
    With *pdf* there is a PDF of each page too, which takes a second or so for each.
    *watch* is told before each document which share of them is made, and what it is.

    Nothing is written; that is what `write_pack` does. The same arguments give the same
    texts.

    Raises:
        TemplateError: a template is wrong.
        MissingExtraError: *pdf* is asked for without the extra `pdf`.
    """
    reporter = reporter or Reporter()
    findings = checks.run(portfolio, on=on) if findings is None else findings
    made = [*_documents(reporter, portfolio, on, findings, pdf=pdf, watch=watch)]
    if calendar:
        made.append(_Made(title="Calendar", files=(_calendar(calendar),)))
    index = attrs.evolve(
        overview(portfolio, on, findings=findings),
        files=tuple(document.line for document in made),
    )
    first = PackedFile(name=_INDEX, title="Start here", text=reporter.fill(index))
    return Pack(
        files=(first, *(file for document in made for file in document.files)),
        findings=findings,
    )


@attrs.frozen(kw_only=True)
class _Made:
    """One document in all its formats."""

    title: str
    about: str = ""
    files: tuple[PackedFile, ...]

    @property
    def line(self) -> FileLine:
        """The document's line on the page that leads to it."""
        first, *others = self.files
        return FileLine(
            title=self.title,
            about=self.about,
            href=first.name,
            others=tuple(Link(text=f.form, href=f.name) for f in others),
        )


def _documents(  # noqa: PLR0913  # what all documents are made of
    reporter: Reporter,
    portfolio: Portfolio,
    on: pendulum.Date,
    findings: Findings,
    *,
    pdf: bool,
    watch: Watch | None,
) -> Iterator[_Made]:
    names = {name.casefold() for name in (_INDEX, _CALENDAR, _FINDINGS, _MANIFEST)}
    planned = [*_planned(reporter, portfolio)]
    for number, (document, subject, about) in enumerate(planned):
        title = ": ".join(filter(None, [document.title, about]))
        if watch:
            watch(number / len(planned), title)
        context = document.build(portfolio, on, subject)
        if isinstance(context, FindingsPage):
            context = findings_page(portfolio, on, findings)
        stem = unique("-".join(filter(None, [document.name, subject])), names)
        files = [
            PackedFile(
                name=f"{stem}.{FORMATS[format].ending}",
                title=title,
                form=FORMATS[format].label,
                **_content(reporter, context, format),
            )
            for format in (document.offers if pdf else document.formats)
        ]
        if isinstance(context, FindingsPage):
            files.append(_for_programs(findings))
        yield _Made(title=document.title, about=about, files=tuple(files))


def _planned(
    reporter: Reporter, portfolio: Portfolio
) -> Iterator[tuple[Document, str, str]]:
    """Yield each document with the id and the title of what it is about."""
    for document in reporter.documents:
        if document.context is not Overview and document.is_packed(portfolio):
            subjects = document.subjects(portfolio) if document.about else {"": ""}
            for subject, about in subjects.items():
                yield document, subject, about


def _content(reporter: Reporter, context: Any, format: Format) -> dict[str, Any]:
    if FORMATS[format].is_text:
        return {"text": reporter.fill(context, format=format)}
    return {"octets": reporter.fill_file(context, format=format)}


def unique(stem: str, taken: set[str]) -> str:
    """Make a name of an id that every file system tells from the others."""
    # Ids may hold colons, and differ by capitals alone; Windows bears neither.
    plain = stem.replace(":", "-")
    candidates = itertools.chain([plain], (f"{plain}-{n}" for n in itertools.count(2)))
    chosen = next(name for name in candidates if name.casefold() not in taken)
    taken.add(chosen.casefold())
    return chosen


def _for_programs(findings: Findings) -> PackedFile:
    text = findings_json(findings)
    return PackedFile(name=_FINDINGS, title="Findings", form="JSON", text=text)


def _calendar(text: str) -> PackedFile:
    return PackedFile(name=_CALENDAR, title="Calendar", form="iCalendar", text=text)


# ------------------------------------------------------------------------ writing


def write_pack(
    pack: Pack, /, to: str | os.PathLike[str], *, overwrite: bool = False
) -> None:
    """Write a pack to a folder, which is made where it does not exist.

    A new folder appears whole or not at all. In one that exists, each file is replaced
    whole, and files of an earlier pack that this one does not have are removed.

    An earlier pack is replaced unasked, as long as nobody has changed or added a file.
    With *overwrite*, changed files are replaced too; added ones always stay.

    Raises:
        OverwriteError: the folder holds something that no pack has put there, and
            *overwrite* is not set.
        OSError: *to* is a file, or the folder cannot be written.
    """
    folder = Path(to)
    earlier = _earlier(folder)
    if not overwrite:
        _refuse_strangers(folder, earlier)
    texts = {file.name: file.content for file in pack.files}
    # Last, so that a pack that was cut off in the middle is not taken for a whole one.
    texts[_MANIFEST] = _manifest(texts)
    if folder.exists():
        _replace_in(folder, texts)
        _remove_left_over(folder, earlier, texts)
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".pack-", dir=folder.parent) as scratch:
        built = Path(scratch) / "pack"
        built.mkdir()
        for name, text in texts.items():
            (built / name).write_bytes(text)
        built.rename(folder)


def _replace_in(folder: Path, texts: Mapping[str, bytes]) -> None:
    with tempfile.TemporaryDirectory(prefix=".pack-", dir=folder) as scratch:
        for name, text in texts.items():
            (Path(scratch) / name).write_bytes(text)
        for name in texts:
            (Path(scratch) / name).replace(folder / name)


def _manifest(texts: Mapping[str, bytes]) -> bytes:
    files = {name: _digest(text) for name, text in texts.items()}
    return (json.dumps({"files": files}, indent=1) + "\n").encode()


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _earlier(folder: Path) -> dict[str, str]:
    """Give the names and digests that an earlier pack left; empty where none did."""
    try:
        files = json.loads((folder / _MANIFEST).read_bytes())["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # whatever it is, no pack wrote it


def _refuse_strangers(folder: Path, earlier: Mapping[str, str]) -> None:
    if not folder.exists():
        return
    for file in sorted(folder.iterdir()):
        if file.name == _MANIFEST and earlier:
            continue
        if file.name not in earlier:
            raise OverwriteError(
                f"{folder} holds {file.name}, which is not of an earlier pack; "
                "choose another folder, or allow overwriting: other files stay"
            )
        if not _is_as_left(file, earlier):
            raise OverwriteError(
                f"{file} was changed after it was packed; "
                "keep a copy of it, or allow overwriting"
            )


def _is_as_left(file: Path, earlier: Mapping[str, str]) -> bool:
    return file.is_file() and _digest(file.read_bytes()) == earlier[file.name]


def _remove_left_over(
    folder: Path, earlier: Mapping[str, str], texts: Mapping[str, bytes]
) -> None:
    for name in earlier:
        file = folder / name
        if name not in texts and file.name == name and _is_as_left(file, earlier):
            file.unlink()
