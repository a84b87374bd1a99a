import datetime as dt
import itertools
import pickle
from typing import Any

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import files, schedule
from tpkit.errors import DocumentError, FieldError, UnknownIdError
from tpkit.schedule import Answer, PollSlot

TODAY = pendulum.Date(2022, 2, 1)


def slot(on: str, start: str = "10:00", end: str = "11:30") -> PollSlot:
    return PollSlot(
        on=dt.date.fromisoformat(on),
        start=dt.time.fromisoformat(start),
        end=dt.time.fromisoformat(end),
    )


MONDAY, TUESDAY, FRIDAY = slot("2022-02-21"), slot("2022-02-22"), slot("2022-02-25")


def poll(**answers: str) -> schedule.Poll:
    """Give a poll of three days from what each person says of each: `yes maybe no`."""
    words = {"yes": Answer.YES, "maybe": Answer.IF_NEED_BE, "no": Answer.NO}
    slots = (MONDAY, TUESDAY, FRIDAY)
    replies = tuple(
        schedule.Reply(person=person, answers=tuple(map(words.get, said.split())))
        for person, said in answers.items()
    )
    return schedule.Poll(slots=slots, replies=replies)


def order(*ranked: schedule.Standing) -> list[PollSlot]:
    return [standing.slot for standing in ranked]


# ------------------------------------------------------------------------------ ranking


def test_the_slot_for_most_people_comes_first_and_says_why() -> None:
    ranked = schedule.rank(
        poll(Ann="yes maybe no", Bob="yes yes no", Cat="no maybe yes")
    )

    assert order(*ranked) == [TUESDAY, MONDAY, FRIDAY]
    assert [standing.because for standing in ranked] == [
        "more can come: 3, not 2",
        "more can come: 2, not 1",
        "",
    ]
    assert str(ranked[0]) == (
        "Tuesday 22 February 2022, 10am to 11:30am: 3 of 3 can come\n"
        "  yes: Bob\n"
        "  if need be: Ann and Cat\n"
        "  before the next because more can come: 3, not 2"
    )


def test_of_equals_the_slot_with_fewer_reluctant_people_comes_first() -> None:
    ranked = schedule.rank(poll(Ann="maybe yes no", Bob="yes yes no"))

    assert order(*ranked) == [TUESDAY, MONDAY, FRIDAY]
    assert ranked[0].because == (
        "as many can come, and fewer only if need be: 0, not 1"
    )
    assert ranked[1].because == "it is possible and the next is not"


def test_of_equals_in_everything_the_earlier_comes_first() -> None:
    ranked = schedule.rank(poll(Ann="yes yes yes"))

    assert order(*ranked) == [MONDAY, TUESDAY, FRIDAY]
    assert ranked[0].because == "it is earlier, and nothing else tells the two apart"


def test_a_slot_without_somebody_who_must_be_there_is_not_possible() -> None:
    answers = poll(Ann="no maybe yes", Bob="yes yes no", Cat="yes no no")

    ranked = schedule.rank(answers, must=["Ann"])

    assert order(*ranked) == [TUESDAY, FRIDAY, MONDAY]
    assert [standing.is_possible for standing in ranked] == [True, True, False]
    assert "  has to be there and cannot: Ann" in str(ranked[2])


def test_a_slot_for_fewer_people_than_are_needed_is_not_possible() -> None:
    answers = poll(Ann="no maybe yes", Bob="yes yes no")

    ranked = schedule.rank(answers, at_least=2)

    assert [standing.enough for standing in ranked] == [True, False, False]
    assert str(ranked[1]).splitlines()[-2:] == [
        "  fewer than are needed",
        "  before the next because it is earlier, and nothing else tells the two apart",
    ]


def test_whoever_has_not_said_is_not_counted_on() -> None:
    ranked = schedule.rank(poll(Ann="yes silent no", Bob="yes yes yes"))

    assert [standing.silent for standing in ranked] == [(), ("Ann",), ()]
    assert [standing.can_come for standing in ranked] == [2, 1, 1]
    assert "  has not said: Ann" in str(ranked[1])


