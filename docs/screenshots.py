"""Takes the README's pictures into docs/images: starts the demo on a free port, looks at it in Chromium."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.signed_in import SignedIn, signed_in

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
START_SECONDS = 60
SETTLE_SECONDS = 45  # the feeds come to life, the history is loaded
# file name, page, width, height, cookies
PICTURES = (
    ("overview-night.png", "/", 1920, 1080, {"ops_look": "night", "ops_language": "vi"}),
    ("overview-day.png", "/", 1920, 1080, {"ops_look": "day", "ops_language": "vi"}),
    ("overview-en.png", "/", 1920, 1080, {"ops_look": "night", "ops_language": "en"}),
    ("overview-phone.png", "/", 390, 844, {"ops_look": "day", "ops_language": "vi"}),
    ("reports.png", "/reports", 1920, 1080, {"ops_look": "day", "ops_language": "vi"}),
    ("report.png", "/reports/{report}", 1920, 1080, {"ops_look": "night", "ops_language": "vi"}),
    ("feeds.png", "/feeds", 1920, 1080, {"ops_look": "night", "ops_language": "vi"}),
)


def main() -> None:
    IMAGES.mkdir(exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="ops-screenshots-") as data:
        settings = os.environ | {"OPS_PORT": str(port), "OPS_DATA_DIR": data}
        demo = subprocess.Popen([sys.executable, "app.py", "--demo"], cwd=ROOT, env=settings)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", demo)
            time.sleep(SETTLE_SECONDS)
            take_all(f"http://127.0.0.1:{port}", signed_in(f"sqlite:///{data}/ops.db"))
        finally:
            demo.terminate()
            demo.wait(30)


def wait_for(url: str, demo: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while demo.poll() is None and time.monotonic() < end:
        try:
            urlopen(url, timeout=2).close()  # noqa: S310 - our own address
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"the demo did not answer at {url} within {START_SECONDS} s")


def take_all(address: str, visitor: SignedIn) -> None:
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=options)
        report = drafted(address, visitor)
        for name, page, wide, high, cookies in PICTURES:
            take(browser, address, visitor, name, page.format(report=report), wide, high, cookies)
        browser.close()


def drafted(address: str, visitor: SignedIn) -> int:
    """A draft of last month."""
    last = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date().replace(day=1) - timedelta(days=1)
    told = {"template": "month", "period": f"{last:%Y-%m}", "scope": [], "language": "vi"}
    headers = {"Origin": address, "Content-Type": "application/json"} | visitor.headers
    asked = Request(f"{address}/api/reports", json.dumps(told).encode(), headers)  # noqa: S310 - our own address
    with urlopen(asked, timeout=60) as answer:  # noqa: S310
        made: int = json.load(answer)["id"]
    return made


def chromium() -> str:
    found = [Path("/usr/bin") / name for name in ("chromium", "chromium-browser", "google-chrome")]
    return str(next(path for path in found if path.exists()))


def take(
    browser: Browser,
    address: str,
    visitor: SignedIn,
    name: str,
    page: str,
    wide: int,
    high: int,
    cookies: dict[str, str],
) -> None:
    context = browser.new_context(viewport={"width": wide, "height": high})
    context.add_cookies([{"name": key, "value": value, "url": address} for key, value in cookies.items()])
    context.add_cookies(visitor.of_browser(address))
    tab = context.new_page()
    tab.goto(address + page)
    if page.startswith("/reports/"):
        tab.wait_for_selector("[data-stands]", timeout=60_000)
    tab.wait_for_timeout(4000)
    tab.screenshot(path=IMAGES / name)
    context.close()


if __name__ == "__main__":
    main()
