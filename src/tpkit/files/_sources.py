"""Where documents come from: a text, a file, or the files of a folder."""

import codecs
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path as FilePath
from typing import Any, Literal, get_args

import attrs

from tpkit.errors import DocumentError, Location, Problem, shown
from tpkit.files import _json, _toml, _yaml
from tpkit.files._faults import Fault, Path, Place, Spot, UnreadableError, placer

Format = Literal["yaml", "json", "toml"]
"""The formats a document can have."""

FORMATS: dict[str, Format] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".toml": "toml",
}
"""The format that a file name's ending announces, in small letters."""

_PARSERS: dict[Format, Callable[[str], tuple[Any, list[Fault]]]] = {
    "yaml": _yaml.parse,
    "json": _json.parse,
    "toml": _toml.parse,
}

LOCATORS: dict[Format, Callable[[str, set[Path]], dict[Spot, Place]]] = {
    "yaml": _yaml.locate,
    "json": _json.locate,
    "toml": _toml.locate,
}

LARGEST = 256 * 2**20
"""The largest file that is read, in bytes; ten years of a partnership take a tenth."""


_MARK = "\ufeff"  # the byte order mark, which Windows programs put before UTF-8


@attrs.frozen(kw_only=True)
class Document:
    """One parsed text: its plain data, and what was wrong with it already."""

    name: str
    format: Format
    text: str = ""
    tree: Any = None
    faults: tuple[Fault, ...] = ()
    is_readable: bool = True
    """False where nothing could be made of it: there is a fault that says why."""


def from_text(
    content: str | bytes, *, format: Format, name: str = "<text>"
) -> Document:
    """Parse one text, whatever is wrong with it."""
    try:
        text = _decoded(content)
        tree, faults = _PARSERS[checked_format(format)](text)
    except UnreadableError as error:
        return Document(
            name=name, format=format, faults=(error.fault,), is_readable=False
        )
    return Document(
        name=name, format=format, text=text, tree=tree, faults=tuple(faults)
    )


def checked_format(format: str) -> Format:
    """Give back a format that tpkit knows.

    Raises:
        DocumentError: tpkit does not know it.
    """
    for known in get_args(Format):
        if format == known:
            return known  # type: ignore[no-any-return]  # get_args forgets the type
    raise DocumentError(
        [
            Problem(
                path="$",
                expected=f"one of the formats {', '.join(get_args(Format))}",
                got=shown(format),
            )
        ]
    )


def format_of(path: FilePath) -> Format:
    """Tell a file's format by the ending of its name.

    Raises:
        DocumentError: the name ends otherwise.
    """
    ending = path.suffix.lower()
    if ending in FORMATS:
        return FORMATS[ending]
    raise _refused(
        path,
        expected=f"a name that ends in {', '.join(FORMATS)}",
        got=shown(path.name),
    )


def from_path(path: str | os.PathLike[str]) -> list[Document]:
    """Parse a file, or every document of a folder in the order of their names.

    Raises:
        OSError: there is no such file, or it may not be read.
        DocumentError: this is no document, or the folder holds none.
    """
    place = FilePath(path)
    if not place.is_dir():
        return [_from_file(place, format_of(place))]
    files = list(documents_of(place))
    if not files:
        raise _refused(
            place,
            expected=f"a folder with files that end in {', '.join(FORMATS)}",
            got="a folder without any",
        )
    return [_from_file(file, format_of(file)) for file in files]


def documents_of(folder: FilePath) -> Iterator[FilePath]:
    """Yield the documents of a folder in the order of their names."""
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        is_hidden = file.name.startswith(".")
        if file.suffix.lower() in FORMATS and not is_hidden and not file.is_dir():
            yield file


def _from_file(file: FilePath, format: Format) -> Document:
    found = file.stat()
    if not stat.S_ISREG(found.st_mode):
        raise _refused(file, expected="a file or a folder", got="a device or a pipe")
    if found.st_size > LARGEST:
        megabytes = LARGEST // 2**20
        raise _refused(
            file,
            expected=f"a file of at most {megabytes} MB",
            got=f"{found.st_size // 2**20} MB",
            hint="a portfolio may be a folder of several files",
        )
    return from_text(file.read_bytes(), format=format, name=str(file))


def _refused(
    file: FilePath, *, expected: str, got: str, hint: str = ""
) -> DocumentError:
    where = Location(file=str(file))
    problem = Problem(path="$", expected=expected, got=got, hint=hint, where=where)
    return DocumentError([problem])


def _decoded(content: str | bytes) -> str:
    if isinstance(content, str):
        return content.removeprefix(_MARK)
    # UTF-16 always begins with one of its marks where people's programs write it.
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if is_utf16 else "utf-8"
    if content.startswith(codecs.BOM_UTF32_LE) or (
        not is_utf16 and b"\x00" in content[:4]
    ):
        raise UnreadableError(
            Fault(
                expected="text in UTF-8, or in UTF-16 with its mark",
                got="another encoding",
                hint="save the file as UTF-8",
                place=(1, 1),
            )
        )
    try:
        return content.decode(encoding).removeprefix(_MARK)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, errors="replace")
        raise UnreadableError(
            Fault(
                expected="text in UTF-8, or in UTF-16 with its mark",
                got=f"the byte 0x{content[error.start]:02X} at offset {error.start}",
                hint="save the file as UTF-8",
                place=placer(before)(len(before)),
            )
        ) from None
