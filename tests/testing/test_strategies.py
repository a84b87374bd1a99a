import inspect
import typing
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

import tpkit
from tpkit import _dates, testing
from tpkit._model import _integrity
from tpkit.errors import FieldError
from tpkit.testing._nouns import is_noun

NOUNS = [
    noun
    for noun in (getattr(tpkit, name) for name in tpkit.__all__)
    if isinstance(noun, type) and attrs.has(noun) and is_noun(noun)
]
FAMILIES = _integrity.families(tpkit.Portfolio)
SUNDAY = pendulum.Date(2022, 3, 27)  # the clocks go forward

few = settings(max_examples=10)


def can_be_drawn(
    strategy: st.SearchStrategy[Any], wanted: Callable[[Any], bool]
) -> bool:
    """Say whether one of many draws is as wanted; the draws are the same every time."""

    @given(strategy)
    @settings(
        max_examples=3000, database=None, derandomize=True, phases=[Phase.generate]
    )
    def look(drawn: Any) -> None:
        if wanted(drawn):
            raise StopIteration

    try:
        look()
    except StopIteration:
        return True
    return False


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
@given(st.data())
@few
def test_every_noun_can_be_drawn(noun: type, data: st.DataObject) -> None:
    drawn = data.draw(testing.nouns(noun))

    assert type(drawn) is noun


def test_every_noun_but_the_root_is_among_them() -> None:
    outside = {tpkit.Portfolio, tpkit.LifeCycle, tpkit.Unit}

    exported = {getattr(tpkit, name) for name in tpkit.__all__}
    nouns = {noun for noun in exported if isinstance(noun, type) and attrs.has(noun)}
    assert nouns - set(NOUNS) == outside


@pytest.mark.parametrize("family", FAMILIES)
@given(st.data())
@few
def test_a_family_has_a_strategy_of_its_name(family: str, data: st.DataObject) -> None:
    drawn = data.draw(getattr(testing, family)())

    assert type(drawn) in FAMILIES[family]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.__name__)
def test_every_field_is_filled_at_times(noun: type) -> None:
    unfilled = {
        field.name for field in attrs.fields(noun) if field.default is not attrs.NOTHING
    }

    @given(testing.nouns(noun))
    @settings(max_examples=60, database=None)
    def look(drawn: Any) -> None:
        for field in attrs.fields(noun):
            default = field.default
            if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
                default = default.factory()
            if getattr(drawn, field.name) != default:
                unfilled.discard(field.name)

    # One look may miss a field of thirty; every look is the same each time.
    for number in range(20):
        if unfilled:
            seed(number)(look)()
    assert unfilled == set()


# -------------------------------------------------------------------------- options


@given(testing.sessions(activity=st.just("iro"), on=st.just(SUNDAY)))
def test_options_take_strategies(session: tpkit.Session) -> None:
    assert (session.activity, session.on) == ("iro", SUNDAY)


@given(testing.grants(start=st.just(SUNDAY)), testing.grants(end=st.just(SUNDAY)))
def test_other_fields_give_way_to_options(
    begins: tpkit.Grant, ends: tpkit.Grant
) -> None:
    assert begins.start == SUNDAY <= begins.end
    assert ends.start <= SUNDAY == ends.end


@given(
    testing.sessions(start=st.just(pendulum.Time(23, 58))),
    testing.sessions(end=st.just(pendulum.Time(0, 1))),
)
def test_times_give_way_to_times(late: tpkit.Session, early: tpkit.Session) -> None:
    assert late.end == pendulum.Time(23, 59)
    assert early.start == pendulum.Time(0, 0)


