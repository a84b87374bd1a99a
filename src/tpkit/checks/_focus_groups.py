from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.activity import (
    FocusGroup,
    FocusGroupKind,
    GuideSectionKind,
    SessionMode,
    TopicGuide,
)
from tpkit._model.ids import FocusGroupId
from tpkit._model.participation import Registration, RegistrationStatus
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date
from tpkit.checks import (
    _group_consent,
    _group_leaders,
    _group_members,
    _group_records,
    _studies,
)
from tpkit.checks._check import Check, code_of
from tpkit.checks._occasions import (
    AHEAD,
    CAME,
    attended,
    came_by_session,
    minutes_of_shortest,
    occasions,
    registrations_by_group,
)
from tpkit.checks._order import in_document_order
from tpkit.findings import Finding, Severity
from tpkit.groups import invitations


@attrs.frozen(kw_only=True)
class FocusGroupSizeUnsuited:
    """A focus group is too small, or too large, for everybody to be heard.

    In person, four to eight people work well [LITMUS][XPS]; online more than six talk
    past one another [INTERQ][COHAE]. A gathering of more than eight is a listening
    event, works by other rules and must be recorded as one [S2]: that is an error.
    Looked at are the sizes planned and the numbers who came. Groups that test a resource
    are focus groups too [S4], and only ever a warning.
    """

    code: ClassVar[str] = "TP501"
    rules: ClassVar[tuple[int, ...]] = (79,)

    at_least: int = 4
    """The fewest people."""
    at_most_in_person: int = 8
    """The most people in a room."""
    at_most_online: int = 6
    """The most people online, or partly online."""
    never_above: int = 8
    """People above whom it is a listening event and no focus group."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        yield from in_document_order(self._found(portfolio))

    def _found(self, portfolio: Portfolio) -> Iterator[Finding]:
        for path, group, size, words in _sizes(portfolio):
            if _is_listening_event(group):
                continue
            in_person = group.mode is SessionMode.IN_PERSON
            at_most = self.at_most_in_person if in_person else self.at_most_online
            if self.at_least <= size <= at_most:
                continue
            too_large = (
                group.kind is FocusGroupKind.FOCUS_GROUP and size > self.never_above
            )
            yield Finding(
                code=self.code,
                severity=Severity.ERROR if too_large else Severity.WARNING,
                path=path,
                message=(
                    f"{group.title} {words}; a focus group "
                    f"{'in person' if in_person else 'online'} has "
                    f"{self.at_least} to {at_most}"
                ),
                remedy=(
                    "record it as a listening event, or meet in several groups"
                    if too_large
                    else "change the size, or meet in several groups"
                    if path.endswith("_size")
                    else _HAS_MET
                ),
            )


@attrs.frozen(kw_only=True)
class ListeningEventSizeUnsuited:
    """A listening event is smaller or larger than such events have been.

    The Big Listen planned for 15 to 45 people each time [S2]. Fewer would be heard
    better in focus groups; more leaves most of them silent.
    """

    code: ClassVar[str] = "TP502"
    rules: ClassVar[tuple[int, ...]] = (79,)

    at_least: int = 15
    """The fewest people."""
    at_most: int = 45
    """The most people."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        yield from in_document_order(self._found(portfolio))

    def _found(self, portfolio: Portfolio) -> Iterator[Finding]:
        for path, group, size, words in _sizes(portfolio):
            if not _is_listening_event(group):
                continue
            if not self.at_least <= size <= self.at_most:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=path,
                    message=(
                        f"{group.title} {words}; a listening event has "
                        f"{self.at_least} to {self.at_most}"
                    ),
                    remedy=(
                        _HAS_MET
                        if not path.endswith("_size")
                        else "hold focus groups instead"
                        if size < self.at_least
                        else "hold several events"
                    ),
                )


_HAS_MET = "say in the report how many came, and plan the next with that in mind"


def _sizes(portfolio: Portfolio) -> Iterator[tuple[str, FocusGroup, int, str]]:
    """Yield where a size stands, whose it is, how large, and how to put it."""
    session_number = {s.id: number for number, s in enumerate(portfolio.sessions)}
    came, registered = came_by_session(portfolio), registrations_by_group(portfolio)
    for number, group in enumerate(portfolio.focus_groups):
        path = f"$.focus_groups[{number}]"
        for field, words in _PLANNED.items():
            size = getattr(group, field)
            if size is not None:
                yield f"{path}.{field}", group, size, words.format(_people(size))
        recorded = [each for each in attended(portfolio, group, came) if each[1]]
        for session, people in recorded:
            size = len(people)
            words = f"had {_people(size)} on {long_date(session.on)}"
            yield f"$.sessions[{session_number[session.id]}]", group, size, words
        size = sum(r.status in CAME for _, r in registered.get(group.id, ()))
        if size and not recorded:
            yield path, group, size, f"had {_people(size)}"


