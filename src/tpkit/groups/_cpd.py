import attrs
import pendulum

from tpkit import _text
from tpkit._model.activity import DeliveryMode, Session, Workshop
from tpkit._model.ids import PersonId, WorkshopId
from tpkit._model.portfolio import Portfolio
from tpkit.groups._turnout import turnout

CPD_FIELDS = (
    ("kind", "Type of CPD"),
    ("description", "Short description and relevance"),
    ("dates", "Date"),
    ("learnt", "What I learnt"),
    ("impact", "Impact on my practice and on the people I work with"),
    ("peer_discussion", "What I learnt from discussing it with a peer"),
)
"""The fields of a CPD record at Social Work England, in order: the field of `CpdRecord`
and its heading. There is none for hours, because the regulator counts none
[RIPCPD][SPEAK]."""


@attrs.frozen(kw_only=True)
class CpdRecord:
    """One person's record of a workshop, as Social Work England asks for it [RIPCPD].

    The partnership knows the first three fields; the other three are the person's own
    to write. At least one of the two records a year has a peer's reflection.
    """

    person: PersonId
    """Whose record it is."""
    kind: str
    """The type of activity."""
    description: str
    """What it was about and why it mattered; empty where the workshop does not say."""
    dates: tuple[pendulum.Date, ...]
    """The days on which the person was there."""
    prompts: tuple[str, ...] = ()
    """The workshop's learning outcomes, to reflect on; no part of the record."""
    learnt: str = ""
    """What the person learnt, in the person's words."""
    impact: str = ""
    """What changed in practice and for people, in the person's words."""
    peer_discussion: str = ""
    """What came of discussing it with a peer, in the person's words."""

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The regulator's headings in order, each with what this record says."""
        return tuple((heading, self._said(field)) for field, heading in CPD_FIELDS)

    @property
    def unfilled(self) -> tuple[str, ...]:
        """The headings under which there is nothing yet."""
        return tuple(heading for heading, said in self.rows if not said)

    def _said(self, field: str) -> str:
        if field == "dates":
            return _text.listed(_text.long_date(on) for on in self.dates)
        return str(getattr(self, field)).strip()


def cpd_record(  # noqa: PLR0913  # one keyword for each field the person writes
    portfolio: Portfolio,
    workshop: WorkshopId,
    person: PersonId,
    /,
    *,
    learnt: str = "",
    impact: str = "",
    peer_discussion: str = "",
) -> CpdRecord:
    """Give a person's CPD record of a workshop, with what the partnership knows filled in.

    Raises:
        UnknownIdError: no workshop has the id.
    """
    found = portfolio.get(Workshop, workshop)
    came = turnout(portfolio, workshop).of(person)
    sessions = came.came_to if came is not None else ()
    return CpdRecord(
        person=person,
        kind=activity_type(found),
        description=described(found),
        dates=tuple(portfolio.get(Session, id).on for id in sessions),
        prompts=found.learning_outcomes,
        learnt=learnt,
        impact=impact,
        peer_discussion=peer_discussion,
    )


def activity_type(workshop: Workshop) -> str:
    """Name the type of activity: a workshop, or a series of them."""
    series = workshop.delivery is DeliveryMode.SERIES
    return "Series of workshops" if series else "Workshop"


def described(workshop: Workshop) -> str:
    """Write what a workshop was about and why it mattered; empty where it does not say."""
    about = [text.strip() for text in (workshop.topic, workshop.purpose)]
    told = [text.rstrip(".") for text in about if text]
    return ". ".join([workshop.title, *told]) if told else ""
