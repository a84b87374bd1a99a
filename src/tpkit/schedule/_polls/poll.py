"""Polls: who could come when, and which slot is best for most."""

import enum
from collections.abc import Collection, Mapping
from typing import Any

import attrs
import pendulum

from tpkit import _dates, _text
from tpkit.calendars._instants import refuse_instant
from tpkit.errors import FieldError


class Answer(enum.StrEnum):
    """What somebody says of a slot."""

    YES = "yes"
    """Can come."""
    IF_NEED_BE = "if need be"
    """Can come, but would rather not."""
    NO = "no"
    """Cannot come."""


@attrs.frozen(kw_only=True, order=True)
class PollSlot:
    """A day and hours that a poll proposes; the earlier is the lesser."""

    on: pendulum.Date = attrs.field(converter=_dates.as_date)
    """The day, in London."""
    start: pendulum.Time = attrs.field(converter=_dates.as_time)
    """When it would begin, by London clocks."""
    end: pendulum.Time = attrs.field(converter=_dates.as_time)
    """When it would end, on the same day."""

    def __attrs_post_init__(self) -> None:
        refuse_instant("PollSlot", "on", self.on)
        if self.end <= self.start:
            expected = f"a time after start ({_dates.clock(self.start)})"
            raise FieldError("PollSlot", "end", expected, _dates.clock(self.end))

    def __str__(self) -> str:
        """Write `Monday 21 February 2022, 10am to 11:30am`."""
        day = _text.long_date(self.on, weekday=True)
        return f"{day}, {_text.time_range(self.start, self.end)}"


@attrs.frozen(kw_only=True)
class Reply:
    """What one person has answered."""

    person: str
    """The name in the poll, or an id."""
    answers: tuple[Answer | None, ...]
    """One for each slot of the poll, in its order; None where nothing was said."""

    def __attrs_post_init__(self) -> None:
        strange = [each for each in self.answers if each not in (None, *Answer)]
        if strange:
            expected = f"{_text.listed(Answer, joiner='or')} from {self.person}"
            raise FieldError("Reply", "answers", expected, strange[0])


@attrs.frozen(kw_only=True)
class Poll:
    """Slots that were proposed to people, and what they answered."""

    slots: tuple[PollSlot, ...]
    """The slots, each once."""
    replies: tuple[Reply, ...]
    """The answers, one reply for each person."""

    def __attrs_post_init__(self) -> None:
        _each_once("slots", "slot", self.slots)
        _each_once("replies", "person", [reply.person for reply in self.replies])
        for reply in self.replies:
            if len(reply.answers) != len(self.slots):
                answers = _text.counted(len(self.slots), "answer")
                expected = f"{answers} from {reply.person}, one for each slot"
                raise FieldError("Poll", "replies", expected, len(reply.answers))


def _each_once(field: str, noun: str, found: Collection[object]) -> None:
    if not found:
        raise FieldError("Poll", field, f"at least one {noun}", ())
    seen: set[object] = set()
    for one in found:
        if one in seen:
            raise FieldError("Poll", field, f"each {noun} once", str(one))
        seen.add(one)


def poll_of(answers: Mapping[str, Mapping[PollSlot, Answer | str]], /) -> Poll:
    """Make a poll of what each person answered about each slot.

    Raises:
        FieldError: nobody has answered, or something else than yes, if need be or no.

    Example:
        ```python
        >>> import datetime as dt
        >>> from tpkit import schedule
        >>> monday = schedule.PollSlot(
        ...     on=dt.date(2022, 2, 21), start=dt.time(10), end=dt.time(11, 30)
        ... )
        >>> poll = schedule.poll_of({"Ann": {monday: "yes"}, "Bob": {monday: "no"}})
        >>> print(schedule.best_slot(poll))
        Monday 21 February 2022, 10am to 11:30am: 1 of 2 can come
          yes: Ann
          no: Bob

        ```
    """
    slots = sorted({slot for some in answers.values() for slot in some})
    replies = (
        Reply(person=person, answers=tuple(_answer(some.get(slot)) for slot in slots))
        for person, some in answers.items()
    )
    return Poll(slots=tuple(slots), replies=tuple(replies))


def _answer(answer: object) -> Any:
    """Turn the word of an answer into it; whatever else is there is for `Reply` to refuse."""
    return next((one for one in Answer if one == answer), answer)
