"""The walls' map with 10,000 points in Chromium at 1080p: until they are seen, and what one change costs."""

import argparse
from statistics import quantiles
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks.scene import machine, table
from tests.browser.stages import StageProcess
from tests.conftest import CHROMIUM_OPTIONS
from tests.servers import program

POINTS = 10_000
FIRST, CHANGE = 2_000.0, 16.0  # milliseconds that are wanted


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    rounds = 2 if parser.parse_args().quick else 7
    print(machine())
    first: list[float] = []
    changed: list[float] = []
    scripts: list[float] = []
    raw: list[float] = []
    with StageProcess() as stage, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program("chromium", "chromium"), args=CHROMIUM_OPTIONS
        )
        for _round in range(rounds):
            page = chromium.new_page(viewport={"width": 1920, "height": 1080})
            page.goto(stage.address)
            page.wait_for_selector(".unit", state="attached")
            told = _measured(page)
            first.append(told["first"])
            changed += told["changed"]
            scripts += told["scripts"]
            raw += told["raw"]
            page.close()
        chromium.close()
    rows = [
        ("shapes asked for, 10,000 points seen", first, FIRST),
        ("one point changed, until its frame is done", changed, CHANGE),
        ("of it the script of the map", scripts, None),
        ("raw: 10,000 squares on a bare canvas", raw, None),
    ]
    print(table(("ms", "p50", "p95", "wanted"), [_row(*row) for row in rows]))


def _measured(page: Page) -> dict[str, Any]:
    told: dict[str, Any] = page.evaluate(_MEASURE, POINTS)
    return told


def _row(name: str, values: list[float], wanted: float | None) -> tuple[str, ...]:
    steps = quantiles(values, n=20, method="inclusive")
    return name, f"{steps[9]:.1f}", f"{steps[18]:.1f}", "" if wanted is None else f"{wanted:.0f}"


# A message posted in a frame's callback is heard when that frame's style, layout and paint are done.
_MEASURE = """async (count) => {
  const box = document.createElement("div");
  box.style.cssText = "position:fixed;inset:0;z-index:9999;background:var(--bg)";
  document.body.append(box);
  const {port1, port2} = window.channel = new MessageChannel();
  const frame = (work) => new Promise((done) => requestAnimationFrame(() => {
    const start = performance.now();
    port1.onmessage = () => done(performance.now() - start);
    work();
    port2.postMessage(0);
  }));
  const units = Object.keys(ops.live.board.map.online_share);
  const kinds = ["extreme", "severe", "moderate", "minor", "unknown"];
  const items = Array.from({length: count}, (_, i) => ({key: "p" + i, unit: units[i % units.length],
    lat: 10.4 + (i * 7919 % 9000) / 10000, lon: 106.4 + (i * 104729 % 8000) / 10000,
    severity: kinds[i % 5], size: "middle"}));
  const start = performance.now();
  const map = ops.unitMap(box);
  map.colour(ops.live.board.map.online_share, ops.live.board.kpis[0]);
  map.points(items);
  while (!map.ready) await new Promise((later) => setTimeout(later, 1));
  await frame(() => {});
  await frame(() => {});
  const first = performance.now() - start;
  const changed = [], scripts = [], raw = [];
  for (let i = 0; i < 60; i += 1) {
    const at = i * 163;
    items[at] = {...items[at], severity: kinds[(at + i + 1) % 5]};
    changed.push(await frame(() => {
      const before = performance.now();
      map.points(items);
      scripts.push(performance.now() - before);
    }));
  }
  const bare = document.createElement("canvas");
  [bare.width, bare.height] = [1920, 1080];
  box.append(bare);
  for (let i = 0; i < 5; i += 1) {
    const pen = bare.getContext("2d");
    raw.push(await frame(() => {
      for (let n = 0; n < count; n += 1) pen.fillRect(n * 7919 % 1920, n * 104729 % 1080, 9, 9);
    }));
  }
  return {first, changed, scripts, raw};
}"""


if __name__ == "__main__":
    main()
