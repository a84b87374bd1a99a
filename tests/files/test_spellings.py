"""A value means what it looks like, in all formats alike."""

from collections.abc import Callable
from decimal import Decimal

import pendulum
import pytest

from tpkit import files
from tpkit._model.portfolio import Portfolio
from tpkit.files import Format

Wrong = Callable[..., list[str]]

YAML = """\
tpkit: 1
partnership: {{id: p, name: P}}
organisations: [{{id: {id}, name: {name}, kind: other}}]
workshops: [{{id: w, title: {title}, places: {places}, free: {free}}}]
sessions: [{{id: s, activity: w, on: {on}, start: {start}, end: {end}}}]
"""
JSON = """\
{{"tpkit": 1,
"partnership": {{"id": "p", "name": "P"}},
"organisations": [{{"id": {id}, "name": {name}, "kind": "other"}}],
"workshops": [{{"id": "w", "title": {title}, "places": {places}, "free": {free}}}],
"sessions": [{{"id": "s", "activity": "w", "on": {on}, "start": {start}, "end": {end}}}]}}
"""
TOML = """\
tpkit = 1
partnership = {{ id = "p", name = "P" }}
organisations = [{{ id = {id}, name = {name}, kind = "other" }}]
workshops = [{{ id = "w", title = {title}, places = {places}, free = {free} }}]
sessions = [{{ id = "s", activity = "w", on = {on}, start = {start}, end = {end} }}]
"""
TEMPLATES: dict[Format, str] = {"yaml": YAML, "json": JSON, "toml": TOML}
USUAL = {
    "id": '"o"',
    "name": '"O"',
    "title": '"W"',
    "places": "3",
    "free": "true",
    "on": '"2021-11-01"',
    "start": '"10:30"',
    "end": '"12:00"',
}


def document(format: Format, **spellings: str) -> str:
    return TEMPLATES[format].format(**(USUAL | spellings))


def read(format: Format, **spellings: str) -> Portfolio:
    return files.loads(document(format, **spellings), format=format)


@pytest.mark.parametrize("spelling", ["NO", "01", "yes", "1.0", "10:30", "1e3", "0x1F"])
def test_unquoted_text_in_yaml_is_itself(spelling: str) -> None:
    portfolio = read("yaml", name=spelling, title=spelling)

    assert portfolio.organisations[0].name == spelling
    assert portfolio.workshops[0].title == spelling


@pytest.mark.parametrize("spelling", ["NO", "01", "no", "1.0", "2021-11-01", "true"])
def test_an_unquoted_id_in_yaml_is_itself(spelling: str) -> None:
    assert read("yaml", id=spelling).organisations[0].id == spelling


@pytest.mark.parametrize("format", ["yaml", "json", "toml"])
@pytest.mark.parametrize("text", ["NO", "01", "yes", "1.0", "null", "~", "2021-11-01"])
def test_quoted_text_is_itself_in_every_format(format: Format, text: str) -> None:
    assert read(format, name=f'"{text}"').organisations[0].name == text


@pytest.mark.parametrize("format", ["yaml", "json", "toml"])
def test_dates_and_times_may_be_quoted_in_every_format(format: Format) -> None:
    (session,) = read(format).sessions

    assert session.on == pendulum.Date(2021, 11, 1)
    assert type(session.on) is pendulum.Date
    assert session.start == pendulum.Time(10, 30)
    assert type(session.start) is pendulum.Time


def test_dates_and_times_are_bare_in_yaml() -> None:
    (session,) = read("yaml", on="2021-11-01", start="10:30", end="12:00").sessions

    assert (session.on, session.start) == (
        pendulum.Date(2021, 11, 1),
        pendulum.Time(10, 30),
    )


def test_dates_and_times_are_native_in_toml() -> None:
    (session,) = read(
        "toml", on="2021-11-01", start="10:30:00", end="12:00:00"
    ).sessions

    assert (session.on, session.start) == (
        pendulum.Date(2021, 11, 1),
        pendulum.Time(10, 30),
    )


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_nothing_in_yaml_stands_for_the_default(nothing: str) -> None:
    (workshop,) = read("yaml", places=nothing, free=nothing).workshops

    assert workshop.places is None
    assert workshop.free is True


def test_nothing_in_json_stands_for_the_default() -> None:
    (workshop,) = read("json", places="null", free="null").workshops

    assert workshop.places is None
    assert workshop.free is True


@pytest.mark.parametrize("word", ["Null", "NULL", "None", "nil"])
def test_other_words_for_nothing_are_words(word: str) -> None:
    assert read("yaml", name=word).organisations[0].name == word


