"""Grants as 360Giving has them: values that JSON and spreadsheet rows both spell."""

import re

import attrs
import pendulum

from tpkit._model._checked import AtLeast, Money, NotEmpty, checked, must_follow
from tpkit.errors import FieldError

AN_ID = "an id such as 360G-abc-123"
_AWARD_ID = re.compile(r"360G-[^\r\n\t]*\S")


A_LINK = "a link such as https://example.org/grants"
_LINK = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def is_link(text: str) -> bool:
    """Say whether this is the address of a page."""
    return _LINK.fullmatch(text) is not None


def is_award_id(id: str) -> bool:
    """Say whether a grant can have that id: a publisher's prefix and something more."""
    return _AWARD_ID.fullmatch(id) is not None


@attrs.frozen(kw_only=True, field_transformer=checked)
class Party:
    """An organisation that gives or receives a grant, or publishes the data."""

    id: str
    """Its organisation identifier: `GB-CHC-1164883`, with a list from org-id.guide."""
    name: str


@attrs.frozen(kw_only=True, field_transformer=checked)
class Place:
    """Where a grant does good."""

    name: str
    """`Newham`."""
    code: str = ""
    """Its ONS code, `E09000025`; empty where it is not known."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Call:
    """The funding call that a grant was given under: its grant programme.

    The standard has a code, a title and a description. The days and the largest award
    go beside them as fields of our own, as users have long asked of the standard.
    """

    code: str
    """What the funder knows it by."""
    title: str
    description: str = ""
    """What it was for, and who could apply."""
    opens: pendulum.Date | None = None
    """First day for applications."""
    closes: pendulum.Date | None = None
    """Last day for applications."""
    funding_start: pendulum.Date | None = None
    """First day on which money may be spent."""
    funding_end: pendulum.Date | None = None
    """Last day on which money may be spent."""
    maximum_award: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """The largest award, in pounds."""

    def __attrs_post_init__(self) -> None:
        must_follow(self, "closes", "opens")
        must_follow(self, "funding_end", "funding_start")


@attrs.frozen(kw_only=True, field_transformer=checked)
class Award:
    """One grant to one organisation."""

    id: str
    """The publisher's 360Giving prefix and the grant's own id: `360G-abc-24-017`."""
    title: str
    description: str
    """What it is for."""
    amount: Money = attrs.field(validator=AtLeast(0))
    """Pounds awarded."""
    awarded_on: pendulum.Date
    """When the funder decided."""
    recipient: Party
    """Who receives it."""
    funder: Party
    """Whose money it is."""
    requested: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds applied for."""
    paid: Money | None = attrs.field(default=None, validator=AtLeast(0))
    """Pounds paid so far."""
    start: pendulum.Date | None = None
    """First day of what is planned."""
    end: pendulum.Date | None = None
    """Last day of what is planned."""
    places: tuple[Place, ...] = ()
    """Where it does good."""
    call: Call | None = None
    """What it was given under."""
    open_call: bool | None = None
    """Whether anybody could apply; None where that is not known."""
    modified: pendulum.Date | None = None
    """When this record was last changed."""
    source: str = ""
    """Where the data come from: a link."""

    def __attrs_post_init__(self) -> None:
        must_follow(self, "end", "start")
        if not is_award_id(self.id):
            raise FieldError("Award", "id", AN_ID, self.id)
        if self.source and not is_link(self.source):
            raise FieldError("Award", "source", A_LINK, self.source)


@attrs.frozen(kw_only=True, field_transformer=checked)
class Package:
    """Grants that are published together."""

    awards: tuple[Award, ...] = attrs.field(validator=NotEmpty())
    """The grants, in order."""
    title: str = ""
    """What the package is called."""
    issued: pendulum.Date | None = None
    """When it was published."""
    publisher: Party | None = None
    """Who published it."""
    licence: str = ""
    """A link to the licence of the data."""
    unread: tuple[str, ...] = ()
    """What the text or the rows had besides, by its place in the standard, such as
    `recipientOrganization/0/postalCode`: tpkit has no word for it and leaves it out."""

    def __attrs_post_init__(self) -> None:
        if self.licence and not is_link(self.licence):
            raise FieldError("Package", "licence", A_LINK, self.licence)
