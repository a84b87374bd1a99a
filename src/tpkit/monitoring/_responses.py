from collections.abc import Iterator
from decimal import Decimal

import attrs
import pendulum

from tpkit._model.monitoring import Characteristic, DiversityCollection, ResponseCount
from tpkit.errors import FieldError
from tpkit.monitoring._tenths import percent


def response_rate(count: ResponseCount, /) -> Decimal | None:
    """Give the percent of those asked who returned the question, to one decimal place.

    *In*: `asked`, the people the question was put to, and `returned`, those who answered
    it or preferred not to say [SWEEDI]. *Out*: `returned / asked * 100`, rounded half
    up; None where the source does not give both numbers. Those who skipped the question
    count as asked and not as returned; those who were not asked count nowhere.

    Raises:
        FieldError: nobody was asked, so that there is no rate.

    Example:
        Social Work England in July 2022 [CC22a]:

        ```python
        >>> import pendulum
        >>> from tpkit import ResponseCount, monitoring
        >>> july = pendulum.Date(2022, 7, 28)
        >>> count = ResponseCount(on=july, asked=98725, returned=7730)
        >>> monitoring.response_rate(count)
        Decimal('7.8')

        ```
    """
    asked = _asked(count)
    if asked is None or count.returned is None:
        return None
    return percent(count.returned, asked)


def disclosure_rate(count: ResponseCount, /) -> Decimal | None:
    """Give the percent of those asked who gave an answer, to one decimal place.

    *In*: `asked`, `returned` and, of those, `prefer_not_to_say`. *Out*:
    `(returned - prefer_not_to_say) / asked * 100`, rounded half up; None where the
    source does not give all three. Preferring not to say is a response and no
    disclosure, so this is never above the response rate; publish both [SWEEDI][CC22b].

    Raises:
        FieldError: nobody was asked, or more people preferred not to say than were
            asked.
    """
    asked = _asked(count)
    if asked is None or count.returned is None or count.prefer_not_to_say is None:
        return None
    return percent(count.returned - count.prefer_not_to_say, asked)


def _asked(count: ResponseCount) -> int | None:
    """Give how many were asked; refuse what the noun cannot know to be impossible."""
    asked, withheld = count.asked, count.prefer_not_to_say
    if asked is None:
        return None
    if asked == 0:
        raise FieldError("ResponseCount", "asked", "at least 1 to have a rate", asked)
    if withheld is not None and withheld > asked:
        raise FieldError(
            "ResponseCount",
            "prefer_not_to_say",
            f"no more than were asked ({asked})",
            withheld,
        )
    return asked


@attrs.frozen(kw_only=True)
class Rates:
    """One count of a collection in percent, beside the figure its source printed."""

    count: ResponseCount
    """What was counted."""
    response: Decimal | None
    """Percent of those asked who answered or preferred not to say."""
    disclosure: Decimal | None
    """Percent of those asked who answered."""

    @property
    def best(self) -> Decimal | None:
        """The response rate as computed, else as the source printed it, else None."""
        if self.response is not None or self.count.percent_reported is None:
            return self.response
        return Decimal(self.count.percent_reported)


def rates(collection: DiversityCollection, /) -> Iterator[Rates]:
    """Yield the rates of each count of a collection, earliest first.

    Counts of one day stand in the collection's order.

    Raises:
        FieldError: a count is impossible; see `response_rate` and `disclosure_rate`.
    """
    for count in sorted(collection.counts, key=lambda count: count.on):
        yield Rates(
            count=count,
            response=response_rate(count),
            disclosure=disclosure_rate(count),
        )


def count_as_of(
    collection: DiversityCollection,
    /,
    *,
    on: pendulum.Date,
    characteristic: Characteristic | None = None,
) -> ResponseCount | None:
    """Give the latest count taken on or before that day; None where there is none.

    *characteristic* asks for the count of one question; None for that of the collection
    as a whole, which is another thing than the sum of its questions. Of several counts
    of one day the last one listed is given.
    """
    taken = [
        count
        for count in collection.counts
        if count.on <= on and count.characteristic is characteristic
    ]
    return max(reversed(taken), key=lambda count: count.on, default=None)
