"""NELTP's own year, and two hours of The Big Listen: what was published, put to the rules.

The partnership's published facts stand in `examples/neltp-2021-22` [S0][S1], those of The
Big Listen in `examples/big-listen-2022` [S2]. What was not published and is needed here,
such as who came, is made up by the functions below, which say so.
"""

import itertools
from collections import Counter
from pathlib import Path

import attrs
import pendulum
import pytest

import tpkit
from tpkit import files, schedule
from tpkit.errors import NoTimetableError
from tpkit.findings import Findings, Severity

EXAMPLES = Path(__file__).parents[2] / "examples"
INVITED = pendulum.Date(2022, 1, 10)
"""A day on which the focus groups may have been announced: six weeks before the first."""
AWARDED = pendulum.Date(2021, 9, 20)
"""A day on which the five bids may have been awarded: the announcement gives none."""
THE_END = pendulum.Date(2022, 3, 31)  # "to be completed by 31st March 2022" [S1]

FOCUS_GROUP = tpkit.FocusGroupId("progression-group")
IRO_FORUM = tpkit.WorkshopId("secure-orders")
ACTION_LEARNING = tpkit.ProjectId("action-learning")


@pytest.fixture(scope="module")
def neltp() -> tpkit.Portfolio:
    """Give the year as published, without the example's illustrative people and dates."""
    year = files.read(EXAMPLES / "neltp-2021-22")
    published = tuple(session for session in year.sessions if not dict(session.extra))
    return attrs.evolve(
        year, sessions=published, people=(), registrations=(), learning_sets=()
    )


@pytest.fixture(scope="module")
def big_listen() -> tpkit.Portfolio:
    return files.read(EXAMPLES / "big-listen-2022")


def rule_id(id: str) -> tpkit.SchedulingRuleId:
    return tpkit.SchedulingRuleId(id)


# ----------------------------------------------------------- the focus-group Mondays [S0]


@pytest.fixture(scope="module")
def mondays(neltp: tpkit.Portfolio) -> tpkit.Portfolio:
    """Give the year with the half-term before the first Monday, in all six boroughs."""
    half_term = tuple(
        tpkit.TermDates(
            id=tpkit.TermDatesId(f"half-term-{area.id}"),
            area=area.id,
            title="February half-term 2022",
            start=pendulum.Date(2022, 2, 14),
            end=pendulum.Date(2022, 2, 18),
        )
        for area in neltp.areas
    )
    return attrs.evolve(neltp, term_dates=half_term)


def moved(portfolio: tpkit.Portfolio, number: int, *, weeks: int) -> tpkit.Portfolio:
    """Give the year with one of the focus groups on another Monday."""
    sessions = tuple(
        attrs.evolve(session, on=session.on.add(weeks=weeks))
        if session.id == f"progression-group-{number}"
        else session
        for session in portfolio.sessions
    )
    return attrs.evolve(portfolio, sessions=sessions)


def test_the_published_mondays_pass(mondays: tpkit.Portfolio) -> None:
    """They begin in the first full week after half-term, and end 18 working days early."""
    days = [str(s.on) for s in mondays.sessions_of(FOCUS_GROUP)]

    assert days == ["2022-02-21", "2022-02-28", "2022-03-07"]
    assert schedule.review(mondays, on=INVITED) == ()


def test_a_week_earlier_there_is_a_warning_of_half_term(
    mondays: tpkit.Portfolio,
) -> None:
    (finding,) = schedule.review(moved(mondays, 1, weeks=-1), on=INVITED)

    assert finding.severity is Severity.WARNING
    assert finding.code == "TP707"
    assert "school holidays of 6 of the 6 areas concerned" in finding.message
    assert "parents are on leave" in finding.message


def test_a_week_later_there_is_a_warning_of_the_end_of_the_money(
    mondays: tpkit.Portfolio,
) -> None:
    (finding,) = schedule.review(moved(mondays, 3, weeks=1), on=INVITED)

    assert finding.severity is Severity.WARNING
    assert finding.code == "TP705"
    assert "leaves 13 working days" in finding.message
    assert "15 working days are to be kept" in finding.message


