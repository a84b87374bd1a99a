"""How fast a Gantt chart is, against matplotlib.

Run by hand, from a checkout with the `peers` dependency group installed:

    python tests/benchmarks/bench_gantt.py

A plan of 24 tasks becomes an SVG by the template `gantt`, as part of its whole page with
the table of the same numbers, and by matplotlib, which draws bars, baselines and labels.
Printed is the CPU time of the quickest of some runs, and what is in the picture: words
that can be read aloud, and bytes. Exits with 1 where tpkit is not at least 50 times faster.
"""

# pyright: reportMissingImports=false
# matplotlib is not in the environment in which types are checked.

import io
import sys
import time
from collections.abc import Callable
from typing import Any

import attrs
import matplotlib as mpl
from matplotlib.figure import Figure

from tpkit.report import GanttChart, Reporter

TASKS = 24
RUNS = 8
LEAST = 50.0

mpl.use("svg")


def chart() -> GanttChart:
    """Make a plan up, of the document's own sample."""
    samples = Reporter().document("gantt").samples
    assert samples is not None
    made: GanttChart = samples().typical
    project = made.projects[0]
    rows = tuple(
        attrs.evolve(
            project.rows[number % len(project.rows)],
            title=f"Task {number}: a toolkit for Barking & Dagenham",
            label=f"Task {number}: a toolkit for Barki…",
            y=58 + 44 * number,
        )
        for number in range(TASKS)
    )
    bottom = 58 + 44 * TASKS
    scale = attrs.evolve(project.scale, bottom=bottom, height=bottom + 12)
    return attrs.evolve(made, projects=(attrs.evolve(project, scale=scale, rows=rows),))


def by_matplotlib(made: GanttChart) -> str:
    """Draw the same bars, baselines, months and labels."""
    project = made.projects[0]
    figure = Figure(figsize=(10, 12))
    axes = figure.subplots()
    for number, row in enumerate(project.rows):
        bars = [(bar.x, bar.width) for bar in row.bars] or [
            (p.x, 4) for p in row.points
        ]
        axes.broken_barh(bars, (number, 0.4))
        baselines = [(bar.x, bar.width) for bar in row.baseline_bars]
        axes.broken_barh(baselines, (number + 0.5, 0.2), facecolors="grey")
    axes.set_yticks(range(TASKS), [row.label for row in project.rows])
    axes.set_xticks(
        [tick.x for tick in project.scale.ticks],
        [tick.text for tick in project.scale.ticks],
    )
    axes.set_title(project.title)
    text = io.StringIO()
    figure.savefig(text, format="svg")
    return text.getvalue()


def quickest(run: Callable[[], Any]) -> float:
    """Give the CPU time of the quickest run, in milliseconds."""
    best = float("inf")
    for _ in range(RUNS):
        begun = time.process_time_ns()
        run()
        best = min(best, (time.process_time_ns() - begun) / 1e6)
    return best


def main() -> int:
    """Time both, print them, and judge."""
    reporter, made = Reporter(), chart()
    page = reporter.fill(made)
    assert page.count("Task 23: a toolkit for Barki…</text>") == 1
    ours = page[page.index('<svg role="img"') : page.rindex("</svg>")]
    theirs = by_matplotlib(made)
    spent = quickest(lambda: reporter.fill(made))
    peer = quickest(lambda: by_matplotlib(made))
    for name, time_, picture in (
        ("matplotlib", peer, theirs),
        ("tpkit", spent, ours),
    ):
        words, size = picture.count("</text>"), len(picture.encode()) // 1024
        print(f"{name:10} {time_:8.2f} ms {words:4} texts {size:4} KiB")
    print(f"{peer / spent:.0f} times faster")
    return peer < LEAST * spent


if __name__ == "__main__":
    sys.exit(main())