HOUR_LOST = st.integers(0, 59).map(lambda minute: pendulum.Time(1, minute))
SMALL_HOURS = st.integers(61, 6 * 60).map(
    lambda minute: pendulum.Time(minute // 60, minute % 60)
)


@given(st.data())
def test_no_session_is_at_a_time_that_clocks_skip(data: st.DataObject) -> None:
    on = st.just(SUNDAY)
    drawn = [
        data.draw(testing.sessions(on=on)),
        data.draw(testing.sessions(on=on, start=st.just(pendulum.Time(0, 30)))),
        data.draw(testing.sessions(on=on, end=st.just(pendulum.Time(2, 0)))),
        data.draw(testing.sessions(start=HOUR_LOST)),
    ]

    times = [(s.on, at) for s in drawn for at in (s.start, s.end)]
    assert all(_dates.exists(*each) for each in times)


@given(st.data(), st.sampled_from(["start", "end"]), SMALL_HOURS)
def test_the_hour_that_clocks_skip_is_stepped_over(
    data: st.DataObject, field: str, at: pendulum.Time
) -> None:
    """Draw sessions of the small hours of the Sunday, of which one end is settled."""
    if not _dates.exists(SUNDAY, at):
        return
    fields = {field: st.just(at), "on": st.just(SUNDAY)}

    session = data.draw(testing.sessions(**fields))

    assert getattr(session, field) == at


@given(
    testing.nouns(tpkit.ResponseCount, asked=st.just(3)),
    testing.nouns(tpkit.ResponseCount, returned=st.just(3)),
    testing.nouns(tpkit.ResponseCount, prefer_not_to_say=st.just(3)),
)
def test_three_in_a_row_give_way_to_one(
    asked: tpkit.ResponseCount,
    returned: tpkit.ResponseCount,
    not_said: tpkit.ResponseCount,
) -> None:
    assert asked.asked == returned.returned == not_said.prefer_not_to_say == 3


BACK_TO_DRAFT = st.just((tpkit.Step(to=tpkit.BidStatus.DRAFT, on=SUNDAY),))


@given(
    testing.bids(status=st.just(tpkit.BidStatus.SUBMITTED)),
    testing.bids(history=BACK_TO_DRAFT),
    testing.bids(history=BACK_TO_DRAFT, status=st.just(tpkit.BidStatus.DRAFT)),
)
def test_a_status_and_a_history_give_way_to_each_other(
    status_given: tpkit.Bid, history_given: tpkit.Bid, both_given: tpkit.Bid
) -> None:
    steps = status_given.history

    assert not steps or steps[-1].to is tpkit.BidStatus.SUBMITTED
    assert history_given.status is both_given.status is tpkit.BidStatus.DRAFT


AMBER_RED = tpkit.ConfidenceRating.AMBER_RED


@given(
    testing.nouns(tpkit.DeliveryConfidence, rating=st.just(AMBER_RED)),
    testing.nouns(
        tpkit.DeliveryConfidence, scale=st.just(tpkit.ConfidenceScale.THREE_POINT)
    ),
)
def test_a_rating_and_its_scale_give_way_to_each_other(
    rating_given: tpkit.DeliveryConfidence, scale_given: tpkit.DeliveryConfidence
) -> None:
    assert rating_given.scale is tpkit.ConfidenceScale.FIVE_POINT
    assert scale_given.rating is not AMBER_RED


@given(testing.changes(became=st.just("agreed")))
@settings(max_examples=30)
def test_a_change_to_a_value_is_one_of_a_field(change: tpkit.Change) -> None:
    assert change.field


@given(
    testing.nouns(tpkit.NotTogether, people=st.just(())),
    testing.nouns(tpkit.NotTogether, sessions=st.just(("s1", "s2"))),
    testing.nouns(tpkit.NotDuring, end_time=st.just(pendulum.Time(0, 1))),
    testing.milestones(baselines=st.just(())),
)
def test_rules_hold_when_options_are_given(
    sessions_only: tpkit.NotTogether,
    these_sessions: tpkit.NotTogether,
    hours: tpkit.NotDuring,
    milestone: tpkit.Milestone,
) -> None:
    assert len(sessions_only.sessions) >= 2
    assert these_sessions.sessions == ("s1", "s2")
    assert hours.start_time == pendulum.Time(0, 0)
    assert milestone.baseline is None


@given(
    testing.nouns(tpkit.NotInSeason, start_month=st.just(2), end_day=st.just(31)),
    testing.nouns(tpkit.Unavailable, people=st.just(())),
    testing.nouns(tpkit.Unavailable, people=st.just(("p",)), venues=st.just(())),
    testing.nouns(tpkit.Unavailable, end_time=st.just(pendulum.Time(0, 1))),
)
def test_rules_of_days_and_of_absence_hold_when_options_are_given(
    season: tpkit.NotInSeason,
    room: tpkit.Unavailable,
    person: tpkit.Unavailable,
    hours: tpkit.Unavailable,
) -> None:
    assert season.start_day <= 29
    assert season.end_month not in {2, 4, 6, 9, 11}
    assert room.venues
    assert (person.people, person.venues) == (("p",), ())
    assert hours.start_time == pendulum.Time(0, 0)


@given(
    testing.nouns(tpkit.LedBy, needed=st.just(4)),
    testing.nouns(tpkit.LedBy, people=st.just(("a", "b"))),
    testing.nouns(tpkit.WorkloadWithin, people=st.just(("a",))),
    testing.nouns(tpkit.WorkloadWithin, of=st.just(tpkit.LoadOf.ROLE)),
    testing.nouns(tpkit.TravelTime, venues=st.just(("a", "b"))),
)
def test_rules_of_people_and_places_hold_when_options_are_given(
    four: tpkit.LedBy,
    either: tpkit.LedBy,
    facilitator: tpkit.WorkloadWithin,
    role: tpkit.WorkloadWithin,
    between: tpkit.TravelTime,
) -> None:
    assert (four.needed, either.people) == (4, ("a", "b"))
    assert len(set(four.people)) >= 4
    assert facilitator.people == ("a",)
    assert role.of is tpkit.LoadOf.ROLE
    assert between.venues == ("a", "b")


@given(testing.portfolios(families=st.just(["scheduling_rules", "people", "venues"])))
def test_rules_of_a_portfolio_refer_to_what_is_there(
    portfolio: tpkit.Portfolio,
) -> None:
    people = {person.id for person in portfolio.people}

    named = {
        person
        for rule in portfolio.scheduling_rules
        if isinstance(rule, tpkit.Unavailable | tpkit.NotTogether)
        for person in rule.people
    }
    assert named <= people


@given(st.data())
def test_what_cannot_be_raises_as_it_does_anywhere(data: st.DataObject) -> None:
    nobody, noon = st.just(()), st.just(pendulum.Time(12, 0))

    with pytest.raises(FieldError, match="people or sessions"):
        data.draw(testing.nouns(tpkit.NotTogether, people=nobody, sessions=nobody))
    with pytest.raises(FieldError, match="after start"):
        data.draw(testing.sessions(start=noon, end=noon))
    with pytest.raises(FieldError, match="people or venues"):
        data.draw(testing.nouns(tpkit.Unavailable, people=nobody, venues=nobody))
    with pytest.raises(FieldError, match="at most the 1 who may lead"):
        data.draw(testing.nouns(tpkit.LedBy, people=st.just(("a",)), needed=st.just(2)))
    with pytest.raises(FieldError, match="a day of month 2"):
        data.draw(
            testing.nouns(tpkit.NotInSeason, end_month=st.just(2), end_day=st.just(30))
        )
    with pytest.raises(FieldError, match="counted for each role"):
        data.draw(
            testing.nouns(
                tpkit.WorkloadWithin,
                people=st.just(("a",)),
                of=st.just(tpkit.LoadOf.ROLE),
            )
        )


def test_an_unknown_field_is_refused_with_the_nearest() -> None:
    with pytest.raises(TypeError, match=r"Workshop has no field 'titel'.*'title'"):
        testing.workshops(titel=st.just("x"))
    with pytest.raises(TypeError, match="has no field 'zzz'; see the class"):
        testing.workshops(zzz=st.just("x"))


@pytest.mark.parametrize("kind", [tpkit.Portfolio, tpkit.LifeCycle, int])
def test_what_is_no_noun_of_a_portfolio_is_refused(kind: type) -> None:
    with pytest.raises(TypeError, match="a kind of noun"):
        testing.nouns(kind)


# ------------------------------------------------------------------- single values


@given(testing.texts(), testing.texts(blank=True), testing.ids(), testing.extras())
def test_single_values_are_what_nouns_take(
    text: str, blank: str, id: str, extra: tpkit.Extra
) -> None:
    venue = tpkit.Venue(id=tpkit.VenueId(id), name=text, address=blank, extra=extra)

    assert (venue.name, venue.address, venue.extra) == (text, blank, extra)


@pytest.mark.parametrize(
    "text", ["NO", "01", "1.0", "10:30", "2021-11-01", "null", "two\nlines", " "]
)
def test_texts_are_hard_to_carry(text: str) -> None:
    assert can_be_drawn(
        testing.texts(blank=True), lambda drawn: drawn.strip(" ") == text.strip(" ")
    )


def test_dates_reach_from_the_first_year_to_the_last() -> None:
    assert can_be_drawn(testing.dates(), lambda on: on.year < 1000)
    assert can_be_drawn(testing.dates(), lambda on: on.year > 9000)
    assert can_be_drawn(testing.times(), lambda at: at.hour == 23)


@given(testing.partnerships(name=st.just("NELTP")))
def test_partnerships_can_be_drawn(partnership: tpkit.Partnership) -> None:
    assert partnership.name == "NELTP"


@given(testing.budget_lines())
def test_money_is_exact_to_the_penny(line: tpkit.BudgetLine) -> None:
    assert line.planned == line.planned.quantize(Decimal("0.01"))
    assert 0 <= line.planned < 10**12


# ------------------------------------------------------------------ whole portfolios


@given(testing.portfolios())
def test_a_portfolio_is_one_and_is_small(portfolio: tpkit.Portfolio) -> None:
    assert isinstance(portfolio, tpkit.Portfolio)
    assert all(len(getattr(portfolio, family)) <= 3 for family in FAMILIES)


EVERY_FAMILY = testing.portfolios(families=st.just(list(FAMILIES)))


def test_every_family_is_filled_at_times() -> None:
    filled: Counter[str] = Counter()

    @given(EVERY_FAMILY)
    @settings(max_examples=40, database=None)
    def look(portfolio: tpkit.Portfolio) -> None:
        filled.update(f for f in FAMILIES if getattr(portfolio, f))

    look()
    assert set(FAMILIES) <= set(filled)


@given(testing.portfolios(families=st.just(["bookings"]), max_size=1))
def test_what_a_family_needs_comes_along(portfolio: tpkit.Portfolio) -> None:
    assert len(portfolio.sessions) == len(portfolio.people) == 1
    assert len(portfolio.workshops) == 1
    assert portfolio.venues == ()


@given(
    testing.portfolios(
        families=st.just(["deliverables", "closures", "sessions"]),
        dates=st.just(SUNDAY),
        times=st.sampled_from([pendulum.Time(9, 0), pendulum.Time(12, 0)]),
        texts=st.just("x"),
    )
)
def test_single_values_can_be_chosen(portfolio: tpkit.Portfolio) -> None:
    assert {(c.start, c.end) for c in portfolio.closures} == {(SUNDAY, SUNDAY)}
    assert {c.title for c in portfolio.closures} == {"x"}
    assert all(s.end > s.start for s in portfolio.sessions)


@given(st.data())
def test_a_family_that_is_not_there_is_refused(data: st.DataObject) -> None:
    with pytest.raises(TypeError, match="no family 'workshop'"):
        data.draw(testing.portfolios(families=st.just(["workshop"])))


@pytest.mark.parametrize(
    ("family", "field"),
    [
        ("people", "line_manager"),
        ("areas", "reports_under"),
        ("studies", "previous_wave"),
        ("milestones", "after"),
    ],
)
def test_chains_are_drawn_whose_order_is_not_the_documents(
    family: str, field: str
) -> None:
    def is_forward(portfolio: tpkit.Portfolio) -> bool:
        nouns = getattr(portfolio, family)
        places = {noun.id: place for place, noun in enumerate(nouns)}
        return any(
            places.get(next_, -1) > place
            for place, noun in enumerate(nouns)
            for next_ in (
                getattr(noun, field)
                if isinstance(getattr(noun, field), tuple)
                else [getattr(noun, field)]
            )
        )

    assert can_be_drawn(testing.portfolios(families=st.just([family])), is_forward)


def test_strategies_take_keywords_only() -> None:
    for family in FAMILIES:
        parameters = inspect.signature(getattr(testing, family)).parameters.values()
        assert all(p.kind is p.VAR_KEYWORD for p in parameters)
    options = inspect.signature(testing.portfolios).parameters.values()
    assert all(option.kind is option.KEYWORD_ONLY for option in options)
    assert typing.get_type_hints(testing.portfolios)["max_size"] is int
