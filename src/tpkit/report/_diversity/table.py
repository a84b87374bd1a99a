"""The documents of a collection of diversity data."""

from tpkit._model.portfolio import Portfolio
from tpkit.report._diversity.form import DiversityForm, diversity_form
from tpkit.report._diversity.samples import least, usual
from tpkit.report._document.document import Document
from tpkit.report._samples.made import made


def collections(portfolio: Portfolio) -> dict[str, str]:
    """Give every collection of diversity data with its title."""
    return {one.id: one.title for one in portfolio.diversity_collections}


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="diversity-form",
        title="Diversity monitoring form",
        context=DiversityForm,
        about="collection of diversity data",
        subjects=collections,
        build=diversity_form,
        formats=("html", "markdown", "word"),
        samples=made(
            diversity_form, minimal="staff", typical="staff", least=least, usual=usual
        ),
    ),
)
