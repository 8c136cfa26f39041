"""Photos and PDF files beside an incident, kept byte for byte in the store."""

import hashlib
import re
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dashboard.desk.actions.step import read, write_down
from dashboard.desk.asker import Asker
from dashboard.desk.filetypes import media_type
from dashboard.desk.shapes import DeskError
from dashboard.models import attachment, incident

LARGEST = 20 * 1024 * 1024  # bytes
LONGEST_NAME = 120
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


def attach(connection: Connection, asker: Asker, number: int, name: str, body: bytes, now: datetime) -> None:
    """Beside whatever else is done to the incident. Raises DeskError, and then nothing was kept."""
    held = read(connection, number, asker)
    now = max(now, held.changed_at)
    if not body:
        raise DeskError(code="empty_file", values={"field": "file"})
    if len(body) > LARGEST:
        raise DeskError(code="too_large", values={"field": "file"})
    kind = media_type(body)
    if not kind:
        raise DeskError(code="unknown_type", values={"field": "file"})
    told = {"name": plain_name(name), "media_type": kind, "size": len(body)}
    made = connection.execute(
        insert(attachment)
        .values(
            incident_id=number,
            sha256=hashlib.sha256(body).hexdigest(),
            body=body,
            added_by=asker.name,
            added_at=now,
            **told,
        )
        .returning(attachment.c.id)
    )
    connection.execute(update(incident).where(incident.c.id == number).values(changed_at=now))
    detail = {"attachment": int(made.scalar_one()), **told}
    write_down(connection, number, "attach", asker.name, detail, now)


def plain_name(name: str) -> str:
    """The file's own name without a folder, fit for every system."""
    said = _NOT_IN_NAMES.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    return said[-LONGEST_NAME:] or "file"


def attached(connection: Connection, number: int, asker: Asker) -> Any:
    """A row of `attachment` with its body. Raises DeskError "missing"."""
    found = connection.execute(
        select(attachment)
        .join(incident, incident.c.id == attachment.c.incident_id)
        .where(attachment.c.id == number, asker.sees())
    ).first()
    if found is None:
        raise DeskError(code="missing", values={"id": number})
    return found
