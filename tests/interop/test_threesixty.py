import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import attrs
import jsonschema
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tpkit import (
    BidStatus,
    GrantId,
    GrantStatus,
    Partnership,
    PartnershipId,
    Portfolio,
    Step,
    testing,
)
from tpkit.errors import DocumentError, FieldError, PortfolioError
from tpkit.interop import threesixty
from tpkit.interop.threesixty import Award, Call, Package, Party, Place

ON = pendulum.Date(2025, 1, 1)
IDENTIFIERS = {"northshire": "GB-LAE-NSH", "fund": "GB-CHC-1164883"}


def with_identifiers(portfolio: Portfolio) -> Portfolio:
    organisations = tuple(
        attrs.evolve(o, extra=(("org-id:id", IDENTIFIERS[o.id]),))
        if o.id in IDENTIFIERS
        else o
        for o in portfolio.organisations
    )
    return attrs.evolve(portfolio, organisations=organisations)


NORTHSHIRE = with_identifiers(testing.northshire())


def made(portfolio: Portfolio = NORTHSHIRE, **options: Any) -> Package:
    return threesixty.package(portfolio, prefix="360G-nstp", on=ON, **options)


COUNCIL = Party(id="GB-LAE-NWM", name="Newham")
CHARITY = Party(id="GB-CHC-1164883", name="Charity")
AWARD = Award(
    id="360G-abc-1",
    title="Forum",
    description="A forum for practitioners",
    amount=Decimal("41133.77"),
    awarded_on=pendulum.Date(2024, 3, 15),
    recipient=COUNCIL,
    funder=CHARITY,
)

# ------------------------------------------------ the rules of the published schema

# Written by hand after schema 1.4.3 (360-giving-schema.json and its package schema): the
# fields that tpkit writes, their types and formats, and those that must be there.
TEXT: dict[str, Any] = {"type": "string"}
DAY: dict[str, Any] = {
    "type": "string",
    "pattern": "^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$",
}
MOMENT: dict[str, Any] = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
}
NUMBER: dict[str, Any] = {"type": "number"}


def objects(needed: list[str], **properties: Any) -> dict[str, Any]:
    item = {"type": "object", "required": needed, "properties": properties}
    return {"type": "array", "minItems": 1, "items": item}


ORGANISATIONS = objects(["id", "name"], id=TEXT, name=TEXT)
GRANTS = objects(
    [
        "id",
        "title",
        "description",
        "currency",
        "amountAwarded",
        "awardDate",
        "recipientOrganization",
        "fundingOrganization",
    ],
    id=TEXT,
    title=TEXT,
    description=TEXT,
    currency={"enum": ["GBP"]},
    amountAppliedFor=NUMBER,
    amountAwarded=NUMBER,
    amountDisbursed=NUMBER,
    awardDate=DAY,
    plannedDates=objects([], startDate=DAY, endDate=DAY),
    recipientOrganization=ORGANISATIONS,
    fundingOrganization=ORGANISATIONS,
    recipientIndividual=False,
    beneficiaryLocation=objects([], name=TEXT, geoCode=TEXT, geoCodeType=TEXT),
    grantProgramme=objects([], code=TEXT, title=TEXT, description=TEXT),
    fromOpenCall={"enum": ["Yes", "No"]},
    dateModified=MOMENT,
    dataSource=TEXT,
)
SCHEMA = {
    "type": "object",
    "required": ["grants"],
    "properties": {
        "grants": {**GRANTS, "uniqueItems": True},
        "version": {"type": "string", "pattern": r"^(\d+\.)(\d+)$"},
        "title": TEXT,
        "issued": DAY,
        "publisher": {"type": "object", "required": ["name"]},
        "license": TEXT,
    },
    "additionalProperties": False,
}


def words() -> st.SearchStrategy[str]:
    return testing.texts()


def days() -> st.SearchStrategy[pendulum.Date]:
    return st.dates(date(2000, 1, 1), date(2090, 1, 1)).map(
        lambda on: pendulum.Date(on.year, on.month, on.day)
    )


def in_order(low: str, high: str) -> st.SearchStrategy[dict[str, Any]]:
    pairs = st.tuples(days(), days()).map(sorted)
    both = pairs.map(lambda pair: {low: pair[0], high: pair[1]})
    one = st.fixed_dictionaries({}, optional={low: days()})
    return both | one


