"""Everything wrong with a document is said at once, where it stands."""

import gc
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from tpkit import files
from tpkit._model.ids import PersonId
from tpkit._model.people import Person, ProfessionalRole
from tpkit.errors import DocumentError, Location, Problem
from tpkit.files import Format, _read

Problems = Callable[..., tuple[Problem, ...]]
Wrong = Callable[..., list[str]]

HEAD = "tpkit: 1\npartnership: {id: p, name: P}\n"
POINTS_AT_COMMAS = sys.version_info >= (3, 13)
"""Whether Python's `json` places a trailing comma, or what should come after it."""


def test_every_problem_is_told_in_document_order(wrong: Wrong) -> None:
    text = """\
tpkit: 1
partnership:
  id: p
  nmae: Northshire
organisations:
  - id: o
    name: O
    kind: local_authorty
workshops:
  - {id: w, title: W, places: 0, follow_up_asked: -1}
sessions:
  - id: s
    activity: w
    on: 1 Sept
    start: 10:30
    end: 10:00
  - {id: s2, activity: w, on: 2021-11-01, start: 10:30, end: 10:00}
wrkshops: []
"""

    assert wrong(text) == [
        (
            "<text>:4:3: $.partnership.nmae: expected a key of Partnership, got 'nmae'; "
            "did you mean 'name'?"
        ),
        (
            "<text>:8:11: $.organisations[0].kind: expected one of local_authority, "
            "childrens_trust, higher_education, nhs_trust, social_enterprise, "
            "voluntary_or_private, lived_experience, national_body, regional_improvement, "
            "government, other, got 'local_authorty'; did you mean 'local_authority'?"
        ),
        "<text>:10:31: $.workshops[0].places: expected at least 1, got the number 0",
        (
            "<text>:10:51: $.workshops[0].follow_up_asked: expected at least 0, "
            "got the number -1"
        ),
        "<text>:14:9: $.sessions[0].on: expected a date such as 2022-02-21, got '1 Sept'",
        "<text>:17:62: $.sessions[1].end: expected a time after start (10:30), got '10:00'",
        (
            "<text>:18:1: $.wrkshops: expected a key of a portfolio, got 'wrkshops'; "
            "did you mean 'workshops'?"
        ),
    ]


def test_what_does_not_hang_together_is_told_where_it_stands(
    problems: Problems,
) -> None:
    text = HEAD + (
        "workshops:\n- {id: w, title: W}\n"
        "sessions:\n"
        "- {id: s, activity: x, on: 2021-11-01, start: 10:30, end: 11:00}\n"
        "- {id: s, activity: w, on: 2021-11-02, start: 10:30, end: 11:00}\n"
    )

    found = problems(text)

    assert [(p.path, str(p.where)) for p in found] == [
        ("$.sessions[0].activity", "<text>:6:21"),
        ("$.sessions[1].id", "<text>:7:8"),
    ]


def test_a_missing_key_is_told_where_its_mapping_begins(problems: Problems) -> None:
    (problem,) = problems(HEAD + "venues:\n- id: v\n")

    assert problem.path == "$.venues[0].name"
    assert problem.got == "nothing"
    assert problem.where == Location(file="<text>", line=4, column=3)


def test_a_missing_partnership_is_told(problems: Problems) -> None:
    (problem,) = problems("tpkit: 1\n")

    assert problem.path == "$.partnership"
    assert problem.got == "nothing"


def test_a_misspelt_partnership_is_not_missing_as_well(problems: Problems) -> None:
    (problem,) = problems("tpkit: 1\nparntership: {id: p, name: P}\n")

    assert problem.hint == "did you mean 'partnership'?"


