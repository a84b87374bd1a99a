"""Records as partnerships keep them, each of which a check once misjudged."""

import pendulum
import pytest

from tpkit import Portfolio, checks, files
from tpkit.checks import Check, code_of

CHECKS: dict[str, Check] = {code_of(check): check for check in checks.STANDARD}

ORGANISATIONS = """
organisations:
  - {id: dfe, name: Department for Education, kind: government}
  - {id: council, name: Northfield Council, kind: local_authority, areas: [northfield]}
  - {id: university, name: Westmere University, kind: higher_education}
areas:
  - {id: northfield, name: Northfield, region: london}
"""


def portfolio(*parts: str, kind: str = "teaching_partnership") -> Portfolio:
    head = f"tpkit: 1\npartnership: {{id: tp, name: The partnership, kind: {kind}}}"
    return files.loads("\n".join((head, *parts)), format="yaml")


def said(code: str, record: Portfolio, on: str = "2022-02-14") -> list[str]:
    day = pendulum.Date.fromisoformat(on)
    return [
        f"{finding.severity} {finding.path} {finding.message}; {finding.remedy}"
        for finding in checks.run(record, [CHECKS[code]], on=day)
    ]


# ------------------------------------------------------------ partnership and boards


def test_a_grant_that_was_declined_needs_no_accountable_body() -> None:
    record = portfolio(
        MONEY.format(bid="unsuccessful", grant="declined"), kind="regional_programme"
    )

    assert said("TP102", record) == []


def test_a_review_long_due_is_not_put_off_to_a_day_that_has_passed() -> None:
    record = portfolio(
        "agreements: [{id: moc, title: Memorandum, kind: memorandum, start: 2018-04-01}]"
    )

    (finding,) = said("TP111", record)

    assert finding.endswith(
        "review it and agree on one; 1 April 2019 would have been usual"
    )


def test_the_core_grant_of_a_period_without_an_end_pays_for_ever() -> None:
    record = files.loads(
        """
        tpkit: 1
        partnership:
          id: tp
          name: The partnership
          funding: [{start: 2022-04-01, model: core_grant}]
        """,
        format="yaml",
    )

    (finding,) = said("TP106", record, "2024-06-01")

    assert "The core grant has no last day on record, but it ended on" in finding


def test_a_low_quorum_that_was_agreed_is_worth_knowing_and_no_more() -> None:
    seats = ", ".join(["{organisation: council}"] * 4)
    board = (
        "governance_bodies: [{id: board, title: Board, kind: strategic_board, "
        f"quorum: QUORUM, seats: [{seats}]}}]"
    )

    low = said("TP121", portfolio(ORGANISATIONS, board.replace("QUORUM", "1")))
    high = said("TP121", portfolio(ORGANISATIONS, board.replace("QUORUM", "5")))

    assert [finding.split()[0] for finding in (*low, *high)] == ["info", "warning"]


BOARD = """
people:
  - {id: head, title: Head of service, role: senior_manager, organisation: council}
  - {id: clerk, title: Minute taker, role: other, organisation: university}
governance_bodies:
  - {id: board, title: Board, kind: strategic_board, quorum: 1, seats: [SEATS]}
sessions:
  - {id: board-1, activity: board, on: 2022-01-19, start: 14:00, end: 16:00, status: STATUS}
attendances:
"""


def met(seats: str, *came: str, status: str = "held", **fields: str) -> Portfolio:
    board = BOARD.replace("SEATS", seats).replace("STATUS", status)
    people = (f"  - {{session: board-1, person: {person}}}" for person in came)
    return portfolio(ORGANISATIONS, board, *people, **fields)


def test_whoever_takes_the_minutes_does_not_sit_for_the_university() -> None:
    seats = "{organisation: council}, {organisation: university, person: clerk}"
    watched = "{organisation: council}, {organisation: university, voting: false}"

    assert said("TP123", met(seats, "head", "clerk")) == []
    assert "had nobody from a university" in said("TP123", met(seats, "head"))[0]
    # A side without a vote on the board is reported once, by TP122.
    assert said("TP123", met(watched, "head")) == []
    assert len(said("TP122", met(watched, "head"))) == 1


def test_a_consortiums_board_without_councils_can_meet() -> None:
    record = met("{organisation: university}", "clerk", kind="delivery_consortium")

    assert said("TP123", record) == []


