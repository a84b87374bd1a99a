import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import attrs
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import files, schedule, testing
from tpkit.errors import FieldError
from tpkit.findings import Finding, Findings, Severity
from tpkit.schedule._judge.breaches import breaches, cost
from tpkit.schedule._judge.nearest import Alternative, Alternatives
from tpkit.schedule._judge.neighbourhood import Neighbourhood
from tpkit.schedule._meanings.table import terms_of
from tpkit.schedule._terms.facts import Facts, facts_of
from tpkit.schedule._terms.shapes import Aspect, OfOne, Term
from tpkit.schedule._terms.slot import Entry, Slot, time_of
from tpkit.schedule._terms.standard import rules_of

EXAMPLES = Path(__file__).parents[2] / "examples"
TODAY = pendulum.Date(2022, 2, 14)

PEOPLE = """
people:
  - {id: ann, title: Practice lead, name: Ann Archer, role: practice_educator}
  - {id: bob, title: Adviser, name: Bob Birch, role: practice_educator}
venues:
  - {id: hall, name: Town Hall, capacity: 40}
  - {id: library, name: Library, capacity: 12}
  - {id: attic, name: Attic, capacity: 6}
  - {id: barn, name: Barn}
  - {id: teams, name: Microsoft Teams, online: true, shared: true}
workshops:
  - {id: law, title: Case law, facilitators: [ann]}
  - {id: iro, title: IRO forum, facilitators: [ann]}
  - {id: series, title: Supervision, delivery: series}
"""


def plan(sessions: Iterable[str], *rules: str, more: str = "") -> tpkit.Portfolio:
    """Give a portfolio of these sessions and rules, each in YAML's short form."""
    parts = ["tpkit: 1", "partnership: {id: tp, name: Our partnership}", PEOPLE, more]
    for family, entries in (("sessions", sessions), ("scheduling_rules", rules)):
        lines = [f"  - {{{entry}}}" for entry in entries]
        parts += [f"{family}:", *lines] if lines else []
    return files.loads("\n".join(parts), format="yaml")


def held(
    id: str, on: str, start: str = "10:00", end: str = "11:30", more: str = ""
) -> str:
    """Write a session of the activity that its id begins with."""
    activity, _, number = id.partition("-")
    return (
        f"id: {id}, activity: {activity}, number: {number}, on: {on}, "
        f'start: "{start}", end: "{end}"{more}'
    )


def review(portfolio: tpkit.Portfolio, *codes: str, **asked: Any) -> Findings:
    found = schedule.review(portfolio, **{"on": TODAY, **asked})
    return Findings(f for f in found if not codes or f.code in codes)


def only(findings: Findings) -> Finding:
    (finding,) = findings
    return finding


# ------------------------------------------------------------------- what a finding says


def test_a_finding_says_where_what_by_which_rule_and_what_would_help() -> None:
    finding = only(review(plan([held("law-1", "2022-06-17")])))

    assert finding == Finding(
        code="TP703",
        severity=Severity.WARNING,
        path="$.sessions[0].on",
        message=(
            "Case law: it is on Friday 17 June 2022, and Fridays are kept free; rule "
            "fridays: no session on Fridays (many do not work, or keep holy time, on "
            "Fridays)"
        ),
        remedy="move it to Thursday 16 June 2022, 10am to 11:30am, or say why it stays",
    )


def test_a_finding_says_who_agreed_the_rule_and_when() -> None:
    rule = (
        "rule: not_on, id: fridays, weekdays: [wednesday], agreed: {by: the board, "
        "on: 2022-01-20, reason: Duty days.}"
    )

    finding = only(review(plan([held("law-1", "2022-06-15")], rule)))

    assert finding.message.endswith(
        "; rule fridays, agreed by the board on 20 January 2022: no session on "
        "Wednesdays (Duty days)"
    )


