"""Days that are not like others: closures, school terms, observances."""

import enum

import attrs
import pendulum

from tpkit._model._checked import Extra, checked, must_follow
from tpkit._model.ids import (
    AreaId,
    ClosureId,
    ObservanceId,
    OrganisationId,
    TermDatesId,
)

__all__ = [
    "Certainty",
    "Closure",
    "Nation",
    "Observance",
    "ObservanceKind",
    "TermDates",
]


class Nation(enum.StrEnum):
    """Whose bank holidays apply. Source: https://www.gov.uk/bank-holidays."""

    ENGLAND_AND_WALES = "england_and_wales"
    """England and Wales share one list of bank holidays."""
    SCOTLAND = "scotland"
    """Scotland: 2 January and St Andrew's Day, an earlier summer bank holiday."""
    NORTHERN_IRELAND = "northern_ireland"
    """Northern Ireland: adds St Patrick's Day and 12 July."""


class Certainty(enum.StrEnum):
    """How firmly a day is known in advance."""

    EXACT = "exact"
    """Fixed by rule or published; it will not move."""
    ESTIMATED = "estimated"
    """Calculated; the sighting of the moon may move it by a day either way."""


class ObservanceKind(enum.StrEnum):
    """What an observance asks of those who keep it. Source: [LINC]."""

    WORK_RESTRICTED = "work_restricted"
    """Work is not done on this day: do not expect observers to attend."""
    FASTING = "fasting"
    """Food and drink are not taken by day: avoid afternoons and catering."""
    FESTIVAL = "festival"
    """A day of celebration on which many will want leave."""


@attrs.frozen(kw_only=True, field_transformer=checked)
class Closure:
    """Days on which an organisation, or everybody, does not work."""

    id: ClosureId
    title: str
    """Why it is closed: `University Christmas closure`."""
    start: pendulum.Date
    """The first closed day."""
    end: pendulum.Date
    """The last closed day, itself closed."""
    organisation: OrganisationId | None = None
    """Who is closed; None closes the whole partnership."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "end", "start")


@attrs.frozen(kw_only=True, field_transformer=checked)
class TermDates:
    """A school break in one authority's area; terms differ by authority [LONW]."""

    id: TermDatesId
    area: AreaId
    title: str
    """`October half-term 2022`."""
    start: pendulum.Date
    """The first weekday of the break."""
    end: pendulum.Date
    """The last weekday of the break, itself inside it."""
    source: str = ""
    """Where the dates were published."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "end", "start")


@attrs.frozen(kw_only=True, field_transformer=checked)
class Observance:
    """A religious or cultural observance that plans should make room for."""

    id: ObservanceId
    title: str
    """`Eid al-Fitr`."""
    tradition: str
    """`Islam`."""
    start: pendulum.Date
    """The first day. Jewish days begin at the sunset before."""
    end: pendulum.Date
    """The last day, itself observed."""
    kind: ObservanceKind
    certainty: Certainty = Certainty.EXACT
    source: str = ""
    """How the dates are known."""
    extra: Extra = ()

    def __attrs_post_init__(self) -> None:
        must_follow(self, "end", "start")
