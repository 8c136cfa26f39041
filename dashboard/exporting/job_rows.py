"""What the store knows of files that are being made."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, delete, insert, select, update

from dashboard.db import reading, writing
from dashboard.models import export_job

SILENT = timedelta(seconds=60)  # nobody makes one any more of which nothing was heard for so long
OPEN = ("waiting", "running")
C = export_job.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """`state`: "waiting", "running", "ready", "cancelled" or "failed"; `done`, `total` are rows."""

    id: str
    who: str
    what: str
    format: str
    state: str
    done: int
    total: int | None
    error: str
    made_at: datetime
    changed_at: datetime

    @classmethod
    def new(cls, job_id: str, who: str, what: str, file_format: str, now: datetime) -> "Job":
        return cls(
            id=job_id, who=who, what=what, format=file_format, state="waiting", done=0, total=None, error="",
            made_at=now, changed_at=now,
        )  # fmt: skip

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


_NAMES = tuple(name for name in Job.__slots__)
_COLUMNS = [export_job.c[name] for name in _NAMES]


def add(store: Engine, job: Job, asked: Mapping[str, Any]) -> None:
    with writing(store) as connection:
        values = {name: getattr(job, name) for name in _NAMES}
        connection.execute(insert(export_job).values(asked=dict(asked), **values))


def of(store: Engine, who: str, now: datetime) -> list[Job]:
    """Somebody's, the newest first."""
    statement = select(*_COLUMNS).where(C.who == who).order_by(C.made_at.desc(), C.id)
    with reading(store) as connection:
        return [_job(row, now) for row in connection.execute(statement)]


def one(store: Engine, job_id: str, now: datetime) -> Job | None:
    with reading(store) as connection:
        row = connection.execute(select(*_COLUMNS).where(C.id == job_id)).one_or_none()
    return None if row is None else _job(row, now)


def open_jobs(store: Engine, now: datetime) -> list[Job]:
    """Those that somebody still makes."""
    with reading(store) as connection:
        rows = connection.execute(select(*_COLUMNS).where(C.state.in_(OPEN))).all()
    return [job for row in rows if (job := _job(row, now)).is_open]


def known(store: Engine) -> set[str]:
    """Ids of those that have, or will have, a file."""
    with reading(store) as connection:
        found = select(C.id).where(C.state.in_((*OPEN, "ready")))
        return set(connection.execute(found).scalars())


def mark(
    store: Engine, job_id: str, state: str, now: datetime, *, error: str = "", done: int | None = None
) -> None:
    """Only what is open changes its state, or what is ready is given up."""
    changed: dict[str, Any] = {"state": state, "changed_at": now, "error": error}
    if done is not None:
        changed["done"] = done
    before = (*OPEN, "ready") if state == "cancelled" else OPEN
    with writing(store) as connection:
        connection.execute(update(export_job).where(C.id == job_id, C.state.in_(before)).values(**changed))


def tell(
    store: Engine, job_id: str, done: int, total: int | None, waiting: Collection[str], now: datetime
) -> bool:
    """How far it is, and that those that wait still do. False where it was given up."""
    with writing(store) as connection:
        told = connection.execute(
            update(export_job)
            .where(C.id == job_id, C.state.in_(OPEN))
            .values(done=done, total=total, changed_at=now)
        )
        if waiting:
            still = update(export_job).where(C.id.in_(waiting), C.state == "waiting")
            connection.execute(still.values(changed_at=now))
    return told.rowcount == 1


def forget(store: Engine, before: datetime) -> None:
    with writing(store) as connection:
        connection.execute(delete(export_job).where(C.made_at < before, C.changed_at < before))


def _job(row: Any, now: datetime) -> Job:
    told = dict(zip(_NAMES, row, strict=True))
    if told["state"] in OPEN and now - told["changed_at"] > SILENT:
        told |= {"state": "failed", "error": "restart"}
    return Job(**told)
