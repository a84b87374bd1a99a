"""The privacy notice: what becomes of people's data, in a study or in monitoring."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit._model.activity import LawfulBasis, Segment, Study
from tpkit._model.monitoring import (
    DiversityCollection,
    DiversityQuestion,
    MonitoringPurpose,
)
from tpkit._model.portfolio import Portfolio
from tpkit._text import listed, long_date
from tpkit.report._focus_groups import told
from tpkit.report._words.names import organisation
from tpkit.report._words.privacy import BASES, kept_for
from tpkit.report._words.words import (
    Imprint,
    Link,
    capitalised,
    imprint,
    link,
    paragraphs,
    sentence,
    words,
)


@attrs.frozen(kw_only=True)
class DataItem:
    """One thing that is held about people."""

    what: str
    """`Your name and how to reach you`."""
    why: str
    """What it is needed for, as a sentence; empty where the record does not say."""
    is_special: bool
    """Whether the law protects it as special category data."""


@attrs.frozen(kw_only=True)
class KeptItem:
    """How long one kind of data is kept."""

    what: str
    """`Recordings`."""
    until: str
    """`30 days after the session`; empty to be filled in."""


@attrs.frozen(kw_only=True)
class PrivacyNotice:
    """What the template `privacy-notice` may print. Sources: [PRIVW], [ICOSCD]."""

    title: str
    """`Privacy notice: Barriers to progression`."""
    imprint: Imprint
    """The foot of the page."""
    version: str
    """Which version this is; empty to be filled in."""
    owner: str
    """Who keeps the notice; empty to be filled in."""
    controller: str
    """Who decides how the data are used; empty to be filled in."""
    purposes: tuple[str, ...]
    """What the data are used for, one sentence each; empty to be filled in."""
    data: tuple[DataItem, ...]
    """What is held."""
    basis: str
    """The ground in Article 6, as a sentence; empty to be filled in."""
    special: tuple[str, ...]
    """Which special category data are held, and for what; one sentence each."""
    condition: str
    """The ground in Article 9 for those; empty to be filled in."""
    policy: str
    """The appropriate policy document; empty to be filled in."""
    choice: tuple[str, ...]
    """What people can choose, one sentence each."""
    never_used_for: tuple[str, ...]
    """Decisions in which the data play no part."""
    sharing: tuple[str, ...]
    """Who sees what, one line each; empty to be filled in."""
    kept: tuple[KeptItem, ...]
    """How long each kind of data is kept."""
    rights: tuple[str, ...]
    """What people have the right to, after `You have the right to`."""
    contact: Link
    """Whom to ask; without words where the record does not say."""


def privacy_notice(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> PrivacyNotice:
    """Gather what a notice says of a study, or of a collection of diversity data.

    Raises:
        UnknownIdError: *subject* is the id of neither.
    """
    for collection in portfolio.diversity_collections:
        if collection.id == subject:
            return _of_collection(portfolio, on, collection)
    return _of_study(portfolio, on, portfolio.get(Study, subject))


def collections_of_data(portfolio: Portfolio) -> dict[str, str]:
    """Give what people's data are collected for: studies, and diversity data."""
    found: dict[str, str] = {study.id: study.title for study in portfolio.studies}
    for collection in portfolio.diversity_collections:
        found[collection.id] = collection.title
    return found


# ------------------------------------------------------------------------------ rights


def _basis(basis: LawfulBasis | None) -> str:
    return f"Our ground for using your data is {BASES[basis]}." if basis else ""


_BY_OBJECTION = (LawfulBasis.PUBLIC_TASK, LawfulBasis.LEGITIMATE_INTERESTS)


def _rights(basis: LawfulBasis | None) -> Iterator[str]:
    yield "see the data we hold about you, and have a copy"
    yield "have data corrected that are wrong or incomplete"
    yield "have data deleted, or their use restricted, in some cases"
    if basis is None or basis in _BY_OBJECTION:
        yield "object to our using your data"
    if basis is LawfulBasis.CONSENT:
        yield "withdraw your consent at any time"
    if basis in {LawfulBasis.CONSENT, LawfulBasis.CONTRACT}:
        yield "have the data you gave us in a form that you can take elsewhere"


# ------------------------------------------------------------------------------- study


def _of_study(portfolio: Portfolio, on: pendulum.Date, study: Study) -> PrivacyNotice:
    groups = told.groups_of(portfolio, study)
    chosen = _chosen(portfolio, study)
    return PrivacyNotice(
        title=f"Privacy notice: {study.title}",
        imprint=imprint(portfolio.partnership, on),
        version="",
        owner=told.owner(portfolio, study),
        controller="",
        purposes=tuple(_study_purposes(study)),
        data=tuple(_study_data(portfolio, study, groups)),
        basis=_basis(study.lawful_basis),
        special=tuple(map(_chosen_by, chosen)),
        condition=_condition(chosen),
        policy="",
        choice=tuple(_study_choice(study)),
        never_used_for=(),
        sharing=tuple(told.shared(plan) for plan in study.sharing),
        kept=tuple(_study_kept(study, groups)),
        rights=tuple(_rights(study.lawful_basis)),
        contact=link(study.contact or portfolio.partnership.contact),
    )


