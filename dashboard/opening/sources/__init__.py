"""Which records stand behind a figure: one entry a figure, and one for each stock (come in and not gone out).

The same rules as `figures` says for a single record, here as conditions of the store;
tests/dashboard/test_opening.py holds the two equal on SQLite and PostgreSQL.
"""

from collections.abc import Mapping

from dashboard.opening.sources import alarms, complaints, devices, dossiers, told
from dashboard.opening.sources.source import Branch, Condition, Source

OF_FIGURE: Mapping[str, Source] = {
    **dossiers.OF_FIGURE,
    **complaints.OF_FIGURE,
    **devices.OF_FIGURE,
    **alarms.OF_FIGURE,
    **told.OF_FIGURE,
}

OF_STOCK: Mapping[tuple[str, str], Source] = {
    **dossiers.OF_STOCK,
    **complaints.OF_STOCK,
    **alarms.OF_STOCK,
}

__all__ = ["OF_FIGURE", "OF_STOCK", "Branch", "Condition", "Source"]
