"""Outcomes: how far each indicator has come from where it stood to where it should be."""

import enum
from decimal import Decimal
from fractions import Fraction

import attrs
import pendulum

from tpkit._dates import days_between
from tpkit._model.delivery import Indicator, Outcome
from tpkit._model.ids import OutcomeId, ProjectId
from tpkit._model.portfolio import Portfolio
from tpkit._text import long_date
from tpkit.calendars._instants import the_day
from tpkit.track._money.outturn import percent_of


class IndicatorState(enum.StrEnum):
    """Where an indicator stands on a day."""

    NO_TARGET = "no_target"
    """Nothing says where it should get to."""
    CONTRADICTORY = "contradictory"
    """The target is worse than the baseline: one of the two, or the direction, is wrong."""
    NOT_MEASURED = "not_measured"
    """Nobody has measured it."""
    MET = "met"
    """At its target, or better."""
    MISSED = "missed"
    """The day of the target is over, and it was not met."""
    BEHIND = "behind"
    """Less far than it would be on a straight line from baseline to target."""
    ON_COURSE = "on_course"
    """As far as on that line, or farther."""
    UNDER_WAY = "under_way"
    """Not there yet, and nothing says how far it should be."""


@attrs.frozen(kw_only=True)
class IndicatorStanding:
    """How far one indicator has come."""

    title: str
    path: str
    """Its place in the portfolio: `$.outcomes[0].indicators[1]`."""
    unit: str
    """`people`, `percent`."""
    state: IndicatorState
    baseline: Decimal | None
    """Where it stood."""
    target: Decimal | None
    """Where it should get to."""
    latest: Decimal | None
    """Where it last stood by the day asked about."""
    measured_on: pendulum.Date | None
    """When that was measured; None where the record does not say."""
    progress: Decimal | None
    """Percent of the way from baseline to target that is done, to a tenth: negative for
    the wrong way, above 100 beyond the target; None where the way is not known."""
    expected: Decimal | None
    """Percent of the way that a straight line would have done when it was measured; None
    where the days of baseline and target are not known."""
    is_ascending: bool
    """Whether more is better."""

    @property
    def sentence(self) -> str:
        """How it stands, in words, without a full stop."""
        words = f"{self.title}: {self.state.value.replace('_', ' ')}"
        if self.latest is None or self.target is None:
            return words
        unit = f" {self.unit}" if self.unit else ""
        words += f", {_plain(self.latest)} of {_plain(self.target)}{unit}"
        if self.baseline is not None:
            words += f", from {_plain(self.baseline)}"
        if self.measured_on is not None:
            words += f", on {long_date(self.measured_on)}"
        return words


@attrs.frozen(kw_only=True)
class OutcomeStanding:
    """How one outcome stands on a day."""

    outcome: OutcomeId
    path: str
    """Its place in the portfolio."""
    title: str
    project: ProjectId
    """The project that is to bring it about."""
    indicators: tuple[IndicatorStanding, ...]
    """How far each of its indicators has come."""

    @property
    def is_met(self) -> bool:
        """Whether there are indicators, and all are met."""
        states = {indicator.state for indicator in self.indicators}
        return states == {IndicatorState.MET}


def outcomes(
    portfolio: Portfolio, /, *, on: pendulum.Date
) -> tuple[OutcomeStanding, ...]:
    """Tell how far the outcomes of projects have come by a day, in document order.

    The latest measurement counts, whether it stands among the measurements or as the
    indicator's actual value; an actual value without a date is taken as the latest. Ways
    down are measured like ways up: from 20 to 12, 16 is half way.

    Example:
        ```python
        >>> import pendulum, tpkit
        >>> from tpkit import track
        >>> vacancies = tpkit.Indicator(
        ...     title="Vacancy rate",
        ...     unit="percent",
        ...     baseline=20,
        ...     baseline_on=pendulum.Date(2022, 1, 1),
        ...     target=12,
        ...     target_by=pendulum.Date(2023, 1, 1),
        ...     actual=18,
        ...     actual_on=pendulum.Date(2022, 7, 2),
        ...     ascending=False,
        ... )
        >>> standing = track.progress(vacancies, on=pendulum.Date(2022, 9, 1))
        >>> standing.state.value, str(standing.progress), str(standing.expected)
        ('behind', '25.0', '49.9')

        ```
    """
    day = the_day("outcomes", on)
    return tuple(
        OutcomeStanding(
            outcome=outcome.id,
            path=f"$.outcomes[{number}]",
            title=outcome.title,
            project=outcome.project,
            indicators=_indicators(outcome, number, day),
        )
        for number, outcome in enumerate(portfolio.outcomes)
    )


