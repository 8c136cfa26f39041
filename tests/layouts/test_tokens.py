"""Every colour of text holds 7:1 on the grounds it stands on, by night and by day."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "assets" / "tokens.css"
# Ground → what is written on it. On the hatch of silence stand only ink and `off`.
WRITTEN = {
    "bg": ("ink", "soft", "ok", "warn", "bad", "off"),
    "panel": ("ink", "soft", "ok", "warn", "bad", "off"),
    "hatch": ("ink", "off"),
}


def _colours(look: str) -> dict[str, str]:
    block = re.search(rf"\.{look} \{{(.*?)\}}", TOKENS.read_text("utf-8"), re.DOTALL)
    assert block is not None
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block[1]))


def _luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_worked_out_as_wcag_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("look", ["night", "day"])
@pytest.mark.parametrize("ground", WRITTEN)
def test_text_holds_seven_to_one(look: str, ground: str) -> None:
    colours = _colours(look)
    weak = {
        name: round(contrast(colours[name], colours[ground]), 2)
        for name in WRITTEN[ground]
        if contrast(colours[name], colours[ground]) < 7
    }
    assert weak == {}


@pytest.mark.parametrize("look", ["night", "day"])
def test_the_badge_of_simulated_data_and_the_tooltip_hold_it_reversed(look: str) -> None:
    colours = _colours(look)
    assert contrast(colours["bg"], colours["soft"]) >= 7
    assert contrast(colours["bg"], colours["ink"]) >= 7


@pytest.mark.parametrize("look", ["night", "day"])
def test_the_steps_of_the_map_go_one_way_in_brightness(look: str) -> None:
    colours = _colours(look)
    steps = [_luminance(colours[f"s{step}"]) for step in range(5)]
    assert steps == sorted(steps, reverse=look == "day")


def test_status_colours_live_in_the_tokens_alone() -> None:
    for style in TOKENS.parent.rglob("*.css"):
        if style != TOKENS:
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^;]*\{)", style.read_text("utf-8")) == [], style
