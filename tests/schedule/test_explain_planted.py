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


def test_an_effort_of_nothing_is_refused() -> None:
    with pytest.raises(FieldError, match="at least 1"):
        schedule.explain(testing.smallest(), on=PROGRAMME_PLANNED_ON, effort=0)
