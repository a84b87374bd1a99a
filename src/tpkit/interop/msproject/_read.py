"""What the rows of a file say, value by value, with every problem noted."""

import math
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

import attrs
import pendulum

from tpkit import _dates
from tpkit._model._checked import is_filled_text
from tpkit._model.plan import Baseline, Constraint, ConstraintKind, LinkKind
from tpkit.errors import FieldError, Problem, shown
from tpkit.interop.msproject._codes import (
    AS_LATE_AS_POSSIBLE,
    AS_SOON_AS_POSSIBLE,
    CONSTRAINT_TYPES,
    ELAPSED_FORMATS,
    ID_FIELD,
    KIND_FIELD,
    LAG_FORMATS,
    LINK_TYPES,
    MINUTES_A_DAY,
    MOST_BASELINES,
    PERCENT_FORMATS,
    TENTHS_A_WHOLE_DAY,
    minutes,
    plain_format,
)
from tpkit.interop.msproject._parse import Node

_LINK_KINDS = {number: kind for kind, number in LINK_TYPES.items()}
_CONSTRAINT_KINDS = {number: kind for kind, number in CONSTRAINT_TYPES.items()}


@attrs.frozen(kw_only=True)
class ReadLink:
    """A link as the file has it."""

    node: Node
    uid: str
    """The row that is waited for."""
    kind: LinkKind
    lag: int
    is_elapsed: bool


@attrs.frozen(kw_only=True)
class ReadTask:
    """A row as the file has it."""

    node: Node
    uid: str
    id: str
    """The id that tpkit gave it; empty where another program made it."""
    kind: str
    title: str
    is_summary: bool
    is_milestone: bool
    is_manual: bool
    start: pendulum.Date | None
    finish: pendulum.Date | None
    days: int
    percent: int
    started_on: pendulum.Date | None
    done_on: pendulum.Date | None
    left: int | None
    """Working days still needed, a part of one counting as one."""
    constraint: Constraint | None
    deadline: Constraint | None
    calendar: str
    """The UID of its calendar; empty where it has none of its own."""
    cost: Decimal | None
    links: tuple[ReadLink, ...]
    baselines: tuple[Baseline, ...]


@attrs.frozen
class Reader:
    """Reads values, and notes what cannot be."""

    problems: list[Problem]
    day_minutes: int = MINUTES_A_DAY

    def refuse(self, path: str, expected: str, got: str, hint: str = "") -> None:
        """Note that what stands there cannot be."""
        problem = Problem(path=path, expected=expected, got=got, hint=hint)
        self.problems.append(problem)

    def number(self, node: Node, name: str, default: int = 0) -> int:
        """Read a whole number."""
        text = node.text(name)
        if not text:
            return default
        try:
            return int(text[:_LONGEST_NUMBER])
        except ValueError:
            self.refuse(node.at(name), "a whole number", shown(text))
            return default

    def flag(self, node: Node, name: str) -> bool:
        """Read a 0 or 1."""
        text = node.text(name)
        if text not in ("", *_YES, *_NO):
            self.refuse(node.at(name), "0 or 1", shown(text))
        return text in _YES

    def must_be(self, node: Node, name: str, *, expected: str, hint: str = "") -> None:
        """Refuse a flag that is 0; one that is not there counts as 1."""
        if node.text(name) and not self.flag(node, name):
            self.refuse(node.at(name), expected, "0", hint)

    def day(self, node: Node, name: str) -> pendulum.Date | None:
        """Read the day of a moment such as `2024-04-15T08:00:00`."""
        text = node.text(name)
        if not text or text == "NA":
            return None
        try:
            return _dates.parse_day(text)
        except ValueError:
            expected = "a moment such as 2024-04-15T08:00:00"
            self.refuse(node.at(name), expected, shown(text))
            return None

    def days(self, node: Node, name: str) -> Decimal | None:
        """Read a duration in working days, parts of one included."""
        text = node.text(name)
        if not text:
            return None
        read = minutes(text)
        if read is None:
            expected = "a duration in hours, such as PT8H0M0S"
            self.refuse(node.at(name), expected, shown(text))
            return None
        return read / self.day_minutes

    def whole_days(self, node: Node, name: str) -> int | None:
        """Read a duration in whole working days."""
        days = self.days(node, name)
        if days is None:
            return None
        is_elapsed = (
            plain_format(self.number(node, "DurationFormat")) in ELAPSED_FORMATS
        )
        if is_elapsed or days != int(days) or days > _MOST_DAYS:
            expected = f"up to {_MOST_DAYS:,} whole working days"
            self.refuse(node.at(name), expected, shown(node.text(name)))
            return None
        return int(days)

    def pounds(self, node: Node, name: str) -> Decimal | None:
        """Read money, which is counted in pence."""
        text = node.text(name)
        try:
            pence = Decimal(text or "0")
            if pence == 0:
                return None
            pounds = (pence / 100).quantize(Decimal("0.01"))
        except InvalidOperation:
            pounds = Decimal(-1)
        if not 0 <= pounds < _MOST_POUNDS:
            self.refuse(node.at(name), "pence of at least 0", shown(text))
            return None
        return Decimal(int(pounds)) if pounds == int(pounds) else pounds


_YES, _NO = ("1", "true"), ("0", "false")
_LONGEST_NUMBER = 18
_MOST_DAYS = 10_000
_MOST_POUNDS = 10**12


