"""The reporter: documents from layered templates."""

import importlib.resources
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from typing import Any

import attrs
import pendulum
from markupsafe import escape as escape_html

from tpkit._model.portfolio import Portfolio
from tpkit._text import did_you_mean, listed
from tpkit.errors import TemplateError
from tpkit.report import _markdown
from tpkit.report._documents import STANDARD, Document, Format
from tpkit.report._environment import Escape, Sandbox
from tpkit.report._layers import LayeredLoader, names_in

_BUILT_IN: Traversable = importlib.resources.files("tpkit.report").joinpath("templates")

_ESCAPES: dict[Format, Escape] = {
    "html": lambda text: str(escape_html(text)),
    "markdown": _markdown.escape,
}
_PAGES: dict[Format, str] = {"html": "page.html.j2", "markdown": "page.md.j2"}
"""Under which name a document's folder has its template for each format."""


def _layers(folders: Iterable[Traversable]) -> tuple[Traversable, ...]:
    return tuple(folders)


def _documents(documents: Iterable[Document]) -> tuple[Document, ...]:
    return tuple(documents)


@attrs.frozen(kw_only=True)
class Reporter:
    """Renders documents from templates, a partnership's own before the built-in ones.

    A template in a layer covers the one of the same name below. To change one block
    and keep the rest, a template extends its own name:

    ```jinja
    {% extends "invitation/page.html.j2" %}
    {% block benefits %}{{ super() }}<p>Lunch is provided.</p>{% endblock %}
    ```

    Templates run in a sandbox: they can read the fields of their context and nothing
    else. A reporter reads each template once; make a new one after a change.

    Raises:
        TemplateError: a layer is no folder, or has a page that no document would use.

    Example:
        ```python
        >>> import pendulum
        >>> from tpkit import Partnership, PartnershipId, Portfolio
        >>> from tpkit.report import Reporter
        >>> partnership = Partnership(id=PartnershipId("tp"), name="Our partnership")
        >>> portfolio = Portfolio(partnership=partnership)
        >>> page = Reporter().render("status", portfolio, on=pendulum.Date(2022, 2, 14))
        >>> "14 February 2022" in page
        True

        ```
    """

    layers: tuple[Traversable, ...] = attrs.field(default=(), converter=_layers)
    """Folders of templates, first come first: `pathlib.Path`, or parts of a package."""
    documents: tuple[Document, ...] = attrs.field(
        default=STANDARD, converter=_documents
    )
    """The documents it knows; a later one of the same name takes an earlier one's place."""
    _sandboxes: dict[Format, Sandbox] = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(lambda self: _made(self.layers), takes_self=True),
    )

    def __attrs_post_init__(self) -> None:
        names = {document.name for document in self.documents}
        for layer in self.layers:
            if not layer.is_dir():
                raise TemplateError(
                    f"expected a folder of templates, got {str(layer)!r}, "
                    "which is none; check how it is spelt"
                )
            templates = sorted(names_in(layer))
            if not templates:
                raise TemplateError(
                    "expected templates, which are files whose names end in .j2, "
                    f"got {str(layer)!r}, which holds none; name the folder above theirs"
                )
            for name in templates:
                _refuse_stray_page(layer, name, names)

    def render(
        self,
        name: str,
        portfolio: Portfolio,
        /,
        *,
        on: pendulum.Date,
        subject: str = "",
        format: Format = "html",
    ) -> str:
        """Give a document about *subject* as a text, as of the day *on*.

        *subject* is the id of what the document is about: a study for an invitation, a
        project for a highlight report. It may be left out where there is only one.

        Raises:
            TemplateError: there is no such document or format, or a template is wrong;
                the error names the file and the line.
            UnknownIdError: nothing that the document could be about has that id.
        """
        document = self.document(name)
        about = document.subject(portfolio, subject)
        return self.fill(document.build(portfolio, on, about), format=format)

    def fill(self, context: Any, /, *, format: Format = "html") -> str:
        """Give the document that a context belongs to: the values are all there.

        For a context that you have built or changed yourself; see `render`.

        Raises:
            TemplateError: no document has such a context, or as `render`.
        """
        document = self._document_of(context)
        if format not in document.formats:
            raise TemplateError(
                f"expected {listed(document.formats, joiner='or')} for the document "
                f"{document.name!r}, got {format!r}"
            )
        values = {
            field.name: getattr(context, field.name)
            for field in attrs.fields(type(context))
        }
        page = f"{document.name}/{_PAGES[format]}"
        text = self._sandboxes[format].fill(page, values)
        return _markdown.tidied(text) if format == "markdown" else text

    def blocks(self, name: str, /, *, format: Format = "html") -> tuple[str, ...]:
        """Give the names of the blocks that a document's template lets you override.

        Raises:
            TemplateError: there is no such document or template.
        """
        page = f"{self.document(name).name}/{_PAGES[format]}"
        return self._sandboxes[format].blocks(page)

    def document(self, name: str, /) -> Document:
        """Give the document of that name.

        Raises:
            TemplateError: there is none.
        """
        for document in reversed(self.documents):
            if document.name == name:
                return document
        names = [document.name for document in self.documents]
        hint = did_you_mean(name, names) or f"there are {listed(names)}"
        raise TemplateError(f"no document is named {name!r}; {hint}")

    def _document_of(self, context: Any) -> Document:
        for document in reversed(self.documents):
            if isinstance(context, document.context):
                return document
        raise TemplateError(
            f"no document has a {type(context).__name__} as its context; add it to "
            "the reporter's documents"
        )


def _made(layers: tuple[Traversable, ...]) -> dict[Format, Sandbox]:
    loader = LayeredLoader((*layers, _BUILT_IN))
    return {format: Sandbox(loader, escape) for format, escape in _ESCAPES.items()}


def _refuse_stray_page(layer: Traversable, name: str, documents: set[str]) -> None:
    """Refuse a page that would never be used, because its folder or name is misspelt."""
    folder, _, file = name.rpartition("/")
    if not file.startswith("page."):
        return
    if folder not in documents:
        hint = (
            did_you_mean(folder, documents) or f"there are {listed(sorted(documents))}"
        )
        raise TemplateError(
            f"{layer.joinpath(name)}: expected a document's name as the folder, "
            f"got {folder!r}; {hint}"
        )
    if file not in _PAGES.values():
        raise TemplateError(
            f"{layer.joinpath(name)}: expected {listed(_PAGES.values(), joiner='or')}, "
            f"got {file!r}"
        )
