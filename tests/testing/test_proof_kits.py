import itertools
import sys
from collections.abc import Iterator
from importlib import util
from typing import Any, ClassVar

import attrs
import cattrs
import pendulum
import pytest
from hypothesis import strategies as st

import tpkit
from tpkit import checks, files, testing
from tpkit.errors import MissingExtraError
from tpkit.findings import Finding, Severity
from tpkit.testing import _hypothesis


@attrs.frozen(kw_only=True)
class Says:
    """A check that yields, for each workshop, a finding with changes to order."""

    code: ClassVar[str] = "OURS001"
    changes: Any = attrs.field(factory=dict)

    def __call__(
        self, portfolio: tpkit.Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Any]:
        right = {
            "code": "OURS001",
            "severity": Severity.INFO,
            "message": f"It is {on}",
            "remedy": "Note it",
        }
        for index, _ in enumerate(portfolio.workshops):
            path = f"$.workshops[{index}]"
            yield Finding(**{**right, "path": path, **self.changes})


def test_a_check_that_keeps_its_promises_passes() -> None:
    testing.check_check(Says())
    testing.check_check(checks.STANDARD[0], examples=3)


@pytest.mark.parametrize(
    ("changes", "promise"),
    [
        ({"code": "OURS002"}, "it declares OURS001 and yields OURS002"),
        ({"code": "ours"}, "a finding's code is no code"),
        ({"message": " "}, "nothing to say"),
        ({"remedy": ""}, "nothing to say, or to advise"),
        ({"message": "It is."}, "not one line without a full stop: 'It is.'"),
        ({"remedy": "Note\nit"}, "not one line"),
        ({"path": "$.workshops[99]"}, "a path that leads somewhere"),
        ({"path": "workshops"}, "a path such as"),
    ],
)
def test_a_finding_that_breaks_a_promise_is_named(
    changes: dict[str, Any], promise: str
) -> None:
    with pytest.raises(AssertionError, match=promise):
        testing.check_check(Says(changes=changes))


def test_a_code_that_is_none_is_named() -> None:
    @attrs.frozen
    class Misnamed(Says):
        code: ClassVar[str] = "lower1"

    with pytest.raises(AssertionError, match="its code 'lower1'"):
        testing.check_check(Misnamed())


def finding(path: str) -> Finding:
    return Finding(
        code="OURS001", severity=Severity.INFO, path=path, message="So", remedy="Do"
    )


def test_a_function_is_a_check_without_a_code() -> None:
    def silent(_: tpkit.Portfolio, /, *, on: pendulum.Date) -> Iterator[Finding]:
        yield from (finding("$.partnership") for _ in range(on.year % 2))

    testing.check_check(silent, examples=5)


def test_what_is_no_finding_is_named() -> None:
    def wrong(_: tpkit.Portfolio, /, *, on: pendulum.Date) -> Iterator[Any]:
        yield on

    with pytest.raises(AssertionError, match="no finding"):
        testing.check_check(wrong)


def test_findings_out_of_order_are_named() -> None:
    def backwards(portfolio: Any, /, *, on: pendulum.Date) -> Iterator[Finding]:
        places = range(len(portfolio.people)) if on.year > 2000 else []
        yield from (finding(f"$.people[{n}]") for n in reversed(places))

    with pytest.raises(AssertionError, match="not in the order of the document"):
        testing.check_check(backwards)


def test_a_check_that_prints_is_named() -> None:
    def loud(_: Any, /, *, on: pendulum.Date) -> Iterator[Finding]:
        print(on)  # noqa: T201  # the sin that is looked for
        yield from ()

    with pytest.raises(AssertionError, match="it prints"):
        testing.check_check(loud)


def test_a_check_that_remembers_is_named() -> None:
    seen: list[pendulum.Date] = []

    def moody(_: Any, /, *, on: pendulum.Date) -> Iterator[Finding]:
        seen.append(on)
        yield from (finding("$.partnership") for _ in range(len(seen) % 2))

    with pytest.raises(AssertionError, match="asked twice"):
        testing.check_check(moody)


def test_what_only_strange_portfolios_show_is_found() -> None:
    def hopeful(portfolio: Any, /, *, on: pendulum.Date) -> Iterator[Finding]:
        for workshop in portfolio.workshops:
            assert portfolio.sessions_of(workshop.id)[0].on != on
        yield from ()

    with pytest.raises(IndexError):
        testing.check_check(
            hopeful,
            portfolios=testing.portfolios(families=st.just(["workshops"])),
            on=st.just(pendulum.Date(2022, 2, 14)),
        )