@pytest.mark.parametrize(
    ("strictness", "severity", "closing"),
    [
        ("hard", "error", ""),
        ("soft", "warning", ", or say why it stays"),
        ("preferred", "info", ", if nothing speaks against it"),
    ],
)
def test_severity_follows_from_how_strictly_the_rule_holds(
    strictness: str, severity: str, closing: str
) -> None:
    rule = (
        "rule: not_on, id: mine, weekdays: [wednesday], agreed: {strictness: "
        f"{strictness}}}"
    )

    finding = only(review(plan([held("law-1", "2022-06-15")], rule)))

    assert finding.severity == severity
    assert finding.remedy == (
        f"move it to Thursday 16 June 2022, 10am to 11:30am{closing}"
    )
    assert finding.message.endswith("; rule mine: no session on Wednesdays")


def test_a_rule_of_the_portfolio_replaces_the_standard_one_of_its_id() -> None:
    early = [held("law-1", "2022-06-15", "09:30", "11:00")]
    mine = 'rule: within, id: core-hours, start_time: "09:00", end_time: "17:00"'

    assert [f.severity for f in review(plan(early))] == ["info"]
    assert review(plan(early, mine)) == ()
    assert review(plan(early), rules=()) == ()


@pytest.mark.parametrize(
    ("code", "path", "rule"),
    [
        ("TP725", "facilitators", "rule: unavailable, id: r, people: [ann]"),
        ("TP725", "venue", "rule: unavailable, id: r, venues: [hall]"),
        ("TP727", "venue", "rule: held_at, id: r, activities: [law], venues: [barn]"),
        ("TP703", "on", "rule: not_on, id: r, weekdays: [wednesday]"),
        (
            "TP704",
            "on",
            (
                "rule: not_during, id: r, weekdays: [wednesday], "
                'start_time: "09:00", end_time: "12:00"'
            ),
        ),
        ("TP702", "start", 'rule: within, id: r, start_time: "12:00"'),
    ],
)
def test_the_path_leads_to_what_breaks_the_rule(
    code: str, path: str, rule: str
) -> None:
    sessions = [held("law-1", "2022-06-15", more=", mode: in_person, venue: hall")]

    finding = only(review(plan(sessions, rule), code))

    assert finding.path == f"$.sessions[0].{path}"


def test_a_number_of_sessions_is_found_where_the_activity_stands() -> None:
    rule = "rule: run_count, id: r, activities: [law], sessions: 2"

    finding = only(review(plan([held("law-1", "2022-06-15")], rule)))

    assert finding.path == "$.workshops[0]"
    assert finding.message == (
        "Case law has 1 session: 2 were agreed; rule r: 2 sessions of Case law"
    )
    assert finding.remedy.startswith("plan what is missing, cancel what is too much")


def test_two_sessions_are_named_with_their_hours_and_the_later_is_moved() -> None:
    sessions = [
        held("iro-1", "2022-06-15", "11:00", "12:30"),
        held("law-1", "2022-06-15", "10:00", "11:30"),
    ]

    finding = only(review(plan(sessions)))

    assert finding.path == "$.sessions[0].start"
    assert finding.message.startswith(
        "Ann Archer would have to be in two places on Wednesday 15 June 2022: Case law, "
        "10am to 11:30am, and IRO forum, 11am to 12:30pm; rule clashes: "
    )
    assert finding.remedy == (
        "move IRO forum to Wednesday 15 June 2022, 11:30am to 1pm"
    )


def test_sessions_of_one_title_are_told_apart_by_day_or_by_hour() -> None:
    rule = "rule: workload_within, id: r, at_most: 1, period: {}, people: [ann]"
    by_day = [held("law-1", "2022-06-14"), held("law-2", "2022-06-15")]
    by_hour = [
        held("law-1", "2022-06-15"),
        held("law-2", "2022-06-15", "13:00", "14:30"),
    ]

    week = only(review(plan(by_day, rule.format("week"))))
    day = only(review(plan(by_hour, rule.format("day"))))

    assert week.remedy.startswith(
        "move the session of Wednesday 15 June 2022 to Monday 20 June 2022"
    )
    assert day.remedy.startswith("move the session at 1pm to Thursday 16 June 2022")


