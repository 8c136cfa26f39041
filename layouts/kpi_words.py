"""What the KPI pages call columns, codes and moments: msgids of the catalogues, by the core's names."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.numbers import get_decimal_symbol, get_group_symbol

from dashboard.figures.told import ENTRIES
from dashboard.i18n import Translator
from dashboard.kpis import Kpi
from dashboard.opening.rows import Cell
from dashboard.periods import Span
from dashboard.settings import settings

COLUMN: Mapping[str, str] = {
    "number": "Number",
    "procedure": "Procedure",
    "procedure_code": "Code of the procedure",
    "field": "Field",
    "unit": "Unit",
    "applicant": "Person",
    "phone": "Telephone",
    "email": "E-mail",
    "id_number": "ID number",
    "address": "Address",
    "dossier_channel": "Channel",
    "dossier_status": "Status",
    "channel": "Channel",
    "accepted_at": "Received",
    "overdue_at": "Due",
    "ended_at": "Ended",
    "category": "Category",
    "requested_at": "Requested",
    "due_at": "Clock over",
    "answered_at": "Answered",
    "closed_at": "Closed",
    "tier": "Clock",
    "has_media": "Photo or video",
    "confirmed": "Found to be true",
    "reopened": "Times reopened",
    "rating": "Citizen's rating",
    "title": "What",
    "description": "Description",
    "answer": "Answer",
    "severity": "Severity",
    "observed_at": "Detected",
    "arrived_at": "Arrived",
    "device": "Device",
    "device_kind": "Kind",
    "device_state": "State",
    "value": "Reading",
    "level": "Alarm level",
    "heard_at": "Last heard",
    "day": "Day",
    "minutes": "Minutes over level I",
    "rain": "Rain (mm)",
    "event_kind": "Kind",
    "event_severity": "Weight",
    "zones": "Zones",
    "score": "Score",
    "false_positive": "False positive",
    "service_level": "Service level",
    "statutory_days": "Statutory working days",
    "figure": "Figure",
    "grain": "Of",
    "told_value": "Value",
    "told_source": "Where it is from",
    "teller": "Told by",
    "told_at": "Told",
}
MOMENT: tuple[str, ...] = (
    "Submitted", "Received", "Supplement asked for", "Supplement received", "Due",
    "Due, moved by supplements", "Ended", "Result handed over", "Requested", "Promised by its source",
    "48 hours over", "Clock over", "Answered", "Closed",
    "Detected", "Received by the brigade", "Dispatched", "Arrived",
    "Under control", "Last heard", "Mute from", "Told", "Stored",
)  # fmt: skip
# Codes of DongBoHoSoMC.
STATUS: Mapping[int, str] = {
    1: "Registered", 2: "Accepted", 3: "Refused", 4: "In process", 5: "Waiting for supplements",
    6: "Waiting for payment", 7: "Withdrawn", 8: "Stopped", 9: "Finished", 10: "Result returned",
}  # fmt: skip
CHANNEL: Mapping[int, str] = {1: "At the counter", 2: "Online", 3: "By post"}
# Names since Decree 42/2022.
SERVICE_LEVEL: Mapping[int, str] = {
    0: "Not offered online", 2: "Information only", 3: "Part-process", 4: "Whole-process",
}  # fmt: skip
DEVICE_STATE: Mapping[str, str] = {"online": "Speaks", "offline": "Offline", "fault": "Fault", "mute": "Mute"}
DEVICE_KIND: Mapping[str, str] = {"camera": "Camera", "panel": "Fire panel", "gauge": "Gauge"}
SEVERITY: Mapping[str, str] = {
    "extreme": "Extreme", "severe": "Severe", "moderate": "Moderate", "minor": "Minor", "unknown": "Unknown",
}  # fmt: skip
STATE: Mapping[str, str] = {
    "met": "Target met", "at_risk": "At risk", "missed": "Missed", "no_target": "No target",
    "no_data": "Not enough data",
}  # fmt: skip
COLOUR: Mapping[str, str] = {
    "met": "ok", "at_risk": "warn", "missed": "bad", "no_target": "plain", "no_data": "off",
}  # fmt: skip
KIND: Mapping[str, str] = {
    "dossier": "Dossier", "complaint": "Complaint", "alarm": "Fire alarm", "device": "Device",
    "told_figure": "Figure told", "camera_event": "Camera event",
}  # fmt: skip
GRAIN: Mapping[str, str] = {"day": "the day", "month": "the month"}
TIER: Mapping[str, str] = {
    "default": "Common", "urgent": "Urgent", "normal": "Normal", "building": "Building",
}  # fmt: skip
YES_NO: Mapping[bool, str] = {True: "Yes", False: "No"}
CODES: Mapping[str, Mapping[Any, str]] = {
    "tier": TIER,
    "has_media": YES_NO,
    "confirmed": YES_NO,
    "false_positive": YES_NO,
    "dossier_status": STATUS,
    "dossier_channel": CHANNEL,
    "service_level": SERVICE_LEVEL,
    "device_state": DEVICE_STATE,
    "device_kind": DEVICE_KIND,
    "severity": SEVERITY,
    "grain": GRAIN,
    "figure": {figure.key: figure.name_en for figure in ENTRIES.figures},
}
FEED: Mapping[str, str] = {"live": "Live", "late": "Late", "silent": "Silent"}
TEXTS: frozenset[str] = frozenset(
    {
        *COLUMN.values(), *MOMENT, *STATE.values(), *KIND.values(), *FEED.values(),
        *(text for codes in CODES.values() for text in codes.values()),
    }
)  # fmt: skip


def cell(t: Translator, column: str, value: Cell) -> str:
    """A cell in words: codes by their name, times by the city's clock, "–" for nothing."""
    if value is None or value == "":
        return "–"
    if column in CODES:
        known = CODES[column].get(value)
        return t(known) if known else str(value)
    if isinstance(value, datetime):
        return f"{value.astimezone(settings().zone):%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return number(t, value, 2)
    return str(value)


