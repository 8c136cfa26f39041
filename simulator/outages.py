"""When devices are dead, and when whole feeds are: a function of the seed and the moment."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.clock import DAY, day_of, midnight
from simulator.seeded import generator
from simulator.volumes import progress

Mask = NDArray[np.bool_]

_LONGEST_DAYS = 6


@dataclass(frozen=True, slots=True)
class Wear:
    """How often devices of one kind die, and for how long (log-normal)."""

    topic: str
    a_day_before: float  # chance that a device's outage begins on a day, when the programme began …
    a_day_now: float  # … and at the end of 2026
    median_hours: float


CAMERAS = Wear("camera outages", 0.160, 0.085, 7.0)
PANELS = Wear("panel outages", 0.050, 0.028, 8.0)
GAUGES = Wear("gauge outages", 0.045, 0.022, 9.0)


@lru_cache(maxsize=64)
def _begun(seed: int, wear: Wear, count: int, day: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Which devices fail on that day, and from when until when: (indices, [[start, end], …])."""
    rng = generator(seed, wear.topic, day)
    chance = wear.a_day_before + (wear.a_day_now - wear.a_day_before) * progress(day)
    failing = np.flatnonzero(rng.random(count) < chance)
    start = midnight(day) + rng.uniform(0, DAY, len(failing))
    hours = np.clip(
        rng.lognormal(np.log(wear.median_hours), 0.9, len(failing)), 0.15, _LONGEST_DAYS * 24 - 24
    )
    return failing, np.column_stack([start, start + hours * 3600])


def dead(seed: int, wear: Wear, count: int, moment: float) -> Mask:
    """Which of `count` devices of a kind say nothing at that moment."""
    mask = np.zeros(count, dtype=np.bool_)
    today = day_of(moment)
    for day in range(today - _LONGEST_DAYS, today + 1):
        failing, spans = _begun(seed, wear, count, day)
        mask[failing[(spans[:, 0] <= moment) & (moment < spans[:, 1])]] = True
    return mask


def dead_through(seed: int, wear: Wear, count: int, day: int) -> Mask:
    """Which devices of a kind say nothing at each full minute of a Vietnamese day: (device, minute)."""
    mask = np.zeros((count, DAY // 60), dtype=np.bool_)
    for before in range(day - _LONGEST_DAYS, day + 1):
        failing, spans = _begun(seed, wear, count, before)
        minutes = np.clip(np.ceil((spans - midnight(day)) / 60), 0, DAY // 60).astype(int)
        for device, (first, last) in zip(failing.tolist(), minutes.tolist(), strict=True):
            mask[device, first:last] = True
    return mask


@dataclass(frozen=True)
class FeedOutages:
    """Outages of whole feeds: now and then, or every few minutes in the scenario `outage`."""

    seed: int
    quiet_until: float  # nothing fails before: a demo starts whole
    often: bool = False

    def down(self, feed: str, moment: float) -> bool:
        if moment < self.quiet_until:
            return False
        if self.often:
            return (moment - self.quiet_until + _turn(feed)) % 1_200 < 180
        rng = generator(self.seed, f"feed outage {feed}", day_of(moment))
        start = midnight(day_of(moment)) + rng.uniform(0, DAY)
        # One day in three, for 3 to 12 minutes.
        return bool(rng.random() < 1 / 3 and start <= moment < start + rng.uniform(180, 720))


def _turn(feed: str) -> int:
    """Feeds take turns at failing in the scenario `outage`."""
    return 240 * ("cameras", "fire", "flood", "dossiers", "complaints", "figures").index(feed)
