"""Fire alarms and panel faults of the city's 2,000 fire panels, day by day.

Nine fire signals a day, most of them false. A true fire is detected, received by the brigade, dispatched,
arrived at, controlled and out; a false one ends with whoever went to look.
"""

from dataclasses import dataclass
from functools import lru_cache

from simulator.clock import DAY, midnight
from simulator.seeded import generator

A_DAY = 9.0
_TRUE = 0.2
_FAULTS_A_DAY = 6.0
_SCALES = ("small", "medium", "large")


@dataclass(frozen=True, slots=True)
class FireAlarm:
    """One fire signal of a panel and what came of it; moments in order, None where a false one skips them."""

    event: str
    panel: int
    detected: float
    received: float
    dispatched: float | None
    arrived: float | None
    controlled: float | None
    ended: float
    true: bool
    scale: str
    trapped: int


@lru_cache(maxsize=64)
def alarms_of(seed: int, panels: int, day: int) -> tuple[FireAlarm, ...]:
    """The fire signals of a Vietnamese day, earliest first."""
    rng = generator(seed, "fire", day)
    found = []
    for number in range(rng.poisson(A_DAY)):
        detected = midnight(day) + rng.uniform(0, DAY)
        received = detected + rng.uniform(15, 120)
        dispatched = received + rng.uniform(30, 150)
        arrived = dispatched + rng.uniform(240, 1_000)
        controlled = arrived + rng.gamma(2.0, 900)
        true = bool(rng.random() < _TRUE)
        ended = controlled + rng.uniform(600, 3_600) if true else received + rng.uniform(240, 1_500)
        found.append(
            FireAlarm(
                f"F-{day}-{number + 1:03d}", int(rng.integers(panels)), detected, received,
                dispatched if true else None, arrived if true else None, controlled if true else None,
                ended, true, _SCALES[int(rng.choice(3, p=(0.72, 0.22, 0.06)))],
                int(rng.integers(1, 4)) if true and rng.random() < 0.1 else 0,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda alarm: alarm.detected))


@dataclass(frozen=True, slots=True)
class PanelFault:
    """A panel that is not well for a while: fault, power or tamper. It goes on beating."""

    event: str
    panel: int
    signal: str
    start: float
    end: float


@lru_cache(maxsize=8)
def faults_of(seed: int, panels: int, day: int) -> tuple[PanelFault, ...]:
    """The panel faults that begin on a Vietnamese day; all end before midnight."""
    rng = generator(seed, "panel faults", day)
    found = []
    for number in range(rng.poisson(_FAULTS_A_DAY)):
        start = midnight(day) + rng.uniform(0, DAY * 0.9)
        end = min(start + rng.uniform(600, 10_000), midnight(day + 1) - 1.0)
        signal = ("fault", "power", "tamper")[int(rng.choice(3, p=(0.5, 0.4, 0.1)))]
        found.append(PanelFault(f"X-{day}-{number + 1:03d}", int(rng.integers(panels)), signal, start, end))
    return tuple(found)
