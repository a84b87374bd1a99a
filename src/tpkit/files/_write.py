"""Writing: canonical text, and files that are whole or not there."""

import functools
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tpkit._model.portfolio import Portfolio
from tpkit.errors import OverwriteError
from tpkit.files import _json, _toml, _yaml
from tpkit.files._convert import plain_converter, typed_converter
from tpkit.files._migrate import SCHEMA_VERSION
from tpkit.files._read import VERSION_KEY
from tpkit.files._shapes import ListOf, Noun, OneOf, Shape, families
from tpkit.files._sources import (
    Format,
    checked_format,
    documents_of,
    format_of,
)


def dumps(portfolio: Portfolio, *, format: Format = "json") -> str:
    """Write a portfolio as text; equal portfolios give the same text.

    Keys stand in the order of the classes and defaults are left out. JSON is the
    canonical form between programs; YAML is for people.

    Raises:
        DocumentError: tpkit does not know the format.
    """
    return _text(_document(portfolio, checked_format(format)), format)


def write(
    portfolio: Portfolio, path: str | os.PathLike[str], *, overwrite: bool = False
) -> None:
    """Write a portfolio to a file, or to a folder with a YAML file for each subject.

    A path without an ending, or that is a folder, means a folder; it is made where it
    does not exist. Each file appears whole or not at all: it is written beside its
    place, and moved there when it is complete.

    With *overwrite*, the documents of that name are replaced, comments and all. In a
    folder, a file that tpkit would have written but now has nothing for is emptied; any
    other document there is refused even so, since `read` would add it to the rest.

    Raises:
        OverwriteError: a document is there already.
        DocumentError: the file's name ends in a way that announces no format.
        OSError: the file cannot be written.
    """
    # A link is followed, but it is its own name that tells the format, as in reading.
    named, target = Path(path), Path(os.path.realpath(path))
    if target.is_dir() or not named.suffix:
        _write_folder(portfolio, target, overwrite=overwrite)
        return
    if os.path.lexists(target) and not overwrite:
        raise OverwriteError(
            f"{target} is there already; pass overwrite=True to replace it"
        )
    _put(target.parent, {target.name: dumps(portfolio, format=format_of(named))})


def _document(portfolio: Portfolio, format: Format) -> dict[str, Any]:
    converter = typed_converter() if format == "json" else plain_converter()
    return {VERSION_KEY: SCHEMA_VERSION, **converter.unstructure(portfolio, Portfolio)}


def _text(document: dict[str, Any], format: Format) -> str:
    match format:
        case "json":
            return _json.dump(document)
        case "yaml":
            return _yaml.dump(document)
        case _:
            return _toml.dump(document)


def _write_folder(portfolio: Portfolio, folder: Path, *, overwrite: bool) -> None:
    texts = _texts_by_file(portfolio)
    there = {file.name for file in documents_of(folder)} if folder.exists() else set()
    if there and not overwrite:
        raise OverwriteError(
            f"{folder} holds a portfolio already; pass overwrite=True to replace it"
        )
    if strange := sorted(there - set(_files().values())):
        raise OverwriteError(
            f"{folder} holds {strange[0]}, which would be read as part of the portfolio; "
            "move it away first"
        )
    for name in there - set(texts):
        texts[name] = _text({VERSION_KEY: SCHEMA_VERSION}, "yaml")
    folder.mkdir(parents=True, exist_ok=True)
    _put(folder, texts)


def _texts_by_file(portfolio: Portfolio) -> dict[str, str]:
    parts: dict[str, dict[str, Any]] = {}
    for family, value in _document(portfolio, "yaml").items():
        if family != VERSION_KEY:
            part = parts.setdefault(_files()[family], {VERSION_KEY: SCHEMA_VERSION})
            part[family] = value
    return {name: _text(part, "yaml") for name, part in parts.items()}


@functools.cache
def _files() -> dict[str, str]:
    """Give each family's file in a folder, named for the subject its noun belongs to."""
    return {name: f"{_subject(field.shape)}.yaml" for name, field in families().items()}


def _subject(shape: Shape) -> str:
    match shape:
        case ListOf(item=item):
            return _subject(item)
        case OneOf():
            # Only scheduling rules are of several kinds, from several modules.
            return "rules"
        case Noun(noun=noun):
            return noun.__module__.rpartition(".")[2]
        case _:
            # What the portfolio says of itself stands with the partnership.
            return "partnership"


def _put(folder: Path, texts: dict[str, str]) -> None:
    """Write files so that each is whole or not there, whenever the power goes."""
    with tempfile.TemporaryDirectory(dir=folder, prefix=".tpkit-") as drafts:
        for name, text in texts.items():
            draft = Path(drafts, name)
            with draft.open("xb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            if Path(folder, name).exists():
                shutil.copymode(Path(folder, name), draft)
        for name in texts:
            Path(drafts, name).replace(Path(folder, name))
