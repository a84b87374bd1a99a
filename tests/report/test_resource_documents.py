from typing import Any

import attrs
import pendulum
import pytest

import tpkit
from tpkit import (
    FeedbackResponse,
    Portfolio,
    ProfessionalRole,
)
from tpkit.report import ChangeLine, ChangeLog, Reporter
from tpkit.report._resources.samples import usual


@pytest.fixture
def riverside() -> Portfolio:
    """Give a portfolio with a guide that has been tested twice."""
    return usual()


def built(name: str, portfolio: Portfolio, on: pendulum.Date, subject: str) -> Any:
    """Build the context of one of these documents."""
    return Reporter().document(name).build(portfolio, on, subject)


def form(portfolio: Portfolio, on: pendulum.Date, **cycle: Any) -> Any:
    """Build the form of the first round of testing, changed."""
    second, first = portfolio.test_cycles
    cycles = (second, attrs.evolve(first, **cycle))
    return built(
        "resource-test", attrs.evolve(portfolio, test_cycles=cycles), on, "test-1"
    )


@pytest.mark.parametrize(
    ("name", "subjects"),
    [("resource-test", ["test-2", "test-1"]), ("change-log", ["guide"])],
)
def test_what_such_documents_can_be_about(
    name: str, subjects: list[str], riverside: Portfolio
) -> None:
    assert list(Reporter().document(name).subjects(riverside)) == subjects


FIRST, LAST = pendulum.Date(2022, 1, 10), pendulum.Date(2022, 1, 28)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (FIRST, LAST, "10 January 2022 to 28 January 2022"),
        (FIRST, None, "from 10 January 2022"),
        (None, LAST, "until 28 January 2022"),
        (None, None, "winter"),
    ],
)
def test_a_round_is_dated_as_far_as_is_known(
    start: pendulum.Date | None,
    end: pendulum.Date | None,
    words: str,
    riverside: Portfolio,
    on: pendulum.Date,
) -> None:
    context = form(riverside, on, start=start, end=end, when="winter")

    assert context.when == words


def test_only_what_is_tested_is_asked(riverside: Portfolio, on: pendulum.Date) -> None:
    assert [criterion.title for criterion in form(riverside, on).criteria] == [
        "Relevance to practice",
        "Digital accessibility",
        "Putting it into service",
    ]
    assert [
        criterion.title
        for criterion in form(
            riverside, on, criteria=(tpkit.TestCriterion.IMPLEMENTATION,)
        ).criteria
    ] == ["Putting it into service"]
    assert form(riverside, on, criteria=()).criteria == ()


@pytest.mark.parametrize("criterion", tpkit.TestCriterion)
def test_every_criterion_has_a_question_and_prompts(
    criterion: tpkit.TestCriterion, riverside: Portfolio, on: pendulum.Date
) -> None:
    (asked,) = form(riverside, on, criteria=(criterion,)).criteria

    assert asked.question.endswith("?")
    assert all(prompt.endswith("?") for prompt in asked.prompts)


def test_severities_are_explained_the_worst_first(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    assert [note.title for note in form(riverside, on).severities] == [
        "Blocker",
        "Major",
        "Minor",
        "Suggestion",
    ]


def test_testers_are_named_by_role(riverside: Portfolio, on: pendulum.Date) -> None:
    one = (ProfessionalRole.SOCIAL_WORKER,)

    assert form(riverside, on).testers == (
        "Team managers and people with lived experience of social work."
    )
    assert form(riverside, on, tester_roles=one).testers == "Social workers."
    assert form(riverside, on, tester_roles=()).testers == ""


def test_who_plans_a_round_that_nobody_coordinates_owns_its_form(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    assert form(riverside, on).owner == "Hilltop Council"
    assert form(riverside, on, coordinator=None).owner == "Riverside University"


def test_a_change_log_has_no_place_for_who_found_what(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    fields = {f.name for kind in (ChangeLine, ChangeLog) for f in attrs.fields(kind)}
    page = Reporter().render("change-log", riverside, on=on, format="markdown")

    assert not fields & {"organisation", "role", "tester", "who"}
    assert "Hilltop" not in page
    assert "manager." not in page


def test_rounds_come_in_order_with_the_gravest_finding_first(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = built("change-log", riverside, on, "guide")

    assert [round.facts for round in context.rounds] == [
        "Version 1, 10 January 2022 to 28 January 2022, with 2 authorities.",
        "Version 2, spring 2022.",
    ]
    assert [line.severity for line in context.rounds[0].lines] == [
        "Major",
        "Minor",
        "Suggestion",
    ]


def test_a_round_of_which_nothing_is_known_but_its_version(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    cycles = (attrs.evolve(riverside.test_cycles[0], when=""),)
    changed = attrs.evolve(riverside, test_cycles=cycles)

    assert built("change-log", changed, on, "guide").rounds[0].facts == "Version 2."


def test_what_became_of_findings_is_counted(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    done = tuple(
        attrs.evolve(
            cycle,
            feedback=tuple(
                attrs.evolve(f, response=FeedbackResponse.ACCEPTED)
                for f in cycle.feedback
            ),
        )
        for cycle in riverside.test_cycles
    )
    untested = attrs.evolve(riverside, test_cycles=())

    def summary(portfolio: Portfolio) -> Any:
        return built("change-log", portfolio, on, "guide").summary

    assert summary(riverside) == (
        (
            "Testers gave us 4 findings: 1 done, 1 done in part, 1 not done and 1 not "
            "yet decided."
        ),
        "1 blocker not yet decided: it cannot be published like this.",
    )
    assert summary(attrs.evolve(riverside, test_cycles=done)) == (
        "Testers gave us 4 findings: 4 done.",
    )
    assert summary(untested) == ()


def test_standards_are_told_with_their_edition(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    guide = attrs.evolve(riverside.resources[0], standards_edition="")
    changed = attrs.evolve(riverside, resources=(guide,))

    assert built("change-log", riverside, on, "guide").facts[1] == (
        "Employer standards that it serves (2020 edition): 2 and 5."
    )
    assert built("change-log", changed, on, "guide").facts[1] == (
        "Employer standards that it serves: 2 and 5."
    )


def test_what_it_became_later_is_not_told(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    then = pendulum.Date(2022, 1, 31)

    assert built("change-log", riverside, on, "guide").history == (
        "In test: 10 January 2022",
        "Revised: 7 February 2022",
    )
    assert len(built("change-log", riverside, then, "guide").history) == 1