def pounds() -> st.SearchStrategy[Decimal]:
    return st.decimals(0, 10**9, places=2)


PARTIES = st.builds(Party, id=words(), name=words())
CALLS = st.builds(
    lambda first, then, **rest: Call(**first, **then, **rest),
    in_order("opens", "closes"),
    in_order("funding_start", "funding_end"),
    code=words(),
    title=words(),
    description=st.just("") | words(),
    maximum_award=st.none() | pounds(),
)
AWARDS = st.builds(
    lambda number, dates, **rest: Award(id=f"360G-abc-{number}", **dates, **rest),
    st.integers(0, 10**6),
    in_order("start", "end"),
    title=words(),
    description=words(),
    amount=pounds(),
    awarded_on=days(),
    recipient=PARTIES,
    funder=PARTIES,
    requested=st.none() | pounds(),
    paid=st.none() | pounds(),
    places=st.lists(
        st.builds(Place, name=words(), code=st.sampled_from(["", "E09000025", "X1"])),
        max_size=3,
    ).map(tuple),
    call=st.none() | CALLS,
    open_call=st.none() | st.booleans(),
    modified=st.none() | days(),
    source=st.sampled_from(["", "https://example.org/grants?year=2024"]),
)
PACKAGES = st.builds(
    Package,
    awards=st.lists(AWARDS, min_size=1, max_size=4, unique_by=lambda a: a.id).map(
        tuple
    ),
    title=st.just("") | words(),
    issued=st.none() | days(),
    publisher=st.none() | PARTIES,
    licence=st.sampled_from(["", "https://creativecommons.org/licenses/by/4.0/"]),
)


@given(PACKAGES)
def test_what_is_written_as_json_is_read_the_same(package: Package) -> None:
    text = threesixty.dumps(package)

    assert threesixty.loads(text) == package
    jsonschema.validate(json.loads(text), SCHEMA)


@given(PACKAGES)
def test_what_is_written_as_rows_is_read_the_same(package: Package) -> None:
    again = threesixty.from_rows(threesixty.rows(package))

    assert again.awards == package.awards
    assert again.unread == ()


# ---------------------------------------------------------------------- of a portfolio


def test_a_portfolio_becomes_a_package() -> None:
    package = made(title="Grants", source="https://example.org/grants")

    (award,) = package.awards
    assert (package.title, package.issued) == ("Grants", ON)
    assert package.publisher == award.recipient
    assert award.id == "360G-nstp-grant-forum"
    assert award.recipient == Party(id="GB-LAE-NSH", name="Northshire County Council")
    assert [award.amount, award.requested, award.paid] == [45000, 48000, 9500]
    assert (str(award.start), str(award.end)) == ("2024-04-01", "2025-03-31")
    assert [place.name for place in award.places] == [
        "Eastmere",
        "Northshire",
        "Westhaven",
    ]
    assert award.call is not None
    assert award.call.maximum_award == 60000
    assert award.open_call is False


def test_a_portfolio_of_a_package_makes_it_again() -> None:
    package = made()
    own = Partnership(id=PartnershipId("own"), name="Our own")

    again = made(threesixty.as_portfolio(package, own))

    assert again.awards == tuple(
        attrs.evolve(award, places=(), paid=None) for award in package.awards
    )


def test_all_that_is_missing_is_told_at_once() -> None:
    portfolio = testing.northshire()
    (bid,) = portfolio.bids
    (grant,) = portfolio.grants
    bare = attrs.evolve(
        portfolio,
        partnership=attrs.evolve(portfolio.partnership, accountable_body=None),
        bids=(attrs.evolve(bid, summary="", aims=(), history=()),),
        grants=(attrs.evolve(grant, recipient=None, offered_on=None),),
    )

    with pytest.raises(PortfolioError) as caught:
        made(bare)

    assert [problem.path for problem in caught.value.problems] == [
        "$.grants[0].recipient",
        "$.organisations[5].extra",
        "$.grants[0].offered_on",
        "$.bids[0].summary",
    ]


def test_what_two_grants_miss_is_told_once() -> None:
    portfolio = testing.northshire()
    (grant,) = portfolio.grants
    second = attrs.evolve(grant, id=GrantId("second"))

    with pytest.raises(PortfolioError) as caught:
        made(attrs.evolve(portfolio, grants=(grant, second)))

    assert len(caught.value.problems) == 2


