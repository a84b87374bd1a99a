import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import attrs
import pendulum
import pytest

from tpkit import (
    ActionLearningSet,
    LearningSetId,
    Organisation,
    OrganisationId,
    OrganisationKind,
    Partnership,
    PartnershipId,
    Portfolio,
    Session,
    SessionId,
    SetMeeting,
    Suppression,
    checks,
)
from tpkit.checks import Check, Policy
from tpkit.errors import FieldError
from tpkit.findings import Finding, Severity
from tpkit.testing import smallest

ON = pendulum.Date(2022, 2, 14)

COUNCILS = tuple(
    Organisation(
        id=OrganisationId(f"council-{number}"),
        name=f"Council {number}",
        kind=OrganisationKind.LOCAL_AUTHORITY,
    )
    for number in range(12)
)
PORTFOLIO = Portfolio(
    partnership=Partnership(id=PartnershipId("tp"), name="Our partnership"),
    organisations=COUNCILS,
)


@attrs.frozen(kw_only=True)
class Says:
    """A check of no merit that says one thing about each path it is given."""

    code: str = "ZZ101"
    paths: tuple[str, ...] = ("$.organisations[0]",)
    severity: Severity = Severity.WARNING

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del portfolio, on
        for path in self.paths:
            yield said(self.code, path, self.severity)


def said(code: str, path: str = "$", severity: Severity = Severity.WARNING) -> Finding:
    return Finding(
        code=code, severity=severity, path=path, message="So it is", remedy="change it"
    )


def with_suppressions(*suppressions: Suppression) -> Portfolio:
    return attrs.evolve(PORTFOLIO, suppressions=suppressions)


# -------------------------------------------------------------------------- order


def test_findings_stand_as_the_document_does() -> None:
    portfolio = attrs.evolve(
        PORTFOLIO, suppressions=(Suppression(code="ZZ999", reason="for now"),)
    )
    backwards = Says(
        paths=(
            "$.suppressions[0].reason",
            "$.organisations[10].name",
            "$.organisations[9].name",
            "$.organisations[9].kind",
            "$.organisations",
            "$.partnership.name",
            "$",
        )
    )

    findings = checks.run(
        portfolio, [backwards], on=ON, policy=Policy(suppressions=False)
    )

    assert [finding.path for finding in findings] == [*reversed(backwards.paths)]


def test_findings_about_one_place_stand_in_order_of_code() -> None:
    findings = checks.run(PORTFOLIO, [Says(code="ZZ102"), Says(code="ZZ101")], on=ON)

    assert [finding.code for finding in findings] == ["ZZ101", "ZZ102"]


# ----------------------------------------------------------------- what is a check


def test_a_function_is_a_check() -> None:
    def no_title(portfolio: Portfolio, /, *, on: pendulum.Date) -> list[Finding]:
        del portfolio, on
        return [said("ZZ201")]

    findings = checks.run(PORTFOLIO, [no_title], on=ON)

    assert [finding.code for finding in findings] == ["ZZ201"]


def test_a_check_that_is_given_twice_runs_as_given_last() -> None:
    first, second = Says(), Says(paths=("$.organisations[1]",))

    findings = checks.run(PORTFOLIO, [first, second], on=ON)

    assert [finding.path for finding in findings] == ["$.organisations[1]"]


def test_two_different_checks_with_one_code_are_refused() -> None:
    @attrs.frozen
    class Other(Says):
        pass

    with pytest.raises(FieldError, match="one check for each code"):
        checks.run(PORTFOLIO, [Says(), Other()], on=ON)


def test_a_check_that_yields_another_code_is_a_bug() -> None:
    @attrs.frozen
    class Wrong:
        code: ClassVar[str] = "ZZ101"

        def __call__(
            self, portfolio: Portfolio, /, *, on: pendulum.Date
        ) -> Iterator[Finding]:
            del portfolio, on
            yield said("ZZ102")

    with pytest.raises(FieldError, match="ZZ101, the check's own"):
        checks.run(PORTFOLIO, [Wrong()], on=ON)


@pytest.mark.parametrize(
    "path",
    [
        "organisations[0]",
        "$.organisations[12]",
        "$.organisations.name",
        "$.organisations[0].title",
        "$.organisations[0].name[0]",
        "$.organisations[0].name.upper",
        "$.partnership[0]",
        "$.organisation",
        "$.get",
    ],
)
def test_a_finding_about_no_place_is_a_bug(path: str) -> None:
    with pytest.raises(FieldError, match=r"Finding\.path: expected a path"):
        checks.run(PORTFOLIO, [Says(paths=(path,))], on=ON)


def test_something_that_is_no_finding_is_a_bug() -> None:
    def wrong(portfolio: Portfolio, /, *, on: pendulum.Date) -> list[Finding]:
        del portfolio, on
        return ["ZZ101"]  # type: ignore[list-item]  # wrong on purpose

    with pytest.raises(FieldError, match="checks that yield findings"):
        checks.run(PORTFOLIO, [wrong], on=ON)


