"""The resource-test form: what testers say of a draft, criterion by criterion."""

import attrs
import pendulum

from tpkit._model.activity import FeedbackSeverity, Resource, TestCriterion, TestCycle
from tpkit._model.people import ProfessionalRole
from tpkit._model.portfolio import Portfolio
from tpkit._text import listed, long_date
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
class AskedCriterion:
    """One thing that a resource is tested against."""

    title: str
    """`Digital accessibility`."""
    question: str
    """What testers are asked to rate."""
    prompts: tuple[str, ...]
    """What to look at, a question each."""


@attrs.frozen(kw_only=True)
class SeverityNote:
    """How much a finding matters."""

    title: str
    """`Blocker`."""
    meaning: str
    """`It cannot be published like this.`"""


@attrs.frozen(kw_only=True)
class ResourceTestForm:
    """What the template `resource-test` may print. Source: [S4]."""

    title: str
    """`Test form: Guidance on keeping staff`."""
    imprint: Imprint
    """The foot of the page."""
    version: str
    """The version of the resource that is tested."""
    owner: str
    """Who coordinates the test; empty to be filled in."""
    test: str
    """`First round of testing`."""
    audience: str
    """Who is to use the resource; empty where the record does not say."""
    testers: str
    """Who is to test, by role, as a sentence; empty where the record does not say."""
    method: str
    """How it is tested, as a sentence; empty where the record does not say."""
    when: str
    """`1 to 30 April 2024`, `spring 2024`; empty to be filled in."""
    criteria: tuple[AskedCriterion, ...]
    """What it is tested against."""
    ratings: tuple[str, ...]
    """From `1, poor` to `5, excellent`."""
    severities: tuple[SeverityNote, ...]
    """How much a finding can matter, the worst first."""
    contact: Link
    """Where the form goes; without words where the record does not say."""


def resource_test_form(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> ResourceTestForm:
    """Gather what the form of one round of testing asks.

    Raises:
        UnknownIdError: *subject* is no test cycle's id.
    """
    cycle = portfolio.get(TestCycle, subject)
    resource = portfolio.get(Resource, cycle.resource)
    return ResourceTestForm(
        title=f"Test form: {resource.title}",
        imprint=imprint(portfolio.partnership, on),
        version=cycle.version,
        owner=organisation(portfolio, cycle.coordinator or cycle.planner),
        test=cycle.title,
        audience=capitalised(resource.audience),
        testers=_testers(cycle),
        method=sentence(cycle.method),
        when=when_tested(cycle),
        criteria=tuple(_CRITERIA[criterion] for criterion in cycle.criteria),
        ratings=_RATINGS,
        severities=_SEVERITIES,
        contact=link(portfolio.partnership.contact),
    )


def when_tested(cycle: TestCycle) -> str:
    """Write when a round of testing is: its dates, or the words of its source."""
    if cycle.start and cycle.end:
        return f"{long_date(cycle.start)} to {long_date(cycle.end)}"
    if cycle.start:
        return f"from {long_date(cycle.start)}"
    if cycle.end:
        return f"until {long_date(cycle.end)}"
    return cycle.when


def _testers(cycle: TestCycle) -> str:
    roles = listed(_ROLES.get(role, f"{words(role)}s") for role in cycle.tester_roles)
    return sentence(roles)


_ROLES = {
    ProfessionalRole.LIVED_EXPERIENCE: "people with lived experience of social work",
    ProfessionalRole.NEWLY_QUALIFIED: "newly qualified social workers",
    ProfessionalRole.FINANCE: "finance officers",
    ProfessionalRole.OTHER: "others",
}
"""The roles whose name does not become a plural with an s."""

_CRITERIA = {
    TestCriterion.RELEVANCE: AskedCriterion(
        title="Relevance to practice",
        question="How relevant is it to your practice?",
        prompts=(
            "Does it deal with what you meet in your work?",
            "Is anything missing, out of date or wrong?",
            "Would you use it, and recommend it?",
        ),
    ),
    TestCriterion.DIGITAL_ACCESSIBILITY: AskedCriterion(
        title="Digital accessibility",
        question="How easy is it to use on a screen, for everybody?",
        prompts=(
            "Can you read it on a telephone, and enlarged?",
            "Can you use it with a keyboard alone, or with a screen reader?",
            "Are words plain, colours clear, and pictures and films described?",
        ),
    ),
    TestCriterion.IMPLEMENTATION: AskedCriterion(
        title="Putting it into service",
        question="How easily could your service take it up?",
        prompts=(
            "What would it take: time, money, training, leadership?",
            "What would stand in the way?",
            "Does it fit with what you already do?",
        ),
    ),
}
_RATINGS = ("1, poor", "2", "3", "4", "5, excellent")
_MEANINGS = {
    FeedbackSeverity.BLOCKER: "It cannot be published like this.",
    FeedbackSeverity.MAJOR: "It should be changed.",
    FeedbackSeverity.MINOR: "It could be better.",
    FeedbackSeverity.SUGGESTION: "An idea.",
}
_SEVERITIES = tuple(
    SeverityNote(title=capitalised(words(severity)), meaning=meaning)
    for severity, meaning in _MEANINGS.items()
)
