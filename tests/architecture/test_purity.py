import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

CLOCKS = {"now", "today", "utcnow", "localtime", "gmtime", "time_ns", "uuid1", "uuid4"}
"""Functions and methods that read the clock or the dice, whatever they hang on."""

OWNERS = {"Date", "DateTime", "Time", "date", "datetime", "pendulum", "time", "uuid"}
"""What such a method hangs on where it is handed over without being called."""

DICE = {"random", "secrets"}
"""Modules of dice: only `random.Random(seed)` may be taken from them."""


def clocks_and_dice(tree: ast.AST) -> Iterator[str]:
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in DICE | {"time"}:
            yield f"line {node.lineno}: from {node.module} import …"
        if isinstance(node, ast.Call) and ast.unparse(node) == "random.Random()":
            yield f"line {node.lineno}: dice without a seed"
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value).rpartition(".")[2]
            reads_clock = node.attr in CLOCKS and (
                id(node) in called or owner in OWNERS
            )
            throws_dice = owner in DICE and node.attr != "Random"
            if reads_clock or throws_dice or (owner, node.attr) == ("time", "time"):
                yield f"line {node.lineno}: {ast.unparse(node)}"


def test_nothing_below_the_command_asks_the_clock_or_the_dice(source: Path) -> None:
    found = list(clocks_and_dice(ast.parse(source.read_text(encoding="utf-8"))))

    assert found == [] or source.parent.name == "cli"  # the command asks for the day


@pytest.mark.parametrize(
    "code",
    [
        "pendulum.now()",
        "pendulum.Date.today()",
        "datetime.datetime.utcnow()",
        "time.time()",
        "from time import time",
        "random.choice(x)",
        "from random import choice",
        "random.Random()",
        "uuid.uuid4()",
        "field(factory=pendulum.Date.today)",
    ],
)
def test_the_search_finds_what_it_looks_for(code: str) -> None:
    assert list(clocks_and_dice(ast.parse(code)))


@pytest.mark.parametrize("code", ["random.Random(seed)", "session.time", "self.now"])
def test_the_search_lets_innocent_code_pass(code: str) -> None:
    assert list(clocks_and_dice(ast.parse(code))) == []
