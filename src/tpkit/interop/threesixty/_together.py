"""What awards that are published together must keep between them."""

from collections.abc import Callable, Iterator, Sequence

from tpkit.errors import PortfolioError, Problem, shown
from tpkit.interop.threesixty._package import Award


def look_at_all(awards: Sequence[Award]) -> None:
    """Refuse awards that cannot be told apart.

    Raises:
        PortfolioError: two have one id.
    """
    problems = list(repeated(awards, lambda number: f"$.awards[{number}].id"))
    if problems:
        raise PortfolioError(problems)


def repeated(awards: Sequence[Award], where: Callable[[int], str]) -> Iterator[Problem]:
    """Yield a problem for each award whose id an earlier one has."""
    first: dict[str, int] = {}
    for number, award in enumerate(awards):
        earlier = first.setdefault(award.id, number)
        if earlier != number:
            yield Problem(
                path=where(number),
                expected="an id of its own",
                got=f"{shown(award.id)}, which {where(earlier)} has",
            )
