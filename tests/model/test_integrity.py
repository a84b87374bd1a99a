"""A portfolio that exists hangs together; one that does not says why, all at once."""

import copy
import pickle
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import Portfolio, testing
from tpkit._model import _integrity
from tpkit.errors import PortfolioError, Problem, UnknownIdError
from tpkit.testing import northshire, smallest

NORTHSHIRE = northshire()
DAY = pendulum.Date(2024, 6, 10)


def refusal(portfolio: Portfolio, **families: Any) -> tuple[Problem, ...]:
    """Give why the portfolio with these families is refused."""
    with pytest.raises(PortfolioError) as refused:
        attrs.evolve(portfolio, **families)
    return refused.value.problems


def changed(family: str, number: int = 0, **fields: Any) -> dict[str, Any]:
    """Give a family of Northshire's in which one noun is changed."""
    nouns = list(getattr(NORTHSHIRE, family))
    nouns[number] = attrs.evolve(nouns[number], **fields)
    return {family: nouns}


# -------------------------------------------------------------------- unknown ids


def test_an_unknown_id_is_refused_with_its_path_and_the_nearest() -> None:
    (problem,) = refusal(NORTHSHIRE, **changed("sessions", 2, venue="county-hal"))

    assert problem == Problem(
        path="$.sessions[2].venue",
        expected="the id of a venue",
        got="'county-hal'",
        hint="did you mean 'county-hall'?",
    )


def test_an_unknown_id_without_a_near_one_says_what_to_do() -> None:
    (problem,) = refusal(smallest(), decisions=[decision(organisation="zz")])

    assert problem.expected == "the id of an organisation"
    assert problem.hint == (
        "add an organisation with this id under organisations, or correct the reference"
    )


def decision(**fields: Any) -> tpkit.Decision:
    required: dict[str, Any] = {"id": "d", "text": "Agreed", "on": DAY}
    return tpkit.Decision(**(required | fields))


@pytest.mark.parametrize(
    ("families", "path"),
    [
        # A governance meeting and a booking name these sessions.
        (changed("sessions", 0, activity="zz"), "$.sessions[0].activity"),
        (changed("sessions", 2, activity="zz"), "$.sessions[2].activity"),
        (changed("bids", partners=("university", "zz")), "$.bids[0].partners[1]"),
        (
            changed("learning_sets", members=[tpkit.LearningSetMember(person="zz")]),  # type: ignore[arg-type]  # any text is an id
            "$.learning_sets[0].members[0].person",
        ),
        (
            changed("scheduling_rules", 5, people=("manager", "zz")),
            "$.scheduling_rules[5].people[1]",
        ),
        (
            changed("governance_bodies", chairs=("zz",)),
            "$.governance_bodies[0].chairs[0]",
        ),
        (
            {
                "partnership": attrs.evolve(
                    NORTHSHIRE.partnership, accountable_body=tpkit.OrganisationId("zz")
                )
            },
            "$.partnership.accountable_body",
        ),
    ],
)
def test_a_reference_is_followed_wherever_it_stands(
    families: dict[str, Any], path: str
) -> None:
    (problem,) = refusal(NORTHSHIRE, **families)

    assert (problem.path, problem.got) == (path, "'zz'")


def test_an_activity_may_be_of_any_kind_but_has_to_be_there() -> None:
    activities = {session.activity for session in NORTHSHIRE.sessions}

    (problem,) = refusal(NORTHSHIRE, **changed("sessions", 3, activity="boart"))

    assert len({type(NORTHSHIRE.activity(id)) for id in activities}) == 5
    assert problem.expected == "the id of an activity"
    assert problem.hint == "did you mean 'board'?"


def test_all_problems_come_at_once_in_the_order_of_the_document() -> None:
    problems = refusal(
        NORTHSHIRE,
        **changed("sessions", venue="zz", facilitators=("yy",)),
        **changed("people", organisation="xx"),
        **changed("suppressions", reason="Fine"),
    )

    assert [problem.path for problem in problems] == [
        "$.people[0].organisation",
        "$.sessions[0].venue",
        "$.sessions[0].facilitators[0]",
    ]


# --------------------------------------------------------------------- duplicates