@pytest.mark.parametrize(("spare", "codes"), [(18, []), (19, ["TP705"])])
def test_they_leave_eighteen_working_days(
    mondays: tpkit.Portfolio, spare: int, codes: list[str]
) -> None:
    stricter = tpkit.WithinProject(
        id=rule_id("project-spare"),
        spare_working_days=spare,
        agreed=tpkit.RuleAgreement(strictness=tpkit.Strictness.SOFT),
    )
    agreed = attrs.evolve(mondays, scheduling_rules=(stricter,))

    found = schedule.review(agreed, on=INVITED)

    assert [finding.code for finding in found] == codes
    assert all("leaves 18 working days" in finding.message for finding in found)


# ------------------------------------------------------ the IRO forum's three runs [S1]


@pytest.fixture(scope="module")
def autumn(neltp: tpkit.Portfolio) -> tpkit.Portfolio:
    """Give the year before the joint workshop has dates, with 51 people who would come.

    "Delivered over three dates in November and December 2021. Over 50 staff will be
    attending" [S1]. How many come from where, how long a run is and how many places it
    has is made up: 17 places, two and a half hours.
    """
    (workshop,) = neltp.workshops
    november = tpkit.Within(
        id=rule_id("november-and-december"),
        start=pendulum.Date(2021, 11, 1),
        end=pendulum.Date(2021, 12, 31),
        activities=(IRO_FORUM,),
    )
    runs = tpkit.RunCount(
        id=rule_id("three-runs"), activities=(IRO_FORUM,), sessions=3, minutes=150
    )
    return attrs.evolve(
        neltp,
        workshops=(attrs.evolve(workshop, places=17),),
        people=tuple(itertools.starmap(_colleague, _colleagues(workshop.hosts))),
        scheduling_rules=(november, runs),
    )


def _colleagues(
    hosts: tuple[tpkit.OrganisationId, ...],
) -> list[tuple[tpkit.OrganisationId, int]]:
    everybody = itertools.product(range(1, 9), hosts)
    return [(host, number) for number, host in everybody][:51]


def _colleague(host: tpkit.OrganisationId, number: int) -> tpkit.Person:
    of_cafcass = host == "cafcass"
    role = tpkit.ProfessionalRole
    return tpkit.Person(
        id=tpkit.PersonId(f"{host}-{number}"),
        title=f"{'Guardian' if of_cafcass else 'IRO'} {number} (illustrative)",
        role=role.GUARDIAN if of_cafcass else role.REVIEWING_OFFICER,
        organisation=host,
    )


def test_the_iro_forums_three_runs_are_proposed(autumn: tpkit.Portfolio) -> None:
    proposal = schedule.propose(autumn, on=AWARDED, seed=1)

    days = [placement.on for placement in proposal.new]
    assert [placement.activity for placement in proposal.new] == [IRO_FORUM] * 3
    assert len(set(days)) == 3
    assert days == sorted(days)
    assert all((day.year, day.month) in {(2021, 11), (2021, 12)} for day in days)
    assert proposal.moved == ()  # the focus groups are confirmed
    assert proposal.findings == ()
    assert proposal.is_proved


def test_over_fifty_people_from_seven_organisations_have_a_place(
    autumn: tpkit.Portfolio,
) -> None:
    proposed = schedule.propose(autumn, on=AWARDED, seed=1).apply()
    booked = attrs.evolve(proposed, bookings=tuple(_bookings(proposed)))

    of = {person.id: person.organisation for person in booked.people}
    there = Counter(of[booking.person] for booking in booked.bookings)
    assert sum(there.values()) > 50
    assert set(there) == set(booked.workshops[0].hosts)
    assert schedule.review(booked, on=AWARDED) == ()


def _bookings(portfolio: tpkit.Portfolio) -> list[tpkit.Booking]:
    """Give everybody a place, in each run in turn."""
    runs = itertools.cycle(portfolio.sessions_of(IRO_FORUM))
    return [
        tpkit.Booking(
            id=tpkit.BookingId(f"booking-{person.id}"),
            person=person.id,
            session=session.id,
            status=tpkit.BookingStatus.CONFIRMED,
        )
        for person, session in zip(portfolio.people, runs, strict=False)
    ]


