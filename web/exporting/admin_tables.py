"""The audit log as a table: who did what, when; for whoever administers the whole city."""

from typing import Any

import orjson

from dashboard.accounts.words import deed
from dashboard.exporting import Table
from dashboard.exporting.table import moment, number, text
from web.exporting.asking import Asking, table

PAGES = 2_000  # of the log: 100,000 entries


def log(asking: Asking) -> Table:
    """Filtered as its page is, the newest first. Raises KeyError where there are no accounts."""
    t, kept, before = asking.t, asking.doors.accounts, 0
    if kept is None:
        raise KeyError("log")
    found: list[Any] = []
    who, action, subject = (asking.told(name).strip() for name in ("who", "action", "subject"))
    for _page in range(PAGES):
        page = kept.log(who, action, subject, before)
        found += page.entries
        before = page.older
        if not before:
            break
    columns = (number(t("Number"), 0), moment(t("Time")), *text(t("Who"), t("What"), t("About"), t("Detail")))
    rows = [
        (one.id, one.at, one.who, deed(t, one.action), one.subject, orjson.dumps(one.detail).decode())
        for one in found
    ]
    return table(asking, "log", t("Audit log"), columns, rows)
