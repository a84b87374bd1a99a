"""YAML: scalars stay as they are spelt, and the field they are for gives them a type.

Only the parser of PyYAML is used, never its constructors: those read `NO` as False,
`10:30` as 630 and `01` as 1, and can be made to run code.
"""

import re
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

import yaml

from tpkit.files._convert import Plain
from tpkit.files._faults import (
    DEEPEST,
    Fault,
    Path,
    Place,
    Spot,
    UnreadableError,
    nothing_deeper,
    repeated_key,
)

_NOTHING = frozenset({"", "~", "null"})
"""The unquoted spellings that mean nothing is there."""

MOST_REPEATED = 100_000
"""How many values aliases may repeat in all: a bomb repeats thousands of millions."""

_LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_DUMPER: Any = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper


def parse(text: str, *, loader: Any = _LOADER) -> tuple[Any, list[Fault]]:
    """Read YAML into mappings, lists, `Plain` and quoted texts, and None.

    Also says which tags, merge keys, complex keys and repeated keys it met: tpkit
    reads none of them.

    Raises:
        UnreadableError: this is not YAML, is nested too deeply, or repeats too much.
    """
    composer = _Composer(yaml.parse(text, Loader=loader))
    try:
        return composer.document(), composer.faults
    except yaml.YAMLError as error:
        raise _syntax_error(error, text) from None


_HINTS = {
    "mapping values are not allowed": "put a text that holds ': ' in quotes",
    "'\\t'": "indent with spaces, not tabs",
    "'@'": "put a text that begins with @ in quotes",
    "'`'": "put a text that begins with ` in quotes",
    "'%'": "put a text that begins with % in quotes",
    "did not find expected key": "check that lines that belong together begin alike",
}


def _syntax_error(error: yaml.YAMLError, text: str) -> UnreadableError:
    words, place = str(error), None
    if isinstance(error, yaml.MarkedYAMLError):
        words = error.problem or error.context or "what it is cannot be told"
        place = _place(error.problem_mark) if error.problem_mark else None
    elif isinstance(error, yaml.reader.ReaderError):
        words = f"the character {error.character!r}"
        place = _line_of(text, error.position)
    hint = next((hint for sign, hint in _HINTS.items() if sign in words), "")
    got = f"a syntax error: {words}"
    return UnreadableError(Fault(expected="YAML", got=got, hint=hint, place=place))
