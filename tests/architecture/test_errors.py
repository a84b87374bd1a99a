import ast
import builtins
import copy
import pickle
import re
from pathlib import Path

import pytest

from tpkit import errors
from tpkit.errors import Location, Problem, TpkitError

PROBLEM = Problem(
    path="$.workshops[2].on",
    expected="a date such as 2022-02-21",
    got="'1 Sept'",
    where=Location(file="tp.yaml", line=3, column=7),
)

EXAMPLES: dict[type[TpkitError], TpkitError] = {
    errors.TpkitError: errors.TpkitError("base"),
    errors.FieldError: errors.FieldError("Session", "end", "a time after 10:00", 9),
    errors.PortfolioError: errors.PortfolioError([PROBLEM]),
    errors.DocumentError: errors.DocumentError([PROBLEM, PROBLEM]),
    errors.IllegalMoveError: errors.IllegalMoveError("bid", "draft", "awarded", ["x"]),
    errors.NoTimetableError: errors.NoTimetableError(["two clash"], proved=True),
    errors.PlanCircleError: errors.PlanCircleError(["Survey", "Report"]),
    errors.UnknownIdError: errors.UnknownIdError("workshop", "iro", "did you mean it?"),
    errors.OutsideCalendarError: errors.OutsideCalendarError("no data for 2050"),
    errors.OverwriteError: errors.OverwriteError("out is already there"),
    errors.TemplateError: errors.TemplateError("no template named 'bid'"),
    errors.MissingExtraError: errors.MissingExtraError("typer", "cli"),
}


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickle.dumps])
def test_an_error_survives_copy_and_pickle(
    error: type[TpkitError], again: object
) -> None:
    first = EXAMPLES[error]

    made = again(first)  # type: ignore[operator]  # three functions of unlike types
    second = pickle.loads(made) if isinstance(made, bytes) else made

    assert type(second) is error
    assert str(second) == str(first)
    assert second.__dict__ == first.__dict__


def test_an_error_is_a_tpkit_error_and_a_builtin_one(error: type[TpkitError]) -> None:
    builtin = [
        base for base in error.__mro__ if getattr(builtins, base.__name__, None) is base
    ]

    assert issubclass(error, TpkitError)
    assert error is TpkitError or builtin[0] is not Exception


def test_an_error_is_in_the_tree_of_the_docstring_beside_its_builtin(
    error: type[TpkitError],
) -> None:
    line = re.search(rf"\b{error.__name__}\b.*", errors.__doc__ or "")

    assert line is not None
    if builtin := re.search(r"\((\w+)\)", line[0]):
        assert issubclass(error, getattr(builtins, builtin[1]))


def test_an_error_is_raised_somewhere(
    error: type[TpkitError], sources: dict[Path, ast.Module]
) -> None:
    raised = {
        name
        for path, tree in sources.items()
        if path.name != "errors.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        for name in names_in(node)
    }

    assert error is TpkitError or error.__name__ in raised  # the base is to be caught


def names_in(node: ast.AST) -> set[str]:
    parts = list(ast.walk(node))
    return {part.id for part in parts if isinstance(part, ast.Name)} | {
        part.attr for part in parts if isinstance(part, ast.Attribute)
    }
