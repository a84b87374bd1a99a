"""How much the sandbox costs: a report of 12 sections and 200 rows, against plain Jinja.

Run by hand, from a checkout in whose environment tpkit is installed:

    python tests/benchmarks/bench_sandbox.py

The same template is filled with the same values by Jinja as it comes (escaping on,
`StrictUndefined`), by Jinja's own sandbox, and by tpkit's, whose result is the same text.
Printed is the CPU time of the quickest of some runs, and the ratio to plain Jinja.
Exits with 1 where tpkit's is more than 1.5.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tpkit.report import Document, Reporter

ROUNDS = 60
MOST = 1.5

TEMPLATE = """\
{% macro tag(level, text) -%}<strong class="tag {{ level }}">{{ text }}</strong>{%- endmacro %}
<h1>{{ title }}</h1>
{% for section in sections %}
<h2>{{ section.title }}</h2>
<p>{{ section.summary }}</p>
<table>
<caption>{{ section.title }}</caption>
{% for line in section.lines %}
<tr><th scope="row">{{ loop.index }}. {{ line.title }}{% if line.owner %}<small>{{ line.owner }}</small>{% endif %}</th><td>{{ line.promised }}</td><td>{{ line.forecast or "-" }}</td><td>{{ line.actual or "-" }}</td><td>{{ tag(line.level, line.rating) }}{% for reason in line.reasons %}<small>{{ reason }}</small>{% endfor %}</td></tr>
{% endfor %}
</table>
{% endfor %}
"""


@attrs.frozen(kw_only=True)
class Line:
    """One of 200 rows."""

    title: str
    owner: str
    promised: str
    forecast: str
    actual: str
    level: str
    rating: str
    reasons: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Section:
    """One of 12 parts of the report."""

    title: str
    summary: str
    lines: tuple[Line, ...]


@attrs.frozen(kw_only=True)
class Report:
    """What the template prints."""

    title: str
    sections: tuple[Section, ...]


def report() -> Report:
    """Make the report's values up."""
    lines = tuple(
        Line(
            title=f"Deliverable {n}, a toolkit for Barking & Dagenham",
            owner="Programme lead" if n % 3 else "",
            promised="31 March 2022",
            forecast="14 April 2022" if n % 2 else "",
            actual="" if n % 5 else "1 March 2022",
            level="amber",
            rating="Amber",
            reasons=("It is expected 9 working days late.",) if n % 2 else (),
        )
        for n in range(200)
    )
    parts = [lines[n * 17 : (n + 1) * 17 if n < 11 else None] for n in range(12)]
    return Report(
        title="A report",
        sections=tuple(
            Section(title=f"Part {n}", summary="What was done & planned.", lines=part)
            for n, part in enumerate(parts, start=1)
        ),
    )


def quickest(ways: dict[str, Callable[[], str]]) -> dict[str, float]:
    """Give the CPU time of the quickest run of each, the runs taking turns."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(ROUNDS):
        for name, way in ways.items():
            begun = time.process_time_ns()
            way()
            best[name] = min(best[name], (time.process_time_ns() - begun) / 1e6)
    return best


def main() -> int:
    """Time the three, print them, and judge."""
    values = report()
    fields = attrs.asdict(values, recurse=False)
    options: dict[str, Any] = {
        "autoescape": True,
        "undefined": jinja2.StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": True,
    }
    plain = jinja2.Environment(**options).from_string(TEMPLATE)
    stock = ImmutableSandboxedEnvironment(**options).from_string(TEMPLATE)
    document = Document(
        name="report", title="Report", context=Report, build=lambda *_: values
    )
    with TemporaryDirectory() as folder:
        page = Path(folder, "report", "page.html.j2")
        page.parent.mkdir()
        page.write_text(TEMPLATE, encoding="utf-8")
        reporter = Reporter(layers=[Path(folder)], documents=[document])
        ways: dict[str, Callable[[], str]] = {
            "plain Jinja": lambda: plain.render(fields),
            "Jinja's sandbox": lambda: stock.render(fields),
            "tpkit": lambda: reporter.fill(values),
        }
        texts = {way() for way in ways.values()}
        assert len(texts) == 1  # else the times would mean nothing
        best = quickest(ways)
    for name, spent in best.items():
        print(f"{name:16} {spent:7.2f} ms {spent / best['plain Jinja']:6.2f}")
    return best["tpkit"] > MOST * best["plain Jinja"]


if __name__ == "__main__":
    sys.exit(main())
