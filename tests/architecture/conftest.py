"""What the architecture tests are about: rooms, nouns, sources, errors.

A test that names `room`, `noun`, `source` or `error` as an argument runs once for each.
"""

import ast
import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import attrs
import pytest

import tpkit
from tpkit import errors

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tpkit"

ROOMS = sorted(
    name
    for _, name, _ in pkgutil.walk_packages(tpkit.__path__, "tpkit.")
    if not any(part.startswith("_") for part in name.split("."))
)
"""A room may have rooms within, such as `tpkit.interop.msproject`."""
NOUNS = [
    noun
    for noun in (getattr(tpkit, name) for name in tpkit.__all__)
    if isinstance(noun, type) and attrs.has(noun) and noun is not tpkit.Unit
]
"""What a portfolio is made of. A `Unit` is no noun: it stands in annotations."""
ERRORS = [
    error
    for error in (getattr(errors, name) for name in errors.__all__)
    if issubclass(error, Exception)
]
SOURCES = sorted(PACKAGE.rglob("*.py"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test once for each room, noun, source or error it asks for."""
    for argument, values, name in (
        ("room", ROOMS, str),
        ("noun", NOUNS, lambda noun: noun.__name__),
        ("error", ERRORS, lambda error: error.__name__),
        ("source", SOURCES, lambda path: path.relative_to(PACKAGE).as_posix()),
    ):
        if argument in metafunc.fixturenames:
            metafunc.parametrize(argument, values, ids=name)


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def sources() -> dict[Path, ast.Module]:
    """Give the parsed source of every module."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


@pytest.fixture(scope="session")
def rooms() -> dict[str, ModuleType]:
    """Give every public module by its name, the root among them."""
    return {name: importlib.import_module(name) for name in ("tpkit", *ROOMS)}
