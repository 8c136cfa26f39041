"""The addresses of the KPI pages: every choice on them is in the address, so that a view can be sent."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is looked at; "" is the city, the present, the numerator, the first page, no record."""

    key: str = ""
    unit: str = ""
    month: str = ""
    part: str = ""
    begin: str = ""
    record: str = ""

    def but(self, **other: str) -> "View":
        """The same with something else; a page of a list means nothing in another one."""
        fresh = {} if other.keys() <= {"begin", "record"} else {"begin": "", "record": ""}
        return replace(self, **{**fresh, **other})

    def href(self) -> str:
        """`/kpi`, or `/kpi/<key>`."""
        return _address(f"/kpi/{self.key}" if self.key else "/kpi", self._query())

    def csv(self, what: str) -> str:
        """Where the table `what` of this view is had as CSV."""
        query = self._query()
        query.pop("begin", None)
        query.pop("record", None)
        return _address(f"/api/kpi/{self.key}/{what}.csv" if self.key else "/api/kpi.csv", query)

    def _query(self) -> dict[str, str]:
        named = ("unit", "month", "part", "begin", "record")
        return {name: getattr(self, name) for name in named if getattr(self, name)}


def _address(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
