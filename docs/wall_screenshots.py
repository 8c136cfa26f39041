"""The wall in every state on every screen, over made-up boards; the README's too.

`python docs/wall_screenshots.py [folder]`: calm, storm and data lost, by night and by day, each scene at
1080p, the first on all sizes. The folder is `screenshots/` unless named; PUBLISHED also go to docs/images.
"""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from docs.screenshots import IMAGES, ROOT, chromium
from tests.browser.stages import StageProcess

STATES = ("calm", "storm", "data-lost")
LOOKS = ("night", "day")
SCENES = ("promises", "now", "map", "one-stop", "flood", "ranking")
SIZES = {"1080p": (1920, 1080), "4k": (3840, 2160), "video-wall": (7680, 2160), "phone": (390, 844)}
PUBLISHED = {
    "wall-promises-calm-night-1080p.png": "wall-night.png",
    "wall-now-storm-night-1080p.png": "wall-storm.png",
    "wall-flood-storm-day-1080p.png": "wall-flood-day.png",
    "wall-promises-data-lost-night-1080p.png": "wall-data-lost.png",
    "wall-promises-storm-day-phone.png": "wall-phone.png",
}
SETTLE = 4_000  # ms: fonts, shapes and the first frame


@dataclass(frozen=True, slots=True)
class Picture:
    """One state of one scene on one screen."""

    state: str
    scene: str
    look: str
    size: str

    @property
    def name(self) -> str:
        return f"wall-{self.scene}-{self.state}-{self.look}-{self.size}.png"

    def display(self) -> dict[str, object]:
        """What /api/wall/display says: this scene (a video wall shows two), and nothing takes it over."""
        shown = (self.scene, "now") if self.size == "video-wall" else (self.scene,)
        return {
            "name": "",
            "unit": "city",
            "look": self.look,
            "scenes": [{"scene": scene, "seconds": 600} for scene in shown],
            "takeover": {"severities": [], "seconds": 60},
        }


def pictures() -> Iterator[Picture]:
    for state, look, scene in product(STATES, LOOKS, SCENES):
        yield Picture(state, scene, look, "1080p")
    for state, look, size in product(STATES, LOOKS, tuple(SIZES)[1:]):
        yield Picture(state, SCENES[0], look, size)


def take(browser: Browser, stage: StageProcess, picture: Picture, folder: Path) -> None:
    stage.direct(scene=picture.state, display=picture.display())
    wide, high = SIZES[picture.size]
    context = browser.new_context(viewport={"width": wide, "height": high})
    tab = context.new_page()
    tab.goto(f"{stage.address}/wall")
    tab.wait_for_timeout(SETTLE)
    tab.screenshot(path=folder / picture.name, full_page=picture.size == "phone")
    context.close()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with StageProcess() as stage, sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=options)
        for picture in pictures():
            take(browser, stage, picture, folder)
        browser.close()
    for made, published in PUBLISHED.items():
        shutil.copyfile(folder / made, IMAGES / published)


if __name__ == "__main__":
    main()
