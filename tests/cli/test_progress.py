import io
import os
import signal
import sys
import threading
from collections.abc import Iterator

import pytest

from tpkit.cli._progress import ProgressLine, in_words
from tpkit.schedule._problem.watch import Progress


class Terminal(io.StringIO):
    """A text in memory that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def terminal(patch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal where standard error is; a fixture would be too early for pytest."""
    terminal = Terminal()
    patch.setattr(sys, "stderr", terminal)
    return terminal


def progress(
    phase: str = "placing sessions",
    *,
    done: float = 0.424,
    broken: int | None = 0,
    cost: int | None = 1200,
    bound: float = 0,
) -> Progress:
    return Progress(phase=phase, done=done, broken=broken, cost=cost, bound=bound)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (progress(), " 42%  placing sessions: cost 1,200"),
        (progress(bound=980.2), " 42%  placing sessions: cost 1,200, at least 980"),
        (progress(broken=3), " 42%  placing sessions: 3 not allowed yet"),
        (progress(broken=None, cost=None, done=0), "  0%  placing sessions"),
        (progress(done=0.004), "0.4%  placing sessions: cost 1,200"),
        (progress(done=0.0999), " 10%  placing sessions: cost 1,200"),
        (progress("proving a bound", done=1), "100%  proving a bound: cost 1,200"),
    ],
)
def test_progress_is_told_in_words(told: Progress, words: str) -> None:
    assert in_words(told) == words


def test_a_terminal_sees_one_line_that_is_gone_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = terminal(monkeypatch)

    with ProgressLine() as line:
        assert line(progress())

    _, first, wiped, after = stream.getvalue().split("\r")
    assert first == " 42%  placing sessions: cost 1,200"
    assert wiped == " " * len(first)
    assert after == ""


def test_the_line_is_written_no_faster_than_a_person_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = terminal(monkeypatch)

    with ProgressLine() as line:
        for _ in range(1000):
            line(progress())

    assert 1 <= stream.getvalue().count("placing") < 20


def test_a_long_line_is_cut_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = terminal(monkeypatch)

    with ProgressLine() as line:
        line(progress("x" * 200))

    assert max(map(len, stream.getvalue().split("\r"))) == 79


@pytest.mark.parametrize("stream", [io.StringIO(), None])
def test_what_is_no_terminal_sees_nothing(
    stream: io.StringIO | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)

    with ProgressLine() as line:
        assert line(progress())

    assert stream is None or stream.getvalue() == ""


def test_a_real_terminal_tells_how_wide_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    termios, pty = pytest.importorskip("termios"), pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 20))
    with os.fdopen(theirs, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        with ProgressLine() as line:
            line(progress())
        wanted = f"\r{' 42%  placing sessions'[:19]}\r{' ' * 19}\r"
        seen = ""
        while len(seen) < len(wanted):  # a terminal gives what it has, not all at once
            seen += os.read(ours, 1000).decode()
    os.close(ours)

    assert seen == wanted


@pytest.fixture
def usual_ctrl_c() -> Iterator[None]:
    """Let ctrl-c mean what it does in a terminal; what runs unwatched may ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("usual_ctrl_c")
def test_the_first_ctrl_c_ends_the_search_and_the_second_the_program() -> None:
    before = signal.getsignal(signal.SIGINT)

    with ProgressLine() as line:
        assert line(progress())
        signal.raise_signal(signal.SIGINT)
        assert not line(progress())
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert signal.getsignal(signal.SIGINT) is before


def test_outside_the_main_thread_there_is_no_ctrl_c_to_watch_for() -> None:
    ended: list[bool] = []

    def watch() -> None:
        with ProgressLine() as line:
            ended.append(line(progress()))

    thread = threading.Thread(target=watch)
    thread.start()
    thread.join()

    assert ended == [True]
