"""Public alerts as CAP 1.2."""

from datetime import datetime
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from simulator import cap
from simulator.weather import Storm, Weather
from tests.simulator.conftest import moment

CAP, ATOM = "{urn:oasis:names:tc:emergency:cap:1.2}", "{http://www.w3.org/2005/Atom}"
NOON = moment("2026-03-10T12:00:00")
STORM = Storm(NOON, NOON + 3600, 95.0, 10.77, 106.70, 9.0)
RAIN = Weather(1, (STORM,))


def text(element: Element, path: str) -> str:
    return element.findtext("/".join(f"{CAP}{name}" for name in path.split("/"))) or ""


def rain_at(now: float) -> list[cap.Alert]:
    return [alert for alert in cap.in_force(RAIN, now) if alert.id.startswith(f"MUA-{int(NOON)}")]


def test_an_alert_holds_the_specifications_required_elements_in_their_order() -> None:
    (alert,) = rain_at(NOON + 60)
    root = fromstring(cap.to_xml(alert))
    assert root.tag == f"{CAP}alert"
    names = [child.tag.removeprefix(CAP) for child in root]
    assert names == ["identifier", "sender", "sent", "status", "msgType", "scope", "info"]
    info = [child.tag.removeprefix(CAP) for child in root[-1]]
    assert info == [
        "language", "category", "event", "urgency", "severity", "certainty", "effective", "onset", "expires",
        "senderName", "headline", "description", "area",
    ]  # fmt: skip
    assert (text(root, "msgType"), text(root, "status"), text(root, "info/severity")) == (
        "Alert",
        "Actual",
        "Severe",
    )
    assert text(root, "info/area/circle") == "10.770,106.700 9.0"
    assert datetime.fromisoformat(text(root, "sent")).timestamp() == NOON


def test_a_storms_alert_is_updated_and_then_cancelled_each_naming_the_one_before() -> None:
    kinds = [[alert.kind for alert in rain_at(NOON + after)] for after in (60, 1900, 4000)]
    assert kinds == [["Alert"], ["Alert", "Update"], ["Alert", "Update", "Cancel"]]
    first, second, third = rain_at(NOON + 4000)
    assert second.references == f"{cap.SENDER},{first.id},{cap.stamp(first.sent)}"
    assert third.references == f"{cap.SENDER},{second.id},{cap.stamp(second.sent)}"
    assert rain_at(NOON + 6000) == []


def test_a_high_tide_is_announced_the_day_before() -> None:
    (alert,) = cap.in_force(Weather(1), moment("2026-11-24T16:00:00"))[-1:]
    assert (alert.event, alert.kind) == ("Triều cường", "Alert")
    assert "ngày 25/11/2026 đạt 1.6" in alert.description
    assert alert.severity == "Severe"


def test_the_feed_carries_each_alert_under_cap_elements_and_links_to_it() -> None:
    body = cap.atom(rain_at(NOON + 1900), "http://127.0.0.1:1/", "2026-03-10T05:31:40Z")
    entries = fromstring(body).findall(f"{ATOM}entry")
    assert [text(entry, "msgType") for entry in entries] == ["Alert", "Update"]
    assert [text(entry, "identifier") for entry in entries] == [f"MUA-{int(NOON)}-1", f"MUA-{int(NOON)}-2"]
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://127.0.0.1:1/cap/alerts/MUA-{int(NOON)}-1.xml"
