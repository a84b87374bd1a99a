"""What differs besides dates and sums: terms, work, old baselines, moves, claims, risks."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import attrs
import pendulum

from tpkit._model.delivery import Risk
from tpkit._model.ids import BudgetLineId, ProjectId
from tpkit._model.money import Claim, Grant
from tpkit._model.plan import Baseline
from tpkit._model.portfolio import Portfolio
from tpkit.track._history.difference import DifferenceKind, Value
from tpkit.track._history.facts import Promise, promises
from tpkit.track._money.outturn import total
from tpkit.track._money.quarters import quarter_of

_Sides = tuple[str, Value, Value]
"""A field, what it was, and what it became."""


@attrs.frozen(kw_only=True)
class Particular:
    """One thing that differs, before it is known why."""

    kind: DifferenceKind
    noun: str
    id: str
    title: str
    project: ProjectId | None = None
    field: str = ""
    was: Value = None
    became: Value = None
    counterpart: str = ""
    reason: str = ""
    """Why, as the noun itself says."""


def particulars(before: Portfolio, after: Portfolio) -> Iterator[Particular]:
    """Yield what differs, in the order of the families."""
    was = {(kind, noun.id): noun for kind, noun in promises(before)}
    for kind, noun in promises(after):
        if (old := was.get((kind, noun.id))) is not None and old is not noun:
            yield from _of_promise(kind, old, noun)
    grants = {grant.id: grant for grant in before.grants}
    for grant in after.grants:
        if (was_grant := grants.get(grant.id)) is not None:
            yield from _of_grant(was_grant, grant)
    yield from _of_virements(before, after)
    yield from _of_claims(before, after)
    yield from _of_risks(before, after)


def _if_other(
    sides: Iterable[_Sides],
    kind: DifferenceKind,
    noun: str,
    of: Any,
    title: str,
) -> Iterator[Particular]:
    for field, was, became in sides:
        if was != became:
            yield Particular(
                kind=kind,
                noun=noun,
                id=of.id,
                title=title,
                project=getattr(of, "project", None),
                field=field,
                was=was,
                became=became,
            )


def _of_promise(noun: str, was: Promise, now: Promise) -> Iterator[Particular]:
    funded = [("funded_end", _end_of_money(was), _end_of_money(now))]
    yield from _if_other(funded, DifferenceKind.TERM, noun, now, now.title)
    days = [("work.days", _work_days(was), _work_days(now))]
    yield from _if_other(days, DifferenceKind.WORK, noun, now, now.title)
    mine = dict(enumerate(now.baselines))
    for number, old in enumerate(was.baselines):
        new: Baseline | None = mine.get(number)
        if old != new:
            yield Particular(
                kind=DifferenceKind.REWRITTEN,
                noun=noun,
                id=now.id,
                title=now.title,
                project=getattr(now, "project", None),
                field=f"baselines[{number}]",
                was=old.date,
                became=None if new is None else new.date,
            )


def _end_of_money(noun: Promise) -> pendulum.Date | None:
    return getattr(noun, "funded_end", None)


def _work_days(noun: Promise) -> int | None:
    work = getattr(noun, "work", None)
    return None if work is None else work.duration


# ------------------------------------------------------------------------------ money


def _of_grant(was: Grant, now: Grant) -> Iterator[Particular]:
    terms = [
        ("start", was.start, now.start),
        ("end", was.last_spend_day, now.last_spend_day),
    ]
    yield from _if_other(terms, DifferenceKind.TERM, "grant", now, now.title)


_Move = tuple[BudgetLineId, BudgetLineId, pendulum.Date, Decimal]
"""The line that gives, the line that takes, when, and how much."""


def _of_virements(before: Portfolio, after: Portfolio) -> Iterator[Particular]:
    old, new = _moves(before), _moves(after)
    titles = {
        line.id: line.description
        for line in (*before.budget_lines, *after.budget_lines)
    }
    for move in {**old, **new}:
        giver, taker, _, amount = move
        if (move in old) is not (move in new):
            yield Particular(
                kind=DifferenceKind.VIREMENT,
                noun="budget_line",
                id=giver,
                title=titles[giver],
                field="virements",
                was=amount if move in old else None,
                became=amount if move in new else None,
                counterpart=titles[taker],
                reason=new.get(move, ""),
            )


def _moves(portfolio: Portfolio) -> dict[_Move, str]:
    """Give each move once, though it stands on both lines, with its reason."""
    found: dict[_Move, str] = {}
    for line in portfolio.budget_lines:
        for virement in line.virements:
            ends = line.id, virement.counterpart
            giver, taker = ends if virement.amount < 0 else ends[::-1]
            move = giver, taker, virement.on, abs(virement.amount)
            found[move] = found.get(move, "") or virement.reason
    return found


def _of_claims(before: Portfolio, after: Portfolio) -> Iterator[Particular]:
    old = {claim.id: claim for claim in before.claims}
    new = {claim.id: claim for claim in after.claims}
    for claim in after.claims:
        title = _title(after, claim)
        if (was := old.get(claim.id)) is None:
            yield _whole(DifferenceKind.APPEARED, "claim", claim, title)
        else:
            sides = _of_claim(was, claim)
            yield from _if_other(sides, DifferenceKind.CLAIM, "claim", claim, title)
    for claim in before.claims:
        if claim.id not in new:
            title = _title(before, claim)
            yield _whole(DifferenceKind.VANISHED, "claim", claim, title)


def _title(portfolio: Portfolio, claim: Claim) -> str:
    grant = portfolio.get(Grant, claim.grant)
    return f"{grant.title}'s claim for {quarter_of(claim).label}"


def _of_claim(was: Claim, now: Claim) -> Iterator[_Sides]:
    yield "amount", _asked(was), _asked(now)
    yield "submitted_on", was.submitted_on, now.submitted_on
    yield "paid", was.paid, now.paid
    if was.paid == now.paid:
        yield "paid_on", was.paid_on, now.paid_on


def _asked(claim: Claim) -> Decimal:
    return total(line.amount for line in claim.lines)


def _whole(kind: DifferenceKind, noun: str, of: Any, title: str) -> Particular:
    project = getattr(of, "project", None)
    return Particular(kind=kind, noun=noun, id=of.id, title=title, project=project)


# ------------------------------------------------------------------------------ risks


def _of_risks(before: Portfolio, after: Portfolio) -> Iterator[Particular]:
    old = {risk.id: risk for risk in before.risks}
    new = {risk.id: risk for risk in after.risks}
    for risk in after.risks:
        if (was := old.get(risk.id)) is None:
            yield _whole(DifferenceKind.APPEARED, "risk", risk, risk.event)
        else:
            sides = [
                ("score", _score(was), _score(risk)),
                ("status", was.status.value, risk.status.value),
            ]
            yield from _if_other(sides, DifferenceKind.RISK, "risk", risk, risk.event)
    for risk in before.risks:
        if risk.id not in new:
            yield _whole(DifferenceKind.VANISHED, "risk", risk, risk.event)


def _score(risk: Risk) -> int | None:
    return None if risk.current is None else risk.current.total
