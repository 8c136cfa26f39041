"""The file of receivers is read whole, and a mistake in it is one line that says where."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.outbox import receivers
from dashboard.settings import Settings, SettingsError, settings

ROOT = Path(__file__).resolve().parents[3]
URLS = 'urls = ["json://127.0.0.1"]\n'


def test_the_example_can_be_read() -> None:
    duty, leader, ward, planners = receivers(ROOT / "receivers.example.toml")
    assert duty.name == "Trực ban thành phố"
    assert (leader.min_severity, leader.group, leader.repeats) == ("severe", 10, False)
    assert ward.kinds == {"flood", "fire"}
    assert ward.units == {"26740"}
    assert ward.repeats
    assert ward.steps == {"triggered", "escalated", "overdue", "expired"}
    assert not ward.topics
    assert planners.steps == frozenset()
    assert planners.topics == {"report_draft", "report_issued"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[receiver]]\n" + URLS, "receiver 1: it needs a key of small letters, digits, - and _"),
        ('[[receiver]]\nkey = "a"\n', "receiver 'a': urls must name at least one address"),
        ('[[receiver]]\nkey = "a"\nurl = "json://x"\n', "receiver 'a': a receiver has no key 'url'"),
        (
            '[[receiver]]\nkey = "a"\n' + URLS + 'steps = ["begun"]',
            "receiver 'a': steps: 'begun' is not known",
        ),
        ('[[receiver]]\nkey = "a"\n' + URLS + 'kinds = ["rain"]', "receiver 'a': kinds: 'rain' is not known"),
        ('[[receiver]]\nkey = "a"\n' + URLS + 'units = ["1"]', "receiver 'a': units: '1' is not known"),
        (
            '[[receiver]]\nkey = "a"\n' + URLS + 'quiet = "22-6"',
            "receiver 'a': quiet = '22-6' is no span like '22:00-06:00'",
        ),
        (
            '[[receiver]]\nkey = "a"\n' + URLS + "group = -1",
            "receiver 'a': group must be a whole number of minutes, 0 to 1440",
        ),
        (
            '[[receiver]]\nkey = "a"\n' + URLS + 'min_severity = "bad"',
            "receiver 'a': min_severity = 'bad' is none of extreme, severe, moderate, minor, unknown",
        ),
        (('[[receiver]]\nkey = "a"\n' + URLS) * 2, "two receivers have one key"),
        ('[[recipient]]\nkey = "a"\n', "the file has no key 'recipient'"),
    ],
)
def test_a_mistake_stops_the_start_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, fault: str
) -> None:
    file = tmp_path / "receivers.toml"
    file.write_text(text, "utf-8")
    monkeypatch.setenv("OPS_RECEIVERS", str(file))
    settings.cache_clear()
    with pytest.raises(SettingsError) as said:
        settings()
    settings.cache_clear()
    assert str(said.value) == f"OPS_RECEIVERS: receivers.toml: {fault}"


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^gone\.toml: No such file or directory$"):
        receivers(tmp_path / "gone.toml")


@pytest.mark.parametrize("url", ["ops.example.vn", "https://ops.example.vn/desk", "ftp://ops.example.vn"])
def test_the_desks_address_is_an_origin(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("OPS_PUBLIC_URL", url)
    settings.cache_clear()
    with pytest.raises(SettingsError, match=r"^OPS_PUBLIC_URL: "):
        settings()
    settings.cache_clear()


def test_a_receiver_with_several_addresses_has_a_route_for_each(
    receiving: Callable[[str], Settings],
) -> None:
    text = '[[receiver]]\nkey = "a"\nurls = ["json://x", "json://y"]\n'
    (one,) = receivers(receiving(text).receivers)
    assert one.routes == ("a/1", "a/2")
