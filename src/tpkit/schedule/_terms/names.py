"""What people call the nouns of a portfolio, for sentences about them."""

import functools
from collections.abc import Iterable

import attrs

from tpkit import _text
from tpkit._model._integrity import ACTIVITY_FAMILIES
from tpkit._model.portfolio import Portfolio


@attrs.frozen(kw_only=True, eq=False)
class Names:
    """Names by id. A rule may speak of somebody the portfolio lacks: the id stays as it is."""

    portfolio: Portfolio = attrs.field(repr=False)

    def person(self, id: str) -> str:
        """Give somebody's name, or else the title."""
        return self._people.get(id, id)

    def people(self, ids: Iterable[str], *, joiner: str = "and") -> str:
        """List people, in order of id."""
        return _text.listed(map(self.person, sorted(set(ids))), joiner=joiner)

    def venue(self, id: str) -> str:
        """Give the name of a venue."""
        return self._venues.get(id, id)

    def venues(self, ids: Iterable[str], *, joiner: str = "and") -> str:
        """List venues, in order of id."""
        return _text.listed(map(self.venue, sorted(set(ids))), joiner=joiner)

    def activity(self, id: str) -> str:
        """Give the title of an activity."""
        return self._activities.get(id, id)

    def session(self, id: str) -> str:
        """Give the title of a session, or of its activity, with its day."""
        return self._sessions.get(id, id)

    def segment(self, id: str) -> str:
        """Give the title of a segment."""
        return self._segments.get(id, id)

    def project(self, id: str) -> str:
        """Give the title of a project."""
        return self._projects.get(id, id)

    def areas(self, ids: Iterable[str]) -> str:
        """List areas by name, in order of id."""
        return _text.listed(self._areas.get(id, id) for id in sorted(set(ids)))

    @functools.cached_property
    def _people(self) -> dict[str, str]:
        return {p.id: p.name or p.title for p in self.portfolio.people}

    @functools.cached_property
    def _venues(self) -> dict[str, str]:
        return {venue.id: venue.name for venue in self.portfolio.venues}

    @functools.cached_property
    def _activities(self) -> dict[str, str]:
        return {
            activity.id: activity.title
            for family in ACTIVITY_FAMILIES
            for activity in getattr(self.portfolio, family)
        }

    @functools.cached_property
    def _sessions(self) -> dict[str, str]:
        return {
            session.id: f"{session.title or self.activity(session.activity)} on "
            f"{_text.long_date(session.on, weekday=True)}"
            for session in self.portfolio.sessions
        }

    @functools.cached_property
    def _segments(self) -> dict[str, str]:
        return {segment.id: segment.title for segment in self.portfolio.segments}

    @functools.cached_property
    def _projects(self) -> dict[str, str]:
        return {project.id: project.title for project in self.portfolio.projects}

    @functools.cached_property
    def _areas(self) -> dict[str, str]:
        return {area.id: area.name for area in self.portfolio.areas}
