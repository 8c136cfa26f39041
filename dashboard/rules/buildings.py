"""Buildings without a permit that remote sensing found, as another system tells their number."""

from datetime import date, datetime, timedelta, tzinfo

from dashboard.civil import day_end, month_of
from dashboard.rules.book import Rules
from dashboard.rules.rule import Building
from dashboard.rules.trigger import Trigger


def found(
    rules: Rules,
    *,
    figure: str,
    told_id: int,
    unit_id: int,
    unit_name: str,
    day: date,
    grain: str,
    value: float,
    at: datetime,
    now: datetime,
    zone: tzinfo,
) -> Trigger | None:
    """A unit in which there are such buildings; one incident a unit, and each telling a source of it."""
    rule: Building = rules["building"]
    if not rule.on or figure != rule.figure:
        return None
    last = month_of(day + timedelta(days=32)) - timedelta(days=1) if grain == "month" else day
    if day_end(last, zone) <= now - rule.news:
        return None
    return Trigger(
        rule=rule.key,
        kind="building",
        dedup_key=f"building:{unit_id}",
        severity=rule.severity,
        subject=unit_name,
        place=unit_name,
        unit_id=unit_id,
        lat=None,
        lon=None,
        source="figure",
        source_id=told_id,
        at=min(at, now),
        value=value,
        over=value < rule.at_least,
        again=True,
    )
