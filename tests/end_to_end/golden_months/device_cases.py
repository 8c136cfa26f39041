"""Fires over midnight, floods over midnight, camera events at the month's edge."""

import json

from tests.end_to_end.golden_months.telling import Case, Sent, text


def fire(number: str, detected: str, **more: object) -> Sent:
    """A panel's alarm by docs/schemas/alarm-panel.schema.json; the city's own time."""
    body = {"id": number, "device": "PCCC-1", "signal": "fire", "detected_at": f"{detected}+07:00"}
    body["premises"] = {"name": "Chợ Bến Thành", "unit": "Phường Bến Thành"}  # type: ignore[assignment]
    return text("fire", json.dumps(body | more, ensure_ascii=False))


def stages(**reached: str) -> dict[str, str]:
    return {f"{stage}_at": f"{moment}+07:00" for stage, moment in reached.items()}


def of_fire(why: str, adds: str, *sent: Sent) -> Case:
    return Case(why, sent, adds, "fire_")


FIRES = (
    of_fire(
        "over midnight and the month's end: each stage counts on the day of its detection, its end in"
        " February."
        " The stages come in the wrong order: 2.5, 5, 15, 50, 90 minutes",
        "2026-01 alarms alarms_true received_n received_seconds=150 dispatched_n dispatched_seconds=300"
        " arrived_n arrived_seconds=900 controlled_n controlled_seconds=3000 out_n out_seconds=5400\n"
        "2026-02 alarms_ended",
        fire("P1", "2026-01-31T23:50:00", stages=stages(
            controlled="2026-02-01T00:40:00", out="2026-02-01T01:20:00")),
        fire("P1", "2026-01-31T23:50:00", stages=stages(received="2026-01-31T23:52:30")),
        fire("P1", "2026-01-31T23:50:00", stages=stages(
            dispatched="2026-01-31T23:55:00", arrived="2026-02-01T00:05:00")),
    ),
    of_fire(
        "false: how fast the brigade came counts, nothing was put out",
        "2026-02 alarms alarms_ended alarms_false received_n received_seconds=60 dispatched_n"
        " dispatched_seconds=120 arrived_n arrived_seconds=540",
        fire("P2", "2026-02-14T10:00:00", false_alarm=True, stages=stages(
            received="2026-02-14T10:01:00", dispatched="2026-02-14T10:02:00", arrived="2026-02-14T10:09:00",
            controlled="2026-02-14T10:10:00", out="2026-02-14T10:20:00")),
    ),
    of_fire("an exercise counts nowhere", "", fire("P3", "2026-02-15T10:00:00", exercise=True)),
    of_fire("neither a fault nor a test is a fire", "",
            fire("P4", "2026-02-15T11:00:00", signal="fault"),
            fire("P5", "2026-02-15T12:00:00", signal="test")),
    of_fire(
        "restored by its panel after 30 minutes, which comes first; nobody stood before it: not known"
        " as true",
        "2026-02 alarms alarms_ended out_n out_seconds=1800",
        fire("P7", "2026-02-20T08:30:00", signal="restore", restores="P6"), fire("P6", "2026-02-20T08:00:00"),
    ),
    of_fire(
        "29 February: call 00:53, on site 01:01, out 01:51",
        "2024-02 alarms alarms_ended alarms_true arrived_n arrived_seconds=480 out_n out_seconds=3480",
        fire("P8", "2024-02-29T00:53:00", stages=stages(
            arrived="2024-02-29T01:01:00", out="2024-02-29T01:51:00")),
    ),
    of_fire("burns now; told twice", "2026-03 alarms received_n received_seconds=120",
            *2 * [fire("P9", "2026-03-20T09:00:00", stages=stages(received="2026-03-20T09:02:00"))]),
    of_fire(
        "received before it was detected: a wrong clock, left out. Under control it is over, and true",
        "2026-02 alarms alarms_true arrived_n arrived_seconds=600 controlled_n controlled_seconds=1800",
        fire("P10", "2026-02-25T14:00:00", stages=stages(
            received="2026-02-25T13:59:00", arrived="2026-02-25T14:10:00", controlled="2026-02-25T14:30:00")),
    ),
    of_fire("the year's last second, out with the year",
            "2025-12 alarms out_n out_seconds=1\n2026-01 alarms_ended",
            fire("P11", "2025-12-31T23:59:59", stages=stages(out="2026-01-01T00:00:00"))),
)  # fmt: skip


def stream(number: int, name: str, symbol: str, unit: str, levels: list[float]) -> Sent:
    """A Datastream with its Thing: speaks each ten minutes (and has 3 seconds of grace)."""
    told = {"@iot.id": number, "name": name, "unitOfMeasurement": {"symbol": symbol},
            "properties": {"alarm_levels": levels, "period": 600},
            "Thing": {"name": name, "properties": {"unit": unit}}}  # fmt: skip
    return text("flood", json.dumps(told, ensure_ascii=False))