def test_a_run_is_moved_when_somebody_has_a_place_and_is_wanted_elsewhere(
    autumn: tpkit.Portfolio,
) -> None:
    proposed = schedule.propose(autumn, on=AWARDED, seed=1).apply()
    run = proposed.sessions_of(IRO_FORUM)[0]
    meeting = attrs.evolve(
        run,
        id=tpkit.SessionId("board-meets"),
        activity=tpkit.GovernanceBodyId("strategic-board"),
        status=tpkit.SessionStatus.CONFIRMED,
        facilitators=(proposed.people[0].id,),
    )
    clashing = attrs.evolve(
        proposed,
        sessions=(*proposed.sessions, meeting),
        bookings=tuple(_bookings(proposed)),
    )

    mended = schedule.propose(clashing, on=AWARDED, seed=1, near=True)

    assert [f.code for f in schedule.review(clashing, on=AWARDED).errors] == ["TP721"]
    assert [placement.session for placement in mended.moved] == [run.id]
    assert mended.findings.errors == ()


# ---------------------------------------------------------- the action learning sets [S1]


def learning(
    neltp: tpkit.Portfolio, *, give_or_take: int = 0, sets: int = 5
) -> tpkit.Portfolio:
    """Give the year with sets of six who have agreed to meet six times.

    "A series of workshops/action learning sets", all to be over by 31 March [S1]. That
    sets are of six and meet six times, five weeks apart, is the usual contract [IDYIA];
    how many sets there were, and who led them, was not published and is made up.
    """
    role = tpkit.ProfessionalRole
    advisers = [tpkit.PersonId(f"adviser-{n}") for n in (1, 2)]
    members = [tpkit.PersonId(f"member-{n}") for n in range(1, 6 * sets + 1)]
    as_agreed = tpkit.AsContracted(
        id=rule_id("contracts"),
        weeks_either_side=give_or_take,
        agreed=tpkit.RuleAgreement(by="the set advisers", reason="all have signed up"),
    )
    return attrs.evolve(
        neltp,
        people=(
            *(
                tpkit.Person(id=id, title=id, role=role.FACILITATOR)  # illustrative
                for id in advisers
            ),
            *(
                tpkit.Person(id=id, title=id, role=role.SOCIAL_WORKER)  # illustrative
                for id in members
            ),
        ),
        learning_sets=tuple(
            tpkit.ActionLearningSet(
                id=tpkit.LearningSetId(f"set-{n}"),
                title=f"Learning set {n}",
                project=ACTION_LEARNING,
                facilitator=advisers[n % 2],
                members=tuple(
                    tpkit.LearningSetMember(person=id)
                    for id in members[6 * n - 6 : 6 * n]
                ),
                contract=tpkit.LearningContract(meetings=6, spacing_weeks=5),
                status=tpkit.LearningSetStatus.CONTRACTED,
            )
            for n in range(1, sets + 1)
        ),
        scheduling_rules=(as_agreed,),
    )


@pytest.mark.parametrize("sets", [5, 8])
def test_learning_sets_that_begin_in_september_are_through_by_march(
    neltp: tpkit.Portfolio, sets: int
) -> None:
    proposal = schedule.propose(learning(neltp, sets=sets), on=AWARDED, seed=1)

    meetings: dict[str, list[pendulum.Date]] = {}
    for placement in proposal.new:
        meetings.setdefault(placement.activity, []).append(placement.on)
    assert len(meetings) == sets
    assert all(len(days) == 6 and days[-1] <= THE_END for days in meetings.values())
    assert {
        (b - a).days for days in meetings.values() for a, b in itertools.pairwise(days)
    } == {35}
    assert proposal.findings.errors == ()
    assert proposal.is_proved


NOVEMBER = pendulum.Date(2021, 11, 1)
"""25 weeks lie between the first and the last meeting, and 21 are left."""


def test_learning_sets_that_begin_in_november_are_not_and_it_is_said_why(
    neltp: tpkit.Portfolio,
) -> None:
    late = learning(neltp)
    with pytest.raises(NoTimetableError) as refused:
        schedule.propose(late, on=NOVEMBER, seed=1)

    why = schedule.explain(late, on=NOVEMBER)

    assert refused.value.proved
    assert why.verdict is schedule.Verdict.IMPOSSIBLE
    assert [(reason.kind, reason.id) for reason in why.conflict] == [
        (schedule.ReasonKind.TODAY, ""),
        (schedule.ReasonKind.RULE, "contracts"),
        (schedule.ReasonKind.RULE, "project-window"),
    ]
    assert "6 times, 5 weeks apart" in str(why)
    assert "31 March 2022" in str(why)