def _study_purposes(study: Study) -> Iterator[str]:
    yield from paragraphs(study.aim)
    for question in study.questions:
        yield f"To find out: {sentence(question)}"


def _chosen(portfolio: Portfolio, study: Study) -> list[Segment]:
    return [
        segment
        for segment in portfolio.segments
        if segment.study == study.id and segment.protected_characteristic
    ]


def _chosen_by(segment: Segment) -> str:
    return (
        f"We choose people for the group “{segment.title}” by this: "
        f"{segment.protected_characteristic}."
    )


def _condition(chosen: list[Segment]) -> str:
    grounds = [segment.selection_ground for segment in chosen]
    # A list with a part that is not known would look like a whole one.
    return listed(dict.fromkeys(grounds)) if all(grounds) else ""


def _study_data(
    portfolio: Portfolio, study: Study, groups: told.Groups
) -> Iterator[DataItem]:
    if groups:
        yield DataItem(
            what="Your name, your work and how to reach you",
            why="To invite you and to tell you what came of it.",
            is_special=False,
        )
        yield DataItem(
            what="What you say in sessions",
            why="To find out what the study asks.",
            is_special=False,
        )
    if any(group.recorded for group in groups):
        yield DataItem(
            what="Recordings of sessions",
            why="To write down correctly what was said.",
            is_special=False,
        )
    for segment in _chosen(portfolio, study):
        yield DataItem(
            what=capitalised(segment.protected_characteristic),
            why="To choose whom we invite, and for nothing else.",
            is_special=True,
        )
    for survey in portfolio.surveys:
        if survey.study == study.id:
            name = "without your name" if survey.anonymous else "with your name"
            yield DataItem(
                what=f"Your answers to “{survey.title}”, {name}",
                why="To find out what the study asks.",
                is_special=False,
            )


def _study_choice(study: Study) -> Iterator[str]:
    yield "You decide whether to take part."
    limit = told.withdrawal_limit(study)
    if limit:
        yield f"You can withdraw what you said up to {limit}."
    yield "What has been made anonymous can no longer be taken out."


def _study_kept(study: Study, groups: told.Groups) -> Iterator[KeptItem]:
    if any(group.recorded for group in groups):
        until = kept_for(study.retention_recording_days, "the session")
        yield KeptItem(what="Recordings", until=until)
    until = kept_for(study.retention_contact_days, "the report")
    yield KeptItem(what="Names and how to reach people", until=until)
    until = kept_for(study.retention_transcript_days, "the report")
    yield KeptItem(what="Anonymous transcripts", until=until)


# ---------------------------------------------------------------------- diversity data


def _of_collection(
    portfolio: Portfolio, on: pendulum.Date, collection: DiversityCollection
) -> PrivacyNotice:
    special = _special(collection)
    return PrivacyNotice(
        title=f"Privacy notice: {collection.title}",
        imprint=imprint(portfolio.partnership, on),
        version="",
        owner=organisation(portfolio, collection.organisation),
        controller=organisation(portfolio, collection.organisation),
        purposes=tuple(_PURPOSES[purpose] for purpose in collection.purposes),
        data=tuple(map(_question, collection.questions)),
        basis=_basis(collection.lawful_basis),
        special=(special,) if special else (),
        condition="",
        policy=collection.policy_reference,
        choice=tuple(_collection_choice(collection)),
        never_used_for=collection.never_used_for,
        sharing=paragraphs(collection.publication),
        kept=(
            KeptItem(
                what="Answers of single people",
                until=long_date(collection.delete_by) if collection.delete_by else "",
            ),
        ),
        rights=tuple(_rights(collection.lawful_basis)),
        contact=link(portfolio.partnership.contact),
    )


_PURPOSES = {
    MonitoringPurpose.MONITORING: (
        "To see whether people have equal chances, whoever they are. No decision about "
        "you is made with your answers."
    ),
    MonitoringPurpose.SELECTION: "To choose people for something they can take part in.",
    MonitoringPurpose.RESEARCH_ANALYSIS: "To understand the results of a study better.",
}


def _question(question: DiversityQuestion) -> DataItem:
    return DataItem(
        what=question.wording,
        why=sentence(question.why_we_ask),
        is_special=question.characteristic.is_special_category,
    )


def _special(collection: DiversityCollection) -> str:
    asked = [
        words(question.characteristic)
        for question in collection.questions
        if question.characteristic.is_special_category
    ]
    if not asked:
        return ""
    return f"Special category data that we ask for: {listed(dict.fromkeys(asked))}."


def _collection_choice(collection: DiversityCollection) -> Iterator[str]:
    yield "You need not answer any question. You can prefer not to say."
    if collection.must_engage:
        where = f" ({collection.process})" if collection.process else ""
        yield f"You pass through the questions{where}, and may leave every one of them."
    if collection.consent_note:
        yield sentence(collection.consent_note)
