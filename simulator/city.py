"""What stands in the simulated city: its wards with their streets, its cameras, fire panels and gauges.

Everything here is a function of the seed alone. `build_city(seed)` takes a fraction of a second.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.seeded import generator
from simulator.streets import BUILDINGS, FLOOD_STREETS, STREETS
from simulator.wards import Ground, Ward, read_wards

CAMERAS, PANELS, GAUGES, RAIN_GAUGES = 600, 2_000, 200, 16
STREETS_PER_WARD = 12
STREET_LEVELS = (0.15, 0.30, 0.50)  # metres of water on the street: I, II, III
TIDE_LEVELS = (1.40, 1.50, 1.60)  # metres at Phú An: alarm I, II, III

# (name, ward code, amplitude against Phú An, lag behind Phú An in seconds)
TIDE_STATIONS = (
    ("Phú An", "26740", 1.00, 0),
    ("Nhà Bè", "27484", 1.02, -2_100),
    ("Thủ Dầu Một", "25747", 0.98, 7_200),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A point on a street."""

    street: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Device:
    """A camera or a fire panel."""

    id: str
    name: str
    ward: int  # index into City.wards
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Gauge:
    """A water-level gauge on a street or a tide station (metres), or a rain gauge (millimetres)."""

    number: int  # its SensorThings Datastream id
    code: str
    name: str
    ward: int
    lat: float
    lon: float
    quantity: str  # "level" on a street, "tide" at a station, "rain"
    levels: tuple[float, ...]  # alarm I, II, III; a rain gauge has none
    by_tide: bool
    by_rain: bool


@dataclass(frozen=True)
class City:
    seed: int
    wards: tuple[Ward, ...]
    places: tuple[tuple[Place, ...], ...]  # by ward index
    cameras: tuple[Device, ...]
    panels: tuple[Device, ...]
    gauges: tuple[Gauge, ...]  # of water: street gauges first, then the tide stations
    rain_gauges: tuple[Gauge, ...]

    @property
    def weights(self) -> NDArray[np.float64]:
        """Each ward's share of the city's people; sums to 1."""
        people = np.array([ward.people for ward in self.wards], dtype=np.float64)
        share: NDArray[np.float64] = people / people.sum()
        return share


def build_city(seed: int = 1) -> City:
    wards = read_wards()
    ground = Ground(wards)
    return City(
        seed=seed,
        wards=wards,
        places=tuple(_places(ward, ground, seed) for ward in range(len(wards))),
        cameras=_cameras(wards, ground, seed),
        panels=_panels(wards, ground, seed),
        gauges=_street_gauges(wards, ground, seed) + _tide_stations(wards, ground, seed),
        rain_gauges=_rain_gauges(wards, ground, seed),
    )


def _places(ward: int, ground: Ground, seed: int) -> tuple[Place, ...]:
    rng = generator(seed, "places", ward)
    names = rng.choice(len(STREETS), size=STREETS_PER_WARD, replace=False)
    points = ground.points(ward, STREETS_PER_WARD, rng)
    return tuple(
        Place(STREETS[name], float(lat), float(lon)) for name, (lat, lon) in zip(names, points, strict=True)
    )


def _share_out(wards: tuple[Ward, ...], count: int) -> list[int]:
    """`count` things over the wards by their people, at least one each, largest remainders first."""
    people = np.array([ward.people for ward in wards], dtype=np.float64)
    exact = people / people.sum() * (count - len(wards))
    whole = np.floor(exact).astype(int)
    for ward in np.argsort(whole - exact, kind="stable")[: count - len(wards) - int(whole.sum())]:
        whole[ward] += 1
    return [int(number) + 1 for number in whole]


def _cameras(wards: tuple[Ward, ...], ground: Ground, seed: int) -> tuple[Device, ...]:
    found: list[Device] = []
    for ward, count in enumerate(_share_out(wards, CAMERAS)):
        rng = generator(seed, "cameras", ward)
        for number, (lat, lon) in enumerate(ground.points(ward, count, rng), 1):
            street = STREETS[rng.integers(len(STREETS))]
            code = f"cam-{wards[ward].code}-{number:02d}"
            found.append(Device(code, f"Camera {street} {number:02d}", ward, float(lat), float(lon)))
    return tuple(found)


def _panels(wards: tuple[Ward, ...], ground: Ground, seed: int) -> tuple[Device, ...]:
    found: list[Device] = []
    for ward, count in enumerate(_share_out(wards, PANELS)):
        rng = generator(seed, "panels", ward)
        for lat, lon in ground.points(ward, count, rng):
            name = f"{BUILDINGS[rng.integers(len(BUILDINGS))]} {STREETS[rng.integers(len(STREETS))]}"
            found.append(Device(f"P-{len(found) + 1:05d}", name, ward, float(lat), float(lon)))
    return tuple(found)


def _street_gauges(wards: tuple[Ward, ...], ground: Ground, seed: int) -> tuple[Gauge, ...]:
    index = {ward.code: number for number, ward in enumerate(wards)}
    rng = generator(seed, "gauges")
    found: list[Gauge] = []
    for number in range(1, GAUGES + 1):
        street, code, by_tide, by_rain = FLOOD_STREETS[(number - 1) % len(FLOOD_STREETS)]
        place = (number - 1) // len(FLOOD_STREETS) + 1
        lat, lon = ground.points(index[code], 1, rng)[0]
        found.append(
            Gauge(
                number, f"S-{number:03d}", f"{street} {place}", index[code], float(lat), float(lon),
                "level", STREET_LEVELS, by_tide, by_rain,
            )
        )  # fmt: skip
    return tuple(found)


def _tide_stations(wards: tuple[Ward, ...], ground: Ground, seed: int) -> tuple[Gauge, ...]:
    index = {ward.code: number for number, ward in enumerate(wards)}
    rng = generator(seed, "tide stations")
    found: list[Gauge] = []
    for number, (name, code, _, _) in enumerate(TIDE_STATIONS, GAUGES + 1):
        lat, lon = ground.points(index[code], 1, rng)[0]
        found.append(
            Gauge(
                number, f"T-{number - GAUGES:02d}", f"Trạm {name}", index[code], float(lat), float(lon),
                "tide", TIDE_LEVELS, True, False,
            )
        )  # fmt: skip
    return tuple(found)


def _rain_gauges(wards: tuple[Ward, ...], ground: Ground, seed: int) -> tuple[Gauge, ...]:
    """Spread over the wards in the order of their codes."""
    rng = generator(seed, "rain gauges")
    found: list[Gauge] = []
    for number in range(RAIN_GAUGES):
        ward = number * len(wards) // RAIN_GAUGES
        lat, lon = ground.points(ward, 1, rng)[0]
        stream, place = GAUGES + len(TIDE_STATIONS) + number + 1, wards[ward].name.split(" ", 1)[-1]
        found.append(
            Gauge(
                stream, f"R-{number + 1:02d}", f"Trạm mưa {place}", ward, float(lat), float(lon),
                "rain", (), False, True,
            )
        )  # fmt: skip
    return tuple(found)
