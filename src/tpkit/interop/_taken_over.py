"""Nouns that another tool has changed, put into the portfolio, and on the record."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs
import pendulum

from tpkit._model._recorded import as_text, recordable, value_of
from tpkit._model.change import Change, ChangedKind
from tpkit._model.delivery import Deliverable, Milestone, Phase, Project
from tpkit._model.ids import PersonId
from tpkit._model.money import BudgetLine
from tpkit._model.portfolio import Portfolio

_KINDS: Mapping[Any, ChangedKind] = {
    Project: ChangedKind.PROJECT,
    Phase: ChangedKind.PHASE,
    Milestone: ChangedKind.MILESTONE,
    Deliverable: ChangedKind.DELIVERABLE,
    BudgetLine: ChangedKind.BUDGET_LINE,
}
_FAMILIES: Mapping[Any, str] = {
    Project: "projects",
    Phase: "phases",
    Milestone: "milestones",
    Deliverable: "deliverables",
    BudgetLine: "budget_lines",
}


@attrs.frozen(kw_only=True)
class Entry:
    """What is said of every change that is recorded; none is, without a day."""

    on: pendulum.Date | None
    by: PersonId | None
    reason: str


def taken_over(portfolio: Portfolio, nouns: Iterable[Any], entry: Entry) -> Portfolio:
    """Give the portfolio with these nouns in the places of those with their ids.

    Raises:
        PortfolioError: the portfolio does not hang together with them.
    """
    fields: dict[str, Any] = {}
    changes: list[Change] = []
    all_of_them = list(nouns)
    for kind, family in _FAMILIES.items():
        mine = {each.id: each for each in all_of_them if type(each) is kind}
        now: tuple[Any, ...] = getattr(portfolio, family)
        before = {noun.id: noun for noun in now}
        fields[family] = tuple({**before, **mine}.values())
        for id, noun in mine.items():
            changes += _changes(before.get(id), noun, entry)
    return attrs.evolve(portfolio, changes=(*portfolio.changes, *changes), **fields)


def _changes(before: Any, noun: Any, entry: Entry) -> Iterator[Change]:
    if entry.on is None:
        return
    for field in recordable(type(noun)) if before is not None else ("",):
        was, became = _texts(before, noun, field)
        if was != became or not field:
            yield Change(
                kind=_KINDS[type(noun)],
                of=noun.id,
                field=field,
                was=was,
                became=became,
                recorded_on=entry.on,
                by=entry.by,
                reason=entry.reason,
            )


def _texts(before: Any, noun: Any, field: str) -> tuple[str, str]:
    if not field:
        return "", ""
    return as_text(value_of(before, field)), as_text(value_of(noun, field))
