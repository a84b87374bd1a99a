"""What the sheets hold: for each column a title, a kind of cell, and a noun's field."""

import enum
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import attrs

from tpkit._model.delivery import (
    Deliverable,
    DeliverableKind,
    DeliverableStatus,
    Project,
)
from tpkit._model.money import Bid, BudgetLine, CostCategory
from tpkit._model.people import Organisation, Person
from tpkit._model.portfolio import Portfolio

Choices = Mapping[str, Any]
"""What a drop-down offers, each with the value it stands for."""


class CellKind(enum.Enum):
    """What the cells of a column hold."""

    TEXT = enum.auto()
    DAY = enum.auto()
    POUNDS = enum.auto()
    WHOLE = enum.auto()
    PERCENT = enum.auto()
    CHOICE = enum.auto()


@attrs.frozen(kw_only=True)
class Column:
    """One column of a sheet."""

    title: str
    kind: CellKind = CellKind.TEXT
    value: Callable[[Portfolio, Any], Any]
    """What a noun has in it; None for an empty cell."""
    field: str = ""
    """The field that it changes, dotted where it is a part's; empty if it changes none."""
    width: int = 14
    """In characters."""
    choices: Callable[[Portfolio], Choices] | None = None


@attrs.frozen(kw_only=True)
class Sheet:
    """One sheet: a row for each noun of a family."""

    title: str
    family: str
    """The field of the portfolio that holds the nouns."""
    columns: tuple[Column, ...]

    def nouns(self, portfolio: Portfolio) -> tuple[Any, ...]:
        """Give the nouns, in the order of their rows."""
        nouns: tuple[Any, ...] = getattr(portfolio, self.family)
        return nouns


def changed(noun: Any, field: str, value: Any) -> Any:
    """Give the noun with another value in a field, or in a field of a part of it."""
    name, _, inner = field.partition(".")
    if inner:
        value = attrs.evolve(getattr(noun, name), **{inner: value})
    return attrs.evolve(noun, **{name: value})


# ------------------------------------------------------------------------- drop-downs


def _in_words(member: enum.Enum) -> str:
    return str(member.value).replace("_", " ").capitalize()


def _members(kind: type[enum.Enum]) -> Callable[[Portfolio], Choices]:
    choices = {_in_words(member): member for member in kind}
    return lambda _: choices


def _person(person: Person) -> str:
    return f"{person.name or person.title} [{person.id}]"


def _people(portfolio: Portfolio) -> Choices:
    return {_person(person): person.id for person in portfolio.people}


# ---------------------------------------------------------------------------- columns


def _plain(field: str) -> Callable[[Portfolio, Any], Any]:
    return lambda _, noun: getattr(noun, field)


def _text(field: str) -> Callable[[Portfolio, Any], str | None]:
    return lambda _, noun: getattr(noun, field) or None


def _choice(field: str) -> Callable[[Portfolio, Any], str]:
    return lambda _, noun: _in_words(getattr(noun, field))


def _owner(portfolio: Portfolio, noun: Deliverable) -> str | None:
    return _person(portfolio.get(Person, noun.owner)) if noun.owner else None


def _progress(_: Portfolio, noun: Deliverable) -> Decimal | None:
    return noun.work.progress if noun.work else None


def _project(portfolio: Portfolio, noun: Deliverable) -> str:
    return portfolio.get(Project, noun.project).title


def _bid(portfolio: Portfolio, noun: BudgetLine) -> str:
    return portfolio.get(Bid, noun.bid).title


def _organisation(portfolio: Portfolio, noun: BudgetLine) -> str | None:
    if noun.organisation is None:
        return None
    return portfolio.get(Organisation, noun.organisation).name


DELIVERABLES = Sheet(
    title="Deliverables",
    family="deliverables",
    columns=(
        Column(title="Id", value=_plain("id"), width=18),
        Column(title="Project", value=_project, width=24),
        Column(title="Deliverable", value=_plain("title"), field="title", width=36),
        Column(
            title="Kind",
            kind=CellKind.CHOICE,
            value=_choice("kind"),
            field="kind",
            choices=_members(DeliverableKind),
        ),
        Column(title="Promised", kind=CellKind.DAY, value=_plain("promised")),
        Column(
            title="Forecast",
            kind=CellKind.DAY,
            value=_plain("forecast"),
            field="forecast",
        ),
        Column(
            title="Delivered",
            kind=CellKind.DAY,
            value=_plain("delivered_on"),
            field="delivered_on",
        ),
        Column(
            title="Status",
            kind=CellKind.CHOICE,
            value=_choice("status"),
            field="status",
            choices=_members(DeliverableStatus),
        ),
        Column(
            title="Progress, %",
            kind=CellKind.PERCENT,
            value=_progress,
            field="work.progress",
            width=12,
        ),
        Column(
            title="Owner",
            kind=CellKind.CHOICE,
            value=_owner,
            field="owner",
            width=28,
            choices=_people,
        ),
        Column(
            title="Target",
            kind=CellKind.WHOLE,
            value=_plain("target"),
            field="target",
            width=10,
        ),
        Column(
            title="Achieved",
            kind=CellKind.WHOLE,
            value=_plain("achieved"),
            field="achieved",
            width=10,
        ),
        Column(title="Unit", value=_text("unit"), field="unit"),
    ),
)

BUDGET = Sheet(
    title="Budget",
    family="budget_lines",
    columns=(
        Column(title="Id", value=_plain("id"), width=18),
        Column(title="Bid", value=_bid, width=24),
        Column(
            title="Category",
            kind=CellKind.CHOICE,
            value=_choice("category"),
            field="category",
            width=20,
            choices=_members(CostCategory),
        ),
        Column(
            title="What for", value=_plain("description"), field="description", width=36
        ),
        Column(title="Who spends it", value=_organisation, width=24),
        Column(title="From", kind=CellKind.DAY, value=_plain("start")),
        Column(title="To", kind=CellKind.DAY, value=_plain("end")),
        Column(title="Planned", kind=CellKind.POUNDS, value=_plain("planned")),
        Column(title="Revised", kind=CellKind.POUNDS, value=_plain("revised")),
        Column(
            title="Spent",
            kind=CellKind.POUNDS,
            value=_plain("spent"),
            field="actual",
        ),
        Column(
            title="Committed",
            kind=CellKind.POUNDS,
            value=_plain("committed"),
            field="committed",
        ),
        Column(
            title="Forecast",
            kind=CellKind.POUNDS,
            value=_plain("forecast"),
            field="forecast",
        ),
        Column(
            title="Why it differs",
            value=_text("variance_explanation"),
            field="variance_explanation",
            width=36,
        ),
    ),
)

SHEETS = (DELIVERABLES, BUDGET)


def offered(portfolio: Portfolio) -> Iterator[tuple[Column, Choices]]:
    """Yield the columns that have a drop-down, with what it offers."""
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.choices is not None:
                yield column, column.choices(portfolio)
