"""A theory of change that checks itself."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import TheoryLink, TheoryStage, TheoryStep, TheoryStepId, files, track
from tpkit.errors import UnknownIdError
from tpkit.track import TheoryFlaw

PROGRAMME = """
tpkit: 1
partnership: {id: northshire, name: Northshire Teaching Partnership}
projects:
  - {id: forum, title: Practice forum, kind: workshop}
  - {id: other, title: Other, kind: data}
deliverables: [{id: workshop, project: forum, title: Third workshop}]
outcomes:
  - {id: reach, project: forum, title: Reach, indicators: [{title: Staff, target: 50}]}
  - {id: vague, project: forum, title: Vague}
theory_steps:
  - {id: better, project: forum, stage: impact, title: "Children are heard & \\"seen\\""}
  - {id: trained, project: forum, stage: output, title: Staff trained, outcome: reach,
     leads_to: [{to: shared}, {to: better}]}
  - {id: shared, project: forum, stage: outcome, title: Oversight is shared, leads_to: [{to: better}]}
  - {id: hold, project: forum, stage: activity, title: Hold workshops, deliverables: [workshop],
     leads_to: [{to: trained, assumptions: [Staff are released]}]}
  - {id: grant, project: forum, stage: input, title: The grant, leads_to: [{to: hold}]}
  - {id: far, project: other, stage: outcome, title: Far away}
"""


@pytest.fixture(scope="module")
def programme() -> tpkit.Portfolio:
    return files.loads(PROGRAMME, format="yaml")


def changed(portfolio: tpkit.Portfolio, id: str, /, **fields: Any) -> tpkit.Portfolio:
    steps = tuple(
        attrs.evolve(step, **fields) if step.id == id else step
        for step in portfolio.theory_steps
    )
    return attrs.evolve(portfolio, theory_steps=steps)


def to(*ids: str) -> list[TheoryLink]:
    return [TheoryLink(to=TheoryStepId(id)) for id in ids]


def test_a_theory_goes_from_stage_to_stage(programme: tpkit.Portfolio) -> None:
    theory = track.theory(programme, "forum")

    assert [step.id for step in theory.steps] == [
        "grant",
        "hold",
        "trained",
        "shared",
        "better",
    ]
    assert [step.id for step in theory.at(TheoryStage.OUTPUT)] == ["trained"]
    assert theory.problems == ()


def test_a_theory_reads_in_a_terminal(programme: tpkit.Portfolio) -> None:
    portfolio = changed(programme, "shared", leads_to=to("far"))

    assert track.theory(portfolio, "forum").text.splitlines() == [
        "Input",
        "  The grant -> Hold workshops",
        "Activity",
        "  Hold workshops -> Staff trained",
        "    if Staff are released",
        "Output",
        '  Staff trained -> Oversight is shared and Children are heard & "seen"',
        "Outcome",
        "  Oversight is shared -> Far away",
        "Impact",
        '  Children are heard & "seen"',
    ]


def test_a_theory_is_drawn_with_mermaid(programme: tpkit.Portfolio) -> None:
    portfolio = changed(programme, "shared", leads_to=to("far"))
    drawn = track.theory(portfolio, "forum").mermaid.splitlines()

    assert drawn[:4] == [
        "flowchart LR",
        "  subgraph inputs",
        '    s0["The grant"]',
        "  end",
    ]
    assert '    s4["Children are heard &amp; &quot;seen&quot;"]' in drawn
    assert track.theory(portfolio, "other").mermaid.count("subgraph") == 1
    # The other project's step is not in the picture, and neither is the way to it.
    assert drawn[-4:] == ["  s0 --> s1", "  s1 --> s2", "  s2 --> s3", "  s2 --> s4"]


@pytest.mark.parametrize(
    ("step", "fields", "flaws"),
    [
        ("trained", {"outcome": None}, [("no_indicator", "$.theory_steps[1]")]),
        ("trained", {"outcome": "vague"}, [("no_indicator", "$.theory_steps[1]")]),
        ("trained", {"indicators": [tpkit.Indicator(title="n")], "outcome": None}, []),
        ("hold", {"deliverables": ()}, [("no_deliverable", "$.theory_steps[3]")]),
        (
            "better",
            {"leads_to": to("far")},
            [("backwards", "$.theory_steps[0].leads_to[0]")],
        ),
        (
            "shared",
            {"leads_to": to("shared")},
            [("circle", "$.theory_steps[2].leads_to[0]")],
        ),
        (
            "shared",
            {"leads_to": to("better", "grant")},
            [
                ("backwards", "$.theory_steps[2].leads_to[1]"),
                ("circle", "$.theory_steps[3].leads_to[0]"),
            ],
        ),
    ],
)
def test_a_theory_checks_itself(
    step: str,
    fields: dict[str, Any],
    flaws: list[tuple[str, str]],
    programme: tpkit.Portfolio,
) -> None:
    theory = track.theory(changed(programme, step, **fields), "forum")

    assert [(p.flaw.value, p.path) for p in theory.problems] == flaws


def test_what_is_wrong_is_said_with_titles(programme: tpkit.Portfolio) -> None:
    portfolio = changed(programme, "shared", leads_to=to("grant"))
    portfolio = changed(portfolio, "trained", outcome=None)
    portfolio = changed(portfolio, "hold", deliverables=())

    theory = track.theory(portfolio, "forum")

    assert {problem.sentence for problem in theory.problems} == {
        "the output Staff trained has no indicator",
        "nothing promised stands for the activity Hold workshops",
        "the outcome Oversight is shared leads back to the input The grant",
        (
            "Staff trained leads to Oversight is shared, which leads to The grant, which "
            "leads to Hold workshops, which leads to Staff trained"
        ),
    }


def test_a_project_that_is_not_there_is_refused(programme: tpkit.Portfolio) -> None:
    with pytest.raises(UnknownIdError):
        track.theory(programme, "forums")


def reaches_itself(links: dict[int, set[int]], start: int) -> bool:
    seen: set[int] = set()
    waiting = list(links[start])
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += links[here]
    return start in seen


@given(st.data(), st.integers(1, 7))
def test_circles_are_found_where_there_are_any_and_their_links_are_enough(
    data: st.DataObject, count: int
) -> None:
    numbers = st.sets(st.integers(0, count - 1), max_size=3)
    links = {number: data.draw(numbers) for number in range(count)}
    steps = tuple(
        TheoryStep(
            id=TheoryStepId(f"s{number}"),
            project=tpkit.ProjectId("p"),
            title=f"Step {number}",
            stage=TheoryStage.OUTCOME,
            leads_to=tuple(to(*(f"s{other}" for other in sorted(links[number])))),
        )
        for number in range(count)
    )
    project = tpkit.Project(
        id=tpkit.ProjectId("p"), title="P", kind=tpkit.ProjectKind.DATA
    )
    portfolio = tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("t"), name="T"),
        projects=(project,),
        theory_steps=steps,
    )

    problems = track.theory(portfolio, "p").problems

    has_circle = any(reaches_itself(links, number) for number in links)
    assert {problem.flaw for problem in problems} == (
        {TheoryFlaw.CIRCLE} if has_circle else set()
    )
    for problem in problems:
        here, place = problem.path.removesuffix("]").split("[")[1:]
        number = int(here.partition("]")[0])
        links[number].discard(sorted(links_of(steps[number]))[int(place)])
    assert not any(reaches_itself(links, number) for number in links)


def links_of(step: TheoryStep) -> list[int]:
    return [int(link.to.removeprefix("s")) for link in step.leads_to]