_PLANNED = {
    "target_size": "is planned for {}",
    "min_size": "is to go ahead with {}",
    "max_size": "is to take up to {}",
}


def _people(number: int) -> str:
    return counted(number, "person", "people")


def _is_listening_event(group: FocusGroup) -> bool:
    return group.kind is FocusGroupKind.LISTENING_EVENT


@attrs.frozen(kw_only=True)
class InvitationsMisjudged:
    """A group has invited too few people for the number wanted, or too many.

    About a fifth of those invited do not come, so that eight are invited for six to be
    there [LITMUS][HKQ]: the target divided by the share expected to come, rounded up.
    Online no more than three above the target are invited, because all may come
    [COHAE]. Listening events are left alone, and so are groups into which people book
    themselves, and groups that have met for the last time.
    """

    code: ClassVar[str] = "TP503"
    rules: ClassVar[tuple[int, ...]] = (80,)

    target_size: int = 6
    """People wanted, where the group does not say."""
    no_show_percent: Decimal = Decimal(20)
    """Percent expected not to come, where the group does not say."""
    at_most_above_target_online: int = 3
    """People an online group may invite above its target."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        registered = registrations_by_group(portfolio)
        for number, group in enumerate(portfolio.focus_groups):
            if _has_met(portfolio, group, on):
                continue
            path, invited = f"$.focus_groups[{number}].invited", group.invited
            if invited is None:
                asked = [r for _, r in registered.get(group.id, ()) if _was_invited(r)]
                invited = len(asked) or None
            if invited is None or group.self_selected or _is_listening_event(group):
                continue
            target = group.target_size or self.target_size
            most = target + self.at_most_above_target_online
            wanted = self._wanted(group, target)
            if invited < wanted:
                advice = f"invite {wanted}, for some will not come"
            elif group.mode is SessionMode.ONLINE and invited > most:
                advice = f"invite at most {most} online, for all may come"
            else:
                continue
            yield Finding(
                code=self.code,
                severity=Severity.WARNING,
                path=path,
                message=(
                    f"{group.title} has invited {_people(invited)} "
                    f"and wants {target} to come"
                ),
                remedy=advice,
            )

    def _wanted(self, group: FocusGroup, target: int) -> int:
        no_show = group.expected_no_show
        # A share that nobody can mean, such as all of them, stands for the usual one.
        if no_show is None or not 0 <= no_show < 100:  # noqa: PLR2004  # percent
            no_show = self.no_show_percent
        return invitations(
            target,
            no_show=no_show,
            mode=group.mode,
            online_extra=self.at_most_above_target_online,
        )


def _has_met(portfolio: Portfolio, group: FocusGroup, on: pendulum.Date) -> bool:
    sessions = occasions(portfolio, group)
    return group.status not in AHEAD or bool(sessions and sessions[-1].on < on)


def _was_invited(registration: Registration) -> bool:
    reached = {registration.status, *(step.to for step in registration.history)}
    return not reached.isdisjoint(_INVITED)


_INVITED = frozenset(
    {
        RegistrationStatus.INVITED,
        RegistrationStatus.CONFIRMED,
        RegistrationStatus.DECLINED,
        RegistrationStatus.NO_REPLY,
        RegistrationStatus.CONSENTED,
        RegistrationStatus.ATTENDED,
        RegistrationStatus.PARTIAL,
        RegistrationStatus.NO_SHOW,
        RegistrationStatus.CANCELLED_WITH_NOTICE,
    }
)


@attrs.frozen(kw_only=True)
class FocusGroupTooLong:
    """A session of a group is longer than people can, or agreed to, take part.

    Online an hour and a half is the most [S0], in person two hours [XPS]. Where the
    group states its own longest time, that was what people agreed to.
    """

    code: ClassVar[str] = "TP504"
    rules: ClassVar[tuple[int, ...]] = (81,)

    minutes_online: int = 90
    """The longest session online, or partly online."""
    minutes_in_person: int = 120
    """The longest session in a room."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        groups = {group.id: group for group in portfolio.focus_groups}
        for number, session in enumerate(portfolio.sessions):
            group = groups.get(FocusGroupId(session.activity))
            if group is None or not session.status.happens:
                continue
            in_person = session.mode is SessionMode.IN_PERSON
            usual = self.minutes_in_person if in_person else self.minutes_online
            longest = group.max_minutes or usual
            if session.minutes > longest:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.sessions[{number}].end",
                    message=(
                        f"{group.title} lasts {session.minutes} minutes on "
                        f"{long_date(session.on)}; {longest} is the most"
                        f"{' agreed' if group.max_minutes else ''}"
                    ),
                    remedy="end earlier, or meet on another day as well",
                )


