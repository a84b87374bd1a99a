"""Why there is no timetable, and what could be given up for one."""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import attrs
import pendulum

from tpkit import _text
from tpkit._model.ids import ActivityId, SessionId
from tpkit._model.portfolio import Portfolio
from tpkit.calendars._instants import the_day
from tpkit.schedule._explain.case import Case
from tpkit.schedule._explain.causes import Cause, ReasonKind
from tpkit.schedule._explain.conflicts import Conflict, Inquiry
from tpkit.schedule._explain.steps import Scene
from tpkit.schedule._explain.ways import Way, WaysOut
from tpkit.schedule._explain.words import (
    cause_in_words,
    doubts,
    impossible,
    not_known,
    possible,
    ways_out,
)
from tpkit.schedule._problem.problem import problem_of
from tpkit.schedule._problem.watch import (
    Ending,
    Progress,
    Watch,
    Watcher,
    must_be_effort,
)
from tpkit.schedule._proof.memory import Memory
from tpkit.schedule._proof.proof import Prover, Verdict
from tpkit.schedule._proof.question import Placement, Question
from tpkit.schedule._terms.slot import Timetable
from tpkit.schedule._terms.standard import STANDARD_RULES


@attrs.frozen(kw_only=True)
class Reason:
    """A rule or a fact that, together with others, leaves no timetable."""

    kind: ReasonKind
    """Whether it is a rule, and what fact it is otherwise."""
    id: str
    """That of the rule, the session or the activity; empty for what holds for all."""
    sentence: str
    """What it says and who agreed it, as a person would put it, without a full stop."""
    rule: Any = None
    """The scheduling rule, where it is one."""


@attrs.frozen(kw_only=True)
class Relaxation:
    """A way out: what to agree otherwise, so that there is a timetable."""

    sentence: str
    """What to do: `finish by 14 March 2022 instead of 1 March 2022`."""
    gives_up: tuple[Reason, ...]
    """What is given up, in part or altogether; none where there are fewer sessions."""
    rules: tuple[Any, ...]
    """Rules that hold instead of those given up; of some there is nothing left."""
    timetable: Timetable
    """The timetable that proves it. Nothing was done to make it a good one."""


@attrs.frozen(kw_only=True)
class Explanation:
    """Whether there is a timetable, and if not, why not and what would help [DES]."""

    verdict: Verdict
    conflict: tuple[Reason, ...] = ()
    """What cannot hold together: without any one of these it is possible."""
    activities: tuple[str, ...] = ()
    """The activities for whose sessions it cannot."""
    relaxations: tuple[Relaxation, ...] = ()
    """The ways out that give up the least, each one proved by a timetable."""
    timetable: Timetable | None = None
    """The timetable that proves that it is possible. It breaks no hard rule; nothing
    was done to make it a good one: that is what a proposal is for."""
    is_smallest: bool = True
    """Whether it was proved that nothing in the conflict can be left out."""
    sentences: tuple[str, ...]
    """All of it for people to read."""

    def __str__(self) -> str:
        """Write the sentences, each on its line."""
        return "\n".join(self.sentences)


def explain(  # noqa: PLR0913  # one keyword for each thing a search may be told
    portfolio: Portfolio,
    /,
    *,
    on: pendulum.Date,
    rules: Iterable[Any] = STANDARD_RULES,
    keep: Collection[SessionId | ActivityId] = (),
    free: Collection[SessionId | ActivityId] = (),
    until: pendulum.Date | None = None,
    grid: int = 30,
    effort: int = 2,
    seconds: float | None = None,
    watcher: Watcher | None = None,
) -> Explanation:
    """Say whether there is a timetable that breaks no hard rule, and if not, why not.

    Where there is none, you get the smallest set of rules and facts that cannot hold
    together, and the ways out that give up the least: rules to loosen, as little as will
    do, or to drop; sessions to move, or not to hold. That there is none has been proved,
    twice, before you read it; each way out comes with a timetable that was judged by the
    rules themselves. Where neither was found nor proved, that is said.

    The sessions that may move are those of `propose`, as are *keep*, *free*, *until* and
    *grid*. Without *until*, a way out may last longer than anything in the portfolio does.
    *effort* is how long to try, for each of the dozens of questions that are asked on the
    way: each step of it, from 0 to 10, about doubles that, as for `propose`. *seconds*
    ends it all. The answer is the same whatever the order of the portfolio, unless time
    runs out.

    Raises:
        UnknownIdError: *keep* or *free* names what is neither session nor activity.
        FieldError: *grid* does not divide an hour, *until* is not after *on*, *on*
            is an instant, *effort* is not from 0 to 10, *seconds* is not more than 0, or nothing says how long a session that is
            to be created lasts.
    """
    must_be_effort("explain", effort)
    watch = Watch(seconds=seconds, watcher=watcher, asked_by="explain")
    day = the_day("explain", on)

    def inquiry(*, by_trying: bool = False) -> Inquiry:
        problem = problem_of(
            portfolio,
            on=day,
            rules=rules,
            keep=keep,
            free=free,
            until=until,
            grid=grid,
            asked_by="explain",
        )
        case = Case(problem=problem, grid=grid, is_until_asked=until is not None)
        memory = Memory(case.times, case.singles)
        placements = _PLACEMENTS * 2**effort
        prover = Prover(memory, watch, effort=placements, by_trying=by_trying)
        return Inquiry(case, prover)

    return _Explaining(inquiry, watch).explanation()