# ------------------------------------------------------------------------ round trip


def test_files_give_back_what_they_were_given_in_every_format() -> None:
    testing.check_round_trip()


@attrs.frozen
class Page:
    address: str
    workshops: tuple[tpkit.Workshop, ...]


PAGES = st.builds(
    Page,
    address=st.text(),
    workshops=st.lists(testing.workshops(), max_size=2).map(tuple),
)


def test_a_converter_of_ones_own_gives_back_what_it_was_given() -> None:
    converter = cattrs.Converter()
    files.configure_converter(converter)

    testing.check_round_trip(converter, examples=20)
    testing.check_round_trip(converter, kind=Page, values=PAGES, examples=20)


def test_what_a_converter_loses_is_named() -> None:
    converter = files.make_converter()
    write = converter.get_unstructure_hook(tpkit.Organisation)
    converter.register_unstructure_hook(
        tpkit.Organisation,
        lambda organisation: {**write(organisation), "name": organisation.name.upper()},
    )

    with pytest.raises(AssertionError) as caught:
        testing.check_round_trip(converter)

    assert str(caught.value) == (
        "the converter changes $.organisations[0].name "
        "from 'Northshire County Council' to 'NORTHSHIRE COUNTY COUNCIL'"
    )


def test_a_list_that_grows_is_named_whole() -> None:
    converter = files.make_converter()
    converter.register_structure_hook(
        Page, lambda value, _: Page(value["address"], (tpkit_workshop(),))
    )

    with pytest.raises(AssertionError, match=r"changes \$\.workshops from \(\) to"):
        testing.check_round_trip(
            converter, kind=Page, values=st.just(Page("a", ())), examples=1
        )


def tpkit_workshop() -> tpkit.Workshop:
    return tpkit.Workshop(id=tpkit.WorkshopId("w"), title="Workshop")


def test_a_converter_that_writes_differently_each_time_is_named() -> None:
    converter = files.make_converter()
    numbers = iter(range(100))
    converter.register_unstructure_hook(
        Page, lambda page: {"address": page.address, "number": next(numbers)}
    )
    converter.register_structure_hook(Page, lambda value, _: Page(value["address"], ()))

    with pytest.raises(AssertionError, match="writes equal values differently"):
        testing.check_round_trip(
            converter, kind=Page, values=st.just(Page("a", ())), examples=1
        )


# --------------------------------------------------------------------------- samples


def test_northshire_has_something_in_every_family_and_stays() -> None:
    portfolio = testing.northshire()

    empty = [
        field.name
        for field in attrs.fields(tpkit.Portfolio)
        if field.name != "extra" and not getattr(portfolio, field.name)
    ]
    assert empty == []
    assert {type(rule) for rule in portfolio.scheduling_rules} == {
        tpkit.NotOn,
        tpkit.NotDuring,
        tpkit.Within,
        tpkit.AtLeastApart,
        tpkit.AtMostApart,
        tpkit.NotTogether,
        tpkit.SameDayOfWeek,
        tpkit.WithinProject,
        tpkit.NotInSeason,
        tpkit.RunCount,
        tpkit.LedBy,
        tpkit.HeldAt,
        tpkit.Unavailable,
    }
    assert testing.northshire() is portfolio


def test_the_smallest_portfolio_has_a_name_and_nothing_else() -> None:
    portfolio = testing.smallest()

    assert portfolio == tpkit.Portfolio(partnership=portfolio.partnership)


def test_northshire_lives_by_the_book() -> None:
    """Every history of the sample follows its life cycle."""
    cycles = {type(life.initial): life for life in tpkit.LIFE_CYCLES}
    histories = [
        (cycles[type(noun.status)], noun.history)
        for field in attrs.fields(tpkit.Portfolio)
        if field.name not in {"partnership", "extra"}
        for noun in getattr(testing.northshire(), field.name)
        if getattr(noun, "history", ())
    ]

    assert len(histories) >= 10
    for life, history in histories:
        statuses = [life.initial, *(step.to for step in history)]
        moves = itertools.pairwise(statuses)
        assert [move for move in moves if not life.may_move(*move)] == []


# ------------------------------------------------------------------ without Hypothesis


def test_without_hypothesis_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    spec = util.spec_from_file_location("again", _hypothesis.__file__)
    assert spec is not None and spec.loader is not None

    with pytest.raises(MissingExtraError, match=r'pip install "tpkit\[testing\]"'):
        spec.loader.exec_module(util.module_from_spec(spec))
