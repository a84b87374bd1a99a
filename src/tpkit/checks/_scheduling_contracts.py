"""Timetables that other checks look at as well, and what those leave to say."""

from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.portfolio import Portfolio
from tpkit.checks._check import Check
from tpkit.checks._judged import judged
from tpkit.checks._set_meetings import SetMeetingsTooFarApart
from tpkit.checks._workshop_places import Overbooked, SessionTooLarge
from tpkit.findings import Finding


@attrs.frozen(kw_only=True)
class MeetingsNotAsContracted:
    """A learning set does not meet as its members contracted.

    Its meetings last as long as was contracted, and follow one another after the weeks
    contracted, give or take one. How many are dated is the question of TP404, and more
    than eight weeks between two of them that of TP403: what those say is not said again.
    Sources: [ALA], [IDYIA].
    """

    code: ClassVar[str] = "TP715"
    rules: ClassVar[tuple[int, ...]] = (64,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        found = judged(portfolio, on=on, code=self.code)
        about_sessions = [f for f in found if f.path.startswith("$.sessions")]
        if about_sessions:
            apart = {f.path for f in SetMeetingsTooFarApart()(portfolio, on=on)}
            yield from (f for f in about_sessions if f.path not in apart)


@attrs.frozen(kw_only=True)
class VenueTooSmall:
    """A session's venue does not take the people who are to come.

    Those are the places, or the people known to be coming where they are more. Of
    workshops TP305 and TP306 say it already; this says it of everything else. Sources:
    [S1], [INF].
    """

    code: ClassVar[str] = "TP728"
    rules: ClassVar[tuple[int, ...]] = (54,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        found = [*judged(portfolio, on=on, code=self.code)]
        if found:
            said = {_session(f) for f in SessionTooLarge()(portfolio, on=on)}
            said |= {_session(f) for f in Overbooked()(portfolio, on=on)}
            yield from (f for f in found if _session(f) not in said)


CHECKS: tuple[Check, ...] = (MeetingsNotAsContracted(), VenueTooSmall())


def _session(finding: Finding) -> str:
    """Give the path of the session a finding is about: `$.sessions[3]`."""
    return finding.path.partition("].")[0].rstrip("]")
