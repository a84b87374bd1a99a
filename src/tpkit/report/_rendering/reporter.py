"""The reporter: documents from layered templates."""

import importlib.resources
from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable
from typing import Any

import attrs
import pendulum

from tpkit._model.portfolio import Portfolio
from tpkit._text import did_you_mean, listed
from tpkit.errors import TemplateError
from tpkit.report._checking.faults import TemplateFault
from tpkit.report._checking.review import Checker
from tpkit.report._contracts.contract import Contract, contract_of
from tpkit.report._document.document import Document
from tpkit.report._document.formats import FORMATS, Format
from tpkit.report._document.samples import Size
from tpkit.report._escaping.table import ESCAPES
from tpkit.report._look.layer import layers_of
from tpkit.report._look.look import Look, wording_of
from tpkit.report._look.sandboxes import sandbox_of
from tpkit.report._look.wording import Wording, reworded
from tpkit.report._rendering.batch import Batch
from tpkit.report._rendering.finishing import file_of, finished
from tpkit.report._standard.table import STANDARD
from tpkit.report._templates.layers import FRAME, LayeredLoader, names_in
from tpkit.report._templates.manifest import Manifest
from tpkit.report._templates.sandbox import Sandbox

BUILT_IN: Traversable = importlib.resources.files("tpkit.report").joinpath("templates")


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
    look: Look = attrs.field(factory=Look)
    """What documents look like, and the words they use: a partnership's own."""
    _wording: Wording = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(lambda self: wording_of(self.look), takes_self=True),
    )
    _sandboxes: dict[Format, Sandbox] = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(lambda self: sandboxes_of(self), takes_self=True),  # noqa: PLW0108  # defined below
    )

    _checker: Checker = attrs.field(
        init=False,
        eq=False,
        repr=False,
        default=attrs.Factory(
            lambda self: Checker(loader=loader_of(self), sandboxes=self._sandboxes),
            takes_self=True,
        ),
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
        return finished(self._filled(context, format), format)

    def file(
        self,
        name: str,
        portfolio: Portfolio,
        /,
        *,
        on: pendulum.Date,
        subject: str = "",
        format: Format = "word",
    ) -> bytes:
        """Give what is in the file of a document, in whichever format: see `render`.

        Raises:
            TemplateError: as `render`.
            UnknownIdError: as `render`.
        """
        document = self.document(name)
        about = document.subject(portfolio, subject)
        return self.fill_file(document.build(portfolio, on, about), format=format)

    def fill_each(
        self, contexts: Iterable[Any], /, *, format: Format = "html"
    ) -> Iterator[str]:
        """Yield the document of each context, one by one: see `fill`.

        Where contexts differ in `Personal` fields alone, and the template does nothing
        but print them, it is rendered once for all of them. The documents are the same
        as those of `fill`; thousands take no more memory than one.

        Raises:
            TemplateError: as `fill`.
        """
        return (finished(text, format) for text in self._filled_each(contexts, format))

    def fill_file(self, context: Any, /, *, format: Format = "word") -> bytes:
        """Give what is in the file of the document that a context belongs to.

        Raises:
            TemplateError: as `fill`.
        """
        return file_of(self._filled(context, format), format)

    def fill_each_file(
        self, contexts: Iterable[Any], /, *, format: Format = "word"
    ) -> Iterator[bytes]:
        """Yield what is in the file of each document, one by one: see `fill_each`.

        Raises:
            TemplateError: as `fill`.
        """
        return (file_of(text, format) for text in self._filled_each(contexts, format))

    def _filled_each(self, contexts: Iterable[Any], format: Format) -> Iterator[str]:
        batches: dict[type[Any], Batch] = {}
        for context in contexts:
            kind = type(context)
            if kind not in batches:
                page = (
                    f"{self.document_of(context, format).name}/{FORMATS[format].page}"
                )
                batches[kind] = Batch(
                    self._sandboxes[format],
                    page,
                    self._wording,
                    lambda c: self._filled(c, format),
                )
            yield batches[kind].fill(context)

    def _filled(self, context: Any, format: Format) -> str:
        document = self.document_of(context, format)
        worded = reworded(context, self._wording)
        values = {
            field.name: getattr(worded, field.name)
            for field in attrs.fields(type(worded))
        }
        page = f"{document.name}/{FORMATS[format].page}"
        return self._sandboxes[format].fill(page, values)

    def blocks(self, name: str, /, *, format: Format = "html") -> tuple[str, ...]:
        """Give the names of the blocks that a document's template lets you override.

        Raises:
            TemplateError: there is no such document or template.
        """
        page = f"{self.document(name).name}/{FORMATS[format].page}"
        return self._sandboxes[format].blocks(page)

    def check(self, name: str = "", /) -> tuple[TemplateFault, ...]:
        """Give what is wrong with the templates of a document, or of all of them.

        The templates are read against the classes that feed them, without any data:
        every name, in branches that are not taken and in loops over nothing too.

        Raises:
            TemplateError: there is no such document.
        """
        if name:
            return self._checker.check(self.document(name))
        return self._checker.check_all(self.documents, above=len(self.layers))

    @property
    def frame(self) -> Manifest:
        """What the folder of what all documents share says of its blocks."""
        return self._checker.loader.manifest(FRAME)

    def preview(
        self, name: str, /, *, sample: Size = "typical", format: Format = "html"
    ) -> str:
        """Give a document filled with made-up values: one of its four samples.

        Raises:
            TemplateError: there is no such document, it has no samples, or as `render`.
        """
        return self.fill(self._sample(name, sample), format=format)

    def preview_file(
        self, name: str, /, *, sample: Size = "typical", format: Format = "word"
    ) -> bytes:
        """Give what is in the file of a document filled with made-up values.

        Raises:
            TemplateError: as `preview`.
        """
        return self.fill_file(self._sample(name, sample), format=format)

    def _sample(self, name: str, size: Size) -> Any:
        document = self.document(name)
        if document.samples is None:
            raise TemplateError(
                f"the document {name!r} has no samples; give its Document a function "
                "that makes them"
            )
        return document.samples().of(size)

    def where(self, name: str, /, *, format: Format = "html") -> tuple[str, ...]:
        """Give the files of a document's template, the one that answers first.

        Raises:
            TemplateError: there is no such document or template.
        """
        page = f"{self.document(name).name}/{FORMATS[format].page}"
        found = [*self._checker.loader.places(page)]
        if not found:
            raise TemplateError(self._checker.loader.missing(page))
        return tuple(map(self._checker.loader.shown, found))

    def template(self, page: str, /) -> str:
        """Give the text of the topmost template of a name: `invitation/page.html.j2`.

        Raises:
            TemplateError: there is none.
        """
        place = self._checker.loader.place(page)
        if place is None:
            raise TemplateError(self._checker.loader.missing(page))
        return self._checker.loader.text(place)

    def manifest(self, name: str, /) -> Manifest:
        """Give what a document's folder says of its blocks.

        Raises:
            TemplateError: there is no such document, or its manifest is wrong.
        """
        return self._checker.loader.manifest(self.document(name).name)

    def contract(self, name: str, /) -> Contract:
        """Give what templates of your own can rely on: fields, blocks and filters.

        Raises:
            TemplateError: there is no such document, or a template is missing.
        """
        document = self.document(name)
        manifest = self.manifest(name)
        blocks: dict[str, tuple[str, ...]] = {
            format: self.blocks(name, format=format) for format in document.formats
        }
        return contract_of(document, manifest.contract, blocks)

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

    def document_of(self, context: Any, format: Format, /) -> Document:
        """Give the document that a context belongs to, and that has such a format.

        Raises:
            TemplateError: there is none.
        """
        for document in reversed(self.documents):
            if isinstance(context, document.context):
                if format in document.offers:
                    return document
                raise TemplateError(
                    f"expected {listed(document.offers, joiner='or')} for the "
                    f"document {document.name!r}, got {format!r}"
                )
        raise TemplateError(
            f"no document has a {type(context).__name__} as its context; add it to "
            "the reporter's documents"
        )


def loader_of(reporter: Reporter) -> LayeredLoader:
    """Give what finds the templates of a reporter, the built-in ones among them."""
    return LayeredLoader((*reporter.layers, *layers_of(reporter.look), BUILT_IN))


def sandboxes_of(reporter: Reporter) -> dict[Format, Sandbox]:
    """Give what fills the templates of a reporter, for each format."""
    loader = loader_of(reporter)
    made: dict[Format, Sandbox] = {
        format: sandbox_of(loader, format, wording_of(reporter.look))
        for format in ESCAPES
    }
    return {**made, "pdf": made["html"]}


def checker_of(reporter: Reporter) -> Checker:
    """Give what reads the templates of a reporter, of which it has read none yet."""
    return Checker(loader=loader_of(reporter), sandboxes=sandboxes_of(reporter))


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
    pages = [*dict.fromkeys(names.page for names in FORMATS.values())]
    if file not in pages:
        raise TemplateError(
            f"{layer.joinpath(name)}: expected {listed(pages, joiner='or')}, got {file!r}"
        )
