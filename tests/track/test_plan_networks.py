"""Networks in the format of PSPLIB, whose headers print how long they are, and big ones."""

import random
import re
from collections.abc import Callable
from typing import Any, TypeVar

import pendulum

import tpkit
from tpkit import Link, Work, track

NounT = TypeVar("NounT")


def made(noun: Callable[..., NounT], /, **fields: Any) -> NounT:
    return noun(**fields)


MONDAY = pendulum.Date(2013, 1, 7)


def psplib(seed: int, jobs: int) -> str:
    """Write a network as PSPLIB's generator does: a source, jobs in layers, a sink."""
    dice = random.Random(seed)
    durations = [0, *(dice.randint(1, 10) for _ in range(jobs)), 0]
    last = len(durations)
    successors: dict[int, set[int]] = {n: set() for n in range(1, last + 1)}
    for job in range(2, last):
        for _ in range(dice.randint(1, 3)):
            successors[dice.randint(1, job - 1)].add(job)
    for job in range(1, last):
        if not successors[job]:
            successors[job].add(last)
    lines = [
        "*" * 72,
        f"jobs (incl. supersource/sink ):  {last}",
        "PROJECT INFORMATION:",
        "pronr.  #jobs rel.date duedate tardcost  MPM-Time",
        f"    1     {jobs}      0       0       0   {length(durations, successors):5}",
        "PRECEDENCE RELATIONS:",
        "jobnr.    #modes  #successors   successors",
    ]
    for job, after in successors.items():
        listed = "  ".join(f"{one:3}" for one in sorted(after))
        lines.append(f"{job:4}        1        {len(after):3}        {listed}")
    lines += ["REQUESTS/DURATIONS:", "jobnr. mode duration  R 1  R 2  R 3  R 4"]
    lines += [
        f"{n:3}      1    {d:2}       0    0    0    0"
        for n, d in enumerate(durations, 1)
    ]
    return "\n".join(lines)


def length(durations: list[int], successors: dict[int, set[int]]) -> int:
    """Give the length of the longest path, from the sink backwards."""
    longest: dict[int, int] = {}
    for job in sorted(successors, reverse=True):
        ahead = max((longest[one] for one in successors[job]), default=0)
        longest[job] = durations[job - 1] + ahead
    return longest[1]


def portfolio_of(text: str) -> tuple[tpkit.Portfolio, int]:
    """Read a network in that format, and the length its header prints."""
    header, rest = text.split("PRECEDENCE RELATIONS:")
    relations, requests = rest.split("REQUESTS/DURATIONS:")
    numbers = [
        [*map(int, line.split())]
        for line in header.splitlines()[-2:]
        if re.match(r"\s+\d", line)
    ]
    after: dict[int, list[Link]] = {}
    for line in relations.strip().splitlines()[1:]:
        job, _, _, *successors = map(int, line.split())
        for one in successors:
            after.setdefault(one, []).append(made(Link, task=f"j{job}"))
    rows = [line.split() for line in requests.strip().splitlines()[1:]]
    days = {int(row[0]): int(row[2]) for row in rows}
    project = made(
        tpkit.Project, id="p", title="P", kind=tpkit.ProjectKind.DATA, start=MONDAY
    )
    jobs = tuple(
        made(
            tpkit.Deliverable,
            id=f"j{job}",
            project="p",
            title=f"Job {job}",
            work=made(Work, days=needed, after=after.get(job, ())),
        )
        for job, needed in days.items()
    )
    partnership = made(tpkit.Partnership, id="tp", name="Partnership")
    portfolio = tpkit.Portfolio(
        partnership=partnership, projects=(project,), deliverables=jobs
    )
    return portfolio, numbers[-1][-1]


def test_a_network_is_as_long_as_its_header_says() -> None:
    for seed in range(120):
        portfolio, expected = portfolio_of(psplib(seed, (30, 60, 90, 120)[seed % 4]))

        plan = track.plan(portfolio)

        calendar = track.working_calendar_of(portfolio)
        finish = max(task.finish for task in plan.tasks)
        assert calendar.working_days_between(MONDAY, finish) == expected
        # The sink is critical, and a path of critical jobs leads to it.
        assert sum(task.days for task in plan.critical) >= expected
        chain = plan.ends[0].chain
        assert sum(task.days for task in chain.tasks) == expected


def test_ten_thousand_tasks_in_one_chain_are_planned_without_recursion() -> None:
    project = made(
        tpkit.Project, id="p", title="P", kind=tpkit.ProjectKind.DATA, start=MONDAY
    )
    tasks = tuple(
        made(
            tpkit.Deliverable,
            id=f"t{n}",
            project="p",
            title=f"T{n}",
            work=made(Work, days=1, after=[made(Link, task=f"t{n - 1}")] if n else ()),
        )
        for n in range(10_000)
    )
    portfolio = tpkit.Portfolio(
        partnership=made(tpkit.Partnership, id="tp", name="Partnership"),
        projects=(project,),
        deliverables=tasks,
    )

    plan = track.plan(portfolio)

    assert len(plan.critical) == len(plan.ends[0].chain.tasks) == 10_000
    assert plan.tasks[-1].finish.year == 2052
    longer = plan.with_days(plan.tasks[0], 2)
    assert longer.tasks[-1].start == plan.tasks[-1].finish.add(days=1)
