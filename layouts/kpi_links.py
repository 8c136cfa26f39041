"""The addresses of the KPI pages: every choice on them is in the address, so that a view can be sent."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from dashboard.periods import parse
from dashboard.views import Asked

OTHER_DAY = "other"  # the map of a day that is not among those offered
_ALWAYS = date(9000, 1, 1)  # a text says of what kind it is, whatever day it is today


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is looked at; "" is the city, every level, this month, today's map, the first page, no record.

    `part`: of the figure; `against`: what a change is told against; `by`: what it is broken down by.
    """

    key: str = ""
    unit: str = ""
    level: str = ""
    period: str = ""
    on: str = ""
    part: str = ""
    begin: str = ""
    record: str = ""
    against: str = ""
    by: str = ""

    @property
    def asked(self) -> Asked:
        """What the readers of the core are asked."""
        return Asked(unit=self.unit, level=self.level, period=self.period, on=self.on)

    def but(self, **other: str) -> "View":
        """The same with something else; a page of a list means nothing in another one."""
        fresh = {} if other.keys() <= {"begin", "record"} else {"begin": "", "record": ""}
        return replace(self, **{**fresh, **other})

    def href(self) -> str:
        """`/kpi`, or `/kpi/<key>`."""
        return address(f"/kpi/{self.key}" if self.key else "/kpi", self.query())

    def file(self, what: str) -> str:
        """Where the table `what` of this view is had as a file, with `{format}` for how."""
        query = self.query()
        query.pop("begin", None)
        query.pop("record", None)
        return address(f"/api/kpi/{self.key}/{what}.{{format}}", query)

    def compared(self) -> str:
        """Where this KPI and unit are put beside others; the period beside the one before and a year ago."""
        told = {
            "keys": self.key, "units": self.unit, "level": self.level, "periods": self.period, "on": self.on,
        }  # fmt: skip
        return address("/compare", {name: value for name, value in told.items() if value})

    def query(self) -> dict[str, str]:
        """As an address says it, without what is not said."""
        return {name: value for name in _TOLD if (value := getattr(self, name))}


_TOLD = tuple(one.name for one in fields(View) if one.name != "key")


def read(query: Mapping[str, str], key: str = "") -> View:
    """The view of an address, or of a form as it was sent without its script."""
    told = {one.name: query.get(one.name, "") for one in fields(View)}
    told |= {"key": key, "period": _period(query)}
    if told["on"] == OTHER_DAY:
        told["on"] = query.get("on_day", "")
    return View(**told)


def _period(query: Mapping[str, str]) -> str:
    """One text out of a form's `period`, or its `kind` (the newest period of one), or `from` and `to`."""
    period = query.get("period", "") or query.get("month", "")
    kind = query.get("kind", "")
    if kind and kind_of(kind) != kind_of(period):
        return kind
    first, last = query.get("from", ""), query.get("to", "")
    return f"{first}_{last}" if kind_of(period) == "range" and first and last else period


def kind_of(period: str) -> str:
    """ "month" for this one, and for what is no period."""
    span = parse(period, _ALWAYS)
    return "month" if span is None or span.kind == "now" else span.kind


def address(path: str, query: Mapping[str, str]) -> str:
    """A path with its query."""
    return f"{path}?{urlencode(query)}" if query else path