# ------------------------------------------------------------ the nearest alternative


def moved_to(portfolio: tpkit.Portfolio, *codes: str) -> str:
    return only(review(portfolio, *codes)).remedy


def test_another_hour_of_the_day_is_nearer_than_another_day() -> None:
    late = [held("law-1", "2022-06-15", "16:00", "17:30")]

    hard = [f for f in review(plan(late)) if f.severity == "error"]

    assert [finding.remedy for finding in hard] == [
        "move it to Wednesday 15 June 2022, 3pm to 4:30pm"
    ]


def test_one_suggestion_serves_all_that_is_wrong_where_it_can() -> None:
    sessions = [held("law-1", "2022-06-18", "16:00", "17:30")]  # a Saturday

    remedies = [f.remedy for f in review(plan(sessions)) if f.severity != "info"]

    slot = "Monday 20 June 2022, 3pm to 4:30pm"
    assert {remedy.partition(", or")[0] for remedy in remedies} == {
        f"move it to {slot}"
    }
    assert len(remedies) == 3


def test_a_session_keeps_its_place_between_its_neighbours() -> None:
    barred = "rule: not_on, id: r, dates: [2022-06-15], agreed: {reason: Ofsted}"
    sessions = [
        held("series-1", "2022-06-15", "09:30", "10:00"),
        held("series-2", "2022-06-15", "10:00", "11:30"),
        held("series-3", "2022-06-16", "09:30", "11:00"),
    ]

    findings = review(plan(sessions, barred), "TP703")

    assert [finding.remedy for finding in findings] == [
        "move it to Tuesday 14 June 2022, 10am to 10:30am",
        "the sessions before and after leave it no room: move them too",
    ]


def test_who_has_not_been_told_is_moved_before_who_has() -> None:
    sessions = [
        held("law-1", "2022-06-15", "10:00", "11:30"),
        held("iro-1", "2022-06-15", "11:00", "12:30", ", status: confirmed"),
    ]

    assert moved_to(plan(sessions)) == (
        "move Case law to Wednesday 15 June 2022, 12:30pm to 2pm"
    )


def test_a_room_that_takes_everybody_is_offered_the_smallest_first() -> None:
    sessions = [
        held("law-1", "2022-06-15", more=", mode: in_person, venue: attic, places: 10")
    ]

    assert moved_to(plan(sessions)) == "hold it at Library"


def test_a_room_that_is_taken_is_left_for_another() -> None:
    room = ", mode: in_person, venue: library, facilitators: [{}]"
    sessions = [
        held("law-1", "2022-06-15", more=room.format("ann")),
        held("iro-1", "2022-06-15", "11:00", "12:30", room.format("bob")),
    ]

    assert moved_to(plan(sessions)) == "hold IRO forum at Attic"


def test_other_leaders_are_offered_where_the_rule_names_them() -> None:
    rule = "rule: led_by, id: r, activities: [law], people: [bob]"

    assert (
        moved_to(plan([held("law-1", "2022-06-15")], rule)) == "let Bob Birch lead it"
    )


def test_those_who_led_before_are_offered_where_all_are_to_be_the_same() -> None:
    rule = "rule: same_facilitators, id: r, activities: [law]"
    sessions = [
        held("law-1", "2022-06-15"),
        held("law-2", "2022-06-22", more=", facilitators: [bob]"),
    ]

    finding = only(review(plan(sessions, rule)))

    assert finding.message.startswith(
        "Case law on Wednesday 22 June 2022: it is led by Bob Birch, and the session "
        "before by Ann Archer; rule r: "
    )
    assert finding.remedy == "let Ann Archer lead the session of Wednesday 22 June 2022"


