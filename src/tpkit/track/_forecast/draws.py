"""Draws how long everything takes, run by run, and keeps what came of it."""

import functools
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from tpkit._model.ids import ProjectId
from tpkit.track._forecast.batch import run
from tpkit.track._forecast.beliefs import Beliefs
from tpkit.track._forecast.columns import Columns
from tpkit.track._forecast.ties import Bonds, bonds_of
from tpkit.track._forecast.tornado import Sums
from tpkit.track._plan.days import end_of
from tpkit.track._plan.figures import Figures

_PAGE = 4096
"""For how many runs noise is made at once, so that it can be had from the middle."""


@attrs.frozen(kw_only=True, eq=False)
class Draws:
    """What came of all runs; tasks are numbered as the sources of the plan are."""

    columns: Columns[Any]
    figures: Figures
    beliefs: Beliefs
    bonds: dict[int, Bonds]
    seed: int
    runs: int
    finishes: Mapping[int, Mapping[int, int]]
    """In how many runs each task has which finish, in keys."""
    criticals: Mapping[int, int]
    """In how many runs each task may not slip by a day."""
    ends: Mapping[ProjectId, Any]
    """The ordinal of the day on which each project is finished, run by run."""

    def sums(self, project: ProjectId) -> Iterator[tuple[int, Sums]]:
        """Yield what can move the end of a project: tasks, and how they went with it."""
        ends = self.ends[project]
        tally = self.columns.tally(ends)
        for task in self._before(project):
            bonds = self.bonds[task]
            if bonds.is_certain or not self.criticals[task]:
                continue
            # Drawn anew, as that takes less than to keep all draws.
            noise = _noise(self.figures, self.seed, task, range(self.runs))
            days = self.columns.halves(self.columns.drawn(bonds.chances, noise))
            yield (
                task,
                Sums(
                    taken=self.columns.tally(days),
                    ended=self.columns.sums(days, ends),
                    ends=tally,
                ),
            )

    @functools.cached_property
    def estimated(self) -> frozenset[int]:
        """The tasks that were estimated, or wait for one that was."""
        sources = self.figures.ground.sources
        found: set[int] = set()
        for task, bonds in self.bonds.items():
            is_estimated = sources[task].work.estimate is not None
            if is_estimated or any(tie.joint.before in found for tie in bonds.ties):
                found.add(task)
        return frozenset(found)

    @functools.cached_property
    def estimated_projects(self) -> frozenset[ProjectId]:
        """The projects with such a task."""
        projects = self.figures.ground.projects
        return frozenset(projects[task] for task in self.estimated)

    def _before(self, project: ProjectId) -> list[int]:
        """Give all tasks that a project waits for, its own among them."""
        projects = self.figures.ground.projects
        found: set[int] = set()
        for task in reversed(self.bonds):
            if projects[task] == project or task in found:
                found |= {task, *(tie.joint.before for tie in self.bonds[task].ties)}
        return sorted(found)


def draw(  # noqa: PLR0913  # each says something else of the runs
    columns: Columns[Any],
    figures: Figures,
    beliefs: Beliefs,
    *,
    seed: int,
    runs: int,
    cells: int = 1 << 23,
) -> Draws:
    """Draw all runs; so many at once that about so many *cells* of a kind are held.

    Raises:
        OutsideCalendarError: a task would lie outside its calendar.
    """
    bonds = bonds_of(figures)
    last = {project: end_of(each.on) for project, each in beliefs.projects.items()}
    finishes: dict[int, Counter[int]] = {}
    criticals: Counter[int] = Counter(dict.fromkeys(bonds, 0))
    ends: dict[ProjectId, list[Any]] = {}
    for some in _batches(runs, cells // max(1, len(bonds))):
        days = {
            task: 2 * found.least
            if found.is_certain
            else columns.drawn(found.chances, _noise(figures, seed, task, some))
            for task, found in bonds.items()
        }
        batch = run(columns, figures, bonds, days, len(some), ends=last)
        for task, keys in batch.finishes.items():
            tally = columns.tally(keys)
            if task in finishes:
                finishes[task].update(tally)
            else:
                finishes[task] = Counter(tally)
        criticals.update(batch.criticals)
        for project, end in batch.ends.items():
            ends.setdefault(project, []).append(end)
    return Draws(
        columns=columns,
        figures=figures,
        beliefs=beliefs,
        bonds=bonds,
        seed=seed,
        runs=runs,
        finishes=finishes,
        criticals=criticals,
        ends={project: columns.joined(parts) for project, parts in ends.items()},
    )


def _batches(runs: int, most: int) -> Iterator[range]:
    step = _PAGE * max(1, most // _PAGE)
    for first in range(0, runs, step):
        yield range(first, min(first + step, runs))


def _noise(figures: Figures, seed: int, task: int, runs: range) -> bytes:
    """Give two bytes for each of some runs, that no other task has a part in."""
    source = figures.ground.sources[task]
    name = f"{seed} {source.kind} {source.noun.id}"
    pages = (
        hashlib.shake_128(f"{first} {name}".encode()).digest(
            2 * min(_PAGE, runs.stop - first)
        )
        for first in range(runs.start, runs.stop, _PAGE)
    )
    return b"".join(pages)
