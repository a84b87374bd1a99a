"""What differs between two portfolios, or between two days of one."""

import functools
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, overload

import attrs
import pendulum

from tpkit._model.change import Change
from tpkit._model.portfolio import Portfolio
from tpkit.calendars._instants import the_day
from tpkit.errors import FieldError
from tpkit.track._history.comparison import Comparison
from tpkit.track._history.difference import Difference, DifferenceKind, Value
from tpkit.track._history.facts import Facts, facts_of, promises
from tpkit.track._history.history import changes_index
from tpkit.track._history.particulars import particulars
from tpkit.track._plan.whose_days import working_calendar_of
from tpkit.track._status.columns import Slots
from tpkit.track._status.policy import RagPolicy
from tpkit.track._status.status import status

Key = tuple[str, str]
"""What something is, and its id."""

_USUAL = RagPolicy()


@overload
def compare(
    portfolio: Portfolio,
    /,
    *,
    then: pendulum.Date,
    now: pendulum.Date,
    policy: RagPolicy = ...,
) -> Comparison: ...


@overload
def compare(
    before: Portfolio,
    after: Portfolio,
    /,
    *,
    then: pendulum.Date | None = ...,
    now: pendulum.Date | None = ...,
    policy: RagPolicy = ...,
) -> Comparison: ...


def compare(
    before: Portfolio,
    after: Portfolio | None = None,
    /,
    *,
    then: pendulum.Date | None = None,
    now: pendulum.Date | None = None,
    policy: RagPolicy = _USUAL,
) -> Comparison:
    """Say what slipped, was finished, appeared, vanished or was promised anew, and why.

    Of one portfolio and two days, each day's is what was known then, as `as_of` gives it.
    Two portfolios are taken as they are. Things are told apart by their ids, so that a
    title may change. *Expected* is the day something was done, or else its forecast, or
    else what was promised; the days between are working days of the partnership.

    Told as well are the days on which money may be spent, baselines altered after they
    were approved, the days that work takes, virements, claims and what was paid of them,
    and the scores of risks.

    Colours by *policy* are compared where both days are given, because a colour is that
    of a day. Reasons are those of the entries made between the two, and of baselines.

    Raises:
        FieldError: what is compared is no portfolio, one is given without two days, a day
            is an instant, or
            changes say that a noun once held values that cannot stand together.

    Example:
        ```python
        >>> import pendulum
        >>> from tpkit import testing, track
        >>> found = track.compare(
        ...     testing.northshire(),
        ...     then=pendulum.Date(2024, 12, 16),
        ...     now=pendulum.Date(2025, 1, 31),
        ... )
        >>> for difference in found.slipped:
        ...     print(difference.sentence)
        Toolkit slipped by 5 working days, from 28 February 2025 to 7 March 2025: The second author began late

        ```
    """
    then = None if then is None else the_day("compare", then, "then")
    now = None if now is None else the_day("compare", now, "now")
    both = (("before", before), ("after", before if after is None else after))
    for name, given in both:
        if not isinstance(given, Portfolio):
            raise FieldError("compare", name, "a portfolio", given)
    if after is None:
        if then is None or now is None:
            expected = "two days, where one portfolio is compared with itself"
            raise FieldError(
                "compare", "then" if then is None else "now", expected, None
            )
        index = changes_index(before)
        before, after = index.as_of(then), index.as_of(now)
    pair = _Pair(before=before, after=after, slots=Slots(working_calendar_of(after)))
    found = [*pair.of_promises(), *pair.of_money(), *pair.of_particulars()]
    if then is not None and now is not None:
        found += pair.of_colours(then, now, policy)
    order = list(DifferenceKind)
    return Comparison(
        then=then,
        now=now,
        differences=tuple(sorted(found, key=lambda one: order.index(one.kind))),
    )