def progress(
    indicator: Indicator, /, *, on: pendulum.Date, path: str = "$"
) -> IndicatorStanding:
    """Tell how far one indicator has come by a day."""
    day = the_day("progress", on)
    latest, measured_on = _latest(indicator, day)
    done = _way_done(indicator, latest)
    expected = _way_expected(indicator, measured_on or day)
    return IndicatorStanding(
        title=indicator.title,
        path=path,
        unit=indicator.unit,
        state=_state(indicator, latest, day, done, expected),
        baseline=indicator.baseline,
        target=indicator.target,
        latest=latest,
        measured_on=measured_on,
        progress=_percent(done),
        expected=_percent(expected),
        is_ascending=indicator.ascending,
    )


# ------------------------------------------------------------------------- machinery


def _indicators(
    outcome: Outcome, number: int, on: pendulum.Date
) -> tuple[IndicatorStanding, ...]:
    return tuple(
        progress(indicator, on=on, path=f"$.outcomes[{number}].indicators[{place}]")
        for place, indicator in enumerate(outcome.indicators)
    )


def _latest(
    indicator: Indicator, on: pendulum.Date
) -> tuple[Decimal | None, pendulum.Date | None]:
    actual, actual_on = indicator.actual, indicator.actual_on
    if actual is not None and actual_on is None:
        return actual, None
    known = [(each.on, each.value) for each in indicator.measurements]
    if actual is not None and actual_on is not None:
        known.append((actual_on, actual))
    # Of two on one day the one written later counts, and the actual value is the last.
    by_then = sorted(
        (each for each in known if each[0] <= on), key=lambda each: each[0]
    )
    return (by_then[-1][1], by_then[-1][0]) if by_then else (None, None)


def _way_done(indicator: Indicator, latest: Decimal | None) -> Fraction | None:
    baseline, target = indicator.baseline, indicator.target
    if baseline is None or target is None or latest is None:
        return None
    way = Fraction(target) - Fraction(baseline)
    if not way or _contradicts(indicator):
        return None
    return (Fraction(latest) - Fraction(baseline)) / way


def _way_expected(indicator: Indicator, on: pendulum.Date) -> Fraction | None:
    first, last = indicator.baseline_on, indicator.target_by
    if first is None or last is None or last <= first:
        return None
    done = Fraction(days_between(first, on), days_between(first, last))
    return min(max(done, Fraction(0)), Fraction(1))


def _contradicts(indicator: Indicator) -> bool:
    if indicator.baseline is None or indicator.target is None:
        return False
    better = indicator.target - indicator.baseline
    return better < 0 if indicator.ascending else better > 0


def _state(
    indicator: Indicator,
    latest: Decimal | None,
    on: pendulum.Date,
    done: Fraction | None,
    expected: Fraction | None,
) -> IndicatorState:
    if indicator.target is None:
        return IndicatorState.NO_TARGET
    if _contradicts(indicator):
        return IndicatorState.CONTRADICTORY
    if latest is not None and _is_met(latest, indicator.target, indicator.ascending):
        return IndicatorState.MET
    if indicator.target_by is not None and indicator.target_by < on:
        return IndicatorState.MISSED
    if latest is None:
        return IndicatorState.NOT_MEASURED
    return _on_the_way(done, expected)


def _on_the_way(done: Fraction | None, expected: Fraction | None) -> IndicatorState:
    if done is None or expected is None:
        return IndicatorState.UNDER_WAY
    return IndicatorState.BEHIND if done < expected else IndicatorState.ON_COURSE


def _is_met(latest: Decimal, target: Decimal, ascending: bool) -> bool:  # noqa: FBT001  # the indicator's own field
    return latest >= target if ascending else latest <= target


def _percent(share: Fraction | None) -> Decimal | None:
    if share is None:
        return None
    return percent_of(Decimal(share.numerator), Decimal(share.denominator))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
