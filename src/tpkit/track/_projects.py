"""How projects stand, and the whole of them."""

import attrs
import pendulum

from tpkit._model.delivery import Project, ProjectStatus
from tpkit._model.money import Bid, BidStatus
from tpkit._model.partnership import Partnership
from tpkit._model.portfolio import Portfolio
from tpkit.track._line import Line, State
from tpkit.track._rag import Reason
from tpkit.track._roll_up import RollUp

_BROUGHT_NOTHING = (
    BidStatus.UNSUCCESSFUL,
    BidStatus.WITHDRAWN,
    BidStatus.ROUND_CANCELLED,
)
_ENDED = (ProjectStatus.DELIVERED, ProjectStatus.CLOSED)


def is_given_up(portfolio: Portfolio, project: Project) -> bool:
    """Say whether a project will not go ahead: cancelled, or proposed in a lost bid."""
    if project.status is not ProjectStatus.PROPOSED or project.bid is None:
        return project.status is ProjectStatus.CANCELLED
    return portfolio.get(Bid, project.bid).status in _BROUGHT_NOTHING


@attrs.frozen(kw_only=True)
class _Facts:
    """What a project's own record says as of a day, and what follows for it."""

    on: pendulum.Date
    forecast: pendulum.Date | None
    done_on: pendulum.Date | None
    funding_end: pendulum.Date | None
    is_ended: bool

    @property
    def state(self) -> State:
        """Where it stands, being open."""
        if self.funding_end is not None and self.on > self.funding_end:
            return State.LATE
        is_dated = self.forecast is not None or self.funding_end is not None
        return State.DUE if is_dated else State.UNDATED

    @property
    def outlook(self) -> Reason | None:
        """What its dates say, it being open; None where they say nothing."""
        if self.funding_end is None:
            return None
        if max(self.on, self.forecast or self.on) > self.funding_end:
            return Reason.PAST_FUNDING_END
        # A forecast that has passed is no forecast any more.
        is_ahead = self.forecast is not None and self.forecast >= self.on
        return Reason.ON_COURSE if is_ahead else None


def _facts(
    project: Project, on: pendulum.Date, funding_end: pendulum.Date | None
) -> _Facts:
    forecast, done_on = project.forecast_end, project.actual_end
    is_ended = project.status in _ENDED or done_on is not None
    if done_on is not None and done_on > on:
        # On the day asked about it had not ended: the date is the best forecast.
        forecast, done_on, is_ended = done_on, None, False
    return _Facts(
        on=on,
        forecast=forecast,
        done_on=done_on,
        funding_end=funding_end,
        is_ended=is_ended,
    )


def project_line(  # noqa: PLR0913  # each is a fact of its own
    path: str,
    project: Project,
    *,
    on: pendulum.Date,
    funding_end: pendulum.Date | None,
    is_wanted: bool,
    parts: tuple[Line, ...],
) -> RollUp:
    """Say how a project with these parts stands."""
    facts = _facts(project, on, funding_end)
    open_states = [part.state for part in parts if part.state.is_open]
    own: Reason | None
    if not is_wanted:
        state, own = State.DROPPED, Reason.DROPPED
    elif facts.is_ended or _is_all_done(parts, facts):
        is_closed = facts.is_ended and project.status is ProjectStatus.CLOSED
        state = State.ACCEPTED if is_closed else State.DELIVERED
        own = Reason.DONE
    else:
        state, own = _worst(facts.state, *open_states), facts.outlook
    return RollUp(
        path=path,
        id=project.id,
        title=project.title,
        state=state,
        own=own,
        parts=parts,
        forecast=facts.forecast,
        done_on=facts.done_on,
        funding_end=funding_end,
        confidence=project.confidence,
    )


def whole_line(partnership: Partnership, projects: tuple[RollUp, ...]) -> RollUp:
    """Say how the whole portfolio stands."""
    states = [project.state for project in projects]
    return RollUp(
        path="$",
        id=partnership.id,
        title=partnership.name,
        state=_worst(*states) if states else State.UNDATED,
        parts=projects,
    )


def _is_all_done(parts: tuple[Line, ...], facts: _Facts) -> bool:
    if facts.forecast is not None and facts.forecast > facts.on:
        return False
    states = {part.state for part in parts} - {State.DROPPED}
    return bool(states) and not any(state.is_open for state in states)


def _worst(*states: State) -> State:
    return min(states, key=_ORDER.index)


_ORDER = tuple(State)
