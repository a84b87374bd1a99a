"""The participant information sheet: what people read before they agree to take part."""

from collections.abc import Iterable

import attrs
import pendulum

from tpkit._model.activity import Study
from tpkit._model.delivery import Project
from tpkit._model.ids import PersonId
from tpkit._model.money import Bid, FundingRound
from tpkit._model.portfolio import Portfolio
from tpkit.report._focus_groups import told
from tpkit.report._words.names import organisation, people
from tpkit.report._words.privacy import BASES, kept_for
from tpkit.report._words.words import Imprint, Link, imprint, link, paragraphs


@attrs.frozen(kw_only=True)
class InformationSheet:
    """What the template `information-sheet` may print.

    Sources: [LANCPIS], [SHEFPIS], [NOTTPIS], [FGCF], [DFEUR].
    """

    title: str
    """The study's title."""
    imprint: Imprint
    """The foot of the page; its date is the sheet's."""
    version: str
    """`1.1`; empty to be filled in."""
    owner: str
    """Who keeps the sheet: the project's manager; empty to be filled in."""
    asking: str
    """Who invites to what, as a sentence."""
    commissioner: str
    """`The study was commissioned by Hilltop Council.`; empty where nobody else asked."""
    about: tuple[str, ...]
    """Why the study is done and what it is to change, in paragraphs."""
    questions: tuple[str, ...]
    """What the study is to find out."""
    invited: tuple[told.Invited, ...]
    """Who can take part; empty where the record does not say."""
    chosen_by: tuple[str, ...]
    """By which protected characteristics people are chosen and why that is lawful."""
    what_happens: tuple[str, ...]
    """What people will do, in paragraphs."""
    occasions: tuple[told.Occasion, ...]
    """When and where the groups meet, in order."""
    has_several_groups: bool
    """Whether the dates belong to more than one group."""
    length: str
    """How long a session lasts: `at most 1 hour 30 minutes`; empty without sessions."""
    how_often: str
    """On how many occasions, as a sentence; empty where groups differ."""
    size: str
    """How many people a group has, as a sentence; empty where it is not planned."""
    topics: tuple[str, ...]
    """What is talked about."""
    facilitation: str
    """Who leads, where people were promised somebody independent; else empty."""
    present: str
    """Who is in the room besides those who take part; empty where nobody is named."""
    benefits: tuple[str, ...]
    """What taking part may give, in paragraphs."""
    recording: str
    """Whether sessions are recorded, and how long recordings are kept."""
    may_be_recorded: bool
    """Whether any session is, or may be, recorded."""
    use: tuple[str, ...]
    """What becomes of what people say, in paragraphs."""
    sharing: tuple[str, ...]
    """Who sees results and in which form, one line each."""
    report: str
    """When results are promised, as a sentence; empty where they are not."""
    withdrawal: str
    """`14 days after the session`; empty to be filled in."""
    basis: str
    """The ground for using people's data; empty to be filled in."""
    recordings_kept: str
    """`30 days after the session`; empty to be filled in."""
    contacts_kept: str
    """`92 days after the report`; empty to be filled in."""
    transcripts_kept: str
    """`1,096 days after the report`; empty to be filled in."""
    privacy: Link
    """The privacy notice; without words where the record has none."""
    funder: str
    """Who pays; empty where the record does not say."""
    ethics: str
    """The ethics approval; empty where there is none."""
    contact: Link
    """Whom to ask; without words where the record does not say."""
    access: tuple[str, ...]
    """What is offered to people with access needs, in paragraphs."""


def information_sheet(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> InformationSheet:
    """Gather what a study's information sheet says on that day.

    Raises:
        UnknownIdError: *subject* is no study's id.
    """
    study = portfolio.get(Study, subject)
    groups = told.groups_of(portfolio, study)
    held = [
        pair for pair in told.meetings_of(portfolio, groups) if pair[1].status.happens
    ]
    project = portfolio.get(Project, study.project) if study.project else None
    return InformationSheet(
        title=study.title,
        imprint=imprint(portfolio.partnership, on),
        version=told.the_one(group.information_sheet_version for group in groups),
        owner=told.owner(portfolio, study),
        asking=(
            f"{told.who_is(portfolio, study)} inviting you to take part "
            f"in {told.in_what(groups)}."
        ),
        commissioner=told.commissioned(portfolio, study),
        about=(*paragraphs(study.rationale), *paragraphs(study.aim)),
        questions=study.questions,
        invited=told.invited(portfolio, study, groups),
        chosen_by=_chosen_by(portfolio, study),
        what_happens=paragraphs(study.what_happens),
        occasions=tuple(told.occasion(portfolio, g, s, on) for g, s in held),
        has_several_groups=len({group.id for group, _ in held}) > 1,
        length=told.length([s for _, s in held], groups),
        how_often=told.how_often(portfolio, groups),
        size=told.size(groups),
        topics=told.topics(groups),
        facilitation=told.facilitation(study),
        present=people(portfolio, _present(groups)),
        benefits=paragraphs(study.benefits),
        recording=told.recording(study, groups),
        may_be_recorded=told.may_be_recorded(groups),
        use=paragraphs(study.use),
        sharing=tuple(told.shared(plan) for plan in study.sharing),
        report=told.report(study),
        withdrawal=told.withdrawal_limit(study),
        basis=BASES[study.lawful_basis] if study.lawful_basis else "",
        recordings_kept=kept_for(study.retention_recording_days, "the session"),
        contacts_kept=kept_for(study.retention_contact_days, "the report"),
        transcripts_kept=kept_for(study.retention_transcript_days, "the report"),
        privacy=link(study.privacy_notice),
        funder=_funder(portfolio, project),
        ethics=study.ethics_reference,
        contact=link(study.contact or portfolio.partnership.contact),
        access=paragraphs(study.access),
    )


def _chosen_by(portfolio: Portfolio, study: Study) -> tuple[str, ...]:
    return tuple(
        f"Whom we choose for the group “{segment.title}” depends on a protected "
        f"characteristic: {segment.protected_characteristic}. The lawful ground for this "
        f"{f'is {ground}' if (ground := segment.selection_ground) else 'is not recorded'}."
        for segment in portfolio.segments
        if segment.study == study.id and segment.protected_characteristic
    )


def _present(groups: told.Groups) -> Iterable[PersonId]:
    for group in groups:
        yield from filter(None, (group.facilitator, group.note_taker))


def _funder(portfolio: Portfolio, project: Project | None) -> str:
    if project is None or project.bid is None:
        return ""
    funding = portfolio.get(FundingRound, portfolio.get(Bid, project.bid).round)
    return organisation(portfolio, funding.funder)
