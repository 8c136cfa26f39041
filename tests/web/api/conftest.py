"""The site over the small city of `city.py`, on each store."""

from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import Engine, insert, select

from dashboard.db import engine, migrate, writing
from dashboard.keys.desk import Keys
from dashboard.models import feed, feed_cursor
from tests.web.accounts_site import AccountsSite
from tests.web.api.city import NOW, fill, key

BASE = "/api/v1"


class Interface:
    """The site as programs of others see it."""

    def __init__(self, store: Engine) -> None:
        self.store = store
        self.site = AccountsSite(store)
        self.site.now = NOW
        self.keys = Keys(store)
        fill(store, self.site.settings)
        with writing(store) as connection:  # the first polls have come to their last page
            for number in connection.execute(select(feed.c.id).where(feed.c.transport == "http")).scalars():
                connection.execute(insert(feed_cursor).values(feed_id=number, polled_at=NOW))
        self.token = key(self.keys, name="whole")

    def get(self, path: str, token: str | None = None, **headers: str) -> httpx.Response:
        given = {"Authorization": f"Bearer {token or self.token}"} | headers
        return self.site.ask("GET", BASE + path, None, given)


@pytest.fixture(scope="module")
def interface(module_store_url: str) -> Iterator[Interface]:
    store = engine(module_store_url)
    migrate(store)
    yield Interface(store)
    store.dispose()
