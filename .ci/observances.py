"""Write the table of observances that tpkit.calendars carries.

Run it with the `test` dependency group installed, from the root of a checkout:

    python .ci/observances.py > src/tpkit/calendars/observances.json

The tests run it too, and compare: the table is what these libraries say.
"""

import datetime as dt
import json
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import hijridate
import holidays
import lunardate
from convertdate import hebrew, islamic

from tpkit.calendars import FIRST_OBSERVANCE_YEAR, LAST_OBSERVANCE_YEAR
from tpkit.calendars._statute import easter

Days = tuple[dt.date, dt.date]

YEARS = range(FIRST_OBSERVANCE_YEAR, LAST_OBSERVANCE_YEAR + 1)
HIJRI_YEARS = range(1441, 1458)
RAMADAN, SHAWWAL, DHU_AL_HIJJAH = 9, 10, 12
NISAN, TISHRI = 1, 7

ISLAMIC = "[CAMHR]; Umm al-Qura calendar (hijridate)"
EID = f"{ISLAMIC} to tabular calendar (convertdate)"
JEWISH = "Hebrew calendar (convertdate), from the sunset before"
CHINESE = "Chinese lunisolar calendar (lunardate)"
INDIAN = "[LINC]; the day kept in India (holidays)"
SOLAR = "[LINC]; the sun's entry into sidereal Aries, Indian time"
EASTER = "Calendar (New Style) Act 1750"


def day_of(on: dt.date) -> Days:
    """Give a run of one day."""
    return on, on


def jewish(month: int, first: int, last: int) -> Iterator[Days]:
    """Yield the days from *first* to *last* of a Hebrew month, year by year."""
    for year in YEARS:
        of = year + (3761 if month == TISHRI else 3760)
        start, end = (hebrew.to_gregorian(of, month, day) for day in (first, last))
        yield dt.date(*start), dt.date(*end)


def umm_al_qura(year: int, month: int, day: int) -> dt.date:
    """Give a day of the calendar of Saudi Arabia."""
    on = hijridate.Hijri(year, month, day).to_gregorian()
    return dt.date(on.year, on.month, on.day)


def ramadans() -> Iterator[Days]:
    """Yield every Ramadan of the table, first and last day of the fast."""
    for year in HIJRI_YEARS:
        start = umm_al_qura(year, RAMADAN, 1)
        end = umm_al_qura(year, SHAWWAL, 1) - dt.timedelta(days=1)
        yield start, end


def eids(month: int, day: int) -> Iterator[Days]:
    """Yield each Eid from its day in one calendar to its day in the other."""
    for year in HIJRI_YEARS:
        on = umm_al_qura(year, month, day)
        yield on, max(on, dt.date(*islamic.to_gregorian(year, month, day)))


def lunar_new_years() -> Iterator[Days]:
    """Yield each first day of the Chinese lunisolar year."""
    for year in YEARS:
        yield day_of(lunardate.LunarDate(year, 1, 1).to_solar_date())


def diwalis() -> Iterator[Days]:
    """Yield each Diwali as India keeps it."""
    for on, name in sorted(holidays.country_holidays("IN", years=YEARS).items()):
        if "Diwali" in name:
            yield day_of(on)


def vaisakhis() -> Iterator[Days]:
    """Yield each Vaisakhi: 13 April in leap years of this span, else 14 April.

    The sun enters sidereal Aries 6 hours 9 minutes later each year and a leap day
    takes it back: 13 April 2024 at 21:15 in India, so 14 April 2025 at 03:24.
    """
    entry = dt.datetime(2024, 4, 13, 21, 15)  # noqa: DTZ001  # Indian clocks
    sidereal_year = dt.timedelta(days=365, hours=6, minutes=9, seconds=10)
    for year in YEARS:
        yield day_of((entry + (year - entry.year) * sidereal_year).date())


class Row(NamedTuple):
    """One observance of the table; the names are those of `tpkit.Observance`."""

    slug: str
    title: str
    tradition: str
    kind: str
    certainty: str
    source: str
    days: Iterable[Days]

    def line(self) -> str:
        """Write the row as a line of JSON, with the days inside the table's years."""
        runs = [
            (start.isoformat(), end.isoformat())
            for start, end in self.days
            if start.year in YEARS and end.year in YEARS
        ]
        return json.dumps({**self._asdict(), "days": runs}, ensure_ascii=False)


def christian(days_after_easter: int) -> Iterator[Days]:
    """Yield each day that stands so many days after Easter Sunday."""
    for year in YEARS:
        yield day_of(easter(year) + dt.timedelta(days=days_after_easter))


REST, FAST, FEAST = "work_restricted", "fasting", "festival"
EXACT, ESTIMATED = "exact", "estimated"


def table() -> Iterator[Row]:
    """Yield the rows of the table."""
    # fmt: off
    yield Row("lunar-new-year", "Lunar New Year", "East Asian", FEAST, EXACT, CHINESE, lunar_new_years())
    yield Row("ramadan", "Ramadan", "Islam", FAST, ESTIMATED, ISLAMIC, ramadans())
    yield Row("eid-al-fitr", "Eid al-Fitr", "Islam", REST, ESTIMATED, EID, eids(SHAWWAL, 1))
    yield Row("eid-al-adha", "Eid al-Adha", "Islam", REST, ESTIMATED, EID, eids(DHU_AL_HIJJAH, 10))
    yield Row("good-friday", "Good Friday", "Christianity", REST, EXACT, EASTER, christian(-2))
    yield Row("easter-sunday", "Easter Sunday", "Christianity", REST, EXACT, EASTER, christian(0))
    yield Row("vaisakhi", "Vaisakhi", "Sikhism", FEAST, ESTIMATED, SOLAR, vaisakhis())
    yield Row("passover", "Passover", "Judaism", REST, EXACT, JEWISH, jewish(NISAN, 15, 16))
    yield Row("passover-middle", "Passover, middle days", "Judaism", FEAST, EXACT, JEWISH, jewish(NISAN, 17, 20))
    yield Row("passover-last", "Passover, last days", "Judaism", REST, EXACT, JEWISH, jewish(NISAN, 21, 22))
    yield Row("rosh-hashanah", "Rosh Hashanah", "Judaism", REST, EXACT, JEWISH, jewish(TISHRI, 1, 2))
    yield Row("yom-kippur", "Yom Kippur", "Judaism", REST, EXACT, JEWISH, jewish(TISHRI, 10, 10))
    yield Row("diwali", "Diwali", "Hinduism", FEAST, ESTIMATED, INDIAN, diwalis())
    # fmt: on


def document() -> str:
    """Give the whole file, one observance a line."""
    about = {"made_by": ".ci/observances.py", "years": [YEARS[0], YEARS[-1]]}
    rows = ",\n".join(f"    {row.line()}" for row in table())
    return f'{{\n  "about": {json.dumps(about)},\n  "observances": [\n{rows}\n  ]\n}}\n'


if __name__ == "__main__":
    sys.stdout.write(document())