@attrs.frozen(kw_only=True)
class TopicGuideTooLong:
    """A topic guide needs more time than its session has.

    The parts of the guide must add up to at least five minutes less than the session
    [TOPIC]: people come late, and somebody always has one more thing to say. Where some
    parts have no time, the others are counted.
    """

    code: ClassVar[str] = "TP505"
    rules: ClassVar[tuple[int, ...]] = (81,)

    spare_minutes: int = 5
    """Minutes of the session that the guide must leave free."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for number, group, guide, length in _guides(portfolio):
            planned = sum(s.minutes for s in guide.sections if s.minutes is not None)
            if planned > length - self.spare_minutes:
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=f"$.focus_groups[{number}].guide.sections",
                    message=(
                        f"The topic guide of {group.title} takes {planned} minutes; "
                        f"there are {length}, of which {self.spare_minutes} stay free"
                    ),
                    remedy="shorten the guide, or make the session longer",
                )


@attrs.frozen(kw_only=True)
class TooManyTopics:
    """A group has so many topics that none can be talked through.

    A key question wants 15 to 20 minutes [TOPIC]; below ten nobody answers anybody. The
    Big Listen had nine topics in an hour, 6.7 minutes each [S2]. What counts is the time
    the guide gives its key questions or, where it gives none, the time of the session
    that its other parts leave.
    """

    code: ClassVar[str] = "TP506"
    rules: ClassVar[tuple[int, ...]] = (82,)

    minutes_each: int = 10
    """The least time for one key topic, in minutes."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for number, group, guide, length in _guides(portfolio):
            topics = guide.key_topics
            minutes = _minutes_for_topics(guide, length)
            if minutes < topics * self.minutes_each:
                each = (Decimal(minutes) / topics).quantize(
                    Decimal("0.1"), ROUND_HALF_UP
                )
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.focus_groups[{number}].guide.sections",
                    message=(
                        f"{group.title} has {counted(topics, 'topic')} in {minutes} "
                        f"minutes, {each} each"
                    ),
                    remedy=(
                        f"keep the topics that matter most, {self.minutes_each} "
                        "minutes each, and put the others into a survey"
                    ),
                )


def _guides(portfolio: Portfolio) -> Iterator[tuple[int, FocusGroup, TopicGuide, int]]:
    """Yield each group that has a guide and a length, by its shortest session."""
    for number, group in enumerate(portfolio.focus_groups):
        length = minutes_of_shortest(portfolio, group) or group.max_minutes
        if group.guide is not None and length is not None:
            yield number, group, group.guide, length


def _minutes_for_topics(guide: TopicGuide, length: int) -> int:
    key = [s.minutes for s in guide.sections if s.kind is GuideSectionKind.KEY]
    times = [minutes for minutes in key if minutes is not None]
    if len(times) == len(key):
        return sum(times)
    rest = (
        s.minutes or 0 for s in guide.sections if s.kind is not GuideSectionKind.KEY
    )
    return max(length - sum(rest), 0)


_OWN: tuple[Check, ...] = (
    FocusGroupSizeUnsuited(),
    ListeningEventSizeUnsuited(),
    InvitationsMisjudged(),
    FocusGroupTooLong(),
    TopicGuideTooLong(),
    TooManyTopics(),
)

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *_OWN,
            *_studies.CHECKS,
            *_group_leaders.CHECKS,
            *_group_members.CHECKS,
            *_group_consent.CHECKS,
            *_group_records.CHECKS,
        ),
        key=code_of,
    )
)
"""The checks of focus groups, of studies and of those who take part, by code."""
