from typing import Any

import attrs
import pendulum
import pytest

from tpkit import (
    GroundRule,
    LearningContract,
    LearningSetStatus,
    Portfolio,
    Recontract,
    SetMeeting,
    Step,
)
from tpkit.errors import UnknownIdError
from tpkit.report import LearningAgreement, MeetingRecord, Reporter
from tpkit.report._learning_sets.samples import usual


@pytest.fixture
def riverside() -> Portfolio:
    """Give a portfolio with a learning set that has met twice."""
    return usual()


def agreement(
    portfolio: Portfolio, on: pendulum.Date, **changes: Any
) -> LearningAgreement:
    """Build the agreement of the portfolio's set, changed."""
    learning_set = attrs.evolve(portfolio.learning_sets[0], **changes)
    changed = attrs.evolve(portfolio, learning_sets=(learning_set,))
    context = Reporter().document("learning-agreement").build(changed, on, "set")
    assert isinstance(context, LearningAgreement)
    return context


def record(portfolio: Portfolio, on: pendulum.Date, number: int) -> MeetingRecord:
    """Build the record of one of the set's meetings."""
    document = Reporter().document("meeting-record")
    context = document.build(portfolio, on, f"meeting-{number}")
    assert isinstance(context, MeetingRecord)
    return context


# ------------------------------------------------------------------------- agreement


