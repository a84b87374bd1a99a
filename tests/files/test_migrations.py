"""Documents of earlier versions: read step by step, never lost."""

import typing
from pathlib import Path
from typing import Any

import tpkit
from tpkit import files
from tpkit.files._migrate import MIGRATIONS, migrated


def rename_rooms(document: dict[str, Any]) -> dict[str, Any]:
    document = dict(document)
    document["venues"] = document.pop("rooms", [])
    return document


def name_venues(document: dict[str, Any]) -> dict[str, Any]:
    venues = [{"name": "Room", **venue} for venue in document["venues"]]
    return {**document, "venues": venues}


def test_a_document_takes_every_step_from_its_own_version_on() -> None:
    steps = (rename_rooms, name_venues)
    oldest = {"rooms": [{"id": "v"}]}

    assert migrated(oldest, 1, steps) == {"venues": [{"id": "v", "name": "Room"}]}
    assert migrated({"venues": [{"id": "v"}]}, 2, steps) == {
        "venues": [{"id": "v", "name": "Room"}]
    }
    assert migrated({"venues": []}, 3, steps) == {"venues": []}
    assert oldest == {"rooms": [{"id": "v"}]}


def test_the_version_counts_the_steps() -> None:
    assert len(MIGRATIONS) + 1 == files.SCHEMA_VERSION


def test_there_is_a_frozen_sample_of_every_version(sample_path: Path) -> None:
    samples = sorted(path.name for path in sample_path.parent.iterdir())

    assert samples == [f"version_{n}.yaml" for n in range(1, files.SCHEMA_VERSION + 1)]


def test_the_sample_of_version_1_still_means_the_same(sample_path: Path) -> None:
    portfolio = files.read(sample_path)

    assert portfolio.organisations[2].name == "NO"
    assert portfolio.people[1].title == "1.0"
    assert portfolio.decisions[0].text.startswith("The board approved the bid.\n  It")
    assert portfolio.sessions[0].start.isoformat() == "10:30:00"
    assert str(portfolio.benefits[0].annual_value) == "0.01"
    assert all(
        getattr(portfolio, family)
        for family in files.json_schema()["properties"]
        if family != "tpkit"
    )
    kinds = {type(rule) for rule in portfolio.scheduling_rules}
    assert kinds == set(typing.get_args(tpkit.SchedulingRule))