def read_task(reader: Reader, node: Node) -> ReadTask:
    """Read a row."""
    is_summary = reader.flag(node, "Summary")
    days = None if is_summary else reader.whole_days(node, "Duration")
    left = reader.days(node, "RemainingDuration")
    calendar = node.text("CalendarUID")
    hint = "drop it in the portfolio, or take its row out"
    reader.must_be(node, "Active", expected="a task that is active", hint=hint)
    return ReadTask(
        node=node,
        uid=node.text("UID"),
        id=_field(node, ID_FIELD),
        kind=_field(node, KIND_FIELD),
        title=_title(reader, node),
        is_summary=is_summary,
        is_milestone=reader.flag(node, "Milestone"),
        is_manual=reader.flag(node, "Manual"),
        start=reader.day(node, "Start"),
        finish=reader.day(node, "Finish"),
        days=days or 0,
        percent=_percent(reader, node),
        started_on=reader.day(node, "ActualStart"),
        done_on=reader.day(node, "ActualFinish"),
        left=None if left is None else math.ceil(left),
        constraint=_constraint(reader, node),
        deadline=_deadline(reader, node),
        calendar="" if calendar == "-1" else calendar,
        cost=reader.pounds(node, "FixedCost"),
        links=tuple(_links(reader, node)),
        baselines=tuple(_baselines(reader, node)),
    )


def _field(node: Node, field: str) -> str:
    for attribute in node.all("ExtendedAttribute"):
        if attribute.text("FieldID") == field:
            return attribute.text("Value")
    return ""


def _title(reader: Reader, node: Node) -> str:
    title = node.text("Name")
    if not is_filled_text(title):
        reader.refuse(node.at("Name"), "a name", shown(title))
        return "?"
    return title


_ALL = 100


def _percent(reader: Reader, node: Node) -> int:
    percent = reader.number(node, "PercentComplete")
    if not 0 <= percent <= _ALL:
        expected = "a number from 0 to 100"
        reader.refuse(node.at("PercentComplete"), expected, str(percent))
        return 0
    return percent


def _constraint(reader: Reader, node: Node) -> Constraint | None:
    number = reader.number(node, "ConstraintType")
    if number == AS_LATE_AS_POSSIBLE:
        expected = "work that begins as soon as it can"
        hint = "tpkit tells by how much each task may slip, instead of moving it"
        reader.refuse(node.at("ConstraintType"), expected, "as late as possible", hint)
    kind, on = _CONSTRAINT_KINDS.get(number), reader.day(node, "ConstraintDate")
    if kind is None:
        if number not in (AS_SOON_AS_POSSIBLE, AS_LATE_AS_POSSIBLE):
            expected = "a constraint type from 0 to 7"
            reader.refuse(node.at("ConstraintType"), expected, str(number))
        return None
    if on is None:
        expected = f"the day of its constraint of type {number}"
        reader.refuse(node.at("ConstraintDate"), expected, "nothing")
        return None
    return Constraint(kind=kind, on=on)


def _deadline(reader: Reader, node: Node) -> Constraint | None:
    on = reader.day(node, "Deadline")
    if on is None:
        return None
    return Constraint(kind=ConstraintKind.FINISH_NO_LATER, on=on)


_MOST_LAG = 10_000


def _links(reader: Reader, node: Node) -> Iterator[ReadLink]:
    for link in node.all("PredecessorLink"):
        kind = _LINK_KINDS.get(reader.number(link, "Type", default=1))
        lag_format = plain_format(reader.number(link, "LagFormat", default=7))
        tenths = reader.number(link, "LinkLag")
        is_elapsed = lag_format in ELAPSED_FORMATS
        a_day = TENTHS_A_WHOLE_DAY if is_elapsed else 10 * reader.day_minutes
        lag, rest = divmod(tenths, a_day)
        if rest or abs(lag) > _MOST_LAG or (tenths and lag_format in PERCENT_FORMATS):
            expected = f"a lag of whole days, {a_day} tenths of a minute each"
            got = f"{tenths} with LagFormat {lag_format}"
            reader.refuse(link.at("LinkLag"), expected, got)
        elif lag_format not in LAG_FORMATS:
            expected = "7 for working days, or 8 for days that pass"
            reader.refuse(link.at("LagFormat"), expected, link.text("LagFormat"))
        elif kind is None:
            reader.refuse(link.at("Type"), "a link type from 0 to 3", link.text("Type"))
        else:
            uid = link.text("PredecessorUID")
            yield ReadLink(
                node=link, uid=uid, kind=kind, lag=lag, is_elapsed=is_elapsed
            )


def _baselines(reader: Reader, node: Node) -> Iterator[Baseline]:
    found = {reader.number(b, "Number"): b for b in node.all("Baseline")}
    for place, (number, each) in enumerate(sorted(found.items())):
        finish = reader.day(each, "Finish")
        if finish is None or not 0 <= number < MOST_BASELINES:
            continue
        if number != place:
            expected = f"baseline {place} before it"
            reader.refuse(each.at("Number"), expected, f"baseline {number}")
            return
        try:
            yield Baseline(
                number=number,
                date=finish,
                start=reader.day(each, "Start"),
                days=reader.whole_days(each, "Duration"),
                cost=reader.pounds(each, "Cost"),
            )
        except FieldError as error:
            path, got = each.at("Finish"), shown(error.got)
            reader.refuse(path, error.expected, got)
