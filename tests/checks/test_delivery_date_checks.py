"""Plans that cannot be, forecasts and approvals out of time, and impossible records."""

import pendulum
import pytest

from tpkit import Portfolio, checks, files

ON = pendulum.Date(2024, 3, 25)
HEAD = """
tpkit: 1
partnership: { id: northshire, name: Northshire }
people: [{ id: lead, title: Programme lead, role: other }]
"""
PROJECT = "projects: [{ id: p, title: P, kind: research, start: 2024-03-01 }]\n"


def record(text: str, projects: str = PROJECT) -> Portfolio:
    return files.loads(HEAD + projects + text, format="yaml")


def told(check: checks.Check, portfolio: Portfolio) -> list[tuple[str, str]]:
    return [(finding.path, finding.message) for finding in check(portfolio, on=ON)]


def deliverables(*fields: str) -> Portfolio:
    """Make deliverables of these fields, with ids and titles a, b and so on."""
    lines = [
        f"  - {{ id: {id}, project: p, title: {id.upper()}, {more} }}"
        for id, more in zip("abc", fields, strict=False)
    ]
    return record("\n".join(["deliverables:", *lines]))


# ------------------------------------------------------------------------------- plans


def test_each_circle_is_told_once_and_the_rest_is_still_planned() -> None:
    three = record(
        """
deliverables:
  - { id: a, project: p, title: A, work: { days: 1, after: [{ task: b }] } }
  - { id: b, project: p, title: B, work: { days: 1, after: [{ task: a }] } }
  - { id: c, project: q, title: C, work: { days: 1, after: [{ task: a }] } }
  - { id: d, project: r, title: D, work: { days: 9 } }
  - { id: e, project: s, title: E, work: { days: 1, after: [{ task: e2 }] } }
  - { id: e2, project: s, title: E2, work: { days: 1, after: [{ task: e }] } }
""",
        projects="""
projects:
  - { id: p, title: P, kind: research }
  - { id: q, title: Q, kind: research }
  - { id: r, title: R, kind: research, funded_end: 2024-03-28 }
  - { id: s, title: S, kind: research }
""",
    )

    circles = told(checks.PlanInCircles(), three)
    (late,) = told(checks.PlanMissesItsLimit(), three)

    assert [path for path, _ in circles] == ["$.deliverables[1]", "$.deliverables[5]"]
    assert late[0] == "$.deliverables[3]"
    assert told(checks.PlanImpossible(), three) == []


def test_what_cannot_be_planned_is_told_in_the_words_of_the_error() -> None:
    far = deliverables(
        "work: { days: 10000 }", "work: { days: 10000, after: [{ task: a }] }"
    )

    ((path, message),) = told(checks.PlanImpossible(), far)

    assert path == "$.projects[0]"
    assert message.startswith(
        "What is left of P cannot be planned: expected a plan within the calendar of "
        "the partnership"
    )


def test_a_partnership_that_never_works_is_found() -> None:
    closed = record(
        "closures: [{ id: c, title: Closed, start: 2012-01-01, end: 2100-12-31 }]"
    )

    ((path, message),) = told(checks.CalendarWithoutWorkingDay(), closed)

    assert path == "$.closures"
    assert message.startswith("The partnership has no working day from 25 March 2024")


def test_what_waits_for_something_dropped_is_found() -> None:
    bridge = deliverables(
        "work: { days: 10 }",
        "status: dropped, work: { days: 5, after: [{ task: a }] }",
        "work: { days: 1, after: [{ task: a }, { task: b }] }",
    )

    assert told(checks.WaitsForDropped(), bridge) == [
        (
            "$.deliverables[2].work.after[1].task",
            "C waits for B, which is no longer wanted",
        )
    ]


@pytest.mark.parametrize(("days", "found"), [(4, 1), (5, 0), (15, 0), (16, 1)])
def test_planned_days_lie_within_the_estimate(days: int, found: int) -> None:
    estimate = "estimate: { optimistic: 5, likely: 9, pessimistic: 15 }"
    planned = deliverables(f"work: {{ days: {days}, {estimate} }}", "due: 2024-04-01")

    assert len(told(checks.DaysOutsideEstimate(), planned)) == found


# ----------------------------------------------------------------- approvals, forecasts


