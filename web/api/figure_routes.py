"""Daily figures."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query

from dashboard.civil import day_end, day_start
from dashboard.figures import BY_KEY, FIGURES
from dashboard.i18n import words
from dashboard.open_data.figures import KINDS, After, Wanted
from web.api import shapes
from web.api.asked import Nothing, OfFigures
from web.api.asking import Behind, FiguresVisitor, finite, read
from web.api.places import below, ref
from web.api.problems import ProblemError

_VIETNAMESE = words("vi")
USUAL = timedelta(days=30)


def routes(behind: Behind) -> APIRouter:
    made = APIRouter()

    @made.get("/figures/names", summary="Which figures there are", tags=["figures"])
    async def names(_asked: Annotated[Nothing, Query()], _visitor: FiguresVisitor) -> shapes.FigureNames:
        """What each figure counts; KPIs are worked out from them (`/kpis`)."""
        items = [
            shapes.FigureName(
                key=one.key,
                name=_VIETNAMESE.get(one.formula, ""),
                meaning=one.formula,
                unit=one.unit,
                merge=one.merge,
                counted_from=one.counted_from,
            )
            for one in FIGURES
        ]
        return shapes.FigureNames(items=items)

    @made.get("/figures", summary="Figures, day by day", tags=["figures"])
    async def figures(asked: Annotated[OfFigures, Query()], visitor: FiguresVisitor) -> shapes.Figures:
        """Số liệu hằng ngày, as they are stored: by the unit that a record was made under.

        Today's go on growing; those of deadlines count a day's deadlines from its beginning.
        """
        now, today = behind.clock(), behind.today()
        if asked.figure is not None and asked.figure not in BY_KEY:
            raise ProblemError(404, f"There is no figure {asked.figure}: GET /figures/names lists them.")
        last = min(asked.last or today, today)
        first = asked.first or last - min(USUAL, last - date.min)
        wanted = Wanted(
            first=first,
            last=last,
            figure=asked.figure or "",
            units=below(visitor, asked.unit, today),
            after=_after(asked.cursor),
            limit=asked.limit,
        )
        rows = await read(behind.data.figures, wanted)
        silent = await read(_silent, behind, asked.figure, first, last, now)
        more = len(rows) > asked.limit
        items = [_day(row) for row in rows[: asked.limit]]
        return shapes.Figures(
            first=first,
            last=last,
            silent=silent,
            items=items,
            next=_cursor(rows[asked.limit - 1]) if more else None,
        )

    return made


def _silent(
    behind: Behind, figure: str | None, first: date, last: date, now: datetime
) -> list[shapes.Silence]:
    """The silences of the feeds behind, as far as they lie within the days."""
    if first > last or first.year < 2000:
        first = max(min(first, last), date(2000, 1, 1))
    zone = behind.settings.zone
    start, end = day_start(first, zone), min(day_end(max(last, first), zone), now)
    feeds, known = behind.data.silences(start, now)
    kinds = None if figure is None else KINDS.get(BY_KEY[figure].counted_from)
    return [
        shapes.Silence(
            feed=feed.name,
            kind=feed.kind,
            since=max(since, start),
            until=min(until, end),
            goes_on=until >= now,
        )
        for feed in feeds
        if kinds is None or feed.kind in kinds
        for since, until in sorted(known.spans.get(feed.id, ()))
        if since < end and until > start
    ]


def _day(row: Any) -> shapes.FigureDay:
    return shapes.FigureDay(
        day=row.day, figure=row.figure, unit=ref(row.unit_id), value=finite(row.value) or 0.0
    )


def _cursor(row: Any) -> str:
    return f"{row.day.toordinal()}_{row.figure}_{row.unit_id}"


def _after(cursor: str | None) -> After | None:
    """What `_cursor` said; its form has been checked."""
    if cursor is None:
        return None
    day, told = cursor.split("_", 1)
    figure, unit_id = told.rsplit("_", 1)
    return After(day=date.fromordinal(int(day)), figure=figure, unit_id=int(unit_id))
