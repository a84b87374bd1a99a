"""The documents about where things stand."""

from tpkit.report._document.document import Document
from tpkit.report._document.samples import Samples
from tpkit.report._samples.made import made
from tpkit.report._samples.riverside import ON, bare
from tpkit.report._standing.findings import FindingsPage, findings_page
from tpkit.report._standing.overview import Overview, overview
from tpkit.report._standing.samples import with_money
from tpkit.report._standing.status import StatusPage, status_page

OVERVIEW = Document(
    name="overview",
    title="Overview",
    context=Overview,
    build=lambda portfolio, on, _: overview(portfolio, on),
    samples=made(lambda portfolio, on, _: overview(portfolio, on)),
    formats=("html",),
)
STATUS = Document(
    name="status",
    title="Status",
    context=StatusPage,
    build=lambda portfolio, on, _: status_page(portfolio, on),
    samples=lambda: Samples(
        minimal=status_page(bare(), ON), typical=status_page(with_money(), ON)
    ),
    formats=("html",),
)
FINDINGS = Document(
    name="findings",
    title="Findings",
    context=FindingsPage,
    build=lambda portfolio, on, _: findings_page(portfolio, on),
    samples=made(lambda portfolio, on, _: findings_page(portfolio, on)),
    formats=("html",),
)
