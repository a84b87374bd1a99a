"""What the plan and the links say of lines: how much leeway, and what they wait for."""

import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs
import pendulum

from tpkit._model.portfolio import Portfolio
from tpkit.track._plan.apart import Plans, plans_of
from tpkit.track._plan.plan import Plan
from tpkit.track._plan.sources import links_of
from tpkit.track._status.columns import Column, Item
from tpkit.track._status.line import LineKind
from tpkit.track._status.rag import Rag, Reason
from tpkit.track._status.verdict import BITS, Verdicts


@attrs.frozen(kw_only=True)
class Leeway:
    """How far something may slip by the plan before a limit is missed."""

    finish: pendulum.Date
    """The earliest day on which it can be finished."""
    days: int
    """Working days on its own calendar; negative where a limit is missed."""


def leeways(plans: Iterable[Plan], on: pendulum.Date) -> dict[str, Leeway]:
    """Give the leeway of all that is to do and has a limit, by path.

    What takes no time and can be done at once has as much as there are days left, which
    says nothing; it is left out unless a limit is missed. Of several plans the least
    counts.
    """
    found: dict[str, Leeway] = {}
    for plan in plans:
        for task in plan.tasks:
            if task.leeway is None:
                continue
            if task.days or task.finish > on or task.leeway < 0:
                leeway = Leeway(finish=task.finish, days=task.leeway)
                known = found.setdefault(task.path, leeway)
                if leeway.days < known.days:
                    found[task.path] = leeway
    return found


def planned(portfolio: Portfolio, on: pendulum.Date) -> Plans:
    """Plan what is left: nothing where no work is planned."""
    families = (portfolio.phases, portfolio.milestones, portfolio.deliverables)
    if not any(_has_work(family) for family in families):
        return Plans()
    return plans_of(portfolio, on=on)


def _has_work(items: Sequence[Item]) -> bool:
    # A noun without work gives None, and work is always true.
    return any(map(operator.attrgetter("work"), items))


def judge_leeways(
    columns: Mapping[LineKind, Column], found: Mapping[str, Leeway], amber_up_to: int
) -> None:
    """Add to the bits of what is open what its leeway says."""
    if not found:
        return
    for column in columns.values():
        for number, bits in enumerate(column.bits):
            leeway = found.get(column.path(number))
            if leeway is None or bits & _CLOSED:
                continue
            if leeway.days < 0:
                # That the money ends first is told once, by the nearer date.
                is_told = bits & BITS[Reason.PAST_FUNDING_END]
                column.bits[number] |= 0 if is_told else BITS[Reason.LIMIT_MISSED]
            elif leeway.days <= amber_up_to:
                column.bits[number] |= BITS[Reason.LITTLE_LEEWAY]


_CLOSED = BITS[Reason.DROPPED] | BITS[Reason.DONE] | BITS[Reason.DONE_LATE]

Waiting = Mapping[tuple[LineKind, int], tuple[str, ...]]
"""The titles of the red ones that each line waits for."""


def judge_waiting(columns: Mapping[LineKind, Column], verdicts: Verdicts) -> Waiting:
    """Add to the bits of what is open that it waits for something red."""
    waiting = [
        (column, number, links)
        for column in columns.values()
        for number, links in _links(column)
        if not column.bits[number] & _CLOSED
    ]
    if not waiting:
        return {}
    red: dict[str, str] = {
        item.id: item.title
        for column in columns.values()
        for item, bits in zip(column.items, column.bits, strict=True)
        if verdicts[bits].rag is Rag.RED
    }
    found: dict[tuple[LineKind, int], tuple[str, ...]] = {}
    for column, number, links in waiting:
        titles = tuple(red[id] for id in dict.fromkeys(links) if id in red)
        if titles:
            found[column.kind, number] = titles
    for kind, number in found:
        columns[kind].bits[number] |= BITS[Reason.WAITS_FOR_RED]
    return found


def _links(column: Column) -> Iterator[tuple[int, list[str]]]:
    waiting = map(operator.attrgetter("work"), column.items)
    if column.kind is LineKind.MILESTONE:
        waiting = map(operator.attrgetter("after", "work"), column.items)
        waiting = map(any, waiting)
    for number in itertools.compress(itertools.count(), waiting):
        yield number, [link.task for link in links_of(column.items[number])]
