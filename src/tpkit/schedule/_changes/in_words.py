"""A change of one session as a sentence: `Forum, run 2, moves from … to …, same time`."""

from collections.abc import Iterator

from tpkit import _text
from tpkit._model.activity import Session, SessionMode
from tpkit.schedule._changes.told import Held
from tpkit.schedule._terms.session_in_words import led_by, named, when, where


def added(new: Held) -> str:
    """Say that a session is there that was not."""
    about = (
        when(new.session),
        where(new.session, new.version.portfolio),
        led_by(new.leaders, new.version.names),
    )
    return f"{_title(new)} is added: {', '.join(filter(None, about))}"


def off(old: Held, *, cancelled: bool) -> str:
    """Say that a session will not take place, or is not there any more."""
    what = "is cancelled" if cancelled else "is no longer planned"
    return f"{_title(old)} on {when(old.session)}, {what}"


def on_again(new: Held) -> str:
    """Say that a cancelled session takes place after all."""
    return f"{_title(new)} is on again: {when(new.session)}"


def altered(old: Held, new: Held) -> str:
    """Say everything that is otherwise about a session that stays."""
    clauses = [*_clauses(old, new)]
    subject = _title(new)
    if (old.session.on, old.session.start) == (new.session.on, new.session.start):
        subject = f"{subject} on {when(old.session)},"
    return f"{subject} {'; it '.join(clauses)}"


def _title(held: Held) -> str:
    """Give what the session is called; a comma closes its number in a sentence."""
    title = named(held.session, held.version.portfolio)
    return f"{title}," if "," in title else title


def _clauses(old: Held, new: Held) -> Iterator[str]:
    before, now = old.session, new.session
    moves = (before.on, before.start) != (now.on, now.start)
    if moves:
        yield f"moves from {when(before)}, to {_to(before, now)}"
    if now.minutes != before.minutes:
        change = _text.counted(abs(now.minutes - before.minutes), "minute")
        longer = "longer" if now.minutes > before.minutes else "shorter"
        end = "" if moves else f" and ends at {_text.clock_time(now.end)}"
        yield f"is {change} {longer}{end}"
    if place(before) != place(now):
        yield _instead("held", *_places(old, new))
    if old.leaders != new.leaders:
        people = (held.version.names.people(held.leaders) for held in (old, new))
        yield _instead("led by", *people)


def _to(before: Session, now: Session) -> str:
    hours = _text.time_range(now.start, now.end)
    if now.on == before.on:
        return f"the same day, {hours}"
    day = _text.long_date(now.on, weekday=True)
    if now.on.year == before.on.year:
        day = day.removesuffix(f" {now.on.year}")
    same = (before.start, before.end) == (now.start, now.end)
    return f"{day}, {'same time' if same else hours}"


def _instead(verb: str, before: str, now: str) -> str:
    if not now:
        return f"is no longer {verb} {before}"
    return f"is {verb} {now}" + (f" instead of {before}" if before else "")


def place(session: Session) -> tuple[object, ...]:
    """Give what has to differ for a session to be elsewhere."""
    platform = "" if session.venue else session.platform
    return session.venue, platform, session.mode


def _places(old: Held, new: Held) -> tuple[str, str]:
    """Say where a session was and where it is; how, where it is the same place."""
    before, now = (_place(held) for held in (old, new))
    if before == now:
        return _HOW[old.session.mode], _HOW[new.session.mode]
    return before, now


def _place(held: Held) -> str:
    there = where(held.session, held.version.portfolio)
    online = held.session.mode is SessionMode.HYBRID
    return _text.listed(filter(None, [there, "online" * online]))


_HOW = {
    SessionMode.ONLINE: "online",
    SessionMode.IN_PERSON: "in person",
    SessionMode.HYBRID: "in person and online",
}
