"""Colours that people give against the one worked out: which of them count."""

import itertools
import operator
from collections.abc import Mapping, Sequence

import pendulum

from tpkit._model.judgement import Colour, Override
from tpkit.track._status.columns import Column
from tpkit.track._status.line import LineKind
from tpkit.track._status.rag import Rag, Reason
from tpkit.track._status.verdict import BITS, Verdicts

REASONS = {
    Colour.RED: Reason.GIVEN_RED,
    Colour.AMBER: Reason.GIVEN_AMBER,
    Colour.GREEN: Reason.GIVEN_GREEN,
}
"""The reason that stands for each colour that can be given."""

Given = Mapping[tuple[LineKind, int], Override]


def in_force(overrides: Sequence[Override], on: pendulum.Date) -> Override | None:
    """Give the override that counts on a day: the one given last."""
    counting = [override for override in overrides if override.is_in_force(on)]
    return max(reversed(counting), key=operator.attrgetter("on"), default=None)


def judge_given(
    columns: Mapping[LineKind, Column], verdicts: Verdicts, on: pendulum.Date
) -> Given:
    """Add to the bits which colour was given; nobody can give one to what is done."""
    found: dict[tuple[LineKind, int], Override] = {}
    for column in columns.values():
        has_some = map(operator.attrgetter("overrides"), column.items)
        for number in itertools.compress(itertools.count(), has_some):
            override = in_force(column.items[number].overrides, on)
            rag = verdicts[column.bits[number]].worked_out
            if override is not None and rag in (Rag.RED, Rag.AMBER, Rag.GREEN):
                found[column.kind, number] = override
                column.bits[number] |= BITS[REASONS[override.colour]]
    return found
