"""A small partnership for the tests of groups; ids are plain texts and read better so."""

from typing import Any

import pendulum
import pytest

from tpkit import (
    ActionLearningSet,
    Attendance,
    Booking,
    LearningSetMember,
    Partnership,
    PartnershipId,
    Person,
    Portfolio,
    PresenterSlot,
    ProfessionalRole,
    Session,
    SetMeeting,
    Workshop,
)

FIRST = pendulum.Date(2021, 11, 1)
"""A Monday."""


class Builder:
    """Builds nouns with what a test does not care about filled in."""

    def person(self, id: str, **fields: Any) -> Person:
        usual: Any = {
            "id": id,
            "title": id.capitalize(),
            "role": ProfessionalRole.SOCIAL_WORKER,
        }
        return Person(**(usual | fields))

    def session(self, number: int = 1, **fields: Any) -> Session:
        usual: Any = {
            "id": f"s{number}",
            "activity": "workshop",
            "on": FIRST.add(weeks=number - 1),
            "start": pendulum.Time(10),
            "end": pendulum.Time(12),
            "number": number,
        }
        return Session(**(usual | fields))

    def workshop(self, **fields: Any) -> Workshop:
        usual: Any = {"id": "workshop", "title": "The workshop"}
        return Workshop(**(usual | fields))

    def booking(self, session: int, person: str, status: Any, **fields: Any) -> Booking:
        usual: Any = {
            "id": f"{person}-{session}",
            "session": f"s{session}",
            "person": person,
            "status": status,
        }
        return Booking(**(usual | fields))

    def attendance(self, session: int, person: str, **fields: Any) -> Attendance:
        usual: Any = {"session": f"s{session}", "person": person}
        return Attendance(**(usual | fields))

    def learning_set(self, *members: Any, **fields: Any) -> ActionLearningSet:
        usual: Any = {"id": "set", "title": "The set"}
        joined = [self._member(m) if isinstance(m, str) else m for m in members]
        return ActionLearningSet(**(usual | {"members": joined} | fields))

    def meeting(self, session: int, *presenters: Any, **fields: Any) -> SetMeeting:
        slots = [self._slot(who) if isinstance(who, str) else who for who in presenters]
        usual: Any = {"session": f"s{session}", "slots": slots}
        return SetMeeting(**(usual | fields))

    def _member(self, person: Any) -> LearningSetMember:
        return LearningSetMember(person=person)

    def _slot(self, presenter: Any) -> PresenterSlot:
        return PresenterSlot(presenter=presenter)

    def portfolio(self, *people: Any, **families: Any) -> Portfolio:
        everybody = [
            self.person(each) if isinstance(each, str) else each for each in people
        ]
        given: Any = {
            "partnership": Partnership(id=PartnershipId("tp"), name="Our partnership"),
            "people": everybody,
            **families,
        }
        return Portfolio(**given)


@pytest.fixture(scope="session")
def build() -> Builder:
    """Give the builder."""
    return Builder()
