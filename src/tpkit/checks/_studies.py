"""Checks of studies: how many groups they hold, and who is not heard in any."""

import operator
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.activity import (
    FocusGroup,
    FocusGroupKind,
    StudyMethod,
)
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, ordinal
from tpkit.checks._check import Check
from tpkit.checks._occasions import AHEAD, groups_by_study
from tpkit.findings import Finding, Severity


@attrs.frozen(kw_only=True)
class SegmentHeardTooRarely:
    """A segment is heard in fewer groups than it takes to understand it.

    One group in a segment finds the issues, a second tells them from the chance of who
    was there [HENNINK]. A segment of a study that has none, while the study's other
    segments have groups, is not heard at all; unless a survey asks it. Segments heard in
    listening events are left alone.
    """

    code: ClassVar[str] = "TP507"
    rules: ClassVar[tuple[int, ...]] = (83,)

    groups_each: int = 2
    """Groups for each segment, where the segment does not say."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        groups = Counter(
            group.segment
            for group in portfolio.focus_groups
            if group.kind is FocusGroupKind.FOCUS_GROUP
        )
        by_segment = {
            group.study
            for group in portfolio.focus_groups
            if group.kind is FocusGroupKind.FOCUS_GROUP and group.segment is not None
        }
        heard_otherwise = {
            *(id for survey in portfolio.surveys for id in survey.segments),
            *(group.segment for group in portfolio.focus_groups),
            *(registration.segment for registration in portfolio.registrations),
        }
        for number, segment in enumerate(portfolio.segments):
            wanted = segment.target_groups or self.groups_each
            is_left_out = (
                segment.study in by_segment and segment.id not in heard_otherwise
            )
            if (groups[segment.id] or is_left_out) and groups[segment.id] < wanted:
                has = counted(groups[segment.id], "group")
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.segments[{number}]",
                    message=(
                        f"{has if groups[segment.id] else 'No group'} for "
                        f"{segment.title}; {wanted} "
                        f"{'is' if wanted == 1 else 'are'} wanted"
                    ),
                    remedy="plan another group, or join segments that belong together",
                )


@attrs.frozen(kw_only=True)
class NumberOfGroupsUnusual:
    """A study holds fewer focus groups, or more, than its themes are likely to need.

    Two to three groups bring up four fifths of all themes, three to six nine tenths
    [GUEST16]. More costs people's time for little, unless there are many segments: then
    the study says so in `groups_reason` [HENNINK].
    """

    code: ClassVar[str] = "TP508"
    rules: ClassVar[tuple[int, ...]] = (83,)

    at_least: int = 3
    """The fewest focus groups of a study that holds any."""
    at_most: int = 6
    """The most without a reason."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        of_study = groups_by_study(portfolio)
        for number, study in enumerate(portfolio.studies):
            kinds = [group.kind for group in of_study[study.id]]
            groups = kinds.count(FocusGroupKind.FOCUS_GROUP)
            if not groups or self.at_least <= groups <= self.at_most:
                continue
            if not study.groups_reason:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.studies[{number}].groups_reason",
                    message=(
                        f"{study.title} has {counted(groups, 'focus group')}; "
                        f"{self.at_least} to {self.at_most} are usual"
                    ),
                    remedy="change the number, or say why in groups_reason",
                )


@attrs.frozen(kw_only=True)
class NoAlternativeToAttending:
    """People who cannot come to a study's groups have no other way to be heard.

    A short anonymous survey [NELTP-RE], or an interview, hears those who are on leave,
    at work, or unwilling to speak before colleagues.
    """

    code: ClassVar[str] = "TP529"
    rules: ClassVar[tuple[int, ...]] = (94,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        surveyed = {survey.study for survey in portfolio.surveys}
        of_study = groups_by_study(portfolio)
        for number, study in enumerate(portfolio.studies):
            kinds = {group.kind for group in of_study[study.id]}
            if not kinds - {FocusGroupKind.RESOURCE_TEST}:
                continue
            if study.id not in surveyed and _ALTERNATIVES.isdisjoint(study.methods):
                yield Finding(
                    code=self.code,
                    severity=Severity.INFO,
                    path=f"$.studies[{number}].methods",
                    message=f"{study.title} hears only those who come to a group",
                    remedy="offer a survey or an interview to those who cannot",
                )


_ALTERNATIVES = frozenset({StudyMethod.SURVEY, StudyMethod.INTERVIEW})


@attrs.frozen(kw_only=True)
class SaturationReached:
    """A study goes on holding groups although they bring up hardly anything new.

    After the third group or later, when the group coded last added no more than one in
    twenty of all the codes found [GUEST16], another is unlikely to add more [XPS]. The
    share is a convention, not a law [OK].
    """

    code: ClassVar[str] = "TP530"
    rules: ClassVar[tuple[int, ...]] = (95,)

    from_group: int = 3
    """The number of coded groups from which it is asked."""
    new_codes_percent: int = 5
    """Percent of all codes that the last group may add and still count as nothing new."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        of_study = groups_by_study(portfolio)
        for number, study in enumerate(portfolio.studies):
            groups = of_study[study.id]
            coded = _in_coding_order(groups)
            ahead = [g for g in groups if g.status in AHEAD and g.held_in_order is None]
            ids = {group.id for group in coded}
            codes = [ids.intersection(theme.groups) for theme in study.themes]
            found = sum(map(bool, codes))
            if len(coded) < self.from_group or not ahead or not found:
                continue
            new = codes.count({coded[-1].id})
            if new * 100 <= found * self.new_codes_percent:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.studies[{number}].themes",
                    message=(
                        f"{coded[-1].title}, the {ordinal(len(coded))} group coded in "
                        f"{study.title}, added {new} of {counted(found, 'code')}, with "
                        f"{counted(len(ahead), 'group')} still to come"
                    ),
                    remedy="stop here, or say which voices have not been heard yet",
                )


def _in_coding_order(groups: Iterable[FocusGroup]) -> list[FocusGroup]:
    numbered = [(g.held_in_order, g) for g in groups if g.held_in_order is not None]
    return [group for _, group in sorted(numbered, key=operator.itemgetter(0))]


CHECKS: tuple[Check, ...] = (
    SegmentHeardTooRarely(),
    NumberOfGroupsUnusual(),
    NoAlternativeToAttending(),
    SaturationReached(),
)
