"""The units with the most overdue dossiers, of which fields they are, why dossiers were late this month."""

from datetime import datetime

from dashboard.digest.body import Overdue, Why
from dashboard.units import UNKNOWN_ID
from dashboard.views import Asked, KpiReader

SHOWN, FIELDS = 5, 3
CAUSES = {"processing": "late_processing", "supplement": "late_supplement", "intake": "late_intake"}


def overdue(reader: KpiReader, now: datetime) -> tuple[Overdue, ...]:
    """The worst first; none where nothing is overdue."""
    ranked = reader.ranking(Asked(), now, "dossiers_overdue")
    worst = [one for one in ranked if one.unit.id != UNKNOWN_ID and (one.value.value or 0) >= 1][:SHOWN]
    if not worst:
        return ()
    opened = _by_address(reader, now, "dossiers_open")
    causes = {cause: _by_address(reader, now, key) for cause, key in CAUSES.items()}
    return tuple(
        Overdue(
            unit=one.unit.name,
            address=one.address,
            overdue=round(one.value.value or 0),
            open=opened.get(one.address, 0),
            fields=_fields(reader, now, one.address),
            causes={cause: held[one.address] for cause, held in causes.items() if held.get(one.address)},
        )
        for one in worst
    )


def _by_address(reader: KpiReader, now: datetime, key: str) -> dict[str, int]:
    return {one.address: round(one.value.value or 0) for one in reader.ranking(Asked(), now, key)}


def _fields(reader: KpiReader, now: datetime, address: str) -> tuple[Why, ...]:
    found = reader.sliced(Asked(unit=address), now, "dossiers_overdue", "field")
    most = sorted(found, key=lambda one: (-(one.value.value or 0), one.name))[:FIELDS]
    return tuple(
        Why(name=one.name, count=round(one.value.value)) for one in most if one.value.value and one.name
    )
