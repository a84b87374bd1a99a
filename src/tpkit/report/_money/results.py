"""Outputs and outcomes: what was promised, and where it stands."""

from collections.abc import Collection, Iterator

import attrs
import pendulum

from tpkit import track
from tpkit._model.delivery import Outcome
from tpkit._model.ids import ProjectId
from tpkit._model.money import Output
from tpkit._model.portfolio import Portfolio
from tpkit.report._money.amounts import number
from tpkit.report._words.kinds import Machine
from tpkit.report._words.words import capitalised, day, words


@attrs.frozen(kw_only=True)
class OutputRow:
    """Something counted: people trained, sessions, councils [GS8]."""

    title: str
    """What is counted: `Staff attending the workshops`."""
    target: str
    """How many were promised: `50 people`; a dash where that is not recorded."""
    actual: str
    """How many there were; a dash where that is not recorded."""
    difference: str
    """Actual less target, with its sign: `+2`; empty where either is not recorded."""


@attrs.frozen(kw_only=True)
class OutcomeRow:
    """One indicator of an outcome, or an outcome without any."""

    outcome: str
    """The change that is to come about."""
    indicator: str
    """How it is measured; empty where no indicator is recorded."""
    baseline: str
    """Where it stood: `20 percent`; a dash where that is not recorded."""
    target: str
    """Where it should get to; a dash where that is not recorded."""
    by: str
    """By when it should get there; empty where that is not recorded."""
    latest: str
    """Where it last stood; a dash where nobody has measured it."""
    measured: str
    """When that was measured; empty where that is not recorded."""
    state: str
    """`Met`, `On course`, `Behind`, `Missed`, `Not measured` …"""
    level: Machine
    """The same for style sheets: `green`, `amber`, `red`, `blue` or `grey`."""
    evidence: tuple[str, ...]
    """What shows that it has come about, besides figures, a sentence each."""


def output_rows(outputs: tuple[Output, ...]) -> tuple[OutputRow, ...]:
    """Put outputs that were declared into words."""
    return tuple(
        OutputRow(
            title=output.title,
            target=number(output.target, unit=output.unit),
            actual=number(output.actual, unit=output.unit),
            difference=_difference(output),
        )
        for output in outputs
    )


def _difference(output: Output) -> str:
    if output.target is None or output.actual is None:
        return ""
    apart = output.actual - output.target
    return f"+{number(apart)}" if apart > 0 else number(apart)


def outcome_rows(
    portfolio: Portfolio, projects: Collection[ProjectId], *, on: pendulum.Date
) -> tuple[OutcomeRow, ...]:
    """Put the outcomes of some projects into words, each indicator in a row."""
    standings = track.outcomes(portfolio, on=on)
    return tuple(
        row
        for outcome, standing in zip(portfolio.outcomes, standings, strict=True)
        if outcome.project in projects
        for row in _rows(outcome, standing)
    )


_LEVELS = {
    track.IndicatorState.MET: "blue",
    track.IndicatorState.ON_COURSE: "green",
    track.IndicatorState.BEHIND: "amber",
    track.IndicatorState.MISSED: "red",
    track.IndicatorState.CONTRADICTORY: "red",
}


def _rows(outcome: Outcome, standing: track.OutcomeStanding) -> Iterator[OutcomeRow]:
    evidence = tuple(one.statement for one in outcome.evidence)
    if not outcome.indicators:
        yield OutcomeRow(
            outcome=outcome.title,
            indicator="",
            baseline=number(None),
            target=number(None),
            by=day(outcome.by),
            latest=number(None),
            measured="",
            state="No indicator",
            level="grey",
            evidence=evidence,
        )
    for place, indicator in enumerate(outcome.indicators):
        found = standing.indicators[place]
        yield OutcomeRow(
            outcome=outcome.title,
            indicator=indicator.title,
            baseline=number(indicator.baseline, unit=indicator.unit),
            target=number(indicator.target, unit=indicator.unit),
            by=day(indicator.target_by or outcome.by),
            latest=number(found.latest, unit=indicator.unit),
            measured=day(found.measured_on),
            state=capitalised(words(found.state)),
            level=_LEVELS.get(found.state, "grey"),
            evidence=evidence if place == 0 else (),
        )
