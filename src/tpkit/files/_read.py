"""Reading: the quick pass, and on refusal the one that explains."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from tpkit._garbage import garbage_left
from tpkit._model.portfolio import Portfolio
from tpkit.errors import DocumentError, Location, PortfolioError, Problem
from tpkit.files import _sources
from tpkit.files._convert import PLAIN, REFUSALS, family_readers
from tpkit.files._explain import explain, unknown_key
from tpkit.files._faults import (
    FAILED,
    Fault,
    Path,
    Place,
    Spot,
    described,
    steps,
    with_ancestors,
    written,
)
from tpkit.files._hints import unknown_key_hint
from tpkit.files._migrate import SCHEMA_VERSION, migrated
from tpkit.files._shapes import Leaf, ListOf, families
from tpkit.files._sources import LOCATORS, Document, Format

VERSION_KEY = "tpkit"
"""The key under which every document carries its version."""


def read(path: str | os.PathLike[str]) -> Portfolio:
    """Read a portfolio from one file, or from a folder whose files each hold a part.

    A file's name ends in `.yaml`, `.yml`, `.json` or `.toml`. In a folder, files with
    other endings, hidden files and folders are left alone; what several files say about
    one family is put together in the order of their names.

    Raises:
        DocumentError: a document cannot become a portfolio; it lists every problem
            with file, line and path.
        OSError: a file is not there, or may not be read.
    """
    with garbage_left():
        return _portfolio(_sources.from_path(path))


def loads(content: str | bytes, *, format: Format = "json") -> Portfolio:
    """Read a portfolio from a text, or from its bytes.

    Raises:
        DocumentError: the text cannot become a portfolio; it lists every problem with
            line and path.
    """
    with garbage_left():
        return _portfolio([_sources.from_text(content, format=format)])


@attrs.frozen(kw_only=True, eq=False)
class _Part:
    """One document, up to date, and how far its lists lie into the portfolio's."""

    document: Document
    faults: Sequence[Fault]
    tree: dict[str, Any] = attrs.field(factory=dict)
    is_readable: bool = False
    """Whether there is a tree: without one, nothing can be said of what is missing."""
    offsets: dict[str, int] = attrs.field(factory=dict)
    """For each family, how many nouns the documents before hold."""

    def merged(self, path: Path) -> Path:
        """Turn a path in this document into the one in the whole portfolio."""
        match path:
            case (str(family), int(index), *rest):
                return (family, index + self.offsets.get(family, 0), *rest)
            case _:
                return path

    def own(self, path: Path) -> Path | None:
        """Turn a path in the whole portfolio into the one here; None if elsewhere."""
        match path:
            case (str(family), int(index), *rest):
                nouns = self.tree.get(family)
                index -= self.offsets.get(family, 0)
                is_here = isinstance(nouns, list) and 0 <= index < len(nouns)
                return (family, index, *rest) if is_here else None
            case (str(family), *_):
                return path if family in self.tree else None
            case _:
                return path


def _portfolio(documents: Iterable[Document]) -> Portfolio:
    parts = parts_of(documents)
    if not any(part.faults for part in parts):
        try:
            return _built(parts)
        except REFUSALS as error:
            refusal: Exception | None = error
    else:
        refusal = None
    problems = _problems(parts)
    if refusal is not None and not problems:
        # Nothing is wrong with the document: this is a bug, and must look like one.
        raise refusal
    raise DocumentError(problems)


def parts_of(documents: Iterable[Document]) -> list[_Part]:
    counts: dict[str, int] = {}
    parts = []
    for document in documents:
        part = attrs.evolve(_up_to_date(document), offsets=dict(counts))
        for family, nouns in part.tree.items():
            if isinstance(nouns, list):
                counts[family] = counts.get(family, 0) + len(nouns)
        parts.append(part)
    return parts


def _up_to_date(document: Document) -> _Part:
    faults = list(document.faults)
    if not document.is_readable:
        return _Part(document=document, faults=faults)
    if not isinstance(document.tree, dict):
        expected = f"a document that begins with {VERSION_KEY}: {SCHEMA_VERSION}"
        got = "an empty one" if document.tree is None else described(document.tree)
        faults.append(Fault(expected=expected, got=got))
        return _Part(document=document, faults=faults)
    tree = {key: value for key, value in document.tree.items() if key != VERSION_KEY}
    version = PLAIN[Leaf.WHOLE](document.tree.get(VERSION_KEY), None)
    if type(version) is not int or version < 1:
        faults.append(_no_version(version))
    elif version > SCHEMA_VERSION:
        faults.append(_newer_version(version))
        return _Part(document=document, faults=faults)
    else:
        tree = migrated(tree, version)
    return _Part(document=document, tree=tree, faults=faults, is_readable=True)


