"""Leaves garbage lying while very many values are made that cannot be garbage."""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def garbage_left() -> Iterator[None]:
    """Leave garbage lying for a while.

    Plain data, nouns and plans hold no cycles; looking for cycles after every few
    hundred of them takes a third of the time that a large document or plan needs. The
    collector is the process's, so other threads go without it for as long; where two of
    them are at it at once, it may return early, which costs time and nothing else.
    """
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()
