"""The documents about sessions, and about those who lead them."""

from tpkit._model.portfolio import Portfolio
from tpkit.report._document.document import Document
from tpkit.report._planning.load_chart import LoadChart, load_chart
from tpkit.report._planning.timetable import TimetablePage, timetable
from tpkit.report._samples.made import made
from tpkit.schedule._terms.needs import needs_of


def _is_led(portfolio: Portfolio) -> bool:
    needs = needs_of(portfolio)
    return any(map(needs.leaders, portfolio.sessions))


DOCUMENTS: tuple[Document, ...] = (
    Document(
        name="timetable",
        title="Timetable",
        context=TimetablePage,
        build=lambda portfolio, on, _: timetable(portfolio, on=on),
        samples=made(lambda portfolio, on, _: timetable(portfolio, on=on)),
        is_packed=lambda portfolio: bool(portfolio.sessions),
    ),
    Document(
        name="load-chart",
        title="Who leads how much",
        context=LoadChart,
        build=lambda portfolio, on, _: load_chart(portfolio, on=on),
        samples=made(lambda portfolio, on, _: load_chart(portfolio, on=on)),
        formats=("html",),
        is_packed=_is_led,
    ),
)
