"""Who was reached: how many came to what a project held."""

from collections.abc import Iterator

import attrs

from tpkit import groups
from tpkit._model.activity import ActionLearningSet, FocusGroup, SessionStatus, Workshop
from tpkit._model.ids import ProjectId
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted

_Gathering = Workshop | ActionLearningSet | FocusGroup
_KINDS = {
    Workshop: "Workshop",
    ActionLearningSet: "Action learning set",
    FocusGroup: "Focus group",
}


@attrs.frozen(kw_only=True)
class ReachRow:
    """What a project held, and how many different people came."""

    title: str
    """`Critical reflection`."""
    kind: str
    """`Workshop`, `Action learning set` or `Focus group`."""
    held: str
    """`3 sessions`."""
    came: str
    """`52 people`; empty where nobody has recorded who came."""
    cascade: str
    """`30 people`, reached by what organisations held for their own staff; else empty."""


def reach_rows(portfolio: Portfolio, project: ProjectId) -> tuple[ReachRow, ...]:
    """Tell of everything a project held, in document order."""
    return tuple(_row(portfolio, one) for one in _gatherings(portfolio, project))


def _gatherings(portfolio: Portfolio, project: ProjectId) -> Iterator[_Gathering]:
    studies = {study.id for study in portfolio.studies if study.project == project}
    yield from (w for w in portfolio.workshops if w.project == project)
    yield from (s for s in portfolio.learning_sets if s.project == project)
    yield from (g for g in portfolio.focus_groups if g.study in studies)


def _row(portfolio: Portfolio, of: _Gathering) -> ReachRow:
    held = {
        session.id
        for session in portfolio.sessions_of(of.id)
        if session.status is SessionStatus.HELD
    }
    came = {
        one.person
        for one in portfolio.attendances
        if one.session in held and one.status.came
    }
    beyond = groups.reach(portfolio, of.id).cascade if isinstance(of, Workshop) else 0
    return ReachRow(
        title=of.title,
        kind=_KINDS[type(of)],
        held=counted(len(held), "session"),
        came=counted(len(came), "person", "people") if came else "",
        cascade=counted(beyond, "person", "people") if beyond else "",
    )