def test_the_best_slot_is_the_first_that_is_possible() -> None:
    answers = poll(Ann="no maybe yes", Bob="yes yes no")

    best = schedule.best_slot(answers)

    first, *_ = schedule.rank(answers)
    assert best == first
    assert first.slot == TUESDAY
    assert schedule.best_slot(answers, at_least=3) is None


answers = st.fixed_dictionaries(
    {
        name: st.dictionaries(
            st.sampled_from([MONDAY, TUESDAY, FRIDAY]), st.sampled_from(Answer)
        )
        for name in ("Ann", "Bob", "Cat", "Dan")
    }
).filter(lambda replies: any(replies.values()))


@given(answers, st.randoms(use_true_random=False))
def test_the_ranking_does_not_depend_on_the_order_of_replies(
    replies: dict[str, dict[PollSlot, Answer]], dice: Any
) -> None:
    shuffled = dict(dice.sample([*replies.items()], len(replies)))

    assert schedule.rank(schedule.poll_of(shuffled)) == schedule.rank(
        schedule.poll_of(replies)
    )


@given(answers)
def test_everybody_stands_once_at_every_slot_of_the_ranking(
    replies: dict[str, dict[PollSlot, Answer]],
) -> None:
    asked = schedule.poll_of(replies)

    ranked = schedule.rank(asked)

    assert sorted(order(*ranked)) == [*asked.slots]
    for one in ranked:
        everybody = (*one.yes, *one.if_need_be, *one.no, *one.silent)
        assert sorted(everybody) == ["Ann", "Bob", "Cat", "Dan"]
    for better, worse in itertools.pairwise(ranked):
        assert better.can_come >= worse.can_come


# ------------------------------------------------------------------------ with the rules

PLAN = """
tpkit: 1
partnership: {id: tp, name: Our partnership}
people:
  - {id: ann, title: Programme lead, name: Ann Lee, role: facilitator, email: ann@tp.example}
  - {id: bob, title: Social worker, role: social_worker}
  - {id: cat, title: Social worker, role: social_worker}
workshops:
  - {id: forum, title: Forum, facilitators: [ann]}
sessions:
  - {id: forum-1, activity: forum, on: 2022-03-14, start: "10:00", end: "11:30"}
  - {id: forum-2, activity: forum, number: 2, on: 2022-04-11, start: "10:00", end: "11:30"}
scheduling_rules:
  - {rule: not_on, id: mondays, weekdays: [monday], agreed: {by: the board, strictness: soft, weight: 3}}
"""


@pytest.fixture(name="plan", scope="module")
def _plan() -> tpkit.Portfolio:
    return files.loads(PLAN, format="yaml")


def ranked(
    plan: tpkit.Portfolio, asked: schedule.Poll, session: Any = "forum-1", **more: Any
) -> tuple[schedule.Standing, ...]:
    return schedule.rank(asked, plan, session, on=more.pop("on", TODAY), **more)


def test_a_slot_on_a_bank_holiday_is_said_to_be_so(plan: tpkit.Portfolio) -> None:
    good_friday, thursday = slot("2022-04-15"), slot("2022-04-14")
    asked = schedule.poll_of({"bob": {good_friday: "yes", thursday: "yes"}})

    first, second = ranked(plan, asked, "forum-2")

    assert order(first, second) == [thursday, good_friday]
    assert "Friday 15 April 2022 is not a working day: Good Friday" in str(second)
    assert "  not allowed: " in str(second)


def test_a_slot_that_breaks_less_comes_first_where_as_many_can_come(
    plan: tpkit.Portfolio,
) -> None:
    first, second, _ = ranked(plan, poll(bob="yes yes no"), rules=())

    assert order(first, second) == [TUESDAY, MONDAY]
    assert (first.cost, second.cost) == (0, 3)
    assert first.because == (
        "as many can come, and it breaks less of what was agreed: cost 0, not 3"
    )
    assert "  against: it is on Monday 21 February 2022" in str(second)
    assert "agreed by the board" in str(second)