def test_a_meeting_that_was_cancelled_needs_no_quorum() -> None:
    assert (
        said("TP123", met("{organisation: council}", "clerk", status="cancelled")) == []
    )


def meetings(*days: str) -> Portfolio:
    board = (
        "governance_bodies: [{id: b, title: Board, kind: strategic_board}]\nsessions:"
    )
    lines = (
        f"  - {{id: s{n}, activity: b, on: {day}, start: 14:00, end: 16:00}}"
        for n, day in enumerate(days)
    )
    return portfolio(board, *lines)


@pytest.mark.parametrize(
    ("days", "on", "words", "remedy"),
    [
        (
            ("2021-03-01", "2021-09-01"),
            "2021-10-01",
            "did not meet for 184 days after 1 March 2021; it should every 13 weeks",
            "keep to the interval",
        ),
        (
            ("2021-09-01",),
            "2022-02-14",
            "has not met for 166 days",
            "arrange a meeting",
        ),
        (
            ("2022-02-01", "2022-09-01"),
            "2022-02-14",
            "does not meet for 212 days",
            "put a meeting between",
        ),
    ],
)
def test_a_gap_between_meetings_is_told_in_its_tense(
    days: tuple[str, ...], on: str, words: str, remedy: str
) -> None:
    (finding,) = said("TP124", meetings(*days), on)

    assert words in finding and remedy in finding


# ------------------------------------------------------------------- bids and grants

MONEY = """
organisations:
  - {{id: dfe, name: Department for Education, kind: government}}
funding_rounds:
  - {{id: ci, title: CI fund, funder: dfe, funding_start: 2021-04-01, funding_end: 2022-03-31}}
bids:
  - {{id: forum, title: Forum, round: ci, amount_requested: 1000, status: {bid}}}
projects:
  - {{id: forum, title: Forum, kind: workshop, bid: forum, funded_end: 2022-09-30}}
grants:
  - id: grant
    title: Forum grant
    bid: forum
    amount: 1000
    start: 2021-04-01
    end: 2022-03-31
    status: {grant}
"""
DELIVERABLE = (
    "deliverables: [{id: d, project: forum, title: Toolkit, due: 2022-05-31, EXTRA}]"
)
VENUE = "{id: venue, bid: forum, category: venue, description: Rooms, planned: 1000, "
LINE = f"budget_lines: [{VENUE}start: 2021-04-01, end: 2022-03-31}}]"


def funded(*parts: str, bid: str = "awarded", grant: str = "active") -> Portfolio:
    return portfolio(MONEY.format(bid=bid, grant=grant), *parts)


def test_a_project_that_lives_on_without_its_bid_has_its_own_last_day() -> None:
    record = funded(
        DELIVERABLE.replace("EXTRA", ""), bid="unsuccessful", grant="declined"
    )

    assert said("TP203", record) == []


def test_what_was_handed_over_in_time_need_not_be_brought_forward() -> None:
    early = DELIVERABLE.replace("EXTRA", "delivered_on: 2022-03-30")
    late = DELIVERABLE.replace("EXTRA", "delivered_on: 2022-04-01")

    assert said("TP203", funded(early)) == []
    assert len(said("TP203", funded(late))) == 1


def test_a_deliverable_of_a_cancelled_project_is_not_expected() -> None:
    text = MONEY.format(bid="awarded", grant="active").replace(
        "funded_end: 2022-09-30", "status: cancelled"
    )

    assert said("TP203", portfolio(text, DELIVERABLE.replace("EXTRA", ""))) == []


def test_lines_of_a_bid_that_was_refused_bind_nobody() -> None:
    line = f"budget_lines: [{VENUE}start: 2021-04-01, end: 2022-06-30}}]"

    assert said("TP211", funded(line, bid="unsuccessful", grant="declined")) == []


def test_a_budget_line_says_what_to_move() -> None:
    line = f"budget_lines: [{VENUE}start: 2021-03-01, end: 2022-06-30}}]"

    start, end = sorted(said("TP211", funded(line)), reverse=True)

    assert "Rooms begins on 1 March 2021, but" in start and "extension" not in start
    assert "Rooms runs until 30 June 2022, but" in end and "extension" in end


