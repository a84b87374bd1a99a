"""A kind of document: what it is called, what it is about, how its context is made."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs
import pendulum

from tpkit._model.portfolio import Portfolio
from tpkit._text import did_you_mean, listed
from tpkit.errors import UnknownIdError
from tpkit.report._document.formats import Format
from tpkit.report._document.samples import Samples

Subjects = Callable[[Portfolio], Mapping[str, str]]
Build = Callable[[Portfolio, pendulum.Date, str], Any]


@attrs.frozen(kw_only=True)
class Document:
    """A kind of document: its template's folder, and where its values come from.

    A document of your own has a folder of templates (`page.html.j2`, `page.md.j2`) in
    one of the reporter's layers, a frozen attrs class for what they may print, and a
    function that builds one. Give it to the reporter with the others:
    `Reporter(layers=[folder], documents=[*STANDARD, mine])`.
    """

    name: str
    """The folder of its templates: `invitation`."""
    title: str
    """What people call it: `Focus-group invitation`."""
    context: type[Any]
    """The frozen attrs class whose fields are all that its templates may print."""
    about: str = ""
    """What one such document is about: `study`; empty for the whole portfolio."""
    subjects: Subjects = attrs.field(default=lambda _: {})
    """Gives the id and the title of everything in a portfolio that it can be about."""
    build: Build
    """Makes the context from a portfolio, a day and an id (empty without *about*)."""
    formats: tuple[Format, ...] = ("html", "markdown")
    """The formats that it has a template for."""
    is_packed: Callable[[Portfolio], bool] = lambda _: True
    """Says whether a pack has it: not where there is nothing to tell."""
    samples: Callable[[], Samples] | None = None
    """Makes contexts to try its templates with; None where it has none."""

    @property
    def offers(self) -> tuple[Format, ...]:
        """The formats that it can be had in: those of its templates, and what is made of them."""
        return (*self.formats, "pdf") if "html" in self.formats else self.formats

    def subject(self, portfolio: Portfolio, id: str) -> str:
        """Give the id of what the document is about: *id*, or the only one there is.

        Raises:
            UnknownIdError: there is no such thing, or *id* is empty and there are several.
        """
        choices = tuple(self.subjects(portfolio))
        if id in choices or (not self.about and not id):
            return id
        if not id and len(choices) == 1:
            return choices[0]
        hint = did_you_mean(id, choices) or _choices(choices)
        raise UnknownIdError(self.about or "part of the portfolio", id, hint)


def _choices(ids: tuple[str, ...]) -> str:
    if not ids:
        return "the portfolio has none"
    return f"choose {listed(map(repr, ids), joiner='or')}"
