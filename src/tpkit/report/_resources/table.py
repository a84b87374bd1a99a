"""The documents of resources that are tested."""

from tpkit._model.portfolio import Portfolio
from tpkit.report._document.document import Document
from tpkit.report._resources.change_log import ChangeLog, change_log
from tpkit.report._resources.feedback_form import ResourceTestForm, resource_test_form
from tpkit.report._resources.samples import least, usual
from tpkit.report._samples.made import made


def cycles_of_testing(portfolio: Portfolio) -> dict[str, str]:
    """Give every round of testing with its title."""
    return {cycle.id: cycle.title for cycle in portfolio.test_cycles}


def resources(portfolio: Portfolio) -> dict[str, str]:
    """Give every resource with its title."""
    return {resource.id: resource.title for resource in portfolio.resources}


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="resource-test",
        title="Resource-test form",
        context=ResourceTestForm,
        about="test cycle",
        subjects=cycles_of_testing,
        build=resource_test_form,
        formats=("html", "markdown", "word"),
        samples=made(
            resource_test_form,
            minimal="test-1",
            typical="test-1",
            least=least,
            usual=usual,
        ),
    ),
    Document(
        name="change-log",
        title="Resource change log",
        context=ChangeLog,
        about="resource",
        subjects=resources,
        build=change_log,
        formats=("html", "markdown", "word"),
        samples=made(
            change_log, minimal="guide", typical="guide", least=least, usual=usual
        ),
    ),
)
