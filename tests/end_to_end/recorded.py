"""Recorded files as cities publish them, made up here: seeded, with everything that real ones hold."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

# Boston's "311 Service Requests" (data.boston.gov), times of its own clock.
COMPLAINT_COLUMNS = (
    *("case_enquiry_id", "open_dt", "target_dt", "closed_dt", "ontime", "case_status", "closure_reason"),
    *("case_title", "subject", "reason", "type", "queue", "department", "submittedphoto", "closedphoto"),
    *("location", "fire_district", "pwd_district", "city_council_district", "police_district"),
    *("neighborhood", "neighborhood_services_district", "ward", "precinct", "location_street_name"),
    *("location_zipcode", "latitude", "longitude", "source"),
)
# The Environment Agency's archive of readings (environment.data.gov.uk/flood-monitoring/archive).
READING_COLUMNS = ("dateTime", "stationReference", "parameter", "qualifier", "unitName", "value")

# Places in Bến Nghé, Tân Định and Thủ Đức, by the code of the district that held them in 2011 (Quận 1, Quận
# Thủ Đức); and places elsewhere, or none.
INSIDE = {
    ("10.7801", "106.7038"): "760",
    ("10.7920", "106.6925"): "760",
    ("10.8430", "106.7575"): "762",
}
OUTSIDE = (("42.3601", "-71.0589"), ("42.2715", "-71.0772"), ("", ""))

_FORMAT = "%Y-%m-%d %H:%M:%S"
_HOURS_48 = timedelta(hours=48)
# Told by Boston's clock: the hour that came twice on 6 November 2011, the one that never was on 13 March.
_EDGES = (
    ("2011-11-06 01:30:00", "2011-11-08 01:30:00"),
    ("2011-11-05 12:00:00", "2011-11-07 11:30:00"),
    ("2011-11-05 12:00:00", "2011-11-07 11:00:00"),
    ("2011-03-13 02:30:00", "2011-03-15 03:30:00"),
    ("2011-10-25 12:59:59", "2011-10-27 12:59:59"),
    ("2011-10-25 13:00:00", "2011-10-27 13:00:01"),
)


def complaints(path: Path, count: int) -> Path:
    """A CSV of complaints: open, answered soon, late, after exactly 48 h, closed without saying when."""
    chance = Random(311)
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, COMPLAINT_COLUMNS, restval="")
        sheet.writeheader()
        for number in range(count):
            opened, closed, status = _times(number, chance)
            lat, lon = chance.choice([*INSIDE] * 3 + [*OUTSIDE] * 2)
            sheet.writerow(
                {
                    "case_enquiry_id": str(101000300000 + number),
                    "open_dt": opened,
                    "closed_dt": closed,
                    "case_status": status,
                    "case_title": 'Pothole, "deep"\nand wide',
                    "type": chance.choice(("Street Light Outages", "Request for Pothole Repair")),
                    "location": "12 Main St  Boston  MA",
                    "neighborhood": chance.choice(("", "Greater Mattapan", "Back Bay")),
                    "latitude": lat,
                    "longitude": lon,
                    "source": "Self Service",
                }
            )
    return path


def _times(number: int, chance: Random) -> tuple[str, str, str]:
    """When it was made and closed, and its state."""
    if number < len(_EDGES):
        return *_EDGES[number], "Closed"
    opened = datetime(2011, 10, 20) + timedelta(seconds=chance.randrange(30 * 86400))  # noqa: DTZ001
    fate = chance.random()
    if fate < 0.15:
        return opened.strftime(_FORMAT), "", "Open"
    if fate < 0.17:
        return opened.strftime(_FORMAT), "", "Closed"
    took = _HOURS_48 if fate < 0.2 else timedelta(seconds=int(chance.expovariate(1 / 150_000)))
    return opened.strftime(_FORMAT), (opened + took).strftime(_FORMAT), "Closed"


def readings(path: Path, stations: int) -> Path:
    """A CSV of a day's readings: levels above and below a weir, tides, rain, double ones, gaps, nonsense."""
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(READING_COLUMNS)
        sheet.writerows(_readings(stations))
    return path


def _readings(stations: int) -> Iterator[tuple[str, str, str, str, str, str]]:
    chance = Random(766)
    for quarter in range(96):
        at = (datetime(2021, 5, 7, tzinfo=UTC) + timedelta(minutes=15 * quarter)).strftime(
            "%Y-%m-%dT%H:%M:%SZ"
        )
        for station in range(stations):
            name = f"{station:04d}TH"
            level = f"{chance.uniform(0, 4):.3f}"
            yield at, name, "level", "Stage", "mASD", _odd(quarter, station, level)
            if station % 5 == 0:
                yield at, name, "level", "Downstream Stage", "mASD", f"{chance.uniform(0, 2):.3f}"
            if station % 5 == 1:
                yield (
                    at,
                    name,
                    "rainfall",
                    "Tipping Bucket Raingauge",
                    "mm",
                    f"{chance.choice((0, 0.2, 1.4))}",
                )
            if station % 5 == 2:
                yield at, name, "flow", "", "m3_s", f"{chance.uniform(0, 90):.1f}"
            if quarter % 10 == 3:
                yield at, name, "level", "Stage", "mASD", _odd(quarter, station, level)  # told twice
        yield at, "E70039", "level", "Tidal Level", "mAOD", f"{chance.uniform(-2, 2):.3f}"


def _odd(quarter: int, station: int, level: str) -> str:
    """Now and then what the Agency sends too: nothing, two values, the sensor's word for "broken"."""
    return {(7, 0): "", (8, 1): "0.26|0.27", (9, 2): "-9999"}.get((quarter % 24, station % 6), level)
