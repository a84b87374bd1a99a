"""Loading 50,000 sessions from JSON: `files.loads` against pydantic v2.

Run by hand, from a checkout with the `bench` dependency group installed:

    python tests/benchmarks/bench_loading.py

Both sides read the same text into frozen classes and make the same checks: exact types,
the pattern of ids, texts without control characters, pendulum dates and times, limits,
an end after its start, times that London clocks show, ids used once, references that
lead somewhere. Pydantic's side is written as its manual advises: strict models that
forbid extra keys, constraints left to its core, `model_validate_json`. It runs twice:
with dates read by its core and then turned into pendulum's, which is what the target
is for; and, to know the distance to the best that can be had, with dates read by
tpkit's own parser, which remembers the days it has seen.

`files.loads` pauses the garbage collector while it reads, which is worth a third of its
time. The target is for pydantic as it comes, which is what a caller gets from each; but
a caller of pydantic can pause the collector too, so the rows that do so are there to
judge the classes alone. Times are of the processor, which other programs do not stretch.
"""

import gc
import json
import statistics
import time
from collections.abc import Callable
from datetime import date
from datetime import time as clock_time
from typing import Annotated, Any, Self

import pendulum
import pydantic

from tpkit import files
from tpkit._dates import exists, parse_date, parse_time
from tpkit._model.activity import SessionMode, SessionStatus

SESSIONS = 50_000
WORKSHOPS = 1_000
VENUES = 50
PEOPLE = 300
RUNS = 9
TARGET = 1.5

# --------------------------------------------------------------- pydantic's version

_C = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
Id = Annotated[
    str, pydantic.StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:@-]{0,99}$")
]
Text = Annotated[
    str, pydantic.StringConstraints(pattern=rf"^[^{_C}]*[^{_C}\s][^{_C}]*$")
]
Blankable = Annotated[str, pydantic.StringConstraints(pattern=rf"^[^{_C}]*$")]
OwnKey = Annotated[
    str, pydantic.StringConstraints(pattern=r"^[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+$")
]
OwnFields = dict[OwnKey, Blankable]
AtLeast0 = Annotated[int, pydantic.Field(ge=0)]
AtLeast1 = Annotated[int, pydantic.Field(ge=1)]


def _pendulum_date(on: date) -> pendulum.Date:
    return pendulum.Date(on.year, on.month, on.day)


def _pendulum_time(at: clock_time) -> pendulum.Time:
    if at.second or at.microsecond or at.tzinfo is not None:
        raise ValueError("expected a clock time to the minute")
    return pendulum.Time(at.hour, at.minute)


FROM_CORE = (
    Annotated[date, pydantic.AfterValidator(_pendulum_date)],
    Annotated[clock_time, pydantic.AfterValidator(_pendulum_time)],
)
REMEMBERED = (
    Annotated[pendulum.Date, pydantic.PlainValidator(parse_date)],
    Annotated[pendulum.Time, pydantic.PlainValidator(parse_time)],
)


