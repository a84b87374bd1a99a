"""Texts of which a template can do nothing but print them, as they are not known yet."""

from typing import Never

MARK, END = "\ufdd0", "\ufdd1"
"""Characters that no page can hold, so that nothing else can be taken for a mark."""


class Opaque:
    """Stands where a text will be: it can be passed on and printed, and nothing else.

    A template that gets to its end with it would have done the same with any text.
    """

    __slots__ = ("marked",)

    def __init__(self, marked: str) -> None:
        self.marked = marked

    def _refuse(self, *_: object) -> Never:
        raise TypeError("expected a text that is only printed")

    # What else there is, such as a length or an order, no plain object has.
    __bool__ = __str__ = __repr__ = __format__ = _refuse
    __eq__ = __ne__ = _refuse
    __hash__ = None  # type: ignore[assignment]  # as of all that cannot be compared


def hole(number: int) -> Opaque:
    """Give what stands for the text of that number."""
    return Opaque(f"{MARK}{number}{END}")
