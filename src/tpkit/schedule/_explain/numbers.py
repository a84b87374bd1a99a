"""A rule with one thing changed in it: a number lowered or raised step by step."""

from collections.abc import Callable, Iterator
from typing import Any

import attrs

from tpkit.schedule._aloud.rules import scope_in_words
from tpkit.schedule._explain.steps import Dial, Scene, Step

QUARTER = 15
"""Minutes by which hours and lengths are changed step by step."""
Words = Callable[[int], str]
"""Says what a number is to be instead."""


def changed(rule: Any, scene: Scene, words: str, **fields: Any) -> Step:
    """Give the step that agrees a rule with other fields; *words* and scope name it."""
    said = f"{words}{scope_in_words(rule, scene.names)}"
    return Step(words=said, rules=(attrs.evolve(rule, **fields),))


def less(
    rule: Any, scene: Scene, field: str, words: Words, *, least: int = 1
) -> Iterator[Dial]:
    """Yield the dial that lowers a number: *words* tell what to agree instead."""
    value: int = getattr(rule, field)

    def at(step: int) -> Step:
        return changed(rule, scene, words(value - step), **{field: value - step})

    if value > least:
        yield Dial(steps=value - least, at=at)


def more(
    rule: Any, scene: Scene, field: str, words: Words, *, most: int
) -> Iterator[Dial]:
    """Yield the dial that raises a number."""
    value: int = getattr(rule, field)

    def at(step: int) -> Step:
        return changed(rule, scene, words(value + step), **{field: value + step})

    if value < most:
        yield Dial(steps=most - value, at=at)
