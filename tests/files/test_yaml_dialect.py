"""What tpkit takes from YAML and what it refuses."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tpkit import files
from tpkit.errors import Problem
from tpkit.files import _yaml
from tpkit.files._convert import Plain
from tpkit.files._faults import UnreadableError

Problems = Callable[..., tuple[Problem, ...]]

HEAD = "tpkit: 1\npartnership: {id: p, name: P}\n"


def test_an_alias_repeats_a_value() -> None:
    portfolio = files.loads(
        HEAD
        + "organisations: [{id: &it o, name: &name O, kind: other}]\n"
        + "workshops:\n- {id: w, title: *name, hosts: &hosts [*it]}\n"
        + "- {id: v, title: V, hosts: *hosts}\n",
        format="yaml",
    )

    assert portfolio.workshops[0].title == "O"
    assert portfolio.workshops[1].hosts == ("o",)


@pytest.mark.parametrize(
    ("text", "path", "expected", "place"),
    [
        ("extra: {a:b: !!str c}", "$.extra['a:b']", "a value without a tag", (3, 14)),
        ("venues: !seq []", "$.venues", "a value without a tag", (3, 9)),
        ("venues: ! []", "$.venues", "a value without a tag", (3, 9)),
        ("venues: [*v]", "$.venues[0]", "an alias of an anchor", (3, 10)),
        ("venues: &v [*v]", "$.venues[0]", "an alias of an anchor", (3, 13)),
        (
            "venues: [{<<: {id: v}, id: v, name: V}]",
            "$.venues[0]",
            "keys of its own",
            (3, 11),
        ),
        ("? [a, b]\n: c", "$", "a text as the key", (3, 3)),
        ("*k : c", "$", "an alias of an anchor", (3, 1)),
        ("? {a: b}\n: {c: d}", "$", "a text as the key", (3, 3)),
        ("venues: []\nvenues: []", "$.venues", "each key once", (4, 1)),
        (
            "venues:\n- {id: v, name: V, id: w}",
            "$.venues[0].id",
            "each key once",
            (4, 20),
        ),
        ("---\ntpkit: 1", "$", "one document in a file", (3, 1)),
    ],
)
def test_what_could_surprise_is_refused_where_it_stands(
    text: str, path: str, expected: str, place: tuple[int, int], problems: Problems
) -> None:
    (problem,) = problems(HEAD + text)

    assert (problem.path, problem.expected) == (path, expected)
    assert problem.where is not None
    assert (problem.where.line, problem.where.column) == place


def test_a_quoted_merge_sign_is_an_ordinary_unknown_key(problems: Problems) -> None:
    (problem,) = problems(HEAD + '"<<": {}')

    assert problem.expected == "a key of a portfolio"


def test_an_alias_may_be_a_key() -> None:
    portfolio = files.loads(HEAD + "extra: {a:k: &k v:k, *k : x}", format="yaml")

    assert portfolio.extra == (("a:k", "v:k"), ("v:k", "x"))


@pytest.mark.parametrize("key", ["~", "''", "null", "1"])
def test_a_key_is_a_text_however_it_looks(key: str, problems: Problems) -> None:
    (problem,) = problems(f"{HEAD}{key}: x")

    assert problem.got == repr(key.strip("'"))


def test_what_follows_a_refused_key_is_still_found(problems: Problems) -> None:
    found = problems(HEAD + "? [a, {b: c}]\n: {d: e}\nvenues: [v]")

    assert [(p.path, str(p.where)) for p in found] == [
        ("$", "<text>:3:3"),
        ("$.venues[0]", "<text>:5:10"),
    ]


def test_a_bomb_of_aliases_is_refused_early(problems: Problems) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]

    (problem,) = problems("tpkit: 1\n" + "\n".join(lines))

    assert problem.expected == "aliases that repeat at most 100,000 values"


def test_a_bomb_of_one_long_text_is_refused_early(problems: Problems) -> None:
    text = f"{HEAD}extra: {{a:b: &it {'x' * 1_000_000}}}\nvenues: [{'*it, ' * 50_000}]"

    (problem,) = problems(text)

    assert problem.expected == "aliases that repeat at most 100,000 values"


def test_a_text_that_looks_like_a_tag_is_one_problem(problems: Problems) -> None:
    (problem,) = problems(HEAD + "workshops:\n- id: w\n  title: !important\n")

    assert (
        problem.hint == "leave the tag out, or put a text that begins with ! in quotes"
    )


def test_a_syntax_error_says_where_what_it_is_in_began(problems: Problems) -> None:
    (problem,) = problems(HEAD + 'extra:\n  a:b: "left open\n  c:d: e\n')

    assert "while scanning a quoted scalar from line 4" in problem.got


def test_deep_nesting_is_refused(problems: Problems) -> None:
    (flow,) = problems(f"{HEAD}venues: {'[' * 50}{']' * 50}")
    (deeper,) = problems(f"{HEAD}venues: {'[' * 100_000}")
    (block,) = problems(HEAD + "".join("  " * n + f"a{n}:\n" for n in range(50)))
    (keys,) = problems(HEAD + "? " * 100_000)

    for problem in (flow, deeper, block, keys):
        assert problem.expected == "at most 32 levels of lists and mappings"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a: b: c", "put a text that holds ': ' in quotes"),
        ("a:\n\t- b", "indent with spaces, not tabs"),
        ("a: @b", "put a text that begins with @"),
        ("a: [b", ""),
        ("a: 'b", "end the text with the quotation mark it begins with"),
        ("a: 'b's", "put a text that begins with a quotation mark or ["),
        ("a: [b] c", "put a text that begins with a quotation mark or ["),
        ("a: - b", "put a text that begins with - in quotes"),
        ("a: > 25 places", "put a text that begins with > or | in quotes"),
        ("a: %b", "@, ` or % in quotes"),
        ("a: 1\nb\nc: 2", "write each key with a colon"),
        ("a:\n  - b\n - c", "indented alike"),
        ("%YAML 3.0\n---\na: 1", ""),
    ],
)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, _yaml.LOADER])
def test_a_syntax_error_says_where_and_what_to_do(
    text: str, hint: str, loader: type
) -> None:
    with pytest.raises(UnreadableError) as caught:
        _yaml.parse(text, loader=loader)

    fault = caught.value.fault
    assert fault.got.startswith("a syntax error: ")
    assert fault.place is not None
    assert hint in fault.hint


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x7f", "\ud800", "\ufffe"])
def test_characters_that_no_document_may_hold_are_refused(
    character: str, problems: Problems
) -> None:
    (problem,) = problems(f"{HEAD}extra:\n  a:b: é{character}")

    assert problem.expected == "text without control characters"
    assert problem.got == f"the character U+{ord(character):04X}"
    assert str(problem.where) == "<text>:4:9"


def test_the_slow_parser_reads_what_the_quick_one_reads(sample_path: Path) -> None:
    text = sample_path.read_text(encoding="utf-8")

    assert _yaml.parse(text, loader=yaml.SafeLoader) == _yaml.parse(text)


def test_quoting_is_remembered_and_nothing_is_guessed() -> None:
    tree, faults = _yaml.parse("{a: 1, b: '1', c: ~, d: '~', e: , f: NULL}")

    assert faults == []
    assert tree == {"a": "1", "b": "1", "c": None, "d": "~", "e": None, "f": "NULL"}
    assert {key: type(value) for key, value in tree.items() if value} == {
        "a": Plain,
        "b": str,
        "d": str,
        "f": Plain,
    }


def test_block_scalars_keep_their_lines_whatever_the_line_ends() -> None:
    text = HEAD + "decisions:\n- id: d\n  on: 2022-01-10\n  text: |\n    one\n    two\n"

    unix = files.loads(text, format="yaml")
    windows = files.loads(text.replace("\n", "\r\n"), format="yaml")

    assert unix == windows
    assert unix.decisions[0].text == "one\ntwo\n"
