"""Ways out that last longer: the end of what is looked at is nobody's wish, unless told."""

import pendulum

import tpkit
from tpkit import files, schedule

ON = pendulum.Date(2022, 9, 1)

PLAN = """
tpkit: 1
partnership: {id: tp, name: Our partnership}
people:
  - {id: ann, title: Ann, role: facilitator}
projects:
  - {id: skills, title: Skills, kind: workshop, status: live, funded_end: 2022-09-30}
  - {id: other, title: Other work, kind: workshop, status: live, funded_end: 2022-09-30}
workshops:
  - {id: law, title: Case law, project: skills}
  - {id: ethics, title: Ethics, project: skills}
  - {id: court, title: Court skills, project: other}
  - {id: forum, title: Forum}
scheduling_rules:
"""
THRICE = """
  - {rule: run_count, id: three, activities: [%s], sessions: 3, minutes: 60}
  - {rule: at_least_apart, id: apart, apart: 3, unit: weeks, activities: [%s]}
"""
AWAY = """
  - {rule: run_count, id: one, activities: [court], sessions: 1, minutes: 60}
  - {rule: led_by, id: who, activities: [court], people: [ann]}
  - {rule: unavailable, id: leave, people: [ann]}
"""


def why(
    *activities: str, more: str = "", until: pendulum.Date | None = None
) -> schedule.Explanation:
    named = ", ".join(activities)
    plan = files.loads(f"{PLAN}{THRICE % (named, named)}{more}", format="yaml")
    return schedule.explain(plan, on=ON, until=until)


def ways(found: schedule.Explanation) -> list[str]:
    return [way.sentence for way in found.relaxations]


LATER = "14 October 2022 instead of 30 September 2022"
"""Three sessions three weeks apart, the first on 2 September."""


def test_a_project_may_run_on_where_nobody_said_how_far_to_look() -> None:
    found = why("law")

    assert found.verdict is schedule.Verdict.IMPOSSIBLE
    assert "keep sessions 2 weeks apart instead of 3 weeks, for Case law" in ways(found)
    assert f"let Skills run until {LATER}" in ways(found)
    assert not any("other conflict" in sentence for sentence in found.sentences)


def test_what_is_given_up_then_is_the_rule_alone() -> None:
    found = why("law")

    way = next(way for way in found.relaxations if "run until" in way.sentence)
    assert [reason.id for reason in way.gives_up] == ["project-window"]
    assert max(slot.on for slot in way.timetable.slots) == pendulum.Date(2022, 10, 14)


def test_all_of_a_project_run_on_and_nobody_else() -> None:
    found = why("law", "ethics")

    way = next(way for way in found.relaxations if "run until" in way.sentence)
    (shorter, longer) = way.rules
    assert way.sentence == f"let Skills run until {LATER}"
    assert isinstance(longer, tpkit.Within)
    assert set(longer.activities) == {"ethics", "law"}
    assert isinstance(shorter, tpkit.WithinProject)
    assert set(shorter.activities) == {"court", "forum"}


def test_where_it_is_said_how_far_to_look_that_is_kept() -> None:
    found = why("law", until=pendulum.Date(2022, 9, 30))

    assert not any("run until" in sentence for sentence in ways(found))


def test_what_belongs_to_no_project_may_end_later() -> None:
    found = why("forum")

    assert f"finish by {LATER}" in ways(found)
    assert not any("other conflict" in sentence for sentence in found.sentences)


def test_something_else_may_be_given_up_and_it_ends_later() -> None:
    found = why("forum", more=AWAY)

    assert any(sentence.endswith(f" and finish by {LATER}") for sentence in ways(found))
    assert all(
        slot.on <= pendulum.Date(2022, 10, 14)
        for way in found.relaxations
        for slot in way.timetable.slots
    )


def test_a_project_whose_money_has_ended_may_run_on() -> None:
    ended = PLAN.replace("2022-09-30", "2022-08-31")
    plan = files.loads(f"{ended}{THRICE % ('law', 'law')}", format="yaml")

    found = schedule.explain(plan, on=ON)

    assert "let Skills run until 14 October 2022 instead of 31 August 2022" in ways(
        found
    )
    assert "Case law until 31 August 2022" in str(found)


def test_a_project_that_ended_long_ago_is_done_without() -> None:
    ended = PLAN.replace("2022-09-30", "2020-08-31")
    plan = files.loads(f"{ended}{THRICE % ('law', 'law')}", format="yaml")

    found = schedule.explain(plan, on=ON)

    assert "do without the rule: every session while its project is funded" in ways(
        found
    )
    assert "Case law never" in str(found)
