from decimal import Decimal
from fractions import Fraction

from tpkit.errors import FieldError
from tpkit.monitoring._tenths import percent, tenths

Count = Decimal | int
"""People, posts, cases or days: exact, never a float. People and posts are counted in
full-time equivalents (FTE, contracted hours over the grade's standard hours) or by head;
a rate takes both its numbers in the same way [META19]."""

DAYS_WORKED_IN_A_YEAR = 253
"""Working days for which one full-time social worker could be absent in a year. The
census does not print it; of the whole numbers near it, 252 gives a figure that was not
the published one [INF]."""


def turnover_rate(*, leavers: Count, in_post: Count) -> Decimal:
    """Give the percent of a workforce that left in a year, to one decimal place.

    *In*: `leavers` in the year to 30 September and `in_post` on that day, agency workers
    in neither, both in FTE or both by head. *Out*: `leavers / in_post * 100`. It counts
    moves to other councils too; see `attrition_rate`. Sources: [CSWWDS], [META19].

    Raises:
        FieldError: a number is negative or not exact, or nobody is in post.

    Example:
        England, year to 30 September 2023 [CSWWDS]:

        ```python
        >>> from decimal import Decimal
        >>> from tpkit import monitoring
        >>> monitoring.turnover_rate(
        ...     leavers=Decimal("5254.6"), in_post=Decimal("33119.1")
        ... )
        Decimal('15.9')

        ```
    """
    _counted("turnover_rate", leavers=leavers)
    _counted_above_none("turnover_rate", in_post=in_post)
    return percent(leavers, in_post)


def attrition_rate(*, lost: Count, in_post: Count) -> Decimal:
    """Give the percent of a workforce lost to councils altogether, to one decimal place.

    *In*: `lost`, leavers in the year who went to an agency or out of children's social
    work in councils, not those who moved to another council; `in_post` on 30 September;
    both in FTE or both by head. *Out*: `lost / in_post * 100`. Sources: [WPATT], [ATTDS].

    Raises:
        FieldError: a number is negative or not exact, or nobody is in post.
    """
    _counted("attrition_rate", lost=lost)
    _counted_above_none("attrition_rate", in_post=in_post)
    return percent(lost, in_post)


def agency_rate(*, agency: Count, in_post: Count) -> Decimal:
    """Give the percent of those at work who are agency workers, to one decimal place.

    *In*: `agency` workers and staff `in_post` on 30 September, who are others, both in
    FTE or both by head. *Out*: `agency / (in_post + agency) * 100`: unlike turnover, the
    whole is staff and agency workers together [CSWWDS].

    Raises:
        FieldError: a number is negative or not exact, or nobody is at work.
    """
    _counted("agency_rate", agency=agency, in_post=in_post)
    at_work = Fraction(agency) + Fraction(in_post)
    if not at_work:
        raise FieldError("agency_rate", "in_post", "somebody at work", in_post)
    return percent(agency, at_work)


def vacancy_rate(*, vacancies_fte: Count, in_post_fte: Count) -> Decimal:
    """Give the percent of posts that are vacant, to one decimal place.

    *In*: `vacancies_fte` and `in_post_fte` on 30 September, in FTE only: a vacancy is a
    share of a post, not a head. *Out*: `vacancies / (in_post + vacancies) * 100`
    [CSWWDS].

    Raises:
        FieldError: a number is negative or not exact, or there are no posts.
    """
    _counted("vacancy_rate", vacancies_fte=vacancies_fte, in_post_fte=in_post_fte)
    posts = Fraction(vacancies_fte) + Fraction(in_post_fte)
    if not posts:
        raise FieldError("vacancy_rate", "in_post_fte", "posts to fill", in_post_fte)
    return percent(vacancies_fte, posts)


def agency_covering_vacancies(*, cover_fte: Count, agency_fte: Count) -> Decimal:
    """Give the percent of agency workers who cover vacancies, to one decimal place.

    *In*: `cover_fte`, the agency workers who cover a vacancy, and `agency_fte`, all of
    them, on 30 September, in FTE. *Out*: `cover / agency * 100` [CSWWDS].

    Raises:
        FieldError: a number is negative or not exact, there are no agency workers, or
            more of them cover vacancies than there are.
    """
    where = "agency_covering_vacancies"
    _counted(where, cover_fte=cover_fte)
    _counted_above_none(where, agency_fte=agency_fte)
    if cover_fte > agency_fte:
        expected = f"no more than all agency workers ({agency_fte})"
        raise FieldError(where, "cover_fte", expected, cover_fte)
    return percent(cover_fte, agency_fte)


def vacancies_covered_by_agency(*, cover_fte: Count, vacancies_fte: Count) -> Decimal:
    """Give the percent of vacancies that agency workers cover, to one decimal place.

    *In*: `cover_fte`, the agency workers who cover a vacancy, and `vacancies_fte`, on 30
    September, in FTE. *Out*: `cover / vacancies * 100`, above 100 where more hours are
    bought than are vacant [CSWWDS].

    Raises:
        FieldError: a number is negative or not exact, or nothing is vacant.
    """
    _counted("vacancies_covered_by_agency", cover_fte=cover_fte)
    _counted_above_none("vacancies_covered_by_agency", vacancies_fte=vacancies_fte)
    return percent(cover_fte, vacancies_fte)


def caseload(*, cases: Count, holders_fte: Count) -> Decimal:
    """Give the cases for each full-time case holder, to one decimal place.

    *In*: `cases` on 30 September, each child one, and `holders_fte`, the social workers
    who hold any, in FTE. *Out*: `cases / holders`, a number of cases and no percentage
    [CSWWDS].

    Raises:
        FieldError: a number is negative or not exact, or nobody holds cases.
    """
    _counted("caseload", cases=cases)
    _counted_above_none("caseload", holders_fte=holders_fte)
    return tenths(Fraction(cases) / Fraction(holders_fte))


def absence_rate(
    *,
    days_lost: Count,
    in_post_fte: Count,
    days_worked: int = DAYS_WORKED_IN_A_YEAR,
) -> Decimal:
    """Give the percent of working days lost to sickness in a year, to one decimal place.

    *In*: `days_lost`, working days in the year to 30 September; `in_post_fte` on that
    day; `days_worked` by one full-time person in a year. *Out*:
    `days_lost / (in_post * days_worked) * 100`. Sources: [CSWWDS], [INF].

    Raises:
        FieldError: a number is negative or not exact, nobody is in post, or no days are
            worked.
    """
    _counted("absence_rate", days_lost=days_lost)
    _counted_above_none(
        "absence_rate", in_post_fte=in_post_fte, days_worked=days_worked
    )
    return percent(days_lost, Fraction(in_post_fte) * days_worked)


def _counted(where: str, **counts: Count) -> None:
    for name, value in counts.items():
        if not (_is_exact(value) and value >= 0):
            expected = "a whole number or Decimal of at least 0"
            raise FieldError(where, name, expected, value)


def _counted_above_none(where: str, **counts: Count) -> None:
    for name, value in counts.items():
        if not (_is_exact(value) and value > 0):
            expected = "a whole number or Decimal above 0"
            raise FieldError(where, name, expected, value)


def _is_exact(value: object) -> bool:
    # True counts as 1, and a float as whatever is nearest: neither is a count.
    if isinstance(value, Decimal):
        return value.is_finite()
    return type(value) is int
