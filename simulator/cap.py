"""Public alerts as OASIS CAP 1.2: heavy rain while a storm lasts, high tide on the day before and of it."""

from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

import numpy as np

from simulator.city import TIDE_LEVELS
from simulator.clock import day_of, local, midnight
from simulator.tide import tide
from simulator.weather import Storm, Weather

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
SENDER = "canhbao@kttv.example.vn"
_HARBOUR = "10.90,106.55 10.90,106.90 10.55,106.95 10.55,106.60 10.90,106.55"


@dataclass(frozen=True, slots=True)
class Alert:
    id: str
    kind: str  # Alert, Update or Cancel
    sent: float
    event: str
    severity: str
    headline: str
    description: str
    onset: float
    expires: float
    area: str
    shape: tuple[str, str]  # circle or polygon, and its coordinates
    references: str = ""


def in_force(weather: Weather, now: float) -> list[Alert]:
    """Alerts sent and not expired, oldest first; a storm has an alert, an update and a cancellation."""
    storms = [alert for storm in weather.around(now, now) for alert in _of_storm(storm)]
    tides = [alert for day in range(day_of(now) - 1, day_of(now) + 2) for alert in _of_tide(day)]
    return sorted(
        (each for each in storms + tides if each.sent <= now < each.expires), key=lambda each: each.sent
    )


def _of_storm(storm: Storm) -> list[Alert]:
    number = f"MUA-{int(storm.start)}"
    half, over = (storm.start + storm.end) / 2, storm.end + 300
    circle = ("circle", f"{storm.lat:.3f},{storm.lon:.3f} {storm.radius:.1f}")
    severity = "Severe" if storm.rain >= 80 else "Moderate" if storm.rain >= 40 else "Minor"
    text = f"Mưa dông, lượng mưa {storm.rain:.0f} mm, nguy cơ ngập cục bộ"
    steps = (("Alert", storm.start, severity), ("Update", half, severity), ("Cancel", over, "Minor"))
    found: list[Alert] = []
    for step, (kind, sent, grade) in enumerate(steps, 1):
        references = ",".join((SENDER, found[-1].id, stamp(found[-1].sent))) if found else ""
        found.append(
            Alert(
                f"{number}-{step}", kind, sent, "Mưa lớn", grade, f"Cảnh báo mưa dông cấp {grade}", text,
                storm.start, over + 1800, "Khu vực có mưa", circle, references,
            )
        )  # fmt: skip
    return found


@lru_cache(maxsize=16)
def _of_tide(day: int) -> tuple[Alert, ...]:
    """A warning at 15 o'clock of the day before, where the tide will reach alarm level I."""
    moments = np.arange(midnight(day), midnight(day + 1), 300.0)
    heights = tide(moments)
    highest = float(heights.max())
    if highest < TIDE_LEVELS[0]:
        return ()
    level = sum(highest >= limit for limit in TIDE_LEVELS)
    severity = ("Minor", "Moderate", "Severe")[level - 1]
    at = float(moments[int(heights.argmax())])
    peak = f"Đỉnh triều tại Phú An lúc {local(at):%H:%M ngày %d/%m/%Y} đạt {highest:.2f} m"
    text = f"{peak}, báo động {'I' * level}"
    return (
        Alert(
            f"TRIEU-{day}", "Alert", midnight(day) - 9 * 3600.0, "Triều cường", severity,
            "Cảnh báo triều cường", text, at - 7_200, float(midnight(day + 1)), "Ven sông Sài Gòn, Nhà Bè",
            ("polygon", _HARBOUR),
        ),
    )  # fmt: skip


def stamp(moment: float) -> str:
    """CAP's dateTime: seconds and a numeric zone."""
    return local(moment).isoformat(timespec="seconds")


def to_xml(alert: Alert) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_element(alert)}'.encode()


def _element(alert: Alert) -> str:
    return f"""<alert xmlns="{NAMESPACE}">
{_head(alert, "")}<info><language>vi-VN</language>{_info(alert, "")}
<area>{_area(alert, "")}</area></info></alert>"""


def _tags(prefix: str, **texts: str) -> str:
    return "".join(f"<{prefix}{name}>{escape(text)}</{prefix}{name}>" for name, text in texts.items() if text)


def _head(alert: Alert, prefix: str) -> str:
    return _tags(
        prefix,
        identifier=alert.id,
        sender=SENDER,
        sent=stamp(alert.sent),
        status="Actual",
        msgType=alert.kind,
        scope="Public",
        references=alert.references,
    )


def _info(alert: Alert, prefix: str) -> str:
    return _tags(
        prefix,
        category="Met",
        event=alert.event,
        urgency="Past" if alert.kind == "Cancel" else "Expected",
        severity=alert.severity,
        certainty="Likely",
        effective=stamp(alert.sent),
        onset=stamp(alert.onset),
        expires=stamp(alert.expires),
        senderName="Đài Khí tượng Thủy văn (mô phỏng)",
        headline=alert.headline,
        description=alert.description,
    )


def _area(alert: Alert, prefix: str) -> str:
    return _tags(prefix, areaDesc=alert.area, **{alert.shape[0]: alert.shape[1]})


def atom(alerts: list[Alert], base: str, updated: str) -> bytes:
    """An Atom feed of alerts; each entry links to its alert and carries its elements under `cap:`."""
    entries = "".join(
        f"<entry><id>{base}cap/alerts/{alert.id}.xml</id><title>{escape(alert.headline)}</title>"
        f"<updated>{stamp(alert.sent)}</updated>"
        f'<link rel="alternate" type="application/cap+xml" href="{base}cap/alerts/{alert.id}.xml"/>'
        f"{_head(alert, 'cap:')}{_info(alert, 'cap:')}{_area(alert, 'cap:')}</entry>"
        for alert in alerts
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:cap="{NAMESPACE}">'
        f"<id>{base}cap/alerts</id><title>Cảnh báo công cộng (mô phỏng)</title><updated>{updated}</updated>"
        f"<author><name>Thành phố mô phỏng</name></author>{entries}</feed>"
    ).encode()
