"""What a comparison found, told apart by what became of things."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit._text import counted, listed, long_date
from tpkit.track._history.difference import Difference, DifferenceKind


@attrs.frozen(kw_only=True)
class Comparison:
    """What differs between two portfolios, or two days of one; see `compare`."""

    then: pendulum.Date | None
    """The first day; None where it was not given."""
    now: pendulum.Date | None
    """The second day; None where it was not given."""
    differences: tuple[Difference, ...]
    """Everything that differs: by what became of it, and then in document order."""

    def of(self, kind: DifferenceKind, /) -> tuple[Difference, ...]:
        """Give those of which the same became."""
        return tuple(one for one in self.differences if one.kind is kind)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    @property
    def slipped(self) -> tuple[Difference, ...]:
        """What is expected later than it was."""
        return self.of(DifferenceKind.SLIPPED)

    @property
    def finished(self) -> tuple[Difference, ...]:
        """What was open and is done."""
        return self.of(DifferenceKind.FINISHED)

    @property
    def appeared(self) -> tuple[Difference, ...]:
        """What was not there."""
        return self.of(DifferenceKind.APPEARED)

    @property
    def vanished(self) -> tuple[Difference, ...]:
        """What is not there any more."""
        return self.of(DifferenceKind.VANISHED)

    @property
    def rebaselined(self) -> tuple[Difference, ...]:
        """What was promised for another day."""
        return self.of(DifferenceKind.REBASELINED)

    @property
    def money(self) -> tuple[Difference, ...]:
        """The sums that are others."""
        return self.of(DifferenceKind.MONEY)

    @property
    def recoloured(self) -> tuple[Difference, ...]:
        """What has another colour; empty where the two days were not given."""
        return self.of(DifferenceKind.RECOLOURED)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything that differs in words, one sentence each without a full stop."""
        return tuple(one.sentence for one in self.differences)

    @property
    def overview(self) -> str:
        """The whole in one sentence, without a full stop."""
        when = ""
        if self.then is not None and self.now is not None:
            when = f"between {long_date(self.then)} and {long_date(self.now)}"
        text = "; ".join(_clauses(self))
        if not text:
            return f"Nothing changed {when}" if when else "Nothing changed"
        return f"{when[0].upper()}{when[1:]}: {text}" if when else text

    def __str__(self) -> str:
        """Write the overview, and then everything under headings."""
        return "\n".join(_written(self))


# ----------------------------------------------------------------------------- words

_COUNTED = {
    DifferenceKind.SLIPPED: "slipped",
    DifferenceKind.SOONER: "expected sooner",
    DifferenceKind.FINISHED: "finished",
    DifferenceKind.REOPENED: "open again",
    DifferenceKind.DROPPED: "no longer wanted",
    DifferenceKind.REBASELINED: "promised anew",
    DifferenceKind.REWRITTEN: "with an altered baseline",
    DifferenceKind.TERM: "with money for other days",
    DifferenceKind.WORK: "with more or less work",
    DifferenceKind.RENAMED: "renamed",
    DifferenceKind.APPEARED: "new",
    DifferenceKind.VANISHED: "gone",
    DifferenceKind.RECOLOURED: "of another colour",
}
"""What a heading or an overview calls what became of things."""

_OTHERS = {
    DifferenceKind.MONEY: ("Money", "sum", "of money changed"),
    DifferenceKind.VIREMENT: ("Money moved", "sum", "moved"),
    DifferenceKind.CLAIM: ("Claims", "change", "of claims"),
    DifferenceKind.RISK: ("Risks", "change", "of risks"),
}
"""The heading of what is counted for itself, and how an overview counts it."""


def _clauses(found: Comparison) -> Iterator[str]:
    for one in found.recoloured:
        if one.noun == "partnership":
            yield f"{one.name} went from {one.was} to {one.became}"
    counts = [
        f"{len(some):,} {word}"
        for kind, word in _COUNTED.items()
        if kind is not DifferenceKind.RECOLOURED and (some := found.of(kind))
    ]
    if counts:
        yield listed(counts)
    slips = [one for one in found.slipped if one.days]
    if slips:
        furthest = max(slips, key=lambda one: one.days or 0)
        days = counted(furthest.days or 0, "working day")
        yield f"{furthest.name} slipped furthest, by {days}"
    for kind, (_, noun, words) in _OTHERS.items():
        if some := found.of(kind):
            yield f"{counted(len(some), noun)} {words}"


def _written(found: Comparison) -> Iterator[str]:
    yield found.overview
    told = {
        (one.noun, one.id)
        for one in found.differences
        if one.kind is not DifferenceKind.RECOLOURED
    }
    for kind in DifferenceKind:
        some = found.of(kind)
        if kind is DifferenceKind.RECOLOURED:
            # Why something slipped was said; its colour would say it a second time.
            some = tuple(one for one in some if (one.noun, one.id) not in told)
        if some:
            yield ""
            heading, *_ = _OTHERS.get(kind, (_COUNTED.get(kind, ""),))
            yield f"{heading.capitalize()}:"
            yield from (f"- {one.sentence}" for one in some)
