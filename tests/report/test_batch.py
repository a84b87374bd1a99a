import itertools
import tracemalloc
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from tpkit.errors import TemplateError
from tpkit.report import (
    STANDARD,
    Document,
    Format,
    Imprint,
    Look,
    Personal,
    Reporter,
    imprint,
)
from tpkit.report._document.samples import HOSTILE_TEXTS
from tpkit.report._samples.riverside import ON, riverside


@attrs.frozen(kw_only=True)
class Holder:
    """Somebody, with the number of a certificate."""

    name: Personal
    number: Personal
    role: str = ""


@attrs.frozen(kw_only=True)
class Proof:
    """A certificate."""

    title: str
    imprint: Imprint
    name: Personal
    holders: tuple[Holder, ...] = ()
    outcomes: tuple[str, ...] = ("Listen", "Ask")
    hours: Decimal | int = Decimal("1.5")
    nickname: Personal | None = None
    remark: str | None = None


PAGE = """\
{% extends "base/layout.html.j2" %}
{% macro strong(text, label="x") %}<b title="{{ text }}">{{ text }}</b>{% endmacro %}
{% macro box() %}<div>{{ caller() }}</div>{% endmacro %}
{% block heading %}{{ super() }}<p>{{ name }}</p>{% endblock %}
{% block content %}
{% block inner %}<bdi>{{ name }}</bdi>{% endblock %}
{{ self.inner() }}
{% set same = name %}
{{ strong(same) }} {{ strong("x", label=name) }}
{% call box() %}{{ name }}{% endcall %}
{% for holder in holders %}{{ loop.index }} {{ holder.name }} {{ strong(holder.number) }} {{ holder.role }}
{% endfor %}
{% for outcome in outcomes %}{{ outcome }}{% endfor %}
{{ hours }} {% if remark %}{{ remark }}{% endif %}

{% endblock %}
"""
MARKDOWN = """\
{% extends "base/layout.md.j2" %}
{% block content %}

{{ name }}

{% for holder in holders %}
| {{ holder.name }} | {{ holder.number }} |
{% endfor %}
{% endblock %}
"""


def reporter_of(
    folder: Path, *, html: str = PAGE, look: Look | None = None
) -> Reporter:
    page = folder / "proof" / "page.html.j2"
    page.parent.mkdir(exist_ok=True)
    page.write_text(html)
    (page.parent / "page.md.j2").write_text(MARKDOWN)
    document = Document(name="proof", title="P", context=Proof, build=lambda *_: None)
    return Reporter(
        layers=[folder], documents=[*STANDARD, document], look=look or Look()
    )


def proof(name: str = "Ada Lovelace", **more: Any) -> Proof:
    foot = imprint(riverside().partnership, ON)
    holders = (
        Holder(name=name, number="1", role="lead"),
        Holder(name="Grace", number=name),
    )
    return attrs.evolve(
        Proof(title="Certificate", imprint=foot, name=name, holders=holders),
        **more,
    )


def slowly(reporter: Reporter, contexts: list[Proof], format: Format) -> list[str]:
    return [reporter.fill(context, format=format) for context in contexts]


NAMES = (*HOSTILE_TEXTS, "", " ", "{{ name }}", "\ufdd00\ufdd1", "7 May 2022")
FORMATS: tuple[Format, ...] = ("html", "markdown")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    "look",
    [Look(), Look(date_style="iso", terms={"lead": "head"})],
    ids=["usual", "own"],
)
def test_hostile_names_are_written_as_the_slow_way_writes_them(
    format: Format, look: Look, tmp_path: Path
) -> None:
    reporter = reporter_of(tmp_path, look=look)
    contexts = [proof(name) for name in NAMES]

    made = [*reporter.fill_each(contexts, format=format)]

    assert made == slowly(reporter, contexts, format)
    assert len(set(made)) > len(NAMES) - 4


def counted_runs(
    reporter: Reporter, format: Format, monkeypatch: pytest.MonkeyPatch
) -> list[bool]:
    """Give a list to which each run of a template is added: whether it had holes."""
    sandbox, runs = reporter._sandboxes[format], list[bool]()
    run = sandbox._filled

    def counted(name: str, values: Mapping[str, Any], *, has_holes: bool) -> str:
        runs.append(has_holes)
        return run(name, values, has_holes=has_holes)

    monkeypatch.setattr(sandbox, "_filled", counted)
    return runs


def test_the_template_is_run_but_twice_for_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = reporter_of(tmp_path)
    runs = counted_runs(reporter, "html", monkeypatch)

    made = [*reporter.fill_each(proof(f"Number {n}") for n in range(100))]

    assert len(set(made)) == 100
    assert runs == [True, False]  # the second for the first document


@pytest.mark.parametrize(
    "more",
    [
        {"title": "Another"},
        {"hours": Decimal("1.50")},
        {"hours": 1},
        {"outcomes": ("Listen",)},
        {"holders": ()},
        {"nickname": "Ada"},
        {"remark": "Well done"},
        {"imprint": Imprint(partnership="Another", date="today")},
    ],
)
def test_documents_that_differ_in_more_are_told_apart(
    more: dict[str, Any], tmp_path: Path
) -> None:
    reporter = reporter_of(tmp_path)
    usual = {"remark": "Done"} if "remark" in more else {}
    pairs = [proof(f"Number {n}", **(more if n % 2 else usual)) for n in range(6)]

    assert [*reporter.fill_each(pairs)] == slowly(reporter, pairs, "html")


