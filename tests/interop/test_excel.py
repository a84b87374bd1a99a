import io
import re
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import attrs
import openpyxl
import pendulum
import pytest
from hypothesis import given, settings

from tpkit import (
    BudgetLine,
    CostCategory,
    Deliverable,
    DeliverableStatus,
    PersonId,
    Portfolio,
    testing,
)
from tpkit.errors import DocumentError, MissingExtraError, PortfolioError
from tpkit.interop import excel


def with_formula_text() -> Portfolio:
    portfolio = testing.northshire()
    first, *others = portfolio.deliverables
    trick = attrs.evolve(
        first,
        title='=HYPERLINK("https://example.org")',
        due=pendulum.Date(1899, 12, 30),
    )
    return attrs.evolve(portfolio, deliverables=(trick, *others))


PORTFOLIO = with_formula_text()
BOOK = excel.dumps(PORTFOLIO)


def opened(content: bytes = BOOK) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def edited(**cells: Any) -> bytes:
    """Give the workbook with other values in cells such as `Budget_J3`."""
    book = opened()
    for place, value in cells.items():
        sheet, cell = place.split("_")
        book[sheet][cell] = value
    return saved(book)


def saved(book: Any) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def deliverable(portfolio: Portfolio, number: int) -> Deliverable:
    return portfolio.deliverables[number]


def line(portfolio: Portfolio, number: int) -> BudgetLine:
    return portfolio.budget_lines[number]


# ------------------------------------------------------------------------- the law


def test_what_nobody_changed_is_read_the_same() -> None:
    assert excel.loads(BOOK, PORTFOLIO) == PORTFOLIO


@settings(max_examples=25)
@given(testing.portfolios())
def test_any_portfolio_is_read_the_same(portfolio: Portfolio) -> None:
    assert excel.loads(excel.dumps(portfolio), portfolio) == portfolio


def test_long_texts_and_line_ends_stay_as_they_are() -> None:
    first, *others = PORTFOLIO.budget_lines
    long = attrs.evolve(first, description="a\r\nb" + "x" * 40_000)
    portfolio = attrs.evolve(PORTFOLIO, budget_lines=(long, *others))

    assert excel.loads(excel.dumps(portfolio), portfolio) == portfolio


# ------------------------------------------------------------------------- writing


def test_text_stays_text() -> None:
    cell = opened()["Deliverables"]["C2"]

    assert cell.value == '=HYPERLINK("https://example.org")'
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_days_are_dates_and_money_is_numbers() -> None:
    book = opened()

    day, old = book["Deliverables"]["F3"], book["Deliverables"]["E2"]
    assert (day.value, day.is_date) == (datetime(2025, 3, 7), True)  # noqa: DTZ001  # as openpyxl gives it
    assert old.value == "1899-12-30"  # workbooks have no such day
    assert book["Budget"]["J2"].value == 15250.5
    assert book["Budget"]["H2"].data_type == "n"


def test_what_has_few_values_has_a_drop_down() -> None:
    book = opened()
    rules = {
        str(r.sqref): r for r in book["Deliverables"].data_validations.dataValidation
    }

    assert book["Lists"].sheet_state == "hidden"
    assert rules["H2:H204"].type == "list"
    assert rules["H2:H204"].formula1 == "'Lists'!$B$1:$B$6"
    assert [book["Lists"].cell(n, 2).value for n in range(1, 7)] == [
        "Not started",
        "In progress",
        "In review",
        "Accepted",
        "Rejected",
        "Dropped",
    ]
    assert {rules[f"{c}2:{c}204"].type for c in "FIK"} == {"date", "decimal", "whole"}


# ------------------------------------------------------------------------- reading


