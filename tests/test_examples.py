"""The programmes under `examples/`: what each script prints, and what holds of each."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pendulum
import pytest

from tpkit import FocusGroupKind, Organisation, Portfolio, Region, checks, files, track
from tpkit.monitoring import count_as_of, rates, response_rate

EXAMPLES = Path(__file__).parents[1] / "examples"
SCRIPTS = sorted(EXAMPLES.glob("*/show.py"))

DAYS = {
    "big-listen-2022": pendulum.Date(2022, 11, 1),
    "diversity-data-2022": pendulum.Date(2022, 12, 1),
    "neltp-2021-22": pendulum.Date(2022, 2, 14),
    "neltp-april-2022": pendulum.Date(2022, 4, 1),
    "neltp-planning-2021": pendulum.Date(2021, 9, 20),
    "rtin-2024": pendulum.Date(2024, 4, 15),
}
"""The day on which each programme is looked at."""


def example(name: str) -> Portfolio:
    return files.read(EXAMPLES / name)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.parent.name)
def test_a_script_prints_what_stands_beside_it(script: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-W", "error", script],
        cwd=tmp_path,  # it finds its portfolio wherever it is called from
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.stderr == ""
    assert done.stdout == script.with_suffix(".out").read_text(encoding="utf-8")


def test_every_example_has_a_script_and_a_day() -> None:
    folders = {path.name for path in EXAMPLES.iterdir() if path.is_dir()}

    assert {script.parent.name for script in SCRIPTS} == folders == set(DAYS)


@pytest.mark.parametrize("name", DAYS)
def test_a_real_programme_has_no_errors(name: str) -> None:
    """What the sources leave open is accepted, with a reason, in the folder itself."""
    assert checks.run(example(name), on=DAYS[name]).errors == ()


@pytest.mark.parametrize("name", DAYS)
def test_an_example_says_what_is_made_up(name: str) -> None:
    written = [
        path.read_text(encoding="utf-8") for path in (EXAMPLES / name).glob("*.yaml")
    ]
    parts = [text for text in written if "tpkit:illustrative" in text]

    assert all(
        "illustrative" in text.replace("tpkit:illustrative", "") for text in parts
    )


# ------------------------------------------------- facts that the sources hold [S2]-[S4]


def test_the_big_listen_is_five_events_of_fifteen_to_forty_five() -> None:
    portfolio = example("big-listen-2022")
    found = checks.run(portfolio, on=DAYS["big-listen-2022"])

    times = [f"{s.on} {s.start:%H:%M}-{s.end:%H:%M}" for s in portfolio.sessions]
    sizes = {(g.kind, g.min_size, g.max_size) for g in portfolio.focus_groups}

    assert times == [
        "2022-11-24 11:00-12:00",
        "2022-11-29 14:00-15:00",
        "2022-11-30 14:00-15:00",
        "2022-12-01 09:30-10:30",
        "2022-12-01 14:00-15:00",
    ]
    assert sizes == {(FocusGroupKind.LISTENING_EVENT, 15, 45)}
    assert len(found.by_code()["TP506"]) == 5


def test_the_regulators_figures_are_those_reported() -> None:
    (collection,) = example("diversity-data-2022").diversity_collections
    first = count_as_of(collection, on=pendulum.Date(2022, 8, 31))

    reported = [each.count.percent_reported for each in rates(collection)]

    assert first is not None and response_rate(first) == Decimal("7.8")
    assert reported == [8, 29, 52]
    assert len(collection.questions) == 5


def test_the_network_has_twenty_two_authorities_in_nine_regions() -> None:
    portfolio = example("rtin-2024")
    first, *_ = portfolio.test_cycles

    network = [portfolio.get(Organisation, id) for id in first.testers]

    assert len(network) == 22
    assert {authority.region for authority in network} == set(Region)
    assert len({authority.judgement for authority in network}) == 4
    assert all("illustrative" in authority.name for authority in network)


def test_the_lead_learns_in_february_and_in_april_whether_it_will_be_finished() -> None:
    index = track.changes_index(example("neltp-april-2022"))
    february, april = pendulum.Date(2022, 2, 14), pendulum.Date(2022, 4, 1)

    then = track.status(index.as_of(february), on=february)
    now = track.status(index.as_of(april), on=april)
    between = track.compare(index.portfolio, then=february, now=april)

    assert then.rag is track.Rag.AMBER
    assert {line.leeway for line in then.deliverables_of("glass-ceiling")} == {3}
    assert now.rag is track.Rag.RED
    assert [project.rag for project in now.projects[1:]] == [track.Rag.BLUE] * 4
    assert [(one.id, one.became) for one in between.slipped] == [
        ("glass-ceiling", pendulum.Date(2023, 3, 31)),
        ("focus-groups-held", pendulum.Date(2022, 11, 30)),
        ("evidence-to-board", pendulum.Date(2023, 3, 31)),
    ]
    assert [one.became for one in between.of(track.DifferenceKind.RENAMED)] == [
        "Racial Equity and Career Progression in Social Work"
    ]


def test_what_was_promised_in_february_is_that_of_the_other_record() -> None:
    then = track.as_of(example("neltp-april-2022"), DAYS["neltp-2021-22"])
    other = track.status(example("neltp-2021-22"), on=DAYS["neltp-2021-22"])
    status = track.status(then, on=DAYS["neltp-2021-22"])

    for id in ("evidence-to-board", "glass-ceiling-model", "data-approach"):
        assert status.deliverable(id).promised == other.deliverable(id).promised
    for project in status.projects:
        assert project.title == other.project(project.id).title
        assert project.funding_end == other.project(project.id).funding_end
