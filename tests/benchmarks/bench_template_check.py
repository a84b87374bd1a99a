"""How long it takes to prove a template, against Jinja's time to compile it.

Run by hand, from a checkout in whose environment tpkit is installed:

    python tests/benchmarks/bench_template_check.py

Every page of every built-in document is read from nothing, with all that it extends,
imports and includes, and checked against its class. Jinja compiles the same files.
Printed for the slowest pages: the CPU time of the quickest of some runs, and the ratio
to Jinja's. Exits with 1 where a page takes more than 25 ms and longer than Jinja needs:
on a slow machine, 25 ms are no measure.
"""

import sys
import time
from collections.abc import Callable

import attrs

from tpkit.report import FORMATS, STANDARD, Document, Format, Reporter
from tpkit.report._checking.desk import Trees
from tpkit.report._checking.review import Checker
from tpkit.report._templates.layers import Place

RUNS = 5
MOST = 25.0
SHOWN = 6


def quickest(run: Callable[[], object]) -> float:
    """Give the CPU time of the quickest run, in milliseconds."""
    best = float("inf")
    for _ in range(RUNS):
        begun = time.process_time_ns()
        run()
        best = min(best, (time.process_time_ns() - begun) / 1e6)
    return best


def measured(document: Document, format: Format) -> tuple[float, float]:
    """Give the time of the check of one page, and of Jinja's compiling of its files."""
    page = attrs.evolve(document, formats=(format,))
    reporter = Reporter()

    def fresh() -> Checker:
        return attrs.evolve(reporter.checker, trees=Trees())

    checker = fresh()
    checker.check(page)
    loader, sandbox = checker.loader, checker.sandboxes[format]
    places = [Place(layer=0, name=name) for name in loader.names()]
    texts = [
        (str(p), loader.text(p)) for p in places if checker.trees.has(loader.shown(p))
    ]
    check = quickest(lambda: fresh().check(page))
    compiled = quickest(lambda: [sandbox.compile(text, name) for name, text in texts])
    return check, compiled


def main() -> int:
    """Measure every page, print the slowest, and judge."""
    found = {
        f"{document.name}/{FORMATS[format].page}": measured(document, format)
        for document in STANDARD
        for format in document.formats
    }
    slowest = sorted(found.items(), key=lambda item: -item[1][0])
    for name, (check, compiled) in slowest[:SHOWN]:
        print(f"{name:32} {check:6.1f} ms {check / compiled:6.2f} of Jinja's compiling")
    return any(check > max(MOST, compiled) for check, compiled in found.values())


if __name__ == "__main__":
    sys.exit(main())
