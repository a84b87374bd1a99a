"""How much faster thousands of personal documents are filled than rendered one by one.

Run by hand, from a checkout in whose environment tpkit is installed:

    python tests/benchmarks/bench_batch.py

5,000 certificates that differ in names, numbers and dates are made by `Reporter.fill`, one
after the other, and by `Reporter.fill_each`; both read and drop each page. The pages are
the same, byte for byte. Printed are the CPU times of the quicker of two runs. Exits with 1
where the second way is not at least 10 times faster.
"""

import sys
import time
from collections.abc import Callable, Iterable

import attrs

from tpkit.report import Certificate, Reporter

PEOPLE = 5_000
LEAST = 10.0


def certificates() -> list[Certificate]:
    """Make the values up, of the document's own sample."""
    samples = Reporter().document("certificate").samples
    assert samples is not None
    typical = samples().typical
    return [
        attrs.evolve(typical, name=f"Person <{n}> & {n * 7}", reference=f"C-{n:05}")
        for n in range(PEOPLE)
    ]


def quickest(pages: Callable[[], Iterable[str]]) -> float:
    """Give the CPU time of the quicker of two runs, in seconds."""
    best = float("inf")
    for _ in range(2):
        begun = time.process_time()
        for _page in pages():
            pass
        best = min(best, time.process_time() - begun)
    return best


def main() -> int:
    """Time both, print them, and judge."""
    reporter, contexts = Reporter(), certificates()
    both = zip(map(reporter.fill, contexts), reporter.fill_each(contexts), strict=True)
    assert all(one == other for one, other in both)  # else the times mean nothing
    slow = quickest(lambda: map(reporter.fill, contexts))
    fast = quickest(lambda: reporter.fill_each(contexts))
    for name, spent in {"one by one": slow, "fill_each": fast}.items():
        each = spent / PEOPLE * 1e6
        print(f"{name:12} {spent:6.2f} s {each:7.1f} µs each")
    print(f"{slow / fast:.1f} times faster")
    return slow < LEAST * fast


if __name__ == "__main__":
    sys.exit(main())