def test_a_missing_description_alone_is_told() -> None:
    (bid,) = NORTHSHIRE.bids
    bare = attrs.evolve(bid, summary="", aims=())

    with pytest.raises(PortfolioError, match="what the grant is for"):
        made(attrs.evolve(NORTHSHIRE, bids=(bare,)))


def test_the_award_is_dated_by_the_bid_where_the_offer_is_not() -> None:
    (grant,) = NORTHSHIRE.grants
    (bid,) = NORTHSHIRE.bids
    step = Step(to=BidStatus.AWARDED, on=pendulum.Date(2024, 3, 14))
    portfolio = attrs.evolve(
        NORTHSHIRE,
        bids=(attrs.evolve(bid, status=BidStatus.AWARDED, history=(step,)),),
        grants=(attrs.evolve(grant, offered_on=None),),
        claims=(),
    )

    (award,) = made(portfolio).awards

    assert award.awarded_on == step.on
    assert award.paid is None


def test_declined_grants_are_left_out() -> None:
    (grant,) = NORTHSHIRE.grants
    declined = attrs.evolve(grant, status=GrantStatus.DECLINED, history=())

    with pytest.raises(PortfolioError, match="a grant that was not declined"):
        made(attrs.evolve(NORTHSHIRE, grants=(declined,)))


def test_a_prefix_must_be_one() -> None:
    with pytest.raises(FieldError, match="360G-abc"):
        threesixty.package(NORTHSHIRE, prefix="nstp", on=ON)


def test_grants_of_others_become_a_portfolio() -> None:
    dates: Any = {"start": AWARD.awarded_on, "end": ON}
    call = Call(code="///", title="C")
    awards = [
        attrs.evolve(AWARD, id="360G-abc-1/Z", **dates),
        attrs.evolve(AWARD, id="360G-abc-1 Z", open_call=False, **dates),
        attrs.evolve(AWARD, id="360G-///", open_call=True, **dates),
        attrs.evolve(AWARD, id="360G-b", call=call, **dates),
        attrs.evolve(AWARD, id="360G-c", call=call, **dates),
    ]

    portfolio = threesixty.as_portfolio(
        Package(awards=tuple(awards)), Partnership(id=PartnershipId("own"), name="Own")
    )

    assert [grant.id for grant in portfolio.grants] == [
        "360G-abc-1-Z",
        "360G-abc-1-Z-2",
        "360G",
        "360G-b",
        "360G-c",
    ]
    assert len(portfolio.organisations) == 2
    assert [r.title for r in portfolio.funding_rounds] == [
        "Grants of Charity",
        "Grants of Charity",
        "Grants of Charity",
        "C",
    ]
    assert [a.id for a in made(portfolio).awards] == [a.id for a in awards]


def test_a_grant_without_dates_cannot_be_in_a_portfolio() -> None:
    own = Partnership(id=PartnershipId("own"), name="Our own")

    with pytest.raises(PortfolioError, match="a first and a last day"):
        threesixty.as_portfolio(Package(awards=(AWARD,)), own)


# ------------------------------------------------------------- what the schema accepts

GRANT: dict[str, Any] = json.loads(threesixty.dumps(Package(awards=(AWARD,))))[
    "grants"
][0]


