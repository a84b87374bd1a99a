"""What is kept of a learning set's meetings, and carried to the next."""

import itertools
import re
from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit import _text
from tpkit._model.activity import ActionLearningSet, Session, SetMeeting
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit.checks._order import in_document_order
from tpkit.checks._sets import meeting_named, meetings_of, records, sets_by_id
from tpkit.findings import Finding, Severity
from tpkit.groups import took_place


@attrs.frozen(kw_only=True)
class IssueContentKept:
    """The record of a learning set may tell what a member's issue was.

    Actions, themes that identify nobody, and how the set worked together are kept; what
    was said stays in the room. A field of one's own that by its name holds content, and
    a theme or review that names a member, are errors. A remark on a meeting that has
    been held is a warning: nobody can see from outside what it holds. Source: [IDYIA].
    """

    code: ClassVar[str] = "TP425"
    rules: ClassVar[tuple[int, ...]] = (76,)

    content_words: tuple[str, ...] = (
        "content",
        "discussion",
        "issue",
        "minutes",
        "notes",
        "transcript",
    )
    """Words in the name of one of your own fields that tell it holds content."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        sets = sets_by_id(portfolio)
        for number, learning_set in enumerate(portfolio.learning_sets):
            path = f"$.learning_sets[{number}].extra"
            yield from self._fields(path, learning_set.title, learning_set.extra)
        for number, session in enumerate(portfolio.sessions):
            of = sets.get(session.activity)
            if of is None:
                continue
            if session.note.strip() and took_place(session, on=on):
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.sessions[{number}].note",
                    message=(
                        f"There is a remark on the meeting of {of.title} on "
                        f"{_text.long_date(session.on)}, which has been held"
                    ),
                    remedy="delete what was said; keep actions, themes and process only",
                )
            path = f"$.sessions[{number}].extra"
            yield from self._fields(path, of.title, session.extra)
        for number, meeting in enumerate(portfolio.set_meetings):
            yield from self._names(portfolio, number, meeting)

    def _fields(
        self, path: str, title: str, extra: tuple[tuple[str, str], ...]
    ) -> Iterator[Finding]:
        for key, text in extra:
            name = key.casefold()
            if text.strip() and any(word in name for word in self.content_words):
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=path,
                    message=f"{title} keeps the content of its meetings in {key!r}",
                    remedy="delete it; keep actions, themes and process only",
                )

    def _names(
        self, portfolio: Portfolio, number: int, meeting: SetMeeting
    ) -> Iterator[Finding]:
        activity = portfolio.get(Session, meeting.session).activity
        learning_set = portfolio.get(ActionLearningSet, activity)
        people = [portfolio.get(Person, m.person) for m in learning_set.members]
        names = {person.name.strip() for person in people} - {""}
        texts = [
            (f"$.set_meetings[{number}].themes[{place}]", theme)
            for place, theme in enumerate(meeting.themes)
        ]
        texts.append(
            (f"$.set_meetings[{number}].process_review", meeting.process_review)
        )
        for path, text in texts:
            if any(_says(text, name) for name in names):
                yield Finding(
                    code=self.code,
                    severity=Severity.ERROR,
                    path=path,
                    message=(
                        f"The record of {meeting_named(portfolio, meeting)} names a "
                        "member"
                    ),
                    remedy="write it so that it identifies nobody",
                )


@attrs.frozen(kw_only=True)
class ActionsMissingFromAgenda:
    """Actions of one meeting of a learning set are not on the agenda of the next.

    A presenter acts between meetings and reports back at the next; what is not on its
    agenda is forgotten. The next meeting is the one after it that is not cancelled; a
    meeting that has been held without a record cannot show that it looked. Source:
    [ALA].
    """

    code: ClassVar[str] = "TP426"
    rules: ClassVar[tuple[int, ...]] = (77,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        yield from in_document_order(self._found(portfolio, on))

    def _found(self, portfolio: Portfolio, on: pendulum.Date) -> Iterator[Finding]:
        kept = records(portfolio)
        sessions = {session.id: i for i, session in enumerate(portfolio.sessions)}
        for learning_set in portfolio.learning_sets:
            meetings = meetings_of(portfolio, learning_set)
            for before, after in itertools.pairwise(meetings):
                actions = kept[before.id][1].actions if before.id in kept else ()
                if not actions:
                    continue
                if after.id not in kept:
                    if took_place(after, on=on):
                        path = f"$.sessions[{sessions[after.id]}]"
                        yield self._forgotten(learning_set, before, after, path)
                    continue
                number, record = kept[after.id]
                if before.id not in record.agenda:
                    path = f"$.set_meetings[{number}].agenda"
                    yield self._forgotten(learning_set, before, after, path)

    def _forgotten(
        self,
        learning_set: ActionLearningSet,
        before: Session,
        after: Session,
        path: str,
    ) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.WARNING,
            path=path,
            message=(
                f"The actions of {learning_set.title} of {_text.long_date(before.on)} "
                f"are not on the agenda of {_text.long_date(after.on)}"
            ),
            remedy="put them on the next agenda, and record what came of them",
        )


def _says(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) is not None
