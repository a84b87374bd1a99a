from collections.abc import Iterator
from typing import ClassVar

import attrs
import pendulum

from tpkit._model.delivery import (
    ConfidenceRating,
    ConfidenceScale,
    DeliveryConfidence,
    Project,
)
from tpkit._model.portfolio import Portfolio
from tpkit._text import listed, long_date
from tpkit.checks._check import Check
from tpkit.findings import Finding, Severity
from tpkit.track._status.rag import Reason
from tpkit.track._status.status import status

_WORDS = {
    ConfidenceRating.GREEN: "green",
    ConfidenceRating.AMBER_GREEN: "amber/green",
    ConfidenceRating.AMBER: "amber",
    ConfidenceRating.AMBER_RED: "amber/red",
    ConfidenceRating.RED: "red",
}

_ORDER = tuple(_WORDS)
"""The ratings, the best first."""

_THREE_POINTS_SINCE = pendulum.Date(2021, 1, 1)


@attrs.frozen(kw_only=True)
class ConfidenceTooHigh:
    """Delivery is judged highly likely, and a milestone lies past the end of the money.

    Green means that nothing major threatens delivery; a milestone that cannot be reached
    while there is money does [NAO][DBW].
    """

    code: ClassVar[str] = "TP607"
    rules: ClassVar[tuple[int, ...]] = (32,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        green = [
            (index, project)
            for index, project in enumerate(portfolio.projects)
            if project.confidence is not None
            and project.confidence.rating is ConfidenceRating.GREEN
        ]
        if not green:
            return
        found = status(portfolio, on=on)
        for index, project in green:
            late = [
                line.title
                for line in found.milestones_of(project.id)
                if Reason.PAST_FUNDING_END in line.reasons
            ]
            if late:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"$.projects[{index}].confidence.rating",
                    message=(
                        f"Delivery of {project.title} is judged green, and its money ends "
                        f"before {listed(late)}"
                    ),
                    remedy="judge it again, or find out how the work is to be paid for",
                )


@attrs.frozen(kw_only=True)
class ConfidenceUnexplained:
    """Delivery is judged amber or red, and nobody says why.

    The words of the scale vary from one organisation to the next, so that a rating is
    shown with its reasons [DBW].
    """

    code: ClassVar[str] = "TP608"
    rules: ClassVar[tuple[int, ...]] = (32,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for path, project, judged in _judgements(portfolio):
            is_bad = _ORDER.index(judged.rating) >= _ORDER.index(ConfidenceRating.AMBER)
            if is_bad and not judged.narrative:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"{path}.narrative",
                    message=(
                        f"Delivery of {project.title} was judged {_WORDS[judged.rating]} "
                        f"on {long_date(judged.assessed_on)} without a reason"
                    ),
                    remedy="write down what stands in the way",
                )


@attrs.frozen(kw_only=True)
class ConfidenceScaleOutOfDate:
    """Delivery was judged on the five-point scale after it had been given up.

    Government has judged on three points since 2021 [PAC]; on five nobody else can compare
    it.
    """

    code: ClassVar[str] = "TP609"
    rules: ClassVar[tuple[int, ...]] = (33,)

    since: pendulum.Date = _THREE_POINTS_SINCE
    """The first day on which the three-point scale counts."""

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        for path, project, judged in _judgements(portfolio):
            is_five = judged.scale is ConfidenceScale.FIVE_POINT
            if is_five and judged.assessed_on >= self.since:
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"{path}.scale",
                    message=(
                        f"Delivery of {project.title} was judged on five points on "
                        f"{long_date(judged.assessed_on)}"
                    ),
                    remedy="have it judged on three points: green, amber or red",
                )


_AT_BEST = {
    ConfidenceRating.GREEN: ConfidenceRating.GREEN,
    ConfidenceRating.AMBER_GREEN: ConfidenceRating.AMBER,
    ConfidenceRating.AMBER: ConfidenceRating.AMBER,
    ConfidenceRating.AMBER_RED: ConfidenceRating.AMBER,
    ConfidenceRating.RED: ConfidenceRating.RED,
}
"""What each of five points may become on three without anybody judging again."""


