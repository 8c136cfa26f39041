"""`make soak`: a wall turns all its scenes over the demo at x60, in Chromium; does anything grow?

`python -m benchmarks.soak [--minutes 20] [--speed 60]`; hours tell more. Each minute, after a collection of
garbage: the heap, DOM nodes and listeners of the page, and what its process took of one core.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any

import httpx
import psutil  # type: ignore[import-untyped]
from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.scene import machine, table
from dashboard import db
from dashboard.accounts.desk import Accounts
from dashboard.settings import Settings
from dashboard.wall.scenes import SCENES
from tests.conftest import CHROMIUM_OPTIONS
from tests.servers import free_port, program
from tests.signed_in import quick, signed_in
from web.cookies import DISPLAY

START = 300.0  # s until the demo answers
SETTLING = 75.0  # s: two turns of all scenes; what is compiled is compiled by then
DWELL = 5  # s of a scene
WANTED = 25.0  # % of one core
HEAD = (
    *("minute", "changes/s", "incidents", "heap, MB", "nodes", "left over", "listeners"),
    *("renderer, %", "browser, %", "load"),
)
# How far the last third's mean may be above the first third's, in parts and beside: the city has more too.
# Nodes are judged by those that stand in no document, and all by a bound: of those that do stand there are
# more while the simulated city's incidents grow in number, up to the 200 that a board names.
TOLERANCE = {"heap, MB": (0.10, 1.0), "nodes left over": (0.05, 100.0), "listeners": (0.02, 5.0)}
MOST_NODES = 15_000  # 200 incidents and 220 gauges on four maps and in three lists, each a handful of nodes
_ATTACHED = """() => {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
  let count = 1;
  while (walker.nextNode()) count += 1;
  return count;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One minute: the page after it, what was told and taken meanwhile."""

    told: dict[str, float]
    per_second: float
    renderer: float
    browser: float
    load: float  # of the machine


@contextmanager
def demo(speed: float, folder: Path) -> Iterator[str]:
    """The address of `python app.py --demo`."""
    port = free_port()
    command = [sys.executable, "app.py", "--demo", "--speed", f"{speed:g}", "--port", str(port)]
    environment = os.environ | {"OPS_LOG_LEVEL": "ERROR"}
    with subprocess.Popen([*command, "--data", str(folder)], env=environment) as process:
        address, end = f"http://127.0.0.1:{port}", time.monotonic() + START
        try:
            while not _answers(address):
                if process.poll() is not None or time.monotonic() > end:
                    raise SystemExit("the demo does not answer")
                time.sleep(0.5)
            yield address
        finally:
            process.terminate()


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/healthz", timeout=5).is_success
    except httpx.TransportError:
        return False


def paired(store: str) -> str:
    """The token of a display that shows every scene for some seconds."""
    signed_in(store)
    scenes = [{"scene": scene, "seconds": DWELL} for scene in SCENES]
    takeover = {"severities": [], "seconds": 60}
    kept = Accounts(db.engine(store), Settings(_env_file=None), quick())
    told: dict[str, Any] = {"unit": "city", "scenes": scenes, "takeover": takeover}
    return kept.add_display("soak", "soak", datetime.now(UTC), **told)


def settled(page: Page) -> None:
    """The history is loaded, every scene has been drawn."""
    page.wait_for_selector("[data-scene]:not([hidden])", timeout=START * 1000)
    end = time.monotonic() + START
    while page.evaluate("!ops.live.board || ops.live.board.loading !== null") and time.monotonic() < end:
        page.wait_for_timeout(1000)
    page.wait_for_timeout(SETTLING * 1000)


def samples(page: Page, tools: CDPSession, minutes: int) -> Iterator[Sample]:
    """One a minute, as it comes."""
    page.evaluate("window.changes = 0; ops.live.listen(() => { window.changes += 1; })")
    processes = _processes()
    for _minute in range(minutes):
        before, changes, begun = _taken(processes), page.evaluate("changes"), time.monotonic()
        page.wait_for_timeout(60_000)
        after, seconds = _taken(processes), time.monotonic() - begun
        taken = {kind: 100 * (after[kind] - before[kind]) / seconds for kind in after}
        yield Sample(
            told=_metrics(page, tools),
            per_second=(page.evaluate("changes") - changes) / seconds,
            renderer=taken["renderer"],
            browser=sum(taken.values()),
            load=os.getloadavg()[0],
        )


def _processes() -> list[tuple[str, psutil.Process]]:
    """Chromium's own, by their kind."""
    found = []
    for process in psutil.Process().children(recursive=True):
        command = " ".join(process.cmdline())
        if "chrom" in command and "app.py" not in command:
            kind = command.partition("--type=")[2].partition(" ")[0]
            found.append((kind or "main", process))
    return found


def _taken(processes: list[tuple[str, psutil.Process]]) -> dict[str, float]:
    """Seconds of cpu by kind of process."""
    taken = dict.fromkeys([kind for kind, _process in processes], 0.0)
    for kind, process in processes:
        if process.is_running():
            times = process.cpu_times()
            taken[kind] += times.user + times.system
    return taken


def _metrics(page: Page, tools: CDPSession) -> dict[str, float]:
    attached = float(page.evaluate(_ATTACHED))
    tools.send("HeapProfiler.collectGarbage")
    told = {one["name"]: float(one["value"]) for one in tools.send("Performance.getMetrics")["metrics"]}
    return {
        "heap, MB": told["JSHeapUsedSize"] / 1e6,
        "nodes": told["Nodes"],
        "nodes left over": told["Nodes"] - attached,
        "listeners": told["JSEventListeners"],
        "incidents": float(page.evaluate("ops.live.board.incidents.length")),
    }


def verdict(kept: list[Sample]) -> tuple[bool, list[str]]:
    """Is all of it flat, and a line for each."""
    third = max(1, len(kept) // 3)
    most = max(one.told["nodes"] for one in kept)
    flat = most <= MOST_NODES
    lines = [f"nodes: at most {most:,.0f}, allowed {MOST_NODES:,}: {'bounded' if flat else 'TOO MANY'}"]
    for name, (part, beside) in TOLERANCE.items():
        first = mean(one.told[name] for one in kept[:third])
        last = mean(one.told[name] for one in kept[-third:])
        is_flat = last <= first * (1 + part) + beside
        flat = flat and is_flat
        allowed = f"at most {first * (1 + part) + beside:,.1f}"
        lines.append(
            f"{name}: first third {first:,.1f}, last {last:,.1f}, {allowed}: {'flat' if is_flat else 'GROWS'}"
        )
    return flat, lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=20)
    parser.add_argument("--speed", type=float, default=60.0)
    asked = parser.parse_args()
    print(machine(), flush=True)
    kept: list[Sample] = []
    with (
        tempfile.TemporaryDirectory(prefix="ops-soak-") as folder,
        demo(asked.speed, Path(folder)) as address,
    ):
        token = paired(f"sqlite:///{folder}/ops.db")
        with sync_playwright() as playwright:
            found = program("chromium", "chromium")
            chromium = playwright.chromium.launch(executable_path=found, args=CHROMIUM_OPTIONS)
            context = chromium.new_context(viewport={"width": 1920, "height": 1080})
            context.add_cookies([{"name": DISPLAY, "value": token, "url": address}])
            page = context.new_page()
            page.goto(f"{address}/wall")
            settled(page)
            tools = context.new_cdp_session(page)
            tools.send("Performance.enable")
            print(" | ".join(HEAD), flush=True)
            for sample in samples(page, tools, asked.minutes):
                kept.append(sample)
                print(" | ".join(_row(len(kept), sample)), flush=True)
            chromium.close()
    print(table(HEAD, [_row(minute, one) for minute, one in enumerate(kept, 1)]))
    flat, lines = verdict(kept)
    cpu = mean(one.renderer for one in kept)
    print("\n".join([*lines, f"renderer: {cpu:.1f} % of one core, wanted at most {WANTED:g} %"]))
    return 0 if flat else 1


def _row(minute: int, one: Sample) -> tuple[str, ...]:
    told = one.told
    return (
        *(str(minute), f"{one.per_second:.1f}", f"{told['incidents']:,.0f}", f"{told['heap, MB']:.2f}"),
        *(
            f"{told['nodes']:,.0f}",
            f"{told['nodes left over']:,.0f}",
            f"{told['listeners']:,.0f}",
            f"{one.renderer:.1f}",
            f"{one.browser:.1f}",
        ),
        f"{one.load:.1f}",
    )


if __name__ == "__main__":
    sys.exit(main())
