"""How projects stand, and the whole of them."""

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs
import pendulum

from tpkit._model.delivery import DeliveryConfidence, Project, ProjectStatus
from tpkit._model.ids import ProjectId
from tpkit._model.partnership import Partnership
from tpkit._model.people import Person
from tpkit._model.plan import baseline_on
from tpkit.track._status.board import Board, Tally
from tpkit.track._status.given import in_force
from tpkit.track._status.line import GivenColour, Line, LineKind, given_colour
from tpkit.track._status.rag import Rag, Reason, in_order
from tpkit.track._status.roll_up import Parts, RollUp, reasons_of
from tpkit.track._status.state import State

_ENDED = (ProjectStatus.DELIVERED, ProjectStatus.CLOSED)


@attrs.frozen(kw_only=True)
class _Facts:
    """What a project's own record says as of a day, and what follows for it."""

    on: pendulum.Date
    forecast: pendulum.Date | None
    forecast_passed: pendulum.Date | None
    done_on: pendulum.Date | None
    funding_end: pendulum.Date | None
    is_ended: bool
    slip: int | None
    """Working-day slots from the promised end to the one expected."""

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
        return None if self.forecast is None else Reason.ON_COURSE


def project_line(board: Board, place: int, project: Project) -> RollUp:
    """Say how a project stands."""
    baseline = baseline_on(project.baselines, board.ground.on)
    promised = None if baseline is None else baseline.date
    funding_end, is_wanted = board.ground.funding[project.id]
    facts = _facts(board, project, promised)
    tally = board.tallies.get(project.id, {})
    own: tuple[Reason, ...]
    if not is_wanted:
        state, own = State.DROPPED, (Reason.DROPPED,)
    elif facts.is_ended or _is_all_done(tally, facts):
        is_closed = facts.is_ended and project.status is ProjectStatus.CLOSED
        state = State.ACCEPTED if is_closed else State.DELIVERED
        own = (Reason.DONE,)
    else:
        open_states = [v.state for _, v in tally if v.state.is_open]
        state = _worst(facts.state, *open_states)
        own = in_order(_outlook(board, facts, project.id))
    parts = _parts_of(board, project.id, tally)
    reasons = reasons_of(own, parts)
    return RollUp(
        path=f"$.projects[{place}]",
        id=project.id,
        title=project.title,
        state=state,
        own=own,
        reasons=reasons,
        promised=promised,
        forecast=facts.forecast,
        forecast_passed=facts.forecast_passed,
        done_on=facts.done_on,
        funding_end=funding_end,
        slip=facts.slip,
        unplannable=_why(board, project.id),
        confidence=_confidence(project, board.ground.on),
        given=_given(board, project, reasons[0].rag),
        parts=parts,
    )


def whole_line(partnership: Partnership, projects: tuple[RollUp, ...]) -> RollUp:
    """Say how the whole portfolio stands."""
    counting = [p for p in projects if p.state is not State.DROPPED]
    parts = Parts(
        tally=Counter(("project", project.rag) for project in counting),
        reasons=frozenset(r for project in counting for r in _telling(project)),
        given=sum(p.given_inside + (p.given is not None) for p in counting),
        all=lambda: projects,
        titles=lambda rag: (p.title for p in counting if p.rag is rag),
    )
    states = [project.state for project in projects]
    return RollUp(
        path="$",
        id=partnership.id,
        title=partnership.name,
        state=_worst(*states) if states else State.UNDATED,
        reasons=reasons_of((), parts),
        parts=parts,
    )


def _facts(board: Board, project: Project, promised: pendulum.Date | None) -> _Facts:
    forecast, done_on = project.forecast_end, project.actual_end
    is_ended = project.status in _ENDED or done_on is not None
    on, slots = board.ground.on, board.ground.slots
    if done_on is not None and done_on > on:
        # On the day asked about it had not ended: the date is the best forecast.
        forecast, done_on, is_ended = done_on, None, False
    passed = None
    if forecast is not None and forecast < on and not is_ended:
        forecast, passed = None, forecast
    expected = done_on or forecast
    return _Facts(
        on=on,
        forecast=forecast,
        forecast_passed=passed,
        done_on=done_on,
        funding_end=board.ground.funding[project.id][0],
        is_ended=is_ended,
        slip=None
        if promised is None or expected is None
        else slots[expected] - slots[promised],
    )


def _outlook(board: Board, facts: _Facts, project: ProjectId) -> Iterator[Reason]:
    if facts.forecast_passed is not None:
        yield Reason.FORECAST_PASSED
    if project in board.unplannable:
        yield Reason.UNPLANNABLE
    if facts.outlook is not None:
        yield facts.outlook
    policy, slip = board.ground.policy, facts.slip or 0
    if slip > policy.slip_red_after:
        yield Reason.LONG_SLIP
    elif slip > policy.slip_amber_after:
        yield Reason.SLIP


def _why(board: Board, project: ProjectId) -> str:
    error = board.unplannable.get(project)
    return "" if error is None else str(error)


def _confidence(project: Project, on: pendulum.Date) -> DeliveryConfidence | None:
    """Give the last judgement that had been made by a day."""
    latest = () if project.confidence is None else (project.confidence,)
    judged = (*project.earlier_confidence, *latest)
    made = [judgement for judgement in judged if judgement.assessed_on <= on]
    return made[-1] if made else None


def _parts_of(board: Board, project: ProjectId, tally: Tally) -> Parts:
    counting = [(kind, v, n) for (kind, v), n in tally.items() if _counts(v.state)]
    colours: Counter[tuple[str, Rag]] = Counter()
    for kind, verdict, number in counting:
        colours[kind.value, verdict.rag] += number

    def lines() -> tuple[Line, ...]:
        return tuple(
            line for kind in LineKind for line in board.lines_of(kind, project)
        )

    return Parts(
        tally=colours,
        reasons=frozenset(r for _, verdict, _ in counting for r in verdict.telling),
        given=sum(n for _, verdict, n in counting if verdict.given is not None),
        all=lines,
        titles=lambda rag: board.titles(project, rag),
    )


def _given(board: Board, project: Project, rag: Rag) -> GivenColour | None:
    override = in_force(project.overrides, board.ground.on)
    if override is None or rag not in (Rag.RED, Rag.AMBER, Rag.GREEN):
        return None
    return given_colour(override, board.portfolio.get(Person, override.by).title)


_GIVEN = {
    Rag.RED: Reason.GIVEN_RED,
    Rag.AMBER: Reason.GIVEN_AMBER,
    Rag.GREEN: Reason.GIVEN_GREEN,
}


def _telling(project: RollUp) -> Iterable[Reason]:
    return project.reasons if project.given is None else (_GIVEN[project.given.rag],)


def _is_all_done(tally: Tally, facts: _Facts) -> bool:
    if facts.forecast is not None and facts.forecast > facts.on:
        return False
    states = {verdict.state for _, verdict in tally} - {State.DROPPED}
    return bool(states) and not any(state.is_open for state in states)


def _counts(state: State) -> bool:
    return state is not State.DROPPED


def _worst(*states: State) -> State:
    return min(states, key=_ORDER.index)


_ORDER = tuple(State)