def test_many_events_may_alternate(tmp_path: Path) -> None:
    reporter = reporter_of(tmp_path)
    contexts = [proof(f"N {n}", title=f"Event {n % 11}") for n in range(40)]

    assert [*reporter.fill_each(contexts)] == slowly(reporter, contexts, "html")


MORE_THAN_PRINTED = (
    "{% if name %}x{% endif %}",
    "{{ name or 'nobody' }}",
    "{{ name.upper() }}",
    "{{ name|upper }}",
    "{{ name|length }}",
    "{{ name ~ 'x' }}",
    "{{ name + 'x' }}",
    "{{ name[0] }}",
    "{{ name|json }}",
    "{{ name|replace('a', 'b') }}",
    "{{ [name, name]|join(', ') }}",
    "{% if name == 'Ada' %}x{% endif %}",
    "{% if name in ('Ada', 'Bo') %}x{% endif %}",
    "{% if 'A' in name %}x{% endif %}",
    "{% if name is eq('Ada') %}x{% endif %}",
    "{% if 'Ada' < name %}x{% endif %}",
    "{% set kept %}{{ name }}{% endset %}{% if kept == 'Ada' %}x{% endif %}",
    "{% filter trim %} {{ name }}{% endfilter %}",
    "{% if strong(name) == '<b title=\"Ada\">Ada</b>' %}x{% endif %}",
    "{{ strong(name)|length }}",
    "{{ strong(name)|trim }}",
    "{{ strong(name) ~ 'x' }}",
    "{% if 'x'.startswith(strong(name)) %}x{% endif %}",
    "{% if strong(name) in 'Ada' %}x{% endif %}",
    "{% for holder in holders|sort(attribute='name') %}{{ holder.role }}{% endfor %}",
    "{% for holder in holders|selectattr('number', 'eq', '1') %}y{% endfor %}",
    "{% for group in holders|groupby('name') %}{{ group.grouper }}{% endfor %}",
    "{% for name in holders|map(attribute='name')|unique %}{{ name }}{% endfor %}",
    "{{ 'yes' if holders[0].number else 'no' }}",
)


@pytest.mark.parametrize("use", MORE_THAN_PRINTED)
def test_a_template_that_does_more_with_a_name_is_rendered_for_each(
    use: str, tmp_path: Path
) -> None:
    html = PAGE.replace("{{ hours }}", use)
    reporter = reporter_of(tmp_path, html=html)
    contexts = [proof(name) for name in ("Ada", "", "Bo", *HOSTILE_TEXTS[:3])]

    def tried(context: Proof) -> str:
        try:
            return reporter.fill(context)
        except TemplateError as error:
            return str(error)

    wanted = [tried(context) for context in contexts]

    made: list[str] = []
    try:
        made.extend(reporter.fill_each(contexts))
    except TemplateError as error:
        made.append(str(error))
    assert made == wanted[: len(made)]


def test_what_only_prints_in_another_way_is_still_filled(tmp_path: Path) -> None:
    html = PAGE.replace("{{ hours }}", "{{ [name]|first }}{{ [name]|length }}")
    reporter = reporter_of(tmp_path, html=html)
    contexts = [proof("Ada"), proof("Bo")]

    assert [*reporter.fill_each(contexts)] == slowly(reporter, contexts, "html")


def test_a_document_in_which_nothing_is_personal_is_rendered_for_each() -> None:
    reporter = Reporter()
    sample = next(d for d in STANDARD if d.name == "invitation").samples
    assert sample is not None
    contexts = [sample().typical, sample().minimal]

    assert [*reporter.fill_each(contexts)] == [reporter.fill(c) for c in contexts]


def test_a_name_too_long_for_a_page_is_refused_as_the_slow_way_does(
    tmp_path: Path,
) -> None:
    reporter = reporter_of(tmp_path)
    contexts = [proof("Ada"), proof("x" * 2_000_000)]

    with pytest.raises(TemplateError, match="expected at most"):
        [*reporter.fill_each(contexts)]


def test_contexts_of_several_documents_may_be_mixed(tmp_path: Path) -> None:
    reporter = reporter_of(tmp_path)
    other = next(d for d in STANDARD if d.name == "status").samples
    assert other is not None
    contexts = [proof("Ada"), other().typical, proof("Bo"), other().minimal]

    assert [*reporter.fill_each(contexts)] == [reporter.fill(c) for c in contexts]


def test_thousands_take_no_more_memory_than_a_few(tmp_path: Path) -> None:
    reporter = reporter_of(tmp_path)
    made = reporter.fill_each(proof(f"Number {n}") for n in itertools.count())
    few = sum(len(next(made)) for _ in range(20))

    tracemalloc.start()
    many = sum(len(next(made)) for _ in range(600))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert many > 20 * few
    assert peak < 200_000


@pytest.mark.parametrize("format", ["html", "markdown", "word"])
def test_certificates_are_those_of_the_slow_way(format: Format) -> None:
    reporter = Reporter()
    samples = reporter.document("certificate").samples
    assert samples is not None
    typical = samples().typical
    contexts = [attrs.evolve(typical, name=name) for name in NAMES]

    made = reporter.fill_each_file(contexts, format=format)

    assert [*made] == [reporter.fill_file(c, format=format) for c in contexts]


@pytest.mark.parametrize("format", FORMATS)
def test_the_built_in_certificate_only_prints_what_is_personal(
    format: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = Reporter()
    samples = reporter.document("certificate").samples
    assert samples is not None
    runs = counted_runs(reporter, format, monkeypatch)

    made = [*reporter.fill_each([samples().typical] * 3, format=format)]

    assert len(made) == 3
    assert runs == [True, False]
