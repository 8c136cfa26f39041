"""What a key's scopes are called, as msgids."""

from collections.abc import Mapping

SCOPES: Mapping[str, str] = {
    "figures": "daily figures",
    "kpis": "promises (KPIs)",
    "units": "administrative units",
    "feeds": "state of the feeds",
    "incidents": "incidents, masked",
    "reports": "issued reports",
    "complaints": "complaints, masked (Open311)",
}
