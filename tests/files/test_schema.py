"""The shipped JSON Schema: current, and of one mind with the reader about shape."""

import copy
import itertools
import json
import operator
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tpkit import files, testing
from tpkit._model.portfolio import Portfolio
from tpkit.errors import DocumentError
from tpkit.files._schema import build_schema

EXAMPLES = sorted(p for p in (Path(__file__).parents[2] / "examples").iterdir())


class _AsEditorsRead(yaml.SafeLoader):
    """Reads true, null and whole and decimal numbers; dates and times stay texts."""


_AsEditorsRead.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", "~n"),
    ("int", r"-?[0-9]+", "-0123456789"),
    ("float", r"-?[0-9]+\.[0-9]+", "-0123456789"),
):
    _AsEditorsRead.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first)
    )


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(files.json_schema())


def test_the_shipped_schema_is_current() -> None:
    assert files.json_schema() == build_schema(), "run: python .ci/schema.py"


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(files.json_schema())


def test_every_reference_in_the_schema_leads_somewhere() -> None:
    schema = files.json_schema()

    names = set(re.findall(r'"#/\$defs/([^"]*)"', json.dumps(schema)))
    assert names <= set(schema["$defs"])


def test_the_schema_describes_every_key_and_spelling() -> None:
    schema = files.json_schema()

    assert list(schema["properties"]) == [
        "tpkit",
        *(field.name for field in attrs.fields(Portfolio) if field.init),
    ]
    kinds = schema["$defs"]["OrganisationKind"]
    assert len(kinds["enum"]) == len(kinds["enumDescriptions"])
    assert all(kinds["enumDescriptions"])
    assert "[" not in "".join(kinds["enumDescriptions"])  # no source keys
    undescribed = [
        name
        for name, kind in schema["$defs"].items()
        if "properties" in kind and not kind["description"]
    ]
    assert undescribed == []


def test_the_sample_fits(
    sample: Portfolio, validator: jsonschema.Draft202012Validator
) -> None:
    validator.validate(json.loads(files.dumps(sample)))


@settings(max_examples=10)
@given(portfolio=testing.portfolios())
def test_every_portfolio_fits(portfolio: Portfolio) -> None:
    validator = jsonschema.Draft202012Validator(files.json_schema())

    validator.validate(json.loads(files.dumps(portfolio)))


def test_a_file_of_a_folder_fits(validator: jsonschema.Draft202012Validator) -> None:
    validator.validate({"tpkit": 1, "venues": [{"id": "v", "name": "V"}]})


def test_nothing_fits_where_there_is_a_default(
    validator: jsonschema.Draft202012Validator,
) -> None:
    validator.validate(
        {
            "tpkit": 1,
            "bids": None,
            "venues": [{"id": "v", "name": "V", "capacity": None}],
        }
    )


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))


def spoilt(
    document: Any, path: tuple[Any, ...], spoil: Callable[[Any, Any], None]
) -> Any:
    document = copy.deepcopy(document)
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    spoil(holder, path[-1])
    return document


def give_a_strange_key(holder: Any, step: Any) -> None:
    if isinstance(holder[step], dict):
        holder[step]["strange"] = 1
    else:
        holder[step] = {"strange": 1}


def give_a_list(holder: Any, step: Any) -> None:
    holder[step] = {"a": 1} if isinstance(holder[step], list) else ["a"]


def test_what_the_schema_rejects_the_reader_rejects(
    sample: Portfolio, validator: jsonschema.Draft202012Validator
) -> None:
    document = json.loads(files.dumps(sample))
    ways = itertools.cycle([give_a_strange_key, give_a_list])

    for path, spoil in zip([*places(document)][1:], ways, strict=False):
        family = path[0]
        bad = spoilt({"tpkit": 1, family: document[family]}, path, spoil)
        assert not validator.is_valid(bad), path
        with pytest.raises(DocumentError):
            files.loads(json.dumps(bad))


@given(data=st.data())
def test_the_schema_and_the_reader_agree_about_shape(
    sample: Portfolio, data: st.DataObject
) -> None:
    validator = jsonschema.Draft202012Validator(files.json_schema())
    document = json.loads(files.dumps(sample))
    path = data.draw(st.sampled_from([path for path in places(document) if path]))
    value: Any = data.draw(
        st.sampled_from(
            [
                None,
                True,
                7,
                -1,
                0.5,
                "",
                " ",
                "x",
                "no such",
                "2021-11-01",
                "10:30",
                [],
                {},
            ]
        )
    )

    changed = spoilt(
        document, path, lambda holder, step: operator.setitem(holder, step, value)
    )
    if not validator.is_valid(changed):
        with pytest.raises(DocumentError):
            files.loads(json.dumps(changed))


WRONG_KINDS = [True, 7.5, {"strange": 1}, [["x"]]]


@given(data=st.data())
def test_the_schema_rejects_what_the_reader_rejects_for_its_kind(
    sample: Portfolio, data: st.DataObject
) -> None:
    validator = jsonschema.Draft202012Validator(files.json_schema())
    document = json.loads(files.dumps(sample))
    path = data.draw(st.sampled_from([path for path in places(document) if path]))
    value = data.draw(st.sampled_from(WRONG_KINDS))
    changed = spoilt(
        document, path, lambda holder, step: operator.setitem(holder, step, value)
    )

    try:
        files.loads(json.dumps(changed))
    except DocumentError:
        assert not validator.is_valid(changed)
    else:
        assert validator.is_valid(changed)


@pytest.mark.parametrize(
    "bad",
    [
        {"tpkit": 2},
        {"venues": []},
        {"tpkit": 1, "venuess": []},
        {"tpkit": 1, "venues": [{"id": "v"}]},
        {"tpkit": 1, "venues": [{"id": "a b", "name": "V"}]},
        {"tpkit": 1, "venues": [{"id": "v", "name": " "}]},
        {"tpkit": 1, "venues": [{"id": "v", "name": "V", "capacity": 0}]},
        {"tpkit": 1, "organisations": [{"id": "o", "name": "O", "kind": "council"}]},
        {"tpkit": 1, "term_dates": [{"id": "t", "area": "a", "title": "T"}]},
        {"tpkit": 1, "scheduling_rules": [{"rule": "never", "id": "r"}]},
        {"tpkit": 1, "extra": {"no vendor": "x"}},
    ],
)
def test_both_reject_what_has_the_wrong_shape(
    bad: dict[str, Any], validator: jsonschema.Draft202012Validator
) -> None:
    assert not validator.is_valid(bad)
    with pytest.raises(DocumentError):
        files.loads(json.dumps(bad))


@pytest.mark.parametrize("folder", EXAMPLES, ids=operator.attrgetter("name"))
def test_every_example_fits(
    folder: Path, validator: jsonschema.Draft202012Validator
) -> None:
    documents = sorted(folder.glob("*.yaml"))

    # As an editor sees them: scalars by YAML's core rules, dates as they are spelt.
    for document in documents:
        validator.validate(yaml.load(document.read_text("utf-8"), _AsEditorsRead))
    validator.validate(json.loads(files.dumps(files.read(folder))))
    assert documents
