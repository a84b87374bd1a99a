"""What may be said with numbers: who answered, who disclosed, and how a workforce moves.

Two families of percentages, exact and rounded half up to one decimal place:

- *diversity data*: `response_rate`, `disclosure_rate`, `count_as_of`, and `rates` for a
  whole collection, each published figure beside the one it can be computed from;
- *workforce*: `turnover_rate`, `attrition_rate`, `agency_rate`, `vacancy_rate`,
  `agency_covering_vacancies`, `vacancies_covered_by_agency`, `absence_rate`, and
  `caseload`, which is a number of cases, with the formulae of the Department for
  Education's census of children's social workers.

Every function takes counts and gives a number. Nothing here decides whether a number is
safe to publish: small counts can point to a person.
"""

from tpkit.monitoring._responses import (
    Rates,
    count_as_of,
    disclosure_rate,
    rates,
    response_rate,
)
from tpkit.monitoring._workforce import (
    DAYS_WORKED_IN_A_YEAR,
    Count,
    absence_rate,
    agency_covering_vacancies,
    agency_rate,
    attrition_rate,
    caseload,
    turnover_rate,
    vacancies_covered_by_agency,
    vacancy_rate,
)

__all__ = [
    "DAYS_WORKED_IN_A_YEAR",
    "Count",
    "Rates",
    "absence_rate",
    "agency_covering_vacancies",
    "agency_rate",
    "attrition_rate",
    "caseload",
    "count_as_of",
    "disclosure_rate",
    "rates",
    "response_rate",
    "turnover_rate",
    "vacancies_covered_by_agency",
    "vacancy_rate",
]