@pytest.mark.parametrize(
    ("text", "path", "message"),
    [
        ("venues: {}", "$.venues", "got a mapping; write it as a list, even of one"),
        ("venues:\nbids: b", "$.bids", "got 'b'; write it as a list, even of one"),
        ("venues: [{id: v, name: ~, access: ~}]", "$.venues[0].name", "got nothing"),
        ("venues: [v]", "$.venues[0]", "a mapping that describes one Venue, got 'v'"),
        ("venues: [~]", "$.venues[0]", "got nothing"),
        ("extra: [a]", "$.extra", "got a list"),
        ("extra: {a: b}", "$.extra.a", "a key of the form vendor:name, got 'a'"),
        (
            "extra: {a:b: [c]}",
            "$.extra['a:b']",
            "expected text, got a list; put a text that begins with [ or { in quotes",
        ),
        ("extra: {a: b, c:d: e}", "$.extra.a", "got 'a'"),
        ("extra: {a:b: ~}", "$.extra['a:b']", "expected text, got nothing"),
        (
            "scheduling_rules: [{id: r}]",
            "$.scheduling_rules[0].rule",
            "within_capacity, travel_time, got nothing",
        ),
        (
            "scheduling_rules: [{rule: not_onn, id: r}]",
            "$.scheduling_rules[0].rule",
            "got 'not_onn'; did you mean 'not_on'?",
        ),
        ("scheduling_rules: [not_on]", "$.scheduling_rules[0]", "got 'not_on'"),
        (
            "scheduling_rules: [{rule: not_on, id: r}]",
            "$.scheduling_rules[0].weekdays",
            "expected a weekday or a date, got a list",
        ),
        (
            "venues: [{id: v, name: V, my:key: x}]",
            "$.venues[0]['my:key']",
            "got 'my:key'; your own fields go under extra",
        ),
        ("venues: [{id: v, name: V, rule: x}]", "$.venues[0].rule", "got 'rule'"),
        (
            "organisations: [{id: o, name: O, kind: Local Authority}]",
            "$.organisations[0].kind",
            "did you mean 'local_authority'?",
        ),
        (
            "organisations: [{id: o, name: O, kind: [other]}]",
            "$.organisations[0].kind",
            "got a list",
        ),
        (
            "workshops: [{id: w, title: W, facilitators: anna}]",
            "$.workshops[0].facilitators",
            "got 'anna'; write it as a list, even of one",
        ),
        (
            "workshops: [{id: w w, title: W}]",
            "$.workshops[0].id",
            "got 'w w'; write 'w-w', or another",
        ),
        ("workshops: [{id: w, title: '  '}]", "$.workshops[0].title", "got '  '"),
    ],
)
def test_each_shape_says_what_it_expected(
    text: str, path: str, message: str, problems: Problems
) -> None:
    (problem,) = problems(HEAD + text)

    assert problem.path == path
    assert problem.message.endswith(message)


def test_a_slip_made_throughout_is_told_each_time(problems: Problems) -> None:
    venues = "".join(f"- {{id: v{n}, nme: V}}\n" for n in range(3000))

    found = problems(f"{HEAD}venues:\n{venues}")

    assert len(found) == 3000
    assert {problem.hint for problem in found} == {"did you mean 'name'?"}


@pytest.mark.parametrize(
    ("text", "path", "message"),
    [
        ("", "$", "expected a document that begins with tpkit: 1, got an empty one"),
        ("   \n\n", "$", "got an empty one"),
        ("# only a remark\n", "$", "got an empty one"),
        ("- a", "$", "got a list"),
        ("hello", "$", "got 'hello'"),
        ("partnership: {id: p, name: P}", "$.tpkit", "begin with tpkit: 1"),
        ("tpkit: '1'\npartnership: {id: p, name: P}", "$.tpkit", "without quotes"),
        (
            "tpkit: one\npartnership: {id: p, name: P}",
            "$.tpkit",
            "got 'one'; write tpkit: 1, without quotes",
        ),
        (
            "tpkit: 1.0\npartnership: {id: p, name: P}",
            "$.tpkit",
            "write tpkit: 1, without quotes",
        ),
        (
            "tpkit: 0\npartnership: {id: p, name: P}",
            "$.tpkit",
            "got the number 0; write tpkit: 1, without quotes",
        ),
        (
            "tpkit: 2\nsomething: new",
            "$.tpkit",
            "expected a version up to 1, got the number 2; a newer tpkit wrote this document; install that to read it",
        ),
    ],
)
def test_a_text_that_is_no_document_of_ours_is_told(
    text: str, path: str, message: str, problems: Problems
) -> None:
    (problem,) = problems(text)

    assert problem.path == path
    assert problem.message.endswith(message)