def test_who_has_left_is_not_in_the_agreement(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = agreement(riverside, on)

    assert "Senior practitioner 5" not in {m.title for m in context.members}
    assert context.signatures[0].capacity == "Facilitator"
    assert len(context.signatures) == 1 + len(context.members)


def test_each_new_contract_is_a_new_version(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    running = LearningSetStatus.RUNNING
    history = (
        Step(to=LearningSetStatus.RECONTRACTED, on=on.subtract(days=1)),
        Step(to=LearningSetStatus.RECONTRACTED, on=on.add(days=1)),
        Step(to=running, on=on.add(days=2)),
    )

    assert agreement(riverside, on).version == "1"
    assert agreement(riverside, on, history=history).version == "2"


def test_what_is_agreed_only_later_is_still_a_proposal(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    contract = LearningContract(agreed_on=on.add(days=1))

    assert agreement(riverside, on, contract=contract).agreed.startswith("This is a")
    assert agreement(riverside, on).agreed == (
        "All members agreed to this on 10 January 2022."
    )


def test_a_meeting_is_made_of_its_parts(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = agreement(riverside, on)

    assert [(part.title, part.length) for part in context.parts_of_meeting] == [
        ("Check-in", "15 minutes"),
        ("Airtime for 3 presenters", "2 hours"),
        ("Break", "15 minutes"),
        ("Review and close", "15 minutes"),
        ("Time in hand", "15 minutes"),
    ]


def test_a_short_meeting_has_one_presenter(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    contract = LearningContract(
        meetings=2, meeting_minutes=90, break_minutes=0, airtime_minutes=60
    )
    context = agreement(riverside, on, contract=contract)

    assert context.airtime[0] == "A meeting has time for 1 presenter, with 1 hour."
    assert not any("each member presents" in sentence for sentence in context.airtime)


def test_a_meeting_without_time_for_presenters_says_so(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    contract = LearningContract(meetings=1, meeting_minutes=45)
    context = agreement(riverside, on, contract=contract)

    assert context.pattern == "The set meets once, for 45 minutes."
    assert len(context.airtime) == 1
    assert "no time for a presenter" in context.airtime[0]
    assert "Airtime" not in "".join(part.title for part in context.parts_of_meeting)


def test_a_pattern_that_has_a_name_is_told_by_it(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = agreement(riverside, on, profile="quarterly")

    assert context.pattern == (
        "There are 6 meetings, in a pattern agreed as quarterly, of 3 hours each."
    )


def test_a_set_without_a_facilitator_keeps_its_own_rules(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = agreement(riverside, on, contract=LearningContract(self_facilitated=True))

    assert context.owner == "The members of the set"
    assert "no facilitator" in context.roles[-1].duties
    assert "facilitator" not in " ".join(context.attendance)
    assert "Facilitator" not in {line.capacity for line in context.signatures}


def test_a_facilitator_without_accreditation_is_named_alone(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    people = tuple(attrs.evolve(p, accreditation="") for p in riverside.people)
    context = agreement(attrs.evolve(riverside, people=people), on)

    assert context.roles[-1].duties.endswith("Named for this: Set adviser.")


def test_rules_on_confidentiality_stand_by_themselves(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    rules = (
        GroundRule(text="be kind"),
        GroundRule(text="tell nobody", agreed_on=on, about_confidentiality=True),
    )
    context = agreement(riverside, on, ground_rules=rules)

    assert [rule.text for rule in context.ground_rules] == ["Be kind."]
    assert context.ground_rules[0].agreed == "Proposed: not yet agreed."
    assert [rule.text for rule in context.confidentiality] == ["Tell nobody."]


@pytest.mark.parametrize("decision", Recontract)
def test_what_the_set_decided_is_told(
    decision: Recontract, riverside: Portfolio, on: pendulum.Date
) -> None:
    context = agreement(riverside, on, recontract=decision)

    assert context.review[-1].startswith("The set has decided to ")
    assert len(agreement(riverside, on).review) == 1


# ------------------------------------------------------------------ record of a meeting


def test_a_record_has_no_place_for_what_the_issues_were() -> None:
    fields = {field.name for field in attrs.fields(MeetingRecord)}

    assert not fields & {"issue", "issues", "notes", "note", "content", "discussion"}


def test_what_is_noted_about_the_session_stays_out_of_the_record(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    page = Reporter().render(
        "meeting-record", riverside, on=on, subject="meeting-2", format="markdown"
    )

    assert any("is on no page" in session.note for session in riverside.sessions)
    assert "is on no page" not in page


def test_attendance_is_told_of_those_who_belonged_that_day(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = record(riverside, on, 2)

    assert context.present == "3 of 4 members were present."
    assert [a.attendance for a in context.attendance] == [
        "Present",
        "Present for 1 hour 30 minutes",
        "Present",
        "Apologies",
        "Present in a member's place",
    ]


def test_attendance_that_nobody_noted_is_not_counted(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = record(riverside, on, 1)

    assert context.present == ""
    assert {a.attendance for a in context.attendance} == {"Not recorded"}


def test_one_member_alone_was_present(riverside: Portfolio, on: pendulum.Date) -> None:
    alone = attrs.evolve(riverside, attendances=riverside.attendances[:1])

    assert record(alone, on, 2).present == "1 of 4 members was present."


def test_part_of_a_meeting_need_not_be_counted_in_minutes(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    notes = tuple(attrs.evolve(note, minutes=None) for note in riverside.attendances)
    context = record(attrs.evolve(riverside, attendances=notes), on, 2)

    assert context.attendance[1].attendance == "Present for part of it"


def test_actions_of_the_meeting_before_come_back(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    context = record(riverside, on, 2)

    assert [line.text for line in context.earlier_actions] == [
        "Ask my manager for an hour a week.",
        "Draw a map of the team.",
    ]
    assert context.earlier_actions[0].outcome == "Agreed, from March."
    assert record(riverside, on, 1).earlier_actions == ()


def test_actions_come_back_from_the_meetings_that_the_agenda_names(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    first = riverside.sessions[-4].id
    fourth = SetMeeting(session=riverside.sessions[-1].id, agenda=(first,))
    changed = attrs.evolve(riverside, set_meetings=(*riverside.set_meetings, fourth))

    assert len(record(changed, on, 4).earlier_actions) == 2
    assert len(record(riverside, on, 4).earlier_actions) == 1


def test_a_cancelled_meeting_is_not_the_next_one(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    assert record(riverside, on, 2).next_meeting == (
        "Thursday 17 March 2022, 10am to 1pm. In person, Town Hall, 1 High Street."
    )
    assert record(riverside, on, 4).next_meeting == ""


def test_a_session_may_have_a_facilitator_of_its_own(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    sessions = tuple(
        attrs.evolve(s, facilitators=(riverside.people[0].id,))
        for s in riverside.sessions
    )
    context = record(attrs.evolve(riverside, sessions=sessions), on, 2)

    assert context.facilitator == "Programme lead"


def test_a_set_that_manages_itself_has_no_facilitator_in_its_record(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    alone = attrs.evolve(
        riverside.learning_sets[0], contract=LearningContract(self_facilitated=True)
    )
    context = record(attrs.evolve(riverside, learning_sets=(alone,)), on, 2)

    assert context.is_self_facilitated
    assert context.facilitator == ""


def test_only_meetings_of_learning_sets_have_such_a_record(
    riverside: Portfolio, on: pendulum.Date
) -> None:
    document = Reporter().document("meeting-record")

    assert document.subjects(riverside) == {
        f"meeting-{n}": f"Leading practice, meeting {n}" for n in range(1, 5)
    }
    with pytest.raises(UnknownIdError):
        document.build(riverside, on, "g1")


def test_every_set_can_have_an_agreement(riverside: Portfolio) -> None:
    document = Reporter().document("learning-agreement")

    assert document.subjects(riverside) == {"set": "Leading practice"}
