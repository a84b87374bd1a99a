"""The consent form: one line for each thing that a participant is asked to agree to."""

from collections.abc import Iterator

import attrs
import pendulum

from tpkit._model.activity import Study
from tpkit._model.portfolio import Portfolio
from tpkit.report._focus_groups import told
from tpkit.report._words.signing import SignatureLine
from tpkit.report._words.words import Imprint, Link, imprint, link


@attrs.frozen(kw_only=True)
class ConsentForm:
    """What the template `consent-form` may print. Sources: [UCLCF], [BRIGHT], [FGCF]."""

    title: str
    """The study's title."""
    imprint: Imprint
    """The foot of the page; its date is the form's."""
    version: str
    """`1.0`; empty to be filled in."""
    owner: str
    """Who keeps the form: the project's manager; empty to be filled in."""
    asking: str
    """Who invites to what, as a sentence."""
    needed: tuple[str, ...]
    """What one must agree to in order to take part, a statement each."""
    chosen: tuple[str, ...]
    """What one can agree to or not, a statement each."""
    may_be_recorded: bool
    """Whether any session is, or may be, recorded."""
    signatures: tuple[SignatureLine, ...]
    """Where the participant and whoever takes consent sign."""
    contact: Link
    """Whom to tell of a change of mind; without words where the record does not say."""


def consent_form(portfolio: Portfolio, on: pendulum.Date, subject: str) -> ConsentForm:
    """Gather what the consent form of a study's groups says on that day.

    Raises:
        UnknownIdError: *subject* is no study's id.
    """
    study = portfolio.get(Study, subject)
    groups = told.groups_of(portfolio, study)
    return ConsentForm(
        title=study.title,
        imprint=imprint(portfolio.partnership, on),
        version=told.the_one(group.consent_form_version for group in groups),
        owner=told.owner(portfolio, study),
        asking=(
            f"{told.who_is(portfolio, study)} inviting you to take part "
            f"in {told.in_what(groups)}."
        ),
        needed=tuple(_needed(study, groups)),
        chosen=tuple(_chosen(groups)),
        may_be_recorded=told.may_be_recorded(groups),
        signatures=(
            SignatureLine(capacity="Participant", name="", date=""),
            SignatureLine(capacity="Person taking consent", name="", date=""),
        ),
        contact=link(study.contact or portfolio.partnership.contact),
    )


def _needed(study: Study, groups: told.Groups) -> Iterator[str]:
    version = told.the_one(group.information_sheet_version for group in groups)
    sheet = f"information sheet, version {version}," if version else "information sheet"
    until = told.withdrawal_limit(study) or "the day that the information sheet names"
    yield f"I have read the {sheet} and have been able to ask questions about it."
    yield (
        "I take part by my own choice. I can leave at any time without giving a reason, "
        "and that has no effect on my employment or studies."
    )
    yield (
        f"I can ask for what I said to be taken out until {until}. What has been "
        "anonymised by then cannot be taken out."
    )
    yield (
        "I will not repeat outside the group what others say in it. I know that nobody "
        "can guarantee that others will not repeat what I say."
    )
    yield (
        "My data may be used, kept and deleted as the information sheet says. What I say "
        "may be passed on if somebody is at risk of harm or if practice is unsafe."
    )
    yield "I agree to take part."


def _chosen(groups: told.Groups) -> Iterator[str]:
    if told.may_be_recorded(groups):
        yield "I agree to be recorded."
    yield (
        "I agree that my words may be quoted in reports, without my name and without "
        "anything that identifies me."
    )
    yield "I agree to be contacted again about this study."
