"""The ground of a made-up programme: its partners, their calendars, its venues."""

import random
from collections.abc import Iterator

import attrs
import pendulum

from tpkit import _dates
from tpkit._model.activity import Venue
from tpkit._model.agreement import RuleAgreement, Weekday
from tpkit._model.calendar import Closure, TermDates
from tpkit._model.ids import (
    AreaId,
    ClosureId,
    MembershipId,
    OrganisationId,
    SchedulingRuleId,
    TermDatesId,
    VenueId,
)
from tpkit._model.partnership import Membership
from tpkit._model.people import AuthorityArea, Organisation, OrganisationKind, Region
from tpkit._model.rules_of_people_and_places import Unavailable

WORKING_WEEK = (
    Weekday.MONDAY,
    Weekday.TUESDAY,
    Weekday.WEDNESDAY,
    Weekday.THURSDAY,
    Weekday.FRIDAY,
)
FIRST_MONDAY = pendulum.Date(2026, 9, 7)
"""The first Monday on which a first draft plans anything."""

PARTNERSHIP_DAYS = (Weekday.TUESDAY, Weekday.THURSDAY)
"""The weekdays that employers keep free for what they do together."""

AUTHORITIES = ("Alderbrook", "Beckford", "Calderside", "Dunmere", "Eastwick", "Fenwell")


@attrs.frozen(kw_only=True)
class Ground:
    """What a programme finds there: bodies, days, places, and when places are taken."""

    areas: tuple[AuthorityArea, ...]
    organisations: tuple[Organisation, ...]
    memberships: tuple[Membership, ...]
    term_dates: tuple[TermDates, ...]
    closures: tuple[Closure, ...]
    rooms: tuple[Venue, ...]
    hosts: tuple[Venue, ...]
    """Accounts of an online platform, each good for one session at a time."""
    rules: tuple[Unavailable, ...]

    @property
    def authorities(self) -> tuple[OrganisationId, ...]:
        """The ids of the authorities."""
        councils = (o for o in self.organisations if o.areas)
        return tuple(organisation.id for organisation in councils)


