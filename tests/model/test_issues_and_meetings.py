"""Issues, governance meetings and grant variations: what they refuse and what they say."""

from typing import Any

import attrs
import pendulum
import pytest

import tpkit
from tpkit import DecisionId, Grant, Issue, ProjectId, SessionId
from tpkit.errors import FieldError, PortfolioError
from tpkit.testing import northshire


def day(text: str) -> pendulum.Date:
    return pendulum.Date.fromisoformat(text)


def issue(**fields: Any) -> Issue:
    required: dict[str, Any] = {"id": "i", "project": "forum", "title": "No room"}
    return Issue(**(required | fields))


def test_an_issue_is_open_until_it_is_resolved() -> None:
    some = issue(raised_on=day("2024-12-03"), resolved_on=day("2024-12-10"))

    assert not some.is_open(day("2024-12-02"))
    assert some.is_open(day("2024-12-03"))
    assert some.is_open(day("2024-12-09"))
    assert not some.is_open(day("2024-12-10"))


def test_an_issue_without_dates_is_open() -> None:
    assert issue().is_open(day("2024-12-10"))


def test_an_issue_is_not_resolved_before_it_is_raised() -> None:
    with pytest.raises(FieldError, match="on or after raised_on"):
        issue(raised_on=day("2024-12-03"), resolved_on=day("2024-12-02"))


def test_an_issue_comes_of_a_risk_of_its_own_project() -> None:
    (known,) = northshire().issues

    with pytest.raises(PortfolioError) as refused:
        attrs.evolve(
            northshire(), issues=(attrs.evolve(known, project=ProjectId("sets")),)
        )

    (problem,) = refused.value.problems
    assert problem.path == "$.issues[0].risk"
    assert problem.expected == "a risk of 'sets'"


def test_a_governance_meeting_is_a_session_of_a_governance_body() -> None:
    (meeting,) = northshire().governance_meetings
    misplaced = attrs.evolve(meeting, session=SessionId("set-a-1"))

    with pytest.raises(PortfolioError) as refused:
        attrs.evolve(northshire(), governance_meetings=(misplaced,))

    (problem,) = refused.value.problems
    assert problem.path == "$.governance_meetings[0].session"
    assert problem.expected == "a session of a governance body"


def test_a_session_has_one_governance_meeting() -> None:
    (meeting,) = northshire().governance_meetings

    with pytest.raises(PortfolioError, match="one governance meeting for each session"):
        attrs.evolve(northshire(), governance_meetings=(meeting, meeting))


def test_an_agenda_names_decisions_that_are_there() -> None:
    (meeting,) = northshire().governance_meetings
    (item, *_) = meeting.agenda
    later = attrs.evolve(item, decisions=(DecisionId("later"),))
    unknown = attrs.evolve(meeting, agenda=(later,))

    with pytest.raises(PortfolioError) as refused:
        attrs.evolve(northshire(), governance_meetings=(unknown,))

    paths = [problem.path for problem in refused.value.problems]
    assert paths == ["$.governance_meetings[0].agenda[0].decisions[0]"]


def grant(**variation: Any) -> Grant:
    extension = tpkit.GrantVariation(
        kind=tpkit.VariationKind.EXTENSION,
        reason="Late award",
        new_end=day("2025-06-30"),
        **variation,
    )
    return attrs.evolve(northshire().grants[0], variations=(extension,))


def test_a_variation_moves_the_last_day_once_it_is_agreed() -> None:
    asked = grant(requested_on=day("2025-01-10"))
    agreed = grant(requested_on=day("2025-01-10"), agreed_on=day("2025-02-03"))

    assert asked.last_spend_day == asked.end
    assert agreed.last_spend_day == day("2025-06-30")


def test_a_variation_is_not_agreed_before_it_is_asked_for() -> None:
    with pytest.raises(FieldError, match="on or after requested_on"):
        grant(requested_on=day("2025-01-10"), agreed_on=day("2025-01-09"))
