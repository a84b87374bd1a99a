"""Whether the members of a learning set are enough, not too many, and peers."""

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit import _text
from tpkit._model.activity import ActionLearningSet, LearningSetStatus
from tpkit._model.ids import PersonId
from tpkit._model.people import Organisation, Person
from tpkit._model.portfolio import Portfolio
from tpkit.checks._sets import present, sets_going_on, titles
from tpkit.findings import Finding, Severity
from tpkit.groups import line_pairs, team_mates


@attrs.frozen(kw_only=True)
class LearningSetTooSmall:
    """An action learning set has fewer members than can learn from one another.

    Four to eight members, six for choice: under four is an error, and four a warning,
    because one departure ends it. A set that is forming and has no members on record yet
    is left in peace. Sources: [UNITAR], [ALA].
    """

    code: ClassVar[str] = "TP401"
    rules: ClassVar[tuple[int, ...]] = (63,)

    at_least: int = 4
    """The fewest members."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, learning_set in sets_going_on(portfolio):
            size = len(present(learning_set, on=on))
            forming = learning_set.status is LearningSetStatus.FORMING
            if size > self.at_least or (forming and not learning_set.members):
                continue
            too_small = size < self.at_least
            yield Finding(
                code=self.code,
                severity=Severity.ERROR if too_small else Severity.WARNING,
                path=f"$.learning_sets[{number}].members",
                message=(
                    f"{learning_set.title} has {_text.counted(size, 'member')}; "
                    f"a set needs {self.at_least}"
                    + ("" if too_small else ", so one departure would end it")
                ),
                remedy="recruit more members, or merge it with another set",
            )


@attrs.frozen(kw_only=True)
class LearningSetTooLarge:
    """An action learning set has more members than can be heard.

    Four to eight members, six for choice: more than eight is an error, and eight a
    warning, because a late admission would break it and turns become rare. Sources:
    [UNITAR], [ALA].
    """

    code: ClassVar[str] = "TP402"
    rules: ClassVar[tuple[int, ...]] = (63,)

    at_most: int = 8
    """The most members."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, learning_set in sets_going_on(portfolio):
            size = len(present(learning_set, on=on))
            if size < self.at_most:
                continue
            too_large = size > self.at_most
            yield Finding(
                code=self.code,
                severity=Severity.ERROR if too_large else Severity.WARNING,
                path=f"$.learning_sets[{number}].members",
                message=(
                    f"{learning_set.title} has {_text.counted(size, 'member')}; a set "
                    + ("takes" if too_large else "is full at")
                    + f" {self.at_most}"
                ),
                remedy=(
                    "make two sets of it"
                    if too_large
                    else "admit nobody else to this set"
                ),
            )