def test_changes_are_read() -> None:
    content = edited(
        Deliverables_C3="Kit",
        Deliverables_F4=date(2025, 3, 20),
        Deliverables_G4="2025-03-21",
        Deliverables_H4=" in PROGRESS ",
        Deliverables_I3=62.5,
        Deliverables_J4=None,
        Deliverables_K2=60.0,
        Deliverables_M2=" ",
        Budget_C2="Other",
        Budget_D2=2024,
        Budget_D3=2.5,
        Budget_J3="£14,500.50",
        Budget_K2=0.1 + 0.2,
    )

    portfolio = excel.loads(content, PORTFOLIO)

    forum, toolkit, report = portfolio.deliverables
    assert (toolkit.title, toolkit.work and toolkit.work.progress) == (
        "Kit",
        Decimal("62.5"),
    )
    assert (report.forecast, report.delivered_on) == (
        pendulum.Date(2025, 3, 20),
        pendulum.Date(2025, 3, 21),
    )
    assert report.status is DeliverableStatus.IN_PROGRESS
    assert report.owner is None
    assert (forum.target, forum.unit) == (60, "")
    first, second = portfolio.budget_lines[:2]
    assert (first.category, first.description) == (CostCategory.OTHER, "2024")
    assert first.committed == Decimal("0.30")
    assert (second.description, second.actual) == ("2.5", Decimal("14500.50"))


def test_a_whole_percentage_is_read_as_one() -> None:
    work = deliverable(excel.loads(edited(Deliverables_I3=75), PORTFOLIO), 1).work

    assert work is not None
    assert str(work.progress) == "75"


def test_rows_and_columns_may_be_moved_and_left_out() -> None:
    book = opened()
    page = book["Deliverables"]
    page.move_range("A4:M4", rows=6)
    page.delete_cols(5)
    page["E10"] = date(2025, 3, 20)
    page["Z9"] = "a remark"
    page["Z9"] = None
    page.delete_rows(2)

    portfolio = excel.loads(saved(book), PORTFOLIO)

    assert deliverable(portfolio, 2).forecast == pendulum.Date(2025, 3, 20)
    assert portfolio.deliverables[:2] == PORTFOLIO.deliverables[:2]


def test_a_number_that_is_worked_out_is_read() -> None:
    # A spreadsheet keeps the number beside the formula; openpyxl writes only formulas.
    content = edited(Budget_J2="=15000+250.5+1")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    formula = rb"(<f>15000\+250\.5\+1</f>)<v(?: ?/>|></v>)"
    worked_out = archived(
        **{n: re.sub(formula, rb"\1<v>15251.5</v>", part) for n, part in parts.items()}
    )

    portfolio = excel.loads(worked_out, PORTFOLIO)

    assert line(portfolio, 0).actual == Decimal("15251.5")


def test_changes_are_put_on_the_record() -> None:
    on = pendulum.Date(2025, 2, 3)
    content = edited(Deliverables_F4=date(2025, 3, 20), Budget_J3=14500)
    before = len(PORTFOLIO.changes)

    portfolio = excel.loads(
        content, PORTFOLIO, on=on, by=PersonId("lead"), reason="February's return"
    )

    told = portfolio.changes[before:]
    assert [(c.of, c.field, c.was, c.became, c.recorded_on) for c in told] == [
        ("d-report", "forecast", "", "2025-03-20", on),
        ("b-research", "actual", "14000", "14500", on),
    ]
    assert {(c.by, c.reason) for c in told} == {("lead", "February's return")}


def test_what_was_recorded_last_cannot_change_off_the_record() -> None:
    on = pendulum.Date(2025, 2, 3)
    once = excel.loads(edited(Budget_J3=14500), PORTFOLIO, on=on)

    with pytest.raises(PortfolioError):
        excel.loads(edited(Budget_J3=14600), once)


