"""An award from its facts by their places in a grant, and those facts of an award."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from tpkit.errors import Problem, shown
from tpkit.interop.threesixty._fields import FIELDS, FieldKind, field_at, kind_at
from tpkit.interop.threesixty._package import (
    AN_ID,
    Award,
    Call,
    Party,
    Place,
    is_award_id,
)
from tpkit.interop.threesixty._values import Misread

Facts = Mapping[str, Any]
"""What is said of a grant, by its place in it; nothing that is empty."""
Where = Callable[[str], str]
"""Tells for a place in a grant where it stands in what is being read."""
Read = Callable[[FieldKind, Any], Any]
"""Reads a value of a kind, or raises `Misread`."""

POUNDS = "GBP"


def facts_of(award: Award) -> dict[str, Any]:
    """Give what an award says, by its place in a grant."""
    facts = {
        "id": award.id,
        "title": award.title,
        "description": award.description,
        "currency": POUNDS,
        "amountAppliedFor": award.requested,
        "amountAwarded": award.amount,
        "amountDisbursed": award.paid,
        "awardDate": award.awarded_on,
        "plannedDates/0/startDate": award.start,
        "plannedDates/0/endDate": award.end,
        "recipientOrganization/0/id": award.recipient.id,
        "recipientOrganization/0/name": award.recipient.name,
        "fundingOrganization/0/id": award.funder.id,
        "fundingOrganization/0/name": award.funder.name,
        "fromOpenCall": award.open_call,
        "dateModified": award.modified,
        "dataSource": award.source,
        **dict(_of_call(award.call)),
        **dict(_of_places(award.places)),
    }
    return {place: value for place, value in facts.items() if value not in (None, "")}


_OF_A_CALL = {
    "code": "code",
    "title": "title",
    "description": "description",
    "opens": "opens",
    "closes": "closes",
    "fundingStart": "funding_start",
    "fundingEnd": "funding_end",
    "maximumAward": "maximum_award",
}


def _of_call(call: Call | None) -> Iterator[tuple[str, Any]]:
    for part, attribute in _OF_A_CALL.items() if call else ():
        yield f"grantProgramme/0/{part}", getattr(call, attribute)


def _of_places(places: tuple[Place, ...]) -> Iterator[tuple[str, Any]]:
    for number, place in enumerate(places):
        yield f"beneficiaryLocation/{number}/name", place.name
        yield f"beneficiaryLocation/{number}/geoCode", place.code
        kind = _KINDS_OF_CODE.get(place.code[:3], "")
        yield f"beneficiaryLocation/{number}/geoCodeType", kind


# By the codelist geoCodeType: the first letters of an ONS code say what it is a code of.
_KINDS_OF_CODE = {
    "E06": "UA",
    "E07": "NMD",
    "E08": "MD",
    "E09": "LONB",
    "E10": "CTY",
    "S12": "CA",
    "W06": "UA",
}


# ------------------------------------------------------------------------- reading


@attrs.frozen(kw_only=True)
class Reading:
    """One grant while it is read: what it says, and what cannot be."""

    facts: Facts
    where: Where
    problems: list[Problem]
    read: Read
    values: dict[str, Any] = attrs.field(factory=dict)

    def refuse(self, place: str, expected: str, got: str) -> None:
        """Note that what stands in that place cannot be."""
        path = self.where(place)
        self.problems.append(Problem(path=path, expected=expected, got=got))


def award_of(
    facts: Facts, where: Where, problems: list[Problem], read: Read
) -> Award | None:
    """Read an award; None if it cannot be, after adding why to the problems."""
    reading = Reading(facts=facts, where=where, problems=problems, read=read)
    before = len(problems)
    _read_fields(reading)
    _look_at_recipients(reading)
    _look_at_order(reading)
    return _built(reading) if len(problems) == before else None


def unread(facts: Facts) -> Iterator[str]:
    """Yield the places that we have no word for."""
    return (place for place in facts if _is_unread(place))


def _is_unread(place: str) -> bool:
    return field_at(place) is None and not place.startswith("recipientIndividual")


def _read_fields(reading: Reading) -> None:
    for needed in FIELDS:
        if needed.is_needed and needed.place not in reading.facts:
            reading.refuse(needed.place, needed.title, "nothing")
    for place, raw in reading.facts.items():
        field, kind = field_at(place), kind_at(place)
        if kind is None or (raw == "" and not (field and field.is_needed)):
            continue
        try:
            reading.values[place] = reading.read(kind, raw)
        except Misread as refusal:
            reading.refuse(place, refusal.expected, shown(raw))


def _look_at_recipients(reading: Reading) -> None:
    for place, raw in reading.facts.items():
        if place.startswith("recipientIndividual"):
            reading.refuse(place, "a grant to an organisation", "one to a person")
        if place.startswith(("recipientOrganization/1/", "fundingOrganization/1/")):
            reading.refuse(place, "one organisation", f"a second one, {shown(raw)}")


def _look_at_order(reading: Reading) -> None:
    values = reading.values
    id = values.get("id")
    if id is not None and not is_award_id(id):
        reading.refuse("id", AN_ID, shown(id))
    if values.get("currency", POUNDS) != POUNDS:
        reading.refuse("currency", POUNDS, shown(values["currency"]))
    for first, last in (*_IN_ORDER, *_spells(values)):
        earlier, later = values.get(first), values.get(last)
        if earlier is not None and later is not None and later < earlier:
            reading.refuse(last, f"a day on or after {earlier}", shown(later))
    if "grantProgramme/0/code" in values and "grantProgramme/0/title" not in values:
        reading.refuse("grantProgramme/0/title", "the programme's title", "nothing")


def _spells(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the places of the first and the last day of each spell of dates."""
    ends = (place for place in values if place.endswith("/endDate"))
    return ((place.replace("/endDate", "/startDate"), place) for place in ends)


_IN_ORDER = (
    ("grantProgramme/0/opens", "grantProgramme/0/closes"),
    ("grantProgramme/0/fundingStart", "grantProgramme/0/fundingEnd"),
)


def _built(reading: Reading) -> Award:
    values = reading.values
    return Award(
        id=values["id"],
        title=values["title"],
        description=values["description"],
        amount=values["amountAwarded"],
        awarded_on=values["awardDate"],
        recipient=_party(values, "recipientOrganization"),
        funder=_party(values, "fundingOrganization"),
        requested=values.get("amountAppliedFor"),
        paid=values.get("amountDisbursed"),
        start=values.get("plannedDates/0/startDate"),
        end=values.get("plannedDates/0/endDate"),
        places=tuple(_places(values)),
        call=_call(values),
        open_call=values.get("fromOpenCall"),
        modified=values.get("dateModified"),
        source=values.get("dataSource", ""),
    )


def _party(values: Mapping[str, Any], place: str) -> Party:
    return Party(id=values[f"{place}/0/id"], name=values[f"{place}/0/name"])


def _places(values: Mapping[str, Any]) -> Iterator[Place]:
    numbers = {int(p.split("/")[1]) for p in values if p.startswith("beneficiary")}
    for number in sorted(numbers):
        start = f"beneficiaryLocation/{number}"
        code = values.get(f"{start}/geoCode", "")
        if name := values.get(f"{start}/name", code):
            yield Place(name=name, code=code)


def _call(values: Mapping[str, Any]) -> Call | None:
    found = {
        attribute: values[f"grantProgramme/0/{part}"]
        for part, attribute in _OF_A_CALL.items()
        if f"grantProgramme/0/{part}" in values
    }
    if "title" not in found:
        return None
    return Call(**{"code": found["title"], **found})