class Model(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(frozen=True, strict=True, extra="forbid")


class Partnership(Model):
    id: Id
    name: Text
    extra: OwnFields = pydantic.Field(default_factory=dict)


class Person(Model):
    id: Id
    title: Text
    role: Text
    name: Blankable = ""
    extra: OwnFields = pydantic.Field(default_factory=dict)


class Venue(Model):
    id: Id
    name: Text
    capacity: AtLeast1 | None = None
    extra: OwnFields = pydantic.Field(default_factory=dict)


class Workshop(Model):
    id: Id
    title: Text
    places: AtLeast1 | None = None
    extra: OwnFields = pydantic.Field(default_factory=dict)


def portfolio_model(day: Any, clock: Any) -> type[Model]:
    """Make pydantic's portfolio for one way of reading dates and times."""

    class Session(Model):
        id: Id
        activity: Id
        on: day
        start: clock
        end: clock
        title: Blankable = ""
        number: AtLeast1 = 1
        mode: SessionMode = SessionMode.ONLINE
        platform: Blankable = ""
        venue: Id | None = None
        places: AtLeast1 | None = None
        facilitators: tuple[Id, ...] = ()
        status: SessionStatus = SessionStatus.PLANNED
        note: Blankable = ""
        extra: OwnFields = pydantic.Field(default_factory=dict)

        @pydantic.model_validator(mode="after")
        def _hangs_together(self) -> Self:
            if self.end <= self.start:
                raise ValueError("expected an end after the start")
            if self.on.weekday() == 6 and self.start.hour <= 1:
                for at in (self.start, self.end):
                    if not exists(self.on, at):
                        raise ValueError("expected a time that London clocks show")
            return self

    class Portfolio(Model):
        tpkit: int
        partnership: Partnership
        people: tuple[Person, ...] = ()
        venues: tuple[Venue, ...] = ()
        workshops: tuple[Workshop, ...] = ()
        sessions: tuple[Session, ...] = ()

        @pydantic.model_validator(mode="after")
        def _hangs_together(self) -> Self:
            people = {person.id for person in self.people}
            venues = {venue.id for venue in self.venues}
            workshops = {workshop.id for workshop in self.workshops}
            sessions = {session.id for session in self.sessions}
            families = (self.people, self.venues, self.workshops, self.sessions)
            ids = (people, venues, workshops, sessions)
            if any(len(f) != len(i) for f, i in zip(families, ids, strict=True)):
                raise ValueError("an id is used twice")
            for index, session in enumerate(self.sessions):
                if session.activity not in workshops:
                    raise ValueError(f"sessions[{index}].activity leads nowhere")
                if session.venue is not None and session.venue not in venues:
                    raise ValueError(f"sessions[{index}].venue leads nowhere")
                if not people.issuperset(session.facilitators):
                    raise ValueError(f"sessions[{index}].facilitators leads nowhere")
            return self

    return Portfolio


# ------------------------------------------------------------------------ the race


def document() -> str:
    """Write a year of sessions as JSON, with the fields a coordinator fills in."""
    sessions = [
        {
            "id": f"session-{n}",
            "activity": f"workshop-{n % WORKSHOPS}",
            "on": f"20{20 + n % 7}-{1 + n % 12:02d}-{1 + n % 28:02d}",
            "start": f"{9 + n % 6:02d}:{n % 4 * 15:02d}",
            "end": f"{15 + n % 6:02d}:30",
            "title": f"Session {n} of the year",
            "number": 1 + n % 5,
            "mode": "in_person",
            "venue": f"venue-{n % VENUES}",
            "places": 20 + n % 20,
            "facilitators": [f"person-{n % PEOPLE}", f"person-{(n + 7) % PEOPLE}"],
            "status": "confirmed",
        }
        for n in range(SESSIONS)
    ]
    return json.dumps(
        {
            "tpkit": 1,
            "partnership": {"id": "p", "name": "A teaching partnership"},
            "people": [
                {"id": f"person-{n}", "title": f"Facilitator {n}", "role": "other"}
                for n in range(PEOPLE)
            ],
            "venues": [
                {"id": f"venue-{n}", "name": f"Room {n}", "capacity": 60}
                for n in range(VENUES)
            ],
            "workshops": [
                {"id": f"workshop-{n}", "title": f"Workshop {n}"}
                for n in range(WORKSHOPS)
            ],
            "sessions": sessions,
        }
    )


def seconds(load: Callable[[str], Any], text: str) -> float:
    """Time one load, with the garbage of the last one out of the way."""
    gc.collect()
    before = time.process_time()
    loaded = load(text)
    taken = time.process_time() - before
    assert len(loaded.sessions) == SESSIONS
    return taken


def paused(load: Callable[[str], Any]) -> Callable[[str], Any]:
    """Load without the collector, as `files.loads` does."""

    def without_collector(text: str) -> Any:
        gc.disable()
        loaded = load(text)
        gc.enable()
        return loaded

    return without_collector


def main() -> None:
    """Run all by turns, and print the medians and their ratios."""
    text = document()
    from_core = portfolio_model(*FROM_CORE).model_validate_json
    remembered = portfolio_model(*REMEMBERED).model_validate_json
    loaders: dict[str, Callable[[str], Any]] = {
        "tpkit": files.loads,
        "pydantic, dates from its core": from_core,
        "this, collector paused": paused(from_core),
        "pydantic, dates remembered": remembered,
        "that, collector paused": paused(remembered),
    }
    runs = [
        {name: seconds(load, text) for name, load in loaders.items()}
        for _ in range(RUNS)
    ]
    print(f"{SESSIONS:,} sessions, {len(text) / 2**20:.1f} MB, {RUNS} runs by turns")
    print(f"ratio is tpkit's time to theirs; the target is at most {TARGET}")
    for name in loaders:
        median = statistics.median(run[name] for run in runs)
        ratio = statistics.median(run["tpkit"] / run[name] for run in runs)
        print(f"{name:30}  {median:.3f} s  ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