def reading(stream: int, moment: str, result: float, number: int, symbol: str) -> Sent:
    told = {"@iot.id": number, "phenomenonTime": f"{moment}+07:00", "result": result,
            "Datastream": {"@iot.id": stream, "name": {1: "Mực nước", 2: "Triều", 3: "Mưa"}[stream],
                           "unitOfMeasurement": {"symbol": symbol}}}  # fmt: skip
    return text("flood", json.dumps(told, ensure_ascii=False))


def street(moment: str, centimetres: float, number: int) -> Sent:
    return reading(1, moment, centimetres, number, "cm")


def tide(moment: str, metres: float, number: int) -> Sent:
    return reading(2, moment, metres, number, "m")


def rain(moment: str, millimetres: float, number: int) -> Sent:
    return reading(3, moment, millimetres, number, "mm")


FLOODS = (
    Case(
        "a street, levels 15, 30, 50 cm. 31/1: 10 min at I and 5 at II until midnight; 1/2: 5 at II;"
        " 3/2: at III"
        " until mute, 603 s are 10 min; 5/2: 2 m corrected to 20 cm, 10 min at I. 29/2/2024: 10 min at I",
        (
            stream(1, "Mực nước đường Calmette", "cm", "Phường Bến Thành", [0.15, 0.3, 0.5]),
            street("2026-01-31T23:45:00", 20, 1), street("2026-01-31T23:55:00", 35, 2),
            street("2026-02-01T00:05:00", 10, 3),
            street("2026-02-03T12:00:00", 10, 5), street("2026-02-03T10:00:00", 50, 4),  # late
            street("2026-02-05T08:00:00", 200, 6), street("2026-02-05T08:10:00", 5, 7),
            street("2026-02-05T08:00:00", 20, 6), street("2026-02-05T08:10:00", 5, 7),  # corrected, repeated
            street("2024-02-29T23:50:00", 16, 8),
        ),
        "2024-02 gauges_level_1 flood_minutes_1=10 flood_peak=0.16\n"
        "2026-01 gauges_level_1 gauges_level_2 flood_minutes_1=15 flood_minutes_2=5 flood_peak=0.35\n"
        "2026-02 gauges_level_1=2 gauges_level_2 gauges_level_3 flood_minutes_1=25 flood_minutes_2=15"
        " flood_minutes_3=10 flood_peak=0.5",
        "",
    ),
    Case(
        "the tide, levels 1.4, 1.5, 1.6 m: 10 min at I until the year's end; 10 min at III on 6/3",
        (
            stream(2, "Triều Phú An", "m", "Phường Sài Gòn", [1.4, 1.5, 1.6]),
            tide("2025-12-31T23:50:00", 1.45, 11), tide("2026-01-01T00:00:00", 1.38, 12),
            tide("2026-03-06T17:00:00", 1.61, 13), tide("2026-03-06T17:10:00", 1.3, 14),
        ),
        "2025-12 gauges_level_1 flood_minutes_1=10 tide_peak=1.45\n2026-01 tide_peak=1.38\n"
        "2026-03 gauges_level_1 gauges_level_2 gauges_level_3 flood_minutes_1=10 flood_minutes_2=10"
        " flood_minutes_3=10 tide_peak=1.61",
        "",
    ),
    Case(
        "rain of a day at one gauge, not of a night: 20 mm a minute before February, 12.4 + 9.1 on its"
        " first day",
        (
            stream(3, "Mưa Tân Định", "mm", "Phường Tân Định", []),
            rain("2026-01-31T23:59:00", 20, 21), rain("2026-02-01T00:00:00", 12.4, 22),
            rain("2026-02-01T05:00:00", 9.1, 23), rain("2026-02-10T09:00:00", 3, 24),
        ),
        "2026-01 rain_day=20\n2026-02 rain_day=21.5",
        "",
    ),
)  # fmt: skip


def seen(kind: str, number: str, started: float, ended: float | None, *, false: bool = False) -> Sent:
    """A Frigate event; 1769878800 is 1 February 2026, 00:00 (17:00 of 31 January in UTC)."""
    after = {"id": number, "camera": "cho-ben-thanh", "label": "person", "start_time": started,
             "end_time": ended, "frame_time": ended or started, "false_positive": false}  # fmt: skip
    return text("cameras", json.dumps({"type": kind, "before": {}, "after": after}))


EVENTS = (
    Case("half a second before February, told twice",
         (seen("new", "e1", 1769878799.5, None), seen("end", "e1", 1769878799.5, 1769878811.0)),
         "2026-01 camera_events", ""),
    Case("at its first moment; called false in the end",
         (seen("end", "e2", 1769878800.0, 1769878805.0, false=True), seen("new", "e2", 1769878800.0, None)),
         "2026-02 camera_events_false", ""),
)  # fmt: skip
