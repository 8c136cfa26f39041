"""By which rules a report's figures were counted: a SHA-256 of each book, so that a change is seen."""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, select

from dashboard import clock_file
from dashboard.models import procedure
from dashboard.rules import rule_file
from dashboard.settings import Settings
from dashboard.stages import stage_file

_CORE = Path(__file__).resolve().parents[1]


def rulebooks(connection: Connection, settings: Settings) -> dict[str, str]:
    """By name, hexadecimal. Files as this process reads them, the register as the store has it."""
    return {
        "calendar": _of_files(
            (_CORE / "workdays.toml", _CORE / "workdays.py"), settings.work_hours, _holidays()
        ),
        "clocks": _of_files((clock_file.SHIPPED, settings.clocks)),
        "figures": _of_files((*_code("figures"), settings.figures)),
        "formulas": _of_files(_code("kpis")),
        "procedures": _register(connection),
        "rules": _of_files((rule_file.SHIPPED, settings.rules)),
        "stages": _of_files((stage_file.SHIPPED, settings.stages)),
        "successions": _of_files(
            (_CORE / "data" / "successions.toml", _CORE / "former.py", _CORE / "pieces.py"),
            version("vietnamadminunits"),
        ),
    }


def _code(folder: str) -> tuple[Path, ...]:
    return tuple(sorted(path for path in (_CORE / folder).iterdir() if path.suffix in (".py", ".toml")))


def _holidays() -> str:
    return version("holidays")


@lru_cache(maxsize=32)
def _of_files(paths: tuple[Path | None, ...], *more: str) -> str:
    """Read once: the process works with what it read at its start."""
    return _sha256(
        *(path.read_bytes() for path in paths if path is not None), *(one.encode() for one in more)
    )


def _register(connection: Connection) -> str:
    """What of the register a figure depends on."""
    columns = procedure.c.code, procedure.c.field, procedure.c.level, procedure.c.statutory_days
    statement = select(*columns, procedure.c.has_fee, procedure.c.paper_result).order_by(procedure.c.code)
    return _sha256(*(repr(tuple(row)).encode() for row in connection.execute(statement)))


def _sha256(*parts: bytes) -> str:
    found = sha256()
    for part in _sized(parts):
        found.update(part)
    return found.hexdigest()


def _sized(parts: Iterable[bytes]) -> Iterable[bytes]:
    """Each with its length before it, so that no two lists run into the same bytes."""
    for part in parts:
        yield len(part).to_bytes(8, "big")
        yield part
