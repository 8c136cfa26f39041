"""What a feed is: one `[[feed]]` of `feeds.toml`, polled or listened to, checked whole at the start."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator

from collectors.feedfile import asking, checks
from collectors.feedfile import file as feedfile
from collectors.feedfile.checks import WrongKeyError
from collectors.feedfile.file import FeedsError
from collectors.feedfile.keys import Count, Feed, Seconds, Variable
from collectors.formats import Query
from dashboard.feeds import UPLOAD

__all__ = ["Feed", "FeedsError", "HttpFeed", "MqttFeed", "load_feeds"]

OVERLAP = 60.0  # s


class HttpFeed(Feed):
    """A feed that is polled. `overlap` is how far back a poll steps behind the newest thing it knows."""

    schemes: ClassVar[tuple[str, ...]] = ("http", "https")
    secrets: ClassVar[tuple[str, ...]] = ("token_env", "user_env", "password_env")

    transport: Literal["http"]
    period: Seconds = 60.0
    start: datetime | None = None  # what the first poll of all asks from; None: all that the source gives
    overlap: float | None = Field(None, strict=True, ge=0, allow_inf_nan=False)
    query: Mapping[str, Any] = Field(default_factory=dict)
    page_step: Count = 1  # from page to page; the page size where pages are counted in items ("_offset")
    max_pages: Count = 1000
    auth: Literal["none", "bearer", "basic", "api-key"] = "none"
    token_env: Variable | None = None
    user_env: Variable | None = None
    password_env: Variable | None = None
    api_key_header: str = Field("", pattern=r"^[A-Za-z0-9-]*$")
    api_key_param: str = ""
    proxy: str = ""  # http://host:port; the environment's proxies are not looked at

    @model_validator(mode="before")
    @classmethod
    def _late_by_period(cls, given: Any) -> Any:
        """Where the file does not say what late is, a slow feed may be slow."""
        period = given.get("period") if isinstance(given, dict) else None
        if not isinstance(period, (int, float)):
            return given
        late = float(given.get("late_after", max(300.0, 2 * period + 60)))
        return {"late_after": late, "silent_after": max(900.0, 3 * late), **given}

    @field_validator("start")
    @classmethod
    def _in_utc(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("has no time zone: write it as 2026-01-01T00:00:00+07:00")
        return value and value.astimezone(UTC)

    @model_validator(mode="after")
    def _polls(self) -> Self:
        asking.query(self.wire.query or Query(), self.query)
        checks.authentication(self)
        if self.proxy:
            checks.address(self.proxy, ("http", "https"), "proxy")
        if self.late_after <= self.period:
            raise WrongKeyError(
                "late_after",
                f"{self.late_after:g} s is no longer than period: it would be late before every poll",
            )
        return self

    def asked(self) -> Query:
        """How the source is asked: the format's own way, with what the feed overrides."""
        merged = asking.query(self.wire.query or Query(), self.query)
        overlap = self.overlap if self.overlap is not None else max(merged.overlap, OVERLAP)
        return replace(merged, overlap=int(overlap))


class MqttFeed(Feed):
    """A feed that is listened to. Feeds of one address share a connection and must agree on it."""

    schemes: ClassVar[tuple[str, ...]] = ("mqtt", "mqtts")
    secrets: ClassVar[tuple[str, ...]] = ("username_env", "password_env")
    shared: ClassVar[tuple[str, ...]] = (
        *("client_id", "username_env", "password_env", "verify", "ca_file", "cert_file", "key_file"),
        *("keepalive", "session_expiry", "timeout"),
    )

    transport: Literal["mqtt"]
    topics: tuple[str, ...] = Field(min_length=1)
    share: str = Field("", pattern=r"^[^/+#\s]{0,64}$")  # several collectors divide $share/<share>/<topic>
    qos: Literal[1] = 1
    client_id: str = Field("", pattern=r"^[A-Za-z0-9._-]{0,64}$")
    username_env: Variable | None = None
    password_env: Variable | None = None
    keepalive: int = Field(30, strict=True, ge=5, le=65535)  # seconds
    session_expiry: int = Field(
        7 * 86400, strict=True, ge=60, le=0xFFFFFFFE
    )  # seconds that the broker keeps for us

    @property
    def tls(self) -> bool:
        return self.address.startswith("mqtts://")

    @field_validator("topics")
    @classmethod
    def _are_filters(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for topic in value:
            checks.topic(topic)
        return value

    @model_validator(mode="after")
    def _listens(self) -> Self:
        if self.password_env and not self.username_env:
            raise WrongKeyError("password_env", "needs username_env beside it")
        return self


def load_feeds(path: Path) -> list[Feed]:
    """The feeds of a file, each checked. Raises FeedsError with one line that names file, feed and key."""
    feeds: list[Feed] = []
    for number, entry in enumerate(feedfile.tables(path), 1):
        try:
            feed = _model(entry).model_validate(feedfile.filled(entry, path.parent))
            _goes_with(feed, feeds)
            inventory_of(feed)
        except ValidationError as error:
            key, said = feedfile.fault(error, _model(entry).model_fields)
            raise FeedsError(f"{feedfile.named(path, entry, number)}: key {key!r}: {said}") from error
        except WrongKeyError as error:
            said = f"key {error.key!r}: {error.sentence}"
            raise FeedsError(f"{feedfile.named(path, entry, number)}: {said}") from error
        feeds.append(feed)
    return feeds


def inventory_of(feed: Feed) -> HttpFeed | None:
    """How a feed's inventory is asked; it speaks of the same devices. Raises WrongKeyError."""
    if not feed.inventory:
        return None
    fixed = {"name": feed.name, "kind": feed.kind, "transport": "http"}
    query = feed.inventory.get("query", {})
    if isinstance(query, Mapping):
        query = {"since_param": "", **query}
    try:
        return HttpFeed.model_validate({"period": 3600.0, **feed.inventory, **fixed, "query": query})
    except ValidationError as error:
        key, said = feedfile.fault(error, HttpFeed.model_fields)
        raise WrongKeyError(f"inventory.{key}", said) from error


def _model(entry: Mapping[str, Any]) -> type[Feed]:
    """The model that a table's transport asks for; where it names none, one that will say so."""
    return MqttFeed if entry.get("transport") == "mqtt" else HttpFeed


def _goes_with(feed: Feed, others: list[Feed]) -> None:
    """A name of its own, and one connection with the feeds of its broker."""
    if feed.name == UPLOAD:
        raise WrongKeyError("name", f"{UPLOAD!r} is what people upload on the page /upload: take another one")
    for other in others:
        if feed.name == other.name:
            raise WrongKeyError("name", f"there are two feeds {feed.name!r}")
        if isinstance(feed, MqttFeed) and feed.address == other.address:
            for key in feed.shared:
                if getattr(feed, key) != getattr(other, key):
                    raise WrongKeyError(
                        key, f"differs from feed {other.name!r}, which shares the broker {feed.address}"
                    )
