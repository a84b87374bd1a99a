"""Whether the sessions of one activity follow one another as was agreed."""

from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.portfolio import Portfolio
from tpkit.checks._check import Check
from tpkit.checks._judged import judged
from tpkit.findings import Finding


@attrs.frozen(kw_only=True)
class SessionsTooClose:
    """Two sessions of an activity follow one another sooner than was agreed.

    Days are counted from one to the next, whatever their hours; working days where the
    rule says so. Only where the partners have agreed it. Source: [DES].
    """

    code: ClassVar[str] = "TP713"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SessionsTooFarApart:
    """Two sessions of an activity are further apart than was agreed.

    Only where the partners have agreed it. Source: [DES].
    """

    code: ClassVar[str] = "TP714"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class RunsNotAsAgreed:
    """An activity has more or fewer sessions than were agreed, or sessions of another length.

    Cancelled sessions do not count. Only where the partners have agreed it: NELTP agreed
    three runs of a workshop. Source: [S1].
    """

    code: ClassVar[str] = "TP716"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SegmentNotHeard:
    """A segment has fewer sessions than were agreed, whatever the activity.

    Only where the partners have agreed it; that a study hears each of its segments twice
    is another check's question. Source: [S2].
    """

    code: ClassVar[str] = "TP717"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class WeekdayOrHourChanges:
    """The sessions of an activity are not on one day of the week, or not at one hour.

    Hours are those of London clocks, so that a series keeps its hour when they change.
    Only where the partners have agreed it. Source: [DES].
    """

    code: ClassVar[str] = "TP718"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class FacilitatorsChange:
    """The sessions of an activity are not all led by the same people.

    Only where the partners have agreed it. Source: [DES].
    """

    code: ClassVar[str] = "TP719"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class VenueChanges:
    """The sessions of an activity are not all held in one place.

    Only where the partners have agreed it. Source: [DES].
    """

    code: ClassVar[str] = "TP720"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SessionsOutOfOrder:
    """Sessions that build on one another do not follow in the order of their numbers.

    Those of a workshop in parts, of a learning set, and of a focus group of the same
    people; or one begins before the other has ended. Sessions that are past are let be.
    Source: [DES].
    """

    code: ClassVar[str] = "TP731"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


CHECKS: tuple[Check, ...] = (
    SessionsTooClose(),
    SessionsTooFarApart(),
    RunsNotAsAgreed(),
    SegmentNotHeard(),
    WeekdayOrHourChanges(),
    FacilitatorsChange(),
    VenueChanges(),
    SessionsOutOfOrder(),
)
