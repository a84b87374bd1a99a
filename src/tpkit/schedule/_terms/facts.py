"""What rules are judged against: a portfolio on a day, read once."""

import functools
from collections.abc import Iterable, Iterator
from typing import cast

import attrs
import pendulum

from tpkit._model._integrity import ACTIVITY_FAMILIES
from tpkit._model.activity import (
    ActionLearningSet,
    FocusGroup,
    Session,
    SessionStatus,
    Workshop,
)
from tpkit._model.calendar import Nation, Observance
from tpkit._model.ids import ActivityId, SessionId
from tpkit._model.portfolio import Activity, Portfolio
from tpkit._model.rules_of_hours import OnWorkingDays
from tpkit.calendars._observances import (
    FIRST_OBSERVANCE_YEAR,
    LAST_OBSERVANCE_YEAR,
    observances,
)
from tpkit.schedule._terms.days import WorkingDays, run_of, working_days
from tpkit.schedule._terms.names import Names
from tpkit.schedule._terms.needs import Needs, needs_of
from tpkit.schedule._terms.slot import Entry, Member, Timetable, slot_of, time_of


@attrs.frozen(kw_only=True, eq=False)
class Facts:
    """A portfolio as it stands on a day, with what the rules look up in it."""

    portfolio: Portfolio
    on: pendulum.Date
    """Today."""
    needs: Needs

    @functools.cached_property
    def timetable(self) -> Timetable:
        """The sessions that happen, as entries and slots, in document order."""
        happening = [
            (index, session)
            for index, session in enumerate(self.portfolio.sessions)
            if session.status.happens
        ]
        return Timetable(
            entries=tuple(self._entry(index, session) for index, session in happening),
            slots=tuple(slot_of(s, self.needs.leaders(s)) for _, s in happening),
        )

    @functools.cached_property
    def names(self) -> Names:
        """What people call the nouns, for sentences about them."""
        return Names(portfolio=self.portfolio)

    @functools.cached_property
    def working_days(self) -> WorkingDays:
        """The days the partnership works: no weekends, bank holidays or closures of all.

        The bank holidays are those of the nation that the portfolio's own rule on
        working days names, or else of England and Wales.
        """
        rules = self.portfolio.scheduling_rules
        nations = (r.nation for r in rules if isinstance(r, OnWorkingDays))
        return working_days(
            next(nations, Nation.ENGLAND_AND_WALES),
            (run_of(c) for c in self.portfolio.closures if c.organisation is None),
        )

    @functools.cached_property
    def observances(self) -> tuple[Observance, ...]:
        """The observances that come with tpkit, 2020 to 2035, and the portfolio's own.

        One of the portfolio's own replaces the one that has its id.
        """
        every = {o.id: o for o in observances(_FIRST_KNOWN, _LAST_KNOWN)}
        every |= {o.id: o for o in self.portfolio.observances}
        return tuple(every.values())

    @functools.cached_property
    def hosts(self) -> dict[str, frozenset[str]]:
        """For a workshop, the organisations that host it."""
        return {w.id: frozenset(w.hosts) for w in self.portfolio.workshops}

    @functools.cached_property
    def activity_paths(self) -> dict[str, str]:
        """For an activity, where it stands in the portfolio: `$.workshops[2]`."""
        return {
            activity.id: f"$.{family}[{index}]"
            for family in ACTIVITY_FAMILIES
            for index, activity in enumerate(getattr(self.portfolio, family))
        }

    @functools.cached_property
    def segment_paths(self) -> dict[str, str]:
        """For a segment, where it stands in the portfolio."""
        segments = enumerate(self.portfolio.segments)
        return {segment.id: f"$.segments[{index}]" for index, segment in segments}

    @functools.cached_property
    def roles(self) -> dict[str, frozenset[str]]:
        """For a segment, the professional roles it is of."""
        return {s.id: frozenset(s.roles) for s in self.portfolio.segments}

    def created(self, id: str, activity: str, *, number: int, minutes: int) -> Entry:
        """Give the entry of a session that the portfolio does not hold yet."""
        return self._entry(None, new_session(id, activity, number, minutes))

    def leaders_of(self, activity: str) -> tuple[str, ...]:
        """Give those who lead an activity where a session does not say otherwise."""
        session = new_session("new", activity, 1, 1)
        return tuple(sorted(self.needs.leaders(session)))

    def project_of(self, activity: Activity) -> str | None:
        """Give the project an activity belongs to."""
        match activity:
            case Workshop(project=project) | ActionLearningSet(project=project):
                return project
            case FocusGroup(study=study):
                return self._project_of_study.get(study)
        return None

    @functools.cached_property
    def _project_of_study(self) -> dict[str, str | None]:
        return {study.id: study.project for study in self.portfolio.studies}

    def _entry(self, index: int | None, session: Session) -> Entry:
        activity = self.needs.activities[session.activity]
        members = tuple(self._members(activity, session))
        segments = frozenset(self.needs.segments(session))
        return Entry(
            session=session.id,
            index=index,
            title=session.title or activity.title,
            activity=session.activity,
            number=session.number,
            minutes=session.minutes,
            members=members,
            away=frozenset(self.needs.away.get(session.id, ())),
            segments=segments,
            roles=self._roles(activity, segments),
            areas=self._areas(session.activity, (m.person for m in members)),
            rival=":".join(self.needs.rival(session)),
            places=max(_places(activity, session), len({m.person for m in members})),
            project=self.project_of(activity),
            announced_for=(
                session.on.toordinal()
                if session.status in (SessionStatus.CONFIRMED, SessionStatus.HELD)
                else None
            ),
        )

    def _roles(self, activity: Activity, segments: frozenset[str]) -> frozenset[str]:
        own = activity.roles if isinstance(activity, Workshop) else ()
        return frozenset(own).union(*(self.roles[segment] for segment in segments))

    def _areas(self, activity: str, people: Iterable[str]) -> frozenset[str]:
        employers = (self._employers[person] for person in people)
        concerned = self._areas_of(
            {*self.hosts.get(activity, ()), *filter(None, employers)}
        )
        return concerned or self._all_areas

    def _areas_of(self, organisations: Iterable[str]) -> frozenset[str]:
        areas = self._areas_by_organisation
        return frozenset[str]().union(*(areas[each] for each in organisations))

    @functools.cached_property
    def _all_areas(self) -> frozenset[str]:
        """The areas of all who are members of the partnership, or are to be."""
        memberships = self.portfolio.memberships
        return self._areas_of(
            m.organisation for m in memberships if m.left is None or m.left >= self.on
        )

    @functools.cached_property
    def _areas_by_organisation(self) -> dict[str, frozenset[str]]:
        return {o.id: frozenset(o.areas) for o in self.portfolio.organisations}

    @functools.cached_property
    def _employers(self) -> dict[str, str | None]:
        return {person.id: person.organisation for person in self.portfolio.people}

    def _members(self, activity: Activity, session: Session) -> Iterator[Member]:
        if isinstance(activity, ActionLearningSet):
            for member in activity.members:
                first, last = member.joined, member.left
                yield Member(
                    person=member.person,
                    **({"first": first.toordinal()} if first else {}),
                    **({"last": last.toordinal()} if last else {}),
                )
        else:
            yield from (Member(person=p) for p in self.needs.members(session))
        named = self.needs.by_name.get(session.id, ())
        yield from (Member(person=person) for person in sorted(named))


def new_session(id: str, activity: str, number: int, minutes: int) -> Session:
    """Give a session that has a length and, for want of a slot, no meaningful date."""
    return Session(
        id=SessionId(id),
        activity=cast("ActivityId", activity),
        number=number,
        on=_NO_DAY,
        start=pendulum.Time(0),
        end=time_of(minutes),
    )


_FIRST_KNOWN = pendulum.Date(FIRST_OBSERVANCE_YEAR, 1, 1)
_LAST_KNOWN = pendulum.Date(LAST_OBSERVANCE_YEAR, 12, 31)

# A Monday, on which the clocks do not change.
_NO_DAY = pendulum.Date(2000, 1, 3)


def facts_of(portfolio: Portfolio, *, on: pendulum.Date) -> Facts:
    """Read a portfolio once."""
    return Facts(portfolio=portfolio, on=on, needs=needs_of(portfolio))


def _places(activity: Activity, session: Session) -> int:
    if session.places is not None:
        return session.places
    if isinstance(activity, Workshop) and activity.places is not None:
        return activity.places
    return 0