def ground(sessions: int, dice: random.Random) -> Ground:
    """Lay the ground for a programme of so many sessions."""
    venues = max(4, round(sessions / 25))
    hosts = max(1, venues * 3 // 8)
    rooms = tuple(_room(number) for number in range(venues - hosts))
    online = tuple(_host(number) for number in range(hosts))
    organisations = tuple(_organisations())
    return Ground(
        areas=tuple(
            AuthorityArea(id=_area(name), name=name, region=Region.EAST_MIDLANDS)
            for name in AUTHORITIES
        ),
        organisations=organisations,
        memberships=tuple(
            Membership(id=MembershipId(f"m-{o.id}"), organisation=o.id)
            for o in organisations
        ),
        term_dates=tuple(_term_dates()),
        closures=(_UNIVERSITY_CHRISTMAS,),
        rooms=rooms,
        hosts=online,
        rules=(
            *(r for n, room in enumerate(rooms) for r in _when_taken(n, room, dice)),
            *(_teaching(host, dice) for host in online),
        ),
    )


def all_but(number: int, more: int, dice: random.Random) -> tuple[Weekday, ...]:
    """Give the weekdays but for one of the partnership's, by turns, and some more."""
    kept = PARTNERSHIP_DAYS[number % len(PARTNERSHIP_DAYS)]
    others = [day for day in WORKING_WEEK if day is not kept]
    free = {kept, *dice.sample(others, more)}
    return tuple(day for day in WORKING_WEEK if day not in free)


# ------------------------------------------------------------------ bodies and days

UNIVERSITY = OrganisationId("university")


def _area(authority: str) -> AreaId:
    return AreaId(f"{authority.lower()}-area")


def _organisations() -> Iterator[Organisation]:
    for name in AUTHORITIES:
        yield Organisation(
            id=OrganisationId(name.lower()),
            name=f"{name} Council",
            kind=OrganisationKind.LOCAL_AUTHORITY,
            areas=(_area(name),),
            region=Region.EAST_MIDLANDS,
        )
    yield Organisation(
        id=UNIVERSITY,
        name="University of the Six Rivers",
        kind=OrganisationKind.HIGHER_EDUCATION,
        region=Region.EAST_MIDLANDS,
    )


_UNIVERSITY_CHRISTMAS = Closure(
    id=ClosureId("university-christmas"),
    title="University Christmas closure",
    start=pendulum.Date(2026, 12, 23),
    end=pendulum.Date(2027, 1, 1),
    organisation=UNIVERSITY,
)

# Made up, in the way real ones differ: a half-term of two weeks, one a week early, one
# a week late; Easter before the bank holidays or after [LONW][DEVS][SHROP].
_BREAKS = {
    "October half-term 2026": (
        ("10-26", "10-30"),
        ("10-26", "10-30"),
        ("10-19", "10-30"),
        ("10-19", "10-23"),
        ("10-26", "10-30"),
        ("10-26", "11-03"),
    ),
    "Christmas 2026": (
        ("12-21", "01-01"),
        ("12-21", "01-01"),
        ("12-21", "01-01"),
        ("12-21", "01-04"),
        ("12-18", "01-01"),
        ("12-21", "01-01"),
    ),
    "February half-term 2027": (
        ("02-15", "02-19"),
        ("02-15", "02-19"),
        ("02-15", "02-19"),
        ("02-22", "02-26"),
        ("02-22", "02-26"),
        ("02-08", "02-12"),
    ),
    "Easter 2027": (
        ("03-29", "04-09"),
        ("03-29", "04-09"),
        ("03-22", "04-02"),
        ("03-22", "04-02"),
        ("03-29", "04-09"),
        ("03-29", "04-09"),
    ),
}
"""For each break, its first and last weekday in each authority's area."""


def _term_dates() -> Iterator[TermDates]:
    for title, stretches in _BREAKS.items():
        for name, (first, last) in zip(AUTHORITIES, stretches, strict=True):
            slug = title.lower().replace(" ", "-")
            yield TermDates(
                id=TermDatesId(f"{name.lower()}-{slug}"),
                area=_area(name),
                title=title,
                start=_in_the_year(first),
                end=_in_the_year(last),
                source="Illustrative",
            )


def _in_the_year(month_and_day: str) -> pendulum.Date:
    month, day = map(int, month_and_day.split("-"))
    return pendulum.Date(2026 if month >= FIRST_MONDAY.month else 2027, month, day)


# ----------------------------------------------------------------------------- venues

_SEATS = (16, 24, 30, 20, 40)


def _room(number: int) -> Venue:
    authority = AUTHORITIES[number % len(AUTHORITIES)]
    return Venue(
        id=VenueId(f"room-{number + 1:02d}"),
        name=f"{authority}, meeting room {number // len(AUTHORITIES) + 1}",
        capacity=_SEATS[number % len(_SEATS)],
        organisation=OrganisationId(authority.lower()),
    )


def _host(number: int) -> Venue:
    return Venue(
        id=VenueId(f"online-{number + 1:02d}"),
        name=f"Online host {number + 1}",
        capacity=100,
        online=True,
    )


def _when_taken(number: int, room: Venue, dice: random.Random) -> Iterator[Unavailable]:
    """Yield when a room is not lent: three weekdays of every week, and one fortnight."""
    yield Unavailable(
        id=SchedulingRuleId(f"{room.id}-own-days"),
        venues=(room.id,),
        weekdays=all_but(number, 1, dice),
        agreed=RuleAgreement(by=room.name, reason="The council needs the room itself"),
    )
    start = _dates.later(FIRST_MONDAY, days=7 * dice.randrange(3, 24))
    yield Unavailable(
        id=SchedulingRuleId(f"{room.id}-let"),
        venues=(room.id,),
        start=start,
        end=_dates.later(start, days=11),
        agreed=RuleAgreement(by=room.name, reason="It is let to somebody else"),
    )


def _teaching(host: Venue, dice: random.Random) -> Unavailable:
    return Unavailable(
        id=SchedulingRuleId(f"{host.id}-teaching"),
        venues=(host.id,),
        start_time=pendulum.Time(9),
        end_time=pendulum.Time(12),
        weekdays=(dice.choice(WORKING_WEEK),),
        agreed=RuleAgreement(by="The university", reason="It teaches by that account"),
    )