@pytest.mark.parametrize(("total", "times"), [(1000, 0), (1250, 0), (1100, 1)])
def test_a_budget_may_hold_what_a_variation_added(total: int, times: int) -> None:
    text = MONEY.format(bid="awarded", grant="active").replace(
        "amount_requested", "amount_awarded"
    )
    variation = "    variations: [{kind: amount, agreed_on: 2021-09-01, reason: More, amount: 250}]"
    line = LINE.replace("planned: 1000", f"planned: {total}")

    assert len(said("TP202", portfolio(text, variation, line))) == times


def test_a_part_award_of_unknown_size_is_not_added_up() -> None:
    line = LINE.replace("planned: 1000", "planned: 700")
    requested = MONEY.format(bid="part_awarded", grant="active")

    assert said("TP202", portfolio(requested.partition("grants:")[0], line)) == []
    (finding,) = said("TP202", portfolio(requested, line))
    assert "£300 less than the £1,000 awarded" in finding


def test_a_move_between_grants_is_reported_once() -> None:
    text = MONEY.format(bid="awarded", grant="active").replace(
        "projects:",
        "  - {id: other, title: Other, round: ci, status: awarded}\nprojects:",
    )
    lines = """
budget_lines:
  - id: from
    bid: forum
    category: venue
    description: Rooms
    planned: 1000
    start: 2021-04-01
    end: 2022-03-31
    virements: [{amount: -200, on: 2021-09-01, counterpart: to}]
  - id: to
    bid: other
    category: fees
    description: Fees
    planned: 1000
    start: 2021-04-01
    end: 2022-03-31
    virements: [{amount: 200, on: 2021-09-01, counterpart: from}]
"""
    record = portfolio(text, lines)

    assert len(said("TP213", record)) == 1
    assert said("TP212", record) == []


def test_a_late_award_is_no_news_once_the_money_has_ended() -> None:
    record = funded("    signed_on: 2022-02-01")

    assert "was signed on 1 February 2022, which leaves" in said("TP222", record)[0]
    assert said("TP222", record, "2022-04-01") == []


def test_a_signature_in_the_history_comes_after_the_offer() -> None:
    history = """    offered_on: 2021-09-01
    history:
      - {to: signed, on: 2022-02-01}
      - {to: active, on: 2022-02-02}
"""

    (finding,) = said("TP222", funded(history))

    assert "$.grants[0].history Forum grant was signed on 1 February 2022" in finding


CLAIM = """
claims:
  - id: claim
    grant: grant
    year: 2021
    quarter: Q4
    lines: [{budget_line: venue, amount: 100, spent_on: SPENT}]
"""


def test_money_spent_after_a_grant_that_ended_in_january_is_spent_too_late() -> None:
    text = MONEY.format(bid="awarded", grant="active").replace(
        "    end: 2022-03-31", "    end: 2022-01-31"
    )

    in_time = portfolio(text, LINE, CLAIM.replace("SPENT", "2022-01-31"))
    late = portfolio(text, LINE, CLAIM.replace("SPENT", "2022-02-01"))

    assert said("TP223", in_time) == []
    (finding,) = said("TP223", late)
    assert "was to be spent by 31 January 2022" in finding


def test_a_return_that_was_submitted_on_no_known_day_declares_its_underspend() -> None:
    lines = LINE.replace("start:", "forecast: 500, start:")
    returns = """
monitoring_returns:
  - {id: q3, grant: grant, year: 2021, quarter: Q3, underspend: 500, status: STATUS}
"""

    sent = funded(lines, returns.replace("STATUS", "submitted"))
    draft = funded(lines, returns.replace("STATUS", "draft"))

    assert said("TP224", sent) == []
    assert len(said("TP224", draft)) == 1


def test_no_return_is_missed_that_was_due_before_the_grant_was_signed() -> None:
    record = funded("    signed_on: 2022-01-25")

    assert said("TP233", record) == []
    assert "2021/22 Q4" in said("TP233", record, "2022-06-01")[0]


@pytest.mark.parametrize("code", ["TP234", "TP236"])
def test_a_grant_that_was_only_offered_owes_no_reports(code: str) -> None:
    offered = funded(grant="offered")
    signed = funded("    signed_on: 2021-04-01", grant="offered")

    assert said(code, offered, "2023-01-01") == []
    assert len(said(code, signed, "2023-01-01")) == 1


