"""What a table is asked for: by whom, in which language, of what; and how it says what it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from dashboard import access
from dashboard.exporting import Column, Table
from dashboard.exporting.table import Row
from dashboard.i18n import Translator
from dashboard.settings import settings
from layouts.doors import Doors


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """`query`: of the page's own address; `board`: the newest, {} before there is one."""

    t: Translator
    query: Mapping[str, str]
    raw: str  # the same as the address writes it
    now: datetime
    doors: Doors
    board: Mapping[str, Any]
    who: str
    key: str = ""  # of a KPI

    def told(self, name: str) -> str:
        return self.query.get(name, "")

    def number(self, name: str) -> int:
        """A number of the address; 0 for anything else."""
        text = self.told(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def asking_now(
    t: Translator, query: str, now: datetime, doors: Doors, board: Mapping[str, Any], key: str = ""
) -> Asking:
    """As whoever sent the request; `query` as an address writes it."""
    return Asking(
        t=t,
        query=dict(parse_qsl(query)),
        raw=query,
        now=now,
        doors=doors,
        board=board,
        who=access.who(),
        key=key,
    )


def table(
    asking: Asking,
    name: str,
    title: str,
    columns: Iterable[Column],
    rows: Iterable[Row],
    *,
    about: Iterable[tuple[str, str]] = (),
    personal: str = "",
) -> Table:
    """`personal`: why names stand in it as they are; "" where they are masked or there are none."""
    t = asking.t
    made = f"{asking.now.astimezone(settings().zone):%H:%M:%S %d/%m/%Y}"
    shown = t("as they are; the reason given: {reason}", reason=personal) if personal else t("masked")
    return Table(
        name=name,
        title=title,
        columns=tuple(columns),
        rows=rows,
        about=(
            (t("Table"), title),
            *about,
            (t("Data up to"), made),
            (t("Taken by"), asking.who),
            (t("Source"), settings().city),
            (t("Personal data"), shown),
        ),
        about_title=t("About this table"),
        made_at=asking.now,
    )


def moment_of(told: Any) -> datetime | None:
    """A moment of a document of ours, or as JSON wrote it; None for none."""
    if isinstance(told, str):
        return datetime.fromisoformat(told) if told else None
    return told if isinstance(told, datetime) else None
