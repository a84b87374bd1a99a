import json
from pathlib import Path

import pytest

from tpkit.cli import main

RECORD = """\
tpkit: 1
partnership: { id: tp, name: Ours }
people:
  - { id: lead, title: Lead, role: programme_lead }
projects:
  - id: forum
    title: Forum
    kind: workshop
    funded_end: 2022-03-31
    confidence: { rating: amber, assessed_on: 2022-02-01, assessed_by: lead, narrative: Late }
deliverables:
  - id: toolkit
    project: forum
    title: Toolkit
    due: 2022-03-14
    forecast: 2022-03-25
    overrides:
      - { colour: green, reason: Agreed, by: lead, on: 2022-03-02, expires: 2022-03-31 }
changes:
  - { kind: deliverable, of: toolkit, field: forecast, became: 2022-03-25, recorded_on: 2022-03-01, by: lead, reason: The author was ill }
"""


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.yaml"
    path.write_text(RECORD, encoding="utf-8")
    return path


def said(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert main([str(word) for word in words]) == 0
    return capsys.readouterr().out


# ------------------------------------------------------------------------------ status


def test_status_shows_a_colour_that_was_given_and_the_one_worked_out(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, "status", record, "--on", "2022-03-07")

    assert out.splitlines() == [
        "Green     Ours: the project is green; 1 colour was given by somebody",
        "",
        "Green     Forum: the deliverable is green; 1 colour was given by somebody",
        (
            "  Green     Toolkit: given as green by Lead until 31 March 2022: Agreed; "
            "worked out as amber: forecast for 25 March 2022, 9 working days after "
            "14 March 2022"
        ),
    ]


def test_status_may_be_that_of_the_record_as_it_was_known(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["status", record, "--on", "2022-02-14"]

    now, then = said(capsys, *words), said(capsys, *words, "--as-known")

    assert "Amber     Toolkit: forecast for 25 March 2022" in now
    assert "Green     Toolkit: promised for 14 March 2022" in then


def test_status_for_programs_has_reasons_and_both_colours(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["status", record, "--on", "2022-03-07", "--format", "json"]

    whole = json.loads(said(capsys, *words))

    (project,) = whole["projects"]
    (line,) = project["parts"]
    assert (whole["on"], whole["path"], whole["rag"]) == ("2022-03-07", "$", "green")
    assert whole["confidence"] is None
    assert project["confidence"] == {
        "rating": "amber",
        "scale": "three_point",
        "assessed_on": "2022-02-01",
        "assessed_by": "lead",
    }
    assert (line["rag"], line["worked_out"], line["slip"]) == ("green", "amber", 9)
    assert (line["kind"], line["reasons"]) == ("deliverable", ["slip"])
    assert line["given"] == {
        "rag": "green",
        "reason": "Agreed",
        "by": "lead",
        "on": "2022-03-02",
        "expires": "2022-03-31",
    }
    assert (line["promised"], line["leeway"]) == ("2022-03-14", None)


# ----------------------------------------------------------------------------- compare


def test_compare_tells_what_slipped_between_two_days(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, "compare", record, "--then", "2022-02-14", "--now", "2022-03-01")

    assert out.splitlines() == [
        (
            "Between 14 February 2022 and 1 March 2022: Ours went from green to amber; "
            "1 slipped; Toolkit slipped furthest, by 9 working days"
        ),
        "",
        "Slipped:",
        (
            "- Toolkit slipped by 9 working days, from 14 March 2022 to 25 March 2022: "
            "The author was ill"
        ),
        "",
        "Of another colour:",
        "- Ours went from green to amber: the project is amber: Forum",
        "- Forum went from green to amber: the deliverable is amber: Toolkit",
    ]


def test_compare_takes_two_portfolios(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = tmp_path / "late.yaml"
    late.write_text(RECORD.replace("title: Toolkit", "title: Tools"), encoding="utf-8")

    out = said(capsys, "compare", record, late)

    assert out == "1 renamed\n\nRenamed:\n- Tools was called Toolkit\n"


def test_compare_with_today_where_no_second_day_is_given(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, "compare", record, "--then", "2022-02-14")

    assert "Toolkit slipped by 9 working days" in out


def test_compare_for_programs_has_dates_and_reasons(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--then", "2022-02-14", "--now", "2022-03-01", "--format", "json"]

    found = json.loads(said(capsys, "compare", record, *words))

    assert (found["then"], found["now"]) == ("2022-02-14", "2022-03-01")
    assert found["overview"].startswith("Between 14 February 2022")
    assert found["differences"][0] == {
        "kind": "slipped",
        "noun": "deliverable",
        "id": "toolkit",
        "title": "Toolkit",
        "project": "forum",
        "field": "",
        "was": "2022-03-14",
        "became": "2022-03-25",
        "days": 9,
        "reason": "The author was ill",
        "by": "lead",
        "recorded_on": "2022-03-01",
        "sentence": (
            "Toolkit slipped by 9 working days, from 14 March 2022 to 25 March 2022: "
            "The author was ill"
        ),
    }


def test_one_portfolio_without_a_first_day_is_refused(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", str(record)]) == 2

    assert "'--then': needed where only one portfolio" in capsys.readouterr().err
