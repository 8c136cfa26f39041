"""A table as the answer to a request: CSV streamed, a workbook made in a file that is gone afterwards."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from typing import IO
from urllib.parse import quote

from fastapi import Response
from fastapi.responses import StreamingResponse

from dashboard.exporting import Table, book, csv_text
from dashboard.settings import settings

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_IN_MEMORY = 8_000_000  # bytes of a workbook
_PIECE = 256 * 1024


def headers(name: str, file_format: str) -> dict[str, str]:
    """Of a file of this name, without its ending."""
    return {
        "Content-Disposition": f'attachment; filename="{quote(name)}.{file_format}"',
        "Cache-Control": "no-store",
    }


async def answer(table: Table, file_format: str) -> Response:
    told = headers(table.name, file_format)
    if file_format == "csv":
        return StreamingResponse(_csv(table), media_type=MEDIA["csv"], headers=told)
    file = await asyncio.to_thread(_book, table)
    return StreamingResponse(_read(file), media_type=MEDIA["xlsx"], headers=told)


async def _csv(table: Table) -> AsyncIterator[str]:
    """Piece after piece, so that a long list costs no memory."""
    turn: Iterator[str] = csv_text.pieces(table, settings().zone)
    while (piece := await asyncio.to_thread(next, turn, None)) is not None:
        yield piece


def _book(table: Table) -> IO[bytes]:
    file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    try:
        book.write(table, file, settings().zone)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


async def _read(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece
