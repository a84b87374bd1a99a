"""When a learning set meets, and on what terms."""

import itertools
from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit import _text
from tpkit._dates import days_between
from tpkit._model.activity import ActionLearningSet, LearningSetStatus, SetMeeting
from tpkit._model.ids import SessionId
from tpkit._model.portfolio import Portfolio
from tpkit.checks._order import in_document_order
from tpkit.checks._sets import UNDER_CONTRACT, meetings_of, records, sets_going_on
from tpkit.findings import Finding, Severity

_DAYS_IN_WEEK = 7


@attrs.frozen(kw_only=True)
class SetMeetingsTooFarApart:
    """A learning set's meetings are not spaced as a set needs.

    Every four to six weeks, five for choice: a contract outside that is mentioned, and
    more than eight weeks, contracted or between two dated meetings, is a warning. A set
    whose profile is `quarterly` follows the other known pattern, five meetings over 12
    to 15 months, about every 12 weeks; a quarter of a year is 13. Sources: [IDYIA],
    [ALA].
    """

    code: ClassVar[str] = "TP403"
    rules: ClassVar[tuple[int, ...]] = (64,)

    closest_weeks: int = 4
    """The fewest weeks between meetings that pass without remark."""
    furthest_weeks: int = 6
    """The most weeks between meetings that pass without remark."""
    warning_weeks: int = 8
    """Weeks between meetings above which there is a warning."""
    quarterly_weeks: int = 13
    """The same for sets whose profile is `quarterly`, which pass without remark below."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # spacing is judged as planned and as dated
        yield from in_document_order(self._found(portfolio))

    def _found(self, portfolio: Portfolio) -> Iterator[Finding]:
        numbers = {session.id: i for i, session in enumerate(portfolio.sessions)}
        for number, learning_set in sets_going_on(portfolio):
            weeks = learning_set.contract.spacing_weeks
            quarterly = learning_set.profile.strip().casefold() == "quarterly"
            limit = self.quarterly_weeks if quarterly else self.warning_weeks
            usual = limit if quarterly else self.furthest_weeks
            if not self.closest_weeks <= weeks <= usual:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING if weeks > limit else Severity.INFO,
                    path=f"$.learning_sets[{number}].contract.spacing_weeks",
                    message=(
                        f"{learning_set.title} is to meet every "
                        f"{_text.counted(weeks, 'week')}; {self.closest_weeks} to "
                        f"{usual} are usual"
                    ),
                    remedy=(
                        "agree another spacing, or record the profile `quarterly` if "
                        "that is the pattern"
                    ),
                )
            yield from self._gaps(portfolio, learning_set, limit, numbers)

    def _gaps(
        self,
        portfolio: Portfolio,
        learning_set: ActionLearningSet,
        limit: int,
        numbers: dict[SessionId, int],
    ) -> Iterator[Finding]:
        meetings = meetings_of(portfolio, learning_set)
        for before, after in itertools.pairwise(meetings):
            days = days_between(before.on, after.on)
            if days > limit * _DAYS_IN_WEEK:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.sessions[{numbers[after.id]}].on",
                    message=(
                        f"{learning_set.title} meets on {_text.long_date(after.on)}, "
                        f"{_text.counted(days, 'day')} after the meeting before; more "
                        f"than {limit} weeks is too long"
                    ),
                    remedy="bring it forward, or put a meeting in between",
                )


@attrs.frozen(kw_only=True)
class MeetingsUndated:
    """A learning set under contract has other meetings dated than it contracted.

    Members commit to all dates, so all are known from the start: six unless agreed
    otherwise (four or five, usually five, are found too). Sources: [IDYIA], [ALA].
    """

    code: ClassVar[str] = "TP404"
    rules: ClassVar[tuple[int, ...]] = (64,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on  # dates past and to come are counted
        for number, learning_set in sets_going_on(portfolio):
            planned = learning_set.contract.meetings
            dated = len(meetings_of(portfolio, learning_set))
            if learning_set.status in UNDER_CONTRACT and dated != planned:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.learning_sets[{number}].contract.meetings",
                    message=(
                        f"{learning_set.title} contracted "
                        f"{_text.counted(planned, 'meeting')} and has {dated} dated"
                    ),
                    remedy=(
                        "fix the dates that are missing"
                        if dated < planned
                        else "agree a new contract, or cancel the meetings beyond it"
                    ),
                )


@attrs.frozen(kw_only=True)
class PresentedBeforeGroundRules:
    """A member presented in a learning set before all had agreed its ground rules.

    Ground rules come first: who presents must know how the set will treat it. Each rule
    is agreed by all on or before the day of the first presentation. Source: [ALA].
    """

    code: ClassVar[str] = "TP413"
    rules: ClassVar[tuple[int, ...]] = (70,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        kept = records(portfolio)
        for number, learning_set in sets_going_on(portfolio):
            first = _first_presentation(portfolio, learning_set, kept, on)
            if first is None:
                continue
            rules = learning_set.ground_rules
            agreed = sum(
                r.agreed_on is not None and r.agreed_on <= first for r in rules
            )
            if agreed < len(rules) or not rules:
                state = f"{agreed} of its {len(rules)} ground rules agreed by all"
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.learning_sets[{number}].ground_rules",
                    message=(
                        f"{learning_set.title} first heard a presenter on "
                        f"{_text.long_date(first)}, with "
                        f"{state if rules else 'no ground rules'}"
                    ),
                    remedy="agree the rules before the next presentation, with the date",
                )


@attrs.frozen(kw_only=True)
class ConfidentialityClauseMissing:
    """A learning set works without a confidentiality clause, or without its limits.

    What is said stays in the set [IDYIA], except where harm, safeguarding or practice
    concerns require otherwise [OK]; members know both before they speak. Judged once the
    set has contracted or somebody has presented. Source for ground rules: [ALA].
    """

    code: ClassVar[str] = "TP414"
    rules: ClassVar[tuple[int, ...]] = (70,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        kept = records(portfolio)
        for number, learning_set in sets_going_on(portfolio):
            forming = learning_set.status is LearningSetStatus.FORMING
            first = _first_presentation(portfolio, learning_set, kept, on)
            if forming and first is None:
                continue
            if not any(r.about_confidentiality for r in learning_set.ground_rules):
                yield self._missing(
                    f"$.learning_sets[{number}].ground_rules",
                    f"{learning_set.title} has no ground rule about confidentiality",
                    "agree one, limits included",
                )
            if not learning_set.confidentiality_limits.strip():
                yield self._missing(
                    f"$.learning_sets[{number}].confidentiality_limits",
                    f"{learning_set.title} does not say when confidence must be broken",
                    "name the limits: harm, safeguarding, practice concerns",
                )

    def _missing(self, path: str, message: str, remedy: str) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.ERROR,
            path=path,
            message=message,
            remedy=remedy,
        )


def _first_presentation(
    portfolio: Portfolio,
    learning_set: ActionLearningSet,
    kept: dict[SessionId, tuple[int, SetMeeting]],
    on: pendulum.Date,
) -> pendulum.Date | None:
    for session in meetings_of(portfolio, learning_set):
        if session.id in kept and kept[session.id][1].slots and session.on <= on:
            return session.on
    return None
