"""How the hostile and the huge sample come of the typical one."""

import attrs

from tpkit.report import SIZES, Link, Machine, Samples
from tpkit.report._document.samples import HOSTILE_TEXTS


@attrs.frozen(kw_only=True)
class Row:
    """A row."""

    name: str
    cells: tuple[str, ...] = ("x",)


@attrs.frozen(kw_only=True)
class Page:
    """A context."""

    title: str
    nothing: str = ""
    level: Machine = "green"
    levels: tuple[Machine, ...] = ("red",)
    number: int = 3
    rows: tuple[Row, ...] = ()
    link: Link | None = None
    made: str = attrs.field(init=False, default="made")


TYPICAL = Page(
    title="A title",
    rows=(Row(name="one"), Row(name="two")),
    link=Link(text="words", href="https://a.example"),
)
SAMPLES = Samples(minimal=Page(title="x"), typical=TYPICAL)


def test_there_are_four_sizes() -> None:
    assert [SAMPLES.of(size) for size in SIZES] == [
        SAMPLES.minimal,
        SAMPLES.typical,
        SAMPLES.hostile,
        SAMPLES.huge,
    ]


def test_every_text_of_the_hostile_one_is_hostile() -> None:
    hostile = SAMPLES.hostile

    texts = [hostile.title, *(row.name for row in hostile.rows), hostile.link.text]
    assert set(texts) <= set(HOSTILE_TEXTS)
    assert (hostile.nothing, hostile.level, hostile.levels) == ("", "green", ("red",))
    assert hostile.link.href == "https://a.example"
    assert hostile.number == 3


def test_the_huge_one_has_long_lists_within_long_lists() -> None:
    huge = SAMPLES.huge

    assert len(huge.rows) == 60
    assert {len(row.cells) for row in huge.rows} == {12}
    assert huge.title.startswith("A title incomprehensibilities")
    assert Samples(minimal=1, typical=SAMPLES.minimal).huge.rows == ()


def test_a_list_that_is_long_already_stays() -> None:
    long = attrs.evolve(TYPICAL, rows=tuple(Row(name=str(n)) for n in range(70)))

    assert len(Samples(minimal=long, typical=long).huge.rows) == 70
