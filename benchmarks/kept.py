"""The filled stores that views and recounts are measured on; kept in a folder, they are filled only once."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.fill import fill, is_filled
from dashboard import db
from tests.servers import Server, postgres_in

FULL, QUICK = 10_000_000, 200_000  # dossiers
FOLDER = "OPS_BENCH_STORES"  # where the stores are kept; without it they go when the measurement is over


@contextmanager
def city_store(kind: str, size: int) -> Iterator[str]:
    """The URL of a store with so many dossiers."""
    kept = os.environ.get(FOLDER)
    folder = Path(kept or tempfile.mkdtemp(prefix="ops-bench-")) / f"{kind}-{size}"
    folder.mkdir(parents=True, exist_ok=True)
    for one in (folder, folder.parent):
        one.chmod(0o755)  # PostgreSQL enters it as another user
    server = postgres_in(folder) if kind == "postgresql" else None
    try:
        yield _filled(_started(server, folder), size)
    finally:
        if server is not None:
            server.stop(signal.SIGINT)
        if not kept:
            shutil.rmtree(folder.parent, ignore_errors=True)


def _started(server: Server | None, folder: Path) -> str:
    if server is None:
        return f"sqlite:///{folder / 'ops.db'}"
    server.start()
    return f"postgresql+psycopg://ops@127.0.0.1:{server.port}/postgres"


def _filled(url: str, size: int) -> str:
    store = db.engine(url)
    if not is_filled(store, size):
        print(f"{store.dialect.name}: {size:,} dossiers are made", file=sys.stderr)
        fill(store, size, datetime.now(UTC))
    db.migrate(store)  # one that was kept may be older than the program
    store.dispose()
    return url