def _no_version(value: Any) -> Fault:
    line = f"{VERSION_KEY}: {SCHEMA_VERSION}"
    return Fault(
        path=(VERSION_KEY,),
        expected="the document's version as a whole number from 1",
        got=described(value),
        hint=f"begin with {line}" if value is None else f"write {line}, without quotes",
    )


def _newer_version(version: int) -> Fault:
    return Fault(
        path=(VERSION_KEY,),
        expected=f"a version up to {SCHEMA_VERSION}",
        got=described(version),
        hint="a newer tpkit wrote this document; install that to read it",
    )


# -------------------------------------------------------------------- the quick pass


def _built(parts: Iterable[_Part]) -> Portfolio:
    found: dict[str, Any] = {}
    for part in parts:
        readers = family_readers(of_yaml=part.document.format == "yaml")
        for family, value in part.tree.items():
            if value is None:
                continue
            nouns = readers[family](value, None)
            if family not in found:
                found[family] = nouns
            elif isinstance(nouns, tuple):
                found[family] += nouns
            else:
                raise ValueError(f"{family} stands in two files")
    return Portfolio(**found)


# --------------------------------------------------------------- the explaining pass


@attrs.frozen
class _Found:
    """A problem still without its place, and where to look for that."""

    problem: Problem
    part: _Part
    path: Path
    """The path within the part's own document."""
    at_key: bool = False
    place: Place | None = None


def _problems(parts: Sequence[_Part]) -> list[Problem]:
    found = [_of_fault(part, fault) for part in parts for fault in part.faults]
    values: dict[str, Any] = {}
    for part in parts:
        found += [_of_fault(part, fault) for fault in _explained(part, values)]
    if all(part.is_readable for part in parts):
        found += [_of_fault(parts[0], fault) for fault in _missing(values, found)]
        required = {name for name, field in families().items() if field.is_required}
        if required <= values.keys() and FAILED not in values.values():
            found += _of_the_whole(parts, values)
    return _placed(parts, found)


def _of_fault(part: _Part, fault: Fault) -> _Found:
    problem = Problem(
        path=written(part.merged(fault.path)),
        expected=fault.expected,
        got=fault.got,
        hint=fault.hint,
    )
    return _Found(problem, part, fault.path, fault.at_key, fault.place)


def _explained(part: _Part, values: dict[str, Any]) -> Iterator[Fault]:
    known = families()
    for family, value in part.tree.items():
        if family not in known:
            hint = unknown_key_hint(family, known)
            yield unknown_key((family,), "a key of a portfolio", hint)
            if hint.startswith("did you mean"):
                # What refers to that family is not at fault.
                values[family] = FAILED
        elif value is not None:
            shape = known[family].shape
            built = yield from explain(value, shape, (family,))
            before = values.get(family, ())
            if built is FAILED or before is FAILED:
                values[family] = FAILED
            elif isinstance(shape, ListOf):
                values[family] = before + built
            elif family in values:
                yield unknown_key((family,), "it in one file only", "")
            else:
                values[family] = built


def _missing(values: dict[str, Any], found: Iterable[_Found]) -> Iterator[Fault]:
    for family, field in families().items():
        is_misspelt = any(repr(family) in each.problem.hint for each in found)
        if field.is_required and family not in values and not is_misspelt:
            words = field.shape.words
            yield Fault(path=(family,), expected=words, got=described(None))


def _of_the_whole(parts: Sequence[_Part], values: dict[str, Any]) -> Iterator[_Found]:
    try:
        Portfolio(**values)
    except PortfolioError as error:
        for problem in error.problems:
            path = steps(problem.path)
            own = ((part, part.own(path)) for part in parts)
            part, place = next(
                (pair for pair in own if pair[1] is not None), (parts[0], ())
            )
            yield _Found(problem, part, place or ())


def _placed(parts: Sequence[_Part], found: Sequence[_Found]) -> list[Problem]:
    placed: list[Problem] = []
    for part in parts:
        mine = [each for each in found if each.part is part]
        spots = _spots(part, mine)
        located = [(each.place or _nearest(spots, each), each) for each in mine]
        # Python's sort is stable: what has one place keeps the order it was found in.
        located.sort(key=lambda pair: pair[0] or (0, 0))
        for place, each in located:
            line, column = place or (None, None)
            where = Location(file=part.document.name, line=line, column=column)
            placed.append(attrs.evolve(each.problem, where=where))
    return placed


def _spots(part: _Part, found: Iterable[_Found]) -> dict[Spot, Place]:
    paths = [each.path for each in found if each.place is None]
    if not paths or part.document.tree is None:
        return {}
    locate = LOCATORS[part.document.format]
    return locate(part.document.text, with_ancestors(paths))


def _nearest(spots: Mapping[Spot, Place], found: _Found) -> Place | None:
    path = found.path
    if found.at_key and (path, True) in spots:
        return spots[path, True]
    while path and (path, False) not in spots:
        path = path[:-1]
    return spots.get((path, False))
