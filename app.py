"""The web process: `python app.py` starts all of it on one machine, `uvicorn app:server` the site alone."""

import logging
import os
import signal
import socket
import sys
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError

from collectors.feed import FeedsError, load_feeds
from collectors.replay import replay
from collectors.uploading import FigureUploads
from dashboard import db, log
from dashboard.accounts.desk import Accounts
from dashboard.accounts.first import NAME, first_administrator
from dashboard.anomalies import Findings
from dashboard.civil import day_of
from dashboard.db import StoreError
from dashboard.desk.desk import Desk
from dashboard.digest.keeping import DigestDesk
from dashboard.exporting.jobs import ExportJobs
from dashboard.keys.desk import Keys
from dashboard.open_data.desk import OpenData
from dashboard.places import BoundariesError, read_boundaries
from dashboard.rejections import rejections
from dashboard.reports.desk import ReportDesk
from dashboard.settings import Settings, SettingsError, settings
from dashboard.stages.desk import StageDesk
from dashboard.targets import TargetDesk
from dashboard.views import KpiReader
from dashboard.wall.documents import Documents
from layouts.doors import DoorError, Doors
from web import store as web_store
from web.children import Children, Program
from web.demo import Demo, History, free_port
from web.options import RefusedError, listening, parse
from web.pump import utc_now
from web.screens import BoardJson
from web.site import Parts, build

ROOT = Path(__file__).resolve().parent
SHUTDOWN_SECONDS = 2


def site(chosen: Settings, store: Engine, demo: History | None = None) -> FastAPI:
    """The site over the real store, for those who have signed in."""
    documents = Documents(store, chosen)
    reader = KpiReader(store, chosen)

    def compute(now: datetime, walls: Collection[str]) -> Mapping[str, BoardJson]:
        loading = {"step": demo.step, "steps": demo.STEPS} if demo and demo.step else None
        told = documents.compute(now, walls, filling=loading is not None)
        return {name: {**one, "demo": demo is not None, "loading": loading} for name, one in told.items()}

    return build(
        chosen,
        Parts(
            prepare=partial(web_store.prepare, store),
            compute=compute,
            answers=partial(web_store.answers, store),
            watch=partial(web_store.watching, store, chosen.redis_url),
            doors=Doors(
                rejected=partial(rejections, store),
                replay=partial(_replay, store, chosen),
                demo=demo is not None,
                kpis=reader,
                targets=TargetDesk(store),
                findings=Findings(store),
                uploads=FigureUploads(store, chosen),
                desk=Desk(store, chosen),
                stages=StageDesk(store, chosen),
                digests=DigestDesk(store),
                exports=ExportJobs(store, chosen.data_dir / "exports", chosen.zone, utc_now),
                keys=Keys(store, chosen.redis_url),
                reports=ReportDesk(store, reader, chosen),
                open_data=OpenData(store),
                accounts=Accounts(store, chosen),
            ),
        ),
    )


def _replay(store: Engine, chosen: Settings, feed: str, number: int | None) -> tuple[int, int]:
    if chosen.feeds is None:
        raise DoorError("no feeds: set OPS_FEEDS for this process too")
    try:
        feeds = load_feeds(chosen.feeds)
        done = replay(store, chosen, feeds, feed, None if number is None else [number], datetime.now(UTC))
    except (FeedsError, StoreError) as error:
        raise DoorError(str(error)) from error
    return done.read, done.still_rejected


class Web(uvicorn.Server):
    """Says where it is once it answers."""

    def __init__(self, config: uvicorn.Config, said: str) -> None:
        super().__init__(config)
        self._said = said

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            sys.stdout.write(f"\n    {self._said}\n\n")
            self._said = ""
            sys.stdout.flush()


def main() -> int:
    """The exit code: 0 ended as asked, 2 something is set wrong."""
    try:
        options = parse(sys.argv[1:])
        demo = Demo(
            speed=options.speed,
            scenario=options.scenario,
            seed=options.seed,
            http_port=free_port(),
            mqtt_port=free_port(),
        )
        return _run(demo if options.demo else None)
    except (RefusedError, SettingsError, FeedsError, StoreError, BoundariesError) as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _run(demo: Demo | None) -> int:
    """Until told to end. Raises what `main` says in one line."""
    _end_on_signals()
    chosen = _settings(demo)
    log.configure(chosen.log_level)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)  # it logs every screen that comes or goes
    feeds = _feeds(chosen)
    store = opened(chosen)
    if chosen.boundaries:
        read_boundaries(chosen.boundaries)
    web_store.prepare(store)
    accounts = Accounts(store, chosen)
    sockets = [listening(chosen.host, chosen.port, has_accounts=accounts.are_there())]
    password = first_administrator(accounts, datetime.now(UTC), must_change=demo is None)
    today = day_of(datetime.now(UTC), chosen.zone)
    history = History(store, chosen.data_dir, demo.seed, today) if demo else None
    children = Children([*(demo.programs(chosen.data_dir) if demo else ()), _collectors(feeds)])
    config = uvicorn.Config(
        site(chosen, store, history),
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        ws_max_size=4096,
        ws_per_message_deflate=False,
    )
    try:
        children.start()
        if history:
            history.start()
        Web(config, _welcome(chosen, password)).run(sockets)
    finally:
        if history:
            history.stop()
        children.stop()
    return 0


def _welcome(chosen: Settings, password: str) -> str:
    """The address; at the first start the first account too, which is told here and nowhere else."""
    address = chosen.public_url or f"http://{chosen.host}:{chosen.port}"
    if not password:
        return address
    return f"{address}\n    tài khoản đầu tiên / first account: {NAME}\n    mật khẩu / password: {password}"


def _settings(demo: Demo | None) -> Settings:
    if demo:
        os.environ.update(demo.env | {"OPS_FEEDS": str(ROOT / "feeds.demo.toml")})
    return settings()


def _feeds(chosen: Settings) -> Path:
    if chosen.feeds is None:
        raise FeedsError(
            "chưa có nguồn dữ liệu: python app.py --demo, hoặc --feeds feeds.toml /"
            " no feeds: python app.py --demo, or --feeds feeds.toml (feeds.example.toml shows how)"
        )
    load_feeds(chosen.feeds)
    return chosen.feeds


def opened(chosen: Settings) -> Engine:
    """The store's engine. Raises SettingsError or StoreError."""
    try:
        return db.engine(chosen.store_url)
    except ArgumentError as error:
        raise SettingsError(f"OPS_DATABASE_URL: {error}") from error


def _collectors(feeds: Path) -> Program:
    command = [sys.executable, "-m", "collectors", "--feeds", str(feeds), "--until-eof"]
    return Program(name="collectors", command=command)


def _end_on_signals() -> None:
    """uvicorn ends well on both and raises the signal again: then what we started is to be ended."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))


if __name__ == "__main__":
    sys.exit(main())

try:
    log.configure(settings().log_level)
    server = site(settings(), opened(settings()))
except (SettingsError, StoreError) as error:
    sys.exit(str(error))
