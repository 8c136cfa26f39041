"""Which column of a recorded CSV means what: presets for known files, `name=column` for others."""

import csv
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

Row = dict[str, str]

COMPLAINT_NAMES = (
    "id", "requested", "expected", "closed", "status", "code", "category", "description", "notes", "address",
    "unit", "lat", "lon", "source", "media",
)  # fmt: skip
READING_NAMES = ("time", "station", "parameter", "qualifier", "unit", "value")


@dataclass(frozen=True, slots=True)
class Preset:
    """Columns by what they mean, and the zone of times that name none."""

    kind: str
    columns: dict[str, str]
    zone: str = "Asia/Ho_Chi_Minh"


PRESETS = {
    "boston311": Preset(
        "complaints",
        {
            "id": "case_enquiry_id",
            "requested": "open_dt",
            "expected": "target_dt",
            "closed": "closed_dt",
            "status": "case_status",
            "code": "type",
            "category": "type",
            "description": "case_title",
            "notes": "closure_reason",
            "address": "location",
            "unit": "neighborhood",
            "lat": "latitude",
            "lon": "longitude",
            "source": "source",
            "media": "submittedphoto",
        },
        "America/New_York",
    ),
    "ea": Preset(
        "readings",
        {
            "time": "dateTime",
            "station": "stationReference",
            "parameter": "parameter",
            "qualifier": "qualifier",
            "unit": "unitName",
            "value": "value",
        },
        "UTC",
    ),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """What to read of each row. Raises ValueError for an unknown name or a missing one."""

    kind: str
    columns: dict[str, str]
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Ho_Chi_Minh"))

    def __post_init__(self) -> None:
        allowed = COMPLAINT_NAMES if self.kind == "complaints" else READING_NAMES
        for name in self.columns:
            if name not in allowed:
                raise ValueError(f"--columns: {name} is none of {', '.join(allowed)}")
        needed = ("id", "requested") if self.kind == "complaints" else ("time", "station", "value")
        for name in needed:
            if name not in self.columns:
                raise ValueError(f"--columns: say which column is {name}")

    def rows(self, path: Path) -> Iterator[Row]:
        """The rows of a CSV, each by what its columns mean."""
        return rows(path, self.columns)


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as packed:
            yield packed
    else:
        with path.open(encoding="utf-8-sig", newline="") as plain:
            yield plain


def rows(path: Path, columns: dict[str, str]) -> Iterator[Row]:
    """The rows of a CSV, packed if it ends in .gz, by new names. Raises ValueError: a column is missing."""
    with _opened(path) as file:
        reader = csv.DictReader(file)
        missing = [name for name in columns.values() if name not in (reader.fieldnames or ())]
        if missing:
            raise ValueError(f"{path.name} has no column {', '.join(missing)}")
        for row in reader:
            yield {name: (row[column] or "").strip() for name, column in columns.items()}


def chosen(kind: str, preset: str, pairs: list[str], zone: str) -> Columns:
    """The columns of a preset, changed and completed by `name=column` pairs. Raises ValueError."""
    base = PRESETS[preset] if preset else Preset(kind or "complaints", {})
    if kind and kind != base.kind:
        raise ValueError(f"--preset {preset} holds {base.kind}, not {kind}")
    columns = dict(base.columns)
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals or not column:
            raise ValueError(f"--columns: {pair} is not name=column")
        columns[name] = column
    return Columns(base.kind, columns, ZoneInfo(zone or base.zone))