def number(t: Translator, value: float | None, decimals: int, unit: str = "") -> str:
    """As the reader's language writes it: 68,4 %; "–" for none."""
    if value is None:
        return "–"
    written = f"{Decimal(str(value)):,.{decimals}f}".translate(_separators(t.language))
    return f"{written}\u00a0{unit}" if unit else written


@lru_cache
def _separators(language: str) -> Mapping[int, str]:
    """Babel's of the language; its own `format_decimal` takes a fifth of a page's time."""
    return str.maketrans({",": get_group_symbol(language), ".": get_decimal_symbol(language)})


def amount(t: Translator, kpi: Kpi, value: float | None) -> str:
    """A KPI's value with its unit."""
    return number(t, value, kpi.decimals, kpi.unit)


def month(value: date) -> str:
    """11/2026."""
    return f"{value.month}/{value.year}"


def day(value: date) -> str:
    """22/11/2026."""
    return f"{value:%d/%m/%Y}"


def span(t: Translator, told: Span) -> str:
    """A period by its name: 11/2026; Quý 4/2026; Tuần 47/2026 (16/11); 01/11/2026 – 22/11/2026."""
    first = told.first
    match told.kind:
        case "now" | "month":
            return month(first)
        case "year":
            return f"{first.year}"
        case "quarter":
            return t("Quarter {number}/{year}", number=(first.month + 2) // 3, year=first.year)
        case "half":
            return t("Half {number}/{year}", number=1 if first.month == 1 else 2, year=first.year)
        case "week":
            year, number, _day = first.isocalendar()
            return t("Week {number}/{year} (from {day})", number=number, year=year, day=f"{first:%d/%m}")
        case "day":
            return day(first)
        case _:
            return f"{day(first)} – {day(told.last)}"
