"""Documents of earlier versions, brought up to date one step at a time."""

from collections.abc import Callable, Sequence
from typing import Any

Migration = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns a document of one version into one of the next; it must not change its own."""

MIGRATIONS: tuple[Migration, ...] = ()
"""The step from version 1 to 2 comes first, and so on; there is one version yet."""

SCHEMA_VERSION = len(MIGRATIONS) + 1
"""The version of the documents that tpkit writes; it reads this and all before."""


def migrated(
    document: dict[str, Any], version: int, steps: Sequence[Migration] = MIGRATIONS
) -> dict[str, Any]:
    """Bring a document of that version up to date; its values stay as they are spelt.

    A step sees the keys beside `tpkit`. YAML gives it texts where JSON gives numbers.
    """
    for step in steps[version - 1 :]:
        document = step(document)
    return document
