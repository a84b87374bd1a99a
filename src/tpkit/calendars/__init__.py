"""Working days, bank holidays, years that begin elsewhere than in January, observances.

Three questions, three answers:

- *Is it worked?* `working_calendar` builds a `WorkingCalendar` from a nation's bank
  holidays, closures and school breaks; it counts as spreadsheets do.
- *Which year is it in?* `financial_year`, `financial_quarter`, `academic_year`,
  `census_year` and `registration_year` give a `Year` or a `Quarter` with its label.
- *What else happens then?* `observances`, `sector_dates`, `clock_changes`, `sunset`.

Nothing here asks the clock: every answer depends on the dates it is given.

Two tables come with the package. `bank_holidays.json` holds what
https://www.gov.uk/bank-holidays.json has published for 2012 to 2028, in its own form;
it contains public sector information licensed under the Open Government Licence v3.0,
was checked against GOV.UK's source on 21 August 2026, and agrees with the `holidays`
package. `observances.json` is written by `.ci/observances.py` from convertdate
(Hebrew and tabular Islamic calendars), hijridate (Umm al-Qura), lunardate (Chinese) and
holidays (Diwali in India).
"""

from tpkit.calendars._bank_holidays import (
    FIRST_YEAR,
    LAST_YEAR,
    BankHoliday,
    Basis,
    bank_holidays,
    bank_holidays_from_json,
)
from tpkit.calendars._clocks import ClockChanges, clock_changes
from tpkit.calendars._observances import (
    FIRST_OBSERVANCE_YEAR,
    LAST_OBSERVANCE_YEAR,
    observances,
)
from tpkit.calendars._sector import (
    SectorDate,
    census_date,
    renewal_window,
    sector_dates,
    social_work_week,
    world_social_work_day,
)
from tpkit.calendars._sunset import sunset
from tpkit.calendars._time_off import TimeOff, TimeOffKind
from tpkit.calendars._working import (
    MONDAY_TO_FRIDAY,
    WorkingCalendar,
    working_calendar,
)
from tpkit.calendars._years import (
    Quarter,
    Year,
    YearKind,
    academic_year,
    census_year,
    financial_quarter,
    financial_year,
    financial_year_of,
    london_day,
    parse_year,
    registration_year,
    year_of,
)

__all__ = [
    "FIRST_OBSERVANCE_YEAR",
    "FIRST_YEAR",
    "LAST_OBSERVANCE_YEAR",
    "LAST_YEAR",
    "MONDAY_TO_FRIDAY",
    "BankHoliday",
    "Basis",
    "ClockChanges",
    "Quarter",
    "SectorDate",
    "TimeOff",
    "TimeOffKind",
    "WorkingCalendar",
    "Year",
    "YearKind",
    "academic_year",
    "bank_holidays",
    "bank_holidays_from_json",
    "census_date",
    "census_year",
    "clock_changes",
    "financial_quarter",
    "financial_year",
    "financial_year_of",
    "london_day",
    "observances",
    "parse_year",
    "registration_year",
    "renewal_window",
    "sector_dates",
    "social_work_week",
    "sunset",
    "working_calendar",
    "world_social_work_day",
    "year_of",
]
