from typing import Any

import pendulum
import pytest

from tpkit import schedule, testing
from tpkit.errors import FieldError
from tpkit.testing import PROGRAMME_PLANNED_ON, ImpossibleProgramme

PLANTED = testing.impossible_programmes()


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.name)
def test_what_was_planted_is_what_cannot_hold_together(
    planted: ImpossibleProgramme,
) -> None:
    found = schedule.explain(planted.portfolio, on=PROGRAMME_PLANNED_ON)

    assert found.verdict is schedule.Verdict.IMPOSSIBLE
    assert found.is_smallest
    rules = {reason.id for reason in found.conflict if reason.rule is not None}
    assert rules == set(planted.conflict)  # besides facts, such as who leads now
    assert found.relaxations


def test_a_programme_that_is_possible_is_said_to_be() -> None:
    programme = testing.programme(20, seed=1)
    found = schedule.explain(programme, on=PROGRAMME_PLANNED_ON)

    assert found.verdict is schedule.Verdict.POSSIBLE
    assert found.conflict == ()
    assert found.timetable is not None


@pytest.mark.parametrize("effort", [-1, 11])
def test_an_effort_is_from_nothing_to_ten(effort: int) -> None:
    with pytest.raises(FieldError, match=r"explain\.effort: expected .* from 0 to 10"):
        schedule.explain(testing.smallest(), on=PROGRAMME_PLANNED_ON, effort=effort)


@pytest.mark.parametrize(
    "told",
    [
        {"grid": 7},
        {"until": PROGRAMME_PLANNED_ON},
        {"seconds": 0},
        {"keep": "iro-1"},
        {"on": pendulum.DateTime(2026, 1, 15)},
    ],
    ids=lambda told: next(iter(told)),
)
def test_what_explain_cannot_do_with_is_refused_in_its_name(
    told: dict[str, Any],
) -> None:
    (field,) = told
    with pytest.raises(FieldError, match=rf"explain\.{field}"):
        schedule.explain(testing.smallest(), **{"on": PROGRAMME_PLANNED_ON, **told})
