"""Whom a session concerns, one portfolio or two, and what they are to it."""

from collections.abc import Iterable, Iterator

import attrs

from tpkit import _text
from tpkit._model.activity import FocusGroup, Session, Venue
from tpkit._model.ids import OrganisationId, PersonId
from tpkit._model.partnership import GovernanceBody
from tpkit._model.people import Organisation
from tpkit._model.portfolio import Activity, Portfolio
from tpkit.schedule._terms.names import Names
from tpkit.schedule._terms.needs import Needs, needs_of

_NAMED = 3
"""So many people are named; more are counted."""


@attrs.frozen(kw_only=True, eq=False)
class Version:
    """A portfolio with what is looked up in it; made by `version_of`."""

    portfolio: Portfolio
    needs: Needs
    names: Names


def version_of(portfolio: Portfolio) -> Version:
    """Read a portfolio once."""
    names = Names(portfolio=portfolio)
    return Version(portfolio=portfolio, needs=needs_of(portfolio), names=names)


@attrs.frozen(kw_only=True, eq=False)
class Held:
    """A session as one portfolio has it."""

    version: Version
    session: Session

    @property
    def activity(self) -> Activity:
        """What it is a session of."""
        return self.version.needs.activities[self.session.activity]

    @property
    def leaders(self) -> frozenset[str]:
        """Who leads it."""
        return frozenset(self.version.needs.leaders(self.session))

    @property
    def chairs(self) -> frozenset[str]:
        """Who chairs it, where a body meets."""
        body = self.activity
        return frozenset(body.chairs if isinstance(body, GovernanceBody) else ())

    @property
    def members(self) -> frozenset[str]:
        """Who belongs to the learning set, sits on the body, or takes notes."""
        return frozenset(self.version.needs.members(self.session))

    @property
    def people(self) -> frozenset[str]:
        """Everybody who has to be there."""
        return frozenset(self.version.needs.people(self.session))

    @property
    def owner(self) -> Organisation | None:
        """Whose venue it is in."""
        portfolio, venue = self.version.portfolio, self.session.venue
        owner = None if venue is None else portfolio.get(Venue, venue).organisation
        return None if owner is None else portfolio.get(Organisation, owner)


@attrs.frozen(kw_only=True)
class Concern:
    """Whom a change concerns."""

    people: tuple[PersonId, ...]
    """In order of id."""
    organisations: tuple[OrganisationId, ...]
    """In order of id."""
    words: str


def concern(old: Held | None, new: Held | None, *, venue: bool) -> Concern:
    """Give everybody whom a change concerns; *venue* says whether owners of venues too."""
    both = [held for held in (new, old) if held is not None]
    people = frozenset().union(*(held.people for held in both))
    owners = {o.id: o.name for held in reversed(both) if venue and (o := held.owner)}
    words = [*_in_groups(old, new, people)]
    words += [f"{name}, whose venue it is" for _, name in sorted(owners.items())]
    return Concern(
        people=tuple(PersonId(id) for id in sorted(people)),
        organisations=tuple(sorted(owners)),
        words="; ".join(words),
    )


def _in_groups(
    old: Held | None, new: Held | None, people: frozenset[str]
) -> Iterator[str]:
    """Name those who are few of a kind, and count the others."""
    both = [held for held in (new, old) if held is not None]
    left = set(people)
    for some, one_does, several_do in (
        (both[0].leaders, "leads it", "lead it"),
        (both[-1].leaders, "was to lead it", "were to lead it"),
        (_union(held.chairs for held in both), "chairs it", "chair it"),
        (_union(h.members for h in both), *_belonging(both[0].activity)),
        (people, "has a place", "have a place"),
    ):
        group = left.intersection(some)
        left -= group
        if len(group) > _NAMED:
            yield f"{len(group):,} people who {several_do}"
        elif group:
            names = _text.listed(_name(id, both) for id in sorted(group))
            yield f"{names}, who {one_does if len(group) == 1 else several_do}"


def _belonging(activity: Activity) -> tuple[str, str]:
    if isinstance(activity, FocusGroup):
        return "takes notes", "take notes"
    return "is a member", "are members"


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _name(id: str, both: Iterable[Held]) -> str:
    names = (held.version.names.person(id) for held in both)
    return next((name for name in names if name != id), id)