def test_a_length_that_was_agreed_is_given_back() -> None:
    rule = "rule: run_count, id: r, activities: [law], sessions: 1, minutes: 120"

    assert moved_to(plan([held("law-1", "2022-06-15")], rule)) == (
        "move it to Wednesday 15 June 2022, 10am to midday"
    )


def test_what_it_would_cost_is_said_where_nothing_is_free() -> None:
    sessions = [held("law-1", "2022-06-15")]
    leave = "rule: not_during, id: leave, start: 2022-05-01, end: 2022-06-16"
    later = (
        "rule: not_during, id: later, start: 2022-06-17, end: 2022-12-01, "
        "agreed: {strictness: soft}"
    )

    assert moved_to(plan(sessions, leave, later), "TP704") == (
        "move it to Monday 20 June 2022, 10am to 11:30am, though it breaks rule later"
    )


def test_a_cost_that_cannot_be_lessened_is_left_with_a_reason() -> None:
    rule = (
        "rule: not_during, id: r, start: 2022-01-01, end: 2022-12-31, "
        "agreed: {strictness: soft}"
    )

    assert moved_to(plan([held("law-1", "2022-06-15")], rule)) == (
        "no time within 6 weeks is better: say why it stays"
    )


def test_less_is_better_where_nothing_is_free() -> None:
    dear = (
        "rule: not_during, id: dear, start: 2022-06-15, end: 2022-06-17, "
        "agreed: {strictness: soft, weight: 9}"
    )
    cheap = (
        "rule: not_during, id: cheap, start: 2022-06-17, end: 2022-12-31, "
        "agreed: {strictness: soft, weight: 2}"
    )
    leave = "rule: within, id: leave, start: 2022-06-15"
    sessions = [held("law-1", "2022-06-15")]

    finding = review(plan(sessions, dear, cheap, leave))[0]

    assert finding.remedy == (
        "move it to Monday 20 June 2022, 10am to 11:30am, though it breaks rule cheap, "
        "or say why it stays"
    )


def test_the_rules_in_the_way_are_named_where_nothing_will_do() -> None:
    rules = (
        "rule: within, id: may, end: 2022-05-31",
        "rule: within, id: june, start: 2022-06-01",
    )

    assert moved_to(plan([held("law-1", "2022-06-15")], *rules)) == (
        "no time within 6 weeks mends it without breaking rule june: one of them has to "
        "give"
    )


@pytest.mark.parametrize(
    ("rule", "remedy"),
    [
        (
            "rule: unavailable, id: r, people: [ann]",
            "change who leads it, or who takes",
        ),
        (
            "rule: unavailable, id: r, venues: [hall, library, attic, barn]",
            "find another venue",
        ),
        ("rule: within, id: r, end: 2022-01-31", "change something else about it"),
    ],
)
def test_what_has_to_change_is_named_where_no_time_will_do(
    rule: str, remedy: str
) -> None:
    sessions = [held("law-1", "2022-06-15", more=", mode: in_person, venue: hall")]

    finding = only(review(plan(sessions, rule)))

    assert finding.remedy.startswith(f"no time within 6 weeks mends it: {remedy}")


def test_a_soft_rule_gives_way_to_a_hard_one() -> None:
    soft = "rule: not_on, id: r, weekdays: [wednesday], agreed: {strictness: soft}"
    hard = "rule: not_on, id: h, weekdays: [monday, tuesday, thursday, friday]"

    assert moved_to(plan([held("law-1", "2022-06-15")], soft, hard)) == (
        "no time within 6 weeks is better without breaking rules h and working-days: "
        "say why it stays"
    )


# ----------------------------------------------------------------- what cannot be moved


