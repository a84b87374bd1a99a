"""How good the timetables of `schedule.propose` are, and what they take.

Run by hand, from a checkout in whose environment tpkit and the extra `solver` are:

    python tests/benchmarks/bench_propose.py             # 20 to 1,000 sessions, ten minutes
    python tests/benchmarks/bench_propose.py 60 200      # these alone

Programmes are those of `testing.programme`. Each is planned three times, each time in a
process of its own: with the solver and the time that a coordinator would wait, without it,
and without it as fast as can be, which shows how soon there is anything valid. Printed are
hard breaches as `schedule.review` counts them, the cost, the bound and the gap between
them in hundredths of the cost, CPU seconds and megabytes, reading the programme included;
and for those without the solver how far their cost is above the solver's bound. Exits
with 1 if a hard rule is broken anywhere, or more than a gigabyte is needed.
"""

import multiprocessing
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection

import attrs

from tpkit import schedule, testing

SECONDS = {20: 5.0, 60: 10.0, 200: 20.0, 500: 60.0, 1000: 180.0}
"""For each number of sessions the time that the solver is given."""
MOST_MEGABYTES = 1000


@attrs.frozen(kw_only=True)
class Way:
    """A way of asking for a timetable."""

    title: str
    effort: int
    seconds: float | None = None
    solver: bool = False


@attrs.frozen(kw_only=True)
class Result:
    """What came of it."""

    broken: int
    cost: int
    bound: int
    cpu: float
    megabytes: float


def ways(size: int) -> Sequence[Way]:
    """Give the ways in which a programme is planned."""
    seconds = SECONDS.get(size, 60.0)
    return (
        Way(title=f"solver, {seconds:.0f} s", effort=6, seconds=seconds, solver=True),
        Way(title=f"plain, {seconds:.0f} s", effort=6, seconds=seconds),
        Way(title="plain, effort 0", effort=0),
    )


def planned(size: int, way: Way) -> Result:
    """Plan a programme, here and now."""
    begun = time.process_time()
    programme = testing.programme(sessions=size)
    proposal = schedule.propose(
        programme,
        on=testing.PROGRAMME_PLANNED_ON,
        seed=1,
        effort=way.effort,
        seconds=way.seconds,
        solver=way.solver,
    )
    cpu = time.process_time() - begun
    findings = schedule.review(proposal.apply(), on=testing.PROGRAMME_PLANNED_ON)
    return Result(
        broken=len(findings.errors),
        cost=proposal.cost,
        bound=proposal.bound,
        cpu=cpu,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _send(answers: Connection, size: int, way: Way) -> None:
    answers.send(planned(size, way))


def apart(size: int, way: Way) -> Result:
    """Plan a programme in a process of its own, so that memory is counted for it alone."""
    answers, questions = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=_send, args=(questions, size, way)
    )
    process.start()
    questions.close()
    result: Result = answers.recv()
    process.join()
    return result


def lines(size: int) -> Iterator[tuple[str, Result]]:
    """Yield a line for each way, with the result that it tells."""
    bound = 0
    for way in ways(size):
        result = apart(size, way)
        bound = max(bound, result.bound)
        gap = 100 * (result.cost - bound) / max(result.cost, 1)
        line = (
            f"{size:8,}  {way.title:15}  {result.broken:6}  {result.cost:5,}  "
            f"{bound:5,}  {gap:5.1f}  {result.cpu:6.1f}  {result.megabytes:5.0f}"
        )
        yield line, result


def main(sizes: Sequence[int]) -> int:
    """Print the table, and say whether all is valid and small."""
    print("sessions  way              broken   cost  bound  gap %   CPU s     MB")
    good = True
    for size in sizes:
        for line, result in lines(size):
            print(line, flush=True)
            good &= result.broken == 0 and result.megabytes < MOST_MEGABYTES
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main([int(word) for word in sys.argv[1:]] or [*SECONDS]))
