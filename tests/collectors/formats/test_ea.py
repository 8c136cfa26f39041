"""The UK Environment Agency's flood-monitoring API."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.records import Device, DeviceKind, Observation, Reason, Record, Rejected

Reader = Callable[..., list[Record | Rejected]]
Load = Callable[[str], bytes]
AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
MEASURES = "http://environment.data.gov.uk/flood-monitoring/id/measures/"


def only(found: list[Record | Rejected]) -> Any:
    assert len(found) == 1
    return found[0]


def reading(measure: str = "E1-level-stage-i-15_min-mASD", **values: Any) -> dict[str, Any]:
    return {
        "items": [{"dateTime": "2026-03-02T03:00:00Z", "measure": MEASURES + measure, "value": 1.5} | values]
    }


def test_readings_are_read_and_a_list_for_a_value_costs_only_itself(read: Reader, payload: Load) -> None:
    level, rain, odd = read("ea", payload("ea_readings.json"))
    assert level == Observation(device_id="1491TH", observed_at=AT, value=0.352, quantity="level")
    assert rain == Observation(device_id="253861TP", observed_at=AT, value=0.2, quantity="rain")
    assert isinstance(odd, Rejected)
    assert odd.reason is Reason.BAD_NUMBER
    assert "[1.2, 1.3]" in odd.detail


@pytest.mark.parametrize(
    ("measure", "device_id", "quantity", "value"),
    [
        ("E72439-level-tidal_level-Mean-15_min-mAOD", "E72439", "tide", 1.5),
        ("45127-level-tidal_level-i-15_min-mm", "45127", "tide", 0.0015),
        ("L2701-level-downstage-i-15_min-mASD", "L2701-downstage", "level", 1.5),
        ("A-B-7-level-stage-i-15_min-m", "A-B-7", "level", 1.5),
        ("000008-rainfall-tipping_bucket_raingauge-t-15_min-mm", "000008", "rain", 1.5),
    ],
)
def test_the_measure_s_address_says_station_quantity_and_unit(
    read: Reader, measure: str, device_id: str, quantity: str, value: float
) -> None:
    found = only(read("ea", reading(measure)))
    assert (found.device_id, found.quantity, found.value) == (device_id, quantity, value)


def test_a_weir_s_lower_gauge_is_a_device_of_its_own_however_the_measure_is_told(read: Reader) -> None:
    measure = {
        "@id": MEASURES + "L2701-level-downstage-i-15_min-mASD",
        "parameter": "level",
        "qualifier": "Downstream Stage",
        "stationReference": "L2701",
        "unitName": "mASD",
    }
    item = reading()["items"][0] | {"measure": measure}
    found = only(read("ea", {"items": [item]}))
    assert (found.device_id, found.quantity) == ("L2701-downstage", "level")


def test_a_measure_s_latest_reading_is_a_reading(read: Reader) -> None:
    latest = {"dateTime": "2026-03-02T03:00:00Z", "value": 0.7}
    measure = {
        "@id": MEASURES + "E1-level-stage-i-15_min-mASD",
        "parameter": "level",
        "latestReading": latest,
    }
    assert only(read("ea", {"items": measure})).value == 0.7


def test_a_station_is_a_device_with_the_levels_of_its_scale(read: Reader, payload: Load) -> None:
    assert read("ea", payload("ea_stations.json")) == [
        Device(
            external_id="1491TH",
            kind=DeviceKind.GAUGE,
            name="Kingston",
            lat=51.415005,
            lon=-0.308869,
            quantity="level",
            alarm_levels=(4.75, 5.97),
        )
    ]


def test_a_station_with_two_places_or_none_is_kept(read: Reader) -> None:
    two = {"stationReference": "E1", "label": ["A", "B"], "lat": [51.4, 51.5], "long": [-0.3, -0.2]}
    none = {"stationReference": "E2", "label": "C"}
    first, second = read("ea", {"items": [two, none]})
    assert isinstance(first, Device)
    assert isinstance(second, Device)
    assert (first.name, first.lat, second.lat) == ("A", 51.4, None)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (reading(value=None), Reason.BAD_NUMBER),
        (reading(value=-9999), Reason.BAD_NUMBER),
        (reading(dateTime=""), Reason.MISSING_KEY),
        (reading(dateTime="2026-02-30T00:00:00Z"), Reason.BAD_DATE),
        (reading("1491TH-flow--i-15_min-m3_s"), Reason.NOT_DECODED),
        (reading("nonsense"), Reason.MISSING_KEY),
        (
            {
                "items": [
                    {"dateTime": "2026-03-02T03:00:00Z", "measure": MEASURES + "E1-level-stage-i-15_min-m"}
                ]
            },
            Reason.MISSING_KEY,
        ),
        ({"items": [{"floodAreaID": "x"}]}, Reason.NOT_THIS_FORMAT),
        ({"items": "none"}, Reason.NOT_THIS_FORMAT),
        ({"station": {}, "telemetry": []}, Reason.NOT_THIS_FORMAT),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(read: Reader, body: object, reason: Reason) -> None:
    assert only(read("ea", body)).reason is reason
