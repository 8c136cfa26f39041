"""A city whose every part can be killed: PostgreSQL, Redis, broker, collector, web, the line to screens."""

import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import orjson
import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from playwright.sync_api import Browser, BrowserContext

from dashboard.accounts.desk import Accounts
from dashboard.settings import Settings
from tests.collectors.web import Asked, Reply, Web
from tests.end_to_end.line import Line
from tests.end_to_end.running import ROOT, Running, opened, running, until, write_feeds
from tests.servers import Server, free_port, mosquitto_in, postgres_in, redis_in
from tests.signed_in import quick, signed_in
from web.cookies import DISPLAY

WAIT = 120.0  # s
TIDE, STREET = 0, 1  # the numbers of the two gauges
PERIOD = 4  # s between two readings, as the gauges' register has it
LATE, SILENT = 6, 12  # s after which the gauges' feed is
SCENES = {"scenes": [{"scene": "promises", "seconds": 600}]}


class Gauges:
    """Two gauges that speak each half second, whatever becomes of the broker. Levels in metres."""

    def __init__(self, port: int) -> None:
        self.levels: dict[int, float] = {TIDE: 0.5, STREET: 0.1}
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2)
        self._client.reconnect_delay_set(1, 1)
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        self._ending = Event()
        self._thread = Thread(target=self._speak, daemon=True)
        self._thread.start()

    def _speak(self) -> None:
        number = 0
        while not self._ending.wait(0.5):
            for gauge, level in list(self.levels.items()):
                number += 1
                told = {"@iot.id": number, "phenomenonTime": datetime.now(UTC).isoformat(), "result": level}
                self._client.publish(f"v1.1/Datastreams({gauge})/Observations", orjson.dumps(told))

    def close(self) -> None:
        self._ending.set()
        self._thread.join()
        self._client.disconnect()
        self._client.loop_stop()


class WallCity:
    """All parts at work. `address`: as a screen reaches it, over a line that can be cut."""

    def __init__(self, folder: Path, stack: ExitStack, root: Path = ROOT) -> None:
        self._folder, self._stack, self._root = folder, stack, root
        own = Path(tempfile.mkdtemp(prefix="ops-postgres-"))
        stack.callback(shutil.rmtree, own, ignore_errors=True)
        self.postgres = postgres_in(own)
        self.broker, self.redis = mosquitto_in(folder), redis_in(folder)
        for server in (self.postgres, self.broker, self.redis):
            server.start()
            stack.callback(server.stop, signal.SIGINT)
        self.store = f"postgresql+psycopg://ops@127.0.0.1:{self.postgres.port}/postgres"
        self._port = free_port()
        self.line: Line = stack.enter_context(Line(self._port))
        self.address = f"http://127.0.0.1:{self.line.port}"
        supplier = stack.enter_context(Web(_complaints).running())
        _write_feeds(folder, self.broker, supplier.url)
        signed_in(self.store)
        with opened(self.store) as store:
            kept = Accounts(store, Settings(_env_file=None), quick())
            self._token = kept.add_display("Sảnh", "test", datetime.now(UTC), unit="city", **SCENES)
        collector = running(["-m", "collectors"], self._env(), folder / "collector.log")
        self.collector: Running = stack.enter_context(collector)
        self.start_web()
        self.gauges = Gauges(self.broker.port)
        stack.callback(self.gauges.close)

    def _env(self) -> dict[str, str]:
        return {
            "OPS_DATABASE_URL": self.store,
            "OPS_REDIS_URL": f"redis://127.0.0.1:{self.redis.port}/0",
            "OPS_FEEDS": str(self._folder / "feeds.toml"),
        }

    def start_web(self, root: Path | None = None) -> None:
        """On the same port, again and again; from another folder of the program where one is told."""
        command = ["-m", "uvicorn", "app:server", "--port", str(self._port), "--log-level", "warning"]
        folder = root or self._root
        command += ["--app-dir", str(folder)]
        log = self._folder / "web.log"
        self.web: Running = self._stack.enter_context(running(command, self._env(), log, folder))
        assert until(self.answers, WAIT), log.read_text()[-3000:]

    def answers(self) -> bool:
        """Past the line: does the server?"""
        try:
            httpx.get(f"http://127.0.0.1:{self._port}/healthz", timeout=WAIT)
        except httpx.TransportError:
            return False
        return True

    def screen(self, browser: Browser) -> BrowserContext:
        """A browser that was paired once."""
        context = browser.new_context(viewport={"width": 1920, "height": 1080})
        cookies: list[Any] = [{"name": DISPLAY, "value": self._token, "url": self.address, "httpOnly": True}]
        context.add_cookies(cookies)
        return context


def _complaints(_asked: Asked) -> Reply:
    """Nobody complains; that is said each time."""
    return Reply(b"[]", headers={"Content-Type": "application/json"})


def _write_feeds(folder: Path, broker: Server, supplier: str) -> None:
    columns = "external_id,name,lat,lon,quantity,period,level_1,level_2,level_3"
    tide = f"Datastreams({TIDE}),Trạm Phú An,10.7720,106.7060,tide,{PERIOD},1.3,1.4,1.5"
    street = f"Datastreams({STREET}),Calmette,10.7668,106.7000,level,{PERIOD},0.2,0.4,0.6"
    (folder / "gauges.csv").write_text("\n".join((columns, tide, street)) + "\n", "utf-8")
    flood: Mapping[str, Any] = {
        "name": "flood",
        "title": "Cảm biến ngập và triều",
        "kind": "flood",
        "transport": "mqtt",
        "address": f"mqtt://127.0.0.1:{broker.port}",
        "topics": ["v1.1/+/Observations"],
        "format": "sensorthings",
        "devices": "gauges.csv",
        "late_after": LATE,
        "silent_after": SILENT,
    }
    complaints: Mapping[str, Any] = {
        "name": "complaints",
        "title": "Phản ánh 1022",
        "kind": "complaints",
        "transport": "http",
        "address": f"{supplier}/requests.json",
        "format": "open311",
        "period": 2,
    }
    write_feeds(folder / "feeds.toml", [dict(flood), dict(complaints)])


@contextmanager
def wall_city(folder: Path) -> Iterator[WallCity]:
    with ExitStack() as stack:
        yield WallCity(folder, stack)
