import copy
import pickle
import typing
from typing import Any

import attrs
from hypothesis import given

import tpkit
from tpkit import Portfolio
from tpkit.testing import portfolios


def test_a_noun_is_frozen(noun: type) -> None:
    assert attrs.inspect(noun).is_frozen


def test_a_noun_has_slots_and_no_dict(noun: type) -> None:
    assert attrs.inspect(noun).is_slotted
    assert "__dict__" not in dir(noun)


def test_a_noun_takes_its_fields_by_keyword(noun: type) -> None:
    assert all(field.kw_only for field in attrs.fields(noun))


def test_a_noun_is_no_other_nouns_child(noun: type) -> None:
    parents = set(noun.__mro__) - {noun}

    assert parents <= {object, typing.Generic}


def test_a_nouns_annotations_resolve(noun: type) -> None:
    hints = typing.get_type_hints(noun)

    assert {field.name for field in attrs.fields(noun)} <= set(hints)


def test_a_noun_of_a_portfolio_has_a_family_there() -> None:
    """Every noun is reached from `Portfolio` through fields and their annotations."""
    reached = set(annotated_classes(Portfolio))

    exported = {getattr(tpkit, name) for name in tpkit.__all__}
    nouns = {
        thing for thing in exported if isinstance(thing, type) and attrs.has(thing)
    }
    assert {noun.__name__ for noun in nouns - reached - OUTSIDE} == set()


OUTSIDE = {Portfolio, tpkit.LifeCycle}
"""Not in a portfolio: the root itself, and the tables of legal moves."""


def annotated_classes(noun: type) -> set[type]:
    seen: set[type] = set()
    waiting: list[Any] = list(typing.get_type_hints(noun).values())
    while waiting:
        annotation = waiting.pop()
        waiting += typing.get_args(annotation)
        origin = typing.get_origin(annotation) or annotation
        if isinstance(origin, type) and attrs.has(origin) and origin not in seen:
            seen.add(origin)
            waiting += typing.get_type_hints(origin).values()
    return seen


@given(portfolios())
def test_a_portfolio_and_all_in_it_hash_copy_and_pickle(portfolio: Portfolio) -> None:
    again = pickle.loads(pickle.dumps(portfolio))

    assert again == portfolio
    assert hash(again) == hash(portfolio)
    assert copy.deepcopy(portfolio) == portfolio
