"""`/api/reports/…/files`: the bytes that were issued, or a draft's as it stands; the fonts of the sheet."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse

from dashboard import reports
from dashboard.reports.desk import ReportDesk
from dashboard.reports.errors import ReportError
from web.noting import note
from web.report_asking import NotAllowedError, json, refused, seen, writable

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
_FONTS = Path(reports.__file__).parent / "fonts"
_FACES = ("Regular", "Bold", "Italic", "BoldItalic")


def mount(server: FastAPI, desk: ReportDesk, clock: Callable[[], datetime]) -> None:
    @server.get("/api/reports/{number}/files/{format}")
    async def file(request: Request, number: str, format: str) -> Response:  # noqa: A002  the address says so
        now = clock()
        try:
            name, body, is_issued = await asyncio.to_thread(_read, desk, number, format, now)
        except (ReportError, NotAllowedError) as error:
            return refused(request, error)
        await note("report-file", number, {"format": format, "issued": is_issued}, now)
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "Cache-Control": "private, no-cache",
        }
        return Response(body, headers=headers, media_type=TYPES[format])

    @server.get("/api/reports/fonts/{face}.ttf")
    async def font(face: str) -> Response:
        """Liberation Serif has the widths of Times New Roman: lines break as on paper."""
        if face not in _FACES:
            return json({"error": "no such font"}, 404)
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        return FileResponse(_FONTS / f"LiberationSerif-{face}.ttf", media_type="font/ttf", headers=headers)


def _read(desk: ReportDesk, number: str, wanted: str, now: datetime) -> tuple[str, bytes, bool]:
    """Name, bytes, whether they are those that were issued."""
    one = seen(desk, number)
    if wanted not in TYPES:
        raise ReportError(code="gone")
    if one.is_issued:
        kept, body = desk.file(one.id, wanted)
        return kept.name, body, True
    name, body = desk.draft_file(writable(desk, number).id, wanted, now)
    return name, body, False