def problems_of(*grants: Any, **rest: Any) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        threesixty.loads(json.dumps({"grants": list(grants), **rest}))
    return [f"{p.path}: {p.message}" for p in caught.value.problems]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"awardDate": "2024-02-30"}, "awardDate: expected a day that exists"),
        ({"awardDate": 20240230}, "awardDate: expected a day that exists"),
        ({"amountAwarded": -1}, "amountAwarded: expected pounds of at least 0"),
        ({"amountAwarded": True}, "amountAwarded: expected pounds of at least 0"),
        ({"amountAwarded": "much"}, "amountAwarded: expected pounds of at least 0"),
        ({"amountAwarded": "45000"}, "amountAwarded: expected pounds of at least 0"),
        ({"amountAwarded": 1.005}, "amountAwarded: expected pounds with at most two"),
        ({"amountAwarded": 10**13}, "amountAwarded: expected pounds of at least 0"),
        ({"title": " "}, "title: expected text with something in it, got ' '"),
        ({"title": ""}, "title: expected text with something in it, got ''"),
        ({"title": 5}, "title: expected text with something in it, got 5"),
        ({"title": None}, "title: expected Title, got nothing"),
        ({"id": "abc-1"}, "id: expected an id such as 360G-abc-123, got 'abc-1'"),
        ({"id": "360G-a\nb"}, "id: expected an id such as 360G-abc-123"),
        ({"currency": "EUR"}, "currency: expected GBP, got 'EUR'"),
        ({"dataSource": "our site"}, "dataSource: expected a link such as https://"),
        ({"dataSource": 7}, "dataSource: expected a link such as https://"),
        ({"fromOpenCall": "Maybe"}, "fromOpenCall: expected Yes or No, got 'Maybe'"),
        (
            {"plannedDates": [{"startDate": "2024-04-01", "endDate": "2024-03"}]},
            (
                "plannedDates[0].endDate: expected a day on or after 2024-04-01, "
                "got 2024-03-31"
            ),
        ),
        (
            {"plannedDates": [{"startDate": "0000"}]},
            "plannedDates[0].startDate: expected a day that exists",
        ),
        (
            {"plannedDates": [{"startDate": 2024}]},
            "plannedDates[0].startDate: expected a day that exists",
        ),
        (
            {"plannedDates": [{}, {"endDate": "2024-02-30"}]},
            "plannedDates[1].endDate: expected a day that exists",
        ),
        (
            {"actualDates": [{"startDate": "2024-02-01", "endDate": "2024-01-31"}]},
            "actualDates[0].endDate: expected a day on or after 2024-02-01",
        ),
        (
            {"awardDate": "0001-01-01T00:00:00+14:00"},
            "awardDate: expected a day that exists",
        ),
        (
            {"recipientIndividual": {"id": "360G-x", "name": "A. Person"}},
            "recipientIndividual.id: expected a grant to an organisation",
        ),
        (
            {"fundingOrganization": [{"id": "x", "name": "X"}, {"id": "y"}]},
            "fundingOrganization[1].id: expected one organisation",
        ),
        (
            {"grantProgramme": [{"code": "P1"}]},
            "grantProgramme[0].title: expected the programme's title, got nothing",
        ),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any], message: str) -> None:
    first = problems_of({**GRANT, **changes})[0]

    assert first.startswith(f"$.grants[0].{message}")


def test_one_id_twice_is_refused_wherever_it_is_met() -> None:
    package = Package(awards=(AWARD, AWARD))
    rows = threesixty.rows(Package(awards=(AWARD,)))

    assert problems_of(GRANT, GRANT) == [
        (
            "$.grants[1].id: expected an id of its own, "
            "got '360G-abc-1', which $.grants[0].id has"
        )
    ]
    with pytest.raises(DocumentError, match=r"grants!A3: .* which grants!A2 has"):
        threesixty.from_rows([*rows, rows[1]])
    with pytest.raises(PortfolioError, match=r"\$\.awards\[1\]\.id"):
        threesixty.dumps(package)
    with pytest.raises(PortfolioError, match=r"\$\.awards\[1\]\.id"):
        threesixty.rows(package)


def test_an_award_has_a_prefix() -> None:
    with pytest.raises(FieldError, match="360G-abc-123"):
        attrs.evolve(AWARD, id="abc")


