"""What the checker finds in a template without any data, and what it lets pass."""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, NewType

import attrs
import pytest

from tpkit.report import STANDARD, Document, Link, Machine, Reporter

Code = NewType("Code", str)


class Colour(StrEnum):
    """Something that is no value for a template."""

    RED = "red"


@attrs.frozen(kw_only=True)
class Line:
    """One line of the note."""

    title: str
    owner: Link | None
    number: int


@attrs.frozen(kw_only=True)
class Other:
    """Something that has a title too."""

    title: str
    place: str


@attrs.frozen(kw_only=True)
class Note:
    """A context with a field of every kind."""

    title: str
    number: int
    pounds: Decimal
    ratio: float
    is_so: bool
    words: tuple[str, ...]
    lines: tuple[Line, ...]
    pair: tuple[str, int]
    pairs: tuple[tuple[str, int], ...]
    link: Link
    contact: Link | None
    remark: str | None
    either: Line | Other
    mixed: str | Line
    level: Literal["green", "red"]
    code: Code
    machine: Machine
    named: Annotated[str, "something else"]
    colour: Colour
    anything: Any


NOTE = Document(
    name="note",
    title="Note",
    context=Note,
    build=lambda *_: None,
    formats=("html",),
)
Check = Callable[..., list[str]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Give what is wrong with a note's template: `line: message`."""

    def told(template: str, **more: str) -> list[str]:
        files = {"note/page.html.j2": template} | {
            f"note/{name}.html.j2": text for name, text in more.items()
        }
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        reporter = Reporter(layers=[tmp_path], documents=[NOTE])
        return [f"{fault.line}: {fault.message}" for fault in reporter.check("note")]

    return told


@pytest.mark.parametrize("document", STANDARD, ids=lambda document: document.name)
def test_no_built_in_template_is_found_fault_with(document: Document) -> None:
    assert Reporter().check(document.name) == ()


CLEAN = [
    "{{ title }} {{ number }} {{ pounds }} {{ level }} {{ code }} {{ machine }}{{ named }}",
    "{{ anything.whatever[0].more }} {{ colour }}",
    "{% for line in lines %}{{ loop.index }} {{ line.title }}{% else %}-{% endfor %}",
    "{% for line in lines if line.owner %}{{ line.owner.text }}{% endfor %}",
    "{% for name, count in pairs %}{{ name ~ count }}{% endfor %}",
    "{% for name in pair %}{{ name }}{% endfor %}{{ pair[0] }}{{ pair[number] }}",
    "{% for a in anything %}{{ a.b }}{% endfor %}{% for a, b in anything %}{{ a }}{% endfor %}",
    "{% if contact %}{{ contact.text }}{% endif %}",
    "{% if not contact %}{% else %}{{ contact.text }}{% endif %}",
    "{% if not contact or not remark %}{% else %}{{ contact.text ~ remark }}{% endif %}",
    "{% if contact != none %}{{ contact.text }}{% endif %}",
    "{% if contact == none %}-{% else %}{{ contact.text }}{% endif %}",
    "{% if is_so and contact and contact.text %}{{ contact.href }}{% endif %}",
    "{% if is_so %}{% elif contact %}{{ contact.text }}{% endif %}",
    "{{ remark or '-' }}{{ remark if remark else '-' }}{{ contact.text if contact else '' }}",
    "{{ (contact and contact.text) or '-' }}",
    "{{ either.title }}{{ number + 1 - 2 }}{{ -number }}{{ 7 // 2 }}{{ number|abs }}",
    "{{ 'a' + title }}{{ (words + words)|length }}{{ title[0] }}{{ title[1:] }}",
    "{% set x = title %}{{ x }}{% set a, b = pair %}{{ a }}{{ b }}",
    "{% if is_so %}{% set x = 1 %}{% else %}{% set x = 'a' %}{% endif %}{{ x }}",
    "{% set x = '' %}{% if is_so %}{% set x = title %}{% endif %}{{ x }}",
    "{% set x %}<b>{{ title }}</b>{% endset %}{{ x }}{{ x|trim }}{{ x|length }}",
    "{% set x | trim %} a {% endset %}{{ x }}",
    "{% with x = title %}{{ x }}{% endwith %}",
    "{% filter trim %}{{ title }}{% endfilter %}",
    (
        "{% macro m(a, b='x', c=none) %}{{ a }}{{ b }}{% if c %}{{ c }}{% endif %}{% endmacro %}"
        "{{ m(title) }}{{ m(title, b=number) }}{{ m(a=link.text, c=title) }}"
    ),
    "{% macro m(x) %}{{ x.text }}{% endmacro %}{{ m(link) }}",
    "{% macro m(n) %}{{ m(n) }}{% endmacro %}{{ m(1) }}",
    "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}x{% endcall %}",
    "{% macro m() %}{{ caller(1) }}{% endmacro %}{% call(x) m() %}{{ x }}{% endcall %}",
    "{% macro unused(x) %}{{ x.whatever }}{% endmacro %}",
    "{% block one scoped %}{{ title }}{% endblock %}{{ self.one() }}",
    "{% for line in lines %}{% block one scoped %}{{ line.title }}{% endblock %}{% endfor %}",
    "{{ words|join(', ') }}{{ lines|join(', ', attribute='title') }}",
    "{{ lines|map(attribute='title')|join }}{{ words|map('upper')|list|first }}",
    "{{ words|map('replace', 'a', 'b')|join }}{{ lines|map(attribute='number')|sum }}",
    "{{ lines|selectattr('owner')|list|length }}{{ words|select('eq', 'a')|list|length }}",
    (
        "{% for group in lines|groupby('number') %}{{ group.grouper }}"
        "{% for line in group.list %}{{ line.title }}{% endfor %}{% endfor %}"
    ),
    "{% for row in words|batch(2) %}{% for word in row %}{{ word }}{% endfor %}{% endfor %}",
    "{{ lines|sum('number') }}{{ lines|sum(attribute='number') }}{{ words|max }}",
    "{{ title|upper|truncate(10)|wordcount }}{{ ratio|round }}{{ title|json }}",
    "{{ title.upper() }}{% if title.startswith('a') %}{{ title.count('a') }}{% endif %}",
    "{{ 'x' if number is even else 'y' }}{{ 'x' if number is divisibleby(3) else 'y' }}",
    "{% if number > 1 and title in words %}x{% endif %}",
    "{{ {'a': title}['a'] }}{{ [title, number]|first }}{{ (title, number)[1] }}",
    "{% for a, b in words|batch(2) %}{{ a }}{{ b }}{% endfor %}{{ anything|first }}",
    "{{ (pair + pair)|length }}{{ (anything + words)|length }}{{ anything + anything }}",
    "{{ words[0] }}{{ pair|first }}{{ words[number] }}",
    "{% include 'note/part.html.j2' %}{% include 'note/none.html.j2' ignore missing %}",
    "{% import 'note/macros.html.j2' as m %}{{ m.bold(title) }}{{ m.answer }}",
    "{% from 'note/macros.html.j2' import bold, answer as a %}{{ bold(a) }}",
    (
        "{% import 'note/macros.html.j2' as m with context %}{{ m.bold(title) }}"
        "{% import 'note/macros.html.j2' as n %}{{ n.bold(title) }}"
    ),
]
PARTS = {
    "part": "{{ title }}",
    "macros": "{% set answer = 42 %}{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}",
}


@pytest.mark.parametrize("template", CLEAN)
def test_a_sound_template_is_let_pass(template: str, check: Check) -> None:
    assert check(template, **PARTS) == []


def test_super_of_super_is_a_block_too(check: Check) -> None:
    template = "{% extends 'note/frame.html.j2' %}{% block body %}{{ super.super() }}"

    assert (
        check(template + "{% endblock %}", frame="{% block body %}{% endblock %}") == []
    )


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{{ titel }}", "1: 'titel' is undefined; did you mean 'title'?"),
        ("\n\n{% if is_so %}{{ zzz }}{% endif %}", "3: 'zzz' is undefined"),
        (
            "{% for l in lines %}{{ l.titel }}{% endfor %}",
            "Line has no field 'titel'; did you mean 'title'?",
        ),
        ("{{ link.txt }}", "Link has no field 'txt'; did you mean 'text'?"),
        ("{{ either.place }}", "Line has no field 'place'"),
        ("{{ title.uper() }}", "text has no method 'uper'; did you mean 'upper'?"),
        ("{{ number.real }}", "a number has no field 'real'"),
        ("{% for l in lines %}{{ loop.indx }}{% endfor %}", "did you mean 'index'?"),
        ("{{ lines.title }}", "a list has no field 'title'"),
        ("{{ contact.text }}", "contact may be None; ask '{% if contact %}' first"),
        ("{% for l in lines %}{{ l.owner.text }}{% endfor %}", "l.owner may be None"),
        ("{{ remark }}", "remark may be None, which is not printed; ask"),
        ("{{ [remark]|first }}", "this may be None"),
        ("{{ is_so }}", "expected text or a number to print, got True or False"),
        ("{{ words }}", "got a list; print one of its fields"),
        ("{{ link }}", "got a Link"),
        ("{{ mixed }}", "got a Line"),
        ("{{ ratio }}", "got what a division gives"),
        ("{{ number / 2 }}", "got what a division gives"),
        ("{{ ratio + 1 }}", "got what a division gives"),
        ("{{ title.upper }}", "got the method 'upper' without '()'"),
        ("{% macro m() %}{% endmacro %}{{ m }}", "got the macro 'm' without '()'"),
        ("{% for l in lines %}{{ loop }}{% endfor %}", "got the loop itself"),
        ("{{ self }}", "got all blocks together"),
        ("{% block b %}{{ super }}{% endblock %}", "got super without '()'"),
        ("{% block b %}{{ super() }}{% endblock %}", "there is no block below"),
        ("{{ self.zzz() }}", "no block is named 'zzz'"),
        ("{% if title.upper %}{% endif %}", "is always true; it is not called"),
        ("{{ title() }}", "expected a macro to call, got text"),
        ("{{ title|uper }}", "no filter is named 'uper'; did you mean 'upper'?"),
        ("{{ title|safe }}", "'|safe' would let what people typed"),
        ("{{ title|truncate(lenght=3) }}", "has no argument 'lenght'; did you mean"),
        ("{{ remark|upper }}", "the filter 'upper' may be given None; ask 'if' first"),
        ("{{ words|upper }}", "the filter 'upper' wants words, got a list"),
        ("{{ title|abs }}", "wants a number, got text"),
        ("{{ title|join }}", "wants a list, got text"),
        ("{{ number|length }}", "wants a list or words, got a number"),
        ("{{ link|json }}", "the filter 'json' wants words, got a Link"),
        ("{{ lines|join }}", "the filter 'join' wants words, got a Line"),
        ("{{ lines|map(attribute='titel')|join }}", "did you mean 'title'?"),
        ("{{ lines|map(attribute=title)|join }}", "wants a field's name in quotes"),
        ("{{ words|map('uper')|join }}", "no filter is named 'uper'"),
        ("{{ lines|map('upper')|join }}", "wants words, got a Line"),
        ("{{ words|map(title)|join }}", "wants a filter's name or 'attribute='"),
        ("{{ words|select('evn')|list|length }}", "no test is named 'evn'"),
        ("{{ words|select(title)|list|length }}", "no test is named '…'"),
        ("{{ lines|selectattr('x', 'eq', 1)|list|length }}", "Line has no field 'x'"),
        ("{{ lines|sort(attribute='nmber')|length }}", "did you mean 'number'?"),
        ("{{ lines|join(', ', 'titel') }}", "did you mean 'title'?"),
        ("{% if title is evn %}{% endif %}", "no test is named 'evn'; did you mean"),
        (
            "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m(title)|upper }}",
            "wants words, got what a macro has written",
        ),
        ("{% filter upper %}x{% endfilter %}", "wants words, got what a macro"),
        (
            "{% macro m() %}x{% endmacro %}{{ m()[1:] }}",
            "to take a part of, got what a",
        ),
        (
            "{% macro m(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}",
            "the macro 'm' is called without b",
        ),
        (
            "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}",
            "takes 1 arguments, got 2",
        ),
        ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, a=2) }}", "is given 'a' twice"),
        (
            "{% macro m(name) %}{{ name }}{% endmacro %}{{ m(nme=1) }}",
            "the macro 'm' has no argument 'nme'; did you mean 'name'?",
        ),
        (
            "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(*words) }}",
            "'*' before an argument",
        ),
        ("{% macro m(x) %}{{ x.txt }}{% endmacro %}{{ m(link) }}", "Link has no field"),
        ("{% macro m(x) %}{{ y }}{% endmacro %}", "'y' is undefined"),
        ("{% macro m(x=zzz) %}{{ x }}{% endmacro %}", "'zzz' is undefined"),
        ("{% macro m() %}x{% endmacro %}{% call m() %}y{% endcall %}", "'caller()'"),
        ("{% call title() %}y{% endcall %}", "expected a macro that prints 'caller()'"),
        ("{{ title * 3 }}", "the operator * is not for templates"),
        ("{{ title + 1 }}", "text and a number cannot be added; use '~'"),
        ("{{ mixed + 1 }}", "text or a Line and a number cannot be added"),
        ("{{ title - 1 }}", "expected a number to reckon with, got text"),
        ("{{ words ~ 'x' }}", "got a list"),
        ("{{ title if is_so }}", "needs an 'else'"),
        ("{{ link['text'] }}", "write a dot and the name"),
        ("{{ pair[2] }}", "there are 2 items, and no [2]"),
        ("{% for c in title %}{% endfor %}", "to go through, got text; print it as"),
        ("{% for c in remark %}{% endfor %}", "got None; ask 'if' first"),
        ("{% for a, b in words %}{% endfor %}", "text cannot be taken apart into 2"),
        ("{% for a, b in lines recursive %}{% endfor %}", "a recursive loop is not"),
        ("{% if is_so %}{% set x = 1 %}{% endif %}{{ x }}", "'x' is only set where"),
        (
            "{% if contact %}{% set contact = remark %}{{ contact }}{% endif %}",
            "contact may be None",
        ),
        ("{% set ns.x = 1 %}", "expected a name to set"),
        (
            "{% for l in lines %}{% block b %}{{ l.title }}{% endblock %}{% endfor %}",
            "'l' is undefined",
        ),
        ("{% include title %}", "expected a template's name in quotes"),
        ("{% include 'note/non.html.j2' %}", "no template is named 'note/non.html.j2'"),
        ("{% include 'note/loop.html.j2' %}", "it includes itself without end"),
        ("{% import 'note/non.html.j2' as m %}{{ m.x() }}", "no template is named"),
        ("{% from 'note/non.html.j2' import m %}{{ m() }}", "no template is named"),
        (
            "{% import 'note/macros.html.j2' as m %}{{ m.bld(1) }}",
            "did you mean 'bold'?",
        ),
        ("{% from 'note/macros.html.j2' import bld %}", "has no macro 'bld'"),
        ("{% import 'note/macros.html.j2' as m %}{{ m }}", "the macros of a template"),
        ("{% include 'note/part.html.j2' without context %}", "'title' is undefined"),
        ("{% autoescape false %}{{ title }}{% endautoescape %}", "'autoescape' is not"),
        ("{% if %}", "1: Expected an expression"),
        ("{% extends 'note/non.html.j2' %}", "no template is named"),
        ("{% extends title %}", "one 'extends' with a name in quotes"),
        ("{% extends 'note/page.html.j2' %}", "no layer below has 'note/page.html.j2'"),
        ("{% extends 'note/ring.html.j2' %}", "extend one another in a ring"),
        ("{% extends 'note/frame.html.j2' %}{{ title }}", "nothing outside blocks"),
        ("{% extends 'note/frame.html.j2' %}x", "nothing outside blocks"),
        (
            "{% extends 'note/frame.html.j2' %}{% block bdy %}{% endblock %}",
            "got 'bdy', which would never be printed; did you mean 'body'?",
        ),
        (
            "{% extends 'note/frame.html.j2' %}{% block body %}{{ zzz }}{% endblock %}",
            "'zzz' is undefined",
        ),
    ],
)
def test_what_is_wrong_is_told_without_any_data(
    template: str, told: str, check: Check
) -> None:
    found = check(
        template,
        **PARTS,
        loop="{% include 'note/loop.html.j2' %}{% include 'note/again.html.j2' %}",
        again="{% include 'note/loop.html.j2' %}",
        ring="{% extends 'note/page.html.j2' %}",
        frame="{% block body %}{% endblock %}",
    )

    assert any(told in one for one in found), found
