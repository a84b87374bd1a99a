"""cattrs converters of other programs, taught tpkit's nouns."""

from decimal import Decimal
from typing import Any

import attrs
import cattrs
import pendulum
import pytest
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.preconf.json import make_converter as make_json_converter

from tpkit import files
from tpkit._model.activity import Session, Venue, Workshop
from tpkit._model.lifecycle import Step
from tpkit._model.money import BidStatus, FundingRound
from tpkit._model.portfolio import Portfolio
from tpkit._model.rules import SchedulingRule
from tpkit._model.rules_of_hours import NotOn
from tpkit.errors import FieldError
from tpkit.files._shapes import fields_of


@attrs.frozen
class Diary:
    """An embedder's own class, with tpkit's nouns inside."""

    owner: int
    seen: pendulum.Date
    at: pendulum.Time
    venues: list[Venue]
    rule: SchedulingRule | None = None


def test_a_portfolio_survives_an_own_converter(sample: Portfolio) -> None:
    converter = cattrs.Converter()
    files.configure_converter(converter)

    plain = converter.unstructure(sample)

    assert "tpkit" not in plain
    assert converter.structure(plain, Portfolio) == sample


def test_own_classes_keep_their_own_ways() -> None:
    converter = make_json_converter()
    files.configure_converter(converter)

    diary = converter.loads(
        '{"owner": "7", "seen": "2021-11-01", "at": "10:30",'
        ' "venues": [{"id": "v", "name": "V"}]}',
        Diary,
    )

    assert diary.owner == 7  # cattrs' own leniency, in a class that is not ours
    assert type(diary.seen) is pendulum.Date
    assert type(diary.at) is pendulum.Time
    assert converter.loads(converter.dumps(diary), Diary) == diary


def test_generic_nouns_and_unions_are_read_and_written() -> None:
    converter = files.make_converter()
    step = {"to": "submitted", "on": "2021-10-01"}
    rule = {"rule": "not_on", "id": "r", "weekdays": ["friday"]}

    read_step: Any = converter.structure(step, Step[BidStatus])
    any_rule: Any = SchedulingRule
    read_rule = converter.structure(rule, any_rule)

    assert read_step.to is BidStatus.SUBMITTED
    assert type(read_rule) is NotOn
    assert converter.unstructure(read_step, Step[BidStatus]) == step
    assert converter.unstructure(read_rule, any_rule) == rule


def test_dates_of_a_parser_with_dates_are_taken() -> None:
    session = files.make_converter().structure(
        {
            "id": "s",
            "activity": "w",
            "on": pendulum.Date(2021, 11, 1),
            "start": pendulum.Time(10, 30),
            "end": "12:00",
            "facilitators": ("anna",),
        },
        Session,
    )

    assert session.on == pendulum.Date(2021, 11, 1)
    assert session.facilitators == ("anna",)


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ({"id": 5, "name": "V"}, FieldError),
        ({"id": "v", "name": None}, FieldError),
        ({"id": "v", "name": "V", "capacity": "7"}, FieldError),
        ({"id": "v", "name": "V", "extra": [["a:b", "c"]]}, TypeError),
        ({"id": "v", "name": "V", "nme": "V"}, ForbiddenExtraKeysError),
        ({"name": "V"}, KeyError),
        ([], AttributeError),
    ],
)
def test_nothing_is_coerced(value: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        files.make_converter().structure(value, Venue)


@pytest.mark.parametrize("value", ["abc", {"a": 1}, 7])
def test_only_a_list_is_a_list(value: Any) -> None:
    with pytest.raises(TypeError):
        files.make_converter().structure(
            {"id": "w", "title": "W", "facilitators": value}, Workshop
        )


def test_a_float_is_not_money() -> None:
    converter = files.make_converter()

    def read(amount: Any) -> Any:
        return converter.structure(
            {"id": "r", "title": "R", "funder": "o", "maximum_award": amount},
            FundingRound,
        )

    assert read(1250).maximum_award == Decimal(1250)
    assert read(Decimal("0.10")).maximum_award == Decimal("0.10")
    with pytest.raises(FieldError):
        read(0.1)
    with pytest.raises(ValueError, match="a number such as"):
        read("a lot")


@attrs.frozen(kw_only=True)
class Room:
    """A noun that no document could hold: nothing and the default look the same."""

    floor: int | None = 1


def test_a_field_that_may_be_nothing_must_have_nothing_as_its_default() -> None:
    with pytest.raises(TypeError, match=r"Room\.floor"):
        fields_of(Room)


def test_an_own_hook_for_a_noun_is_used_inside_others(sample: Portfolio) -> None:
    converter = files.make_converter()
    converter.register_unstructure_hook(Venue, lambda venue: {"ref": venue.id})
    seen = []

    def read_venue(value: Any, kind: Any) -> Venue:
        seen.append(kind)
        return Venue(id=value["ref"], name="V")

    converter.register_structure_hook(Venue, read_venue)
    plain = converter.unstructure(sample)
    portfolio = converter.structure(plain, Portfolio)

    assert plain["venues"] == [{"ref": "teams"}]
    assert portfolio.venues[0].name == "V"
    assert seen == [Venue]
