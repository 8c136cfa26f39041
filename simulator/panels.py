"""What the fire panels send: alarm-panel JSON (docs/schemas/alarm-panel.schema.json) over MQTT.

Topic `alarm-panel/<panel>`. A heartbeat every 60 to 120 s, a panel fault now and then, and a telling of each
fire alarm at each of its stages, always under the same id.
"""

import heapq
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import orjson

from simulator import outages
from simulator.city import City, Device
from simulator.clock import DAY, day_of, iso, midnight
from simulator.fire import FireAlarm, PanelFault, alarms_of, faults_of
from simulator.messages import Message
from simulator.seeded import mix

_STAGES = ("received", "dispatched", "arrived", "controlled", "out")


@lru_cache(maxsize=8)
def _dead(seed: int, count: int, minute: int) -> outages.Mask:
    return outages.dead(seed, outages.PANELS, count, minute * 60.0)


def mute(city: City, moment: float) -> outages.Mask:
    """Which panels say nothing, to the minute."""
    return _dead(city.seed, len(city.panels), int(moment // 60))


def messages(city: City, start: float) -> Iterator[Message]:
    """Everything that the panels send from `start` on, in order, without end."""
    return heapq.merge(heartbeats(city, start), signals(city, start), key=lambda message: message.moment)


def signals(city: City, start: float) -> Iterator[Message]:
    """Fire alarms and faults, without the heartbeats."""
    return heapq.merge(_alarms(city, start), _faults(city, start), key=lambda message: message.moment)


def _premises(city: City, panel: Device) -> dict[str, Any]:
    street = panel.name.split(" ", 1)[-1]
    unit = city.wards[panel.ward].name
    return {
        "premises": {"name": panel.name, "address": f"{panel.id[-3:]} {street}, {unit}", "unit": unit},
        "position": {"lat": panel.lat, "lon": panel.lon},
    }


def _message(panel: Device, moment: float, body: dict[str, Any]) -> Message:
    return Message(moment, "fire", f"alarm-panel/{panel.id}", orjson.dumps(body))


def heartbeats(city: City, start: float) -> Iterator[Message]:
    """Each panel at its own pace, for ever; the first of each within its first period."""
    periods = [60 + mix(city.seed, number) % 61 for number in range(len(city.panels))]
    due = [
        (start + mix(city.seed, number, 1) % 1000 / 1000 * periods[number], number)
        for number in range(len(periods))
    ]
    heapq.heapify(due)
    while True:
        moment, number = due[0]
        heapq.heapreplace(due, (moment + periods[number], number))
        if mute(city, moment)[number]:
            continue
        panel = city.panels[number]
        when = iso(moment)
        body = {
            "id": f"{panel.id}-{int(moment)}",
            "device": panel.id,
            "signal": "heartbeat",
            "detected_at": when,
        }
        yield _message(panel, moment, body | _premises(city, panel))


def _alarms(city: City, start: float) -> Iterator[Message]:
    """Fire alarms as they come; first of all those that burn already, as they stand."""
    waiting: list[tuple[float, int, Message]] = []
    number, day = 0, day_of(start) - 1
    while True:
        for alarm in alarms_of(city.seed, len(city.panels), day):
            tellings = _tellings(city, alarm)
            fresh = [message for message in tellings if message.moment >= start]
            if alarm.detected < start and start - alarm.ended < DAY / 2:
                last = [message for message in tellings if message.moment < start][-1]
                fresh.insert(0, Message(start, last.feed, last.topic, last.body))
            for message in fresh:
                number += 1
                heapq.heappush(waiting, (message.moment, number, message))
        day += 1
        while waiting and waiting[0][0] < midnight(day):  # nothing of a day is told before it begins
            yield heapq.heappop(waiting)[2]


def _tellings(city: City, alarm: FireAlarm) -> list[Message]:
    """The alarm as it is told at each stage that it reaches."""
    panel = city.panels[alarm.panel]
    moments = (alarm.received, alarm.dispatched, alarm.arrived, alarm.controlled, alarm.ended)
    reached = [(name, moment) for name, moment in zip(_STAGES, moments, strict=True) if moment is not None]
    found = []
    for count in range(len(reached) + 1):
        stages = {f"{name}_at": iso(moment) for name, moment in reached[:count]}
        sent = reached[count - 1][1] if count else alarm.detected
        body = {
            "id": alarm.event,
            "device": panel.id,
            "signal": "fire",
            "detected_at": iso(alarm.detected),
            "sent_at": iso(sent),
            "title": f"Báo cháy: {panel.name}",
            "zone": f"Tầng {1 + alarm.panel % 9}",
            "stages": stages,
        }
        found.append(_message(panel, sent, body | _known(alarm, sent) | _premises(city, panel)))
    return found


def _known(alarm: FireAlarm, moment: float) -> dict[str, Any]:
    """What is known of a fire by then: its scale once the brigade stands before it, or that it is none."""
    if alarm.arrived is None:
        return {"false_alarm": True} if moment >= alarm.ended else {}
    if moment < alarm.arrived:
        return {}
    return {"scale": alarm.scale, "trapped": alarm.trapped, "spreading": alarm.scale == "large"}


def _faults(city: City, start: float) -> Iterator[Message]:
    """A panel that is not well, and well again."""
    day = day_of(start)
    while True:
        found = [
            message
            for fault in faults_of(city.seed, len(city.panels), day)
            for message in _fault(city, fault)
        ]
        for message in sorted(found, key=lambda message: message.moment):
            if message.moment >= start:
                yield message
        day += 1


def _fault(city: City, fault: PanelFault) -> tuple[Message, Message]:
    panel = city.panels[fault.panel]
    common = {"device": panel.id} | _premises(city, panel)
    began = {"id": fault.event, "signal": fault.signal, "detected_at": iso(fault.start)}
    ended = {
        "id": f"{fault.event}-R",
        "signal": "restore",
        "restores": fault.event,
        "detected_at": iso(fault.end),
    }
    return _message(panel, fault.start, common | began), _message(panel, fault.end, common | ended)
