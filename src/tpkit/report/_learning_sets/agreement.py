"""The learning agreement: what the members of a learning set sign up to."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit import checks, groups
from tpkit._model.activity import (
    ActionLearningSet,
    LearningContract,
    LearningSetMember,
    LearningSetStatus,
    Recontract,
)
from tpkit._model.delivery import Project
from tpkit._model.people import Person
from tpkit._model.portfolio import Portfolio
from tpkit._text import counted, long_date
from tpkit.report._learning_sets.meetings import SetDate, set_date
from tpkit.report._words.names import employer, person
from tpkit.report._words.signing import SignatureLine
from tpkit.report._words.words import (
    Imprint,
    duration,
    imprint,
    paragraphs,
    sentence,
    times,
    words,
)


@attrs.frozen(kw_only=True)
class SetMember:
    """Somebody who belongs to the set."""

    title: str
    """Who it is, in the partnership's words: `Social worker, Hilltop`."""
    employer: str
    """Where they work; empty for somebody independent."""


@attrs.frozen(kw_only=True)
class SetRole:
    """A part that somebody plays in a meeting."""

    title: str
    """`Presenter`."""
    duties: str
    """What that is, in sentences."""


@attrs.frozen(kw_only=True)
class MeetingPart:
    """One part of a meeting, and the time for it."""

    title: str
    """`Check-in`."""
    length: str
    """`15 minutes`."""


@attrs.frozen(kw_only=True)
class AgreedRule:
    """A rule that the members give themselves."""

    text: str
    """The rule, as the members put it, as a sentence."""
    agreed: str
    """`Agreed on 1 March 2022.` or `Proposed: not yet agreed.`."""


@attrs.frozen(kw_only=True)
class LearningAgreement:
    """What the template `learning-agreement` may print. Sources: [ALA], [LHF]."""

    title: str
    """`Learning agreement: Practice leaders`."""
    imprint: Imprint
    """The foot of the page."""
    version: str
    """`1`; one more for each time that the set has contracted anew."""
    owner: str
    """Who keeps the agreement: the facilitator; empty where nobody is named."""
    agreed: str
    """When all agreed, or that they have not, as a sentence."""
    purpose: tuple[str, ...]
    """What the set is for, in paragraphs."""
    members: tuple[SetMember, ...]
    """Who belongs on that day; empty while members are being found."""
    membership: tuple[str, ...]
    """How people join, decline and leave, one sentence each."""
    pattern: str
    """How many meetings, how far apart, how long: a sentence."""
    parts_of_meeting: tuple[MeetingPart, ...]
    """What a meeting is made of, in order."""
    dates: tuple[SetDate, ...]
    """The dates that are set, in order."""
    roles: tuple[SetRole, ...]
    """Who does what in a meeting."""
    airtime: tuple[str, ...]
    """How time is shared between presenters, one sentence each."""
    ground_rules: tuple[AgreedRule, ...]
    """The rules, without the one on confidentiality."""
    confidentiality: tuple[AgreedRule, ...]
    """The rules on confidentiality; the set must have one."""
    limits: tuple[str, ...]
    """When confidence must be broken, in paragraphs; empty to be filled in."""
    attendance: tuple[str, ...]
    """What members promise about coming, one sentence each."""
    records: tuple[str, ...]
    """What is written down and what is not, one sentence each."""
    evaluation: tuple[str, ...]
    """What is evaluated and when, one sentence each; empty to be filled in."""
    review: tuple[str, ...]
    """What is decided at the end, one sentence each."""
    signatures: tuple[SignatureLine, ...]
    """Where the facilitator and the members sign."""


