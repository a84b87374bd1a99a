"""Packages as JSON: what the 360Giving package schema asks for, 1.4."""

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs
import pendulum

from tpkit.errors import DocumentError, Location, Problem, shown
from tpkit.files import _sources
from tpkit.files._faults import (
    Fault,
    Path,
    Place,
    Spot,
    steps,
    with_ancestors,
    written,
)
from tpkit.interop.threesixty._awards import award_of, facts_of, unread
from tpkit.interop.threesixty._fields import FieldKind, field_at
from tpkit.interop.threesixty._package import Award, Package, Party
from tpkit.interop.threesixty._together import look_at_all, repeated
from tpkit.interop.threesixty._values import Misread, read_json
from tpkit.interop.threesixty._values import written as spelled

VERSION = "1.4"
"""The version of the standard that is written."""


def dumps(package: Package, /) -> str:
    """Write a package as 360Giving JSON, as its package schema 1.4 has it [360G].

    The days of a call and its largest award, which the schema has no fields for, go
    into `grantProgramme` beside its title. `unread` is not written.

    Raises:
        PortfolioError: two awards have one id.
    """
    look_at_all(package.awards)
    publisher = package.publisher
    document = {
        "version": VERSION,
        "title": package.title,
        "issued": str(package.issued) if package.issued else "",
        "publisher": {"identifier": publisher.id, "name": publisher.name}
        if publisher
        else "",
        "license": package.licence,
        "grants": [_grant(award) for award in package.awards],
    }
    filled = {key: value for key, value in document.items() if value}
    return json.dumps(filled, indent=2, ensure_ascii=False) + "\n"


def _grant(award: Award) -> dict[str, Any]:
    grant: dict[str, Any] = {}
    for place, value in facts_of(award).items():
        field = field_at(place)
        kind = field.kind if field else FieldKind.TEXT
        _put(grant, place.split("/"), spelled(kind, value))
    return grant


def _put(grant: dict[str, Any], parts: list[str], value: Any) -> None:
    if len(parts) == 1:
        grant[parts[0]] = value
        return
    name, number, part = parts
    items = grant.setdefault(name, [])
    while len(items) <= int(number):
        items.append({})
    items[int(number)][part] = value


# ------------------------------------------------------------------------- reading


def loads(text: str | bytes, /, *, name: str = "<text>") -> Package:
    """Read a package of 360Giving JSON, of version 1.0 to 1.4.

    More is refused than the schema refuses: a day that does not exist, an end before
    the start, in every spell of dates, an amount below nothing, a text without anything in
    it, an id without the prefix `360G-`, one id twice. An instant such as
    `2024-03-31T23:30:00Z` is read as the day that it is in London then, 1 April. So are a grant to a person, two recipients or funders of
    one grant, and money other than pounds, which tpkit cannot hold. *name* is what
    problems call the text, such as a file's name.

    Raises:
        DocumentError: it is no such package; every problem has a path such as
            `$.grants[2].awardDate`, and its line and column.
    """
    document = _sources.from_text(text, format="json", name=name)
    problems = [_of_fault(fault, name) for fault in document.faults]
    package = None
    if document.is_readable and not problems:
        package = _package(document.tree, problems)
    if package is None:
        raise DocumentError(_located(document, problems))
    return package


def _package(tree: Any, problems: list[Problem]) -> Package | None:
    if not isinstance(tree, dict) or not isinstance(tree.get("grants"), list):
        expected = "an object with a list of grants"
        problems.append(Problem(path="$", expected=expected, got=shown(tree)))
        return None
    whole = _Whole(tree, problems)
    told: dict[str, Any] = {
        "title": whole.text("title"),
        "issued": whole.day("issued"),
        "publisher": whole.publisher(),
        "licence": whole.text("license", FieldKind.LINK),
    }
    awards, strange = _awards(tree["grants"], problems)
    if not tree["grants"]:
        expected = "at least one grant"
        problems.append(Problem(path="$.grants", expected=expected, got="none"))
    if problems:
        return None
    others = tuple(dict.fromkeys(strange))
    return Package(awards=tuple(awards), unread=others, **told)


def _awards(
    grants: list[Any], problems: list[Problem]
) -> tuple[list[Award], list[str]]:
    awards: list[Award] = []
    strange: list[str] = []
    for number, grant in enumerate(grants):
        path = f"$.grants[{number}]"
        if not isinstance(grant, dict):
            expected = "an object"
            problems.append(Problem(path=path, expected=expected, got=shown(grant)))
            continue
        facts = dict(_flat(grant))
        strange.extend(unread(facts))
        where = functools.partial(_path, path)
        if (award := award_of(facts, where, problems, read_json)) is not None:
            awards.append(award)
    problems.extend(repeated(awards, lambda number: f"$.grants[{number}].id"))
    return awards, strange


def _path(path: str, place: str) -> str:
    return path + "".join(
        f"[{part}]" if part.isdecimal() else f".{part}" for part in place.split("/")
    )


def _flat(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what is not null by its place: `recipientOrganization/0/id`."""
    parts: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = enumerate(value)
    elif value is not None:
        yield place, value
    for part, inner in parts:
        yield from _flat(inner, f"{place}/{part}" if place else str(part))


@attrs.frozen
class _Whole:
    """What is said of the package as a whole, while it is read."""

    tree: Mapping[str, Any]
    problems: list[Problem]

    def text(self, key: str, kind: FieldKind = FieldKind.TEXT) -> str:
        return self._value(kind, f"$.{key}", self.tree.get(key)) or ""

    def day(self, key: str) -> pendulum.Date | None:
        found: pendulum.Date | None
        found = self._value(FieldKind.DAY, f"$.{key}", self.tree.get(key))
        return found

    def publisher(self) -> Party | None:
        publisher = self.tree.get("publisher")
        if not isinstance(publisher, dict):
            return None
        id, name = (
            self._value(FieldKind.TEXT, f"$.publisher.{key}", publisher.get(key))
            for key in ("identifier", "name")
        )
        return Party(id=id or name, name=name) if name else None

    def _value(self, kind: FieldKind, path: str, raw: Any) -> Any:
        if raw in (None, ""):
            return None
        try:
            return read_json(kind, raw)
        except Misread as refusal:
            expected = refusal.expected
            self.problems.append(Problem(path=path, expected=expected, got=shown(raw)))
            return None


# ------------------------------------------------------------- lines of the problems


def _of_fault(fault: Fault, name: str) -> Problem:
    line, column = fault.place or (None, None)
    return Problem(
        path=written(fault.path),
        expected=fault.expected,
        got=fault.got,
        hint=fault.hint,
        where=Location(file=name, line=line, column=column),
    )


def _located(document: _sources.Document, problems: list[Problem]) -> Iterator[Problem]:
    paths = [steps(problem.path) for problem in problems]
    spots = _sources.LOCATORS["json"](document.text, with_ancestors(paths))
    for problem, path in zip(problems, paths, strict=True):
        line, column = _nearest(spots, path)
        where = Location(file=document.name, line=line, column=column)
        yield problem if problem.where else attrs.evolve(problem, where=where)


def _nearest(spots: Mapping[Spot, Place], path: Path) -> tuple[int | None, int | None]:
    for length in range(len(path), -1, -1):
        if (spot := (path[:length], False)) in spots:
            return spots[spot]
    return None, None
