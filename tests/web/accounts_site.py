"""The site with accounts in this process, over a store, spoken to as from a browser, with a clock to set."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
from sqlalchemy import Engine

from collectors.uploading import FigureUploads
from dashboard.accounts.desk import Accounts
from dashboard.accounts.sessions import Begun
from dashboard.accounts.signing import Asked
from dashboard.anomalies import Findings
from dashboard.db import writing
from dashboard.desk.desk import Desk
from dashboard.digest.keeping import DigestDesk
from dashboard.exporting.jobs import ExportJobs
from dashboard.keys.desk import Keys
from dashboard.open_data.desk import OpenData
from dashboard.reports.desk import ReportDesk
from dashboard.seeding import seed_store
from dashboard.settings import Settings
from dashboard.stages.desk import StageDesk
from dashboard.targets import TargetDesk
from dashboard.views import KpiReader
from layouts.doors import Doors
from tests.signed_in import quick
from web.cookies import SESSION
from web.site import Parts, build

HERE = "http://127.0.0.1"
PASSWORD = "mưa rào tháng bảy"


@contextlib.asynccontextmanager
async def _watch(_changed: Callable[[], None]) -> AsyncIterator[None]:
    yield


class AccountsSite:
    """`get`, `post` … as whoever holds these cookies. Of the pages only "/" is drawn: nothing was started."""

    def __init__(self, store: Engine, **told: Any) -> None:
        with writing(store) as connection:
            seed_store(connection)
        self.now = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
        self.settings = Settings(_env_file=None, **told)
        self.accounts = Accounts(store, self.settings, quick())
        reader = KpiReader(store, self.settings)
        doors = Doors(
            rejected=lambda _feed, _before: [],
            replay=lambda _feed, _number: (0, 0),
            kpis=reader,
            targets=TargetDesk(store),
            findings=Findings(store),
            uploads=FigureUploads(store, self.settings, lambda: self.now),
            desk=Desk(store, self.settings),
            stages=StageDesk(store, self.settings),
            digests=DigestDesk(store),
            keys=Keys(store),
            reports=ReportDesk(store, reader, self.settings),
            open_data=OpenData(store),
            exports=ExportJobs(
                store, self.settings.data_dir / "exports", self.settings.zone, lambda: self.now
            ),
            accounts=self.accounts,
        )
        parts = Parts(
            prepare=lambda: None,
            compute=lambda now, walls: {name: {"now": now} for name in ("", *walls)},
            answers=lambda: True,
            watch=_watch,
            doors=doors,
            clock=lambda: self.now,
        )
        self.server = build(self.settings, parts)

    def sign_in(self, name: str, role: str, **told: Any) -> dict[str, str]:
        """Cookies of a new account."""
        self.accounts.add({"name": name, "role": role, **told}, "test", self.now, PASSWORD)
        done = self.accounts.sign_in(Asked(name=name, password=PASSWORD, address="10.0.0.1"), self.now)
        assert isinstance(done, Begun)
        return {SESSION: done.token}

    def csrf(self, cookies: Mapping[str, str]) -> str:
        found = self.accounts.session(cookies[SESSION], self.now)
        assert found is not None
        return found.csrf

    def get(self, path: str, cookies: Mapping[str, str] | None = None, **headers: str) -> httpx.Response:
        return self.ask("GET", path, cookies, headers)

    def post(
        self, path: str, cookies: Mapping[str, str] | None = None, *, told: Any = None, **headers: str
    ) -> httpx.Response:
        """With the session's token and this site's Origin, unless told otherwise."""
        given = {"Origin": HERE} | ({"X-CSRF": self.csrf(cookies)} if cookies else {})
        return self.ask("POST", path, cookies, given | headers, json=told)

    def ask(
        self,
        method: str,
        path: str,
        cookies: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        client: str = "127.0.0.1",
        **told: Any,
    ) -> httpx.Response:
        async def asking() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.server, client=(client, 4711))
            async with httpx.AsyncClient(
                transport=transport, base_url=HERE, cookies=dict(cookies or {})
            ) as browser:
                return await browser.request(method, path, headers=headers, **told)

        return asyncio.run(asking())