@pytest.mark.parametrize(
    "more", [", status: held", ""], ids=["held today", "past and only planned"]
)
def test_what_is_over_is_mentioned_only_where_it_broke_a_hard_rule(more: str) -> None:
    on = "2022-02-14" if more else "2022-02-11"
    rules = (
        f"rule: not_on, id: hard, dates: [{on}]",
        f"rule: not_on, id: soft, dates: [{on}], agreed: {{strictness: soft}}",
    )

    finding = only(review(plan([held("law-1", on, more=more)], *rules)))

    assert finding.severity is Severity.INFO
    assert "rule hard" in finding.message
    assert finding.remedy.startswith("nothing can be moved any more")


def test_of_two_sessions_the_one_to_come_is_the_one_to_move() -> None:
    sessions = [
        held("law-1", "2022-02-11", more=", status: held"),
        held("law-2", "2022-03-16", more=", status: confirmed"),
    ]
    rule = "rule: at_least_apart, id: r, apart: 5, unit: weeks, activities: [law]"

    finding = only(review(plan(sessions, rule)))

    assert finding.path == "$.sessions[1].on"
    assert finding.remedy == (
        "move the session of Wednesday 16 March 2022 to Monday 21 March 2022, 10am to "
        "11:30am"
    )


def test_where_only_the_earlier_is_to_come_it_is_the_one_that_is_named() -> None:
    sessions = [
        held("law-1", "2022-06-15", "10:00", "11:30"),
        held("iro-1", "2022-06-15", "11:00", "12:30", ", status: held"),
    ]

    finding = only(review(plan(sessions)))

    assert finding.path == "$.sessions[0].start"
    assert finding.remedy.startswith("move Case law to ")


# ------------------------------------------------------------------- what nobody agreed


@pytest.mark.parametrize(
    ("start", "end", "fields"),
    [
        ("00:30", "00:59", []),
        ("00:30", "01:00", ["end"]),
        ("01:15", "01:59", ["end", "start"]),
        ("01:15", "02:00", ["start"]),
        ("02:00", "03:00", []),
    ],
)
def test_a_time_that_clocks_show_twice_is_asked_about(
    start: str, end: str, fields: list[str]
) -> None:
    portfolio = plan([held("law-1", "2022-10-30", start, end)])

    found = review(portfolio, "TP730")

    assert [f.path for f in found] == [f"$.sessions[0].{field}" for field in fields]
    assert {f.severity for f in found} <= {Severity.WARNING}
    assert review(portfolio, "TP730", on=pendulum.Date(2022, 10, 31)) == ()


def test_the_same_hour_of_another_day_is_not_asked_about() -> None:
    assert review(plan([held("law-1", "2022-10-23", "01:15", "01:45")]), "TP730") == ()


def test_parts_out_of_the_order_of_their_numbers_are_asked_about() -> None:
    sessions = [held("series-2", "2022-06-15"), held("series-1", "2022-06-22")]

    finding = only(review(plan(sessions), "TP731"))

    assert finding.path == "$.sessions[1].number"
    assert finding.message == (
        "Supervision: session 1 on Wednesday 22 June 2022 comes after session 2 on "
        "Wednesday 15 June 2022"
    )


def test_parts_that_overlap_are_asked_about() -> None:
    sessions = [
        held("series-1", "2022-06-15"),
        held("series-2", "2022-06-15", "11:00", "12:00"),
    ]

    finding = only(review(plan(sessions), "TP731"))

    assert "begins before the end of session 1" in finding.message


GROUPS = """
learning_sets: [{id: set, title: Set}]
studies: [{id: study, title: Study}]
focus_groups:
  - {id: same, title: Same, study: study}
  - {id: varied, title: Varied, study: study, same_participants: false}
"""


@pytest.mark.parametrize(
    ("activity", "asked"), [("set", 1), ("same", 1), ("varied", 0), ("law", 0)]
)
def test_only_sessions_that_build_on_one_another_have_an_order(
    activity: str, asked: int
) -> None:
    first, second = (
        held(f"{activity}-2", "2022-06-15"),
        held(f"{activity}-1", "2022-06-22"),
    )
    called_off = held(f"{activity}-3", "2022-06-01", more=", status: cancelled")

    portfolio = plan([first, second, called_off], more=GROUPS)

    assert len(review(portfolio, "TP731")) == asked
    assert review(portfolio, "TP731", on=pendulum.Date(2022, 7, 1)) == ()


