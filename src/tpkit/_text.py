"""English for people: lists, plurals, ordinals, GOV.UK dates, times and money.

Style: https://www.gov.uk/guidance/style-guide/a-to-z-of-gov-uk-style (dates, times,
money).
"""

import difflib
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def listed(items: Iterable[str], *, joiner: str = "and") -> str:
    """Join as English does: `a`, `a and b`, `a, b and c`; empty for no items."""
    words = list(items)
    if len(words) < 2:  # noqa: PLR2004  # one item needs no joiner
        return "".join(words)
    return f"{', '.join(words[:-1])} {joiner} {words[-1]}"


def counted(number: int, singular: str, plural: str = "") -> str:
    """Write a number with its noun: `1 place`, `25 places`, `0 people`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def ordinal(number: int) -> str:
    """Write `1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`."""
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def long_date(on: date, *, weekday: bool = False) -> str:
    """Write `21 February 2022`, or `Monday 21 February 2022`."""
    day = f"{on.day} {MONTHS[on.month - 1]} {on.year}"
    return f"{DAYS[on.weekday()]} {day}" if weekday else day


def clock_time(at: time) -> str:
    """Write `10am`, `11:30am`, `midday`, `midnight`."""
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    hour = at.hour % 12 or 12
    minutes = f":{at.minute:02d}" if at.minute else ""
    return f"{hour}{minutes}{'pm' if at.hour >= 12 else 'am'}"  # noqa: PLR2004


def time_range(start: time, end: time) -> str:
    """Write `10am to 11:30am`."""
    return f"{clock_time(start)} to {clock_time(end)}"


def pounds(amount: Decimal) -> str:
    """Write `£1,234.50`, whole pounds as `£1,234`, debts as `-£5`."""
    sign = "-" if amount < 0 else ""
    text = f"{abs(amount):,.2f}".removesuffix(".00")
    return f"{sign}£{text}"


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Write `did you mean 'workshops'?` for the nearest choice; empty when none is near."""
    by_letters = {choice.lower(): choice for choice in choices}
    near = difflib.get_close_matches(word.lower(), by_letters, n=1, cutoff=0.6)
    return f"did you mean {by_letters[near[0]]!r}?" if near else ""
