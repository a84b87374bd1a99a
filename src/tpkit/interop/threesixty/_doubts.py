"""What 360Giving's Data Quality Tool would ask about: conventions, not the schema."""

import re
from collections.abc import Callable, Iterator

import pendulum

from tpkit import _dates
from tpkit.errors import Problem, shown
from tpkit.interop.threesixty._awards import facts_of
from tpkit.interop.threesixty._package import Award, Package, Party


def doubts(package: Package, /, *, on: pendulum.Date) -> Iterator[Problem]:
    """Yield what is allowed and yet probably wrong or unhelpful, grant by grant.

    These are the conventions that the Data Quality Tool checks [360GDQ], as far as they
    are about what tpkit writes: a title of more than 140 characters, or the same as the
    description; an amount of nothing; an address of e-mail in a text; an organisation
    that is known by a 360G prefix, by no list at all, or by a number that its list
    cannot have; dates too far ahead of *on*; no programme, place or day of change; more
    than one funder. Paths are those of the JSON, such as `$.grants[0].title`.
    """
    for number, award in enumerate(package.awards):
        for place, expected, got in _of_one(award, on):
            yield Problem(
                path=f"$.grants[{number}].{place}", expected=expected, got=got
            )
    funders = sorted({award.funder.id for award in package.awards})
    if len(funders) > 1:
        expected = "one funder, unless grants of several are published together"
        yield Problem(path="$.grants", expected=expected, got=", ".join(funders))


_Doubt = tuple[str, str, str]
_LONGEST_TITLE = 140
_EMAIL = re.compile(r"[\w.-]+@[\w.-]+\.[\w.-]+")
_FAR_AHEAD_MONTHS = 12 * 12


def _of_one(award: Award, on: pendulum.Date) -> Iterator[_Doubt]:
    yield from _of_texts(award)
    if _AWKWARD.search(award.id):
        yield "id", "no slash, no space and no other odd character", shown(award.id)
    if award.amount == 0:
        yield "amountAwarded", "more than £0", "0"
    yield from _of_party("recipientOrganization[0].id", award.recipient)
    yield from _of_party("fundingOrganization[0].id", award.funder)
    last = _dates.later(on, months=_FAR_AHEAD_MONTHS)
    for place, day in (("startDate", award.start), ("endDate", award.end)):
        if day is not None and day > last:
            yield f"plannedDates[0].{place}", "a day within 12 years", shown(day)
    if award.awarded_on > on:
        yield "awardDate", f"a day up to {on}", shown(award.awarded_on)
    for place, value in (
        ("grantProgramme", award.call),
        ("beneficiaryLocation", award.places),
        ("dateModified", award.modified),
        ("dataSource", award.source),
    ):
        if not value:
            yield place, "it to be said", "nothing"


def _of_texts(award: Award) -> Iterator[_Doubt]:
    if len(award.title) > _LONGEST_TITLE:
        expected = f"at most {_LONGEST_TITLE} characters"
        yield "title", expected, f"{len(award.title)}"
    if award.title == award.description:
        yield "description", "more than the title", "the title again"
    for place, value in facts_of(award).items():
        if isinstance(value, str) and _EMAIL.search(value):
            name = re.sub(r"/(\d+)/", r"[\1].", place)
            yield name, "no address of e-mail, which may be personal", shown(value)


def _of_party(place: str, party: Party) -> Iterator[_Doubt]:
    if party.id.upper().startswith("360G"):
        yield place, "a number that is official, if there is any", shown(party.id)
    elif not _LISTED.fullmatch(party.id):
        yield place, "a list of org-id.guide and a number", shown(party.id)
    for start, is_number in _NUMBERS.items():
        number = party.id[len(start) :]
        if party.id.upper().startswith(start) and not is_number(number):
            yield place, f"a number that {start} can have", shown(party.id)


# The standard asks to avoid slashes, and to write _ for spaces and the like.
_AWKWARD = re.compile(r"[^\w.:-]", re.ASCII)
# Lists of org-id.guide begin with a country, or with X for those above countries.
_LISTED = re.compile(r"[A-Z]{2}-[A-Z0-9_]+-\S+")
_CHARITY = re.compile(r"\d{6,7}", re.ASCII)
_COMPANY = re.compile(r"\w{8}", re.ASCII)
_NUMBERS: dict[str, Callable[[str], object]] = {
    "GB-CHC-": _CHARITY.fullmatch,
    "GB-COH-": _COMPANY.fullmatch,
}
