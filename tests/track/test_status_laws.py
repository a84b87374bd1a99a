"""What holds of `track.status` whatever the portfolio."""

import attrs
import pendulum
from hypothesis import given
from hypothesis import strategies as st

import tpkit
from tpkit import calendars, testing, track
from tpkit.track import Rag, Reason, State

NEAR = st.dates(pendulum.Date(2021, 12, 1), pendulum.Date(2022, 6, 30)).map(
    lambda day: pendulum.Date(day.year, day.month, day.day)
)
"""Days close enough together for thresholds to matter."""

NEAR_PORTFOLIOS = testing.portfolios(
    families=st.just(["deliverables", "milestones", "grants"]), dates=NEAR
)
BY_OTHERS = {Reason.LIMIT_MISSED, Reason.LITTLE_LEEWAY, Reason.WAITS_FOR_RED}
"""Reasons that other things give, and can take away."""
ANY_DAY = testing.dates()
RAGS = st.lists(st.sampled_from(Rag))


@given(testing.portfolios(), ANY_DAY)
def test_any_portfolio_has_a_status_on_any_day(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    status = track.status(portfolio, on=on)

    assert len(status.lines) == 1 + len(status.phases) + sum(
        map(len, (portfolio.projects, portfolio.milestones, portfolio.deliverables))
    )
    assert all(line.sentence.startswith(line.title) for line in status.lines)
    assert all("unrecorded" not in line.sentence for line in status.lines)


@given(
    testing.portfolios(families=st.just(["deliverables", "milestones"])),
    ANY_DAY,
)
def test_what_hangs_on_projects_has_a_status_on_any_day(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    status = track.status(portfolio, on=on)

    for line in (*status.milestones, *status.deliverables):
        family, number = line.path.removeprefix("$.").removesuffix("]").split("[")
        assert getattr(portfolio, family)[int(number)].id == line.id


@given(NEAR_PORTFOLIOS, NEAR)
def test_status_is_the_same_each_time(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    once, again = (track.status(portfolio, on=on) for _ in range(2))

    assert [line.sentence for line in once.lines] == [
        line.sentence for line in again.lines
    ]
    assert [line.rag for line in once.lines] == [line.rag for line in again.lines]


@given(NEAR_PORTFOLIOS, NEAR)
def test_a_roll_up_is_the_worst_of_its_parts(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    status = track.status(portfolio, on=on)

    for line in (status.whole, *status.projects):
        if line.state is State.DROPPED:
            assert line.rag is Rag.GREY
            continue
        own = [reason.rag for reason in line.own]
        parts = [part.rag for part in line.parts if part.state is not State.DROPPED]
        assert line.worked_out is track.roll_up([*own, *parts])
        assert line.rag is (line.given.rag if line.given else line.worked_out)


@given(NEAR_PORTFOLIOS, NEAR)
def test_a_colour_is_that_of_its_worst_reason(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    for line in track.status(portfolio, on=on).lines:
        assert list(line.reasons) == sorted(line.reasons, key=list(Reason).index)
        assert line.worked_out is track.roll_up(r.rag for r in line.reasons)
        assert line.because


@given(NEAR_PORTFOLIOS, NEAR, st.data())
def test_a_later_forecast_never_improves_a_colour(
    portfolio: tpkit.Portfolio, on: pendulum.Date, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(portfolio.deliverables) - 1))
    item = portfolio.deliverables[index]
    # One that has passed is no forecast any more.
    sooner, later = sorted([max(on, data.draw(NEAR)), max(on, data.draw(NEAR))])

    before, after = (
        track.status(
            attrs.evolve(
                portfolio,
                deliverables=(
                    *portfolio.deliverables[:index],
                    attrs.evolve(item, forecast=forecast),
                    *portfolio.deliverables[index + 1 :],
                ),
            ),
            on=on,
        )
        for forecast in (sooner, later)
    )

    assert after.deliverable(item.id).rag.rank <= before.deliverable(item.id).rag.rank
    assert after.project(item.project).rag.rank <= before.project(item.project).rag.rank
    assert after.rag.rank <= before.rag.rank


@given(NEAR_PORTFOLIOS, NEAR, NEAR)
def test_waiting_never_improves_what_stays_open(
    portfolio: tpkit.Portfolio, one: pendulum.Date, other: pendulum.Date
) -> None:
    sooner, later = sorted([one, other])

    before, after = (
        {line.path: line for line in (*status.milestones, *status.deliverables)}
        for status in (track.status(portfolio, on=on) for on in (sooner, later))
    )

    for path, line in after.items():
        # What the plan said may be better by then: others were done meanwhile. And
        # another day may have been approved.
        is_same = line.promised == before[path].promised
        if (
            line.state.is_open
            and is_same
            and BY_OTHERS.isdisjoint(before[path].reasons)
        ):
            assert line.worked_out.rank <= before[path].worked_out.rank


@given(NEAR_PORTFOLIOS, NEAR)
def test_a_stricter_policy_never_improves_a_colour(
    portfolio: tpkit.Portfolio, on: pendulum.Date
) -> None:
    lax = track.RagPolicy(
        slip_amber_after=3,
        slip_red_after=30,
        overdue_amber_after=3,
        overdue_red_after=30,
        evidence_needed=False,
    )

    usual, relaxed = (
        track.status(portfolio, on=on),
        track.status(portfolio, on=on, policy=lax),
    )

    for strict_line, lax_line in zip(usual.lines, relaxed.lines, strict=True):
        assert strict_line.rag.rank <= lax_line.rag.rank


@given(RAGS, RAGS)
def test_rolling_up_in_steps_is_rolling_up_at_once(
    some: list[Rag], others: list[Rag]
) -> None:
    at_once = track.roll_up([*some, *others])
    steps = [track.roll_up(part) for part in (some, others) if part]

    assert at_once is track.roll_up(steps)


@given(RAGS)
def test_done_and_grey_count_only_where_there_is_nothing_else(rags: list[Rag]) -> None:
    telling = [rag for rag in rags if rag not in (Rag.BLUE, Rag.GREY)]

    if telling:
        assert track.roll_up(rags) is track.roll_up(telling)
    else:
        assert track.roll_up(rags) in {Rag.GREY, *rags}


def slip(promised: pendulum.Date, forecast: pendulum.Date) -> int | None:
    item = tpkit.Deliverable(
        id=tpkit.DeliverableId("d"),
        project=tpkit.ProjectId("p"),
        title="D",
        due=promised,
        forecast=forecast,
    )
    project = tpkit.Project(id=item.project, title="P", kind=tpkit.ProjectKind.WORKSHOP)
    portfolio = attrs.evolve(
        testing.smallest(), projects=(project,), deliverables=(item,)
    )
    on = min(promised, forecast)
    return track.status(portfolio, on=on).deliverable("d").slip


@given(NEAR, NEAR)
def test_slips_are_those_of_the_calendar(
    promised: pendulum.Date, forecast: pendulum.Date
) -> None:
    work = calendars.working_calendar()

    assert slip(promised, forecast) == work.slip(promised, forecast)


@given(ANY_DAY, ANY_DAY, ANY_DAY)
def test_slips_add_up_inside_the_calendar_and_out(
    first: pendulum.Date, second: pendulum.Date, third: pendulum.Date
) -> None:
    there, on, all_the_way = (
        slip(first, second) or 0,
        slip(second, third) or 0,
        slip(first, third),
    )

    assert there + on == all_the_way
    assert there * (second - first).days >= 0
