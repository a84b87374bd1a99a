"""The evaluation form of a workshop: one part for the day, one for some months later."""

import attrs
import pendulum

from tpkit._model.activity import Workshop
from tpkit._model.portfolio import Portfolio
from tpkit._text import listed, long_date
from tpkit.report._words.words import Imprint, Link, imprint, link, sentence
from tpkit.report._workshops.told import providers


@attrs.frozen(kw_only=True)
class WorkshopEvaluation:
    """What the template `workshop-evaluation` may print. Sources: [DEVTE], [NHSTK].

    Data protection by type: it asks for no name, and for nothing that monitoring asks
    for.
    """

    title: str
    """`Workshop evaluation`."""
    imprint: Imprint
    """The foot of the page."""
    workshop: str
    """The workshop's title."""
    provider: str
    """Who put it on: its hosts, or the partnership."""
    dates: tuple[str, ...]
    """The days on which it takes place, to tick; empty while none are set."""
    outcomes: tuple[str, ...]
    """The learning outcomes, a sentence each; empty where none are recorded."""
    is_cascaded: bool
    """Whether organisations have agreed to pass it on to their own staff."""
    follow_up: str
    """When the second part is due: `3 and 6 months`; empty where that is not planned."""
    online: Link
    """Where the form can be filled in online; without words where it cannot."""
    return_to: Link
    """Where the form goes; without words where the record does not say."""


def workshop_evaluation(
    portfolio: Portfolio, on: pendulum.Date, subject: str
) -> WorkshopEvaluation:
    """Gather what the evaluation form of a workshop asks.

    Raises:
        UnknownIdError: *subject* is no workshop's id.
    """
    workshop = portfolio.get(Workshop, subject)
    days = [s.on for s in portfolio.sessions_of(workshop.id) if s.status.happens]
    return WorkshopEvaluation(
        title="Workshop evaluation",
        imprint=imprint(portfolio.partnership, on),
        workshop=workshop.title,
        provider=providers(portfolio, workshop),
        dates=tuple(long_date(day, weekday=True) for day in dict.fromkeys(days)),
        outcomes=tuple(sentence(outcome) for outcome in workshop.learning_outcomes),
        is_cascaded=workshop.cascade,
        follow_up=_after(workshop.follow_up_months),
        online=link(workshop.feedback_form),
        return_to=link(portfolio.partnership.contact),
    )


def workshops(portfolio: Portfolio) -> dict[str, str]:
    """Give every workshop with its title."""
    return {workshop.id: workshop.title for workshop in portfolio.workshops}


def _after(months: tuple[int, ...]) -> str:
    if not months:
        return ""
    return f"{listed(map(str, months))} {'month' if months == (1,) else 'months'}"
