"""A city whose parts run apart: PostgreSQL, Redis, Mosquitto, collectors and the web, a process each."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import orjson
from sqlalchemy import Engine, Table, func, select
from websockets.sync.client import connect
from websockets.sync.connection import Connection
from websockets.typing import Origin

from dashboard import db, models
from tests.collectors.listening import Sender, is_online
from tests.collectors.web import Asked, Reply, Web
from tests.end_to_end.running import Running, accepts, opened, running, until, write_feeds
from tests.servers import Server, free_port, mosquitto_in, redis_in
from tests.signed_in import SignedIn, signed_in

WAIT = 120.0  # s
GAUGES = 20
NAME = "ops.example.vn"  # what browsers call the center; a proxy hands it on
SHARE = "ops"
COMPLAINTS_OPEN, COMPLAINTS_CLOSED = 3, 2


@dataclass(kw_only=True)
class City:
    """Everything that runs, and what was sent to it."""

    folder: Path
    store: Engine
    store_url: str
    broker: Server
    redis: Server
    sender: Sender
    supplier: Web
    stack: ExitStack
    web_port: int = field(default_factory=free_port)
    sent: int = 0
    collectors: dict[str, Running] = field(default_factory=dict)

    def env(self) -> dict[str, str]:
        return {
            "OPS_DATABASE_URL": self.store_url,
            "OPS_REDIS_URL": f"redis://127.0.0.1:{self.redis.port}/0",
            "OPS_FEEDS": str(self.folder / "feeds.toml"),
        }

    def start_collector(self, name: str) -> None:
        log = self.folder / f"collectors-{name}.log"
        program = running(["-m", "collectors"], {**self.env(), "OPS_COLLECTOR": name}, log)
        self.collectors[name] = self.stack.enter_context(program)
        client_id = f"ops-center-{name}"
        assert until(lambda: is_online(self.broker.port, client_id), WAIT), log.read_text()

    @cached_property
    def _visitor(self) -> SignedIn:
        return signed_in(self.store)

    def start_web(self) -> None:
        command = ["-m", "uvicorn", "app:server", "--port", str(self.web_port), "--log-level", "warning"]
        log = self.folder / "web.log"
        self.stack.enter_context(running(command, {**self.env(), "OPS_HOST": NAME}, log))
        assert until(lambda: accepts(self.web_port) and self.board(), WAIT), log.read_text()

    def send(self, count: int) -> None:
        """Readings with a sequence number; the last two digits are their centimetres."""
        for number in range(self.sent, self.sent + count):
            self.tell(number, reading(number))
        self.sent += count

    def tell(self, number: int, value: float) -> None:
        """One reading of the gauge whose turn it is."""
        told = {"@iot.id": number, "phenomenonTime": datetime.now(UTC).isoformat(), "result": value}
        self.sender.send(f"v1.1/Datastreams({number % GAUGES})/Observations", told)

    def board(self) -> dict[str, Any]:
        """As a browser gets it through a proxy; {} while there is none."""
        headers = {"Host": NAME, **self._visitor.headers}
        answer = httpx.get(f"http://127.0.0.1:{self.web_port}/api/board", headers=headers, timeout=WAIT)
        return dict(orjson.loads(answer.content)) if answer.status_code == 200 else {}

    @contextmanager
    def screen(self) -> Iterator[Connection]:
        """A browser's live stream, through a proxy."""
        link = socket.create_connection(("127.0.0.1", self.web_port))
        cookie = {"Cookie": self._visitor.headers["Cookie"]}
        with connect(
            f"ws://{NAME}/live", sock=link, origin=Origin(f"http://{NAME}"), additional_headers=cookie
        ) as live:
            yield live

    def count(self, table: Table) -> int:
        with db.reading(self.store) as connection:
            return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

    def numbers(self) -> list[int]:
        """The sequence numbers of the stored readings, each as often as it is stored."""
        with db.reading(self.store) as connection:
            return sorted(
                int(number)
                for number in connection.execute(select(models.observation.c.external_id)).scalars()
            )

    def poller(self) -> str:
        """The collector that polls the complaints now."""
        statement = select(models.lease.c.holder).where(models.lease.c.name == "feed complaints")
        with db.reading(self.store) as connection:
            return str(connection.execute(statement).scalar_one()).partition(":")[0]


def reading(number: int) -> float:
    return number % 100 / 100


@contextmanager
def city(store_url: str, folder: Path) -> Iterator[City]:
    """Two collectors on one shared subscription and one web process, over real servers."""
    with ExitStack() as stack:
        broker, redis = mosquitto_in(folder), redis_in(folder)
        for server in (broker, redis):
            server.start()
            stack.callback(server.stop)
        sender = Sender(broker.port)
        stack.callback(sender.close)
        made = City(
            folder=folder,
            store=stack.enter_context(opened(store_url)),
            store_url=store_url,
            broker=broker,
            redis=redis,
            sender=sender,
            supplier=stack.enter_context(Web(_complaints).running()),
            stack=stack,
        )
        _write_feeds(made)
        for name in ("a", "b"):
            made.start_collector(name)
        made.start_web()
        yield made


def _write_feeds(made: City) -> None:
    devices = ["external_id,name,lat,lon,period"]
    devices += [f"Datastreams({number}),S-{number:02d},10.7801,106.7038,600" for number in range(GAUGES)]
    (made.folder / "gauges.csv").write_text("\n".join(devices) + "\n")
    flood = {
        "name": "flood",
        "kind": "flood",
        "transport": "mqtt",
        "address": f"mqtt://127.0.0.1:{made.broker.port}",
        "topics": ["v1.1/+/Observations"],
        "share": SHARE,
        "format": "sensorthings",
        "devices": "gauges.csv",
    }
    complaints = {
        "name": "complaints",
        "kind": "complaints",
        "transport": "http",
        "address": f"{made.supplier.url}/requests.json",
        "format": "open311",
        "period": 2,
    }
    write_feeds(made.folder / "feeds.toml", [flood, complaints])


def _complaints(_asked: Asked) -> Reply:
    """Complaints of the last hours, some of them answered."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    listed = [
        {
            "service_request_id": f"C-{number}",
            "status": "open" if number < COMPLAINTS_OPEN else "closed",
            "service_code": "FLOOD",
            "requested_datetime": (now - timedelta(hours=2)).isoformat(),
            "updated_datetime": (now - timedelta(hours=1)).isoformat(),
        }
        for number in range(COMPLAINTS_OPEN + COMPLAINTS_CLOSED)
    ]
    return Reply(orjson.dumps(listed), headers={"Content-Type": "application/json"})