@attrs.frozen(kw_only=True, eq=False)
class _Pair:
    """Two portfolios side by side."""

    before: Portfolio
    after: Portfolio
    slots: Slots

    @functools.cached_property
    def entries(self) -> dict[Key, list[Change]]:
        """What was recorded between the two, of each noun."""
        old, new = self.before.changes, self.after.changes
        is_longer = new[: len(old)] == old
        known = set() if is_longer else set(old)
        found: dict[Key, list[Change]] = {}
        for change in new[len(old) if is_longer else 0 :]:
            if change not in known:
                found.setdefault((change.kind.value, change.of), []).append(change)
        return found

    @functools.cached_property
    def shared(self) -> Counter[str]:
        """How many have each title."""
        return Counter(noun.title for _, noun in promises(self.after))

    @functools.cached_property
    def projects(self) -> dict[str, str]:
        """The title of each project, now or as it was."""
        both = (*self.before.projects, *self.after.projects)
        return {project.id: project.title for project in both}

    def of_promises(self) -> Iterator[Difference]:
        """Yield what differs in projects, phases, milestones and deliverables."""
        old = {(kind, noun.id): noun for kind, noun in promises(self.before)}
        new = {(kind, noun.id): noun for kind, noun in promises(self.after)}
        for key, noun in new.items():
            was = old.get(key)
            if was is None:
                yield self._made(
                    key,
                    noun,
                    DifferenceKind.APPEARED,
                    became=facts_of(noun).expected,
                    fields=("",),
                )
            elif was is not noun:
                yield from self._of_one(key, noun, facts_of(was), facts_of(noun))
        for key, noun in old.items():
            if key not in new:
                yield self._made(key, noun, DifferenceKind.VANISHED)

    def _of_one(
        self, key: Key, noun: Any, was: Facts, now: Facts
    ) -> Iterator[Difference]:
        if was.title != now.title:
            yield self._made(
                key,
                noun,
                DifferenceKind.RENAMED,
                was=was.title,
                became=now.title,
                fields=("title",),
            )
        if was.promised != now.promised:
            yield self._rebaselined(key, noun, was, now)
        yield from self._of_its_end(key, noun, was, now)

    def _of_its_end(
        self, key: Key, noun: Any, was: Facts, now: Facts
    ) -> Iterator[Difference]:
        if now.is_dropped:
            if not was.is_dropped:
                yield self._made(key, noun, DifferenceKind.DROPPED, fields=("status",))
        elif now.is_done:
            if not was.is_done:
                yield self._made(
                    key,
                    noun,
                    DifferenceKind.FINISHED,
                    was=now.promised,
                    became=now.done_on,
                    days=self._days(now.promised, now.done_on),
                    fields=(
                        "actual",
                        "delivered_on",
                        "ended_on",
                        "actual_end",
                        "status",
                    ),
                )
        else:
            if not was.is_open:
                yield self._made(key, noun, DifferenceKind.REOPENED, fields=("status",))
            if was.expected and now.expected and was.expected != now.expected:
                yield self._moved(key, noun, was, now)

    def _moved(self, key: Key, noun: Any, was: Facts, now: Facts) -> Difference:
        is_later = now.expected is not None and now.expected > (
            was.expected or now.expected
        )
        return self._made(
            key,
            noun,
            DifferenceKind.SLIPPED if is_later else DifferenceKind.SOONER,
            was=was.expected,
            became=now.expected,
            days=self._days(was.expected, now.expected),
            fields=("forecast", "forecast_end", "due", "end"),
        )

    def _rebaselined(self, key: Key, noun: Any, was: Facts, now: Facts) -> Difference:
        made = self._made(
            key,
            noun,
            DifferenceKind.REBASELINED,
            was=was.promised,
            became=now.promised,
            days=self._days(was.promised, now.promised),
            fields=("due", "end"),
        )
        if len(now.baselines) <= len(was.baselines):
            return made
        last = now.baselines[-1]
        return attrs.evolve(
            made, reason=last.reason, by=last.approved_by, recorded_on=last.approved_on
        )

    def of_money(self) -> Iterator[Difference]:
        """Yield what differs in the sums of budget lines and grants."""
        old, new = dict(_sums(self.before)), dict(_sums(self.after))
        for key, (noun, sums) in new.items():
            before = old[key][1] if key in old else {}
            for field, amount in sums.items():
                if amount != before.get(field):
                    yield self._made(
                        key,
                        noun,
                        DifferenceKind.MONEY,
                        was=before.get(field),
                        became=amount,
                        field=field,
                        fields=_RECORDED[field],
                    )
        for key, (noun, _) in old.items():
            if key not in new:
                yield self._made(key, noun, DifferenceKind.VANISHED)

    def of_particulars(self) -> Iterator[Difference]:
        """Yield what differs in terms, work, old baselines, moves, claims and risks."""
        for one in particulars(self.before, self.after):
            is_new = one.kind is DifferenceKind.APPEARED
            fields = ("",) if is_new else _ENTERED.get(one.field, (one.field,))
            entry = self._entry((one.noun, one.id), fields)
            yield Difference(
                kind=one.kind,
                noun=one.noun,
                id=one.id,
                title=one.title,
                project=one.project,
                name=self._name(one.title, one.project),
                field=one.field,
                was=one.was,
                became=one.became,
                counterpart=one.counterpart,
                days=self._days(one.was, one.became),
                reason=one.reason or (entry.reason if entry else ""),
                by=entry.by if entry else None,
                recorded_on=entry.recorded_on if entry else None,
            )

    def of_colours(
        self, then: pendulum.Date, now: pendulum.Date, policy: RagPolicy
    ) -> Iterator[Difference]:
        """Yield what has another colour on the second day than it had on the first."""
        was = status(self.before, on=then, policy=policy)
        is_ = status(self.after, on=now, policy=policy)
        before = {_kind(line): line.rag for line in was.lines}
        for line in is_.lines:
            rag = before.get(key := _kind(line))
            if rag is not None and rag is not line.rag:
                yield Difference(
                    kind=DifferenceKind.RECOLOURED,
                    noun=key[0],
                    id=line.id,
                    title=line.title,
                    project=getattr(line, "project", None),
                    name=self._name(line.title, getattr(line, "project", None)),
                    was=rag.value,
                    became=line.rag.value,
                    reason="; ".join(line.because),
                )

    # ------------------------------------------------------------------- machinery

    def _made(  # noqa: PLR0913  # a difference has as many sides
        self,
        key: Key,
        noun: Any,
        kind: DifferenceKind,
        *,
        was: Value = None,
        became: Value = None,
        days: int | None = None,
        field: str = "",
        fields: tuple[str, ...] = (),
    ) -> Difference:
        entry = self._entry(key, fields)
        project = getattr(noun, "project", None)
        title = getattr(noun, "title", "") or noun.description
        return Difference(
            kind=kind,
            noun=key[0],
            id=noun.id,
            title=title,
            project=project,
            name=self._name(title, project),
            field=field,
            was=was,
            became=became,
            days=days,
            reason=entry.reason if entry else "",
            by=entry.by if entry else None,
            recorded_on=entry.recorded_on if entry else None,
        )

    def _entry(self, key: Key, fields: tuple[str, ...]) -> Change | None:
        made = [c for c in self.entries.get(key, ()) if c.field in fields]
        with_reason = [change for change in made if change.reason]
        telling = with_reason or made
        return telling[-1] if telling else None

    def _name(self, title: str, project: str | None) -> str:
        if project is None or self.shared[title] <= 1:
            return title
        return f"{title} ({self.projects[project]})"

    def _days(self, one: Value, other: Value) -> int | None:
        if isinstance(one, pendulum.Date) and isinstance(other, pendulum.Date):
            return self.slots[other] - self.slots[one]
        return None


_RECORDED = {
    "amount": ("amount",),
    "planned": ("planned",),
    "spent": ("actual",),
    "committed": ("committed",),
    "forecast": ("forecast",),
}
"""The fields whose entries tell why a sum is another."""
_ENTERED = {
    "work.days": ("work.days", "work.estimate.likely"),
    "paid": ("paid", "paid_on"),
    "status": ("status", "closed_on"),
}
"""The fields whose entries tell of a particular, where it is not its own."""


def _sums(portfolio: Portfolio) -> Iterator[tuple[Key, tuple[Any, dict[str, Decimal]]]]:
    for grant in portfolio.grants:
        yield ("grant", grant.id), (grant, {"amount": grant.amount})
    for line in portfolio.budget_lines:
        sums = {
            "planned": line.revised,
            "spent": line.spent,
            "committed": line.committed,
            "forecast": line.forecast,
        }
        known = {name: amount for name, amount in sums.items() if amount is not None}
        yield ("budget_line", line.id), (line, known)


def _kind(line: Any) -> Key:
    if line.path == "$":
        return "partnership", line.id
    family, _, _ = line.path.removeprefix("$.").partition("[")
    return family.removesuffix("s"), line.id
