"""A project's theory of change: a graph from what is put in to what it is for."""

import enum
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import attrs

from tpkit._model._funding import is_given_up
from tpkit._model.delivery import Outcome, Project
from tpkit._model.ids import ProjectId, TheoryStepId
from tpkit._model.portfolio import Portfolio
from tpkit._model.theory import TheoryLink, TheoryStage, TheoryStep
from tpkit._text import listed


class TheoryFlaw(enum.StrEnum):
    """What is wrong with a theory of change."""

    NO_INDICATOR = "no_indicator"
    """An output that nobody can measure."""
    BACKWARDS = "backwards"
    """A step leads to one of an earlier stage."""
    NO_DELIVERABLE = "no_deliverable"
    """An activity that nothing promised stands for."""
    CIRCLE = "circle"
    """Steps lead back to where they began."""


@attrs.frozen(kw_only=True)
class TheoryProblem:
    """One thing that is wrong with a theory of change."""

    flaw: TheoryFlaw
    path: str
    """Where: a step or a link, such as `$.theory_steps[0].leads_to[1]`."""
    sentence: str
    """What is wrong, without a full stop."""


@attrs.frozen(kw_only=True)
class Theory:
    """How a project's money and work are to lead to a difference; `theory` makes one."""

    project: ProjectId
    title: str
    steps: tuple[TheoryStep, ...]
    """The steps, by stage; in each stage in document order."""
    problems: tuple[TheoryProblem, ...]
    """What is wrong with it, in document order; nothing if it holds together."""
    _titles: Mapping[str, str] = attrs.field(
        repr=False, alias="titles", default=MappingProxyType({}), eq=False
    )

    def at(self, stage: TheoryStage, /) -> tuple[TheoryStep, ...]:
        """Give the steps of one stage, in document order."""
        return tuple(step for step in self.steps if step.stage is stage)

    @property
    def text(self) -> str:
        """The steps, stage by stage, with what each leads to: lines for a terminal."""
        lines = []
        for stage in TheoryStage:
            steps = self.at(stage)
            lines += [stage.value.capitalize()] if steps else []
            for step in steps:
                to = listed(self._titles[link.to] for link in step.leads_to)
                lines.append(f"  {step.title} -> {to}" if to else f"  {step.title}")
                lines += [
                    f"    if {a}" for link in step.leads_to for a in link.assumptions
                ]
        return "\n".join(lines)

    @property
    def mermaid(self) -> str:
        """The steps as a diagram in Mermaid's language, from left to right."""
        names = {step.id: f"s{number}" for number, step in enumerate(self.steps)}
        lines = ["flowchart LR"]
        for stage in TheoryStage:
            steps = self.at(stage)
            if steps:
                lines.append(f"  subgraph {stage.value}s")
                lines += [f'    {names[s.id]}["{_quoted(s.title)}"]' for s in steps]
                lines.append("  end")
        return "\n".join(
            lines
            + [
                f"  {names[step.id]} --> {names[link.to]}"
                for step in self.steps
                for link in step.leads_to
                if link.to in names
            ]
        )


def theory(portfolio: Portfolio, project: str, /) -> Theory:
    """Give a project's theory of change, and what is wrong with it.

    It holds together when every output has an indicator, its own or those of the outcome
    it stands for; when no link leads to an earlier stage; when something promised stands
    for every activity; and when nothing leads back to itself [MAGENTA].

    Raises:
        UnknownIdError: no project has the id.
    """
    whose = portfolio.get(Project, project)
    places = [
        (f"$.theory_steps[{number}]", step)
        for number, step in enumerate(portfolio.theory_steps)
        if step.project == whose.id
    ]
    return Theory(
        project=whose.id,
        title=whose.title,
        steps=tuple(sorted((s for _, s in places), key=lambda step: step.stage.rank)),
        problems=tuple(_problems(portfolio, places)),
        titles={step.id: step.title for step in portfolio.theory_steps},
    )