def test_a_slot_that_is_past_or_out_of_turn_is_barred(plan: tpkit.Portfolio) -> None:
    past, later = slot("2022-01-25"), slot("2022-04-12")
    asked = schedule.poll_of({"bob": {past: "yes", later: "yes"}})

    first, second = ranked(plan, asked, rules=())

    assert first.barred == ("25 January 2022 is not to come",)
    assert second.barred == (
        "session 1 has to be before session 2 on Monday 11 April 2022",
    )


@pytest.mark.parametrize("name", ["ann", "Ann Lee", "PROGRAMME LEAD", "ann@tp.example"])
def test_whoever_leads_the_session_must_be_there(
    plan: tpkit.Portfolio, name: str
) -> None:
    asked = poll(**{name: "no no yes", "bob": "yes yes no"})

    first, *others = ranked(plan, asked, rules=())

    assert first.slot == FRIDAY
    assert [standing.missing for standing in others] == [(name,), (name,)]


def test_nobody_must_be_there_if_one_says_so(plan: tpkit.Portfolio) -> None:
    asked = poll(ann="no no yes", bob="yes yes no", cat="yes yes no")

    assert ranked(plan, asked, must=(), rules=())[0].slot == TUESDAY


def test_a_leader_who_has_not_answered_is_left_to_the_rules(
    plan: tpkit.Portfolio,
) -> None:
    assert ranked(plan, poll(bob="yes yes no"), rules=())[0].missing == ()


def test_people_can_be_meant_by_id_whatever_they_are_called_in_the_poll(
    plan: tpkit.Portfolio,
) -> None:
    asked = poll(**{"Ann Lee": "yes yes no", "bob": "no yes yes"})

    assert ranked(plan, asked, must=["ann", "bob"], rules=())[0].slot == TUESDAY


def test_a_title_that_two_people_have_means_neither(plan: tpkit.Portfolio) -> None:
    asked = poll(**{"Social worker": "yes no no", "bob": "no yes yes"})

    with pytest.raises(UnknownIdError, match="no person in the poll has the id 'cat'"):
        ranked(plan, asked, must=["cat"])


def test_one_more_session_of_an_activity_can_be_polled(plan: tpkit.Portfolio) -> None:
    may = slot("2022-05-10")

    (standing,) = ranked(plan, schedule.poll_of({"bob": {may: "yes"}}), "forum")

    assert standing.is_possible


def test_each_slot_is_in_the_venue_that_suits_it_best(plan: tpkit.Portfolio) -> None:
    hall, library = tpkit.VenueId("hall"), tpkit.VenueId("library")
    venues = tuple(tpkit.Venue(id=id, name=id.title()) for id in (hall, library))
    let = tpkit.Unavailable(
        id=tpkit.SchedulingRuleId("let"), venues=(hall,), start=TUESDAY.on
    )
    where = tpkit.HeldAt(
        id=tpkit.SchedulingRuleId("where"),
        activities=(tpkit.WorkshopId("forum"),),
        venues=(library, hall),
    )
    first, *others = plan.sessions
    its = attrs.evolve(
        plan,
        venues=venues,
        scheduling_rules=(let, where),
        sessions=(attrs.evolve(first, venue=hall), *others),
    )

    there = {s.slot: s.venue for s in ranked(its, poll(bob="yes yes yes"), rules=())}

    assert there == {MONDAY: hall, TUESDAY: library, FRIDAY: library}
    assert "11:30am, at Library: 1 of 1 can come" in str(
        ranked(its, schedule.poll_of({"bob": {FRIDAY: "yes"}}))[0]
    )


def test_the_best_slot_takes_the_rules_into_account(plan: tpkit.Portfolio) -> None:
    sunday = slot("2022-02-27")
    asked = schedule.poll_of({"bob": {sunday: "yes"}})
    forum: Any = "forum-1"

    assert schedule.best_slot(asked) is not None
    assert schedule.best_slot(asked, plan, forum, on=TODAY) is None