# ------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("cell", "value", "problem"),
    [
        ("Deliverables_F4", "soon", "expected a day, as a date or as text such as"),
        ("Deliverables_F4", True, "expected a day"),
        ("Deliverables_F4", "31/03/2025", "expected a day"),
        ("Deliverables_F4", datetime(2025, 3, 1, 14), "expected a day"),  # noqa: DTZ001
        ("Deliverables_F4", -1, "expected a day from 1901 to 2100"),
        ("Deliverables_F4", datetime(1900, 1, 1), "expected a day from 1901 to 2100"),  # noqa: DTZ001
        ("Deliverables_F4", "2150-01-01", "expected a day from 1901 to 2100"),
        ("Deliverables_H4", "Nearly", "expected one of what its list offers, got 'Nearly'"),
        ("Deliverables_J4", "Nobody", "expected one of what its list offers"),
        ("Deliverables_H4", None, "expected one of not_started"),
        ("Deliverables_C4", "", "expected text with something in it"),
        ("Deliverables_C4", True, "expected text without control characters, got True"),
        ("Deliverables_I3", 175, "expected a number from 0 to 100, got 175"),
        ("Deliverables_I2", 5, "expected nothing, as its work is not planned, got 5"),
        ("Deliverables_K2", 5.5, "expected a whole number of at least 0, got 5.5"),
        ("Deliverables_B2", "Another", "expected what tpkit wrote there, got 'Another'"),
        ("Deliverables_A2", "new", "expected the id of one that the portfolio has"),
        ("Deliverables_A2", 7, "expected the id of one that the portfolio has, got 7"),
        ("Deliverables_A3", "d-forum", "expected each id once, got 'd-forum'"),
        ("Budget_J3", -1, "expected pounds of at least 0"),
        ("Budget_J3", 1.005, "expected pounds of at least 0, with at most two decimal"),
        ("Budget_J3", "much", "expected pounds of at least 0"),
        ("Budget_J3", True, "expected pounds of at least 0"),
        ("Budget_J3", "=A1+1", "expected pounds of at least 0, with at most two"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(cell: str, value: Any, problem: str) -> None:
    with pytest.raises(DocumentError) as caught:
        excel.loads(edited(**{cell: value}), PORTFOLIO, name="book.xlsx")

    place = cell.replace("_", "!")
    assert str(caught.value).startswith(f"book.xlsx: {place}: {problem}")


def test_merged_cells_are_refused_with_their_place() -> None:
    book = opened()
    book["Deliverables"].merge_cells("F2:F3")

    with pytest.raises(DocumentError) as caught:
        excel.loads(saved(book), PORTFOLIO)

    assert str(caught.value).startswith(
        "<workbook>: Deliverables!F2: expected cells that are not merged, got F2:F3"
    )


def test_a_portfolio_has_the_same_bytes_on_any_day() -> None:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        days = {part.date_time for part in archive.infolist()}
        properties = archive.read("docProps/core.xml")

    assert excel.dumps(PORTFOLIO) == BOOK
    assert days == {(1980, 1, 1, 0, 0, 0)}
    assert re.findall(rb">(\d{4})-", properties) == [b"1980", b"1980"]


@pytest.mark.parametrize(
    ("cell", "value", "place"),
    [
        ("Deliverables_A1", "Key", "Deliverables!A1: expected the titles"),
        ("Budget_B1", "Id", "Budget!A1: expected the titles"),
    ],
)
def test_columns_that_cannot_be_told_are_refused(
    cell: str, value: str, place: str
) -> None:
    with pytest.raises(DocumentError, match=place):
        excel.loads(edited(**{cell: value}), PORTFOLIO)


def archived(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def swollen() -> bytes:
    """Give an archive that says that a part of it fills two gigabytes."""
    content = bytearray(archived(a=b"b"))
    size = content.index(b"PK\x01\x02") + 24
    content[size : size + 4] = (2**31).to_bytes(4, "little")
    return bytes(content)


def without_budget() -> bytes:
    book = opened()
    del book["Budget"]
    return saved(book)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "expected an Excel workbook"),
        (BOOK[:3000], "expected an Excel workbook"),
        (archived(a=b"b"), "expected an Excel workbook"),
        (archived(a=b"<!DOCTYPE x>"), "expected a workbook without document types"),
        (archived(a="<!ENTITY".encode("utf-16")), "expected a workbook without document"),
        (swollen(), "expected at most 268,435,456 bytes, got 2,147,483,648 unpacked"),
        (without_budget(), "expected a sheet Budget, got the sheets Deliverables, Lists"),
    ],
    ids=["empty", "half", "archive", "type", "entity", "bomb", "no sheet"],
)  # fmt: skip
def test_what_is_no_safe_workbook_is_refused(content: bytes, problem: str) -> None:
    with pytest.raises(DocumentError, match=problem):
        excel.loads(content, PORTFOLIO)


def test_an_empty_sheet_changes_nothing_it_cannot() -> None:
    book = opened()
    book["Budget"].delete_rows(1, 100)

    with pytest.raises(DocumentError, match="Budget!A1: expected the titles"):
        excel.loads(saved(book), PORTFOLIO)


def test_without_openpyxl_the_room_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "tpkit.interop.excel._workbook")
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    with pytest.raises(MissingExtraError, match=r"tpkit\[excel\]"):
        excel.dumps(PORTFOLIO)
