"""How the HTTP services answer: ETag and If-None-Match, gzip, the simulated Date, credentials, faults."""

import asyncio
import base64
import gzip
import hashlib
import secrets
from dataclasses import dataclass
from email.utils import formatdate

from starlette.requests import Request
from starlette.responses import Response

from simulator.clock import Clock

FAULTS = ("429", "500", "slow", "garbage", "off")
_SLOW = 20.0  # s
_WORTH_PACKING = 500  # bytes


def answer(request: Request, body: bytes, clock: Clock, media_type: str = "application/json") -> Response:
    """The body with its ETag, or 304 where the asker has it already; packed where the asker unpacks."""
    etag = f'"{hashlib.sha1(body, usedforsecurity=False).hexdigest()}"'
    headers = {"ETag": etag, "Date": formatdate(clock.now(), usegmt=True), "Vary": "Accept-Encoding"}
    known = request.headers.get("if-none-match", "")
    if etag in (entry.strip().removeprefix("W/") for entry in known.split(",")):
        return Response(status_code=304, headers=headers)
    if len(body) > _WORTH_PACKING and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, compresslevel=1, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(body, headers=headers, media_type=media_type)


@dataclass(frozen=True, slots=True)
class Credential:
    """What an asker must show: nothing, or a key, a bearer token or a name and password."""

    kind: str = ""  # "", key, bearer or basic
    value: str = ""

    @classmethod
    def parse(cls, text: str) -> "Credential":
        """From `key:…`, `bearer:…` or `basic:user:password`. Raises ValueError."""
        kind, colon, value = text.partition(":")
        if text and (kind not in ("key", "bearer", "basic") or not colon or not value):
            raise ValueError("expected key:…, bearer:… or basic:user:password")
        return cls(kind, value)

    def shown_by(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        if self.kind == "key":
            given = request.headers.get("x-api-key") or request.query_params.get("api_key", "")
            return secrets.compare_digest(given.encode(), self.value.encode())
        if self.kind == "bearer":
            return secrets.compare_digest(given.encode(), f"Bearer {self.value}".encode())
        if self.kind == "basic":
            expected = "Basic " + base64.b64encode(self.value.encode()).decode()
            return secrets.compare_digest(given.encode(), expected.encode())
        return True


class Faults:
    """One fault at a time, switched on from outside for a while, in real seconds."""

    def __init__(self) -> None:
        self.kind = "off"
        self.until = 0.0

    def set(self, kind: str, seconds: float) -> None:
        """Raises ValueError for a fault that there is not."""
        if kind not in FAULTS:
            raise ValueError(f"fault is one of {', '.join(FAULTS)}")
        self.kind, self.until = kind, asyncio.get_running_loop().time() + seconds

    async def strike(self) -> Response | None:
        """What the asker gets instead of an answer, or nothing; a slow answer only takes long."""
        left = self.until - asyncio.get_running_loop().time()
        if self.kind == "off" or left <= 0:
            return None
        if self.kind == "429":
            return Response("too many requests", 429, headers={"Retry-After": str(int(left) + 1)})
        if self.kind == "500":
            return Response("the service is out of order", 500)
        if self.kind == "garbage":
            return Response(b'{"data": [{"MaHoSo": \xff\xfe', media_type="application/json")
        await asyncio.sleep(min(left, _SLOW))
        return None
