"""What `explain` answers, whatever comes of it."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

import attrs
import pendulum
import pytest

import tpkit
from tpkit import schedule
from tpkit.errors import UnknownIdError
from tpkit.schedule import ReasonKind, Verdict

Explained = Callable[..., schedule.Explanation]

FORUM = "{id: f1, activity: forum, on: 2026-10-05, start: 10:00, end: 11:00}"
CONTRADICTION = f"""
{{id: early, rule: within, end: 2026-10-09, activities: [forum], agreed: {{by: the board}}}}
{{id: late, rule: within, start: 2026-10-12, end: 2026-10-16}}
--
{FORUM}
"""
BESIDES = "{id: c1, activity: course, on: 2026-10-13, start: 10:00, end: 11:00}"

# ------------------------------------------------------------------------- it is possible


def test_a_plan_that_is_possible_comes_with_a_timetable(explained: Explained) -> None:
    found = explained(f"\n--\n{FORUM}")

    assert found.verdict is Verdict.POSSIBLE
    assert str(found) == (
        "There is a timetable that keeps every rule that may not be broken\n"
        "The one that was found has 1 session, on 3 October 2026"
    )
    assert found.timetable is not None
    assert [entry.session for entry in found.timetable.entries] == ["f1"]
    assert (found.conflict, found.activities, found.relaxations) == ((), (), ())


def test_where_nothing_is_planned_nothing_is_in_the_way(explained: Explained) -> None:
    found = explained("{id: once, rule: not_on, weekdays: [monday]}")

    assert found.verdict is Verdict.POSSIBLE
    assert found.sentences == (
        "There is a timetable that keeps every rule that may not be broken",
    )
    assert found.timetable is not None
    assert found.timetable.entries == ()


def test_what_may_be_broken_at_a_cost_is_never_in_the_way(explained: Explained) -> None:
    soft = CONTRADICTION.replace("by: the board", "strictness: soft")

    assert explained(soft).verdict is Verdict.POSSIBLE


def test_a_rule_about_one_activity_bars_nothing_for_another(
    explained: Explained,
) -> None:
    found = explained(
        "{id: who, rule: led_by, activities: [course], people: [bob]}\n"
        "{id: leave, rule: unavailable, people: [bob], end: 2026-10-04, start: 2026-10-01}\n"
        f"--\n{BESIDES.replace('11:00', '11:00, facilitators: [ann]')}\n{FORUM}"
    )

    assert found.verdict is Verdict.POSSIBLE


# --------------------------------------------------------------------- it is not possible


def test_a_contradiction_names_the_rules_and_whom_they_are_about(
    explained: Explained,
) -> None:
    found = explained(f"{CONTRADICTION}{BESIDES}")

    assert found.verdict is Verdict.IMPOSSIBLE
    assert found.activities == ("forum",)
    assert found.timetable is None
    assert [(r.kind, r.id, r.rule.id) for r in found.conflict] == [
        (ReasonKind.RULE, "early", "early"),
        (ReasonKind.RULE, "late", "late"),
    ]
    assert found.conflict[0].sentence == (
        "every session until 9 October 2026, for Forum (agreed by the board)"
    )


def test_a_way_out_comes_with_rules_and_with_a_timetable(explained: Explained) -> None:
    later, earlier = explained(f"{CONTRADICTION}{BESIDES}").relaxations

    assert [reason.id for reason in later.gives_up] == ["early"]
    assert [rule.end for rule in later.rules] == [pendulum.Date(2026, 10, 12)]
    assert later.sentence == (
        "finish by 12 October 2026 instead of 9 October 2026, for Forum"
    )
    assert later.timetable.slots[0].on == pendulum.Date(2026, 10, 12)
    assert [rule.start for rule in earlier.rules] == [pendulum.Date(2026, 10, 9)]
    assert earlier.timetable.slots[0].on == pendulum.Date(2026, 10, 9)


def test_a_fact_is_a_reason_without_a_rule(explained: Explained) -> None:
    found = explained(f"{CONTRADICTION}{BESIDES}", until=pendulum.Date(2026, 10, 9))

    assert {(r.kind, r.id) for r in found.conflict} == {
        (ReasonKind.UNTIL, ""),
        (ReasonKind.RULE, "late"),
    }
    assert [r.rule is None for r in found.conflict] == [True, False]


def test_what_is_kept_stays_and_what_is_freed_moves(explained: Explained) -> None:
    announced = FORUM.replace("end: 11:00", "end: 11:00, status: confirmed")
    plan = f"{{id: not-then, rule: not_on, dates: [2026-10-05]}}\n--\n{announced}"

    assert explained(plan).verdict is Verdict.IMPOSSIBLE
    assert explained(plan, free=["f1"]).verdict is Verdict.POSSIBLE
    assert explained(plan, free=["forum"], keep=["f1"]).verdict is Verdict.IMPOSSIBLE
    with pytest.raises(UnknownIdError, match="f2"):
        explained(plan, keep=["f2"])


def test_where_no_one_thing_helps_fewer_sessions_may(explained: Explained) -> None:
    found = explained(
        "{id: close, rule: at_most_apart, apart: 1, activities: [forum]}\n"
        "{id: apart, rule: at_least_apart, apart: 2, activities: [forum]}\n--\n"
        f"{FORUM}\n{FORUM.replace('f1', 'f2')}"
    )

    fewer = found.relaxations[-1]
    assert fewer.sentence == "hold 1 session of Forum instead of 2"
    assert (fewer.gives_up, fewer.rules) == ((), ())
    assert len(fewer.timetable.entries) == 1


def test_of_many_ways_out_nobody_asks_how_little_would_do(explained: Explained) -> None:
    days = range(3, 17)
    barred = (f"{{id: no-{d:02}, rule: not_on, dates: [2026-10-{d:02}]}}" for d in days)
    found = explained(
        "\n".join([*barred, "--", FORUM]), until=pendulum.Date(2026, 10, 16)
    )

    ways = [way.sentence for way in found.relaxations]
    without = "do without the rule: no session on"
    assert ways == [
        *(f"{without} {day} October 2026" for day in days),
        "look further ahead",
    ]
    assert all(way.rules == () for way in found.relaxations)


FOUR_CONTRADICTIONS = "\n".join(
    [
        f"{{id: {activity}-{when}, rule: within, {bound}, activities: [{activity}]}}"
        for activity in ("forum", "course", "talk", "debate")
        for when, bound in (("early", "end: 2026-10-09"), ("late", "start: 2026-10-12"))
    ]
    + ["--"]
    + [
        FORUM.replace("f1", activity).replace("forum", activity)
        for activity in ("forum", "course", "talk", "debate")
    ]
)


def test_of_more_than_three_things_to_give_up_there_is_no_way_out(
    explained: Explained,
) -> None:
    found = explained(FOUR_CONTRADICTIONS)
    stopped = explained(
        FOUR_CONTRADICTIONS, watcher=lambda told: told.phase != "looking for ways out"
    )

    assert found.relaxations == stopped.relaxations == ()
    assert found.sentences[-2].startswith(
        "3 other conflicts would be left without these"
    )
    assert found.sentences[-1] == "No way out was found"
    assert stopped.sentences[-1] == "No way out was found before the search was stopped"


def test_of_a_hundred_rules_it_is_not_known_that_all_are_needed(
    explained: Explained,
) -> None:
    first = pendulum.Date(2026, 10, 5)
    days = [first.add(days=number) for number in range(110)]
    rules = [f"{{id: not-{day}, rule: not_on, dates: [{day}]}}" for day in days]
    week = f"{{id: days, rule: within, start: {days[0]}, end: {days[-1]}}}"
    found = explained("\n".join([week, *rules, "--", FORUM]))

    assert len(found.conflict) > 110  # one more than is needed, in fact
    assert not found.is_smallest
    assert (
        "Perhaps not all of them are needed for that: the effort was spent before it was "
        "known"
    ) in found.sentences


# ------------------------------------------------------------------------ it is not known


FOUR = ("01", "02", "03", "12", "13", "23")
SEVEN = ("012", "034", "056", "135", "146", "236", "245")
"""Each two of four, or of seven, are together in just one of these."""


def puzzle(
    apart: Sequence[str], *rules: tpkit.SchedulingRule, people: int = 1
) -> tpkit.Portfolio:
    """Give a programme of sessions no two of which may be at one time: one too many.

    Each rule is about few of them and by itself easily kept, so that nobody can count
    what is wanted: a proof has to try.
    """
    ids = [f"w{number}" for number in sorted(set("".join(apart)))]
    return tpkit.Portfolio(
        partnership=tpkit.Partnership(id=tpkit.PartnershipId("tp"), name="Puzzle"),
        people=tuple(
            tpkit.Person(
                id=tpkit.PersonId(f"p{number:02}"),
                title=f"P{number}",
                role=tpkit.ProfessionalRole.FACILITATOR,
            )
            for number in range(people)
        ),
        workshops=tuple(
            tpkit.Workshop(
                id=tpkit.WorkshopId(id),
                title=id.upper(),
                facilitators=(tpkit.PersonId("p00"),),
            )
            for id in ids
        ),
        sessions=tuple(
            tpkit.Session(
                id=tpkit.SessionId(id),
                activity=tpkit.WorkshopId(id),
                on=ON.add(days=1),
                start=pendulum.Time(9),
                end=pendulum.Time(10),
            )
            for id in ids
        ),
        scheduling_rules=(
            tpkit.Within(
                id=tpkit.SchedulingRuleId("day"),
                start=ON.add(days=1),
                end=ON.add(days=1),
                start_time=pendulum.Time(9),
                end_time=pendulum.Time(8 + len(ids)),
            ),
            *(
                tpkit.NotTogether(
                    id=tpkit.SchedulingRuleId(f"apart-{some}"),
                    sessions=tuple(tpkit.SessionId(f"w{one}") for one in some),
                )
                for some in apart
            ),
            *rules,
        ),
    )


ON = pendulum.Date(2026, 10, 2)
NOT_PROVED = ", and it was not proved that there is none"


def test_a_puzzle_is_solved_with_effort_and_not_without() -> None:
    hard = puzzle(SEVEN)
    without = schedule.explain(hard, on=ON, rules=(), grid=60, effort=0)

    assert without.verdict is Verdict.NOT_KNOWN
    assert without.sentences == (
        f"No timetable was found within the effort{NOT_PROVED}",
        "Allow more effort or time, or look no further ahead than you need",
    )
    assert (without.conflict, without.relaxations) == ((), ())
    easy = schedule.explain(puzzle(FOUR), on=ON, rules=(), grid=60, effort=0)
    assert easy.verdict is Verdict.IMPOSSIBLE
    assert len(easy.conflict) == 7  # the day, and a rule for each two of four sessions


@pytest.mark.parametrize(
    ("phase", "verdict", "sentence"),
    [
        (
            "looking for a timetable",
            Verdict.NOT_KNOWN,
            f"No timetable was found before the search was stopped{NOT_PROVED}",
        ),
        (
            "proving it again",
            Verdict.NOT_KNOWN,
            f"No timetable was found before the search was stopped{NOT_PROVED}",
        ),
        (
            "looking for ways out",
            Verdict.IMPOSSIBLE,
            "There is no timetable for W0, W1, W2 and W3: these cannot hold together",
        ),
    ],
)
def test_who_watches_may_end_it(phase: str, verdict: Verdict, sentence: str) -> None:
    told = list[schedule.Progress]()

    def watcher(progress: schedule.Progress) -> bool:
        told.append(progress)
        return progress.phase != phase

    found = schedule.explain(puzzle(FOUR), on=ON, rules=(), grid=60, watcher=watcher)

    assert found.verdict is verdict
    assert sentence in found.sentences
    assert told[-1].phase == phase
    assert [progress.done for progress in told] == sorted(p.done for p in told)


def test_a_way_out_that_has_not_been_proved_in_time_is_not_offered() -> None:
    day = puzzle(FOUR).scheduling_rules[0]
    twice = puzzle(FOUR, attrs.evolve(day, id=tpkit.SchedulingRuleId("same-day")))
    found = schedule.explain(
        twice,
        on=ON,
        rules=(),
        grid=60,
        watcher=lambda told: told.phase != "looking for ways out",
    )

    assert {reason.id for reason in found.conflict} == {
        "same-day",
        *(f"apart-{some}" for some in FOUR),
    }
    given_up = {reason.id for way in found.relaxations for reason in way.gives_up}
    assert given_up <= {f"apart-{some}" for some in FOUR}
    assert given_up


def test_where_not_every_team_is_looked_at_nothing_is_proved() -> None:
    people = tuple(tpkit.PersonId(f"p{number:02}") for number in range(14))
    there = {0, 1, 2, 3, 4, 5, 7}  # one team of seven, which no simple pattern finds
    rules = (
        tpkit.LedBy(
            id=tpkit.SchedulingRuleId("seven"),
            activities=(tpkit.WorkshopId("w0"),),
            people=people,
            needed=7,
        ),
        tpkit.Unavailable(
            id=tpkit.SchedulingRuleId("away"),
            people=tuple(p for n, p in enumerate(people) if n not in there),
        ),
    )
    one = puzzle(("01",), *rules, people=14)
    found = schedule.explain(one, on=ON, rules=(), grid=60)

    assert found.verdict is not Verdict.IMPOSSIBLE


# ---------------------------------------------------------------------- rules of one's own


@attrs.frozen(kw_only=True)
class NeverAgain(schedule.OfOne):
    """What a rule means that a partnership has written itself: there is no day for it."""

    looks_at: ClassVar[schedule.Aspect] = schedule.Aspect.DAY

    def amount(self, entry: schedule.Entry, slot: schedule.Slot) -> int:  # noqa: ARG002  # never
        return 1

    def words(self, entry: schedule.Entry, slot: schedule.Slot) -> str:  # noqa: ARG002  # never
        return "there is no day for it"


@attrs.frozen(kw_only=True)
class Never:
    """A rule that a partnership has written itself."""

    id: str = "never"
    agreed: tpkit.RuleAgreement = attrs.field(factory=tpkit.RuleAgreement)

    def terms(self, facts: schedule.Facts) -> Iterator[schedule.Term]:  # noqa: ARG002  # never
        yield NeverAgain(rule=self)


@attrs.frozen(kw_only=True)
class NeverSaid(Never):
    """A rule that can tell what it says."""

    def in_words(self, portfolio: tpkit.Portfolio) -> str:
        return f"{portfolio.partnership.name} meets no more"


@pytest.mark.parametrize(
    ("rule", "reason", "way"),
    [
        (Never(), "rule never", "do without rule never"),
        (
            NeverSaid(),
            "Riverside Teaching Partnership meets no more",
            "do without the rule: Riverside Teaching Partnership meets no more",
        ),
    ],
)
def test_a_rule_of_ones_own_is_named_by_its_words_or_its_id(
    rule: Never, reason: str, way: str, explained: Explained
) -> None:
    found = explained(f"\n--\n{FORUM}", rules=(rule,))

    assert [its.sentence for its in found.conflict] == [reason]
    assert found.conflict[0].rule is rule
    assert [its.sentence for its in found.relaxations] == [way]
