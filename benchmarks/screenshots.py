"""Pictures of every screen in every state, to be looked at: `python -m benchmarks.screenshots`.

The data are made up (tests/browser/boards.py).
"""

import argparse
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = "/usr/bin/chromium"
AT = "2026-11-22T03:42:10+00:00"
SCENES = ("calm", "storm", "data-lost")
SIZES = ((1920, 1080), (3840, 2160), (1366, 768), (390, 844))
PAGES = {"overview": "/", "feeds": "/feeds?feed=dossiers"}


@contextmanager
def stage() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """(address, process) of the site over made-up boards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(ROOT / "tests/browser/stage.py"), "--port", str(port), "--at", AT]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/healthz")
        yield address, process
    finally:
        process.terminate()
        process.wait(10)


def _wait(address: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"{address} does not answer")


def take(browser: Browser, address: str, folder: Path, scene: str, look: str, language: str) -> None:
    """One picture a page and size; a phone's page is taken whole."""
    for width, height in SIZES:
        context = browser.new_context(viewport={"width": width, "height": height})
        context.add_cookies(
            [
                {"name": "ops_look", "value": look, "url": address},
                {"name": "ops_language", "value": language, "url": address},
            ]
        )
        page = context.new_page()
        for name, path in PAGES.items():
            page.goto(address + path)
            page.wait_for_selector('[data-page] [data-part="value"], [data-part="rows"] tr')
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(700)  # the map's layers and the tooltips' fonts
            file = folder / f"{name}-{scene}-{look}-{language}-{width}x{height}.png"
            page.screenshot(path=file, full_page=width < 640)
            print(file)
        context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "screenshots")
    parser.add_argument("--only", default="", help="a part of the names wanted, e.g. storm-night")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with stage() as (address, process), sync_playwright() as playwright:
        assert process.stdin is not None
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for scene in SCENES:
            process.stdin.write(json.dumps({"scene": scene}) + "\n")
            process.stdin.flush()
            time.sleep(1.5)
            for look, language in (("night", "vi"), ("day", "vi"), ("night", "en")):
                if chosen.only in f"{scene}-{look}-{language}":
                    take(browser, address, chosen.out, scene, look, language)
        browser.close()


if __name__ == "__main__":
    main()