def problems_of_all(portfolio: Portfolio) -> Iterator[TheoryProblem]:
    """Yield what is wrong with the theories of all projects that go ahead."""
    places: dict[ProjectId, list[Place]] = {}
    for number, step in enumerate(portfolio.theory_steps):
        path = f"$.theory_steps[{number}]"
        places.setdefault(step.project, []).append((path, step))
    for id, of_project in places.items():
        if not is_given_up(portfolio, portfolio.get(Project, id)):
            yield from _problems(portfolio, of_project)


# ------------------------------------------------------------------------- machinery

Place = tuple[str, TheoryStep]


def _problems(portfolio: Portfolio, places: list[Place]) -> Iterator[TheoryProblem]:
    closing = _closing_links(places)
    for path, step in places:
        if step.stage is TheoryStage.OUTPUT and not _is_measured(portfolio, step):
            yield TheoryProblem(
                flaw=TheoryFlaw.NO_INDICATOR,
                path=path,
                sentence=f"the output {step.title} has no indicator",
            )
        if step.stage is TheoryStage.ACTIVITY and not step.deliverables:
            yield TheoryProblem(
                flaw=TheoryFlaw.NO_DELIVERABLE,
                path=path,
                sentence=f"nothing promised stands for the activity {step.title}",
            )
        for number, link in enumerate(step.leads_to):
            yield from _of_link(
                portfolio, step, link, f"{path}.leads_to[{number}]", closing
            )


def _of_link(
    portfolio: Portfolio,
    step: TheoryStep,
    link: TheoryLink,
    path: str,
    closing: Mapping[str, str],
) -> Iterator[TheoryProblem]:
    to = portfolio.get(TheoryStep, link.to)
    if to.stage.rank < step.stage.rank:
        yield TheoryProblem(
            flaw=TheoryFlaw.BACKWARDS,
            path=path,
            sentence=(
                f"the {step.stage.value} {step.title} leads back to the "
                f"{to.stage.value} {to.title}"
            ),
        )
    if path in closing:
        yield TheoryProblem(flaw=TheoryFlaw.CIRCLE, path=path, sentence=closing[path])


def _is_measured(portfolio: Portfolio, step: TheoryStep) -> bool:
    if step.indicators:
        return True
    return step.outcome is not None and bool(
        portfolio.get(Outcome, step.outcome).indicators
    )


def _closing_links(places: list[Place]) -> dict[str, str]:
    """Give the links that close a circle, by path, with a sentence that names it.

    They are those that a walk in depth through the document finds leading back to a step
    it has not left yet. Without them there is no circle.
    """
    steps = {step.id: (path, step) for path, step in places}
    found: dict[str, str] = {}
    left: set[TheoryStepId] = set()
    for _, first in places:
        if first.id not in left:
            _walk(first, steps, left, found)
    return found


def _walk(
    first: TheoryStep,
    steps: Mapping[TheoryStepId, Place],
    left: set[TheoryStepId],
    found: dict[str, str],
) -> None:
    # The steps from the first to the one looked at, each with its links still to follow.
    way = {first.id: enumerate(first.leads_to)}
    while way:
        here, links = next(reversed(way.items()))
        number, link = next(links, (-1, None))
        if link is None:
            left.add(here)
            del way[here]
        elif link.to in way:
            passed = [*way]
            around = [*passed[passed.index(link.to) :], link.to]
            path = f"{steps[here][0]}.leads_to[{number}]"
            first_title, *titles = (steps[id][1].title for id in around)
            found[path] = f"{first_title} leads to {', which leads to '.join(titles)}"
        elif link.to in steps and link.to not in left:
            way[link.to] = enumerate(steps[link.to][1].leads_to)


def _quoted(title: str) -> str:
    return " ".join(title.split()).replace("&", "&amp;").replace('"', "&quot;")
