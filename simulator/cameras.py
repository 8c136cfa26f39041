"""600 cameras behind one Frigate server: `frigate/events` and `frigate/stats` as Frigate sends them.

A dead camera's `camera_fps` is 0 and it sees nothing. `frigate/available` belongs to the connection: the
publisher says "online", the broker says "offline" for it when it is gone (last will).
"""

import heapq
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import orjson

from simulator import outages
from simulator.city import City
from simulator.clock import day_of
from simulator.messages import Message
from simulator.seeded import generator, mix
from simulator.sightings import Sighting, sightings

STATS_PERIOD = 30.0  # s
AVAILABLE = "frigate/available"
_LABELS = (
    ("person", 0.478),
    ("car", 0.22),
    ("motorcycle", 0.24),
    ("truck", 0.04),
    ("dog", 0.02),
    ("fire", 0.0003),  # some of them a stove's or the sun's
    ("smoke", 0.0002),
    ("fight", 0.0003),
    ("crowd", 0.0007),
    ("accident", 0.0005),
)
_FORBIDDEN = 0.001  # of the people seen, where nobody may be
# What Frigate says of an object besides: the same for all, nobody looks at pictures here.
_UNCHANGING: dict[str, Any] = {
    "sub_label": None,
    "box": [415, 489, 528, 700],
    "area": 23_744,
    "ratio": 0.54,
    "region": [260, 446, 660, 846],
    "current_zones": ["street"],
    "entered_zones": ["street"],
    "thumbnail": None,
    "has_snapshot": True,
    "has_clip": True,
    "stationary": False,
    "motionless_count": 0,
    "position_changes": 2,
    "attributes": {},
    "current_attributes": [],
}
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@lru_cache(maxsize=8)
def _dead(seed: int, count: int, minute: int) -> outages.Mask:
    return outages.dead(seed, outages.CAMERAS, count, minute * 60.0)


def offline(city: City, moment: float) -> outages.Mask:
    """Which cameras are dead, to the minute."""
    return _dead(city.seed, len(city.cameras), int(moment // 60))


def messages(city: City, start: float) -> Iterator[Message]:
    """Everything that the Frigate server publishes from `start` on, in order, without end."""
    return heapq.merge(_stats(city, start), _events(city, start), key=lambda message: message.moment)


def _stats(city: City, start: float) -> Iterator[Message]:
    moment = start
    while True:
        gone = offline(city, moment)
        cameras = {
            camera.id: _camera_stats(city, number, bool(gone[number]), moment)
            for number, camera in enumerate(city.cameras)
        }
        body = {
            "cameras": cameras,
            "detectors": {"coral": {"detection_start": 0.0, "inference_speed": 9.8, "pid": 318}},
            "detection_fps": round(sum(stats["detection_fps"] for stats in cameras.values()), 1),
            "service": {
                "uptime": int(moment - start),
                "version": "0.14.1-f4f3cfa",
                "latest_version": "0.14.1",
                "storage": {},
                "temperatures": {},
                "last_updated": int(moment),
            },
        }
        yield Message(moment, "cameras", "frigate/stats", orjson.dumps(body))
        moment += STATS_PERIOD


def _camera_stats(city: City, number: int, gone: bool, moment: float) -> dict[str, Any]:
    wobble = mix(city.seed, number, int(moment // 30)) % 5
    frames = 0.0 if gone else 5.2 - wobble / 10
    return {
        "camera_fps": frames,
        "process_fps": frames,
        "skipped_fps": 0.0,
        "detection_fps": 0.0 if gone else wobble / 2,
        "detection_enabled": True,
        "pid": 400 + number,
        "capture_pid": 2400 + number,
        "ffmpeg_pid": 4400 + number,
    }


def _events(city: City, start: float) -> Iterator[Message]:
    """new, one or two updates, end: each event's messages interleaved with the others'."""
    waiting: list[tuple[float, int, Message]] = []
    day, number = day_of(start), 0
    while True:
        for seen in sightings(city.seed, len(city.cameras), day):
            if seen.moment < start:
                continue
            while waiting and waiting[0][0] <= seen.moment:
                yield heapq.heappop(waiting)[2]
            for message in _event(city, seen):
                number += 1
                heapq.heappush(waiting, (message.moment, number, message))
        day += 1


def _event(city: City, sighting: Sighting) -> list[Message]:
    """One tracked object from its first frame to its last."""
    start, camera = sighting.moment, sighting.camera
    rng = generator(city.seed, "camera event", camera, int(start * 1e6))
    label = _LABELS[int(rng.choice(len(_LABELS), p=[share for _, share in _LABELS]))][0]
    suffix = "".join(_LETTERS[letter] for letter in rng.integers(0, len(_LETTERS), 6))
    seen = _UNCHANGING | {
        "id": f"{start:.6f}-{suffix}",
        "camera": city.cameras[camera].id,
        "label": label,
        "start_time": round(start, 6),
        "top_score": round(float(rng.uniform(0.62, 0.98)), 4),
        "false_positive": sighting.false,
    }
    length = float(np.clip(rng.exponential(25), 4, 180))
    if label == "person" and rng.random() < _FORBIDDEN:
        seen |= {"current_zones": ["restricted"], "entered_zones": ["restricted"]}
    moments = (start, start + min(5.0, length / 2), start + length)
    steps = list(zip(("new", "update", "end"), moments, strict=True))
    states = [_state(seen, kind, moment) for kind, moment in steps]
    return [
        _message(moment, {"type": kind, "before": states[max(0, step - 1)], "after": states[step]})
        for step, (kind, moment) in enumerate(steps)
    ]


def _state(seen: dict[str, Any], kind: str, moment: float) -> dict[str, Any]:
    over = kind == "end"
    return seen | {
        "frame_time": round(moment, 6),
        "end_time": round(moment, 6) if over else None,
        "score": seen["top_score"],
        "active": not over,
    }


def _message(moment: float, body: dict[str, Any]) -> Message:
    return Message(moment, "cameras", "frigate/events", orjson.dumps(body))
