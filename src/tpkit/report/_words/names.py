"""The names of people and organisations, as documents call them."""

from collections.abc import Iterable

from tpkit._model.ids import OrganisationId, PersonId
from tpkit._model.people import Organisation, Person
from tpkit._model.portfolio import Portfolio
from tpkit.report._words.words import named


def person(portfolio: Portfolio, id: PersonId | None) -> str:
    """Give what somebody is called: the role in words; empty for nobody."""
    return portfolio.get(Person, id).title if id else ""


def people(portfolio: Portfolio, ids: Iterable[PersonId]) -> str:
    """Name several people as English does; empty for nobody."""
    return named(tuple(person(portfolio, id) for id in ids))


def organisation(portfolio: Portfolio, id: OrganisationId | None) -> str:
    """Give the name of an organisation; empty for none."""
    return portfolio.get(Organisation, id).name if id else ""


def organisations(portfolio: Portfolio, ids: Iterable[OrganisationId]) -> str:
    """Name several organisations as English does; empty for none."""
    return named(tuple(organisation(portfolio, id) for id in ids))


def employer(portfolio: Portfolio, id: PersonId) -> str:
    """Give where somebody works; empty for who is independent."""
    return organisation(portfolio, portfolio.get(Person, id).organisation)