# -------------------------------------------------------------------------- bad polls


def test_a_poll_without_slots_or_people_is_refused() -> None:
    with pytest.raises(FieldError, match=r"Poll\.slots: expected at least one slot"):
        schedule.Poll(slots=(), replies=())
    with pytest.raises(
        FieldError, match=r"Poll\.replies: expected at least one person"
    ):
        schedule.Poll(slots=(MONDAY,), replies=())
    with pytest.raises(FieldError, match=r"Poll\.slots"):
        schedule.poll_of({})


def test_a_slot_or_a_person_that_comes_twice_is_refused() -> None:
    ann = schedule.Reply(person="Ann", answers=(Answer.YES,))

    with pytest.raises(FieldError, match="expected each person once, got 'Ann'"):
        schedule.Poll(slots=(MONDAY,), replies=(ann, ann))
    with pytest.raises(FieldError, match="expected each slot once, got 'Monday 21"):
        schedule.Poll(slots=(MONDAY, MONDAY), replies=(ann,))


def test_an_answer_for_each_slot_is_needed() -> None:
    ann = schedule.Reply(person="Ann", answers=(Answer.YES,))

    with pytest.raises(FieldError, match="expected 2 answers from Ann, one for each"):
        schedule.Poll(slots=(MONDAY, TUESDAY), replies=(ann,))


def test_another_answer_is_refused() -> None:
    with pytest.raises(
        FieldError, match="expected yes, if need be or no from Ann, got 'perhaps'"
    ):
        schedule.poll_of({"Ann": {MONDAY: "perhaps"}})


def test_a_slot_ends_after_it_begins_and_has_a_day() -> None:
    with pytest.raises(FieldError, match=r"PollSlot\.end: expected a time after start"):
        slot("2022-02-21", "10:00", "10:00")
    with pytest.raises(FieldError, match=r"PollSlot\.on"):
        attrs.evolve(MONDAY, on=pendulum.DateTime(2022, 2, 21))


def test_one_person_under_two_names_is_refused(plan: tpkit.Portfolio) -> None:
    asked = poll(**{"ann": "yes no no", "Ann Lee": "no yes yes"})

    with pytest.raises(
        FieldError, match="one reply of each person, and 'ann' is 'ann'"
    ):
        ranked(plan, asked)


def test_somebody_needed_who_is_not_in_the_poll_is_refused() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'Ann'"):
        schedule.rank(poll(Ann="yes no no"), must=["Anne"])


@pytest.mark.parametrize("missing", ["portfolio", "session", "on"])
def test_a_portfolio_a_session_and_a_day_go_together(
    plan: tpkit.Portfolio, missing: str
) -> None:
    given: dict[str, Any] = {"portfolio": plan, "session": "forum-1", "on": TODAY}

    with pytest.raises(FieldError, match=rf"rank\.{missing}: expected {missing} with"):
        schedule.rank(poll(Ann="yes no no"), **{**given, missing: None})


def test_fewer_than_one_person_is_no_number_of_people() -> None:
    with pytest.raises(FieldError, match=r"rank\.at_least: expected 1 or more"):
        schedule.rank(poll(Ann="yes no no"), at_least=0)


def test_a_poll_can_be_pickled_and_hashed() -> None:
    asked = poll(Ann="yes silent no")

    assert pickle.loads(pickle.dumps(asked)) == asked
    assert hash(asked) == hash(poll(Ann="yes silent no"))


# ----------------------------------------------------------------------------- as text

TIDY = """\
person,2022-02-21 10:00/11:30,2022-02-22 10:00/11:30,2022-02-25 10:00/11:30
Ann,yes,if need be,no
"Lee, Bob",,yes,yes
"""


def test_a_tidy_table_is_read() -> None:
    assert schedule.poll_from_csv(TIDY) == schedule.poll_of(
        {
            "Ann": {MONDAY: "yes", TUESDAY: "if need be", FRIDAY: "no"},
            "Lee, Bob": {TUESDAY: "yes", FRIDAY: "yes"},
        }
    )


