"""`tpkit forecast`: how it reads in a terminal, what it gives to programs."""

import json
from pathlib import Path

import pytest

from tpkit.cli import main

PAY = """
tpkit: 1
partnership: { id: northshire, name: Northshire Teaching Partnership }
projects:
  - { id: pay, title: Pay, kind: research, start: 2024-01-08, funded_end: 2024-03-08 }
deliverables:
  - id: survey
    project: pay
    title: Survey
    work: { estimate: { optimistic: 10, likely: 15, pessimistic: 35 } }
  - id: scope
    project: pay
    title: Scope
    delivered_on: 2024-01-09
    work: { days: 1 }
  - id: report
    project: pay
    title: Report
    work: { days: 15, after: [{ task: survey }] }
"""


@pytest.fixture
def pay(tmp_path: Path) -> str:
    file = tmp_path / "pay.yaml"
    file.write_text(PAY)
    return str(file)


def test_the_end_the_tasks_and_what_to_fix_first_are_told(
    pay: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["forecast", pay, "--on", "2024-01-15"])

    assert code == 0
    assert capsys.readouterr().out.splitlines() == [
        (
            "Pay is finished by 27 February 2024 in half of the runs, by 4 March 2024 in "
            "80% and by 11 March 2024 in 95%; 94% of the runs make the last day of its "
            "money, 8 March 2024"
        ),
        "  half        80%         95%         critical",
        "  2024-02-06  2024-02-12  2024-02-19      100%  Survey",
        "  2024-02-27  2024-03-04  2024-03-11      100%  Report",
        "  What to fix first:",
        (
            "  1. Survey takes 12 to 24 working days, which moves the end of Pay by 17 "
            "days; it is critical in 100% of the runs"
        ),
        "",
        "2,000 runs, seed 1",
    ]


def test_the_plan_as_it_was_drawn_can_be_forecast(
    pay: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["forecast", pay, "--as-drawn", "--format", "json", "--runs", "50"]) == 0
    )
    told = json.loads(capsys.readouterr().out)

    assert told["on"] is None and told["runs"] == 50
    (project,) = told["projects"]
    assert project["planned"] == "2024-02-16" and project["funding_end"] == "2024-03-08"
    assert sum(project["days"].values()) == 50
    assert [bar["task"] for bar in project["tornado"]] == ["survey"]
    survey = told["tasks"][0]
    assert survey["path"] == "$.deliverables[0]" and survey["kind"] == "deliverable"
    assert survey["p50"] <= survey["p80"] <= survey["p95"]


def test_json_says_which_day_it_is_of_and_where_no_end_of_money_is_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pay.yaml"
    file.write_text(PAY.replace(", funded_end: 2024-03-08", ""))

    assert main(["forecast", str(file), "--on", "2024-01-15", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["on"] == "2024-01-15"
    assert told["projects"][0]["funding_end"] is None
    assert told["projects"][0]["probability"] is None


def test_a_portfolio_without_a_plan_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "empty.yaml"
    file.write_text("tpkit: 1\npartnership: { id: tp, name: Ours }\n")

    assert main(["forecast", str(file)]) == 0
    assert (
        capsys.readouterr().out
        == "nothing that is planned or promised is still to do\n"
    )


def test_what_is_sure_needs_no_fixing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pay.yaml"
    sure = "work: { days: 10 }"
    doubtful = "work: { estimate: { optimistic: 10, likely: 15, pessimistic: 35 } }"
    file.write_text(PAY.replace(doubtful, sure))

    assert main(["forecast", str(file), "--on", "2024-01-15"]) == 0
    told = capsys.readouterr().out
    assert "nothing in it is estimated" in told and "%" not in told
    assert "seed" not in told
    assert "fix first" not in told


def test_no_runs_are_refused(pay: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forecast", pay, "--runs", "0"]) == 2
    assert "'--runs'" in capsys.readouterr().err
