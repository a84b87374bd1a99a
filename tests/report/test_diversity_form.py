"""What the diversity-monitoring form asks, and what it must never do."""

from pathlib import Path
from typing import Any

import attrs
import pendulum
import pytest

from tpkit import (
    Characteristic,
    DiversityQuestion,
    MonitoringPurpose,
    Portfolio,
    files,
)
from tpkit.report import DiversityForm, Reporter
from tpkit.report._diversity.samples import COLLECTION, least, usual

EXAMPLES = Path(__file__).parents[2] / "examples"


def form(on: pendulum.Date, **collection: Any) -> DiversityForm:
    """Build the form of Riverside's collection, changed."""
    changed = attrs.evolve(COLLECTION, **collection)
    portfolio = attrs.evolve(usual(), diversity_collections=(changed,))
    built: DiversityForm = (
        Reporter().document("diversity-form").build(portfolio, on, COLLECTION.id)
    )
    return built


def test_each_question_can_be_left_with_prefer_not_to_say(on: pendulum.Date) -> None:
    ethnicity, age, disability, belief = form(on).questions

    assert ethnicity.options.count("Prefer not to say") == 1
    assert age.options[-1] == disability.options[-1] == "Prefer not to say"
    assert belief.options == ()
    assert ethnicity.why == "To see whether colleagues progress alike."


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_a_question_in_own_words_can_be_left_too(
    format: Any, on: pendulum.Date
) -> None:
    page = Reporter().render("diversity-form", usual(), on=on, format=format)

    assert page.count("Prefer not to say") == 4


@pytest.mark.parametrize(
    ("purposes", "is_without_name"),
    [
        ((MonitoringPurpose.MONITORING,), True),
        ((MonitoringPurpose.RESEARCH_ANALYSIS,), True),
        (tuple(MonitoringPurpose), False),
    ],
)
def test_names_are_kept_off_where_nobody_is_chosen(
    purposes: tuple[MonitoringPurpose, ...], is_without_name: object, on: pendulum.Date
) -> None:
    made = form(on, purposes=purposes)

    assert made.is_without_name is is_without_name
    assert len(made.purposes) == len(purposes)


@pytest.mark.parametrize(
    ("closes", "until"),
    [
        (None, ""),
        (pendulum.Date(2022, 2, 14), "Please answer by 14 February 2022."),
        (pendulum.Date(2022, 2, 13), "This form closed on 13 February 2022."),
    ],
)
def test_it_says_until_when_it_is_open(
    closes: pendulum.Date | None, until: str, on: pendulum.Date
) -> None:
    assert form(on, closes=closes).until == until


def test_it_names_the_special_categories_among_its_questions(on: pendulum.Date) -> None:
    every = tuple(
        DiversityQuestion(characteristic=each, wording="Which?")
        for each in Characteristic
    )

    assert form(on, questions=every).special == (
        "Answers about disability, gender identity, pregnancy and maternity, ethnicity, "
        "religion or belief and sexual orientation are special category data, which the "
        "law protects further."
    )
    assert form(on, questions=every[:1]).special == ""


@pytest.mark.parametrize("format", ["html", "markdown"])
def test_what_nobody_has_recorded_is_said(format: Any, on: pendulum.Date) -> None:
    page = Reporter().render("diversity-form", least(), on=on, format=format)

    assert "No questions have been recorded yet." in page
    assert "What is published has not been recorded yet." in page
    assert "Nothing has been reported yet." in page


def test_the_regulators_collection_makes_a_form() -> None:
    portfolio: Portfolio = files.read(EXAMPLES / "diversity-data-2022")

    page = Reporter().render(
        "diversity-form", portfolio, on=pendulum.Date(2022, 11, 1), format="markdown"
    )

    assert "Fitness to practise processes, complaints or proceedings" in page
    assert page.count("Prefer not to say") == 5