@pytest.mark.parametrize(
    ("format", "field", "spelling", "message"),
    [
        ("json", "id", "1", "got the number 1; put it in quotes"),
        ("toml", "id", "1", "got the number 1; put it in quotes"),
        ("json", "title", "1.0", "got the number 1.0; put it in quotes"),
        ("json", "name", "true", "got true; put it in quotes"),
        ("toml", "name", "2021-11-01", "got 2021-11-01; put it in quotes"),
        ("yaml", "name", "~", "got nothing"),
        (
            "yaml",
            "name",
            "[a]",
            "got a list; put a text that begins with [ or { in quotes",
        ),
        (
            "yaml",
            "name",
            "{a: b}",
            "got a mapping; put a text that begins with [ or { in quotes",
        ),
        ("json", "places", '"3"', "got '3'; write it without quotes"),
        ("toml", "places", '"3"', "got '3'; write it without quotes"),
        ("yaml", "places", '"3"', "got '3'; write it without quotes"),
        ("yaml", "places", "03", "got '03'; write 3"),
        ("yaml", "places", "3.0", "got '3.0'; write 3"),
        ("yaml", "places", "1_000", "got '1_000'"),
        ("json", "places", "3.0", "got the number 3.0"),
        ("json", "places", "true", "got true"),
        ("json", "places", "NaN", "got the number NaN"),
        ("json", "places", "-Infinity", "got the number -Infinity"),
        ("json", "places", "1e99999999999999999999", "got the number NaN"),
        ("toml", "places", "inf", "got the number Infinity"),
        ("toml", "places", "1e99999999999999999999", "got the number NaN"),
        ("yaml", "places", "0", "expected at least 1, got the number 0"),
        ("yaml", "free", "yes", "got 'yes'; write true"),
        ("yaml", "free", "Off", "got 'Off'; write false"),
        ("yaml", "free", "True", "got 'True'; write true"),
        ("yaml", "free", '"true"', "got 'true'; write it without quotes"),
        ("yaml", "free", "maybe", "got 'maybe'"),
        ("json", "free", "1", "got the number 1"),
        ("yaml", "on", "1/9/2021", "write the year first, as in 2021-09-01"),
        ("yaml", "on", "1 Sept", "got '1 Sept'"),
        ("yaml", "on", "2021-02-30", "got '2021-02-30'; there is no such day"),
        ("yaml", "on", "now", "got 'now'"),
        ("toml", "on", "2021-11-01T10:00:00", "got 2021-11-01T10:00:00"),
        ("json", "on", "20211101", "got the number 20211101"),
        ("yaml", "start", "9:30", "got '9:30'; write 09:30"),
        ("yaml", "start", "10.30", "got '10.30'; write 10:30"),
        ("yaml", "start", "10am", "got '10am'; write 10:00"),
        (
            "yaml",
            "start",
            "10:30:15",
            "got '10:30:15'; write what London clocks show, without seconds and zone",
        ),
        ("toml", "start", "10:30:15", "got 10:30:15"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_way_out(
    format: Format, field: str, spelling: str, message: str, wrong: Wrong
) -> None:
    (line,) = wrong(document(format, **{field: spelling}), format)

    assert line.endswith(message)


MONEY = {
    "yaml": "tpkit: 1\npartnership: {{id: p, name: P}}\n"
    "funding_rounds: [{{id: r, title: R, funder: o, maximum_award: {0}}}]\n"
    "organisations: [{{id: o, name: O, kind: other}}]\n",
    "json": '{{"tpkit": 1, "partnership": {{"id": "p", "name": "P"}}, "funding_rounds": '
    '[{{"id": "r", "title": "R", "funder": "o", "maximum_award": {0}}}],'
    '"organisations": [{{"id": "o", "name": "O", "kind": "other"}}]}}',
    "toml": 'tpkit = 1\npartnership = {{ id = "p", name = "P" }}\n'
    'funding_rounds = [{{ id = "r", title = "R", funder = "o", maximum_award = {0} }}]\n'
    'organisations = [{{ id = "o", name = "O", kind = "other" }}]\n',
}


@pytest.mark.parametrize("format", ["yaml", "json", "toml"])
@pytest.mark.parametrize(
    ("spelling", "amount"),
    [
        ("12500", "12500"),
        ("12500.10", "12500.10"),
        ('"12500.10"', "12500.10"),
        ('"0012.5"', "12.5"),
        ("0.1", "0.1"),
    ],
)
def test_money_is_exact_as_a_number_or_a_text(
    format: Format, spelling: str, amount: str
) -> None:
    portfolio = files.loads(MONEY[format].format(spelling), format=format)

    assert portfolio.funding_rounds[0].maximum_award == Decimal(amount)


@pytest.mark.parametrize(
    ("format", "spelling", "got"),
    [
        ("yaml", "£12500", "'£12500'; write 12500"),
        ("yaml", '"12,500"', "'12,500'; write 12500"),
        ("yaml", "£12k", "'£12k'; write the digits alone, without £, % or commas"),
        ("yaml", "1e3", "'1e3'"),
        ("yaml", "12.345", "'12.345'"),
        ("json", "12.345", "the number 12.345"),
        ("json", "1e400", "the number 1E+400"),
        ("json", "true", "true"),
        ("toml", "nan", "the number NaN"),
    ],
)
def test_an_amount_that_is_none_is_refused(
    format: Format, spelling: str, got: str, wrong: Wrong
) -> None:
    (line,) = wrong(MONEY[format].format(spelling), format)

    assert line.endswith(
        f"expected pounds with at most 2 decimal places, such as 1250.50, got {got}"
    )


def test_a_number_of_thousands_of_digits_is_refused(wrong: Wrong) -> None:
    digits = "1" * 5000

    (of_json,) = wrong(document("json", places=digits), "json")
    (of_toml,) = wrong(document("toml", places=digits), "toml")
    (of_yaml,) = wrong(document("yaml", places=digits), "yaml")

    assert "got the number 1111" in of_json
    assert of_toml.endswith("got a syntax error: a whole number of thousands of digits")
    assert "got '1111" in of_yaml
    assert max(map(len, (of_json, of_yaml))) < 300
