"""What a noun can know alone: the types of its fields, and how they go together."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import tpkit
from tpkit import testing
from tpkit._model._checked import checked, expectation
from tpkit.errors import FieldError
from tpkit.testing._nouns import is_noun

NOUNS = [
    noun
    for noun in (getattr(tpkit, name) for name in tpkit.__all__)
    if isinstance(noun, type) and attrs.has(noun) and is_noun(noun)
]
FIELDS = [(noun, field.name) for noun in NOUNS for field in attrs.fields(noun)]

QUICK = settings(max_examples=5, database=None, phases=[Phase.generate])


def some(noun: type) -> Any:
    return find(testing.nouns(noun), lambda _: True, settings=QUICK)


def day(text: str) -> pendulum.Date:
    return pendulum.Date.fromisoformat(text)


def at(text: str) -> pendulum.Time:
    return pendulum.Time.fromisoformat(text)


@pytest.fixture(scope="module")
def examples() -> Mapping[type, Any]:
    return {noun: some(noun) for noun in NOUNS}


@pytest.mark.parametrize(
    ("noun", "field"), FIELDS, ids=lambda value: getattr(value, "__name__", value)
)
def test_a_wrong_value_is_refused_with_noun_field_expected_and_given(
    noun: type, field: str, examples: Mapping[type, Any]
) -> None:
    wrong = object()

    with pytest.raises(FieldError) as refused:
        attrs.evolve(examples[noun], **{field: wrong})

    error = refused.value
    assert (error.noun, error.field, error.got) == (noun.__name__, field, wrong)
    assert (
        str(error)
        == f"{noun.__name__}.{field}: expected {error.expected}, got "
        + (str(error).split(", got ", 1)[1])
    )
    assert isinstance(error, ValueError)


# ------------------------------------------------------------- what loses nothing


def venue(**fields: Any) -> tpkit.Venue:
    return tpkit.Venue(**({"id": "v", "name": "Hall"} | fields))


def line(**fields: Any) -> tpkit.BudgetLine:
    required: dict[str, Any] = {
        "id": "b",
        "bid": "bid",
        "category": tpkit.CostCategory.FEES,
        "description": "Fees",
        "planned": Decimal("10.00"),
        "start": day("2024-04-01"),
        "end": day("2025-03-31"),
    }
    return tpkit.BudgetLine(**(required | fields))


def session(**fields: Any) -> tpkit.Session:
    required: dict[str, Any] = {
        "id": "s",
        "activity": "w",
        "on": day("2022-02-21"),
        "start": at("10:00"),
        "end": at("11:30"),
    }
    return tpkit.Session(**(required | fields))


def test_plain_dates_and_times_become_pendulums() -> None:
    made = session(on=dt.date(2022, 2, 21), start=dt.time(10), end=dt.time(11, 30))

    assert type(made.on) is pendulum.Date
    assert type(made.start) is pendulum.Time
    assert made == session()


def test_lists_become_tuples_and_their_items_are_converted() -> None:
    workshop = tpkit.Workshop(
        id=tpkit.WorkshopId("w"),
        title="Forum",
        materials=["Slides"],  # type: ignore[arg-type]  # what people write
    )
    rule = tpkit.NotOn(
        id=tpkit.SchedulingRuleId("r"),
        dates=[dt.date(2022, 2, 21)],  # type: ignore[arg-type]  # the same
    )

    assert workshop.materials == ("Slides",)
    assert type(rule.dates[0]) is pendulum.Date


def test_whole_numbers_become_money() -> None:
    made = line(planned=10)

    assert isinstance(made.planned, Decimal)
    assert made == line()


@pytest.mark.parametrize(
    "extra",
    [
        {"v:b": "2", "v:a": "1"},
        [["v:b", "2"], ["v:a", "1"]],
        (("v:a", "1"), ("v:b", "2")),
    ],
)
def test_own_fields_are_sorted_pairs_whatever_they_were_given_as(extra: Any) -> None:
    assert venue(extra=extra).extra == (("v:a", "1"), ("v:b", "2"))


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    "extra",
    [
        "v:a",
        7,
        {"a": "1"},
        {"v:a": 1},
        {1: "1"},
        [("v:a", "1"), ("v:a", "2")],
        [("v:a", "1", "2")],
        [("v:a",)],
        ["v:a"],
    ],
)
def test_own_fields_are_texts_under_different_keys_of_a_vendor(extra: Any) -> None:
    with pytest.raises(FieldError, match="vendor:name"):
        venue(extra=extra)


@pytest.mark.parametrize("number", [True, 2.0, "2", 10**12, -(10**12)])
def test_a_whole_number_is_one_and_is_no_flag(number: Any) -> None:
    with pytest.raises(FieldError, match="a whole number of at most 12 digits"):
        venue(capacity=number)


@pytest.mark.parametrize(
    "amount",
    [
        10.5,
        "10",
        True,
        Decimal("0.001"),
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal(10) ** 12,
        Decimal("0E+99"),
    ],
)
def test_money_is_exact_and_has_two_places(amount: Any) -> None:
    with pytest.raises(FieldError, match="pounds with at most 2 decimal places"):
        line(planned=amount)


@pytest.mark.parametrize(
    "on",
    [
        "2022-02-21",
        pendulum.datetime(2022, 2, 21),
        dt.datetime(2022, 2, 21, tzinfo=dt.UTC),
    ],
)
def test_a_date_is_no_instant_and_no_text(on: Any) -> None:
    with pytest.raises(FieldError, match="a date such as 2022-02-21"):
        session(on=on)


@pytest.mark.parametrize(
    "start",
    ["10:00", at("10:00:01"), dt.time(10, 0, 0, 1), dt.time(10, 0, tzinfo=dt.UTC)],
)
def test_a_time_is_to_the_minute_and_local(start: Any) -> None:
    with pytest.raises(FieldError, match="a clock time such as 10:30"):
        session(start=start)


class Spelt(str):
    __slots__ = ()


@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "\x1b[31m", "\ud800", Spelt("x")])
def test_a_name_is_plain_text_with_something_in_it(name: str) -> None:
    with pytest.raises(FieldError, match="text with something in it"):
        venue(name=name)


def test_a_note_may_be_blank_but_not_hold_control_characters() -> None:
    assert venue(address="two\nlines\tand a tab").address
    assert venue(address="").address == ""
    with pytest.raises(FieldError, match="text without control characters"):
        venue(address="\x07")


@pytest.mark.parametrize("id", ["", "two words", "-a", "é", "a" * 101, "a/b", "a\n", 7])
def test_an_id_survives_file_names_and_addresses(id: Any) -> None:
    with pytest.raises(FieldError, match="an id of letters, digits"):
        venue(id=id)


@pytest.mark.parametrize("id", ["NO", "01", "1.0", "a" * 100, "a.b_c:d@e-f"])
def test_an_id_may_look_like_something_else(id: str) -> None:
    assert venue(id=id).id == id


def test_a_choice_is_one_of_the_enums_members() -> None:
    with pytest.raises(FieldError, match="one of online, in_person, hybrid"):
        session(mode="online")


@pytest.mark.parametrize("facilitators", ["ann", {"ann"}, ["ann", 7], [None], None])
def test_a_list_is_one_and_each_item_fits(facilitators: Any) -> None:
    with pytest.raises(FieldError, match="a list, each item an id"):
        session(facilitators=facilitators)


def test_a_step_leads_to_a_status_of_its_own_noun() -> None:
    (step,) = (tpkit.Step(to=tpkit.GrantStatus.SIGNED, on=day("2022-01-01")),)

    with pytest.raises(FieldError, match="a Step to a BidStatus"):
        tpkit.Bid(
            id=tpkit.BidId("b"),
            title="Bid",
            round=tpkit.FundingRoundId("r"),
            history=(step,),  # type: ignore[arg-type]  # what is refused
        )
    with pytest.raises(FieldError, match="a status"):
        tpkit.Step(to="signed", on=day("2022-01-01"))  # type: ignore[type-var]


def test_a_field_of_several_kinds_takes_any_of_them_and_nothing_else() -> None:
    rule = tpkit.NotOn(id=tpkit.SchedulingRuleId("r"), weekdays=(tpkit.Weekday.FRIDAY,))
    smallest = testing.smallest()
    wrong: Any = (venue(),)

    assert attrs.evolve(smallest, scheduling_rules=(rule,)).scheduling_rules == (rule,)
    with pytest.raises(FieldError, match="a NotOn or a NotDuring or"):
        attrs.evolve(smallest, scheduling_rules=wrong)


@pytest.mark.parametrize("annotation", [dict[str, str], float, list[int], object])
def test_a_noun_cannot_be_written_with_any_annotation(annotation: Any) -> None:
    with pytest.raises(TypeError, match="not an annotation that a noun may have"):
        expectation(annotation)


def test_a_fields_own_rule_runs_after_its_type_and_not_for_its_default() -> None:
    seen: list[Any] = []

    @attrs.frozen(kw_only=True, field_transformer=checked)
    class Noun:
        number: int = attrs.field(
            default=0, validator=lambda _, __, value: seen.append(value)
        )

    Noun()
    Noun(number=3)
    with pytest.raises(FieldError):
        Noun(number="3")  # type: ignore[arg-type]  # what is refused

    assert seen == [3]


# ------------------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("build", "field", "expected"),
    [
        (lambda: venue(capacity=0), "capacity", "at least 1"),
        (lambda: line(planned=-1), "planned", "at least 0"),
        (
            lambda: tpkit.RiskScore(likelihood=6, impact=1),
            "likelihood",
            "a number from 1 to 5",
        ),
        (lambda: tpkit.TopicGuide(sections=()), "sections", "at least one item"),
    ],
)
def test_a_value_beyond_its_limit_is_refused(
    build: Any, field: str, expected: str
) -> None:
    with pytest.raises(FieldError) as refused:
        build()

    assert (refused.value.field, refused.value.expected) == (field, expected)


def test_limits_themselves_are_allowed_and_nothing_is_no_number() -> None:
    assert venue(capacity=1).capacity == 1
    assert venue(capacity=None).capacity is None
    assert tpkit.RiskScore(likelihood=5, impact=1).total == 5


# ---------------------------------------------------------- fields that must agree

EARLIER_AND_LATER = [
    ("AuthorityArea", "valid_from", "valid_to"),
    ("FundingPeriod", "start", "end"),
    ("Membership", "joined", "left"),
    ("Agreement", "start", "end"),
    ("Agreement", "start", "review_date"),
    ("Contribution", "invoiced_on", "paid_on"),
    ("FundingRound", "opens", "closes"),
    ("FundingRound", "funding_start", "funding_end"),
    ("Grant", "start", "end"),
    ("BudgetLine", "start", "end"),
    ("Project", "start", "funded_end"),
    ("Project", "start", "actual_end"),
    ("Phase", "start", "end"),
    ("LearningSetMember", "joined", "left"),
    ("Survey", "opens", "closes"),
    ("TestCycle", "start", "end"),
    ("DiversityCollection", "opens", "closes"),
    ("Closure", "start", "end"),
    ("TermDates", "start", "end"),
    ("Observance", "start", "end"),
    ("NotDuring", "start", "end"),
    ("Within", "start", "end"),
    ("Unavailable", "start", "end"),
]


@pytest.mark.parametrize(("noun", "first", "second"), EARLIER_AND_LATER)
def test_an_end_is_not_before_its_start(noun: str, first: str, second: str) -> None:
    early, late = day("2022-02-21"), day("2022-02-22")
    # The later of two ends of one start is out of the way.
    free: dict[str, Any] = {
        name: None
        for name in ("end", "review_date", "funded_end", "actual_end")
        if name in attrs.fields_dict(getattr(tpkit, noun)) and name != second
    }
    drawn = some_with(noun, {**free, first: early, second: early})

    assert getattr(attrs.evolve(drawn, **{second: late}), second) == late
    with pytest.raises(FieldError) as refused:
        attrs.evolve(drawn, **{first: late})

    assert refused.value.field == second
    assert refused.value.expected == f"a value on or after {first} (2022-02-22)"


def some_with(noun: str, fields: dict[str, Any]) -> Any:
    strategies = {name: st.just(value) for name, value in fields.items()}
    drawn = testing.nouns(getattr(tpkit, noun), **strategies)
    return find(drawn, lambda _: True, settings=QUICK)


def test_numbers_are_not_less_than_those_they_include() -> None:
    with pytest.raises(FieldError, match=r"max_size: expected at least min_size \(5\)"):
        some_with("FocusGroup", {"min_size": 5, "max_size": 4})
    with pytest.raises(FieldError, match="asked: expected at least returned"):
        some_with("ResponseCount", {"asked": 1, "returned": 2})
    with pytest.raises(FieldError, match="returned: expected at least prefer_not"):
        some_with("ResponseCount", {"returned": 1, "prefer_not_to_say": 2})


def test_a_session_ends_after_it_starts() -> None:
    with pytest.raises(FieldError, match=r"a time after start \(10:00\), got '10:00'"):
        session(end=at("10:00"))


@pytest.mark.parametrize(
    ("start", "end", "field"), [("01:30", "04:00", "start"), ("00:30", "01:30", "end")]
)
def test_a_session_is_at_times_that_london_clocks_show(
    start: str, end: str, field: str
) -> None:
    clocks_go_forward = day("2022-03-27")

    with pytest.raises(FieldError, match="when they go forward") as refused:
        session(on=clocks_go_forward, start=at(start), end=at(end))

    assert refused.value.field == field
    session(on=clocks_go_forward, start=at("00:30"), end=at("02:00"))
    session(on=clocks_go_forward.add(days=1), start=at("01:30"), end=at("02:00"))


@pytest.mark.parametrize(
    ("noun", "fields", "message"),
    [
        ("NotOn", {"weekdays": (), "dates": ()}, "a weekday or a date"),
        ("NotDuring", {}, "days, hours or both"),
        ("NotDuring", {"start": day("2022-01-01")}, "end: expected start and end"),
        ("NotDuring", {"end": day("2022-01-01")}, "start: expected start and end"),
        ("NotDuring", {"start_time": at("10:00")}, "end_time: expected start_time and"),
        (
            "NotDuring",
            {"start_time": at("10:00"), "end_time": at("10:00")},
            "end_time: expected a value after start_time",
        ),
        ("Within", {}, "at least one bound"),
        (
            "Within",
            {"start_time": at("10:00"), "end_time": at("09:00")},
            "end_time: expected a value after start_time",
        ),
        ("NotTogether", {}, "people or sessions"),
        ("NotTogether", {"people": ("a",)}, "two or more to keep apart"),
        ("NotTogether", {"people": ("a", "a")}, "two or more to keep apart"),
        ("NotTogether", {"sessions": ("s",)}, "two or more to keep apart"),
        ("SameDayOfWeek", {"activities": ()}, "at least one item"),
        ("SameDayOfWeek", {"activities": ("a", "a")}, "items that differ"),
        ("RunCount", {"activities": (), "sessions": 3}, "at least one item"),
        ("RunCount", {"activities": ("a",), "sessions": 0}, "at least 1"),
        (
            "RunCount",
            {"activities": ("a",), "sessions": 3, "minutes": 1440},
            "minutes: expected a number from 1 to 1439",
        ),
        ("SegmentsHeard", {"segments": ()}, "at least one item"),
        ("SegmentsHeard", {"segments": ("a", "a")}, "items that differ"),
        ("AtLeastApart", {"apart": 0}, "apart: expected at least 1"),
        ("AtMostApart", {"apart": 0}, "apart: expected at least 1"),
        ("AsContracted", {"weeks_either_side": -1}, "a number from 0 to 52"),
        ("Notice", {"days": 0}, "days: expected at least 1"),
        ("NotInSchoolBreaks", {"more_than_one_in": 0}, "at least 1"),
        ("NotOnObservances", {"kinds": ()}, "kinds: expected at least one item"),
        ("NotOnObservances", {"padding_days": 8}, "a number from 0 to 7"),
        ("BeforeSunset", {"minutes": 721}, "a number from 0 to 720"),
        ("NotAtYearEnd", {"working_days": 0}, "a number from 1 to 60"),
        ("WithinProject", {"spare_working_days": -1}, "at least 0"),
        (
            "NotInSeason",
            {"start_month": 13, "start_day": 1, "end_month": 1, "end_day": 1},
            "start_month: expected a number from 1 to 12",
        ),
        (
            "NotInSeason",
            {"start_month": 6, "start_day": 31, "end_month": 7, "end_day": 1},
            "start_day: expected a day of month 6, at most 30, got 31",
        ),
        (
            "NotInSeason",
            {"start_month": 2, "start_day": 1, "end_month": 2, "end_day": 30},
            "end_day: expected a day of month 2, at most 29, got 30",
        ),
        ("NoClashes", {"kinds": ()}, "kinds: expected at least one item"),
        ("Unavailable", {}, "people or venues"),
        (
            "Unavailable",
            {"people": ("a",), "start_time": at("10:00")},
            "end_time: expected start_time and end_time together",
        ),
        (
            "Unavailable",
            {"people": ("a",), "end_time": at("10:00")},
            "start_time: expected start_time and end_time together",
        ),
        (
            "Unavailable",
            {"people": ("a",), "start_time": at("10:00"), "end_time": at("10:00")},
            "end_time: expected a value after start_time",
        ),
        (
            "WorkloadWithin",
            {"at_most": 0, "period": tpkit.Period.DAY},
            "at_most: expected at least 1",
        ),
        (
            "WorkloadWithin",
            {
                "at_most": 1,
                "period": tpkit.Period.DAY,
                "of": tpkit.LoadOf.ROLE,
                "people": ("a",),
            },
            "people: expected nobody, as sessions are counted for each role",
        ),
        ("LedBy", {"activities": (), "people": ("a",)}, "at least one item"),
        ("LedBy", {"activities": ("w",), "people": ()}, "at least one item"),
        ("LedBy", {"activities": ("w",), "people": ("a", "a")}, "items that differ"),
        (
            "LedBy",
            {"activities": ("w",), "people": ("a", "b"), "needed": 3},
            "needed: expected at most the 2 who may lead, got 3",
        ),
        ("HeldAt", {"activities": ("w",), "venues": ()}, "at least one item"),
        ("HeldAt", {"activities": ("w",), "venues": ("a", "a")}, "items that differ"),
        ("TravelTime", {"minutes": 0}, "minutes: expected a number from 1 to 1439"),
        ("TravelTime", {"minutes": 9, "venues": ("a",)}, "two or more to go between"),
        (
            "TravelTime",
            {"minutes": 9, "venues": ("a", "a")},
            "two or more to go between",
        ),
    ],
)
def test_a_rule_that_rules_nothing_is_refused(
    noun: str, fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(FieldError, match=message):
        getattr(tpkit, noun)(id="r", **fields)


def test_a_meeting_ends_on_the_day_on_which_it_begins() -> None:
    with pytest.raises(FieldError, match="a number from 1 to 1439, got 1440"):
        tpkit.LearningContract(meeting_minutes=1440)

    assert tpkit.LearningContract(meeting_minutes=1439).meeting_minutes == 1439


def test_rules_at_their_limits_are_taken() -> None:
    rule: Any = {"id": "r"}
    season: Any = {"start_month": 2, "start_day": 29, "end_month": 2, "end_day": 29}
    every_role: Any = {"at_most": 1, "period": tpkit.Period.DAY}
    who: Any = {"activities": ("w",), "people": ("a",)}
    between: Any = {"venues": ("a", "b")}
    where: Any = {"venues": ("v",)}

    assert tpkit.NotInSeason(**rule, **season).end_day == 29
    assert tpkit.LedBy(**rule, **who).needed == 1
    assert tpkit.TravelTime(**rule, minutes=1439, **between).venues
    assert tpkit.Unavailable(**rule, **where).people == ()
    assert tpkit.WorkloadWithin(**rule, **every_role, of=tpkit.LoadOf.ROLE).people == ()
    assert tpkit.NoClashes(**rule).kinds == tuple(tpkit.ClashKind)


def test_milestones_number_their_baselines_from_0() -> None:
    baselines = tuple(
        tpkit.Baseline(number=number, date=on, approved_on=on)
        for number, on in enumerate([day("2022-03-31"), day("2022-04-29")])
    )
    fields: Mapping[str, Any] = MappingProxyType(
        {"id": "m", "project": "p", "title": "Milestone"}
    )

    assert tpkit.Milestone(**fields, baselines=baselines).baseline == day("2022-04-29")
    with pytest.raises(FieldError, match="numbers 0, 1, 2 … in order"):
        tpkit.Milestone(**fields, baselines=baselines[1:])


def test_a_five_point_rating_needs_the_five_point_scale() -> None:
    fields: Any = {
        "rating": tpkit.ConfidenceRating.AMBER_RED,
        "assessed_on": dt.date.max,
    }

    made = tpkit.DeliveryConfidence(**fields, scale=tpkit.ConfidenceScale.FIVE_POINT)

    assert made.rating is tpkit.ConfidenceRating.AMBER_RED
    with pytest.raises(FieldError, match="green, amber or red on this scale"):
        tpkit.DeliveryConfidence(**fields)


@pytest.mark.parametrize(
    ("code", "about", "message"),
    [
        ("tp101", "", "a code such as TP505"),
        ("T101", "", "a code such as TP505"),
        ("TP101", "no id", "about: expected an id"),
    ],
)
def test_a_suppression_names_a_code_and_an_id(
    code: str, about: str, message: str
) -> None:
    with pytest.raises(FieldError, match=message):
        tpkit.Suppression(code=code, reason="Agreed", about=about)


@given(st.data(), st.sampled_from(NOUNS))
def test_evolving_nothing_changes_nothing(data: st.DataObject, noun: type) -> None:
    drawn: Any = data.draw(testing.nouns(noun))

    assert attrs.evolve(drawn) == drawn