def approved(*days: str) -> Portfolio:
    baselines = [
        f"{{ number: {n}, date: 2024-04-0{n + 1}, approved_on: {day or 'null'} }}"
        for n, day in enumerate(days)
    ]
    return deliverables(f"baselines: [{', '.join(baselines)}]")


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (["2024-03-05", "2024-03-05", "2024-03-25"], []),
        (["", "2024-03-05"], []),
        (
            ["2024-03-05", "", "2024-02-01"],
            [
                (
                    "Baseline 2 of A was approved on 1 February 2024, and the one before it "
                    "on 5 March 2024"
                )
            ],
        ),
        (
            ["2024-03-26"],
            ["Baseline 0 of A was approved on 26 March 2024, which is still to come"],
        ),
    ],
)
def test_approvals_follow_one_another(days: list[str], found: list[str]) -> None:
    messages = [m for _, m in told(checks.ApprovalOutOfOrder(), approved(*days))]

    assert messages == found


def test_a_forecast_that_has_passed_is_found_wherever_it_is() -> None:
    passed = record(
        """
deliverables:
  - { id: a, project: p, title: A, due: 2024-04-20, forecast: 2024-01-01 }
  - { id: b, project: p, title: B, forecast: 2024-01-01, delivered_on: 2024-03-01 }
  - { id: c, project: p, title: C, forecast: 2024-01-01, status: dropped }
  - { id: d, project: p, title: D, due: 2024-04-20, forecast: 2024-03-25 }
""",
        projects="projects: [{ id: p, title: P, kind: data, forecast_end: 2024-02-01 }]",
    )

    assert told(checks.ForecastPassed(), passed) == [
        (
            "$.projects[0].forecast_end",
            "P was forecast for 1 February 2024, and is not done",
        ),
        (
            "$.deliverables[0].forecast",
            "A was forecast for 1 January 2024, and is not done",
        ),
    ]


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ("work: { started_on: 2024-03-04 }", "its work was begun on 4 March 2024"),
        (
            "baselines: [{ number: 0, start: 2024-03-05, date: 2024-04-01 }]",
            "its work was to begin on 5 March 2024",
        ),
        (
            "baselines: [{ number: 0, date: 2024-04-01, approved_on: 2024-03-06 }]",
            "its first baseline was approved on 6 March 2024",
        ),
    ],
)
def test_a_forecast_before_there_was_anything_to_forecast_is_found(
    fields: str, what: str
) -> None:
    early = deliverables(f"forecast: 2024-03-01, {fields}")
    done = deliverables(f"forecast: 2024-03-01, delivered_on: 2024-03-20, {fields}")

    ((path, message),) = told(checks.ForecastTooEarly(), early)

    assert path == "$.deliverables[0].forecast"
    assert message == f"A is forecast for 1 March 2024, before {what}"
    assert told(checks.ForecastTooEarly(), done) == []


def test_a_forecast_after_all_of_them_is_let_be() -> None:
    fine = deliverables(
        "forecast: 2024-04-02, work: { started_on: 2024-03-04 }",
        "forecast: 2024-04-02, baselines: [{ number: 0, date: 2024-04-01 }]",
    )

    assert told(checks.ForecastTooEarly(), fine) == []


def test_a_project_is_not_over_before_it_starts() -> None:
    early = record(
        "milestones: [{ id: m, project: p, title: M }]",
        projects="""
projects: [{ id: p, title: P, kind: data, start: 2024-03-01, forecast_end: 2024-02-01 }]
""",
    )

    ((_, message),) = told(checks.ForecastTooEarly(), early)

    assert message.endswith("before it starts on 1 March 2024")


