"""The document that is a Gantt chart."""

from tpkit._model.portfolio import Portfolio
from tpkit.report._document.document import Document
from tpkit.report._gantt.gantt import GanttChart, gantt
from tpkit.report._samples.made import made


def _is_planned(portfolio: Portfolio) -> bool:
    families = (portfolio.phases, portfolio.milestones, portfolio.deliverables)
    return any(noun.work is not None for family in families for noun in family)


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="gantt",
        title="Plan and forecast",
        context=GanttChart,
        build=lambda portfolio, on, _: gantt(portfolio, on=on),
        samples=made(lambda portfolio, on, _: gantt(portfolio, on=on)),
        formats=("html",),
        is_packed=_is_planned,
    ),
)