@pytest.mark.parametrize("version", ['"1"', "true", "1.0", "null", "[1]"])
def test_the_version_is_a_whole_number_in_json(
    version: str, problems: Problems
) -> None:
    text = f'{{"tpkit": {version}, "partnership": {{"id": "p", "name": "P"}}}}'

    (problem,) = problems(text, "json")

    assert problem.path == "$.tpkit"


def test_a_version_problem_does_not_hide_the_others(problems: Problems) -> None:
    found = problems("partnership: {id: p}\n")

    assert [problem.path for problem in found] == ["$.tpkit", "$.partnership.name"]


# ----------------------------------------------------------------------------- JSON


def test_json_problems_have_line_and_column(wrong: Wrong) -> None:
    text = (
        '{"tpkit": 1, "partnership": {"id": "p", "name": "P"},\n'
        ' "venues": [\n'
        '   {"id": "v", "name": "say \\"V\\": [1, {2}]", "capacity": 0},\n'
        '   {"id": "w", "nam\\u0065": "W", "cap": 3, "name": "again"}]}'
    )

    assert wrong(text, "json") == [
        "<text>:3:59: $.venues[0].capacity: expected at least 1, got the number 0",
        "<text>:4:34: $.venues[1].cap: expected a key of Venue, got 'cap'",
        (
            "<text>:4:44: $.venues[1].name: expected each key once, got 'name' again; "
            "only one of the two could count; remove or rename the other"
        ),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"tpkit": 1,}', f"<text>:1:{12 if POINTS_AT_COMMAS else 13}"),
        ('{"tpkit": 1\n', "<text>:2:1"),
        ("{'tpkit': 1}", "<text>:1:2"),
        ('{"tpkit": 01}', "<text>:1:12"),
        ('{"tpkit": "\t"}', "<text>:1:12"),
        ('{"a": 1, "a": 2, }', f"<text>:1:{16 if POINTS_AT_COMMAS else 18}"),
        ("nul", "<text>:1:1"),
        ("\x00", "<text>:1:1"),
        ("", "<text>:1:1"),
        ('{"a": "\\ud8"}', "<text>:1:9"),
    ],
)
def test_a_json_syntax_error_is_a_problem(
    text: str, place: str, problems: Problems
) -> None:
    (problem,) = problems(text, "json")

    assert problem.expected == "JSON"
    assert str(problem.where) == place


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a": {"b": 1, "b": 2}, "c": ' + "[" * 100_000,
        '{"a":' * 100_000,
        '{"tpkit": "[", "a": ' + "[{}," * 100_000,
    ],
)
def test_json_nested_beyond_reason_is_refused(text: str, problems: Problems) -> None:
    (problem,) = problems(text, "json")

    assert problem.expected == "at most 32 levels of lists and mappings"
    assert problem.where is not None
    assert problem.where.line == 1


def test_json_nested_fifty_deep_is_refused_for_its_shape(problems: Problems) -> None:
    text = '{"tpkit": 1, "partnership": {"id": "p", "name": %s}}' % (
        "[" * 50 + "]" * 50
    )

    (problem,) = problems(text, "json")

    assert problem.path == "$.partnership.name"
    assert problem.got == "a list"


def test_a_lone_surrogate_is_refused(problems: Problems) -> None:
    text = '{"tpkit": 1, "partnership": {"id": "p", "name": "\\ud800"}}'

    (problem,) = problems(text, "json")

    assert problem.path == "$.partnership.name"


# ----------------------------------------------------------------------------- TOML


def test_toml_problems_have_line_and_column(wrong: Wrong) -> None:
    text = '''\
tpkit = 1  # "a" = [1]
extra."a" = "b"
[partnership]
id = "p"
name = """
]] not a table [[
x = 1"""
# [[venues]]
[[venues]]
id = 'v # v'
name = "V"
[[scheduling_rules]]
rule = "not_on"
id = "r"
dates = [
  2021-12-24, # Christmas Eve
  2021-12-25 10:00:00,
]
extra = { "a:b" = 1, c = "d" }
[[projects]]
id = "x"
title = "X"
kind = "data"
[[venues]]
"id" = "w"
capacity = 0
'''

    assert wrong(text, "toml") == [
        "<text>:2:1: $.extra.a: expected a key of the form vendor:name, got 'a'",
        (
            "<text>:10:6: $.venues[0].id: expected an id of letters, digits and . _ : @ -, "
            "such as 'iro-forum', got 'v # v'; write 'v-v', or another"
        ),
        (
            "<text>:17:3: $.scheduling_rules[0].dates[1]: expected a date such as "
            "2022-02-21, got 2021-12-25T10:00:00"
        ),
        (
            "<text>:19:19: $.scheduling_rules[0].extra['a:b']: expected text, "
            "got the number 1; put it in quotes"
        ),
        (
            "<text>:19:22: $.scheduling_rules[0].extra.c: expected a key of the form "
            "vendor:name, got 'c'"
        ),
        "<text>:24:1: $.venues[1].name: expected text with something in it, without control characters, got nothing",
        "<text>:26:12: $.venues[1].capacity: expected at least 1, got the number 0",
    ]