# ------------------------------------------------------------------ impossible records


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("delivered_on: 2024-03-25, status: in_review", []),
        ("status: in_review, work: { progress: 10 }", []),
        (
            "delivered_on: 2024-03-26, status: in_review",
            [
                (
                    "delivered_on",
                    "was delivered on 26 March 2024, which is still to come",
                )
            ],
        ),
        (
            "delivered_on: 2024-03-01",
            [
                (
                    "status",
                    (
                        "was delivered on 1 March 2024, and its status says that it was not "
                        "started"
                    ),
                )
            ],
        ),
        (
            "delivered_on: 2024-03-01, status: dropped",
            [
                (
                    "status",
                    (
                        "was delivered on 1 March 2024, and its status says that it was "
                        "dropped"
                    ),
                )
            ],
        ),
        (
            "work: { started_on: 2024-03-26 }",
            [("work.started_on", "was begun on 26 March 2024, which is still to come")],
        ),
        (
            "delivered_on: 2024-03-01, status: accepted, work: { started_on: 2024-03-04, progress: 10 }",
            [
                (
                    "delivered_on",
                    "was delivered on 1 March 2024, and begun on 4 March 2024",
                ),
                ("work.progress", "was delivered, and its work got to 10%"),
            ],
        ),
    ],
)
def test_what_cannot_be_so_is_told(fields: str, found: list[tuple[str, str]]) -> None:
    assert told(checks.ImpossibleRecord(), deliverables(fields)) == [
        (f"$.deliverables[0].{field}", f"A {what}") for field, what in found
    ]


def after(link: str, *others: str) -> Portfolio:
    done = f"status: in_review, delivered_on: 2024-03-08, work: {{ after: [{{ task: b{link} }}] }}"
    return deliverables(done, *others)


BEFORE = [
    ("$.deliverables[0].delivered_on", "A was delivered before B, which it waits for")
]


@pytest.mark.parametrize(
    ("link", "other", "found"),
    [
        ("", "due: 2024-04-01", BEFORE),
        ("", "delivered_on: 2024-03-11, status: in_review", BEFORE),
        ("", "delivered_on: 2024-03-08, status: in_review", []),
        ("", "status: accepted", []),
        ("", "status: dropped", []),
        (", lag: -2", "due: 2024-04-01", []),
        (", kind: start_to_start", "due: 2024-04-01", []),
    ],
)
def test_nothing_is_done_before_what_it_waits_for(
    link: str, other: str, found: list[tuple[str, str]]
) -> None:
    assert told(checks.ImpossibleRecord(), after(link, other)) == found


def test_milestones_phases_and_projects_are_looked_at_too() -> None:
    whole = record(
        """
phases: [{ id: f, project: p, title: F, ended_on: 2024-03-26 }]
milestones:
  - { id: m, project: p, title: M, actual: 2024-03-04, status: cancelled, after: [n] }
  - { id: n, project: p, title: N, work: { after: [{ task: f }] }, actual: 2024-03-05 }
""",
        projects="projects: [{ id: p, title: P, kind: data, actual_end: 2024-03-26 }]",
    )

    assert [path for path, _ in told(checks.ImpossibleRecord(), whole)] == [
        "$.projects[0].actual_end",
        "$.phases[0].ended_on",
        "$.milestones[0].status",
        "$.milestones[1].actual",
    ]


# -------------------------------------------------------------------- dates, judgements


def test_a_date_after_2100_is_found_wherever_it_is() -> None:
    far = record(
        """
deliverables:
  - id: a
    project: p
    title: A
    due: 2150-01-01
    baselines: [{ number: 0, date: 2151-01-01 }]
    work: { constraints: [{ kind: finish_no_later, on: 2152-01-01 }] }
  - { id: b, project: p, title: B, due: 2100-12-31, work: { days: 1 } }
""",
        projects="projects: [{ id: p, title: P, kind: data, funded_end: 2150-01-01 }]",
    )

    assert [path for path, _ in told(checks.DateTooFar(), far)] == [
        "$.projects[0].funded_end",
        "$.deliverables[0].due",
        "$.deliverables[0].baselines[0].date",
        "$.deliverables[0].work.constraints[0].on",
    ]


def test_a_judgement_has_an_assessor_and_a_day_that_has_come() -> None:
    judged = record(
        "",
        projects="""
projects:
  - id: p
    title: P
    kind: data
    earlier_confidence: [{ rating: green, assessed_on: 2024-03-25 }]
    confidence: { rating: green, assessed_on: 2029-01-01, assessed_by: lead }
""",
    )

    assert told(checks.ConfidenceUnattributed(), judged) == [
        (
            "$.projects[0].earlier_confidence[0].assessed_by",
            "Delivery of P was judged green on 25 March 2024 by nobody that is named",
        ),
        (
            "$.projects[0].confidence.assessed_on",
            "Delivery of P was judged green on 1 January 2029, which is still to come",
        ),
    ]
