"""Whether sessions are on days and at hours that were agreed."""

from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.portfolio import Portfolio
from tpkit.checks._check import Check
from tpkit.checks._judged import judged
from tpkit.findings import Finding


@attrs.frozen(kw_only=True)
class SessionOffWorkingDays:
    """A session is at a weekend, on a bank holiday, or while those who hold it are closed.

    Bank holidays are those of England and Wales, unless the rule `working-days` is agreed
    otherwise. What is announced at short notice, as 19 September 2022 was, is added as a
    closure. Sources: [OK], [INF].
    """

    code: ClassVar[str] = "TP701"
    rules: ClassVar[tuple[int, ...]] = (40, 41)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SessionOutsideHours:
    """A session is outside the hours or the days agreed.

    Never before 9am or after 5pm, when those who care for others cannot come; better
    between 9:30am and 4:30pm, and best between 10am and 4pm, the hours in which
    authorities expect their staff to be at work. Sources: [S0], [S2], [BROOKES], [OK].
    """

    code: ClassVar[str] = "TP702"
    rules: ClassVar[tuple[int, ...]] = (42, 43)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SessionOnBarredDay:
    """A session is on a day of the week, or on a date, that is kept free.

    Fridays are, unless agreed otherwise: many do not work then, or keep the day holy.
    Sources: [BROOKES], [SCIEACC].
    """

    code: ClassVar[str] = "TP703"
    rules: ClassVar[tuple[int, ...]] = (44,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SessionInTimeKeptFree:
    """A session falls into hours, or a stretch of days, that are kept free.

    Fridays from midday to 2:30pm are, unless agreed otherwise, for those who pray
    together. Source: [BROOKES].
    """

    code: ClassVar[str] = "TP704"
    rules: ClassVar[tuple[int, ...]] = (44,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SessionOutsideProject:
    """A session is outside the time of its project, or too near its end.

    Money is spent while a project is funded. What was learnt has to be written up after the
    last session, for which 15 working days are kept; NELTP had 18. Sources: [S0], [INF].
    """

    code: ClassVar[str] = "TP705"
    rules: ClassVar[tuple[int, ...]] = (49,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class NoticeTooShort:
    """A session that nobody has been told of is less than four weeks away.

    A session is told of once it is confirmed. Source: [OK].
    """

    code: ClassVar[str] = "TP706"
    rules: ClassVar[tuple[int, ...]] = (48,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SessionInSchoolBreak:
    """A session is in the school holidays of many of the areas concerned.

    Those areas are of the hosts and of the people who take part, or else of all members;
    more than a third of them is many. Source: [LONW].
    """

    code: ClassVar[str] = "TP707"
    rules: ClassVar[tuple[int, ...]] = (46,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SessionOnObservance:
    """A session is on a day of observance, or in an afternoon of fasting.

    Days on which those who keep them do no work, and afternoons of days of fasting.
    Where the date of an observance is estimated, the days before and after it count
    too. Sources: [CAMHR], [LINC].
    """

    code: ClassVar[str] = "TP708"
    rules: ClassVar[tuple[int, ...]] = (45,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SessionTooNearSunset:
    """A session ends too shortly before sunset.

    On Fridays the Sabbath begins at sunset, and people travel before: two hours are kept,
    which matters from November to January. Sunset is London's. Sources: [BROOKES],
    [SCIEACC].
    """

    code: ClassVar[str] = "TP709"
    rules: ClassVar[tuple[int, ...]] = (44,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SessionOnSectorDate:
    """A session is on a day on which the sector has events of its own.

    World Social Work Day is the third Tuesday of March. It may be what is wanted, so this
    is only worth knowing. Source: [EDGE].
    """

    code: ClassVar[str] = "TP710"
    rules: ClassVar[tuple[int, ...]] = (51,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SessionAtYearEnd:
    """A session is on one of the last working days of March.

    The financial year is being closed in the last five. Source: [OK].
    """

    code: ClassVar[str] = "TP711"
    rules: ClassVar[tuple[int, ...]] = (49,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class SessionOutOfSeason:
    """A session is in weeks that are kept free every year.

    Those from 20 December to 3 January are, unless agreed otherwise. Source: [OK].
    """

    code: ClassVar[str] = "TP712"
    rules: ClassVar[tuple[int, ...]] = (49,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


@attrs.frozen(kw_only=True)
class HourShownTwice:
    """A session to come begins or ends in the hour that London clocks show twice.

    On the last Sunday of October, from 1am to 2am: which of the two is meant cannot be
    told from the time alone. A time that clocks skip in March is refused outright.
    Source: [OK].
    """

    code: ClassVar[str] = "TP730"
    rules: ClassVar[tuple[int, ...]] = (47,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        return judged(portfolio, on=on, code=self.code)


CHECKS: tuple[Check, ...] = (
    SessionOffWorkingDays(),
    SessionOutsideHours(),
    SessionOnBarredDay(),
    SessionInTimeKeptFree(),
    SessionOutsideProject(),
    NoticeTooShort(),
    SessionInSchoolBreak(),
    SessionOnObservance(),
    SessionTooNearSunset(),
    SessionOnSectorDate(),
    SessionAtYearEnd(),
    SessionOutOfSeason(),
    HourShownTwice(),
)
