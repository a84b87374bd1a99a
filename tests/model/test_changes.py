"""What was recorded: values as texts, and changes that lead to what is there now."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import attrs
import pendulum
import pytest
from hypothesis import given

import tpkit
from tpkit import Change, ChangedKind, Portfolio, testing
from tpkit._model import _integrity
from tpkit._model._recorded import (
    as_text,
    from_text,
    recordable,
    value_of,
    with_values,
)
from tpkit.errors import FieldError, PortfolioError, Problem

NounT = TypeVar("NounT")


def made(noun: Callable[..., NounT], /, **fields: Any) -> NounT:
    return noun(**fields)


DAY = pendulum.Date(2022, 2, 14)
TOOLKIT = made(
    tpkit.Deliverable,
    id="toolkit",
    project="forum",
    title="Toolkit",
    forecast=pendulum.Date(2022, 4, 5),
)


def portfolio_of(*changes: Change, **families: Any) -> Portfolio:
    project = made(
        tpkit.Project, id="forum", title="Forum", kind=tpkit.ProjectKind.WORKSHOP
    )
    families = {"deliverables": (TOOLKIT,), **families}
    return Portfolio(
        partnership=made(tpkit.Partnership, id="tp", name="Partnership"),
        projects=(project,),
        changes=changes,
        **families,
    )


def change(**fields: Any) -> Change:
    usual = {
        "kind": ChangedKind.DELIVERABLE,
        "of": "toolkit",
        "field": "forecast",
        "was": "2022-03-31",
        "became": "2022-04-05",
        "recorded_on": DAY,
    }
    return made(Change, **{**usual, **fields})


def refusal(*changes: Change, **families: Any) -> Problem:
    with pytest.raises(PortfolioError) as refused:
        portfolio_of(*changes, **families)
    (problem,) = refused.value.problems
    return problem


# ------------------------------------------------------------------- single values

TEXTS: list[tuple[type, str, Any, str]] = [
    (tpkit.Deliverable, "forecast", DAY, "2022-02-14"),
    (tpkit.Deliverable, "forecast", None, ""),
    (tpkit.Deliverable, "title", "Toolkit", "Toolkit"),
    (tpkit.Deliverable, "description", "", ""),
    (tpkit.Deliverable, "owner", "lead", "lead"),
    (tpkit.Deliverable, "target", 12, "12"),
    (tpkit.Deliverable, "status", tpkit.DeliverableStatus.IN_REVIEW, "in_review"),
    (tpkit.Deliverable, "work.progress", Decimal("12.5"), "12.5"),
    (tpkit.Milestone, "payment_linked", True, "true"),
    (tpkit.Milestone, "payment_linked", False, "false"),
    (tpkit.BudgetLine, "actual", Decimal("12500.00"), "12500.00"),
    (tpkit.BudgetLine, "actual", Decimal("1E+2"), "100"),
    (tpkit.Session, "start", pendulum.Time(9, 30), "09:30"),
]


@pytest.mark.parametrize(("noun", "field", "value", "text"), TEXTS)
def test_a_value_is_written_and_read_as_a_document_has_it(
    noun: type, field: str, value: Any, text: str
) -> None:
    assert as_text(value) == text
    assert from_text(noun, field, text) == value


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("forecast", "1 April"),
        ("status", "nearly"),
        ("target", "1.5"),
        ("work.progress", "half"),
        ("work.cost", "1E+2"),
    ],
)
def test_a_text_that_no_such_field_can_hold_is_refused(field: str, text: str) -> None:
    expected = rf"expected a value of Deliverable\.{field} as a document writes it"
    with pytest.raises(FieldError, match=expected):
        from_text(tpkit.Deliverable, field, text)


@pytest.mark.parametrize("field", ["id", "evidence", "work", "work.after", "nothing"])
def test_only_single_values_are_recorded(field: str) -> None:
    with pytest.raises(FieldError, match="a field of Deliverable that holds a single"):
        from_text(tpkit.Deliverable, field, "")


def test_a_status_with_a_history_is_recorded_there_and_nowhere_else() -> None:
    assert "status" in recordable(tpkit.Deliverable)
    assert "status" not in recordable(tpkit.Milestone)
    assert "kind" in recordable(tpkit.Project)
    # It cannot be without a rating, so that no single field of it can be put back.
    assert not any(f.startswith("confidence.") for f in recordable(tpkit.Project))


def test_values_are_put_back_together_and_into_nested_nouns() -> None:
    texts = {"work.days": "5", "work.progress": "20", "forecast": "", "target": "3"}

    other = with_values(TOOLKIT, texts)

    assert other == attrs.evolve(
        TOOLKIT, work=made(tpkit.Work, days=5, progress=20), forecast=None, target=3
    )
    assert value_of(other, "work.days") == 5
    assert value_of(TOOLKIT, "work.days") is None
    assert with_values(other, {"work.days": "", "description": ""}).work == made(
        tpkit.Work, progress=20
    )
    with pytest.raises(FieldError, match=r"Deliverable\.title"):
        with_values(TOOLKIT, {"title": ""})


@given(testing.nouns(tpkit.Deliverable))
def test_what_is_written_of_any_noun_can_be_put_back(noun: tpkit.Deliverable) -> None:
    texts = {field: as_text(value_of(noun, field)) for field in recordable(type(noun))}
    if noun.work is None:
        texts = {field: text for field, text in texts.items() if "." not in field}

    assert with_values(noun, texts) == noun


# ---------------------------------------------------------------------- the changes


def test_an_addition_has_no_values() -> None:
    added = made(Change, kind=ChangedKind.RISK, of="r", recorded_on=DAY)

    assert added.is_addition
    with pytest.raises(FieldError, match="no value where a noun was added"):
        attrs.evolve(added, became="x")


def test_a_kind_knows_its_family() -> None:
    families = set(_integrity.families(Portfolio))

    assert {kind.family for kind in ChangedKind} <= families


def test_changes_lead_from_one_value_to_the_next_and_to_the_present() -> None:
    first = change(was="", became="2022-03-31")
    added = change(field="", was="", became="")

    portfolio = portfolio_of(added, first, change())

    assert len(portfolio.changes) == 3


def test_what_changed_must_be_there_and_of_that_kind() -> None:
    unknown, other = refusal(change(of="toolkti")), refusal(change(of="forum"))

    assert unknown.path == other.path == "$.changes[0].of"
    assert unknown.hint == "did you mean 'toolkit'?"
    assert unknown.expected.startswith("the id of a bid, a budget line, a grant,")
    assert (other.expected, other.got) == ("the id of a deliverable", "'forum'")


def test_a_change_is_of_a_field_that_holds_a_single_value() -> None:
    problem = refusal(change(field="forecats"))

    assert problem.path == "$.changes[0].field"
    assert problem.expected == "a field of a deliverable that holds a single value"
    assert "forecast" in problem.hint


@pytest.mark.parametrize("side", ["was", "became"])
def test_a_change_holds_texts_that_can_be_read(side: str) -> None:
    problem = refusal(change(**{side: "soon"}))

    assert (problem.path, problem.got) == (f"$.changes[0].{side}", "'soon'")


def test_a_change_begins_where_the_one_before_it_ended() -> None:
    problem = refusal(change(was="", became="2022-03-30"), change())

    assert problem.path == "$.changes[1].was"
    assert problem.expected == "'2022-03-30', which $.changes[0] left"


def test_a_change_is_not_recorded_before_the_one_before_it() -> None:
    first = change(was="", became="2022-03-31")

    problem = refusal(first, change(recorded_on=DAY.add(days=-1)))

    assert problem.path == "$.changes[1].recorded_on"
    assert problem.got == "2022-02-13"


def test_a_noun_is_added_once() -> None:
    added = change(field="", was="", became="")

    problem = refusal(added, added)

    assert (problem.path, problem.expected) == (
        "$.changes[1]",
        "one addition, as $.changes[0] is",
    )


def test_the_last_change_led_to_what_is_there_now() -> None:
    problem = refusal(change(became="2022-04-04"))

    assert problem.path == "$.changes[0].became"
    assert problem.expected == "'2022-04-05', as the deliverable has it now"


def test_one_amount_may_be_written_in_two_ways() -> None:
    toolkit = attrs.evolve(TOOLKIT, work=made(tpkit.Work, cost=Decimal("12.50")))
    costs = change(field="work.cost", was="", became="12.5")

    assert portfolio_of(costs, deliverables=(toolkit,)).changes == (costs,)


def test_a_link_names_one_task() -> None:
    twin = made(tpkit.Milestone, id="toolkit", project="forum", title="Toolkit")
    report = made(
        tpkit.Deliverable,
        id="report",
        project="forum",
        title="Report",
        work=made(tpkit.Work, after=[made(tpkit.Link, task="toolkit")]),
    )

    assert portfolio_of(milestones=(twin,)).milestones == (twin,)
    elsewhere = attrs.evolve(
        report,
        id=tpkit.DeliverableId("talk"),
        work=made(tpkit.Work, after=[made(tpkit.Link, task="report")]),
    )
    problem = refusal(milestones=(twin,), deliverables=(TOOLKIT, report, elsewhere))

    assert problem.path == "$.deliverables[1].work.after[0].task"
    assert problem.got == "'toolkit', which a milestone and a deliverable have"
