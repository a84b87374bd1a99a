"""The change log of a resource: what testers said, and what was done about it."""

from collections import Counter
from collections.abc import Iterator

import attrs
import pendulum

from tpkit._model.activity import (
    Feedback,
    FeedbackResponse,
    FeedbackSeverity,
    Resource,
    TestCycle,
)
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, listed, long_date
from tpkit.report._resources.feedback_form import when_tested
from tpkit.report._words.kinds import Machine
from tpkit.report._words.names import organisation
from tpkit.report._words.words import (
    Imprint,
    Link,
    capitalised,
    imprint,
    link,
    sentence,
    words,
)


@attrs.frozen(kw_only=True)
class ChangeLine:
    """One finding and its answer. It does not say whose finding it was."""

    said: str
    """What was found, in the tester's words, as a sentence."""
    criterion: str
    """`Relevance`."""
    severity: str
    """`Major`."""
    level: Machine
    """The severity for style sheets: `red`, `amber` or `grey`."""
    did: str
    """`Done`, `Done in part`, `Not done`, `Not yet decided`."""
    reason: str
    """Why, as a sentence; empty where none is recorded."""
    changed_in: str
    """The version that changed; empty where none did."""


@attrs.frozen(kw_only=True)
class TestingRound:
    """One round of testing."""

    title: str
    """`First round of testing`."""
    facts: str
    """The version, when, and how many authorities: a sentence."""
    lines: tuple[ChangeLine, ...]
    """What was found, the gravest first."""


@attrs.frozen(kw_only=True)
class ChangeLog:
    """What the template `change-log` may print; no field says who found what.

    Source: [S4].
    """

    title: str
    """`You said, we did: Guidance on keeping staff`."""
    imprint: Imprint
    """The foot of the page."""
    version: str
    """The version that stands now."""
    owner: str
    """Who publishes it; empty to be filled in."""
    status: str
    """`Revised`."""
    summary: tuple[str, ...]
    """How much was found and what became of it, one sentence each."""
    facts: tuple[str, ...]
    """Whom it is for, which standards it serves, what it was checked against."""
    published: Link
    """Where it can be read; without words where it is not published."""
    rounds: tuple[TestingRound, ...]
    """The rounds of testing, in order."""
    history: tuple[str, ...]
    """What it became and when, one line each."""


def change_log(portfolio: Portfolio, on: pendulum.Date, subject: str) -> ChangeLog:
    """Gather what was said of a resource and what was done about it.

    Raises:
        UnknownIdError: *subject* is no resource's id.
    """
    resource = portfolio.get(Resource, subject)
    cycles = [c for c in portfolio.test_cycles if c.resource == resource.id]
    cycles.sort(key=lambda cycle: cycle.number)
    return ChangeLog(
        title=f"You said, we did: {resource.title}",
        imprint=imprint(portfolio.partnership, on),
        version=resource.version,
        owner=organisation(portfolio, resource.publisher),
        status=capitalised(words(resource.status)),
        summary=tuple(_summary([f for cycle in cycles for f in cycle.feedback])),
        facts=tuple(_facts(resource)),
        published=link(resource.published_at),
        rounds=tuple(map(_round, cycles)),
        history=tuple(
            f"{capitalised(words(step.to))}: {long_date(step.on)}"
            for step in resource.history
            if step.on <= on
        ),
    )


# --------------------------------------------------------------------------- summary

_DID = {
    FeedbackResponse.ACCEPTED: "Done",
    FeedbackResponse.PARTLY_ACCEPTED: "Done in part",
    FeedbackResponse.DECLINED: "Not done",
    FeedbackResponse.OPEN: "Not yet decided",
}


def _summary(feedback: list[Feedback]) -> Iterator[str]:
    if not feedback:
        return
    counts = Counter(finding.response for finding in feedback)
    parts = [
        f"{counts[response]} {did.lower()}"
        for response, did in _DID.items()
        if counts[response]
    ]
    yield f"Testers gave us {counted(len(feedback), 'finding')}: {listed(parts)}."
    blockers = sum(
        finding.severity is FeedbackSeverity.BLOCKER
        and finding.response is FeedbackResponse.OPEN
        for finding in feedback
    )
    if blockers:
        yield (
            f"{counted(blockers, 'blocker')} not yet decided: it cannot be published "
            "like this."
        )


def _facts(resource: Resource) -> Iterator[str]:
    if resource.audience:
        yield f"For: {resource.audience}."
    if resource.standards:
        edition = f" ({e} edition)" if (e := resource.standards_edition) else ""
        numbers = listed(map(str, resource.standards))
        yield f"Employer standards that it serves{edition}: {numbers}."
    if resource.accessibility:
        yield f"Checked against: {resource.accessibility}."


# ---------------------------------------------------------------------------- rounds

_LEVELS = {
    FeedbackSeverity.BLOCKER: "red",
    FeedbackSeverity.MAJOR: "amber",
    FeedbackSeverity.MINOR: "grey",
    FeedbackSeverity.SUGGESTION: "grey",
}
"""The severities, the gravest first, each with its level."""


def _round(cycle: TestCycle) -> TestingRound:
    gravest_first = sorted(
        cycle.feedback, key=lambda finding: list(_LEVELS).index(finding.severity)
    )
    return TestingRound(
        title=cycle.title,
        facts=", ".join(_round_facts(cycle)) + ".",
        lines=tuple(map(_line, gravest_first)),
    )


def _round_facts(cycle: TestCycle) -> Iterator[str]:
    yield f"Version {cycle.version}"
    if when := when_tested(cycle):
        yield when
    if cycle.testers:
        number = counted(len(cycle.testers), "authority", "authorities")
        yield f"with {number}"


def _line(finding: Feedback) -> ChangeLine:
    return ChangeLine(
        said=sentence(finding.comment),
        criterion=capitalised(words(finding.criterion)),
        severity=capitalised(words(finding.severity)),
        level=_LEVELS[finding.severity],
        did=_DID[finding.response],
        reason=sentence(finding.reason),
        changed_in=finding.changed_in,
    )
