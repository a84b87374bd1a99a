"""What several documents say of a workshop: who gives it, who leads it, who was there."""

from collections.abc import Iterable

from tpkit._model.activity import Session, Workshop
from tpkit._model.ids import PersonId
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit.report._words.names import organisations
from tpkit.report._words.words import named


def called(person: Person) -> str:
    """Give what a person is called: the name, or the role or pseudonym without one."""
    return person.name or person.title


def people(portfolio: Portfolio, ids: Iterable[PersonId]) -> str:
    """Join what some people are called; empty where there is nobody."""
    return named(tuple(called(portfolio.get(Person, id)) for id in ids))


def providers(portfolio: Portfolio, workshop: Workshop) -> str:
    """Give who puts a workshop on: its hosts, or the partnership where it names none."""
    return organisations(portfolio, workshop.hosts) or portfolio.partnership.name


def leaders(portfolio: Portfolio, workshop: Workshop, *sessions: Session) -> str:
    """Give who leads some sessions of a workshop; empty where nobody is named."""
    own = [id for session in sessions for id in session.facilitators]
    return people(portfolio, own or workshop.facilitators)