_PLACEMENTS = 250
"""How many are tried for one question where the least effort is asked for."""


class _Explaining:
    """One explanation in the making."""

    def __init__(self, inquiry: Callable[..., Inquiry], watch: Watch) -> None:
        self._new_inquiry = inquiry
        self._inquiry = inquiry()
        self._watch = watch

    def explanation(self) -> Explanation:
        self._tell("looking for a timetable", 0)
        everything = self._inquiry.case.everything
        decision = self._inquiry.decide(everything)
        if decision.placement is not None:
            question = self._inquiry.case.question(everything)
            return _possible(_timetable(question, decision.placement))
        if decision.verdict is Verdict.NOT_KNOWN:
            return self._not_known()
        self._tell("finding out what is in the way", _HALF / 2)
        conflict = self._inquiry.conflict(everything, decision.blamed)
        self._tell("proving it again", _HALF)
        if not self._is_proved_again(conflict):
            return self._not_known()
        self._tell("looking for ways out", _HALF)
        return self._impossible(conflict)

    def _is_proved_again(self, conflict: Conflict) -> bool:
        """Prove a conflict from the portfolio up, and by trying where that will do.

        Where there are too many teams to look at all of them, nothing is a proof.
        """
        return self._inquiry.case.is_whole(conflict.causes) and any(
            self._new_inquiry(by_trying=by_trying).is_a_conflict(conflict)
            for by_trying in (True, False)
        )

    def _not_known(self) -> Explanation:
        return Explanation(
            verdict=Verdict.NOT_KNOWN,
            sentences=tuple(not_known(self._ending)),
        )

    def _impossible(self, conflict: Conflict) -> Explanation:
        search = WaysOut(self._inquiry, conflict)
        ways = [*search.found()]
        case = self._inquiry.case
        scene = Scene(case=case, activities=search.activities)
        reasons = [_reason(cause, scene) for cause in conflict.causes]
        relaxations = [*_different(_relaxation(way, scene) for way in ways)]
        sentences = [
            *impossible(
                scene.titles(conflict.activities),
                [reason.sentence for reason in reasons],
            ),
            *doubts(is_smallest=conflict.is_smallest, others=len(search.others)),
            *ways_out([r.sentence for r in relaxations], self._ending),
        ]
        return Explanation(
            verdict=Verdict.IMPOSSIBLE,
            conflict=tuple(reasons),
            activities=conflict.activities,
            relaxations=tuple(relaxations),
            is_smallest=conflict.is_smallest,
            sentences=tuple(sentences),
        )

    @property
    def _ending(self) -> Ending | None:
        return self._watch.ending if self._watch.is_over else None

    def _tell(self, phase: str, done: float) -> None:
        self._watch.tell(
            Progress(phase=phase, done=done, broken=None, cost=None, bound=0.0)
        )


_HALF = 0.5


def _possible(timetable: Timetable) -> Explanation:
    return Explanation(
        verdict=Verdict.POSSIBLE,
        timetable=timetable,
        sentences=tuple(possible(timetable)),
    )


def _reason(cause: Cause, scene: Scene) -> Reason:
    is_rule = cause.kind is ReasonKind.RULE
    return Reason(
        kind=cause.kind,
        id=cause.id,
        sentence=cause_in_words(cause, scene),
        rule=scene.case.rule(cause.id) if is_rule else None,
    )


def _relaxation(way: Way, scene: Scene) -> Relaxation:
    return Relaxation(
        sentence=_text.listed(dict.fromkeys(step.words for step in way.steps)),
        gives_up=tuple(_reason(cause, scene) for cause in way.causes),
        rules=tuple(rule for step in way.steps for rule in step.rules),
        timetable=_timetable(way.question, way.placement),
    )


def _different(relaxations: Iterable[Relaxation]) -> Iterator[Relaxation]:
    """Leave out what says what another has said."""
    said = set[str]()
    for relaxation in relaxations:
        if relaxation.sentence not in said:
            said.add(relaxation.sentence)
            yield relaxation


def _timetable(question: Question, placement: Placement) -> Timetable:
    places = sorted(placement)
    entries = question.problem.entries
    return Timetable(
        entries=tuple(entries[place] for place in places),
        slots=tuple(placement[place] for place in places),
    )
