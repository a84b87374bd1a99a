"""Who is who: the names in a poll, and the people of a portfolio."""

from collections.abc import Iterable, Iterator

from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit._text import did_you_mean
from tpkit.errors import FieldError, UnknownIdError
from tpkit.schedule._options.one_session import OneSession


class PollPeople:
    """The names in a poll, by the ids of those people whom a portfolio knows.

    Raises:
        FieldError: two names are of one person.
    """

    def __init__(self, names: Iterable[str], portfolio: Portfolio | None) -> None:
        self._names = [*names]
        known = {} if portfolio is None else _by_any_word(portfolio.people)
        self._by_id: dict[str, str] = {}
        for name in self._names:
            id = known.get(name.casefold())
            if id is not None and id in self._by_id:
                expected = (
                    f"one reply of each person, and {self._by_id[id]!r} is {id!r} too"
                )
                raise FieldError("Poll", "replies", expected, name)
            if id is not None:
                self._by_id[id] = name

    def leaders(self, one: OneSession | None) -> frozenset[str]:
        """Give those in the poll who lead the session."""
        ids = () if one is None else one.leaders
        return frozenset(self._by_id[id] for id in ids if id in self._by_id)

    def named(self, asked: Iterable[str]) -> frozenset[str]:
        """Give the names in the poll of those who are meant, by name or id.

        Raises:
            UnknownIdError: somebody has not answered.
        """
        return frozenset(map(self._named, asked))

    def _named(self, asked: str) -> str:
        if asked in self._names:
            return asked
        if asked in self._by_id:
            return self._by_id[asked]
        hint = did_you_mean(asked, [*self._names, *self._by_id])
        raise UnknownIdError("person in the poll", asked, hint)


def _by_any_word(people: Iterable[Person]) -> dict[str, str]:
    """Give the ids of people by each word that means one of them only."""
    meant: dict[str, set[str]] = {}
    for person in people:
        for word in _words(person):
            meant.setdefault(word.casefold(), set()).add(person.id)
    return {word: min(ids) for word, ids in meant.items() if len(ids) == 1}


def _words(person: Person) -> Iterator[str]:
    yield from filter(None, (person.id, person.name, person.title, person.email))
