"""The portfolio as it was known: changes taken back, additions, what is dated itself."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import attrs
import pendulum
import pytest

import tpkit
from tpkit import Change, ChangedKind, track
from tpkit.errors import FieldError, IllegalMoveError, UnknownIdError

NounT = TypeVar("NounT")


def day(text: str) -> pendulum.Date:
    return pendulum.Date.fromisoformat(f"2022-{text}")


def made(noun: Callable[..., NounT], /, **fields: Any) -> NounT:
    return noun(**fields)


def change(**fields: Any) -> Change:
    usual = {
        "kind": ChangedKind.DELIVERABLE,
        "of": "toolkit",
        "field": "forecast",
        "recorded_on": day("02-14"),
    }
    return made(Change, **(usual | fields))


def step(to: Any, on: str) -> tpkit.Step[Any]:
    return tpkit.Step(to=to, on=day(on))


TOOLKIT = made(
    tpkit.Deliverable,
    id="toolkit",
    project="forum",
    title="Toolkit",
    forecast=day("04-05"),
)
READY = made(tpkit.Milestone, id="ready", project="forum", title="Ready")
FORUM = made(tpkit.Project, id="forum", title="Forum", kind=tpkit.ProjectKind.WORKSHOP)
PEOPLE = tuple(
    made(tpkit.Person, id=id, title=id.title(), role=tpkit.ProfessionalRole.OTHER)
    for id in ("lead", "author")
)


def portfolio(*changes: Change, **families: Any) -> tpkit.Portfolio:
    usual: dict[str, Any] = {
        "people": PEOPLE,
        "projects": (FORUM,),
        "deliverables": (TOOLKIT,),
        "changes": changes,
    }
    return tpkit.Portfolio(
        partnership=made(tpkit.Partnership, id="tp", name="Our partnership"),
        **(usual | families),
    )


def toolkit(found: tpkit.Portfolio) -> tpkit.Deliverable:
    return found.get(tpkit.Deliverable, "toolkit")


# -------------------------------------------------------------------------- changes

SLIPPED = (
    change(was="2022-03-31", became="2022-04-08", recorded_on=day("02-14")),
    change(was="2022-04-08", became="2022-04-05", recorded_on=day("03-01")),
)


@pytest.mark.parametrize(
    ("on", "forecast", "entries"),
    [
        ("02-13", "03-31", 0),
        ("02-14", "04-08", 1),
        ("02-28", "04-08", 1),
        ("03-01", "04-05", 2),
        ("12-31", "04-05", 2),
    ],
)
def test_a_day_knows_what_was_recorded_by_its_end(
    on: str, forecast: str, entries: int
) -> None:
    found = track.as_of(portfolio(*SLIPPED), day(on))

    assert toolkit(found).forecast == day(forecast)
    assert len(found.changes) == entries


def test_the_present_is_the_portfolio_itself() -> None:
    now = portfolio(*SLIPPED)

    assert track.as_of(now, day("03-01")) is now
    assert track.changes_index(now).days == (day("02-14"), day("03-01"))


def test_entries_out_of_order_are_told_apart_by_their_days() -> None:
    title = change(field="title", was="Tools", became="Toolkit")
    now = portfolio(SLIPPED[1], attrs.evolve(title, recorded_on=day("01-10")))

    found = track.as_of(now, day("02-01"))

    assert (toolkit(found).title, toolkit(found).forecast) == ("Toolkit", day("04-08"))
    assert [c.field for c in found.changes] == ["title"]


def test_several_fields_of_one_noun_are_put_back_together() -> None:
    texts = [
        ("target", "", "12"),
        ("status", "not_started", "in_progress"),
        ("owner", "author", "lead"),
        ("description", "", "Tools for supervisors"),
    ]
    entries = [change(field=f, was=was, became=now) for f, was, now in texts]
    now = attrs.evolve(
        TOOLKIT,
        target=12,
        status=tpkit.DeliverableStatus.IN_PROGRESS,
        owner=tpkit.PersonId("lead"),
        description="Tools for supervisors",
    )

    found = toolkit(track.as_of(portfolio(*entries, deliverables=(now,)), day("02-01")))

    assert found == attrs.evolve(TOOLKIT, owner=tpkit.PersonId("author"))


def test_fields_of_nested_nouns_are_put_back_and_what_held_nothing_was_not_there() -> (
    None
):
    entries = [
        change(field="work.days", became="5", recorded_on=day("02-01")),
        change(field="work.progress", became="20", recorded_on=day("03-01")),
    ]
    now = attrs.evolve(TOOLKIT, work=tpkit.Work(days=5, progress=Decimal(20)))
    index = track.changes_index(portfolio(*entries, deliverables=(now,)))

    assert toolkit(index.as_of(day("02-20"))).work == tpkit.Work(days=5)
    assert toolkit(index.as_of(day("01-20"))).work is None
    assert toolkit(index.as_of(day("01-20"))) == TOOLKIT


def test_a_value_that_no_noun_could_hold_is_refused() -> None:
    entry = change(field="target", was="-3", became="12")
    index = track.changes_index(
        portfolio(entry, deliverables=(attrs.evolve(TOOLKIT, target=12),))
    )

    with pytest.raises(FieldError, match=r"Deliverable\.target: expected at least 0"):
        index.as_of(day("02-01"))


def test_values_that_cannot_stand_together_are_refused() -> None:
    phase = made(
        tpkit.Phase,
        id="runs",
        project="forum",
        title="Runs",
        start=day("02-01"),
        end=day("03-01"),
    )
    entry = change(
        kind=ChangedKind.PHASE,
        of="runs",
        field="end",
        was="2022-01-01",
        became="2022-03-01",
    )

    with pytest.raises(FieldError, match=r"Phase\.end"):
        track.as_of(portfolio(entry, phases=(phase,)), day("01-01"))


def test_a_noun_that_says_nothing_of_its_fields_together_is_put_back_too() -> None:
    risk = made(tpkit.Risk, id="late", project="forum", event="It comes late")
    entry = change(
        kind=ChangedKind.RISK, of="late", field="event", was="Late", became=risk.event
    )

    before = track.as_of(portfolio(entry, risks=(risk,)), day("02-01"))

    assert before.risks[0].event == "Late"


def test_an_instant_is_no_day() -> None:
    instant: Any = pendulum.datetime(2022, 3, 31, 23, 30, tz="UTC")

    with pytest.raises(FieldError, match="a date without a time"):
        track.as_of(portfolio(*SLIPPED), instant)


def test_a_past_that_leads_to_nobody_is_left_as_it_is_now() -> None:
    entry = change(field="owner", was="somebody-gone", became="lead")
    now = attrs.evolve(TOOLKIT, owner=tpkit.PersonId("lead"))
    index = track.changes_index(portfolio(entry, SLIPPED[1], deliverables=(now,)))

    found = index.as_of(day("02-20"))

    assert toolkit(found).owner == "lead"
    assert found.changes == ()
    assert index.as_of(day("12-31")).changes == (entry, SLIPPED[1])


# ------------------------------------------------------------------------ additions

ADDED = change(kind=ChangedKind.MILESTONE, of="ready", field="")


def test_what_was_added_later_was_not_there_nor_what_led_to_it() -> None:
    waiting = attrs.evolve(
        TOOLKIT,
        milestone=tpkit.MilestoneId("ready"),
        work=tpkit.Work(days=5, after=(tpkit.Link(task=tpkit.MilestoneId("ready")),)),
    )
    later = attrs.evolve(READY, id=tpkit.MilestoneId("later"), after=(READY.id,))
    now = portfolio(ADDED, milestones=(READY, later), deliverables=(waiting,))

    before = track.as_of(now, day("02-13"))

    assert [milestone.id for milestone in before.milestones] == ["later"]
    assert before.milestones[0].after == ()
    assert toolkit(before).milestone is None
    assert toolkit(before).work == tpkit.Work(days=5)
    assert before.changes == ()
    assert track.as_of(now, day("02-14")).milestones == (READY, later)


def test_what_cannot_be_without_it_goes_with_it() -> None:
    added = change(kind=ChangedKind.PROJECT, of="forum", field="")
    session = made(tpkit.Workshop, id="court", title="Court", project="forum", hosts=())
    now = portfolio(added, *SLIPPED, milestones=(READY,), workshops=(session,))

    before = track.as_of(now, day("02-01"))

    assert (before.projects, before.deliverables, before.milestones) == ((), (), ())
    assert before.workshops[0].project is None
    assert before == tpkit.Portfolio(
        partnership=now.partnership,
        people=PEOPLE,
        workshops=(attrs.evolve(session, project=None),),
    )


def test_a_noun_of_another_kind_with_the_same_id_keeps_its_entries() -> None:
    ready = attrs.evolve(TOOLKIT, id=tpkit.DeliverableId("forum"))
    title = change(of="forum", field="title", became="Toolkit", was="Tools")
    added = change(
        kind=ChangedKind.PROJECT, of="other", field="", recorded_on=day("05-01")
    )
    other = attrs.evolve(FORUM, id=tpkit.ProjectId("other"))
    now = portfolio(title, added, projects=(FORUM, other), deliverables=(ready,))

    assert track.as_of(now, day("03-01")).changes == (title,)


# ------------------------------------------------------- what says its own day


def test_steps_baselines_and_evidence_that_came_later_are_not_there() -> None:
    complete, begun = tpkit.MilestoneStatus.COMPLETE, tpkit.MilestoneStatus.IN_PROGRESS
    milestone = attrs.evolve(
        READY,
        baselines=(
            tpkit.Baseline(number=0, date=day("03-01")),
            tpkit.Baseline(number=1, date=day("04-01"), approved_on=day("02-20")),
        ),
        evidence=(tpkit.Evidence(statement="Minutes", dated=day("03-30")),),
        status=complete,
        history=(step(begun, "01-10"), step(complete, "03-30")),
    )
    index = track.changes_index(portfolio(milestones=(milestone,)))

    february = index.as_of(day("02-25")).milestones[0]
    new_year = index.as_of(day("01-01")).milestones[0]

    assert (february.status, len(february.baselines)) == (begun, 2)
    assert february.evidence == ()
    assert new_year.status is tpkit.MilestoneStatus.PLANNED
    assert (new_year.history, len(new_year.baselines)) == ((), 1)
    assert index.as_of(day("03-30")).milestones == (milestone,)


def test_judgements_reports_and_colours_that_came_later_are_not_there() -> None:
    judged = [
        tpkit.DeliveryConfidence(rating=rating, assessed_on=day(on))
        for rating, on in (
            (tpkit.ConfidenceRating.GREEN, "01-10"),
            (tpkit.ConfidenceRating.AMBER, "02-10"),
        )
    ]
    project = attrs.evolve(
        FORUM,
        confidence=judged[1],
        earlier_confidence=(judged[0],),
        reports=(tpkit.ProgressReport(on=day("02-01")),),
        overrides=(
            made(
                tpkit.Override,
                colour=tpkit.Colour.GREEN,
                reason="Agreed",
                by="lead",
                on=day("02-01"),
                expires=day("03-01"),
            ),
        ),
    )
    index = track.changes_index(portfolio(projects=(project,)))

    january, new_year = (index.as_of(day(on)).projects[0] for on in ("01-20", "01-01"))

    assert (january.confidence, january.earlier_confidence) == (judged[0], ())
    assert (january.reports, january.overrides) == ((), ())
    assert new_year.confidence is None
    assert index.as_of(day("02-01")).projects[0].reports == project.reports


# ------------------------------------------------------------------------- recording


def test_recording_changes_the_noun_and_adds_an_entry_for_each_field() -> None:
    now = track.record(
        portfolio(),
        tpkit.Deliverable,
        "toolkit",
        {"forecast": day("05-06"), "work.days": 5, "title": "Toolkit"},
        on=day("03-01"),
        by=tpkit.PersonId("lead"),
        reason="The author is ill",
        effective_on=day("02-28"),
    )

    assert toolkit(now).forecast == day("05-06")
    assert toolkit(now).work == tpkit.Work(days=5)
    assert [(c.field, c.was, c.became) for c in now.changes] == [
        ("forecast", "2022-04-05", "2022-05-06"),
        ("work.days", "", "5"),
    ]
    assert {(c.recorded_on, c.effective_on, c.by, c.reason) for c in now.changes} == {
        (day("03-01"), day("02-28"), "lead", "The author is ill")
    }
    assert track.as_of(now, day("02-28")) == portfolio()


def test_what_stays_as_it_was_makes_no_entry() -> None:
    same = {"forecast": day("04-05")}

    now = track.record(portfolio(), tpkit.Deliverable, "toolkit", same, on=day("03-01"))

    assert now == portfolio()


def test_what_cannot_be_recorded_is_refused() -> None:
    def record(kind: type, id: str, values: Any, on: str = "03-02") -> None:
        track.record(portfolio(*SLIPPED), kind, id, values, on=day(on))

    with pytest.raises(UnknownIdError, match="did you mean 'toolkit'"):
        record(tpkit.Deliverable, "tolkit", {})
    with pytest.raises(
        FieldError, match="a kind of noun of which changes are recorded"
    ):
        record(tpkit.Person, "lead", {"title": "Leader"})
    with pytest.raises(FieldError, match="a field of Deliverable that holds a single"):
        record(tpkit.Deliverable, "toolkit", {"evidence": "Minutes"})
    with pytest.raises(FieldError, match=r"Deliverable\.target"):
        record(tpkit.Deliverable, "toolkit", {"target": -1})
    with pytest.raises(FieldError, match="2022-03-01 or later, the day of the last"):
        record(tpkit.Deliverable, "toolkit", {"forecast": None}, on="02-28")


# ------------------------------------------------------------------------ rebaselining


def test_a_promise_made_anew_keeps_the_first_one() -> None:
    due = attrs.evolve(TOOLKIT, due=day("03-31"))

    once = track.rebaseline(
        due,
        day("04-29"),
        on=day("03-01"),
        by=tpkit.PersonId("lead"),
        reason="The author was ill",
        start=day("03-01"),
        days=20,
    )
    twice = track.rebaseline(
        once, day("05-06"), on=day("04-01"), by=None, reason="And again"
    )

    assert [(b.number, b.date, b.reason) for b in twice.baselines] == [
        (0, day("03-31"), ""),
        (1, day("04-29"), "The author was ill"),
        (2, day("05-06"), "And again"),
    ]
    assert (once.baselines[1].start, once.baselines[1].days) == (day("03-01"), 20)
    assert (once.baselines[1].approved_by, twice.promised) == ("lead", day("05-06"))


def test_the_first_promise_of_what_had_none_is_number_nought() -> None:
    nouns: list[Any] = [FORUM, READY, TOOLKIT]
    for noun in nouns:
        found = track.rebaseline(
            noun, day("04-29"), on=day("03-01"), by=None, reason="Agreed"
        )

        assert [baseline.number for baseline in found.baselines] == [0]


def test_a_milestone_promised_anew_was_rescheduled() -> None:
    promised = attrs.evolve(
        READY, baselines=(tpkit.Baseline(number=0, date=day("03-01")),)
    )

    found = track.rebaseline(
        promised, day("04-29"), on=day("03-02"), by=None, reason="The author was ill"
    )

    assert found.status is tpkit.MilestoneStatus.RESCHEDULED
    assert [(s.on, s.note) for s in found.history] == [
        (day("03-02"), "The author was ill")
    ]
    done = attrs.evolve(promised, status=tpkit.MilestoneStatus.COMPLETE)
    with pytest.raises(IllegalMoveError):
        track.rebaseline(
            done, day("04-29"), on=day("03-02"), by=None, reason="To look better"
        )


def test_a_promise_is_not_made_anew_without_a_reason_or_before_the_last() -> None:
    approved = tpkit.Baseline(number=0, date=day("03-31"), approved_on=day("02-01"))
    noun = attrs.evolve(TOOLKIT, baselines=(approved,))

    with pytest.raises(FieldError, match="reason: expected why it changes"):
        track.rebaseline(noun, day("04-29"), on=day("03-01"), by=None, reason=" ")
    with pytest.raises(FieldError, match="2022-02-01 or later"):
        track.rebaseline(noun, day("04-29"), on=day("01-31"), by=None, reason="Ill")
