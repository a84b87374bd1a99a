"""A theory of change: how what is put in is to lead to a difference [MAGENTA]."""

import enum

import attrs

from tpkit._model._checked import Extra, checked
from tpkit._model.delivery import Indicator
from tpkit._model.ids import DeliverableId, OutcomeId, ProjectId, TheoryStepId

__all__ = ["TheoryLink", "TheoryStage", "TheoryStep"]


class TheoryStage(enum.StrEnum):
    """How far along a theory of change a step is, from what is put in to what it is for."""

    INPUT = "input"
    """What is put in: money, people, time."""
    ACTIVITY = "activity"
    """What is done."""
    OUTPUT = "output"
    """What that makes: sessions held, people trained, a toolkit."""
    OUTCOME = "outcome"
    """What changes for those it reaches."""
    IMPACT = "impact"
    """What changes in the end, by this and by other things."""

    @property
    def rank(self) -> int:
        """0 for inputs to 4 for impact."""
        return _STAGES.index(self)


_STAGES = tuple(TheoryStage)


@attrs.frozen(kw_only=True, field_transformer=checked)
class TheoryLink:
    """One step is to lead to another, if what is assumed holds."""

    to: TheoryStepId
    """What it leads to."""
    assumptions: tuple[str, ...] = ()
    """What must hold for that, one sentence each."""
    external_factors: tuple[str, ...] = ()
    """What else will help or hinder, one sentence each."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class TheoryStep:
    """One thing in a project's theory of change."""

    id: TheoryStepId
    project: ProjectId
    title: str
    stage: TheoryStage
    leads_to: tuple[TheoryLink, ...] = ()
    """What it is to lead to."""
    indicators: tuple[Indicator, ...] = ()
    """How it is measured; an outcome's own are on the outcome."""
    deliverables: tuple[DeliverableId, ...] = ()
    """The promised things that it stands for."""
    outcome: OutcomeId | None = None
    """The recorded outcome that it stands for."""
    extra: Extra = ()
