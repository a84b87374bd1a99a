"""A suppressed count holds no number, and no template gets at one."""

import pickle
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from tpkit.errors import FieldError, TemplateError
from tpkit.report import Document, Reporter, fill_apart
from tpkit.report._figures.counts import (
    CONFIDENTIAL,
    NOT_AVAILABLE,
    DisclosureSymbol,
    Figure,
    ShownCount,
    SuppressedCount,
    figure,
    symbols_in,
)

HIDDEN = SuppressedCount(symbol=CONFIDENTIAL)


def test_a_figure_is_put_into_words() -> None:
    assert figure(1234) == ShownCount(shown="1,234")
    assert figure(Decimal("15.9"), unit="%") == ShownCount(shown="15.9%")
    assert figure(CONFIDENTIAL, unit="%") == HIDDEN


def test_a_suppressed_count_says_that_it_is_and_why() -> None:
    assert HIDDEN.shown == "c"
    assert HIDDEN.reading == "suppressed, to protect people"


def test_the_key_has_each_symbol_once_in_the_order_of_the_table() -> None:
    figures = [figure(NOT_AVAILABLE), figure(3), HIDDEN, figure(NOT_AVAILABLE)]

    assert symbols_in(figures) == (NOT_AVAILABLE, CONFIDENTIAL)


@pytest.mark.parametrize("number", ["3", "1,234", "15.9%", "-2", "£5", ""])
def test_a_number_is_no_mark(number: str) -> None:
    with pytest.raises(FieldError, match="a mark that is no number"):
        DisclosureSymbol(mark=number, meaning="three")


@pytest.mark.parametrize("mark", ["c", "..", "*", "[c]", "fewer than 5", "n/c", "z"])
def test_marks_in_use_are_marks(mark: str) -> None:
    assert DisclosureSymbol(mark=mark, meaning="suppressed").mark == mark


# ------------------------------------------------------------- nothing is behind it


@pytest.mark.parametrize("number", [3, Decimal(3), "3", None, (3,)])
def test_nobody_can_put_a_number_behind_it(number: object) -> None:
    with pytest.raises(FieldError, match="a DisclosureSymbol") as told:
        SuppressedCount(symbol=number)

    assert "3" not in str(told.value)


def test_it_has_no_room_for_a_number() -> None:
    assert [f.name for f in attrs.fields(SuppressedCount)] == [
        "symbol",
        "shown",
        "reading",
    ]
    assert not hasattr(HIDDEN, "__dict__")
    with pytest.raises(AttributeError):
        setattr(HIDDEN, "number", 3)  # noqa: B010  # mypy knows that there is none


def test_two_of_them_cannot_be_told_apart() -> None:
    again = SuppressedCount(symbol=CONFIDENTIAL)

    assert again == HIDDEN
    assert hash(HIDDEN) == hash(again)
    assert repr(HIDDEN) == repr(again)
    assert pickle.dumps(HIDDEN) == pickle.dumps(again)


# ------------------------------------------------------------ what templates may try


@attrs.frozen(kw_only=True)
class Row:
    """A row of a table."""

    name: str = "Hilltop"
    count: Figure = HIDDEN
    counts: tuple[Figure, ...] = (HIDDEN, ShownCount(shown="7"))


@attrs.frozen(kw_only=True)
class Table:
    """A context with figures, of which some are not shown."""

    hidden: SuppressedCount = HIDDEN
    either: Figure = HIDDEN
    row: Row = Row()
    rows: tuple[Row, ...] = (Row(), Row(count=ShownCount(shown="7")), Row())


TABLE = Document(
    name="figures", title="Figures", context=Table, build=lambda *_: Table()
)


@pytest.fixture
def of(tmp_path: Path) -> Callable[[str], Reporter]:
    """Give a reporter whose table of figures has that template."""

    def make(template: str) -> Reporter:
        for page in ("page.html.j2", "page.md.j2"):
            file = tmp_path / "figures" / page
            file.parent.mkdir(exist_ok=True)
            file.write_text(template, encoding="utf-8")
        return Reporter(layers=[tmp_path], documents=[TABLE])

    return make