def test_tables_within_tables_are_found(wrong: Wrong) -> None:
    text = """\
tpkit = 1
[partnership]
id = "p"
name = "P"
[[bids]]
id = "b"
title = "B"
round = "r"
[[bids.history]]
to = "draft"
on = 2021-01-01
[[bids.history]]
to = "drft"
on = 2021-01-02
[bids.extra]
x = "y"
[partnership.extra]
z = "y"
"""

    lines = wrong(text, "toml")

    assert [line.split(": expected")[0] for line in lines] == [
        "<text>:13:6: $.bids[0].history[1].to",
        "<text>:16:1: $.bids[0].extra.x",
        "<text>:18:1: $.partnership.extra.z",
    ]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("tpkit = ", "<text>:1:9", "invalid value"),
        ("a = 1\na = 2", "<text>:2:6", "overwrite"),
        ("code = 01", "<text>:1:9", ""),
        ("a = '''", "<text>:1:8", ""),
        ("a = \x00", "<text>:1:5", ""),
    ],
)
def test_a_toml_syntax_error_is_a_problem(
    text: str, place: str, words: str, problems: Problems
) -> None:
    (problem,) = problems(text, "toml")

    assert problem.expected == "TOML"
    assert str(problem.where) == place
    assert words in problem.got


def test_toml_nested_beyond_reason_is_refused(problems: Problems) -> None:
    (problem,) = problems("a = " + "[" * 10_000 + "]" * 10_000, "toml")

    assert problem.expected == "at most 32 levels of lists and mappings"


def test_toml_dotted_beyond_reason_is_refused(problems: Problems) -> None:
    (key,) = problems(f"{TOML_HEAD}extra{'.a' * 2000} = 1\n{TOML_PARTNERSHIP}", "toml")
    (table,) = problems(f"{TOML_HEAD}{TOML_PARTNERSHIP}[extra{'.a' * 2000}]\n", "toml")

    for problem in (key, table):
        assert problem.message == "expected a key of the form vendor:name, got 'a'"
    assert str(key.where) == "<text>:2:1"
    assert str(table.where) == "<text>:6:1"


TOML_HEAD = "tpkit = 1\n"
TOML_PARTNERSHIP = '[partnership]\nid = "p"\nname = "P"\n\n'


def test_plain_lines_of_toml_are_passed_over_and_nothing_else(wrong: Wrong) -> None:
    text = (
        TOML_HEAD
        + TOML_PARTNERSHIP
        + '''\
[[venues]]
id = "v" # a remark
name = "V"
[[venues]]
id = "w"
name = """
[[venues]]
"""
extra = { "a:b" = "c" }
[[venues]]

id = "x"
name = "X"
capacity = 0
'''
    )

    (line,) = wrong(text, "toml")

    assert line.startswith("<text>:19:12: $.venues[2].capacity: ")


# --------------------------------------------------------------------- large and wild


@pytest.mark.parametrize("format", ["yaml", "json", "toml"])
def test_one_slip_among_many_nouns_is_found_where_it_stands(
    format: Format, problems: Problems
) -> None:
    people = tuple(
        Person(id=PersonId(f"p{n}"), title=f"Tutor {n}", role=ProfessionalRole.OTHER)
        for n in range(500)
    )
    portfolio = attrs.evolve(files.loads(HEAD, format="yaml"), people=people)
    text = files.dumps(portfolio, format=format)
    lines = text.replace("Tutor 250", "Tutor \\u0007" if format == "json" else "")
    slip = next(
        n for n, line in enumerate(lines.split("\n")) if line != text.split("\n")[n]
    )

    (problem,) = problems(lines, format)

    assert problem.path == "$.people[250].title"
    assert problem.where is not None
    assert problem.where.line == slip + 1