def test_nothing_is_owed_for_the_year_after_the_final_claim() -> None:
    assert said("TP235", funded(grant="final_claim"), "2022-03-20") == []
    assert len(said("TP235", funded(grant="ended"), "2022-03-20")) == 1


def test_records_without_a_day_are_spoken_of_in_english() -> None:
    (finding,) = said("TP226", funded())

    assert "Nothing says until when the records of Forum grant are kept" in finding


# ---------------------------------------------------------------------- focus groups

STUDY = """
studies:
  - {id: study, title: The study, STUDY}
segments:
  - {id: staff, title: Social workers, study: study}
people:
  - {id: boss, title: Head of service, role: senior_manager, organisation: council}
  - {id: lead, title: Team manager, role: team_manager, line_manager: boss, organisation: council}
  - {id: one, title: Participant 1, role: social_worker, line_manager: lead, organisation: council}
  - {id: two, title: Participant 2, role: social_worker, organisation: council}
sessions:
  - {id: s1, activity: group, on: 2022-02-07, start: 10:00, end: 11:30}
  - {id: s2, activity: group, on: 2022-02-14, start: 10:00, end: 11:30}
focus_groups:
  - {id: group, title: The group, study: study, GROUP}
"""


def research(*parts: str, study: str = "", group: str = "") -> Portfolio:
    text = STUDY.replace("STUDY", study).replace("GROUP", group)
    return portfolio(ORGANISATIONS, text, *parts)


def registered(*people: str, **fields: str) -> str:
    more = "".join(f", {name}: {value}" for name, value in fields.items())
    lines = (
        f"  - {{id: of-{p}, focus_group: group, person: {p}, status: attended{more}}}"
        for p in people
    )
    return "\n".join(("registrations:", *lines))


def came(session: str, *people: str) -> str:
    return "\n".join(f"  - {{session: {session}, person: {p}}}" for p in people)


def consent(items: str, extra: str = "", *, of: str = "one", id: str = "form") -> str:
    return f"  - {{id: {id}, registration: of-{of}, items: [{items}], {extra}}}"


TAKES_PART = "{purpose: participation, ticked: true}"
MAY_RECORD = "{purpose: recording, ticked: true, mandatory: false}"
MAY_NOT = "{purpose: recording, mandatory: false}"
MAY_QUOTE = "{purpose: quotes, ticked: true}"


def test_a_group_that_has_met_is_not_told_to_change_its_size() -> None:
    record = research("attendances:", came("s1", "one", "two"))

    (finding,) = said("TP501", record)

    assert "had 2 people on 7 February 2022" in finding
    assert "say in the report how many came" in finding


def test_a_group_that_has_met_has_nobody_left_to_invite() -> None:
    record = research(group="invited: 6")

    assert len(said("TP503", record, "2022-02-14")) == 1
    assert said("TP503", record, "2022-02-15") == []
    assert said("TP503", research(group="invited: 6, status: held"), "2022-02-14") == []


def test_a_segment_that_is_heard_in_no_group_at_all_is_missed() -> None:
    second = "  - {id: managers, title: Managers, study: study}"
    text = STUDY.replace("people:", f"{second}\npeople:").replace("STUDY", "")
    record = portfolio(ORGANISATIONS, text.replace("GROUP", "segment: staff"))
    surveyed = portfolio(
        ORGANISATIONS,
        text.replace("GROUP", "segment: staff"),
        "surveys: [{id: s, title: Survey, study: study, segments: [managers]}]",
    )

    assert "No group for Managers; 2 are wanted" in said("TP507", record)[-1]
    assert len(said("TP507", surveyed)) == 1


def test_a_manager_two_levels_up_is_not_said_to_manage_directly() -> None:
    record = research(registered("one", "boss"))

    (finding,) = said("TP510", record)

    assert "with Head of service, who manages their manager" in finding


def test_segments_of_two_waves_are_two_segments() -> None:
    text = STUDY.replace("STUDY", "").replace("GROUP", "segment: staff")
    text = text.replace("Social workers, study: study", "Social workers")
    wave = "  - {id: wave-2, title: Wave 2, previous_wave: study}"
    text = text.replace("segments:", f"{wave}\nsegments:")
    later = "  - {id: later, title: Later, study: STUDY, segment: staff}"
    people = f"""{registered("one")}
  - {{id: of-lead, focus_group: later, person: lead, status: attended}}"""

    apart = portfolio(ORGANISATIONS, text, later.replace("STUDY", "wave-2"), people)
    together = portfolio(ORGANISATIONS, text, later.replace("STUDY", "study"), people)

    assert said("TP511", apart) == []
    assert len(said("TP511", together)) == 1