@attrs.frozen(kw_only=True)
class ConfidenceRaisedByConversion:
    """A rating became better when it was carried from five points to three.

    Amber/green becomes amber, amber/red amber or red as somebody decides: never better
    [PAC]. A judgement of the same day, or with the same reasons, is taken for the old one
    carried over; a new one says why.
    """

    code: ClassVar[str] = "TP610"
    rules: ClassVar[tuple[int, ...]] = (33,)

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        del on
        before: DeliveryConfidence | None = None
        owner = ""
        for path, project, judged in _judgements(portfolio):
            if (
                project.id == owner
                and before is not None
                and _is_raised(before, judged)
            ):
                yield Finding(
                    code=self.code,
                    severity=Severity.WARNING,
                    path=f"{path}.rating",
                    message=(
                        f"Delivery of {project.title} went from "
                        f"{_WORDS[before.rating]} of five points to "
                        f"{_WORDS[judged.rating]} of three"
                    ),
                    remedy=(
                        f"make it {_WORDS[_AT_BEST[before.rating]]}, or have it judged "
                        "again and say why"
                    ),
                )
            before, owner = judged, project.id


def _is_raised(before: DeliveryConfidence, after: DeliveryConfidence) -> bool:
    if (before.scale, after.scale) != (
        ConfidenceScale.FIVE_POINT,
        ConfidenceScale.THREE_POINT,
    ):
        return False
    is_the_same = before.assessed_on == after.assessed_on
    is_carried_over = is_the_same or before.narrative == after.narrative
    best = _ORDER.index(_AT_BEST[before.rating])
    return is_carried_over and _ORDER.index(after.rating) < best


@attrs.frozen(kw_only=True)
class ConfidenceUnattributed:
    """Delivery was judged, and nobody says by whom; or on a day still to come.

    A judgement is somebody's, made on a day: without that nobody can ask what it rests on
    [PAC].
    """

    code: ClassVar[str] = "TP655"
    rules: ClassVar[tuple[int, ...]] = ()

    def __call__(
        self, portfolio: Portfolio, /, *, on: pendulum.Date
    ) -> Iterator[Finding]:
        for path, project, judged in _judgements(portfolio):
            rated = (
                f"Delivery of {project.title} was judged {_WORDS[judged.rating]} on "
            )
            rated += long_date(judged.assessed_on)
            if judged.assessed_by is None:
                yield self._finding(
                    f"{path}.assessed_by", f"{rated} by nobody that is named"
                )
            if judged.assessed_on > on:
                yield self._finding(
                    f"{path}.assessed_on", f"{rated}, which is still to come"
                )

    def _finding(self, path: str, message: str) -> Finding:
        return Finding(
            code=self.code,
            severity=Severity.WARNING,
            path=path,
            message=message,
            remedy="record who judged it, and when",
        )


def _judgements(
    portfolio: Portfolio,
) -> Iterator[tuple[str, Project, DeliveryConfidence]]:
    """Yield each judgement of each project with its path, the oldest first."""
    for index, project in enumerate(portfolio.projects):
        for place, judged in enumerate(project.earlier_confidence):
            yield f"$.projects[{index}].earlier_confidence[{place}]", project, judged
        if project.confidence is not None:
            yield f"$.projects[{index}].confidence", project, project.confidence


CHECKS: tuple[Check, ...] = (
    ConfidenceTooHigh(),
    ConfidenceUnexplained(),
    ConfidenceScaleOutOfDate(),
    ConfidenceRaisedByConversion(),
)
"""The checks of delivery confidence, in order of code."""

LATER_CHECKS: tuple[Check, ...] = (ConfidenceUnattributed(),)
"""Those whose codes come after the checks of dates."""