def test_places_are_counted_as_editors_count_them(problems: Problems) -> None:
    odd = HEAD + "extra: {a:b: x\x85y\u2028z\u2029w}\nfoo: 1\n"
    old_mac = (HEAD + "foo: 1\n").replace("\n", "\r")

    (after_odd,) = problems(odd)
    (after_returns,) = problems(old_mac)
    (of_json,) = problems('{"tpkit": 1,\r"foo": }', "json")

    assert str(after_odd.where) == "<text>:4:1"
    assert str(after_returns.where) == "<text>:3:1"
    assert str(of_json.where) == "<text>:2:8"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('{"tpkit": 1,}', "leave out the comma after the last item"),
        ('{"tpkit": [1, ]}', "leave out the comma after the last item"),
        ('{"tpkit": 1 // version\n}', "leave remarks out: JSON has none"),
        ("{'tpkit': 1}", "write double quotation marks"),
        ('{"tpkit": 1', ""),
    ],
)
def test_a_json_syntax_error_says_what_to_do(
    text: str, hint: str, problems: Problems
) -> None:
    (problem,) = problems(text, "json")

    assert problem.hint == hint


def test_messages_stay_short_whatever_they_are_about(wrong: Wrong) -> None:
    long = "x" * 100_000
    deep = '{"tpkit": 1, "a": ' + '{"a": ' * 200 + '{"b": 1, "b": 2}' + "}" * 201
    people = "".join(
        f'{{"id": "p{n}", "title": "T", "role": "other", "line_manager": "p{n - 1 or 99}"}},'
        for n in range(1, 100)
    )
    circle = (
        '{"tpkit": 1, "partnership": {"id": "p", "name": "P"}, "people": ['
        + people.rstrip(",")
        + "]}"
    )
    digits = f"tpkit = 0x{'f' * 10_000}"

    lines = [
        *wrong(f"{HEAD}? {long}\n: 1"),
        *wrong(f"{HEAD}extra: {{a:b: [{long}]}}"),
        *wrong(deep, "json"),
        *wrong(circle, "json"),
        *wrong(digits, "toml"),
    ]

    assert len(lines) == 7
    assert max(map(len, lines)) < 400


def test_thousands_of_broken_references_do_not_take_hours(problems: Problems) -> None:
    people = "".join(f"- {{id: p{n}, title: T, role: other}}\n" for n in range(2000))
    workshops = "".join(
        f"- {{id: w{n}, title: W, facilitators: [p{n}x]}}\n" for n in range(400)
    )

    found = problems(f"{HEAD}people:\n{people}workshops:\n{workshops}")

    assert len(found) == 400
    assert found[0].hint == "did you mean 'p0'?"
    assert found[-1].hint.startswith("add a person with this id")


# -------------------------------------------------------------------------- callers


def test_a_bug_looks_like_a_bug(
    sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_read, "family_readers", lambda **_: 1 / 0 or {})
    with pytest.raises(ZeroDivisionError):
        files.read(sample_path)

    monkeypatch.setattr(_read, "family_readers", lambda **_: {})
    with pytest.raises(KeyError):
        files.read(sample_path)


def test_the_garbage_collector_is_left_as_it_was(sample_path: Path) -> None:
    files.read(sample_path)
    assert gc.isenabled()

    gc.disable()
    try:
        files.read(sample_path)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_an_unknown_format_is_refused() -> None:
    unknown: Any = "xml"

    with pytest.raises(DocumentError, match="one of the formats yaml, json, toml"):
        files.loads("<a/>", format=unknown)


@pytest.mark.parametrize("format", ["yaml", "json", "toml"])
def test_bytes_and_text_are_read_alike(format: Format) -> None:
    portfolio = files.loads(HEAD, format="yaml")
    text = files.dumps(portfolio, format=format)

    assert files.loads(text, format=format) == portfolio
    assert files.loads(text.encode(), format=format) == portfolio


def test_json_is_the_default() -> None:
    text = json.dumps({"tpkit": 1, "partnership": {"id": "p", "name": "P"}})

    assert files.loads(text).partnership.name == "P"
