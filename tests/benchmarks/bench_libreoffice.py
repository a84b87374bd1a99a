"""Working days beside LibreOffice Calc: 34,000 rows a nation, two answers each, all equal.

Run by hand, from a checkout in whose environment tpkit is installed, where `soffice` is on
the path; it takes half a minute:

    python tests/benchmarks/bench_libreoffice.py

Each row is a random day, a later one, and a number of days from -250 to 250. Calc works out
NETWORKDAYS of the two days and WORKDAY of the first and the number, with the nation's bank
holidays; its answers are compared with those of `WorkingCalendar`. Printed for each nation:
rows and differences. Exits with 1 if there is a difference.
"""

import csv
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pendulum

from tpkit import Nation, calendars

ROWS = 34_000
MOST_DAYS = 250
FIRST, LAST = (
    pendulum.Date(2013, 1, 1).toordinal(),
    pendulum.Date(2027, 12, 31).toordinal(),
)
EPOCH = pendulum.Date(1899, 12, 30).toordinal()
"""Day 0 of a spreadsheet."""

Row = tuple[int, int, int]

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"
 office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="rows">
"""
TAIL = "</table:table></office:spreadsheet></office:body></office:document>\n"


def main() -> int:
    """Compare every nation's calendar with Calc's; give the number of differences."""
    office = shutil.which("soffice")
    if office is None:
        print("soffice is not on the path")
        return 1
    return sum(compare(office, nation) for nation in Nation)


def compare(office: str, nation: Nation) -> int:
    """Compare one nation's calendar on random rows; give the number of differences."""
    dice = random.Random(nation.value)
    work = calendars.working_calendar(nation)
    days = [sorted(dice.randint(FIRST, LAST) for _ in range(2)) for _ in range(ROWS)]
    rows = [(a, b, dice.randint(-MOST_DAYS, MOST_DAYS)) for a, b in days]
    holidays = [day.on.toordinal() for day in calendars.bank_holidays(nation)]
    wrong = 0
    for (start, end, step), (counted, moved) in zip(
        rows, worked_out(office, rows, holidays), strict=True
    ):
        first, last = map(pendulum.Date.fromordinal, (start, end))
        wrong += work.working_days_between(first, last) != counted
        wrong += work.add_working_days(first, step).toordinal() != moved
    print(f"{nation.value:20} {2 * ROWS:,} answers: {wrong} differ")
    return wrong


def worked_out(
    office: str, rows: list[Row], holidays: list[int]
) -> Iterator[tuple[int, int]]:
    """Let Calc work out each row: days between, and the ordinal of the day moved to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rows.fods").write_text(
            HEAD + "".join(lines(rows, holidays)) + TAIL, encoding="utf-8"
        )
        subprocess.run(
            [
                office,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                "csv",
                "--outdir",
                str(folder),
                str(folder / "rows.fods"),
            ],
            check=True,
            capture_output=True,
        )
        with (folder / "rows.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                yield int(row[3]), int(row[4]) + EPOCH


def lines(rows: list[Row], holidays: list[int]) -> Iterator[str]:
    """Write the rows of the sheet: the holidays stand in column F."""
    away = f"[.$F$1:.$F${len(holidays)}]"
    for number, (start, end, step) in enumerate(rows, start=1):
        yield "<table:table-row>"
        yield cell(start - EPOCH) + cell(end - EPOCH) + cell(step)
        yield formula(f"NETWORKDAYS([.A{number}];[.B{number}];{away})")
        yield formula(f"WORKDAY([.A{number}];[.C{number}];{away})")
        if number <= len(holidays):
            yield cell(holidays[number - 1] - EPOCH)
        yield "</table:table-row>\n"


def cell(value: int) -> str:
    """Write a cell that holds a number."""
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def formula(text: str) -> str:
    """Write a cell that Calc works out."""
    return f'<table:table-cell table:formula="of:={text}" office:value-type="float"/>'


if __name__ == "__main__":
    sys.exit(bool(main()))