# --------------------------------------------------------------------- rules of your own


@attrs.frozen(kw_only=True)
class _OnTheHour(OfOne):
    code: ClassVar[str] = "MINE1"
    looks_at: ClassVar[Aspect] = Aspect.TIME

    def amount(self, entry: Entry, slot: Slot) -> int:  # noqa: ARG002  # the hour decides
        return int(slot.start % 60 != 0)

    def words(self, entry: Entry, slot: Slot) -> str:  # noqa: ARG002  # the hour decides
        return "it does not begin on the hour"


@attrs.frozen(kw_only=True)
class OnTheHour:
    """An embedder's own rule."""

    id: str = "on-the-hour"
    agreed: tpkit.RuleAgreement = attrs.field(factory=tpkit.RuleAgreement)

    def terms(self, _: Facts) -> Iterator[Term]:
        yield _OnTheHour(rule=self)


def test_a_rule_of_your_own_is_judged_like_any_other() -> None:
    portfolio = plan([held("law-1", "2022-06-15", "10:30", "11:30")])

    finding = only(review(portfolio, rules=[*schedule.STANDARD_RULES, OnTheHour()]))

    assert finding == Finding(
        code="MINE1",
        severity=Severity.ERROR,
        path="$.sessions[0].start",
        message=(
            "Case law on Wednesday 15 June 2022: it does not begin on the hour; rule "
            "on-the-hour"
        ),
        remedy="move it to Wednesday 15 June 2022, 10am to 11am",
    )


def test_what_is_no_rule_is_refused() -> None:
    with pytest.raises(FieldError, match="a scheduling rule"):
        review(plan([]), rules=["no Fridays"])


def test_an_instant_is_refused() -> None:
    with pytest.raises(FieldError, match="a date without a time"):
        review(plan([]), on=pendulum.datetime(2022, 2, 14))


# ------------------------------------------------------------------------------ examples


def test_neltps_focus_group_mondays_pass() -> None:
    """21 and 28 February and 7 March 2022: the week after half-term, 18 days to spare."""
    portfolio = files.read(EXAMPLES / "neltp-2021-22")

    assert review(portfolio, on=pendulum.Date(2022, 2, 14)) == ()


def test_a_monday_in_half_term_or_too_near_the_end_would_not_pass() -> None:
    portfolio = files.read(EXAMPLES / "neltp-2021-22")
    off = {"progression-group-1": -7, "progression-group-3": 7}
    sessions = (
        attrs.evolve(s, on=s.on.add(days=off.get(s.id, 0))) for s in portfolio.sessions
    )
    half_term = (
        tpkit.TermDates(
            id=tpkit.TermDatesId(f"february-2022-{area.id}"),
            area=area.id,
            title="February half-term 2022",
            start=pendulum.Date(2022, 2, 14),
            end=pendulum.Date(2022, 2, 18),
        )
        for area in portfolio.areas
    )
    moved = attrs.evolve(portfolio, sessions=(*sessions,), term_dates=(*half_term,))

    found = review(moved, on=pendulum.Date(2022, 2, 1))

    assert [(f.code, f.path) for f in found] == [
        ("TP707", "$.sessions[3].on"),
        ("TP705", "$.sessions[5].on"),
    ]
    assert found[0].remedy.startswith("move it to Thursday 10 February 2022, 10am")


def test_the_big_listens_two_sessions_on_one_day_pass() -> None:
    portfolio = files.read(EXAMPLES / "big-listen-2022")

    found = review(portfolio, on=pendulum.Date(2022, 11, 1))

    assert [(f.code, f.severity) for f in found] == [("TP702", "info")]


# ---------------------------------------------------------------------------------- laws

