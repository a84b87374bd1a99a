"""A line that tells how far a search is, and Ctrl-C that ends it with the best so far."""

import os
import signal
import sys
import threading
import time
from types import FrameType, TracebackType
from typing import Self, TextIO

from tpkit.schedule._problem.watch import Progress

_SECONDS = 0.1
"""How long a line stands at least: a person cannot read faster."""

_HARDLY_BEGUN = 0.0995
"""Below this share, which rounds to 10%, tenths of a percent are told."""

_COLUMNS = 80
"""How wide a terminal is that does not say."""


class ProgressLine:
    """Watches a search: tells a terminal how far it is, and stops it on Ctrl-C.

    The line is written over by the next and gone at the end; where standard error is no
    terminal there is none. The first Ctrl-C ends the search, the second the program.
    """

    def __init__(self) -> None:
        self._stream = sys.stderr if _is_terminal(sys.stderr) else None
        self._width = 0
        self._told_at = 0.0
        self._is_stopped = False
        # Python lets no other thread set what a signal does.
        self._hears_signals = threading.current_thread() is threading.main_thread()

    def __call__(self, progress: Progress) -> bool:
        """Tell the progress; say whether the search may go on."""
        now = time.monotonic()
        if self._stream and now - self._told_at >= _SECONDS:
            self._told_at = now
            self._write(self._stream, in_words(progress))
        return not self._is_stopped

    def __enter__(self) -> Self:
        if self._hears_signals:
            self._before = signal.signal(signal.SIGINT, self._stop)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._hears_signals:
            signal.signal(signal.SIGINT, self._before)
        if self._stream:
            self._write(self._stream, "")
            self._stream.write("\r")
            self._stream.flush()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._is_stopped = True
        signal.signal(signal.SIGINT, self._before)

    def _write(self, stream: TextIO, text: str) -> None:
        # One column is left free: in the last, some terminals begin a new line.
        shown = text[: _columns(stream) - 1]
        stream.write(f"\r{shown:{self._width}}")
        stream.flush()
        self._width = len(shown)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or _COLUMNS
    except OSError:
        return _COLUMNS


def in_words(progress: Progress) -> str:
    """Write `42%  placing sessions: cost 120, at least 98`."""
    # A search that has just begun a long way is seen to move all the same.
    places = 1 if 0 < progress.done < _HARDLY_BEGUN else 0
    told = f"{progress.done:4.{places}%}  {progress.phase}"
    if progress.cost is None:
        return told
    if progress.broken:
        return f"{told}: {progress.broken:,} not allowed yet"
    bound = f", at least {progress.bound:,.0f}" if progress.bound > 0 else ""
    return f"{told}: cost {progress.cost:,}{bound}"
