"""The check of documents: every page of every document, in every layer."""

from collections.abc import Iterable

import attrs

from tpkit.report._checking.declared import compare
from tpkit.report._checking.desk import Desk, Trees
from tpkit.report._checking.faults import Faults, TemplateFault
from tpkit.report._checking.pages import Page
from tpkit.report._checking.shapes import Names, fields_of
from tpkit.report._document.document import Document
from tpkit.report._document.formats import FORMATS, Format, format_of
from tpkit.report._templates.allowed import FILTERS, JSON
from tpkit.report._templates.layers import FRAME, LayeredLoader, Place
from tpkit.report._templates.sandbox import Sandbox


@attrs.frozen(kw_only=True, eq=False)
class Checker:
    """Reads the templates of documents against their contexts, without any data."""

    loader: LayeredLoader
    sandboxes: dict[Format, Sandbox]
    trees: Trees = attrs.field(factory=Trees)

    def check(self, document: Document) -> tuple[TemplateFault, ...]:
        """Give what is wrong with a document's templates, in the order of their files."""
        faults = Faults(self.loader.spot)
        for format in document.formats:
            self._check_page(document, format, faults)
        compare(self._desk("html", faults), document.name)
        return tuple(faults)

    def check_shared(self) -> tuple[TemplateFault, ...]:
        """Give what the manifest of the parts that all documents share gets wrong."""
        faults = Faults(self.loader.spot)
        compare(self._desk("html", faults), FRAME)
        return tuple(faults)

    def check_all(
        self, documents: Iterable[Document], *, above: int
    ) -> tuple[TemplateFault, ...]:
        """Give what is wrong with all documents and with the parts that they share.

        And the files that none of them uses: of the layers *above* that many, as what is
        built in need not be used.
        """
        faults = Faults(self.loader.spot)
        for document in documents:
            for fault in self.check(document):
                faults.repeat(fault)
        compare(self._desk("html", faults), FRAME)
        for name in self.loader.names():
            place = self.loader.place(name)
            if place is not None and place.layer < above:
                self._tell_unused(place, faults)
        return tuple(faults)

    def _tell_unused(self, place: Place, faults: Faults) -> None:
        file = self.loader.shown(place)
        if not self.trees.has(file):
            message = "no document uses it; check how its name and folder are spelt"
            faults.add(file, 0, message, is_warning=True)

    def _check_page(self, document: Document, format: Format, faults: Faults) -> None:
        name = f"{document.name}/{FORMATS[format].page}"
        place = self.loader.place(name)
        if place is None:
            faults.add(name, 0, self.loader.missing(name))
            return
        self.check_place(place, dict(fields_of(document.context)), faults)

    def check_place(self, place: Place, names: Names, faults: Faults) -> None:
        """Look at one template that is given these names, and at all it uses."""
        desk = self._desk(format_of(place.name), faults)
        page = Page(desk, place, names)
        page.check()
        for macro in desk.never_called():
            page.written_by(macro, {}, caller=False)

    def _desk(self, format: Format, faults: Faults) -> Desk:
        return Desk(
            loader=self.loader,
            environment=self.sandboxes[format],
            faults=faults,
            filters=(*FILTERS, JSON) if format == "html" else FILTERS,
            trees=self.trees,
        )
