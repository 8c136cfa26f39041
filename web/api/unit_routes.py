"""Units and feeds."""

from typing import Annotated

from fastapi import APIRouter, Query

from dashboard.board.feeds import FeedRow
from dashboard.successions import history
from dashboard.units import Unit
from web.api import shapes
from web.api.asked import OfFeeds, OfUnits
from web.api.asking import Behind, FeedsVisitor, UnitsVisitor, read
from web.api.places import found


def routes(behind: Behind) -> APIRouter:
    made = APIRouter()

    @made.get("/units", summary="Administrative units of a day", tags=["units"])
    async def units(asked: Annotated[OfUnits, Query()], _visitor: UnitsVisitor) -> shapes.Units:
        """Đơn vị hành chính: the city, districts until 30 June 2025, wards since, of the day `on`."""
        on = asked.on or behind.today()
        parent = None if asked.parent is None else found(asked.parent, on).id
        standing = [
            one
            for one in history().units_at(on)
            if (asked.level is None or one.level == asked.level)
            and (asked.parent is None or one.parent_id == parent)
        ]
        items = [_unit(one) for one in sorted(standing, key=lambda one: (one.code, one.id))]
        return shapes.Units(on=on, items=items)

    @made.get("/feeds", summary="State of the sources of data", tags=["feeds"])
    async def feeds(asked: Annotated[OfFeeds, Query()], _visitor: FeedsVisitor) -> shapes.Feeds:
        """Nguồn dữ liệu: live, late or silent, and until when its data reach."""
        now = behind.clock()
        rows = await read(behind.data.feeds, now)
        items = [
            _feed(row)
            for row in rows
            if asked.state in (None, row.state.value) and asked.kind in (None, row.kind)
        ]
        return shapes.Feeds(at=now, items=items)

    return made


def _unit(one: Unit) -> shapes.UnitWhole:
    return shapes.UnitWhole(
        id=one.id,
        code=one.code,
        name=one.name,
        level=one.level,
        parent_id=one.parent_id,
        lat=one.lat,
        lon=one.lon,
        area_km2=one.area_km2,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
    )


def _feed(row: FeedRow) -> shapes.Feed:
    return shapes.Feed(
        name=row.name,
        title=row.title,
        kind=row.kind,
        transport=row.transport,
        state=row.state.value,
        heard_at=row.spoke_at,
        data_until=row.data_at,
        per_minute=row.per_minute,
        is_loading=row.filling,
        is_reachable=not row.error,
    )