def test_an_id_is_used_once_in_a_family() -> None:
    (problem,) = refusal(NORTHSHIRE, venues=[*NORTHSHIRE.venues, NORTHSHIRE.venues[0]])

    assert problem == Problem(
        path="$.venues[2].id",
        expected="an id that is used once",
        got="'county-hall', which $.venues[0].id has",
        hint="give one of them another id",
    )


def test_an_id_is_used_once_among_all_activities() -> None:
    problems = refusal(smallest(), **one_of_each_activity("same"))

    assert [problem.path for problem in problems] == [
        "$.workshops[0].id",
        "$.learning_sets[0].id",
        "$.focus_groups[0].id",
        "$.test_cycles[0].id",
    ]
    assert {problem.got for problem in problems} == {
        "'same', which $.governance_bodies[0].id has"
    }


def one_of_each_activity(id: Any) -> dict[str, Any]:
    kind = tpkit.GovernanceKind.PROJECT_BOARD
    study, resource = tpkit.StudyId("study"), tpkit.ResourceId("resource")
    return {
        "studies": [tpkit.Study(id=study, title="Study")],
        "resources": [tpkit.Resource(id=resource, title="Resource")],
        "workshops": [tpkit.Workshop(id=id, title="Workshop")],
        "learning_sets": [tpkit.ActionLearningSet(id=id, title="Set")],
        "focus_groups": [tpkit.FocusGroup(id=id, title="Group", study=study)],
        "test_cycles": [tpkit.TestCycle(id=id, title="Test", resource=resource)],
        "governance_bodies": [tpkit.GovernanceBody(id=id, title="Board", kind=kind)],
    }


def test_different_families_may_use_one_id() -> None:
    portfolio = attrs.evolve(
        smallest(),
        venues=(tpkit.Venue(id=tpkit.VenueId("same"), name="Hall"),),
        segments=(tpkit.Segment(id=tpkit.SegmentId("same"), title="All"),),
    )

    assert portfolio.get(tpkit.Venue, "same").name == "Hall"
    assert portfolio.get(tpkit.Segment, "same").title == "All"


@pytest.mark.parametrize(
    ("family", "expected"),
    [
        ("attendances", "one attendance for each session and person"),
        ("set_meetings", "one set meeting for each session"),
    ],
)
def test_what_has_no_id_stands_once_for_each_session(
    family: str, expected: str
) -> None:
    nouns = getattr(NORTHSHIRE, family)

    (problem,) = refusal(NORTHSHIRE, **{family: [*nouns, nouns[0]]})

    assert problem.path == f"$.{family}[{len(nouns)}]"
    assert problem.expected == expected
    assert problem.got.endswith(f"as in $.{family}[0]")


# ------------------------------------------------------------------------- nesting


@pytest.mark.parametrize(
    ("families", "path", "expected"),
    [
        (
            changed("set_meetings", session="forum-1"),
            "$.set_meetings[0].session",
            "a session of a learning set",
        ),
        (
            changed("bookings", session="set-a-1"),
            "$.bookings[0].session",
            "a session of a workshop",
        ),
        (
            changed("registrations", preferences=("set-a-1",)),
            "$.registrations[0].preferences[0]",
            "a session of 'group-early'",
        ),
        (
            changed("deliverables", project="sets"),
            "$.deliverables[0].milestone",
            "a milestone of 'sets'",
        ),
        (
            changed("deliverables", 2, project="sets"),
            "$.deliverables[2].outcome",
            "an outcome of 'sets'",
        ),
        (
            changed("milestones", 0, project="sets"),
            "$.milestones[1].after[0]",
            "a milestone of 'forum'",
        ),
    ],
)
def test_a_noun_refers_to_what_it_belongs_to(
    families: dict[str, Any], path: str, expected: str
) -> None:
    found = {problem.path: problem for problem in refusal(NORTHSHIRE, **families)}

    assert found[path].expected.removeprefix("a ").removeprefix("an ") == (
        expected.removeprefix("a ").removeprefix("an ")
    )
    assert found[path].hint == "correct the reference"


TWO_STUDIES: dict[str, Any] = {
    "studies": [tpkit.Study(id=tpkit.StudyId(id), title=id) for id in ("one", "two")],
    "segments": [
        tpkit.Segment(
            id=tpkit.SegmentId("ours"), title="Ours", study=tpkit.StudyId("one")
        ),
        tpkit.Segment(id=tpkit.SegmentId("anybody"), title="Anybody"),
    ],
    "people": [
        tpkit.Person(
            id=tpkit.PersonId("p"), title="P", role=tpkit.ProfessionalRole.OTHER
        )
    ],
}