def test_a_facilitator_of_one_session_is_found_there() -> None:
    text = STUDY.replace("STUDY", "independent_facilitator: true").replace("GROUP", "")
    text = text.replace(
        "on: 2022-02-14, start: 10:00",
        "facilitators: [two], on: 2022-02-14, start: 10:00",
    )
    member = "memberships: [{id: m, organisation: council}]"

    (finding,) = said("TP514", portfolio(ORGANISATIONS, text, member))

    assert "$.sessions[1].facilitators[0]" in finding


def test_who_comes_to_the_second_session_only_signs_before_that_one() -> None:
    forms = ("consents:", consent(TAKES_PART, "signed_on: 2022-02-10"))
    people = registered("one")
    open_group = "recorded: true, same_participants: false"

    second = ("attendances:", came("s2", "one"))
    both = ("attendances:", came("s1", "one"), came("s2", "one"))

    assert said("TP515", research(people, *forms, *second, group=open_group)) == []
    assert said("TP515", research(people, *forms, group=open_group)) == []
    assert len(said("TP515", research(people, *forms, *both, group=open_group))) == 1
    assert len(said("TP515", research(people, *forms, group="recorded: true"))) == 1


@pytest.mark.parametrize(
    ("items", "signed", "path"),
    [
        (TAKES_PART, "", "$.consents[0].signed_on"),
        ("{purpose: participation}", "signed_on: 2022-02-01", "$.consents[0].items"),
    ],
)
def test_what_a_consent_form_lacks_is_pointed_at(
    items: str, signed: str, path: str
) -> None:
    record = research(registered("one"), "consents:", consent(items, signed))

    (finding,) = said("TP515", record)

    assert f" {path} " in finding


def test_the_form_signed_last_says_whether_somebody_may_be_recorded() -> None:
    first = consent(f"{TAKES_PART}, {MAY_NOT}", "signed_on: 2022-02-01", id="first")
    second = consent(
        f"{TAKES_PART}, {MAY_RECORD}", "signed_on: 2022-02-02", id="second"
    )
    people = registered("one")

    agreed = research(people, "consents:", first, second, group="recorded: true")
    refused = research(
        people,
        "consents:",
        first.replace("02-01", "02-03"),
        second,
        group="recorded: true",
    )

    assert said("TP516", agreed) == []
    assert len(said("TP516", refused)) == 1


WITHDRAWN = "signed_on: 2022-02-01, status: withdrawn, history: [{to: withdrawn, on: 2022-02-03}]"


def test_a_withdrawal_that_stands_in_the_history_is_a_withdrawal() -> None:
    record = research(registered("one"), "consents:", consent(TAKES_PART, WITHDRAWN))

    assert "withdrew on 3 February 2022" in said("TP518", record)[0]
    assert "3 August 2022" in said("TP519", record)[0]


def test_a_withdrawal_of_no_known_day_is_one_too() -> None:
    record = research(
        registered("one"), "consents:", consent(TAKES_PART, "status: withdrawn")
    )

    assert "withdrew on no recorded day" in said("TP518", record)[0]


def test_an_erasure_that_stands_in_the_history_is_an_erasure() -> None:
    steps = "{to: withdrawn, on: 2022-02-03}, {to: erased, on: 2022-02-03}"
    form = consent(TAKES_PART, f"status: erased, history: [{steps}]")

    assert said("TP518", research(registered("one"), "consents:", form)) == []


def test_a_log_whose_six_months_are_over_need_not_be_kept_longer() -> None:
    record = research(registered("one"), "consents:", consent(TAKES_PART, WITHDRAWN))

    assert said("TP519", record, "2022-08-04") == []


def test_a_long_time_that_the_sheet_states_is_worth_knowing_and_no_more() -> None:
    stated = research(study="retention_contact_days: 365")
    silent = research()

    assert said("TP521", stated)[0].startswith("info ")
    assert said("TP521", silent)[0].startswith("warning ")