def test_an_exception_in_a_check_comes_through() -> None:
    def broken(portfolio: Portfolio, /, *, on: pendulum.Date) -> list[Finding]:
        del portfolio, on
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        checks.run(PORTFOLIO, [broken], on=ON)


# ------------------------------------------------------------------------- ignoring


@pytest.mark.parametrize("ignore", ["ZZ101", "ZZ1", "ZZ"])
def test_codes_and_their_beginnings_are_ignored(ignore: str) -> None:
    findings = checks.run(PORTFOLIO, [Says()], on=ON, ignore=[ignore])

    assert findings == ()


@pytest.mark.parametrize("ignore", ["ZZ102", "ZZ10101", "ZZ2"])
def test_other_codes_are_not_ignored(ignore: str) -> None:
    findings = checks.run(PORTFOLIO, [Says()], on=ON, ignore=[ignore])

    assert [finding.code for finding in findings] == ["ZZ101"]


def test_what_a_function_says_is_ignored_too() -> None:
    says: Check = lambda portfolio, /, *, on: [said("ZZ201"), said("ZZ301")]  # noqa: ARG005, E731  # as short as a check can be

    findings = checks.run(PORTFOLIO, [says], on=ON, ignore=["ZZ2"])

    assert [finding.code for finding in findings] == ["ZZ301"]


@pytest.mark.parametrize("ignore", ["ZZ101", [""], ["zz101"], ["ZZ-1"], ["Z"]])
def test_what_cannot_be_a_code_is_not_ignored_but_refused(ignore: list[str]) -> None:
    with pytest.raises(FieldError, match=r"run\.ignore: expected codes such as TP401"):
        checks.run(PORTFOLIO, [Says()], on=ON, ignore=ignore)


# --------------------------------------------------------------------------- policy


def test_a_policy_sets_severities_and_the_longest_match_counts() -> None:
    policy = Policy(severities={"ZZ1": Severity.ERROR, "ZZ": Severity.INFO})

    findings = checks.run(
        PORTFOLIO,
        [Says(), Says(code="ZZ201"), Says(code="YY101")],
        on=ON,
        policy=policy,
    )

    assert {finding.code: finding.severity.value for finding in findings} == {
        "ZZ101": "error",
        "ZZ201": "info",
        "YY101": "warning",
    }


@pytest.mark.parametrize(
    ("at_least", "kept"),
    [
        (Severity.INFO, ["ZZ101", "ZZ102", "ZZ103"]),
        (Severity.WARNING, ["ZZ102", "ZZ103"]),
        (Severity.ERROR, ["ZZ103"]),
    ],
)
def test_a_policy_leaves_out_what_matters_less(
    at_least: Severity, kept: list[str]
) -> None:
    mine = [
        Says(code="ZZ101", severity=Severity.INFO),
        Says(code="ZZ102", severity=Severity.WARNING),
        Says(code="ZZ103", severity=Severity.ERROR),
    ]

    findings = checks.run(PORTFOLIO, mine, on=ON, policy=Policy(at_least=at_least))

    assert [finding.code for finding in findings] == kept


def test_a_policy_can_disregard_suppressions() -> None:
    portfolio = with_suppressions(Suppression(code="ZZ101", reason="agreed"))

    findings = checks.run(portfolio, [Says()], on=ON, policy=Policy(suppressions=False))

    assert [finding.code for finding in findings] == ["ZZ101"]


def test_a_policy_refuses_what_cannot_be_a_code() -> None:
    with pytest.raises(FieldError, match=r"Policy\.severities: expected codes"):
        Policy(severities={"learning sets": Severity.INFO})


def test_a_policy_is_a_value() -> None:
    given = {"ZZ1": Severity.ERROR}
    policy = Policy(severities=given)
    given["ZZ2"] = Severity.ERROR

    assert policy == Policy(severities={"ZZ1": Severity.ERROR})
    assert hash(policy) == hash(Policy(severities={"ZZ1": Severity.ERROR}))


# --------------------------------------------------------------------- suppressions


@pytest.mark.parametrize("about", ["", "council-1"])
def test_a_suppression_removes_findings(about: str) -> None:
    portfolio = with_suppressions(
        Suppression(code="ZZ101", reason="agreed", about=about, until=ON)
    )

    findings = checks.run(portfolio, [Says(paths=("$.organisations[1].name",))], on=ON)

    assert findings == ()


def test_a_suppression_about_one_noun_leaves_others() -> None:
    portfolio = with_suppressions(
        Suppression(code="ZZ101", reason="agreed", about="council-1")
    )
    both = Says(paths=("$.organisations[0]", "$.organisations[1]"))

    findings = checks.run(portfolio, [both], on=ON)

    assert [finding.path for finding in findings] == ["$.organisations[0]"]


def test_a_suppression_can_be_about_the_partnership() -> None:
    portfolio = with_suppressions(
        Suppression(code="ZZ101", reason="agreed", about="tp")
    )

    findings = checks.run(portfolio, [Says(paths=("$.partnership.name",))], on=ON)

    assert findings == ()