@pytest.mark.parametrize("parted", [";", "\t"])
@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_semicolons_tabs_and_other_newlines_are_read(parted: str, newline: str) -> None:
    text = TIDY.replace('"Lee, Bob"', "Bob").replace(",", parted)

    asked = schedule.poll_from_csv("\ufeff" + text.replace("\n", newline))

    assert [reply.person for reply in asked.replies] == ["Ann", "Bob"]
    assert asked.slots == (MONDAY, TUESDAY, FRIDAY)


def test_an_export_of_doodle_is_read() -> None:
    text = (
        '"Poll ""Forum, run 2""",,,,\n'
        "https://doodle.example/poll/abc,,,,\n"
        ",,,,\n"
        ",February 2022,,,March 2022\n"
        ",Mon 21,,Tue 22,Tue 1\n"
        ",10:00 AM – 11:30 AM,2:00 PM – 3:00 PM,10:00 AM – 11:30 AM,9:00 AM – 12:00 PM\n"  # noqa: RUF001  # as Doodle writes it
        "Ann,OK,(OK),,\n"
        "Bob,,,OK,OK\n"
        "Count,1,1,1,1\n"
    )

    asked = schedule.poll_from_csv(text)

    assert asked.slots == (
        *(MONDAY, slot("2022-02-21", "14:00", "15:00"), TUESDAY),
        slot("2022-03-01", "09:00", "12:00"),
    )
    assert asked.replies[0].answers == ("yes", "if need be", "no", "no")
    assert [reply.person for reply in asked.replies] == ["Ann", "Bob"]


def test_an_export_of_framadate_is_read() -> None:
    text = (
        "\ufeff,Monday 21 February 2022,Monday 21 February 2022,Tuesday 22 February 2022,\r\n"
        ",10h-11h30,14:00 - 15:00,10.00 to 11.30,\r\n"
        "Ann,Yes,Under reserve,No,\r\n"
        "Bob,unkown,Yes,Yes,\r\n"
    )

    asked = schedule.poll_from_csv(text)

    assert asked.slots == (MONDAY, slot("2022-02-21", "14:00", "15:00"), TUESDAY)
    assert [reply.answers for reply in asked.replies] == [
        ("yes", "if need be", "no"),
        (None, "yes", "yes"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "2022-02-21T10:00/2022-02-21T11:30",
        "2022-02-21T10:00:00/11:30:00",
        "2022-02-21 10:00-11:30",
        "Mon 21 Feb 2022 10am to 11.30am",
        "21st February 2022 from 10:00 until 11:30",
        "February 21 2022 at 10 AM - 11:30 AM",
        "monday 2022-02-21 10h-11h30",
    ],
)
def test_a_slot_can_be_written_in_many_ways(heading: str) -> None:
    assert schedule.poll_from_csv(f"who;{heading}\nAnn;yes\n").slots == (MONDAY,)


def test_a_start_is_enough_where_one_says_how_long_slots_last() -> None:
    text = "who,2022-02-21 10:00\nAnn,yes\n"

    assert schedule.poll_from_csv(text, minutes=90).slots == (MONDAY,)


