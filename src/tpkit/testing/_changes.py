"""Draws changes that lead to what a portfolio has now."""

from collections.abc import Iterable, Mapping
from typing import Any

from tpkit._model._recorded import as_text, recordable, value_of
from tpkit._model.change import ChangedKind
from tpkit.testing._hypothesis import SearchStrategy
from tpkit.testing._hypothesis import strategies as st

Fields = dict[str, SearchStrategy[Any]]


def changes_of(built: Mapping[str, tuple[Any, ...]]) -> SearchStrategy[Fields]:
    """Draw the fields of a change of one of the nouns; a value stays what it was."""
    nouns = [
        (kind, noun) for kind in ChangedKind for noun in built.get(kind.family, ())
    ]
    return st.sampled_from(nouns).flatmap(_of_one)


def _of_one(one: tuple[ChangedKind, Any]) -> SearchStrategy[Fields]:
    kind, noun = one

    def fields(name: str) -> Fields:
        now = st.just(as_text(value_of(noun, name)) if name else "")
        given = {"kind": kind, "of": noun.id, "field": name}
        same: Fields = {key: st.just(value) for key, value in given.items()}
        return same | {"was": now, "became": now}

    return st.sampled_from(("", *recordable(type(noun)))).map(fields)


def leading_to_now(changes: Iterable[Any]) -> list[Any]:
    """Put changes in the order of their days, each noun added once."""
    in_order = sorted(changes, key=lambda change: change.recorded_on)
    added = {(c.kind, c.of): c for c in reversed(in_order) if c.is_addition}
    return [c for c in in_order if not c.is_addition or added[c.kind, c.of] is c]