def learning_agreement(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> LearningAgreement:
    """Gather what a learning set's agreement says on that day.

    Raises:
        UnknownIdError: *subject* is no learning set's id.
    """
    learning_set = portfolio.get(ActionLearningSet, subject)
    contract = learning_set.contract
    members = groups.members_on(learning_set, on=on)
    rules = [_rule(rule.text, rule.agreed_on) for rule in learning_set.ground_rules]
    private = [rule.about_confidentiality for rule in learning_set.ground_rules]
    return LearningAgreement(
        title=f"Learning agreement: {learning_set.title}",
        imprint=imprint(portfolio.partnership, on),
        version=_version(learning_set, on),
        owner=_owner(portfolio, learning_set),
        agreed=_agreed(contract, on),
        purpose=tuple(_purpose(portfolio, learning_set)),
        members=tuple(_member(portfolio, member) for member in members),
        membership=tuple(_membership(learning_set)),
        pattern=_pattern(learning_set),
        parts_of_meeting=tuple(_parts(contract)),
        dates=tuple(
            set_date(portfolio, session)
            for session in portfolio.sessions_of(learning_set.id)
        ),
        roles=tuple(_roles(portfolio, learning_set)),
        airtime=tuple(_airtime(contract, len(members))),
        ground_rules=tuple(r for r, p in zip(rules, private, strict=True) if not p),
        confidentiality=tuple(r for r, p in zip(rules, private, strict=True) if p),
        limits=paragraphs(learning_set.confidentiality_limits),
        attendance=_attendance(contract),
        records=_RECORDS,
        evaluation=tuple(map(sentence, learning_set.evaluation)),
        review=tuple(_review(learning_set)),
        signatures=tuple(_signatures(portfolio, learning_set, members)),
    )


def _version(learning_set: ActionLearningSet, on: pendulum.Date) -> str:
    anew = [
        step
        for step in learning_set.history
        if step.to is LearningSetStatus.RECONTRACTED and step.on <= on
    ]
    return str(1 + len(anew))


def _owner(portfolio: Portfolio, learning_set: ActionLearningSet) -> str:
    if learning_set.contract.self_facilitated:
        return "The members of the set"
    return person(portfolio, learning_set.facilitator)


def _agreed(contract: LearningContract, on: pendulum.Date) -> str:
    if contract.agreed_on and contract.agreed_on <= on:
        return f"All members agreed to this on {long_date(contract.agreed_on)}."
    return "This is a proposal. All members agree before anybody presents an issue."


def _purpose(portfolio: Portfolio, learning_set: ActionLearningSet) -> Iterator[str]:
    yield (
        "Members meet to work on real issues from their own practice. They help one "
        "another to think, by listening and by asking questions."
    )
    if learning_set.theme:
        yield f"What their issues have in common: {sentence(learning_set.theme)}"
    if learning_set.level:
        yield f"Members are peers, at a similar stage: {words(learning_set.level)}."
    if learning_set.project:
        project = portfolio.get(Project, learning_set.project)
        yield f"The set is part of this project: {project.title}."


# --------------------------------------------------------------------------- members


def _member(portfolio: Portfolio, member: LearningSetMember) -> SetMember:
    return SetMember(
        title=person(portfolio, member.person),
        employer=employer(portfolio, member.person),
    )


def _membership(learning_set: ActionLearningSet) -> Iterator[str]:
    yield (
        "Before the set starts, everybody is told who else is in it. Anybody may "
        "decline without giving a reason."
    )
    yield "Nobody is in a set with somebody whom they manage, or who manages them."
    yield "Nobody joins after the first meeting unless all members agree."
    if learning_set.employer_mix_reason:
        reason = sentence(learning_set.employer_mix_reason)
        yield f"Why several members come from one employer: {reason}"


def _signatures(
    portfolio: Portfolio,
    learning_set: ActionLearningSet,
    members: tuple[LearningSetMember, ...],
) -> Iterator[SignatureLine]:
    if learning_set.facilitator and not learning_set.contract.self_facilitated:
        name = portfolio.get(Person, learning_set.facilitator).name
        yield SignatureLine(capacity="Facilitator", name=name, date="")
    for member in members:
        somebody = portfolio.get(Person, member.person)
        yield SignatureLine(capacity=somebody.title, name=somebody.name, date="")


# -------------------------------------------------------------------------- meetings


def _pattern(learning_set: ActionLearningSet) -> str:
    contract = learning_set.contract
    length = duration(contract.meeting_minutes)
    if contract.meetings == 1:
        return f"The set meets once, for {length}."
    apart = f"about {counted(contract.spacing_weeks, 'week')} apart"
    if learning_set.profile:
        apart = f"in a pattern agreed as {learning_set.profile}"
    return f"There are {contract.meetings} meetings, {apart}, of {length} each."


def _presenters(contract: LearningContract) -> int:
    return groups.contract_slots(contract) // contract.meetings


def _parts(contract: LearningContract) -> Iterator[MeetingPart]:
    presenters = _presenters(contract)
    airtime = presenters * contract.airtime_minutes
    parts = {
        "Check-in": contract.check_in_minutes,
        f"Airtime for {counted(presenters, 'presenter')}": airtime,
        "Break": contract.break_minutes,
        "Review and close": contract.review_minutes,
    }
    parts["Time in hand"] = contract.meeting_minutes - sum(parts.values())
    for title, minutes in parts.items():
        if minutes > 0:
            yield MeetingPart(title=title, length=duration(minutes))


def _airtime(contract: LearningContract, members: int) -> Iterator[str]:
    presenters = _presenters(contract)
    if not presenters:
        yield "As planned, a meeting has no time for a presenter: agree on other times."
        return
    each = "" if presenters == 1 else " for each"
    yield (
        f"A meeting has time for {counted(presenters, 'presenter')}, with "
        f"{duration(contract.airtime_minutes)}{each}."
    )
    yield (
        "In this time the presenter tells of an issue, members ask questions, and the "
        "presenter says what to do next."
    )
    turns = groups.contract_slots(contract)
    if 0 < members <= turns:
        yield f"Over all meetings, each member presents at least {times(turns // members)}."
    yield (
        "Nobody presents a second issue before everybody has presented one, unless the "
        "others give way. Reporting back on an earlier issue does not count as a turn."
    )


# ------------------------------------------------------------------------------ roles


def _roles(portfolio: Portfolio, learning_set: ActionLearningSet) -> Iterator[SetRole]:
    yield SetRole(
        title="Presenter",
        duties=(
            "Brings an issue of their own and decides what help is wanted. Acts on it "
            "between meetings, and reports back at the next."
        ),
    )
    yield SetRole(
        title="Members",
        duties=(
            "Listen, and ask open questions. They do not advise, tell stories of their "
            "own, or judge."
        ),
    )
    if learning_set.contract.self_facilitated:
        duties = (
            "The set has no facilitator. Members keep to the ground rules, the focus "
            "and the time themselves."
        )
    else:
        duties = (
            "Keeps the set to its ground rules, its focus and its time, looks after "
            f"safety, and helps members to learn. {_facilitator(portfolio, learning_set)}"
        )
    yield SetRole(title="Facilitator", duties=duties)


def _facilitator(portfolio: Portfolio, learning_set: ActionLearningSet) -> str:
    if not learning_set.facilitator:
        return "Nobody has been named for this yet."
    somebody = portfolio.get(Person, learning_set.facilitator)
    accredited = f" ({somebody.accreditation})" if somebody.accreditation else ""
    return f"Named for this: {somebody.title}{accredited}."


# ------------------------------------------------------------------- rules and review


def _rule(text: str, agreed_on: pendulum.Date | None) -> AgreedRule:
    return AgreedRule(
        text=sentence(text),
        agreed=(
            f"Agreed on {long_date(agreed_on)}."
            if agreed_on
            else "Proposed: not yet agreed."
        ),
    )


def _attendance(contract: LearningContract) -> tuple[str, ...]:
    percent = f"{checks.AttendanceTooLow().percent.normalize():f}%"
    fewest = checks.MeetingShouldBeCancelled().at_least
    who = "the set" if contract.self_facilitated else "the facilitator"
    without = "" if contract.self_facilitated else ", or without the facilitator,"
    return (
        f"Members keep every date free, and come to at least {percent} of the meetings.",
        "Nobody comes in a member's place.",
        f"When somebody has missed 2 meetings in a row, {who} talks with them about it.",
        f"A meeting with fewer than {fewest} members{without} is cancelled.",
    )


_RECORDS = (
    (
        "We write down who came, who presented and for how long, what members undertook "
        "to do, in their own words, themes that identify nobody, and how we worked "
        "together."
    ),
    "We do not write down what the issues were, or what was said about them.",
)

_DECISIONS = {
    Recontract.CONTINUE: "The set has decided to go on with its facilitator.",
    Recontract.SELF_MANAGE: "The set has decided to go on without a facilitator.",
    Recontract.STOP: "The set has decided to stop.",
}


def _review(learning_set: ActionLearningSet) -> Iterator[str]:
    yield (
        "At the last meeting the set looks back, and decides whether to go on with a "
        "facilitator, to go on without one, or to stop. Going on needs a new agreement."
    )
    if learning_set.recontract:
        yield _DECISIONS[learning_set.recontract]