def test_links_are_links() -> None:
    with pytest.raises(FieldError, match=r"Award\.source: expected a link"):
        attrs.evolve(AWARD, source="our site")
    with pytest.raises(FieldError, match=r"Package\.licence: expected a link"):
        Package(awards=(AWARD,), licence="CC BY")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "<text>:1:2: $: expected JSON"),
        ("[]", "<text>:1:1: $: expected an object with a list of grants"),
        ('{"grants": 1}', "<text>:1:1: $: expected an object with a list of grants"),
        ('{"grants": []}', "<text>:1:12: $.grants: expected at least one grant"),
        ('{"grants": [1]}', "<text>:1:13: $.grants[0]: expected an object, got 1"),
        ('{"a": 1, "a": 2}', "<text>:1:10: $.a: expected each key once"),
        ("[" * 10_000, "<text>:1:33: $: expected at most 32 levels"),
        (b"\xff\xfe\x00", "<text>"),
    ],
)
def test_what_is_no_package_is_refused_with_its_place(
    text: str | bytes, place: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        threesixty.loads(text)

    assert str(caught.value).startswith(place)


def test_a_problem_of_the_whole_is_told() -> None:
    assert problems_of(GRANT, issued="soon", title=7.5) == [
        "$.title: expected text with something in it, got 7.5",
        "$.issued: expected a day that exists, as YYYY-MM-DD, got 'soon'",
    ]


def test_others_write_more_than_tpkit_has_words_for() -> None:
    grant = {
        **GRANT,
        "amountAwarded": 41133.770000000004,
        "awardDate": "2024-03-15T16:45:00Z",
        "recipientOrganization": [{**GRANT["recipientOrganization"][0], "url": "x"}],
        "plannedDates": [{"startDate": "2024", "endDate": "2024-02"}],
        "grantProgramme": [{"title": "Forums"}],
        "beneficiaryLocation": [
            {"geoCode": "E09000025"},
            {"latitude": 51.5},
            {"geoCodeType": "MD"},
        ],
        "dataSource": "",
        "url": None,
    }

    package = threesixty.loads(
        json.dumps({"grants": [grant], "publisher": {"name": "Someone"}})
    )

    (award,) = package.awards
    assert (award.amount, award.awarded_on) == (AWARD.amount, AWARD.awarded_on)
    assert (str(award.start), str(award.end)) == ("2024-01-01", "2024-02-29")
    assert award.call == Call(code="Forums", title="Forums")
    assert award.places == (Place(name="E09000025", code="E09000025"),)
    assert award.source == ""
    assert package.unread == (
        "recipientOrganization/0/url",
        "beneficiaryLocation/1/latitude",
    )
    assert package.publisher == Party(id="Someone", name="Someone")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2024-03-31T23:30:00Z", "2024-04-01"),
        ("2024-03-31T23:30:00", "2024-03-31"),
        ("2024-03-15T23:30:00-05:00", "2024-03-16"),
    ],
)
def test_a_moment_is_read_as_the_day_it_is_in_london(moment: str, day: str) -> None:
    grant = {**GRANT, "awardDate": moment, "dateModified": moment}

    (award,) = threesixty.loads(json.dumps({"grants": [grant]})).awards

    assert (str(award.awarded_on), str(award.modified)) == (day, day)


def test_a_year_ends_in_december() -> None:
    grant = {**GRANT, "plannedDates": [{"startDate": "2024-02", "endDate": "2024"}]}

    (award,) = threesixty.loads(json.dumps({"grants": [grant]})).awards

    assert (str(award.start), str(award.end)) == ("2024-02-01", "2024-12-31")


def test_a_publisher_without_a_name_is_none() -> None:
    grants = {"grants": [GRANT], "publisher": {"identifier": "x"}}

    assert threesixty.loads(json.dumps(grants)).publisher is None


# --------------------------------------------------------------------------- rows

TITLES = (
    "identifier",
    "TITLE",
    "Description",
    "Currency",
    "Amount Awarded",
    "Award Date",
    "Recipient Org:0:Identifier",
    "recipientOrganization/0/name",
    "Funding Org:Identifier",
    "Funding Org:Name",
    "Beneficiary Location:Name",
    "Beneficiary Location:1:Name",
    "Notes",
    None,
)
CELLS = (
    AWARD.id,
    AWARD.title,
    AWARD.description,
    "GBP",
    "£41,133.77",
    datetime(2024, 3, 15, 12),  # noqa: DTZ001  # spreadsheets know no time zone
    "GB-LAE-NWM",
    "Newham",
    "GB-CHC-1164883",
    "Charity",
    "Newham",
    "Barking",
    "ours",
    "aside",
)


def test_rows_of_others_are_read() -> None:
    package = threesixty.from_rows([TITLES, CELLS, (None, "", None)])

    (award,) = package.awards
    places = (Place(name="Newham"), Place(name="Barking"))
    assert award == attrs.evolve(AWARD, places=places)
    assert package.unread == ("Notes",)


def test_a_cell_with_an_instant_is_of_its_london_day() -> None:
    cells: list[Any] = list(CELLS)
    cells[5] = datetime(2024, 3, 31, 23, 30, tzinfo=UTC)

    (award,) = threesixty.from_rows([TITLES, cells]).awards

    assert award.awarded_on == pendulum.Date(2024, 4, 1)


