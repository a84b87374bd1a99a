"""A sample of all misspellings; `.ci/misspellings.py` makes every one of them."""

import pytest

from tpkit.report import STANDARD, Reporter
from tpkit.report._checking.misspelt import (
    Misspelling,
    all_misspellings,
    is_caught,
    names,
    valid_names,
)
from tpkit.report._rendering.reporter import checker_of

CHECKER = checker_of(Reporter())
EVERY = [*all_misspellings(CHECKER, 0, valid_names(CHECKER, 0))]


def test_there_are_thousands_of_misspellings() -> None:
    assert len(EVERY) > 1_000
    assert len({one.place.name for one in EVERY}) > 10


@pytest.mark.parametrize(
    "one",
    EVERY[:: len(EVERY) // 120],
    ids=lambda one: f"{one.place.name}-{one.line}-{one.wrong}",
)
def test_a_misspelling_is_caught_without_any_data(one: Misspelling) -> None:
    assert is_caught(CHECKER, list(STANDARD), one)


def test_names_are_found_where_they_stand_in_quotes_too() -> None:
    text = (
        "{% for a in b|selectattr('c', \"eq\", 'x y') %}"
        "{{ a|map(attribute='d')|join('e') }}{% endfor %}"
    )

    found = [name for _, _, name in names(CHECKER.sandboxes["html"], text)]

    assert found == [
        *"ab",
        "selectattr",
        "c",
        "eq",
        "a",
        "map",
        "attribute",
        "d",
        "join",
    ]