def test_what_has_no_id_goes_by_its_session() -> None:
    meeting = SessionId("first")
    learning_set = LearningSetId("set")
    portfolio = attrs.evolve(
        with_suppressions(Suppression(code="ZZ101", reason="agreed", about="first")),
        learning_sets=(ActionLearningSet(id=learning_set, title="Set"),),
        sessions=(
            Session(
                id=meeting,
                activity=learning_set,
                on=ON,
                start=pendulum.Time(10),
                end=pendulum.Time(12),
            ),
        ),
        set_meetings=(SetMeeting(session=meeting),),
    )

    findings = checks.run(portfolio, [Says(paths=("$.set_meetings[0].slots",))], on=ON)

    assert findings == ()


def engine_codes(portfolio: Portfolio, *mine: Check) -> list[tuple[str, str]]:
    found = checks.run(portfolio, mine, on=ON)
    return [(f.code, f.path) for f in found if f.code in checks.SUPPRESSION_CODES]


def test_a_suppression_that_has_run_out_is_reported_and_removes_nothing() -> None:
    portfolio = with_suppressions(
        Suppression(code="ZZ101", reason="agreed", until=ON.subtract(days=1))
    )

    findings = checks.run(portfolio, [Says()], on=ON)

    assert [(finding.code, finding.path) for finding in findings] == [
        ("ZZ101", "$.organisations[0]"),
        ("TP001", "$.suppressions[0].until"),
    ]


def test_a_suppression_that_removes_nothing_is_reported() -> None:
    portfolio = with_suppressions(Suppression(code="ZZ101", reason="agreed"))

    assert engine_codes(portfolio, Says(paths=())) == [("TP002", "$.suppressions[0]")]


def test_a_suppression_of_an_unknown_code_is_reported_with_a_near_one() -> None:
    portfolio = with_suppressions(Suppression(code="TP1101", reason="agreed"))

    (finding,) = checks.run(portfolio, [Says(paths=())], on=ON)

    assert (finding.code, finding.path) == ("TP003", "$.suppressions[0].code")
    assert finding.remedy.startswith("did you mean 'TP1")


def test_a_suppression_of_nothing_like_a_code_is_to_be_deleted() -> None:
    portfolio = with_suppressions(Suppression(code="QQQ9999", reason="agreed"))

    (finding,) = checks.run(portfolio, [Says(paths=())], on=ON)

    assert finding.remedy == "delete the suppression"


def test_a_suppression_about_an_unknown_id_is_reported() -> None:
    portfolio = with_suppressions(
        Suppression(code="ZZ101", reason="agreed", about="council-99"),
        Suppression(code="ZZ101", reason="agreed", about="moon"),
    )

    near, far = (
        finding
        for finding in checks.run(portfolio, [Says()], on=ON)
        if finding.code == "TP004"
    )

    assert near.path == "$.suppressions[0].about"
    assert near.remedy == "did you mean 'council-9'?"
    assert far.remedy == "correct the id, or delete the suppression"


def test_a_suppression_for_a_check_that_did_not_run_is_left_in_peace() -> None:
    portfolio = with_suppressions(
        Suppression(code="TP101", reason="agreed"),
        Suppression(code="ZZ101", reason="agreed"),
    )

    found = checks.run(portfolio, [Says(paths=())], on=ON, ignore=["ZZ1"])

    assert found == ()


def test_nobody_knows_which_codes_a_function_may_use() -> None:
    portfolio = with_suppressions(Suppression(code="ZZ909", reason="agreed"))
    silent: Callable[..., list[Finding]] = lambda portfolio, /, *, on: []  # noqa: ARG005, E731  # as short as a check can be

    assert engine_codes(portfolio, silent) == []


def test_what_the_engine_says_can_be_ignored_but_not_suppressed() -> None:
    portfolio = with_suppressions(
        Suppression(code="ZZ101", reason="agreed"),
        Suppression(code="TP002", reason="agreed"),
    )

    assert engine_codes(portfolio, Says(paths=())) == [
        ("TP002", "$.suppressions[0]"),
        ("TP003", "$.suppressions[1].code"),
    ]
    assert checks.run(portfolio, [Says(paths=())], on=ON, ignore=["TP0"]) == ()


@pytest.mark.parametrize(
    "on", ["2022-02-14", None, pendulum.datetime(2022, 2, 14, tz="Europe/London")]
)
def test_what_is_no_day_is_refused(on: Any) -> None:
    with pytest.raises(FieldError, match=r"run\.on: expected a date without a time"):
        checks.run(smallest(), on=on)


def test_a_plain_date_will_do() -> None:
    plain = checks.run(smallest(), on=dt.date(2022, 2, 14))  # type: ignore[arg-type]

    assert plain == checks.run(smallest(), on=pendulum.Date(2022, 2, 14))


def test_a_check_without_its_brackets_is_refused_with_them() -> None:
    with pytest.raises(FieldError, match=r"such as LateAward\(\) with its brackets"):
        checks.run(smallest(), [checks.LateAward], on=ON)  # type: ignore[list-item]


def test_a_severity_may_be_given_as_its_word() -> None:
    finding = Finding(code="A1", severity="warning", path="$", message="m", remedy="r")

    assert finding.severity is Severity.WARNING
