"""Many documents that differ in `Personal` texts alone: rendered once, then filled.

A template is filled with texts that can be printed and nothing else. Where it gets to its
end, it would have done the same with any others, so that these are only put in.
"""

import functools
import itertools
import operator
import re
import typing
from collections.abc import Callable, Iterator
from typing import Any

import attrs

from tpkit.errors import TemplateError
from tpkit.report._look.wording import Wording, reworded
from tpkit.report._templates.opaque import END, MARK, hole
from tpkit.report._templates.sandbox import Sandbox
from tpkit.report._words.kinds import PERSONAL, classes_in, kinds_of, with_fields

_HOLES = re.compile(f"{MARK}(\\d+){END}")
_KEPT = 8
"""How many stencils are kept, for documents of several events that alternate."""
_WITHIN = 100
"""How much a letter may count: some are written as six, once more for each macro."""


@attrs.frozen(kw_only=True)
class _Stencil:
    """A filled template with holes."""

    context: Any
    """The one it was made of: it is for those that differ in personal texts alone."""
    pieces: tuple[str, ...]
    """What stands between the holes, with an empty text for each of them."""
    order: tuple[int, ...]
    """Which text each hole is for."""
    room: int
    """How many letters of personal texts are surely not too many."""

    def texts(self, context: Any) -> list[str] | None:
        """Give the personal texts of a context; None where it is for another stencil."""
        found: list[str] = []
        return found if _matches(context, self.context, found) else None

    def filled(self, safe: list[str]) -> str:
        """Put texts into the holes."""
        pieces = [*self.pieces]
        pieces[1::2] = [safe[number] for number in self.order]
        return "".join(pieces)


class Batch:
    """Fills one page with contexts of one class, the slow way where it has to."""

    def __init__(
        self,
        sandbox: Sandbox,
        page: str,
        wording: Wording,
        slowly: Callable[[Any], str],
    ) -> None:
        self._sandbox = sandbox
        self._page = page
        self._wording = wording
        self._slowly = slowly
        self._stencils: list[_Stencil] = []
        self._is_only_printed = True

    def fill(self, context: Any) -> str:
        """Give what the page makes of a context."""
        for place, stencil in enumerate(self._stencils):
            texts = stencil.texts(context)
            if texts is not None:
                if place:
                    self._stencils.insert(0, self._stencils.pop(place))
                return self._filled(stencil, context, texts)
        if self._is_only_printed:
            self._cut(context)
        return self._slowly(context)

    def _filled(self, stencil: _Stencil, context: Any, texts: list[str]) -> str:
        if sum(map(len, texts)) > stencil.room:
            return self._slowly(context)
        texts = [self._wording.dated(text) for text in texts]
        return stencil.filled([*map(self._sandbox.escaped, texts)])

    def _cut(self, context: Any) -> None:
        """Make a stencil for the contexts to come that are like this one."""
        opened = reworded(_opened(context, itertools.count()), self._wording)
        values = {
            field.name: getattr(opened, field.name)
            for field in attrs.fields(type(opened))
        }
        try:
            text, left = self._sandbox.stencil(self._page, values)
        except TemplateError:  # the slow way tells whether anything is wrong
            self._is_only_printed = False
            return
        pieces = _HOLES.split(text)
        order = tuple(map(int, pieces[1::2]))
        if not order:
            self._is_only_printed = False  # so that there is nothing to gain
            return
        pieces[1::2] = [""] * len(order)
        stencil = _Stencil(
            context=context,
            pieces=tuple(pieces),
            order=order,
            room=min(left, self._sandbox.most - len(text)) // (len(order) * _WITHIN),
        )
        self._stencils = [stencil, *self._stencils[: _KEPT - 1]]


# ----------------------------------------------------------------- what is personal


def _matches(one: Any, other: Any, texts: list[str]) -> bool:
    """Say whether two values are alike but for what is personal; gather that of one.

    To be equal is not enough: what is printed of 1 and of 1.0 is not the same.
    """
    kind = one.__class__
    if kind is not other.__class__:
        return False
    if kind is str:
        return bool(one == other)
    if kind is tuple:
        return len(one) == len(other) and all(
            _matches(a, b, texts) for a, b in zip(one, other, strict=True)
        )
    parts = _parts_of(kind)
    if parts is None:
        return repr(one) == repr(other)
    if one is other and not parts.has_personal:
        return True
    return _agree(one, other, parts, texts)


def _agree(one: Any, other: Any, parts: "_Parts", texts: list[str]) -> bool:
    if parts.words(one) != parts.words(other):
        return False
    for name in parts.others:
        if not _matches(getattr(one, name), getattr(other, name), texts):
            return False
    for name in parts.personal:
        a, b = getattr(one, name), getattr(other, name)
        if a.__class__ is b.__class__ is str:
            texts.append(a)
        elif a is not b:  # one of them is None
            return False
    return True


def _opened(value: Any, numbers: Iterator[int]) -> Any:
    """Give a value with holes where personal texts were, numbered as they are gathered."""
    kind = value.__class__
    if kind is tuple:
        return tuple([_opened(item, numbers) for item in value])
    parts = _parts_of(kind)
    if parts is None:
        return value
    others = {name: _opened(getattr(value, name), numbers) for name in parts.others}
    holes = {
        name: hole(next(numbers))
        for name in parts.personal
        if getattr(value, name).__class__ is str
    }
    return with_fields(value, {**others, **holes})


@attrs.frozen(kw_only=True)
class _Parts:
    """The fields of a class."""

    personal: tuple[str, ...]
    words: Callable[[Any], Any]
    """Gives the values of those that are words, which are alike where they are equal."""
    others: tuple[str, ...]
    has_personal: bool
    """Whether anything is personal, in them or within them."""


@functools.cache
def _parts_of(kind: Any) -> _Parts | None:
    """Give the fields of a class; None for what is no class of attrs's."""
    if not attrs.has(kind):
        return None
    kinds, hints = kinds_of(kind), typing.get_type_hints(kind)
    personal = [name for name, noted in kinds.items() if noted is PERSONAL]
    words = [n for n in kinds if n not in personal and hints[n] in _WORDS]
    return _Parts(
        personal=tuple(personal),
        words=operator.attrgetter(*words) if words else type,
        others=tuple(name for name in kinds if name not in {*personal, *words}),
        has_personal=bool(personal) or any(map(_has_personal, hints.values())),
    )


def _has_personal(hint: Any) -> bool:
    return any(
        parts.has_personal for parts in map(_parts_of, classes_in(hint)) if parts
    )


_WORDS = (str, tuple[str, ...])