def test_whatever_it_says_to_give_up_is_enough(neltp: tpkit.Portfolio) -> None:
    late = learning(neltp)

    ways = schedule.explain(late, on=NOVEMBER).relaxations

    project = neltp.get(tpkit.Project, ACTION_LEARNING)
    assert [way.sentence for way in ways] == [
        "let sets meet up to 1 week sooner or later than contracted instead of 0",
        f"let {project.title} run until 27 April 2022 instead of 31 March 2022",
    ]
    for way in ways:
        given_up = {reason.id for reason in way.gives_up}
        kept = (r for r in schedule.rules_of(late) if r.id not in given_up)
        agreed = attrs.evolve(late, scheduling_rules=())
        proposal = schedule.propose(
            agreed,
            on=NOVEMBER,
            seed=1,
            rules=(*kept, *way.rules),
            until=pendulum.Date(2022, 4, 27),
        )
        assert len(proposal.new) == 30
        assert proposal.findings.errors == ()


def test_later_than_that_a_week_either_side_does_not_help(
    neltp: tpkit.Portfolio,
) -> None:
    """Five gaps of four weeks need twenty; on 6 December sixteen are left."""
    december = pendulum.Date(2021, 12, 6)

    why = schedule.explain(learning(neltp, give_or_take=1), on=december)

    assert why.verdict is schedule.Verdict.IMPOSSIBLE
    assert (
        "let sets meet up to 2 weeks sooner or later than contracted instead of 1"
        in [way.sentence for way in why.relaxations]
    )


# -------------------------------------------------- the Big Listen on 1 December 2022 [S2]

OCTOBER = pendulum.Date(2022, 10, 3)
"""A day on which its dates may have been announced."""
FIRST_OF_DECEMBER = pendulum.Date(2022, 12, 1)


def for_(portfolio: tpkit.Portfolio, audience: str) -> tpkit.Portfolio:
    """Give the event for students for another audience."""
    groups = tuple(
        attrs.evolve(group, segment=tpkit.SegmentId(audience))
        if group.id == "listen-students"
        else group
        for group in portfolio.focus_groups
    )
    return attrs.evolve(portfolio, focus_groups=groups)


def with_induction(portfolio: tpkit.Portfolio, audience: str) -> tpkit.Portfolio:
    """Add a made-up workshop for an audience, while ASYE social workers are heard."""
    induction = tpkit.Workshop(
        id=tpkit.WorkshopId("induction"),
        title="Induction (illustrative)",
        audiences=(tpkit.SegmentId(audience),),
    )
    morning = tpkit.Session(
        id=tpkit.SessionId("induction-1"),
        activity=induction.id,
        on=FIRST_OF_DECEMBER,
        start=pendulum.Time(10),
        end=pendulum.Time(11),
    )
    return attrs.evolve(
        portfolio,
        workshops=(induction,),
        sessions=(*portfolio.sessions, morning),
    )


def grave(found: Findings) -> list[str]:
    """Give the codes of all that is not just worth knowing."""
    return [f.code for f in found if f.severity is not Severity.INFO]


def test_two_sessions_on_one_day_pass_for_different_audiences(
    big_listen: tpkit.Portfolio,
) -> None:
    there = [s.start.hour for s in big_listen.sessions if s.on == FIRST_OF_DECEMBER]

    assert there == [9, 14]
    assert grave(schedule.review(big_listen, on=OCTOBER)) == []


def test_two_sessions_on_one_day_for_one_audience_deserve_a_warning(
    big_listen: tpkit.Portfolio,
) -> None:
    found = schedule.review(for_(big_listen, "asye"), on=OCTOBER)

    assert found.errors == ()
    assert grave(found) == ["TP726"]
    assert any("a service cannot spare its people twice" in f.message for f in found)


def test_at_one_hour_different_audiences_pass(big_listen: tpkit.Portfolio) -> None:
    found = schedule.review(with_induction(big_listen, "managers"), on=OCTOBER)

    assert grave(found) == []


def test_at_one_hour_one_audience_clashes(big_listen: tpkit.Portfolio) -> None:
    (error,) = schedule.review(with_induction(big_listen, "asye"), on=OCTOBER).errors

    assert error.code == "TP721"
    assert "two activities are for ASYE social workers" in error.message
