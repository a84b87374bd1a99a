"""Plans project by project, where no plan can be made of everything at once."""

from collections.abc import Mapping, Sequence

import attrs
import pendulum

from tpkit._model.ids import ProjectId
from tpkit._model.portfolio import Portfolio
from tpkit.errors import FieldError, OutsideCalendarError, PlanCircleError
from tpkit.track._plan.plan import Plan, figures_for, plan
from tpkit.track._plan.sources import Source, sources_of

PlanError = PlanCircleError | OutsideCalendarError | FieldError

_ERRORS = (PlanCircleError, OutsideCalendarError, FieldError)


@attrs.frozen(kw_only=True, eq=False)
class Plans:
    """What can be planned of a portfolio, and why the rest cannot."""

    made: Sequence[Plan] = ()
    """One plan of everything, or one of each project that can be planned, with all that
    it waits for. A task may be in several: the least leeway is the one it has."""
    refused: Mapping[ProjectId, PlanError] = attrs.field(factory=dict)
    """Why no plan can be made of a project."""


def plans_of(portfolio: Portfolio, /, *, on: pendulum.Date) -> Plans:
    """Plan what is left of everything, or else of each project that can be planned."""
    try:
        return Plans(made=(plan(portfolio, on=on),))
    except _ERRORS:
        return _apart(portfolio, on)


def _apart(portfolio: Portfolio, on: pendulum.Date) -> Plans:
    sources = sources_of(portfolio)
    numbers: dict[str, int] = {
        source.noun.id: number for number, source in enumerate(sources)
    }
    projects: dict[ProjectId, list[int]] = {}
    for number, source in enumerate(sources):
        projects.setdefault(source.noun.project, []).append(number)
    titles = {project.id: project.title for project in portfolio.projects}
    made: list[Plan] = []
    refused: dict[ProjectId, PlanError] = {}
    for project, own in projects.items():
        needed = [sources[number] for number in _with_awaited(sources, numbers, own)]
        try:
            figures = figures_for(portfolio, on=on, sources=needed)
        except _ERRORS as error:
            refused[project] = error
        else:
            made.append(Plan(on=on, figures=figures, titles=titles))
    return Plans(made=made, refused=refused)


def _with_awaited(
    sources: Sequence[Source], numbers: Mapping[str, int], own: Sequence[int]
) -> list[int]:
    """Give the numbers of a project's tasks and of all that they wait for, in order."""
    found, waiting = set(own), [*own]
    while waiting:
        for link in sources[waiting.pop()].links:
            before = numbers.get(link.task)
            if before is not None and before not in found:
                found.add(before)
                waiting.append(before)
    return sorted(found)