DENSE = testing.portfolios(
    families=st.sets(
        st.sampled_from(
            [
                "closures",
                "focus_groups",
                "learning_sets",
                "observances",
                "projects",
                "segments",
                "term_dates",
                "venues",
                "workshops",
            ]
        )
    ).map(lambda families: {*families, "people", "scheduling_rules", "sessions"}),
    max_size=4,
    dates=st.integers(-3, 12).map(lambda n: TODAY.add(days=n)),
    times=st.integers(18, 24).map(lambda n: time_of(n * 30)),
)
ANY_DAY = st.integers(0, 3650).map(lambda n: pendulum.Date(2019, 1, 1).add(days=n))


@given(testing.portfolios(), ANY_DAY)
def test_a_review_copes_with_any_portfolio(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    assert schedule.review(portfolio, on=on) == schedule.review(portfolio, on=on)


def by_session(portfolio: tpkit.Portfolio) -> list[Finding]:
    """Give what is found, with sessions' ids for their places."""
    paths = {f"$.sessions[{n}]": s.id for n, s in enumerate(portfolio.sessions)}
    found = []
    for finding in review(portfolio):
        place, _, field = finding.path.rpartition(".")
        found.append(
            attrs.evolve(finding, path=f"{paths[place]}.{field}")
            if place in paths
            else finding
        )
    return sorted(found, key=str)


@given(DENSE, st.randoms(use_true_random=False))
def test_the_order_of_sessions_does_not_matter(
    portfolio: tpkit.Portfolio, random: Any
) -> None:
    sessions = list(portfolio.sessions)
    random.shuffle(sessions)

    shuffled = attrs.evolve(portfolio, sessions=tuple(sessions))

    assert by_session(shuffled) == by_session(portfolio)


@given(DENSE)
def test_a_rule_more_never_removes_a_finding(portfolio: tpkit.Portfolio) -> None:
    rules = portfolio.scheduling_rules
    fewer = attrs.evolve(portfolio, scheduling_rules=rules[:-1])

    def said(plan: tpkit.Portfolio, standard: Any) -> Counter[tuple[str, str, str]]:
        found = schedule.review(plan, on=TODAY, rules=standard)
        return Counter((f.code, f.path, f.message) for f in found)

    kept = [r for r in schedule.STANDARD_RULES if r.id not in {r.id for r in rules}]

    assert said(fewer, kept) <= said(portfolio, kept)
    assert said(fewer, ()) <= said(fewer, kept)


@given(DENSE)
def test_findings_stand_in_the_order_of_the_document(
    portfolio: tpkit.Portfolio,
) -> None:
    paths = [finding.path for finding in review(portfolio)]
    places = [
        int(path.partition("[")[2].partition("]")[0])
        for path in paths
        if path.startswith("$.sessions")
    ]

    assert places == sorted(places)


@given(DENSE)
def test_an_alternative_mends_its_breach_and_adds_none(
    portfolio: tpkit.Portfolio,
) -> None:
    facts = facts_of(portfolio, on=TODAY)
    terms = [*terms_of(rules_of(portfolio), facts)]
    there = facts.timetable
    alternatives = Alternatives(Neighbourhood(facts, terms))
    before = [*breaches(there, terms)]
    for breach in itertools.islice(before, 20):
        if breach.shortfall is not None:
            continue
        found = alternatives.to(breach)
        if not isinstance(found, Alternative):
            continue
        slots = list(there.slots)
        slots[found.place] = found.slot
        after = [*breaches(attrs.evolve(there, slots=tuple(slots)), terms)]

        def amount(some: Any, term: Term) -> int:
            return sum(b.amount for b in some if b.term is term)

        assert amount(after, breach.term) < amount(before, breach.term)
        assert all(
            amount(after, term) <= amount(before, term)
            for term in terms
            if term.rule.agreed.strictness == "hard"
        )
        if not found.dearer:
            now, then = cost(before), cost(after)
            assert all(then.get(rule, 0) <= now.get(rule, 0) for rule in then)