def of_study(study: str, segment: str) -> dict[str, Any]:
    """Give a group, a survey and a registration of one study for one segment."""
    of, segment_id = tpkit.StudyId(study), tpkit.SegmentId(segment)
    group = tpkit.FocusGroup(
        id=tpkit.FocusGroupId("g"), title="Group", study=of, segment=segment_id
    )
    return {
        "focus_groups": [group],
        "surveys": [
            tpkit.Survey(
                id=tpkit.SurveyId("s"), title="Survey", study=of, segments=(segment_id,)
            )
        ],
        "registrations": [
            tpkit.Registration(
                id=tpkit.RegistrationId("r"),
                focus_group=group.id,
                person=tpkit.PersonId("p"),
                segment=segment_id,
            )
        ],
    }


def test_a_segment_is_of_the_same_study_or_of_none() -> None:
    problems = refusal(smallest(), **TWO_STUDIES, **of_study("two", "ours"))

    assert [problem.path for problem in problems] == [
        "$.focus_groups[0].segment",
        "$.surveys[0].segments[0]",
        "$.registrations[0].segment",
    ]
    assert {problem.expected for problem in problems} == {"a segment of 'two'"}
    attrs.evolve(smallest(), **TWO_STUDIES, **of_study("one", "ours"))
    attrs.evolve(smallest(), **TWO_STUDIES, **of_study("two", "anybody"))


def test_a_claim_is_on_the_budget_of_its_grants_bid() -> None:
    (bid,), (claim,) = NORTHSHIRE.bids, NORTHSHIRE.claims
    other = attrs.evolve(bid, id=tpkit.BidId("other"))
    lines = list(NORTHSHIRE.budget_lines)
    lines[0] = attrs.evolve(lines[0], bid=other.id)

    (problem,) = refusal(NORTHSHIRE, bids=(bid, other), budget_lines=lines)

    assert problem.path == "$.claims[0].lines[0].budget_line"
    assert problem.expected == "a budget line of 'bid-forum'"
    assert claim.lines[0].budget_line in problem.got


def test_nesting_is_not_judged_where_a_reference_leads_nowhere() -> None:
    problems = refusal(
        NORTHSHIRE,
        **changed("set_meetings", session="zz"),
        **changed("bookings", session="zz"),
        **changed("registrations", preferences=("zz",), focus_group="zz"),
        **changed("deliverables", milestone="zz"),
        **changed("milestones", 1, after=("zz",)),
        **changed("focus_groups", segment="zz"),
        **changed("claims", grant="zz"),
    )

    assert {problem.got for problem in problems} == {"'zz'"}


# ------------------------------------------------------------------------- circles


@pytest.mark.parametrize(
    ("families", "path", "got"),
    [
        (
            changed("people", 8, line_manager="sw-1"),
            "$.people[8].line_manager",
            "'manager' → 'sw-1' → 'manager'",
        ),
        (
            changed("areas", 0, reports_under="northshire-area"),
            "$.areas[0].reports_under",
            "'northshire-area' → 'northshire-area'",
        ),
        (
            changed("studies", previous_wave="staying"),
            "$.studies[0].previous_wave",
            "'staying' → 'staying'",
        ),
        (
            changed("milestones", 0, after=("toolkit-ready",)),
            "$.milestones[0].after",
            "'designed' → 'toolkit-ready' → 'designed'",
        ),
    ],
)
def test_a_chain_ends(families: dict[str, Any], path: str, got: str) -> None:
    (problem,) = refusal(NORTHSHIRE, **families)

    assert problem.path == path
    assert problem.expected == "a chain that ends"
    assert problem.got == got


