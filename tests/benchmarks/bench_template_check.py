"""How long it takes to prove a template, against Jinja's time to compile it.

Run by hand, from a checkout in whose environment tpkit is installed:

    python tests/benchmarks/bench_template_check.py invitation status

Every page of these documents, of all built-in ones if none is named, is read from
nothing, with all that it extends, imports and includes, and checked against its class. Jinja compiles the same files.
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
from tpkit.report._rendering.reporter import checker_of
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


def measured(
    checker: Checker, document: Document, format: Format
) -> tuple[float, float, float]:
    """Give the times of the check of one page, and of Jinja's compiling of its files."""
    page = attrs.evolve(document, formats=(format,))

    def fresh(trees: Trees) -> Checker:
        return attrs.evolve(checker, trees=trees)

    read = fresh(Trees())
    read.check(page)
    file = read.loader.shown(
        Place(layer=0, name=f"{document.name}/{FORMATS[format].page}")
    )
    shared = read.trees.without(file)
    # The sandbox of HTML knows every filter.
    loader, sandbox = read.loader, read.sandboxes["html"]
    places = [Place(layer=0, name=name) for name in loader.names()]
    texts = [
        (str(p), loader.text(p)) for p in places if read.trees.has(loader.shown(p))
    ]
    check = quickest(lambda: fresh(shared.without(file)).check(page))
    whole = quickest(lambda: fresh(Trees()).check(page))
    compiled = quickest(lambda: [sandbox.compile(text, name) for name, text in texts])
    return check, whole, compiled


def main() -> int:
    """Measure every page, print the slowest, and judge."""
    checker = checker_of(Reporter())
    found = {
        f"{document.name}/{FORMATS[format].page}": measured(checker, document, format)
        for document in STANDARD
        if document.name in sys.argv[1:] or not sys.argv[1:]
        for format in document.formats
    }
    slowest = sorted(found.items(), key=lambda item: -item[1][0])
    for name, (check, whole, compiled) in slowest[:SHOWN]:
        print(
            f"{name:32} {check:6.1f} ms; from nothing {whole:6.1f} ms, "
            f"{whole / compiled:.2f} of Jinja's compiling"
        )
    return any(
        check > MOST and whole > compiled for check, whole, compiled in found.values()
    )


if __name__ == "__main__":
    sys.exit(main())
