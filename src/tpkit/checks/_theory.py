from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model._paths import place
from tpkit._model.portfolio import Portfolio
from tpkit.checks._check import Check
from tpkit.findings import Finding, Severity
from tpkit.track._results.theory import (
    TheoryFlaw,
    TheoryProblem,
    problems_of_all,
)


@attrs.frozen(kw_only=True)
class OutputWithoutIndicator:
    """An output in a theory of change has nothing to measure it by.

    An output that nobody counts cannot show whether the activity made it [MAGENTA]. Its
    indicators are its own, or those of the outcome it stands for.
    """

    code: ClassVar[str] = "TP631"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for problem in _problems(portfolio, TheoryFlaw.NO_INDICATOR):
            yield _finding(
                self.code,
                f"{problem.path}.indicators",
                problem,
                "say what is counted, from where to where, and by when",
            )


@attrs.frozen(kw_only=True)
class TheoryGoesBackwards:
    """A link in a theory of change leads to an earlier stage.

    Inputs lead to activities, activities to outputs, outputs to outcomes, outcomes to
    impact, and a step to others of its own stage; the other way round nothing is
    explained [MAGENTA].
    """

    code: ClassVar[str] = "TP632"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for problem in _problems(portfolio, TheoryFlaw.BACKWARDS):
            yield _finding(
                self.code,
                problem.path,
                problem,
                "turn the link round, or correct the stage of a step",
            )


@attrs.frozen(kw_only=True)
class ActivityWithoutDeliverable:
    """An activity in a theory of change has no deliverable.

    What is done and promised to nobody is either not needed or not written down
    [MAGENTA]. An activity may stand for several deliverables.
    """

    code: ClassVar[str] = "TP633"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for problem in _problems(portfolio, TheoryFlaw.NO_DELIVERABLE):
            yield _finding(
                self.code,
                f"{problem.path}.deliverables",
                problem,
                "name the deliverables that it makes, or leave it out",
            )


@attrs.frozen(kw_only=True)
class TheoryInCircles:
    """Steps of a theory of change lead back to where they began.

    A step that leads to itself explains nothing [MAGENTA]. The finding stands at the link
    that closes the circle and names its steps.
    """

    code: ClassVar[str] = "TP634"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for problem in _problems(portfolio, TheoryFlaw.CIRCLE):
            yield _finding(
                self.code, problem.path, problem, "take one of these links out"
            )


def _problems(portfolio: Portfolio, flaw: TheoryFlaw) -> list[TheoryProblem]:
    found = [p for p in problems_of_all(portfolio) if p.flaw is flaw]
    return sorted(found, key=lambda problem: place(problem.path))


def _finding(code: str, path: str, problem: TheoryProblem, remedy: str) -> Finding:
    return Finding(
        code=code,
        severity=Severity.WARNING,
        path=path,
        message=problem.sentence[0].upper() + problem.sentence[1:],
        remedy=remedy,
    )


CHECKS: tuple[Check, ...] = (
    OutputWithoutIndicator(),
    TheoryGoesBackwards(),
    ActivityWithoutDeliverable(),
    TheoryInCircles(),
)
