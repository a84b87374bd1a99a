"""Every exception tpkit raises, and the `Problem` that says why a document was refused.

```text
TpkitError
├── FieldError          (ValueError)       a value that can mean nothing
├── PortfolioError      (ValueError)       a portfolio that does not hang together
│   └── DocumentError                      a document that cannot become a portfolio
├── IllegalMoveError    (ValueError)       a status that cannot follow the present one
├── NoTimetableError    (ValueError)       no timetable that keeps every hard rule
├── PlanCircleError     (ValueError)       tasks that wait for one another in a circle
├── UnknownIdError      (KeyError)         an id that nothing in the portfolio has
├── OutsideCalendarError (LookupError)     a day the calendar has no data for
├── OverwriteError      (FileExistsError)  a file that would be replaced unasked
├── TemplateError       (ValueError)       a template that cannot be found or rendered
└── MissingExtraError   (ImportError)      an optional library that is not installed
```

The types, and the attributes that carry the facts, are part of the API; the
wording of a message is not.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import attrs

__all__ = [
    "DocumentError",
    "FieldError",
    "IllegalMoveError",
    "Location",
    "MissingExtraError",
    "NoTimetableError",
    "OutsideCalendarError",
    "OverwriteError",
    "PlanCircleError",
    "PortfolioError",
    "Problem",
    "TemplateError",
    "TpkitError",
    "UnknownIdError",
]


@attrs.frozen(kw_only=True)
class Location:
    """Where in a user's file something stands."""

    file: str
    """The file's name as the caller gave it; `<text>` for text without a file."""

    line: int | None = None
    """Line, counted from 1; None where the format does not tell."""

    column: int | None = None
    """Column in characters, counted from 1; None where the format does not tell."""

    def __str__(self) -> str:
        """Write `file:line:column`, the form editors and terminals turn into a link."""
        known = [part for part in (self.line, self.column) if part is not None]
        return ":".join([self.file, *map(str, known)])


@attrs.frozen(kw_only=True)
class Problem:
    """Why a document or a portfolio was refused, and what to do about it."""

    path: str
    """The place in the portfolio, such as `$.workshops[2].on`."""

    expected: str
    """What would have been right, in words: `a date such as 2022-02-21`."""

    got: str
    """What was there instead; user values are in quotes: `'1 Sept'`."""

    hint: str = ""
    """What to do, where more can be said: `did you mean 'workshops'?`."""

    where: Location | None = None
    """The place in the user's file; None for a portfolio built in Python."""

    @property
    def message(self) -> str:
        """The sentence without its place: `expected …, got …; hint`."""
        sentence = f"expected {self.expected}, got {self.got}"
        return f"{sentence}; {self.hint}" if self.hint else sentence

    def __str__(self) -> str:
        """Write the place in the file (where known), the path and the sentence."""
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.path}: {self.message}"


class TpkitError(Exception):
    """Base of every exception that tpkit raises on purpose."""


class FieldError(TpkitError, ValueError):
    """A noun was given a value that can mean nothing, such as an end before a start."""

    def __init__(self, noun: str, field: str, expected: str, got: object) -> None:
        super().__init__(noun, field, expected, got)
        self.noun: str = noun
        """Name of the class, such as `Session`."""
        self.field: str = field
        """Name of the field, such as `end`."""
        self.expected: str = expected
        """What would have been right, in words."""
        self.got: object = got
        """The value that was given."""

    def __str__(self) -> str:
        """Write `Session.end: expected a time after 10:00, got 09:00`."""
        return (
            f"{self.noun}.{self.field}: expected {self.expected}, got {shown(self.got)}"
        )


class PortfolioError(TpkitError, ValueError):
    """A portfolio does not hang together: unknown ids, duplicates, impossible nesting."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        """Every problem found, in document order."""
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Write one problem a line, after a count where there are several."""
        lines = [str(problem) for problem in self.problems]
        if len(lines) == 1:
            return lines[0]
        return "\n".join([f"{len(lines)} problems", *lines])


class DocumentError(PortfolioError):
    """A file or text could not be read as a portfolio; each problem names its place."""