def test_midday_and_midnight_are_what_people_mean_by_them() -> None:
    (noon,) = schedule.poll_from_csv("who,2022-02-21 12pm-1pm\nAnn,yes\n").slots
    (night,) = schedule.poll_from_csv("who,2022-02-21 12am-1am\nAnn,yes\n").slots

    assert (noon.start.hour, night.start.hour) == (12, 0)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("soon", "one day with its year"),
        ("2022-02-21", "a start and an end"),
        ("10:00/11:30", "one day with its year"),
        ("21 February 10:00/11:30", "one day with its year"),
        ("21/02/2022 10:00/11:30", "one day with its year"),
        ("21 Feb 22 Feb 2022 10:00/11:30", "one day with its year"),
        ("2022-02-21 2022-02-22 10:00/11:30", "one day with its year"),
        ("2022-02-30 10:00/11:30", "a day that there is"),
        ("Tue 2022-02-21 10:00/11:30", "a Monday, which 21 February 2022 is"),
        ("2022-02-21 11:30/10:00", "an end after the start, on the same day"),
        ("2022-02-21 10:00/11:30/12:00", "a start and an end"),
        ("2022-02-21 24:00/25:00", "a time from 00:00 to 23:59"),
        ("2022-02-21 10:60/11:30", "a time from 00:00 to 23:59"),
        ("2022-02-21 13pm/14pm", "an hour from 1 to 12 before am or pm"),
    ],
)
def test_a_heading_that_is_no_slot_is_refused(heading: str, expected: str) -> None:
    with pytest.raises(DocumentError) as refused:
        schedule.poll_from_csv(f"who,{heading}\nAnn,yes\n", file="poll.csv")

    (problem,) = refused.value.problems
    assert str(problem).startswith(f"poll.csv:1:5: $.slots: expected {expected}")
    assert problem.got == repr(heading)


def test_a_slot_that_would_last_beyond_midnight_is_refused() -> None:
    with pytest.raises(DocumentError, match="an end after the start, on the same day"):
        schedule.poll_from_csv("who,2022-02-21 23:00\nAnn,yes\n", minutes=90)


def test_every_problem_is_told_with_its_line_and_column() -> None:
    text = (
        "who,2022-02-21 10:00/11:30,2022-02-21 10:00/11:30,2022-02-22 10:00/11:30\n"
        'Ann,"yes",,perhaps\n'
        "Ann,yes\n"
        ",no,yes,no\n"
        "Bob,yes,,no,never\n"
    )

    with pytest.raises(DocumentError) as refused:
        schedule.poll_from_csv(text, file="poll.csv")

    assert str(refused.value).splitlines() == [
        "5 problems",
        "poll.csv:1:28: $.slots: expected each slot once, got '2022-02-21 10:00/11:30'",
        (
            "poll.csv:2:12: $.replies: expected yes, if need be or no from Ann for "
            "Tuesday 22 February 2022, 10am to 11:30am, got 'perhaps'"
        ),
        (
            "poll.csv:3:1: $.replies: expected one row for each person, got 'Ann'; "
            "the first is on line 2"
        ),
        "poll.csv:4:1: $.replies: expected the name of a person, got nothing",
        "poll.csv:5:13: $.replies: expected yes, if need be or no from Bob, got 'never'",
    ]


def test_a_line_within_a_cell_counts() -> None:
    text = 'who,2022-02-21 10:00/11:30\n"Ann\nLee",yes\nBob,perhaps\n'

    with pytest.raises(DocumentError, match=r"^poll:4:5: ") as refused:
        schedule.poll_from_csv(text, file="poll")

    assert "from Bob" in str(refused.value)


def test_an_answer_under_no_slot_is_refused() -> None:
    text = "who,2022-02-21 10:00/11:30\nAnn,yes,yes\n"

    with pytest.raises(DocumentError, match=r"2:9: .*nothing where no slot is above"):
        schedule.poll_from_csv(text)


@pytest.mark.parametrize("text", ["", "\n\n", "Poll\nwithout a table\n"])
def test_a_text_without_a_table_is_refused(text: str) -> None:
    with pytest.raises(DocumentError) as refused:
        schedule.poll_from_csv(text)

    assert [problem.path for problem in refused.value.problems] == [
        "$.slots",
        "$.replies",
    ]


def test_a_table_without_people_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"\$\.replies: expected a row for each"):
        schedule.poll_from_csv("who,2022-02-21 10:00/11:30\n")


@given(st.text(alphabet='",;\n\r ay2022-10:/é\t', max_size=60))
def test_any_text_is_read_or_refused_with_its_problems(text: str) -> None:
    problems: tuple[Any, ...] = ()
    try:
        asked = schedule.poll_from_csv(text)
    except DocumentError as refused:
        problems = refused.problems

    assert all(problem.where for problem in problems)
    assert problems or (asked.slots and asked.replies)
