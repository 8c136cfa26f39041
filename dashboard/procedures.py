"""The register of procedures: service level, statutory maximum and fee, which no dossier's message says.

`python -m dashboard.procedures FILE.csv` loads it (docs/figures.md); dossiers already stored follow.
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from dashboard.db import engine, migrate, reading, upsert, writing
from dashboard.models import procedure
from dashboard.settings import settings

LEVELS = range(5)  # 0 not offered, 2 information only, 3 một phần, 4 toàn trình


class RegisterError(Exception):
    """The file cannot be loaded; each line says where and why. Nothing of it was loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One administrative procedure, as the National Database of Procedures numbers it."""

    code: str
    name: str
    field: str = ""
    field_name: str = ""
    level: int = 0
    statutory_days: float | None = None  # working days
    has_fee: bool = False
    paper_result: bool = True
    source: str = ""


class Register:
    """The register as one process knows it, read again when it changed."""

    def __init__(self) -> None:
        self._known: dict[str, Procedure] = {}
        self._state: tuple[object, ...] = ()

    def refresh(self, connection: Connection) -> None:
        """Bring it up to date with the store: a dossier stored after a load must not miss it."""
        state = tuple(connection.execute(select(func.count(), func.max(procedure.c.changed_at))).one())
        if state != self._state:
            self._state = state
            self._known = {one.code: one for one in known(connection)}

    def __getitem__(self, code: str) -> Procedure | None:
        return self._known.get(code)


def known(connection: Connection) -> Iterator[Procedure]:
    """Every procedure of the register, by code."""
    names = [column for column in procedure.c if column.name not in ("id", "changed_at")]
    for row in connection.execute(select(*names).order_by(procedure.c.code)):
        yield Procedure(**row._mapping)


def load(connection: Connection, procedures: Sequence[Procedure], now: datetime) -> set[str]:
    """Write procedures down. Returns the codes of those that are new or changed."""
    before = {one.code: one for one in known(connection)}
    changed = [one for one in procedures if before.get(one.code) != one]
    if changed:
        statement = upsert(connection, procedure)
        names = [column.name for column in procedure.c if column.name not in ("id", "code")]
        statement = statement.on_conflict_do_update(
            index_elements=["code"], set_={name: statement.excluded[name] for name in names}
        )
        connection.execute(statement, [{**asdict(one), "changed_at": now} for one in changed])
    return {one.code for one in changed}


def read_csv(path: Path) -> list[Procedure]:
    """Columns code, name, field and, where known, field_name, level, days, fee, paper (0: none), source.

    Raises RegisterError with every line that cannot be read.
    """
    procedures, wrong = [], []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                procedures.append(_procedure(row))
            except (KeyError, ValueError, AttributeError) as error:
                wrong.append(f"{path.name}, line {number}: {error}")
    if wrong:
        raise RegisterError("\n".join(wrong))
    return procedures


def _procedure(row: dict[str, str]) -> Procedure:
    level = int(row.get("level") or 0)
    if not row["code"].strip() or level not in LEVELS:
        raise ValueError(f"no code, or a level other than 0 to 4: {row['code']!r}, {row.get('level')!r}")
    return Procedure(
        code=row["code"].strip(),
        name=row["name"].strip(),
        field=row["field"].strip(),
        field_name=(row.get("field_name") or "").strip(),
        level=level,
        statutory_days=float(row["days"]) if (row.get("days") or "").strip() else None,
        has_fee=(row.get("fee") or "").strip() not in ("", "0"),
        paper_result=(row.get("paper") or "1").strip() != "0",
        source=(row.get("source") or "").strip(),
    )


def load_file(store: Engine, path: Path, now: datetime) -> int:
    """Load a register and let the stored dossiers follow. Returns how many procedures changed."""
    # imported here: restating reads the register too
    from dashboard.restating import restate

    procedures = read_csv(path)
    with writing(store) as connection:
        changed = load(connection, procedures, now)
    restate(store, settings(), changed)
    return len(changed)


def main() -> int:
    """Load the register that the command line names."""
    if len(sys.argv) != 2:
        sys.stderr.write("python -m dashboard.procedures FILE.csv\n")
        return 2
    store = engine(settings().store_url)
    migrate(store)
    try:
        changed = load_file(store, Path(sys.argv[1]), datetime.now(UTC))
    except (OSError, RegisterError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    with reading(store) as connection:
        number = sum(1 for _one in known(connection))
    sys.stdout.write(f"{changed} procedures changed, {number} known\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
