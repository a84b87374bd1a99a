"""What documents say often: lengths of time, links, paragraphs, statuses in words."""

import enum
import re
from urllib.parse import quote

import attrs
import pendulum

from tpkit._model.activity import Session, SessionMode, Venue
from tpkit._model.partnership import Partnership
from tpkit._text import counted, listed, long_date
from tpkit.report._words.kinds import Machine

_ADDRESS = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+")
_WEB = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Link:
    """Something to read, and where it leads if it leads anywhere safe."""

    text: str
    """The words; empty where there is nothing."""
    href: Machine = ""
    """A web or e-mail address, safe to print in quotes; empty where there is none."""


def link(place: str, *, text: str = "") -> Link:
    """Make a link of a web or e-mail address; anything else stays words.

    Only `http`, `https` and `mailto` come of it: what a user typed is never a script.
    """
    address = place.strip()
    if _ADDRESS.fullmatch(address):
        return Link(text=text or address, href=f"mailto:{_quoted(address)}")
    if _WEB.fullmatch(address):
        return Link(text=text or address, href=_quoted(address))
    return Link(text=address)


def _quoted(address: str) -> str:
    return quote(address, safe="%:/?#@!&*+,;=-._~[]")


@attrs.frozen(kw_only=True)
class Imprint:
    """What stands at the foot of every document: whose it is, and as of when."""

    partnership: str
    """The partnership's name."""
    short_name: str = attrs.field(
        default=attrs.Factory(lambda self: self.partnership, takes_self=True)
    )
    """What everybody calls it; the name where it has no other."""
    date: str
    """The day the document tells of: `14 February 2022`."""
    contact: Link = Link(text="")
    """Where enquiries go; without words where the record holds none."""
    website: Link = Link(text="")
    """The partnership's own site; without words where the record holds none."""


def imprint(partnership: Partnership, on: pendulum.Date) -> Imprint:
    """Give the foot of a document of this partnership as of that day."""
    return Imprint(
        partnership=partnership.name,
        short_name=partnership.short_name or partnership.name,
        date=long_date(on),
        contact=link(partnership.contact),
        website=link(partnership.website),
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """Split a text at its empty lines."""
    parts = re.split(r"\n\s*\n", text.strip())
    return tuple(part.strip() for part in parts if part.strip())


def duration(minutes: int) -> str:
    """Write `45 minutes`, `1 hour`, `1 hour 30 minutes`."""
    hours, rest = divmod(minutes, 60)
    parts = [counted(hours, "hour")] if hours else []
    if rest or not hours:
        parts.append(counted(rest, "minute"))
    return " ".join(parts)


def sentence(text: str) -> str:
    """Write a text with a capital at its start and a full stop at its end."""
    if not text:
        return ""
    end = "" if text.endswith((".", "!", "?", "…")) else "."
    return f"{text[0].upper()}{text[1:]}{end}"


def words(value: enum.StrEnum | None) -> str:
    """Write an enum's value for people: `in person`; empty for None."""
    return value.value.replace("_", " ") if value else ""


def day(on: pendulum.Date | None, *, otherwise: str = "") -> str:
    """Write `21 February 2022`, or *otherwise* where there is no date."""
    return long_date(on) if on else otherwise


def times(number: int) -> str:
    """Write `once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def capitalised(text: str) -> str:
    """Write a text with a capital at its start, the rest as it is."""
    return text[:1].upper() + text[1:]


def named(items: tuple[str, ...]) -> str:
    """Join names as English does, each once, in their order."""
    return listed(dict.fromkeys(items))


def place(session: Session, venue: Venue | None) -> str:
    """Write where a session is: `Online, Microsoft Teams`, or a venue's address."""
    mode = {
        SessionMode.ONLINE: "Online",
        SessionMode.IN_PERSON: "In person",
        SessionMode.HYBRID: "In person and online",
    }[session.mode]
    where = [venue.name, venue.address] if venue and not venue.online else []
    return ", ".join(part for part in [mode, *where, session.platform] if part)
