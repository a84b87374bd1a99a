"""The JSON Schema of a document, made from the nouns and their docstrings."""

import ast
import enum
import importlib.resources
import inspect
import itertools
import json
import re
import textwrap
import typing
from typing import Any

from tpkit._model._checked import (
    ID_PATTERN,
    OWN_RULE,
    AtLeast,
    Between,
    Distinct,
    NotEmpty,
    Unit,
)
from tpkit._model.portfolio import Portfolio
from tpkit.files._migrate import SCHEMA_VERSION
from tpkit.files._read import VERSION_KEY
from tpkit.files._shapes import (
    TAG,
    Choice,
    Field,
    Leaf,
    ListOf,
    Noun,
    OneOf,
    OwnFields,
    Shape,
    Single,
    fields_of,
)

SCHEMA_FILE = "portfolio.schema.json"
"""The shipped schema's file name, beside this module."""


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a document, for editors and other tools.

    It describes one document: a whole portfolio in one file, or one file of a folder,
    so it does not insist on a partnership. It judges shape: keys, types, spellings. It
    cannot see whether an end comes after its start, or an id leads somewhere.
    """
    text = (
        importlib.resources.files("tpkit.files")
        .joinpath(SCHEMA_FILE)
        .read_text("utf-8")
    )
    schema: dict[str, Any] = json.loads(text)
    return schema


def build_schema() -> dict[str, Any]:
    """Make the schema anew; it needs the source of the nouns, for their docstrings."""
    definitions: dict[str, Any] = {}
    properties = {
        name: _described(field, _docs(Portfolio).get(name, ""), definitions)
        for name, field in fields_of(Portfolio).items()
    }
    version = {
        "const": SCHEMA_VERSION,
        "description": "The version of this form of document.",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "tpkit portfolio",
        "description": _prose(Portfolio.__doc__),
        "type": "object",
        "properties": {VERSION_KEY: version, **properties},
        "required": [VERSION_KEY],
        "additionalProperties": False,
        "$defs": {**_LEAVES, **dict(sorted(definitions.items()))},
    }


# -------------------------------------------------------------------------- shapes

_CONTROLS = r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]"
_LEAVES: dict[str, Any] = {
    "text": {
        "type": "string",
        "pattern": r"\S",
        "not": {"pattern": _CONTROLS},
    },
    "text_or_blank": {"type": "string", "not": {"pattern": _CONTROLS}},
    "id": {
        "type": "string",
        "pattern": f"^{ID_PATTERN}$",
        "description": "An id: letters, digits and . _ : @ -, beginning with one of the first two.",
    },
    "date": {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        "description": "A day: YYYY-MM-DD.",
    },
    "time": {
        "type": "string",
        "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:00)?$",
        "description": "A time on a London clock: HH:MM.",
    },
    "own_fields": {
        "type": "object",
        "propertyNames": {"pattern": r"^[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+$"},
        "additionalProperties": {"$ref": "#/$defs/text_or_blank"},
        "description": "Your own fields: texts under keys of the form vendor:name.",
    },
}


def _schema(  # noqa: PLR0911  # one return a shape
    shape: Shape, definitions: dict[str, Any]
) -> dict[str, Any]:
    match shape:
        case Single(unit=Unit() as unit):
            name = unit.name.removeprefix("a ")
            definitions[name] = _number(unit, shape.words)
            return _ref(name)
        case Single():
            return _single(shape)
        case Choice(kind=kind):
            definitions[kind.__name__] = _choices(kind)
            return _ref(kind.__name__)
        case OwnFields():
            return _ref("own_fields")
        case ListOf(item=item):
            return {"type": "array", "items": _schema(item, definitions)}
        case OneOf(members=members):
            return {"oneOf": [_schema(member, definitions) for member in members]}
        case _:
            return _noun(shape, definitions)


def _choices(kind: type[enum.StrEnum]) -> dict[str, Any]:
    docs = _docs(kind)
    return {
        "description": _prose(kind.__doc__),
        "enum": [member.value for member in kind],
        "enumDescriptions": [docs.get(member.name, "") for member in kind],
    }


def _single(single: Single) -> dict[str, Any]:
    match single.leaf:
        case Leaf.TEXT:
            return _ref("text_or_blank" if single.may_be_blank else "text")
        case Leaf.ID:
            return _ref("id")
        case Leaf.WHOLE:
            return {"type": "integer"}
        case Leaf.FLAG:
            return {"type": "boolean"}
        case Leaf.DATE:
            return _ref("date")
        case _:
            return _ref("time")


def _number(unit: Unit, words: str) -> dict[str, Any]:
    return {
        "description": f"{words[0].upper()}{words[1:]}.",
        "type": ["number", "string"],
        "pattern": rf"^-?[0-9]{{1,12}}(\.[0-9]{{1,{unit.places}}})?$",
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _noun(shape: Noun, definitions: dict[str, Any]) -> dict[str, Any]:
    parameters = typing.get_args(shape.annotation)
    name = "".join([shape.noun.__name__, *(kind.__name__ for kind in parameters)])
    if name not in definitions:
        definitions[name] = {}  # its place, should a noun ever hold one of its own kind
        definitions[name] = _mapping(shape, definitions)
    return _ref(name)


def _mapping(shape: Noun, definitions: dict[str, Any]) -> dict[str, Any]:
    docs = _docs(shape.noun)
    tag = {} if shape.tag is None else {TAG: {"const": shape.tag}}
    fields = {
        name: _described(field, docs.get(name, ""), definitions)
        for name, field in shape.fields.items()
    }
    required = [name for name, field in shape.fields.items() if field.is_required]
    return {
        "description": _prose(shape.noun.__doc__),
        "type": "object",
        "properties": {**tag, **fields},
        "required": [*tag, *required],
        "additionalProperties": False,
    }


def _described(field: Field, doc: str, definitions: dict[str, Any]) -> dict[str, Any]:
    schema = {**_schema(field.shape, definitions), **_limits(field)}
    if not field.is_required:
        schema = {"anyOf": [schema, {"type": "null"}]}
    description = {"description": doc} if doc else {}
    return {**description, **schema, **_default(field)}


def _limits(field: Field) -> dict[str, Any]:
    match field.attribute.metadata.get(OWN_RULE):
        case AtLeast(limit=limit):
            return {"minimum": limit}
        case Between(low=low, high=high):
            return {"minimum": low, "maximum": high}
        case NotEmpty():
            return {"minItems": 1}
        case Distinct():
            return {"minItems": 1, "uniqueItems": True}
        case _:
            return {}


def _default(field: Field) -> dict[str, Any]:
    if field.is_required:
        return {}
    match field.attribute.default:
        case enum.Enum(value=value):
            return {"default": value}
        case bool() | int() as value:
            return {"default": value}
        case _:
            return {}


# ---------------------------------------------------------------------- docstrings


def _docs(kind: type[Any]) -> dict[str, str]:
    """Give the note under each field or member, read from the source of the class."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    statements = typing.cast("ast.ClassDef", body).body
    docs = {}
    for statement, after in itertools.pairwise(statements):
        match statement, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name))
                | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(doc))),
            ):
                docs[name] = _prose(doc)
    return docs


_SOURCES = re.compile(
    r"\s*(?:Sources?: )?\[[A-Z][A-Z0-9]*\](?:[,;]? ?\[[A-Z][A-Z0-9]*\])*"
)


def _prose(doc: str | None) -> str:
    """Give a docstring's first paragraph on one line, without its source keys."""
    paragraph = inspect.cleandoc(doc or "").split("\n\n")[0]
    return _SOURCES.sub("", " ".join(paragraph.split())).replace("`", "")
