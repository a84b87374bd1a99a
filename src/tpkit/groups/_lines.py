from collections.abc import Iterable, Iterator

import attrs

from tpkit._model.ids import PersonId
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio


@attrs.frozen(kw_only=True)
class LinePair:
    """Two people of whom one manages the other, directly or through somebody."""

    manager: PersonId
    """Who manages."""
    report: PersonId
    """Who is managed."""
    levels: int
    """How far apart they are: 1 for a manager and a report, 2 for a skip-level pair."""

    @property
    def is_direct(self) -> bool:
        """Whether nobody stands between the two."""
        return self.levels == 1


def line_pairs(
    portfolio: Portfolio, people: Iterable[PersonId], /, *, levels: int = 2
) -> tuple[LinePair, ...]:
    """Give the pairs among *people* in which one manages the other.

    Peers learn from one another, and speak freely, only without their managers
    [RAPID][ALA]. *levels* is how far up the line to look: 1 for managers only, 2 for
    their managers too. People between the two need not be among *people*. The pairs
    stand in the order of the managed, the nearest manager first.

    Raises:
        UnknownIdError: nobody has one of the ids.
    """
    among = dict.fromkeys(people)
    return tuple(
        LinePair(manager=manager, report=report, levels=level)
        for report in among
        for level, manager in enumerate(_managers(portfolio, report, levels), start=1)
        if manager in among
    )


def _managers(
    portfolio: Portfolio, person: PersonId, levels: int
) -> Iterator[PersonId]:
    at = portfolio.get(Person, person)
    for _ in range(levels):
        if at.line_manager is None:
            return
        yield at.line_manager
        at = portfolio.get(Person, at.line_manager)


def team_mates(
    portfolio: Portfolio, people: Iterable[PersonId], /
) -> tuple[tuple[PersonId, ...], ...]:
    """Give the groups of two or more among *people* who work in the same team.

    A team is a name within an organisation: two councils may each have a `Duty team`.
    People without a team or an organisation are in none.

    Raises:
        UnknownIdError: nobody has one of the ids.
    """
    teams: dict[tuple[str, str], list[PersonId]] = {}
    for id in dict.fromkeys(people):
        person = portfolio.get(Person, id)
        if person.team and person.organisation is not None:
            teams.setdefault((person.organisation, person.team), []).append(id)
    return tuple(tuple(mates) for mates in teams.values() if len(mates) > 1)