ATTRIBUTES = [
    "{{ hidden.number }}",
    "{{ hidden.value }}",
    "{{ hidden.count }}",
    "{{ hidden.symbol.number }}",
    "{{ hidden['value'] }}",
    "{{ hidden[0] }}",
    "{{ hidden[:1] }}",
    "{{ hidden.__class__ }}",
    "{{ hidden.__dict__ }}",
    "{{ hidden.__slots__ }}",
    "{{ hidden.__init__.__globals__ }}",
    "{{ hidden.__getstate__() }}",
    "{{ hidden.__hash__() }}",
    "{{ hidden.__repr__() }}",
    "{{ hidden.__attrs_attrs__ }}",
    "{{ hidden() }}",
    "{{ hidden }}",
    "{{ either }}",
    "{{ either.number }}",
    "{{ row.count.value }}",
]
FILTERS = [
    "{{ hidden|abs }}",
    "{{ hidden|attr('value') }}",
    "{{ hidden|batch(2)|list }}",
    "{{ hidden|float }}",
    "{{ hidden|format }}",
    "{{ hidden|int }}",
    "{{ hidden|join }}",
    "{{ hidden|json }}",
    "{{ hidden|list|length }}",
    "{{ hidden|max }}",
    "{{ hidden|pprint }}",
    "{{ hidden|round }}",
    "{{ hidden|string }}",
    "{{ hidden|sum }}",
    "{{ hidden|tojson }}",
    "{{ hidden|truncate(3) }}",
    "{{ hidden|upper }}",
    "{{ hidden|wordcount }}",
    "{{ row.counts|join }}",
    "{{ row.counts|sum }}",
    "{{ rows|map(attribute='count.value')|join }}",
    "{{ rows|map(attribute='count')|join }}",
    "{{ rows|sum('count') }}",
    "{{ rows|join(', ', 'count') }}",
]
COMPARISONS = [
    "{% if hidden == 3 %}yes{% endif %}",
    "{% if hidden != 3 %}yes{% endif %}",
    "{% if hidden < 5 %}yes{% endif %}",
    "{% if 0 < hidden %}yes{% endif %}",
    "{% if 1 <= hidden <= 4 %}yes{% endif %}",
    "{% if hidden in [1, 2, 3] %}yes{% endif %}",
    "{% if 3 in hidden %}yes{% endif %}",
    "{% if hidden is eq 3 %}yes{% endif %}",
    "{% if hidden is lt 5 %}yes{% endif %}",
    "{% if hidden is in [3] %}yes{% endif %}",
    "{% if hidden is even %}yes{% endif %}",
    "{% if hidden is divisibleby 3 %}yes{% endif %}",
    "{% if row.count == rows[0].count %}yes{% endif %}",
    "{{ rows|selectattr('count', 'eq', 3)|list|length }}",
    "{{ rows|selectattr('count', 'lt', 5)|list|length }}",
    "{{ rows|rejectattr('count', 'gt', 5)|list|length }}",
    "{{ row.counts|select('lt', 5)|list|length }}",
    "{{ row.counts|reject('odd')|list|length }}",
]
SORTING = [
    "{{ rows|sort(attribute='count')|length }}",
    "{{ row.counts|sort|length }}",
    "{{ (rows|max(attribute='count')).name }}",
    "{{ (rows|min(attribute='count')).name }}",
    "{{ (row.counts|max).shown }}",
    "{% for group in rows|groupby('count') %}{{ group.list|length }}{% endfor %}",
]
LENGTHS_AND_ARITHMETIC = [
    "{{ hidden|length }}",
    "{% for one in hidden %}x{% endfor %}",
    "{% for one in [1, 2][:hidden] %}x{% endfor %}",
    "{{ hidden + 0 }}",
    "{{ 10 - hidden }}",
    "{{ hidden / 1 }}",
    "{{ hidden // 1 }}",
    "{{ hidden * 1 }}",
    "{{ 'x' * hidden }}",
    "{{ '%d' % hidden }}",
    "{{ -hidden }}",
    "{% set x = -hidden %}x",
    "{{ '{}'.format(hidden) }}",
    "{{ hidden ~ '' }}",
    "{{ 'a' + hidden }}",
]
ATTEMPTS = [
    *ATTRIBUTES,
    *FILTERS,
    *COMPARISONS,
    *SORTING,
    *LENGTHS_AND_ARITHMETIC,
]


@pytest.mark.parametrize("template", ATTEMPTS)
def test_the_sandbox_refuses_every_attempt_to_read_what_is_behind_it(
    template: str, of: Callable[[str], Reporter]
) -> None:
    with pytest.raises(TemplateError):
        of(template).fill(Table())


@pytest.mark.parametrize("template", ATTEMPTS)
def test_the_checker_refuses_every_attempt_without_any_data(
    template: str, of: Callable[[str], Reporter]
) -> None:
    assert [f for f in of(template).check("figures") if not f.is_warning]


@pytest.mark.parametrize("template", [COMPARISONS[0], SORTING[0], ATTRIBUTES[0]])
def test_a_process_of_its_own_refuses_as_well(
    template: str, of: Callable[[str], Reporter]
) -> None:
    with pytest.raises(TemplateError):
        list(fill_apart(of(template), [Table()]))


def test_what_is_printed_and_read_aloud_is_for_templates(
    of: Callable[[str], Reporter],
) -> None:
    reporter = of(
        "{% for r in rows %}{{ r.count.shown }} {{ r.count.reading }};{% endfor %}"
        "{{ hidden.symbol.mark }}{% if either %}!{% endif %}"
        "{% if hidden.shown == 'c' and hidden.shown is eq 'c' %}?{% endif %}"
    )

    assert reporter.check("figures") == ()
    assert reporter.fill(Table()) == (
        "c suppressed, to protect people;7 ;c suppressed, to protect people;c!?"
    )


def test_a_value_of_a_class_may_be_asked_whether_it_is_there(
    of: Callable[[str], Reporter],
) -> None:
    reporter = of("{% if row != none %}{{ row.name }}{% endif %}")

    assert [f for f in reporter.check("figures") if not f.is_warning] == []
    assert reporter.fill(Table()) == "Hilltop"