@attrs.frozen(kw_only=True)
class LineManagementInSet:
    """Two members of a learning set are in one line of management.

    Members are peers: nobody brings an unsolved issue to their own manager, or to their
    manager's manager. NELTP's sets mix newly qualified staff, experienced staff and
    managers on purpose, so it is looked at person by person. Source for the principle:
    [RAPID]; skip-level pairs are general practice [OK].
    """

    code: ClassVar[str] = "TP405"
    rules: ClassVar[tuple[int, ...]] = (65,)

    levels: int = 2
    """How far up the line to look: 1 for managers, 2 for their managers too."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, learning_set in sets_going_on(portfolio):
            members = present(learning_set, on=on)
            people = [member.person for member in members]
            for pair in line_pairs(portfolio, people, levels=self.levels):
                place = _index(learning_set, pair.report)
                manager = portfolio.get(Person, pair.manager).title
                report = portfolio.get(Person, pair.report).title
                far = "manages" if pair.is_direct else "is a manager above"
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.learning_sets[{number}].members[{place}]",
                    message=f"In {learning_set.title}, {manager} {far} {report}",
                    remedy="move one of them to another set",
                )


@attrs.frozen(kw_only=True)
class TeamMatesInSet:
    """Members of a learning set work in the same team.

    Team-mates know one another's cases and people, and speak less freely for it. Source
    for the principle: [RAPID]; teams are general practice [OK].
    """

    code: ClassVar[str] = "TP406"
    rules: ClassVar[tuple[int, ...]] = (65,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, learning_set in sets_going_on(portfolio):
            people = [member.person for member in present(learning_set, on=on)]
            for mates in team_mates(portfolio, people):
                team = portfolio.get(Person, mates[0]).team
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.learning_sets[{number}].members",
                    message=(
                        f"{titles(portfolio, mates)} of {learning_set.title} are in one "
                        f"team, {team}"
                    ),
                    remedy="move all but one of them to other sets",
                )


@attrs.frozen(kw_only=True)
class EmployerCrowdsSet:
    """A learning set has too many members from one employer.

    One from each employer is best, and two are allowed. Where at least as many employers
    belong to the partnership as the set has members, a second one without a recorded
    reason is mentioned. A set drawn from three or four employers may have three from one
    with a recorded reason. Source: [LHF].
    """

    code: ClassVar[str] = "TP407"
    rules: ClassVar[tuple[int, ...]] = (66,)

    at_most: int = 2
    """The most members from one employer."""
    few_at_most: int = 3
    """The most where the set is drawn from few employers and says why."""
    few: tuple[int, ...] = (3, 4)
    """How many employers are few."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        choice = _employers(portfolio, on)
        for number, learning_set in sets_going_on(portfolio):
            people = [
                portfolio.get(Person, member.person)
                for member in present(learning_set, on=on)
            ]
            by_employer = Counter(p.organisation for p in people if p.organisation)
            has_reason = bool(learning_set.employer_mix_reason.strip())
            excepted = has_reason and len(by_employer) in self.few
            for employer, members in by_employer.items():
                if members > (self.few_at_most if excepted else self.at_most):
                    severity = Severity.WARNING
                elif members > 1 and choice >= len(people) and not has_reason:
                    severity = Severity.INFO
                else:
                    continue
                yield Finding(
                    code=self.code,
                    severity=severity,
                    path=f"$.learning_sets[{number}].members",
                    message=(
                        f"{learning_set.title} has {_text.counted(members, 'member')} "
                        f"from {portfolio.get(Organisation, employer).name} and draws on "
                        f"{_text.counted(len(by_employer), 'employer')}"
                    ),
                    remedy=(
                        "spread them over several sets, or record the reason for the mix"
                    ),
                )


@attrs.frozen(kw_only=True)
class GradesTooFarApart:
    """The grades of a learning set's members are too far apart for peers.

    Members have a similar level of responsibility, one band apart at most. Members whose
    grade is not recorded are not judged. Source: [ALA].
    """

    code: ClassVar[str] = "TP408"
    rules: ClassVar[tuple[int, ...]] = (67,)

    bands: int = 1
    """The most bands between the highest and the lowest grade."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for number, learning_set in sets_going_on(portfolio):
            people = [
                portfolio.get(Person, member.person)
                for member in present(learning_set, on=on)
            ]
            graded = sorted((p.grade, p.title) for p in people if p.grade is not None)
            if not graded or graded[-1][0] - graded[0][0] <= self.bands:
                continue
            (low, lowest), (high, highest) = graded[0], graded[-1]
            yield Finding(
                code=self.code,
                severity=Severity.WARNING,
                path=f"$.learning_sets[{number}].members",
                message=(
                    f"{learning_set.title} has grades {low} ({lowest}) to {high} "
                    f"({highest}), more than {_text.counted(self.bands, 'band')} apart"
                ),
                remedy="make sets of people at similar levels of responsibility",
            )


def _index(learning_set: ActionLearningSet, person: PersonId) -> int:
    people = [member.person for member in learning_set.members]
    return people.index(person)


def _employers(portfolio: Portfolio, on: pendulum.Date) -> int:
    members = {m.organisation for m in portfolio.memberships if m.covers(on)}
    return sum(portfolio.get(Organisation, id).kind.employs for id in members)
