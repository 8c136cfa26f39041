"""The open interface as strangers find it: schemathesis asks a real server whatever its schema allows.

All checks of schemathesis hold, negative ones among them: what the schema forbids is refused, no method
but GET is answered, no key is no answer. The run is the same each time (seed, deterministic data).
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from dashboard.db import engine, migrate
from dashboard.keys.desk import Keys
from dashboard.settings import Settings
from tests.end_to_end.running import Running, accepts, until
from tests.servers import free_port
from tests.web.api.city import SECRETS, fill, key

# One address asks for more than a schema can say: that two dates lie no more than 90 days apart.
_CONFIG = """
[[operations]]
include-path-regex = "^/open311/requests"
checks = { positive_data_acceptance = { expected-statuses = ["2xx", "400", "404"] } }
"""


@dataclass(frozen=True, slots=True)
class Site:
    address: str
    token: str

    def get(self, path: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.get(f"{self.address}/api/v1{path}", headers=headers, timeout=30)


@pytest.fixture(scope="module")
def site(module_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`uvicorn app:server` over a filled store."""
    folder, port = tmp_path_factory.mktemp("interface"), free_port()
    store = engine(module_store_url)
    migrate(store)
    fill(store, Settings(_env_file=None), datetime.now(UTC))
    token = key(Keys(store), name="schemathesis")
    store.dispose()
    env = {"OPS_DATABASE_URL": module_store_url, "OPS_DATA_DIR": str(folder)}
    command = ["-m", "uvicorn", "app:server", "--port", str(port), "--log-level", "warning"]
    server = Running(command, env, folder / "server.log")
    assert until(lambda: accepts(port), 60), server.said()
    yield Site(f"http://127.0.0.1:{port}", token)
    server.end()


def test_schemathesis_finds_nothing_in_the_whole_document(site: Site, tmp_path: Path) -> None:
    config = tmp_path / "schemathesis.toml"
    config.write_text(_CONFIG, "utf-8")
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run"),
        *(f"{site.address}/api/v1/openapi.json", "--header", f"Authorization: Bearer {site.token}"),
        *("--checks", "all", "--mode", "all", "--max-examples", "4", "--seed", "766"),
        *("--generation-deterministic", "--continue-on-failure"),
        *("--report", "ndjson", "--report-ndjson-path", str(tmp_path / "events.ndjson")),
    ]
    env = {**os.environ, "PYTHONWARNINGS": "default", "NO_COLOR": "1", "COLUMNS": "160"}
    ended = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300)
    assert ended.returncode == 0, ended.stdout[-12_000:] + ended.stderr[-2000:]
    told = (tmp_path / "events.ndjson").read_text("utf-8")
    assert [secret for secret in SECRETS if secret in told or json.dumps(secret)[1:-1] in told] == []
    paths = site.get("/openapi.json").json()["paths"]
    assert {f"GET {path}" for path in paths} - set(_answered(told)) == set()  # each was answered well, too


def _answered(events: str) -> Iterator[str]:
    """The operations that were answered with 200."""

    def walk(told: Any, label: str) -> Iterator[str]:
        if isinstance(told, dict):
            label = told["label"] if isinstance(told.get("label"), str) else label
            if told.get("status_code") == 200:
                yield label
        for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
            yield from walk(one, label)

    for line in events.splitlines():
        yield from walk(json.loads(line), "")
