"""A browser's part of the KPI pages, without a browser: the page, then every callback that it asks for.

What a page asks for is read from the site itself (`/_dash-dependencies`), as Dash's own script does.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson

from tests.signed_in import SignedIn

AT_ONCE = 6  # requests of one browser to one host

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """One part of a page: which, milliseconds, bytes."""

    part: str
    milliseconds: float
    size: int


class Visit:
    """One user at one site. Raises httpx.HTTPError where the site does not answer well."""

    def __init__(self, address: str, visitor: SignedIn) -> None:
        headers = {"Origin": address, **visitor.headers}
        self._client = httpx.Client(base_url=address, timeout=60, headers=headers)
        self._threads = ThreadPoolExecutor(AT_ONCE)
        self._parts: list[Json] = self._client.get("/_dash-dependencies").raise_for_status().json()

    def close(self) -> None:
        self._threads.shutdown()
        self._client.close()

    def open(self, link: str) -> list[Answer]:
        """A page with all its parts; the last answer, "page", tells when all of them were there."""
        begun = time.perf_counter()
        url = urlsplit(link)
        told = {
            "_pages_location": {"pathname": url.path, "search": f"?{url.query}" if url.query else ""},
        }
        frame = next(part for part in self._parts if "_pages_content" in part["output"])
        said, first = self._ask(frame, told)
        held = dict(_components(said["response"]["_pages_content"]["children"]))
        asked = [part for part in self._parts if _is_asked(part, held)]
        rest = [answer for _said, answer in self._threads.map(lambda part: self._ask(part, held), asked)]
        whole = (time.perf_counter() - begun) * 1000
        return [first, *rest, Answer("page", whole, sum(one.size for one in (first, *rest)))]

    def _ask(self, part: Json, held: Json) -> tuple[Json, Answer]:
        """One callback, as Dash's script words it."""
        outputs = [
            dict(zip(("id", "property"), one.rsplit(".", 1), strict=True))
            for one in part["output"].strip(".").split("...")
        ]
        inputs, state = ([_told(one, held) for one in part[name]] for name in ("inputs", "state"))
        body = {
            "output": part["output"],
            "outputs": outputs if part["output"].startswith("..") else outputs[0],
            "inputs": inputs,
            "state": state,
            "changedPropIds": [f"{one['id']}.{one['property']}" for one in inputs],
        }
        begun = time.perf_counter()
        got = self._client.post("/_dash-update-component", content=orjson.dumps(body), headers=_JSON)
        taken = (time.perf_counter() - begun) * 1000
        got.raise_for_status()
        return orjson.loads(got.content), Answer(outputs[0]["id"], taken, len(got.content))


_JSON = {"Content-Type": "application/json"}


def _told(one: Json, held: Json) -> Json:
    return {**one, "value": held[one["id"]].get(one["property"])}


def _is_asked(part: Json, held: Json) -> bool:
    return bool(part["inputs"]) and all(one["id"] in held for one in (*part["inputs"], *part["state"]))


def _components(tree: Any) -> Iterator[tuple[str, Json]]:
    """Everything on a page that has an id, with its properties."""
    if isinstance(tree, list):
        for one in tree:
            yield from _components(one)
    elif isinstance(tree, dict) and "props" in tree:
        properties = tree["props"]
        if isinstance(properties.get("id"), str):
            yield properties["id"], properties
        yield from _components(properties.get("children"))
