"""The devices of a feed from a CSV file: where they stand, for sources that do not say."""

import csv
from collections.abc import Iterator
from pathlib import Path

from collectors.feedfile.checks import WrongKeyError, meant
from dashboard.records import Device, DeviceKind

COLUMNS = (
    *("external_id", "name", "lat", "lon", "unit", "quantity", "period"),
    *("level_1", "level_2", "level_3"),
)
KINDS = {"cameras": DeviceKind.CAMERA, "fire": DeviceKind.PANEL, "flood": DeviceKind.GAUGE}
QUANTITIES = ("", "level", "tide", "rain")

Row = dict[str, str]


def read_devices(path: Path, kind: str) -> list[Device]:
    """The devices of a file with the columns COLUMNS, of which only external_id must be there.

    Levels and tides in metres, rain in millimetres, period in seconds. Raises WrongKeyError naming the line.
    """
    found: dict[str, Device] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line, row in _rows(path, csv.DictReader(file)):
                device = _device(path, line, row, kind)
                if device.external_id in found:
                    raise _wrong(path, line, f"there are two {device.external_id!r}")
                found[device.external_id] = device
    except OSError as error:
        raise WrongKeyError("devices", f"{path}: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise WrongKeyError("devices", f"{path.name} is no CSV in UTF-8: {error}") from error
    return list(found.values())


def _rows(path: Path, reader: "csv.DictReader[str]") -> Iterator[tuple[int, Row]]:
    columns = reader.fieldnames or []
    for column in columns:
        if column not in COLUMNS:
            raise _wrong(path, 1, f"unknown column {column!r}{meant(column or '', COLUMNS)}")
    if "external_id" not in columns:
        raise _wrong(path, 1, "no column 'external_id'")
    for row in reader:
        if None in row or None in row.values():
            raise _wrong(path, reader.line_num, f"not {len(columns)} values")
        yield reader.line_num, {key: (value or "").strip() for key, value in row.items()}


def _device(path: Path, line: int, row: Row, kind: str) -> Device:
    def number(column: str, least: float, most: float) -> float | None:
        text = row.get(column, "")
        try:
            value = float(text) if text else None
        except ValueError:
            value = least - 1
        if value is not None and not least <= value <= most:
            raise _wrong(path, line, f"{column}: {text!r} is no number from {least:g} to {most:g}")
        return value

    if not 0 < len(row["external_id"]) <= 120:
        raise _wrong(path, line, "external_id: is empty or longer than 120 characters")
    if row.get("quantity", "") not in QUANTITIES:
        raise _wrong(path, line, f"quantity: {row['quantity']!r} is none of level, tide, rain")
    lat, lon = number("lat", -90, 90), number("lon", -180, 180)
    if (lat is None) != (lon is None):
        raise _wrong(path, line, "lat and lon go together")
    levels = [number(f"level_{step}", -500, 9000) for step in (1, 2, 3)]
    alarm_levels = tuple(level for level in levels if level is not None)
    if None in levels[: len(alarm_levels)] or list(alarm_levels) != sorted(alarm_levels):
        raise _wrong(path, line, "level_1, level_2 and level_3 rise from one to the next")
    return Device(
        external_id=row["external_id"],
        kind=KINDS[kind],
        name=row.get("name", ""),
        unit=row.get("unit", ""),
        lat=lat,
        lon=lon,
        quantity=row.get("quantity", ""),
        period=number("period", 1, 31_622_400),
        alarm_levels=alarm_levels,
    )


def _wrong(path: Path, line: int, sentence: str) -> WrongKeyError:
    return WrongKeyError("devices", f"{path.name}, line {line}: {sentence}")
