"""Incidents, masked, and issued reports with their files."""

from base64 import b64encode
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from dashboard import privacy
from dashboard.open_data import incidents as source
from dashboard.open_data.reports import unit_ids
from web.api import record_shapes as shapes
from web.api.asked import Nothing, Number, OfIncidents, OfReports, held
from web.api.asking import Behind, IncidentsVisitor, ReportsVisitor, moment_after, moment_cursor, read
from web.api.places import below, ref
from web.api.problems import ProblemError

Format = Literal["docx", "pdf", "xlsx", "csv", "json"]
MEDIA: dict[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}
_SAME = (
    *("id", "kind", "severity", "state", "opened_at", "changed_at", "acknowledged_at", "dispatched_at"),
    *("arrived_at", "resolved_at", "closed_at", "merged_into"),
)
_OF_REPORT = (
    *("id", "number", "revision", "revises_id", "reason", "template", "period", "language", "issued_on"),
    "issued_at",
)
NO_INCIDENT = "There is no such incident within the unit of this key."
NO_REPORT = "There is no such issued report within the unit of this key."


def routes(behind: Behind) -> APIRouter:
    made = APIRouter()
    _incidents(made, behind)
    _reports(made, behind)
    return made


def _incidents(made: APIRouter, behind: Behind) -> None:
    @made.get("/incidents", summary="Incidents, the newest first", tags=["incidents"])
    async def incidents(
        asked: Annotated[OfIncidents, Query()], visitor: IncidentsVisitor
    ) -> shapes.Incidents:
        """Sự cố, masked, page after page."""
        wanted = source.Wanted(
            states=tuple(asked.state),
            severities=tuple(asked.severity),
            kinds=tuple(asked.kind),
            units=below(visitor, asked.unit, behind.today()),
            since=held(asked.since),
            changed_since=held(asked.changed_since),
            after=moment_after(asked.cursor),
            limit=asked.limit,
        )
        rows = await read(behind.data.incidents, wanted)
        shown = rows[: asked.limit]
        more = moment_cursor(shown[-1].opened_at, shown[-1].id) if len(rows) > asked.limit else None
        return shapes.Incidents(items=[shapes.Incident(**_incident(row)) for row in shown], next=more)

    @made.get("/incidents/{number}", summary="One incident with its timeline", tags=["incidents"])
    async def incident(
        number: Number, _asked: Annotated[Nothing, Query()], visitor: IncidentsVisitor
    ) -> shapes.IncidentWhole:
        """Who did something is told as `person` or `program`; reasons and notes are left out."""
        found = await read(behind.data.incident, visitor, number)
        if found is None:
            raise ProblemError(404, NO_INCIDENT)
        row, sources, steps = found
        timeline = [shapes.Step(at=one.at, kind=one.kind, by=one.by, told=one.told) for one in steps]
        return shapes.IncidentWhole(
            **_incident(row), cause=row.cause, reopened=row.reopened, sources=sources, timeline=timeline
        )


def _incident(row: Any) -> dict[str, Any]:
    is_open = row.resolved_at is None
    lat, lon = privacy.coarse(row.lat, row.lon)
    return {name: getattr(row, name) for name in _SAME} | {
        "subject": source.subject(row),
        "unit": ref(row.unit_id),
        "lat": lat,
        "lon": lon,
        "due_at": row.due_at if is_open else None,
        "is_unknown": is_open and row.unknown_at is not None,
    }


def _reports(made: APIRouter, behind: Behind) -> None:
    @made.get("/reports", summary="Issued reports, the newest first", tags=["reports"])
    async def reports(asked: Annotated[OfReports, Query()], visitor: ReportsVisitor) -> shapes.Reports:
        """Báo cáo đã ban hành. Drafts are not among them."""
        rows, files = await read(behind.data.reports, visitor, moment_after(asked.cursor), asked.limit)
        shown = rows[: asked.limit]
        more = moment_cursor(shown[-1].issued_at, shown[-1].id) if len(rows) > asked.limit else None
        return shapes.Reports(items=[_report(row, files) for row in shown], next=more)

    @made.get("/reports/{number}", summary="One issued report", tags=["reports"])
    async def report(
        number: Number, _asked: Annotated[Nothing, Query()], visitor: ReportsVisitor
    ) -> shapes.Report:
        """Its number, date and files; the file `json` holds every table and figure of it."""
        found = await read(behind.data.report, visitor, number)
        if found is None:
            raise ProblemError(404, NO_REPORT)
        return _report(*found)

    @made.get(
        "/reports/{number}/files/{kind}",
        summary="The bytes that were issued",
        tags=["reports"],
        response_class=Response,
        responses={
            200: {
                "description": "The file; its SHA-256 stands in the report",
                "content": {
                    media: {"schema": {"type": "string", "format": "binary"}} for media in MEDIA.values()
                },
            }
        },
    )
    async def report_file(
        number: Number,
        kind: Format,
        _asked: Annotated[Nothing, Query()],
        visitor: ReportsVisitor,
    ) -> Response:
        """They never change: what was fetched once need not be fetched again."""
        found = await read(behind.data.report_file, visitor, number, kind)
        if found is None:
            raise ProblemError(404, "There is no such file of an issued report within the unit of this key.")
        headers = {
            "Content-Disposition": f'attachment; filename="{found.name.encode("ascii", "ignore").decode()}"',
            "Cache-Control": "private, max-age=31536000, immutable",
            "Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(found.sha256)).decode()}:",
        }
        return Response(bytes(found.body), media_type=MEDIA[kind], headers=headers)


def _report(row: Any, files: list[Any]) -> shapes.Report:
    return shapes.Report(
        **{name: getattr(row, name) for name in _OF_REPORT},
        code=row.code or "",
        document_sha256=row.document_sha256 or "",
        units=[ref(one) for one in unit_ids(row) if one is not None],
        files=[
            shapes.ReportFile(
                format=one.format,
                name=one.name,
                sha256=one.sha256,
                size=one.size,
                href=f"/api/v1/reports/{row.id}/files/{one.format}",
            )
            for one in files
            if one.report_id == row.id
        ],
    )
