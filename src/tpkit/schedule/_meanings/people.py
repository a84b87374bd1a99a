"""What rules about who is in a session, and who leads it, mean."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import ClassVar

import attrs

from tpkit import _text
from tpkit._model.rules_of_people_and_places import LedBy, LinesApart, NotTogether
from tpkit.schedule._terms.facts import Facts
from tpkit.schedule._terms.names import Names
from tpkit.schedule._terms.shapes import Aspect, OfOne, Term
from tpkit.schedule._terms.slot import Entry, Slot


def of_these(people: frozenset[str], entry: Entry) -> Hashable:
    """Give what an entry says of some people: who may be there when, and who is away."""
    members = (member for member in entry.members if member.person in people)
    return frozenset(members), entry.away & people


# ------------------------------------------------------------------------------- lines


@attrs.frozen(kw_only=True)
class _ManagerThere(OfOne):
    code: ClassVar[str] = "TP723"
    looks_at: ClassVar[Aspect] = Aspect.DAY | Aspect.LEADERS
    rule: LinesApart
    above: Mapping[str, frozenset[str]] = attrs.field(eq=False, repr=False)
    """For everybody who has one: the manager, and the one above where that counts."""
    in_line: frozenset[str] = attrs.field(repr=False)
    """Everybody who manages or is managed."""
    names: Names = attrs.field(repr=False)

    def alike(self, entry: Entry) -> Hashable:
        return of_these(self.in_line, entry)

    def alike_team(self, leaders: tuple[str, ...]) -> Hashable:
        return self.in_line.intersection(leaders)

    def amount(self, entry: Entry, slot: Slot) -> int:
        return sum(1 for _ in self._pairs(entry, slot))

    def words(self, entry: Entry, slot: Slot) -> str:
        pairs = (
            f"{self.names.person(manager)} manages {self.names.person(report)}"
            for report, manager in sorted(self._pairs(entry, slot))
        )
        return f"{_text.listed(pairs)}: they would be in it together"

    def _pairs(self, entry: Entry, slot: Slot) -> Iterator[tuple[str, str]]:
        there = self.in_line & entry.people(slot)
        for report in there:
            for manager in self.above.get(report, _NOBODY) & there:
                yield report, manager


_NOBODY: frozenset[str] = frozenset()


def lines_apart(rule: LinesApart, facts: Facts) -> Iterable[Term]:
    """Give the term of `LinesApart`: each pair of a manager and a report breaks it."""
    managers: dict[str, str | None] = {
        person.id: person.line_manager for person in facts.portfolio.people
    }
    levels = 2 if rule.skip_level else 1
    above = {
        person: frozenset(_above(person, managers, levels))
        for person, manager in managers.items()
        if manager is not None
    }
    yield _ManagerThere(
        rule=rule,
        above=above,
        in_line=frozenset(above).union(*above.values()),
        names=facts.names,
    )


def _above(
    person: str, managers: Mapping[str, str | None], levels: int
) -> Iterator[str]:
    at = managers[person]
    for _ in range(levels):
        if at is None:
            return
        yield at
        at = managers[at]


# ------------------------------------------------------------------------ kept apart


@attrs.frozen(kw_only=True)
class _PeopleApart(OfOne):
    code: ClassVar[str] = "TP722"
    looks_at: ClassVar[Aspect] = Aspect.DAY | Aspect.LEADERS
    rule: NotTogether
    people: frozenset[str]
    names: Names = attrs.field(repr=False)

    def alike(self, entry: Entry) -> Hashable:
        return of_these(self.people, entry)

    def alike_team(self, leaders: tuple[str, ...]) -> Hashable:
        return self.people.intersection(leaders)

    def can_matter(
        self,
        entry: Entry,
        venue: str | None,  # noqa: ARG002  # who decides
        leaders: tuple[str, ...],
    ) -> bool:
        there = self.people.intersection(leaders).union(
            member.person for member in entry.members if member.person in self.people
        )
        return len(there) > 1

    def amount(self, entry: Entry, slot: Slot) -> int:
        return max(0, len(self.people & entry.people(slot)) - 1)

    def words(self, entry: Entry, slot: Slot) -> str:
        there = self.names.people(self.people & entry.people(slot))
        return f"{there} would be in it together"


def people_apart(rule: NotTogether, facts: Facts) -> Term:
    """Give the term of `NotTogether` about its people."""
    people = frozenset(rule.people)
    return _PeopleApart(rule=rule, people=people, names=facts.names)


# ------------------------------------------------------------------------------ leaders


@attrs.frozen(kw_only=True)
class _Leaders(OfOne):
    code: ClassVar[str] = "TP724"
    looks_at: ClassVar[Aspect] = Aspect.LEADERS
    rule: LedBy
    agreed: frozenset[str]
    names: Names = attrs.field(repr=False)

    def alike(self, entry: Entry) -> Hashable:  # noqa: ARG002  # alike for all
        return None

    def amount(self, entry: Entry, slot: Slot) -> int:  # noqa: ARG002  # leaders decide
        leaders = set(slot.leaders)
        missing = self.rule.needed - len(leaders & self.agreed)
        return len(leaders - self.agreed) + max(0, missing)

    def words(self, entry: Entry, slot: Slot) -> str:  # noqa: ARG002  # leaders decide
        leads = self.names.people(slot.leaders) or "nobody"
        agreed = self.names.people(self.agreed)
        if self.rule.needed < len(self.agreed):
            needed = "one" if self.rule.needed == 1 else f"{self.rule.needed:,}"
            agreed = f"{needed} of {agreed}"
        return f"it would be led by {leads}, not by {agreed}, as was agreed"


def led_by(rule: LedBy, facts: Facts) -> Iterable[Term]:
    """Give the term of `LedBy`: whoever is missing breaks it, and whoever else leads."""
    yield _Leaders(rule=rule, agreed=frozenset(rule.people), names=facts.names)
