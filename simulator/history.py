"""Three years of daily figures by unit, counted from the same dossiers, complaints and devices that live.

The counting rules are those of docs/figures.md, written here a second time on purpose: one checks the other.
Run: `python -m simulator.history --until 2026-11-23 history.csv.gz`.
"""

import argparse
import csv
import gzip
import sys
from collections.abc import Iterator
from datetime import date
from itertools import chain

from simulator import complaint_history, complaints, device_history, dossier_history, dossiers, told_history
from simulator.city import City, build_city
from simulator.clock import from_date
from simulator.districts import THU_DUC_SINCE, WARDS_SINCE, district_of
from simulator.sheet import FOR_EVER, Row, Sheet, Span


def history(city: City, until: date, years: float = 3, daily_for: int | None = None) -> Iterator[Row]:
    """(day, unit code, figure, value) for the `years` before `until`, which is left out, by day.

    With `daily_for`, days older than that many are gathered a month: sums on the month's first day, states
    on its last. A sum that is 0 has no row but on the very last day. Takes about ten seconds for three years.
    """
    last = from_date(until)
    first = last - round(365.25 * years)
    sheet = Sheet(first, last, spans(city))
    count(sheet, city)
    return sheet.rows(daily_for)


def count(sheet: Sheet, city: City) -> None:
    """Everything that happens in the sheet's days."""
    for day in range(sheet.first - dossiers.LONGEST, sheet.last):
        dossier_history.count(sheet, dossiers.filed(city, day))
    for day in range(sheet.first - complaints.LONGEST, sheet.last):
        complaint_history.count(sheet, complaints.reported(city, day))
    device_history.count(sheet, city)


def spans(city: City) -> list[Span]:
    """What the city's wards stood for: districts until 2020 and until 30/6/2025, then themselves."""

    def then(day: int) -> list[str]:
        told = ((district_of(ward.code, day), ward.code) for ward in city.wards)
        return [code if district is None else district.code for district, code in told]

    ends = (THU_DUC_SINCE, WARDS_SINCE)
    return [*((end, then(end - 1)) for end in ends), (FOR_EVER, then(WARDS_SINCE))]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m simulator.history", description="Daily figures of the simulated city as CSV."
    )
    parser.add_argument("file", help="CSV to write: day,unit,figure,value; .gz is packed")
    parser.add_argument("--until", type=date.fromisoformat, required=True, help="the day after the last one")
    parser.add_argument("--years", type=float, default=3, help="how many (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="the city's seed (default %(default)s)")
    parser.add_argument("--daily-for", type=int, metavar="DAYS", help="gather older days by months")
    options = parser.parse_args()
    city = build_city(options.seed)
    rows = chain(
        history(city, options.until, options.years, options.daily_for),
        told_history.past(city, options.until, options.years),
    )
    packed = options.file.endswith(".gz")
    try:
        with (
            gzip.open(options.file, "wt", compresslevel=3, encoding="utf-8", newline="")
            if packed
            else open(options.file, "w", encoding="utf-8", newline="")  # noqa: PTH123  beside gzip.open
        ) as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("day", "unit", "figure", "value"))
            writer.writerows(
                (day.isoformat(), unit, figure, f"{value:g}") for day, unit, figure, value in rows
            )
    except OSError as error:
        sys.stderr.write(f"history: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
