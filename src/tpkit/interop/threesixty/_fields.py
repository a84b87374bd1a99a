"""What 360Giving calls each thing, in JSON and as the title of a column.

The places are those of schema 1.4.3, as JSON pointers within a grant; the titles those
that its spreadsheet template and flatten-tool use [360G].
"""

import enum
import re

import attrs


class FieldKind(enum.Enum):
    """What a field holds, and so how it is read and written."""

    TEXT = enum.auto()
    LINK = enum.auto()
    MONEY = enum.auto()
    DAY = enum.auto()
    FIRST_DAY = enum.auto()  # may be a month or a year, meaning its first day
    LAST_DAY = enum.auto()
    MOMENT = enum.auto()
    YES_OR_NO = enum.auto()


@attrs.frozen
class Field:
    """One fact about a grant."""

    place: str
    """Where it stands in a grant: `recipientOrganization/0/id`."""
    title: str
    """The title of its column."""
    kind: FieldKind = FieldKind.TEXT
    is_needed: bool = False


# The schema has no place for the days of a call: these columns are headed by the place
# that we give them, which the standard allows for columns of one's own. flatten-tool
# puts them beside the code and the title only if the titles of those have a number.
def _own(place: str, kind: FieldKind) -> Field:
    return Field(place, place, kind)


FIELDS = (
    Field("id", "Identifier", is_needed=True),
    Field("title", "Title", is_needed=True),
    Field("description", "Description", is_needed=True),
    Field("currency", "Currency", is_needed=True),
    Field("amountAppliedFor", "Amount Applied For", FieldKind.MONEY),
    Field("amountAwarded", "Amount Awarded", FieldKind.MONEY, is_needed=True),
    Field("amountDisbursed", "Amount Disbursed", FieldKind.MONEY),
    Field("awardDate", "Award Date", FieldKind.DAY, is_needed=True),
    Field("plannedDates/0/startDate", "Planned Dates:Start Date", FieldKind.FIRST_DAY),
    Field("plannedDates/0/endDate", "Planned Dates:End Date", FieldKind.LAST_DAY),
    Field("recipientOrganization/0/id", "Recipient Org:Identifier", is_needed=True),
    Field("recipientOrganization/0/name", "Recipient Org:Name", is_needed=True),
    Field("fundingOrganization/0/id", "Funding Org:Identifier", is_needed=True),
    Field("fundingOrganization/0/name", "Funding Org:Name", is_needed=True),
    Field("grantProgramme/0/code", "Grant Programme:0:Code"),
    Field("grantProgramme/0/title", "Grant Programme:0:Title"),
    Field("grantProgramme/0/description", "Grant Programme:0:Description"),
    _own("grantProgramme/0/opens", FieldKind.DAY),
    _own("grantProgramme/0/closes", FieldKind.DAY),
    _own("grantProgramme/0/fundingStart", FieldKind.DAY),
    _own("grantProgramme/0/fundingEnd", FieldKind.DAY),
    _own("grantProgramme/0/maximumAward", FieldKind.MONEY),
    Field("fromOpenCall", "From An Open Call?", FieldKind.YES_OR_NO),
    Field("dateModified", "Last Modified", FieldKind.MOMENT),
    Field("dataSource", "Data Source", FieldKind.LINK),
)
"""The fields that a grant has once, in the order of the columns."""


_PARTS_OF_A_PLACE = (
    ("name", "Name"),
    ("geoCode", "Geographic Code"),
    ("geoCodeType", "Geographic Code Type"),
)


def place_fields(count: int) -> tuple[Field, ...]:
    """Give the fields of that many places where a grant does good."""
    return tuple(
        Field(
            f"beneficiaryLocation/{number}/{part}",
            f"Beneficiary Location:{number}:{title}",
        )
        for number in range(count)
        for part, title in _PARTS_OF_A_PLACE
    )


_NUMBERED = re.compile(r":(\d{1,3}):")
_PLACE = re.compile(r"beneficiaryLocation/(\d{1,3})/(name|geoCode|geoCodeType)")
_BY_TITLE = {field.title.casefold().replace(":0:", ":"): field for field in FIELDS}
_BY_PLACE = {field.place: field for field in FIELDS}


def field_at(place: str) -> Field | None:
    """Give the field with that place in a grant; None if we have no word for it."""
    if _PLACE.fullmatch(place):
        return Field(place, place)
    return _BY_PLACE.get(place)


_SPELL = re.compile(r"(?:planned|actual)Dates/\d{1,3}/(start|end)Date")


def kind_at(place: str) -> FieldKind | None:
    """Say what that place in a grant holds; None if we never look at it.

    The days of further spells are looked at, though we have no word for them.
    """
    if field := field_at(place):
        return field.kind
    if spell := _SPELL.fullmatch(place):
        return FieldKind.FIRST_DAY if spell[1] == "start" else FieldKind.LAST_DAY
    return None


def place_of(title: str) -> str:
    """Give the place that a column's title means; the title itself if it is unknown.

    Titles are read whatever their case; `:0:` may stand for `:`, and a place for a title.
    """
    plain = title.strip().casefold()
    known = _BY_TITLE.get(plain.replace(":0:", ":"))
    if known is not None:
        return known.place
    number = _NUMBERED.search(plain)
    unnumbered = _NUMBERED.sub(":", plain)
    for part, name in _PARTS_OF_A_PLACE:
        if unnumbered == f"beneficiary location:{name}".casefold():
            return f"beneficiaryLocation/{int(number[1]) if number else 0}/{part}"
    return title.strip()