def test_a_recording_may_be_kept_while_the_sheet_allows_it() -> None:
    group = "recorded: true, transcript_checked_on: 2022-02-20"
    promised = research(study="retention_recording_days: 90", group=group)

    assert said("TP523", promised, "2022-03-14")[0].startswith("info ")
    assert said("TP523", research(group=group), "2022-03-14")[0].startswith("warning ")


@pytest.mark.parametrize(
    ("quote", "fault"),
    [
        ("attributed_to: 'Social worker, Northfield Council'", "names an employer"),
        ("attributed_to: 'Social worker in Northfield'", "names an employer"),
        ("attributed_to: 'Social worker', text: 'Ask Jo Ash'", "names the person"),
        ("attributed_to: 'Social worker, Northfields estate'", ""),
        ("attributed_to: 'Social worker in Northfield', cell_size: 10", ""),
    ],
)
def test_an_employer_is_named_by_its_name_or_its_areas(quote: str, fault: str) -> None:
    people = STUDY.replace(
        "title: Participant 1,", "title: Participant 1, name: Jo Ash,"
    )
    text = people.replace("STUDY", "").replace("GROUP", "")
    said_so = quote if "text:" in quote else f"{quote}, text: It was hard"
    form = consent(MAY_QUOTE, f"signed_on: 2022-02-01, quotes: [{{{said_so}}}]")

    found = said(
        "TP525", portfolio(ORGANISATIONS, text, registered("one"), "consents:", form)
    )

    assert len(found) == bool(fault) and all(fault in finding for finding in found)


def test_a_line_ticked_on_a_form_that_was_not_signed_allows_no_quote() -> None:
    form = consent(MAY_QUOTE, "quotes: [{text: Hard, attributed_to: Social worker}]")

    assert len(said("TP526", research(registered("one"), "consents:", form))) == 1


def test_who_was_there_from_the_start_without_registering_did_not_join_late() -> None:
    start = research("attendances:", came("s1", "one"), came("s2", "one"))
    late = research("attendances:", came("s1", "one"), came("s2", "one", "two"))

    assert said("TP527", start) == []
    assert len(said("TP527", late)) == 1


def test_a_session_without_a_register_is_not_one_nobody_came_to() -> None:
    record = research("attendances:", came("s1", "one", "two"))

    assert said("TP528", record, "2022-03-01") == []


def test_who_books_a_place_expects_to_be_contacted() -> None:
    people = registered("one")

    assert said("TP531", research(people, group="self_selected: true")) == []
    assert len(said("TP531", research(people))) == 1


@pytest.mark.parametrize(
    "ground", ["Diversity monitoring data", "n/a", "Equal opportunities monitoring"]
)
def test_monitoring_by_another_name_is_no_ground(ground: str) -> None:
    text = STUDY.replace("STUDY", "").replace("GROUP", "")
    text = text.replace(
        "Social workers, study",
        f"Social workers, protected_characteristic: race, selection_ground: {ground}, study",
    )

    assert len(said("TP532", portfolio(ORGANISATIONS, text))) == 1


# --------------------------------------------------------------------------- the run


def test_many_suppressions_are_reviewed_with_one_look_at_the_ids() -> None:
    lines = "\n".join(
        f"  - {{code: TP101, about: council-{n}, reason: None yet}}" for n in range(3)
    )
    record = portfolio(ORGANISATIONS, f"suppressions:\n{lines}")

    found = checks.run(record, on=pendulum.Date(2022, 2, 14))

    assert len(found.by_code()["TP004"]) == 3


def test_who_manages_whom_is_told_in_the_order_of_the_document() -> None:
    second = "  - {id: second, title: Second, study: study}"
    people = """
registrations:
  - {id: a1, focus_group: group, person: two, status: attended}
  - {id: b1, focus_group: second, person: one, status: attended}
  - {id: b2, focus_group: second, person: lead, status: attended}
  - {id: a2, focus_group: group, person: lead, status: attended}
  - {id: a3, focus_group: group, person: boss, status: attended}
"""
    record = research(second, people)
    day = pendulum.Date(2022, 2, 14)

    found = [finding.path for finding in CHECKS["TP510"](record, on=day)]

    assert found == ["$.registrations[1]", "$.registrations[3]"]