def test_a_number_may_be_an_identifier() -> None:
    cells: list[Any] = list(CELLS)
    cells[8] = 1164883  # as spreadsheets make of it
    cells[5] = date(2024, 3, 15)

    (award,) = threesixty.from_rows([TITLES, cells]).awards

    assert award.funder.id == "1164883"


@pytest.mark.parametrize("amount", ["much", True, date(2024, 3, 15)])
def test_a_cell_without_money_is_refused(amount: Any) -> None:
    cells: list[Any] = list(CELLS)
    cells[4] = amount

    with pytest.raises(DocumentError, match="grants!E2: expected pounds of at least 0"):
        threesixty.from_rows([TITLES, cells])


def test_a_problem_names_its_cell() -> None:
    cells: list[Any] = list(CELLS)
    cells[4], cells[5], cells[1] = "-5", "30/02/2024", ""

    with pytest.raises(DocumentError) as caught:
        threesixty.from_rows([TITLES, CELLS, cells], sheet="2024")

    assert [problem.path for problem in caught.value.problems] == [
        "2024!B3",
        "2024!E3",
        "2024!F3",
    ]


def test_a_missing_column_is_missing_from_its_row() -> None:
    with pytest.raises(DocumentError) as caught:
        threesixty.from_rows([TITLES[1:], CELLS[1:]])

    assert str(caught.value) == "grants!2: expected Identifier, got nothing"


@pytest.mark.parametrize("rows", [[], [TITLES], [TITLES, [None]]])
def test_rows_without_a_grant_are_refused(rows: list[Any]) -> None:
    with pytest.raises(DocumentError, match="grants!A1: expected a row of titles"):
        threesixty.from_rows(rows)


def test_a_column_twice_is_refused_beyond_z() -> None:
    titles = [*TITLES, *[None] * 13, "Title"]

    with pytest.raises(DocumentError, match=r"grants!AB1: expected each column once"):
        threesixty.from_rows([titles, [*CELLS, *[None] * 14]])


# ------------------------------------------------------------------------- doubts


def test_a_sound_package_raises_few_doubts() -> None:
    call, place = Call(code="c", title="Call"), Place(name="Newham")
    sound = attrs.evolve(
        AWARD, call=call, places=(place,), modified=ON, source="https://example.org"
    )

    assert list(threesixty.doubts(Package(awards=(sound,)), on=ON)) == []


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"id": "360G-abc-1/2"}, "id: expected no slash"),
        ({"title": "x" * 141}, "title: expected at most 140 characters, got 141"),
        ({"title": AWARD.description}, "description: expected more than the title"),
        ({"amount": Decimal(0)}, "amountAwarded: expected more than £0"),
        ({"awarded_on": pendulum.Date(2026, 1, 1)}, "awardDate: expected a day up to"),
        ({"end": pendulum.Date(2038, 1, 1)}, "plannedDates[0].endDate: expected a day"),
        (
            {"recipient": Party(id="360G-x", name="X")},
            "recipientOrganization[0].id: expected a number that is official",
        ),
        (
            {"recipient": Party(id="1164883", name="X")},
            "recipientOrganization[0].id: expected a list of org-id.guide",
        ),
        (
            {"funder": Party(id="GB-CHC-12", name="X")},
            "fundingOrganization[0].id: expected a number that GB-CHC- can have",
        ),
        (
            {"funder": Party(id="GB-COH-123456789", name="X")},
            "fundingOrganization[0].id: expected a number that GB-COH- can have",
        ),
        (
            {"recipient": Party(id="GB-LAE-NWM", name="a.person@example.org")},
            "recipientOrganization[0].name: expected no address of e-mail",
        ),
        ({}, "beneficiaryLocation: expected it to be said, got nothing"),
    ],
)
def test_what_is_probably_wrong_is_doubted(changes: dict[str, Any], doubt: str) -> None:
    award = attrs.evolve(AWARD, **changes)

    doubts = threesixty.doubts(Package(awards=(award,)), on=ON)

    assert any(
        f"{d.path}: {d.message}".startswith(f"$.grants[0].{doubt}") for d in doubts
    )


def test_more_than_one_funder_is_doubted() -> None:
    other = attrs.evolve(AWARD, id="360G-abc-2", funder=COUNCIL)

    *_, last = threesixty.doubts(Package(awards=(AWARD, other)), on=ON)

    assert last.got == "GB-CHC-1164883, GB-LAE-NWM"
