"""Whether people and places can be at the sessions planned for them."""

from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.portfolio import Portfolio
from tpkit.checks._check import Check
from tpkit.checks._judged import judged
from tpkit.findings import Finding


@attrs.frozen(kw_only=True)
class SessionsClash:
    """Two sessions at one time want the same person, venue or audience.

    An audience can be at one activity at a time, but the runs of one workshop, and the
    groups of one study, share out the people between them. `schedule.clashes` says who
    is expected where. Sources: [S2], [DES].
    """

    code: ClassVar[str] = "TP721"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class KeptApartTogether:
    """People who are to be kept apart are in one session, or such sessions overlap.

    Only where the partners have agreed it. Source: [DES].
    """

    code: ClassVar[str] = "TP722"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class ManagerInSession:
    """Somebody is in a session with a manager, where that was ruled out.

    Those who lead count with those who take part. Only where the partners have agreed it:
    learning sets and focus groups have checks of their own, which always look. Sources:
    [RAPID], [S2].
    """

    code: ClassVar[str] = "TP723"
    rules: ClassVar[tuple[int, ...]] = (65, 85)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class LedByOthers:
    """A session is not led by those who are to lead it.

    Only where the partners have agreed it. Source: [DES].
    """

    code: ClassVar[str] = "TP724"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SomebodyUnavailable:
    """A session wants somebody, or a venue, that cannot be had then.

    Leave, illness, a room let to others: where it is on record. Source: [DES].
    """

    code: ClassVar[str] = "TP725"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class TooManySessions:
    """Somebody has more sessions in a day, a week or a month than was agreed.

    One a day for people in one role or of one segment, two for those who lead, unless
    agreed otherwise. The Big Listen's two sessions on 1 December 2022 were for different
    people. Source: [S2].
    """

    code: ClassVar[str] = "TP726"
    rules: ClassVar[tuple[int, ...]] = (50,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class HeldElsewhere:
    """A session is not held where it is to be held.

    Only where the partners have agreed it. Source: [DES].
    """

    code: ClassVar[str] = "TP727"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class NoTimeToTravel:
    """Somebody has too little time to get from one session to the next.

    Online venues are everywhere. Only where the partners have agreed how long the way
    takes. Source: [DES].
    """

    code: ClassVar[str] = "TP729"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


CHECKS: tuple[Check, ...] = (
    SessionsClash(),
    KeptApartTogether(),
    ManagerInSession(),
    LedByOthers(),
    SomebodyUnavailable(),
    TooManySessions(),
    HeldElsewhere(),
    NoTimeToTravel(),
)
