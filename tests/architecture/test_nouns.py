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


def test_every_noun_is_part_of_a_portfolio() -> None:
    reached = {cls.__name__ for cls in annotated_classes(Portfolio)}

    things = {name: getattr(tpkit, name) for name in tpkit.__all__}
    public = {name for name, thing in things.items() if is_attrs_class(thing)}
    assert public - reached == {
        "LifeCycle",  # the tables of legal moves
        "Portfolio",
        "Unit",  # what a number is measured in; annotations carry it
    }


def is_attrs_class(thing: object) -> bool:
    return isinstance(thing, type) and attrs.has(thing)


def annotated_classes(noun: type) -> set[type]:
    seen: set[type] = set()
    waiting: list[Any] = list(typing.get_type_hints(noun).values())
    while waiting:
        annotation = waiting.pop()
        waiting += typing.get_args(annotation)
        origin = typing.get_origin(annotation) or annotation
        if is_attrs_class(origin) and origin not in seen:
            seen.add(origin)
            waiting += typing.get_type_hints(origin).values()
    return seen


@given(portfolios())
def test_a_portfolio_and_all_in_it_hash_copy_and_pickle(portfolio: Portfolio) -> None:
    again = pickle.loads(pickle.dumps(portfolio))

    assert again == portfolio
    assert hash(again) == hash(portfolio)
    assert copy.deepcopy(portfolio) == portfolio