class IllegalMoveError(TpkitError, ValueError):
    """A noun was asked to take a status that cannot follow the one it has."""

    def __init__(
        self, life_cycle: str, now: str, to: str, legal: Iterable[str]
    ) -> None:
        self.life_cycle: str = life_cycle
        """The life cycle's name, such as `bid`."""
        self.now: str = now
        """The present status."""
        self.to: str = to
        """The status asked for."""
        self.legal: tuple[str, ...] = tuple(legal)
        """The statuses that may follow the present one; empty at the end of a life."""
        super().__init__(life_cycle, now, to, self.legal)

    def __str__(self) -> str:
        """Write what was asked and what is possible."""
        choices = ", ".join(self.legal) or "nothing: this life has ended"
        return (
            f"a {self.life_cycle} that is {self.now!r} cannot become {self.to!r}; "
            f"from here it can become {choices}"
        )


class NoTimetableError(TpkitError, ValueError):
    """No timetable keeps every hard rule, or none was found; never a bare "infeasible"."""

    def __init__(self, broken: Iterable[str], *, proved: bool = False) -> None:
        self.broken: tuple[str, ...] = tuple(broken)
        """What cannot be kept, or what the best timetable found breaks, as clauses."""
        self.proved: bool = proved
        """Whether there is proof that none exists; otherwise none was found in time."""
        super().__init__(self.broken)

    def __str__(self) -> str:
        """Write whether it is proved, what is in the way, and what to ask next."""
        if self.proved:
            sentence = "no timetable keeps every hard rule"
            advice = "ask schedule.explain what to give up"
        else:
            sentence = (
                "no timetable that keeps every hard rule was found within the effort"
            )
            advice = "allow more effort, or ask schedule.explain what to give up"
        shown = "; ".join(self.broken[:_MOST_TOLD])
        more = len(self.broken) - _MOST_TOLD
        rest = f"; and {more:,} more" if more > 0 else ""
        return f"{sentence}: {shown}{rest}; {advice}"


_MOST_TOLD = 5


class PlanCircleError(TpkitError, ValueError):
    """Tasks of a plan wait for one another in a circle, so that none can ever begin."""

    def __init__(self, members: Iterable[str]) -> None:
        self.members: tuple[str, ...] = tuple(members)
        """The titles of the tasks, each waited for by the next and the last by the first."""
        super().__init__(self.members)

    def __str__(self) -> str:
        """Write the circle, cut where it is long, and what to do."""
        shown = " → ".join(repr(title) for title in self.members[:_MOST_IN_A_CIRCLE])
        more = len(self.members) - _MOST_IN_A_CIRCLE
        end = f"… ({more:,} more)" if more > 0 else repr(self.members[0])
        return (
            f"expected a plan without circles, got {shown} → {end}; "
            "take one of these links away"
        )


_MOST_IN_A_CIRCLE = 8


class UnknownIdError(TpkitError, KeyError):
    """A lookup named an id that nothing of that kind in the portfolio has."""

    def __init__(self, kind: str, id: str, hint: str = "") -> None:
        super().__init__(kind, id, hint)
        self.kind: str = kind
        """What was looked for, in words, such as `workshop`."""
        self.id: str = id
        """The id that was given."""
        self.hint: str = hint
        """A near match to suggest; empty where there is none."""

    def __str__(self) -> str:
        """Write what was looked for, and the near match where there is one."""
        sentence = f"no {self.kind} has the id {self.id!r}"
        return f"{sentence}; {self.hint}" if self.hint else sentence


class OutsideCalendarError(TpkitError, LookupError):
    """A calendar was asked about a day for which it has no bank-holiday data."""


class OverwriteError(TpkitError, FileExistsError):
    """A file or folder is already there and the caller did not say to replace it."""


class TemplateError(TpkitError, ValueError):
    """A template is missing, does not suit the format, or failed while rendering."""


class MissingExtraError(TpkitError, ImportError):
    """An optional library is needed for this and is not installed."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(library, extra)
        self.library: str = library
        """The library that could not be imported."""
        self.extra: str = extra
        """The extra of tpkit that installs it."""

    def __str__(self) -> str:
        """Write the pip command that mends it."""
        return (
            f"{self.library} is not installed; "
            f'install it with: python -m pip install "tpkit[{self.extra}]"'
        )


_LONGEST_SHOWN = 80


def shown(value: Any) -> str:
    """Write a refused value for a message: its repr, cut where it would drown the rest."""
    text = _plain(value)
    if len(text) <= _LONGEST_SHOWN:
        return text
    return f"{text[: _LONGEST_SHOWN - 1]}…"


def _plain(value: Any) -> str:
    # Reprs such as Date(2022, 2, 21) and Decimal('1.0') are no help to a reader.
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, str):
        return repr(value[: _LONGEST_SHOWN + 1])
    try:
        return repr(value)
    except ValueError:  # Python writes no number of thousands of digits
        return "<thousands of digits>"