def milestones(after: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    project = tpkit.ProjectId("p")
    return {
        "projects": [tpkit.Project(id=project, title="P", kind=tpkit.ProjectKind.DATA)],
        "milestones": [
            tpkit.Milestone(
                id=tpkit.MilestoneId(id),
                project=project,
                title=id,
                after=tuple(map(tpkit.MilestoneId, before)),
            )
            for id, before in after.items()
        ],
    }


def test_ways_that_part_and_meet_again_are_no_circle() -> None:
    diamond = {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c"), "e": ("d", "a")}

    assert len(attrs.evolve(smallest(), **milestones(diamond)).milestones) == 5


def test_every_circle_is_named() -> None:
    rings = {"a": ("b",), "b": ("a",), "c": ("d", "a"), "d": ("c",), "e": ("e", "c")}

    problems = refusal(smallest(), **milestones(rings))

    assert [problem.got for problem in problems] == [
        "'a' → 'b' → 'a'",
        "'c' → 'd' → 'c'",
        "'e' → 'e'",
    ]


def test_a_chain_may_be_longer_than_pythons_stack() -> None:
    chain: dict[str, tuple[str, ...]] = {f"m{n}": (f"m{n + 1}",) for n in range(5000)}

    attrs.evolve(smallest(), **milestones({**chain, "m5000": ()}))
    (problem,) = refusal(smallest(), **milestones({**chain, "m5000": ("m0",)}))
    assert problem.path == "$.milestones[0].after"


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.lists(st.sampled_from("abcdef"), max_size=3, unique=True).map(tuple),
    )
)
def test_circles_are_found_if_and_only_if_no_order_is_possible(
    after: dict[str, tuple[str, ...]],
) -> None:
    after = {id: tuple(b for b in before if b in after) for id, before in after.items()}
    reached: set[str] = set()
    while ready := {id for id in after if set(after[id]) <= reached} - reached:
        reached |= ready

    try:
        attrs.evolve(smallest(), **milestones(after))
        found = False
    except PortfolioError:
        found = True

    assert found == (reached != set(after))


# ------------------------------------------------------------------------- look-ups


def test_a_noun_is_found_by_kind_and_id() -> None:
    assert NORTHSHIRE.get(tpkit.Person, "lead").title == "Programme lead"
    assert NORTHSHIRE.get(tpkit.NotOn, "no-fridays").agreed.weight == 3


def test_an_unknown_noun_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownIdError, match="no person has the id 'leed'; did you"):
        NORTHSHIRE.get(tpkit.Person, "leed")
    with pytest.raises(UnknownIdError, match="no activity has the id 'bord'; did you"):
        NORTHSHIRE.activity(tpkit.GovernanceBodyId("bord"))
    with pytest.raises(KeyError):
        smallest().get(tpkit.Person, "lead")


@pytest.mark.parametrize("kind", [tpkit.Attendance, tpkit.Partnership, int])
def test_only_nouns_with_ids_are_looked_up(kind: type) -> None:
    with pytest.raises(TypeError, match="a kind of noun that has ids"):
        NORTHSHIRE.get(kind, "lead")


def test_sessions_of_an_activity_are_in_order_of_time() -> None:
    backwards = attrs.evolve(NORTHSHIRE, sessions=NORTHSHIRE.sessions[::-1])

    found = backwards.sessions_of(tpkit.LearningSetId("set-a"))

    assert [session.id for session in found] == ["set-a-1", "set-a-2", "set-a-3"]


def test_an_activity_without_sessions_has_none() -> None:
    workshop = tpkit.Workshop(id=tpkit.WorkshopId("w"), title="Quiet")
    portfolio = attrs.evolve(smallest(), workshops=(workshop,))

    assert portfolio.sessions_of(workshop.id) == ()


def test_sessions_of_no_activity_are_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'set-a'"):
        NORTHSHIRE.sessions_of(tpkit.LearningSetId("set-aa"))


@pytest.mark.parametrize(
    ("family", "words"),
    [
        ("people", "person"),
        ("governance_bodies", "governance body"),
        ("studies", "study"),
        ("funding_rounds", "funding round"),
    ],
)
def test_a_family_names_its_members(family: str, words: str) -> None:
    assert _integrity.in_words(family) == words


@given(testing.portfolios())
def test_every_noun_of_a_portfolio_is_found_by_its_id(portfolio: Portfolio) -> None:
    for family in _integrity.families(Portfolio):
        for noun in getattr(portfolio, family):
            if hasattr(noun, "id"):
                assert portfolio.get(type(noun), noun.id) is noun
    for session in portfolio.sessions:
        assert session in portfolio.sessions_of(session.activity)
        assert portfolio.activity(session.activity).id == session.activity


@given(testing.portfolios())
def test_a_portfolio_is_a_value(portfolio: Portfolio) -> None:
    again = pickle.loads(pickle.dumps(portfolio))

    assert again == copy.deepcopy(portfolio) == portfolio
    assert hash(again) == hash(portfolio)
