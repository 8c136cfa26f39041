"""OGC SensorThings: observations over HTTP and MQTT, datastreams as devices."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.records import Device, DeviceKind, Observation, Reason, Record, Rejected

Reader = Callable[..., list[Record | Rejected]]
Load = Callable[[str], bytes]
TOPIC = "v1.1/Datastreams(7)/Observations"
AT = "2026-03-02T03:00:00Z"


def only(found: list[Record | Rejected]) -> Any:
    assert len(found) == 1
    return found[0]


def test_expanded_observations_are_read_in_metres_and_millimetres(read: Reader, payload: Load) -> None:
    assert read("sensorthings", payload("sensorthings_observations.json")) == [
        Observation(
            device_id="Datastreams(7)",
            observed_at=datetime(2026, 3, 2, 3, 5, tzinfo=UTC),  # the interval's end
            value=0.615,
            quantity="level",
            external_id="9001",
        ),
        Observation(
            device_id="Datastreams('mua-3')",
            observed_at=datetime(2026, 3, 2, 3, 6, tzinfo=UTC),
            value=12.4,
            quantity="rain",
            external_id="9002",
        ),
    ]


def test_an_mqtt_message_is_of_the_datastream_in_its_topic(read: Reader) -> None:
    found = only(read("sensorthings", {"phenomenonTime": AT, "result": 57}, topic=TOPIC, scale=0.01))
    assert (found.device_id, found.value, found.external_id) == ("Datastreams(7)", 0.57, "")


def test_a_link_names_the_datastream_too(read: Reader) -> None:
    body = {
        "phenomenonTime": AT,
        "result": 1,
        "Datastream@iot.navigationLink": "https://x.example/v1.1/Datastreams(12)",
    }
    assert only(read("sensorthings", body)).device_id == "Datastreams(12)"


def test_the_options_say_what_each_datastream_measures(read: Reader) -> None:
    streams = {"Datastreams(9*)": {"quantity": "rain"}, "Datastreams(7)": {"quantity": "tide", "scale": 0.01}}
    body = {"phenomenonTime": AT, "result": 120}
    tide = only(read("sensorthings", body, topic=TOPIC, streams=streams))
    rain = only(read("sensorthings", body, topic="v1.1/Datastreams(91)/Observations", streams=streams))
    assert (tide.quantity, tide.value, rain.quantity, rain.value) == ("tide", 1.2, "rain", 120.0)


def test_an_observation_of_no_named_datastream_is_rejected_unless_the_option_names_it(read: Reader) -> None:
    body = {
        "phenomenonTime": AT,
        "result": 1,
        "Datastream@iot.navigationLink": "https://x/Observations(1)/Datastream",
    }
    assert only(read("sensorthings", body)).reason is Reason.MISSING_KEY
    assert only(read("sensorthings", body, device="Datastreams(3)")).device_id == "Datastreams(3)"


@pytest.mark.parametrize("result", ["1.5", " 1.5", 1.5])
def test_a_number_may_be_a_text(read: Reader, result: object) -> None:
    assert only(read("sensorthings", {"phenomenonTime": AT, "result": result}, topic=TOPIC)).value == 1.5


@pytest.mark.parametrize(
    "result", ["", "1,5", "NaN", "inf", "1_0", "１", [1.5], {"v": 1}, True, None, -999, 1e300]
)
def test_what_is_no_possible_number_is_rejected(read: Reader, result: object) -> None:
    found = only(read("sensorthings", {"phenomenonTime": AT, "result": result}, topic=TOPIC))
    assert found.reason is Reason.BAD_NUMBER


def test_nan_costs_its_observation_and_not_the_list(read: Reader) -> None:
    at = b'"phenomenonTime":"2026-03-02T03:00:00Z"'
    body = b'{"value":[{%b,"result":NaN},{%b,"result":2}]}' % (at, at)
    bad, good = read("sensorthings", body, topic=TOPIC)
    assert isinstance(bad, Rejected)
    assert bad.reason is Reason.BAD_NUMBER
    assert isinstance(good, Observation)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"phenomenonTime": AT}, Reason.MISSING_KEY),
        ({"result": 1}, Reason.MISSING_KEY),
        ({"result": 1, "phenomenonTime": "yesterday"}, Reason.BAD_DATE),
        ({"result": 1, "phenomenonTime": "1970-01-01T00:00:00Z"}, Reason.BAD_DATE),
        ({"result": 1, "phenomenonTime": "2027-06-01T00:00:00Z"}, Reason.BAD_DATE),
        (
            {
                "result": 1,
                "phenomenonTime": AT,
                "Datastream": {"@iot.id": 1, "unitOfMeasurement": {"symbol": "°C"}},
            },
            Reason.NOT_DECODED,
        ),
        ({"code": 404, "type": "error", "message": "Not Found"}, Reason.ERROR_ANSWER),
        (
            {"name": "Calmette", "Datastreams@iot.navigationLink": "https://x/Things(1)/Datastreams"},
            Reason.NOT_THIS_FORMAT,
        ),
        ({"hello": 1}, Reason.NOT_THIS_FORMAT),
        (5, Reason.NOT_THIS_FORMAT),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(read: Reader, body: object, reason: Reason) -> None:
    assert only(read("sensorthings", body, topic=TOPIC)).reason is reason


def test_datastreams_are_devices_where_their_thing_stands(read: Reader, payload: Load) -> None:
    gauge = Device(
        external_id="Datastreams(7)",
        kind=DeviceKind.GAUGE,
        name="Calmette",
        unit="Phường Bến Thành",
        lat=10.7682,
        lon=106.6985,
        quantity="level",
        period=60.0,
        alarm_levels=(0.15, 0.3, 0.5),
    )
    assert read("sensorthings", payload("sensorthings_datastreams.json")) == [gauge]


def test_a_thing_with_its_datastreams_is_read_as_them(read: Reader) -> None:
    stream = {"@iot.id": 7, "name": "Triều", "unitOfMeasurement": {"symbol": "m"}}
    spot = {"location": {"type": "Feature", "geometry": {"type": "Point", "coordinates": [106.7, 10.77]}}}
    found = only(
        read("sensorthings", {"value": [{"name": "Phú An", "Locations": [spot], "Datastreams": [stream]}]})
    )
    assert (found.name, found.quantity, found.lat, found.lon) == ("Phú An", "tide", 10.77, 106.7)


def test_latitude_first_is_found_out(read: Reader) -> None:
    stream = {"@iot.id": 7, "unitOfMeasurement": {"symbol": "m"}}
    stream["observedArea"] = {"type": "Point", "coordinates": [10.77, 106.7]}
    assert only(read("sensorthings", stream)).reason is Reason.BAD_COORDINATES


def test_a_datastream_brings_its_expanded_observations(read: Reader) -> None:
    stream = {
        "@iot.id": 7,
        "name": "Mực nước triều",
        "unitOfMeasurement": {"symbol": "cm"},
        "Observations": [{"@iot.id": 1, "phenomenonTime": AT, "result": 142}],
    }
    device, reading = read("sensorthings", stream)
    assert isinstance(device, Device)
    assert isinstance(reading, Observation)
    assert (device.external_id, device.quantity) == ("Datastreams(7)", "tide")
    assert (reading.device_id, reading.value, reading.quantity) == ("Datastreams(7)", 1.42, "tide")
