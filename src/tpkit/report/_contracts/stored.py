"""Contracts in files, beside the templates: the one of now, and the last released one."""

import json
from importlib.resources.abc import Traversable
from typing import Any

import attrs

from tpkit._text import listed
from tpkit.report._contracts.contract import Contract, difference

CONTRACT = "contract.json"


@attrs.frozen(kw_only=True)
class Stored:
    """What the file of a contract holds."""

    now: Contract
    released: Contract | None = None
    """That of the last release; None before the first."""


def stored_in(folder: Traversable) -> Stored | None:
    """Read the contract in a document's folder; None where there is none."""
    file = folder.joinpath(CONTRACT)
    if not file.is_file():
        return None
    found = json.loads(file.read_text(encoding="utf-8"))
    released = found["released"]
    return Stored(
        now=_read(found["now"]), released=None if released is None else _read(released)
    )


def dumped(stored: Stored) -> str:
    """Write what `stored_in` reads."""
    return json.dumps(attrs.asdict(stored), indent=1, ensure_ascii=False) + "\n"


def _read(found: dict[str, Any]) -> Contract:
    return Contract(
        version=found["version"],
        fields=found["fields"],
        blocks={format: tuple(names) for format, names in found["blocks"].items()},
        filters=tuple(found["filters"]),
    )


def refused(now: Contract, released: Contract | None) -> str:
    """Say why a contract must not be released with its number; empty where it may."""
    if released is None:
        return ""
    changes = difference(released, now)
    least = changes.least(released.version)
    if _number(now.version) >= _number(least):
        return ""
    what = listed(changes.gone or changes.new)
    how = "breaks templates" if changes.gone else "adds to what templates can use"
    return (
        f"expected contract {least} or later, got {now.version}: "
        f"since {released.version} this {how}: {what}"
    )


def _number(version: str) -> tuple[int, int]:
    major, minor = map(int, version.split("."))
    return major, minor
