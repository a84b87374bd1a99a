"""What is so of a line, as the bits of a number, and what follows from them.

A loop over a million lines sets bits; there are few different sets of them, so that what
they mean is worked out once for each.
"""

from collections.abc import Iterable

import attrs

from tpkit.track._status.rag import Rag, Reason
from tpkit.track._status.state import State

BITS = {reason: 1 << place for place, reason in enumerate(Reason)}
"""The bit of each reason, the worst first."""

LATE = 1 << len(Reason)
"""The bit of what is open and late."""
UNDATED = LATE << 1
"""The bit of what is open without a promise."""
ACCEPTED = LATE << 2
"""The bit of what is done and accepted."""

_GIVEN = (Reason.GIVEN_RED, Reason.GIVEN_AMBER, Reason.GIVEN_GREEN)
_DONE = BITS[Reason.DONE] | BITS[Reason.DONE_LATE]


@attrs.frozen(kw_only=True, eq=False)
class Verdict:
    """What a set of bits means."""

    state: State
    reasons: tuple[Reason, ...]
    """Why it has the colour that was worked out, the worst first."""
    given: Reason | None
    """The reason that stands for a colour that somebody gave."""

    @property
    def worked_out(self) -> Rag:
        """The colour that was worked out."""
        return self.reasons[0].rag

    @property
    def rag(self) -> Rag:
        """The colour that is shown: given, or else worked out."""
        return self.worked_out if self.given is None else self.given.rag

    @property
    def telling(self) -> tuple[Reason, ...]:
        """What gives the colour that is shown."""
        return self.reasons if self.given is None else (self.given,)


class Verdicts(dict[int, Verdict]):
    """The verdict for each set of bits, worked out when it is first asked for."""

    def __missing__(self, bits: int) -> Verdict:
        found = self[bits] = _verdict(bits)
        return found


def _verdict(bits: int) -> Verdict:
    reasons = [reason for reason, bit in BITS.items() if bits & bit]
    given = next((reason for reason in reasons if reason in _GIVEN), None)
    reasons = [reason for reason in reasons if reason is not given]
    return Verdict(state=_state(bits), reasons=_that_count(reasons), given=given)


def _state(bits: int) -> State:
    if bits & BITS[Reason.DROPPED]:
        return State.DROPPED
    if bits & _DONE:
        return State.ACCEPTED if bits & ACCEPTED else State.DELIVERED
    if bits & LATE:
        return State.LATE
    return State.UNDATED if bits & UNDATED else State.DUE


def _that_count(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Leave out what would do if there were nothing worse, such as being on course."""
    found = tuple(reasons)
    if found[0].rag in (Rag.RED, Rag.AMBER):
        return tuple(r for r in found if r.rag not in (Rag.GREEN, Rag.GREY))
    return found
