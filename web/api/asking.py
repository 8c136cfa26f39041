"""What the routes of the open interface share: who asks, in which scope, and the store behind them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Annotated, Any, ParamSpec, TypeVar

from fastapi import Depends, Request

from dashboard.civil import day_of
from dashboard.columns import from_micros, to_micros
from dashboard.open_data.desk import OpenData
from dashboard.open_data.visitor import Visitor
from dashboard.settings import Settings
from dashboard.views import KpiReader
from web.api.gate import VISITOR
from web.api.problems import ProblemError

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What the routes read from."""

    data: OpenData
    kpis: KpiReader
    settings: Settings
    clock: Callable[[], datetime]

    def today(self) -> date:
        return day_of(self.clock(), self.settings.zone)


def visitor_of(request: Request) -> Visitor:
    found: Visitor = request.scope[VISITOR]
    return found


def scoped(scope: str) -> Any:
    """A dependency: whoever asks, where they may read what the scope names. Raises ProblemError."""

    def allowed(request: Request) -> Visitor:
        visitor = visitor_of(request)
        if scope not in visitor.scopes:
            raise ProblemError(403, f"This key has no scope “{scope}”: ask for one that has.")
        return visitor

    return Depends(allowed)


ComplaintsVisitor = Annotated[Visitor, scoped("complaints")]
FeedsVisitor = Annotated[Visitor, scoped("feeds")]
FiguresVisitor = Annotated[Visitor, scoped("figures")]
IncidentsVisitor = Annotated[Visitor, scoped("incidents")]
KpisVisitor = Annotated[Visitor, scoped("kpis")]
ReportsVisitor = Annotated[Visitor, scoped("reports")]
UnitsVisitor = Annotated[Visitor, scoped("units")]


async def read(function: Callable[P, T], *told: P.args, **named: P.kwargs) -> T:
    """In a thread: the store blocks."""
    return await asyncio.to_thread(function, *told, **named)


def moment_cursor(at: datetime, number: int) -> str:
    return f"{to_micros(at)}_{number}"


def moment_after(cursor: str | None) -> tuple[datetime, int] | None:
    """What `moment_cursor` said; its form has been checked."""
    if cursor is None:
        return None
    micros, number = cursor.split("_")
    return from_micros(int(micros)), int(number)


def finite(value: float | None) -> float | None:
    """JSON knows no NaN and no infinity."""
    return value if value is not None and isfinite(value) else None
