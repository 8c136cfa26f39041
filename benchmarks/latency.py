"""How long from published to stored, to the live stream, and to what a real browser shows; p50, p95, p99."""

import argparse
import asyncio
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

import orjson
import websockets
from playwright.sync_api import Page, sync_playwright
from sqlalchemy import text
from websockets.typing import Origin

from benchmarks.flood import connect, frame
from benchmarks.scene import STORES, Scene, machine, scene, table
from tests.conftest import CHROMIUM_OPTIONS
from tests.servers import free_port, program
from tests.signed_in import SignedIn, signed_in

PER_SECOND = 500
Sent = list[float]  # moments (time.time) by sequence number
Seen = list[tuple[float, int]]  # (moment, how many messages are there)


def stored(kind: str, seconds: int) -> list[float]:
    """Milliseconds from published to committed, seen from outside by the feed's own count in the store."""
    with scene(kind) as on:
        on.start("-m", "collectors", "--feeds", on.feeds())
        on.subscribed()
        sender = _sender(on, seconds)
        seen = _watched(on, seconds * PER_SECOND)
        sender.wait()
        return lags(_sent(on.folder / "sent"), seen)


def _watched(on: Scene, count: int) -> Seen:
    """Each moment at which the store's count of messages was higher than before."""
    seen: Seen = [(0.0, 0)]
    statement = text("SELECT coalesce(max(messages), 0) FROM feed_state")
    with on.store.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while seen[-1][1] < count:
            messages = connection.execute(statement).scalar_one()
            if messages > seen[-1][1]:
                seen.append((time.time(), messages))
            time.sleep(0.001)
    return seen


def streamed(kind: str, seconds: int) -> list[float]:
    """Milliseconds from published to told on the web socket `/live`."""
    with scene(kind) as on:
        port = _site(on)
        sender = _sender(on, seconds)
        seen = asyncio.run(_listened(port, seconds * PER_SECOND, signed_in(on.store)))
        sender.wait()
        return lags(_sent(on.folder / "sent"), seen)


async def _listened(port: int, count: int, visitor: SignedIn) -> Seen:
    seen: Seen = [(0.0, 0)]
    address, origin = f"ws://127.0.0.1:{port}/live", Origin(f"http://127.0.0.1:{port}")
    headers = {"Cookie": visitor.headers["Cookie"]}
    async with websockets.connect(address, origin=origin, additional_headers=headers, max_size=None) as live:
        while seen[-1][1] < count:
            said = orjson.loads(await live.recv())
            messages = _messages(said)
            if messages is not None and messages > seen[-1][1]:
                seen.append((time.time(), messages))
    return seen


def _messages(said: dict[str, Any]) -> int | None:
    """The flood feed's count of messages, where the board or the patch tells it."""
    if said.get("board"):
        return next((int(feed["messages"]) for feed in said["board"]["feeds"]), None)
    for operation in said.get("patch") or ():
        if operation["path"] == "/feeds/0/messages":
            return int(operation["value"])
        if operation["path"] in ("/feeds", "/feeds/0"):
            value = operation["value"]
            return int((value[0] if isinstance(value, list) else value)["messages"])
    return None


def shown(kind: str, count: int) -> list[float]:
    """Milliseconds from published to drawn by Chromium: the highest water on the first page."""
    with scene(kind) as on, sync_playwright() as playwright:
        port = _site(on)
        chromium = playwright.chromium.launch(
            executable_path=program("chromium", "chromium"), args=CHROMIUM_OPTIONS
        )
        context = chromium.new_context()
        context.add_cookies(signed_in(on.store).of_browser(f"http://127.0.0.1:{port}"))
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        page.wait_for_selector('[data-part="deepest"]', state="attached")
        page.evaluate(_WATCH)
        sent = _rising(on.broker.port, count, page)
        shown_at: dict[str, float] = page.evaluate("window.shown")
        chromium.close()
    return [(shown_at[value] - at) * 1000 for value, at in sent.items() if value in shown_at]


# Notes when each text of the highest water was there, and the frame after it drawn.
_WATCH = """() => {
  window.shown = {};
  const place = document.querySelector('[data-part="deepest"]');
  new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => {
    for (const found of place.textContent.match(/[0-9]+[.,][0-9]{2}/g) || [])
      window.shown[found.replace(",", ".")] ??= Date.now() / 1000;
  }))).observe(place, {subtree: true, childList: true, characterData: true});
}"""


def _rising(port: int, count: int, page: Page) -> dict[str, float]:
    """One gauge that rises a centimetre twice a second; each value and when it was sent."""
    link, sent = connect(port), {}
    for number in range(count):
        value = f"{5 + number / 100:.2f}"
        now = datetime.now(UTC)
        sent[value] = now.timestamp()
        link.sendall(frame(number, 0, now, float(value)))
        page.wait_for_timeout(500)
    page.wait_for_timeout(2_000)
    link.close()
    return sent


def _site(on: Scene) -> int:
    """The port of the whole program, once its collector listens."""
    port = free_port()
    on.start("app.py", "--feeds", on.feeds(), env={"OPS_PORT": str(port)})
    on.subscribed()
    return port


def _sender(on: Scene, seconds: int) -> subprocess.Popen[bytes]:
    flood = ("-m", "benchmarks.flood", str(on.broker.port))
    return on.start(*flood, str(seconds * PER_SECOND), str(PER_SECOND), str(on.folder / "sent"))


def _sent(path: Path) -> Sent:
    return [float(line) for line in path.read_text().splitlines()]


def lags(sent: Sent, seen: Seen) -> list[float]:
    """Milliseconds for each message: until the first look that counted it."""
    found: list[float] = []
    for moment, messages in seen:
        found += [(moment - at) * 1000 for at in sent[len(found) : messages]]
    return found


def row(name: str, lags: list[float]) -> list[str]:
    parts = quantiles(lags, n=100)
    return [name, str(len(lags)), *(f"{parts[percent - 1]:,.0f}" for percent in (50, 95, 99))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few seconds of each")
    options = parser.parse_args()
    seconds = 4 if options.quick else 20
    rows = []
    for kind in STORES:
        for name, measure, size in (
            (f"stored, {PER_SECOND}/s", stored, seconds),
            (f"on /live, {PER_SECOND}/s", streamed, seconds),
            ("shown in Chromium, 2/s", shown, 3 * seconds),
        ):
            rows.append(row(f"{kind}: {name}", measure(kind, size)))
            print(rows[-1], file=sys.stderr)
    print(f"Latency from published; {machine()}\n")
    print(table(["until", "messages", "p50, ms", "p95, ms", "p99, ms"], rows))


if __name__ == "__main__":
    main()
