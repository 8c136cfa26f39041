"""From a fire alarm to its incident and to an open desk; 3,000 alarms in ten seconds; p50, p95, p99."""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Thread

import orjson
import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from playwright.sync_api import Page, sync_playwright
from sqlalchemy import text

from benchmarks.latency import Seen, Sent, lags, row
from benchmarks.scene import STORES, Scene, machine, scene, table
from tests.conftest import CHROMIUM_OPTIONS
from tests.servers import free_port, program
from tests.signed_in import signed_in

ALARMS, SECONDS = 3_000, 10
ONE_CAUSE = (10.7769, 106.7009, 0.001)  # a place, and ±100 m around it
FEEDS = """[[feed]]
name = "fire"
kind = "fire"
transport = "mqtt"
format = "panel"
address = "mqtt://127.0.0.1:{port}"
topics = ["alarm-panel/+"]
"""


def alarm(number: int, name: str, lat: float, lon: float) -> bytes:
    """A panel's signal (docs/schemas/alarm-panel.schema.json)."""
    told = {
        "signal": "fire",
        "id": f"{name}-{number}",
        "detected_at": datetime.now(UTC).isoformat(),
        "title": f"{name} {number}",
        "position": {"lat": lat, "lon": lon},
    }
    return orjson.dumps(told)


@contextmanager
def sender(port: int) -> Iterator[mqtt.Client]:
    client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id="panels")
    client.max_inflight_messages_set(2_000)
    client.connect("127.0.0.1", port)
    client.loop_start()
    yield client
    client.disconnect()
    client.loop_stop()


@contextmanager
def desk(on: Scene) -> Iterator[Page]:
    """An officer's open desk over the whole program."""
    feeds, port = on.folder / "fire.toml", free_port()
    feeds.write_text(FEEDS.format(port=on.broker.port))
    on.start("app.py", "--feeds", str(feeds), env={"OPS_PORT": str(port)})
    on.subscribed()
    with sync_playwright() as playwright:
        found = program("chromium", "chromium")
        chromium = playwright.chromium.launch(executable_path=found, args=CHROMIUM_OPTIONS)
        context = chromium.new_context(viewport={"width": 1920, "height": 1080})
        context.add_cookies(signed_in(on.store, "binh", "officer").of_browser(f"http://127.0.0.1:{port}"))
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/desk")
        page.wait_for_selector('html[data-live="live"] [data-part="count-open"]', state="attached")
        page.wait_for_timeout(3_000)
        yield page
        chromium.close()


# Notes when each incident's title stood in the list, and the frame after it was drawn.
_WATCH = """() => {
  window.shown = {};
  const place = document.querySelector(".ag-root");
  new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => {
    for (const found of place.textContent.match(/Single [0-9]+/g) || [])
      window.shown[found] ??= Date.now() / 1000;
  }))).observe(place, {subtree: true, childList: true, characterData: true});
}"""


def shown(on: Scene, page: Page, count: int) -> list[float]:
    """Milliseconds from published to drawn in the list, one alarm a second, each a fire of its own."""
    page.evaluate(_WATCH)
    sent: dict[str, float] = {}
    with sender(on.broker.port) as client:
        for number in range(10, 10 + count):
            sent[f"Single {number}"] = time.time()
            # a kilometre apart: nothing joins
            body = alarm(number, "Single", 10.60 + 0.01 * (number % 30), 106.60 + 0.01 * (number // 30))
            client.publish(f"alarm-panel/{number}", body, qos=1)
            page.wait_for_timeout(1_000)
        page.wait_for_timeout(3_000)
    found: dict[str, float] = page.evaluate("window.shown")
    return [(found[name] - at) * 1000 for name, at in sent.items() if name in found]


def burst(on: Scene, page: Page, count: int) -> tuple[list[float], list[float], int]:
    """From published to a source of an incident; a list read by the desk meanwhile; how many incidents."""
    before, incidents = on.count("incident_source"), on.count("incident")
    sent: Sent = []
    seen: Seen = [(0.0, 0)]
    threads = [Thread(target=_send, args=(on.broker.port, count, sent))]
    threads.append(Thread(target=_watch, args=(on, before, count, seen)))
    for thread in threads:
        thread.start()
    lists: list[float] = []
    while threads[1].is_alive():
        begun = time.perf_counter()
        page.evaluate("ops.desk.get('/api/desk/incidents?sort=gravity&desc=1&open=1&start=0&end=100')")
        lists.append((time.perf_counter() - begun) * 1000)
        page.wait_for_timeout(200)
    for thread in threads:
        thread.join()
    return lags(sent, seen), lists, on.count("incident") - incidents


def _send(port: int, count: int, sent: Sent) -> None:
    lat, lon, around = ONE_CAUSE
    with sender(port) as client:
        begun = time.time()
        for number in range(count):
            time.sleep(max(0.0, begun + number * SECONDS / ALARMS - time.time()))
            step = around * ((number % 21) / 10 - 1)
            sent.append(time.time())
            told = client.publish(
                f"alarm-panel/b{number}", alarm(number, "Burst", lat + step, lon - step), qos=1
            )
        told.wait_for_publish(60)


def _watch(on: Scene, before: int, count: int, seen: Seen) -> None:
    """Each moment at which more alarms were sources of an incident than before; two minutes at most."""
    statement = text("SELECT count(*) FROM incident_source")
    end = time.monotonic() + 120
    with on.store.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while seen[-1][1] < count and time.monotonic() < end:
            there = int(connection.execute(statement).scalar_one()) - before
            if there > seen[-1][1]:
                seen.append((time.time(), there))
            time.sleep(0.01)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few seconds of each")
    options = parser.parse_args()
    single, many = (12, ALARMS) if options.quick else (60, ALARMS)
    rows = []
    for kind in STORES:
        with scene(kind) as on, desk(on) as page:
            rows.append(row(f"{kind}: drawn on an open desk, 1/s", shown(on, page, single)))
            late, lists, incidents = burst(on, page, many)
        rows.append(row(f"{kind}: in an incident, {many} in {SECONDS} s ({incidents} opened)", late))
        rows.append(row(f"{kind}: a list read by the desk meanwhile", lists))
        print(rows[-3:], file=sys.stderr)
    print(f"From an alarm's publishing; {machine()}\n")
    print(table(["until", "times", "p50, ms", "p95, ms", "p99, ms"], rows))


if __name__ == "__main__":
    main()
