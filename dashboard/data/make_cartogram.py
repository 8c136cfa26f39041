"""Makes cartogram_79.json, the same each time: `PYTHONPATH=. python dashboard/data/make_cartogram.py`.

Needs scipy, which the product itself does without, and half a minute. Four steps: the wards' centres are
pushed apart until each has as much room as the next, neighbours held together by springs; each is given a
cell of a hexagon grid with the least total displacement (linear assignment); exchanges of cells, at first
wild and then ever calmer (simulated annealing), bring neighbours together, keep directions and close holes;
Côn Đảo, 180 km out at sea, gets a place of its own below.
"""

import json
import math
import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.spatial import Delaunay, cKDTree

from dashboard.units import seed_units

Points = NDArray[np.float64]
Cell = tuple[int, int]  # column, row; odd rows stand half a hexagon further east; row 0 is the northernmost

ISLAND = "26732"
PITCH_KM = 6.8  # from one hexagon to the next: a hexagon is as large as the average ward
FAR_KM = 8.0  # two wards with so much between them are no neighbours
NEAR, ALONG, TOUCH, STAY, HOLE = 1.3, 1.0, 1.0, 0.15, (0, 0, 0, 0, 0.6, 2.5, 4.0)  # weights, tried by eye
STEPS, HOT, COLD = 1_200_000, 2.0, 0.01
SEED = 4  # of eight tried the one that reads best as the city


class Layout:
    """Wards on cells, and what is wrong with it."""

    def __init__(self, centres: Points, radius_km: Points, springs: list[tuple[int, int]]) -> None:
        self.spread = spread(centres, springs)
        self.cells, self.around = grid(self.spread)
        places = np.array([position(cell) for cell in self.cells])
        distance = np.linalg.norm(self.spread[:, None] / PITCH_KM - places[None], axis=2)
        self.moved = distance**2
        self.at: list[int] = linear_sum_assignment(self.moved)[1].tolist()
        self.taken = {cell: ward for ward, cell in enumerate(self.at)}
        self.places = [(float(x), float(y)) for x, y in places]
        self.friends: list[list[tuple[int, float, float]]] = [[] for _ in centres]
        for one, other in [*springs, *((b, a) for a, b in springs)]:
            x, y = (centres[other] - centres[one]) / np.linalg.norm(centres[other] - centres[one])
            self.friends[one].append((other, float(x), float(y)))
        between = np.linalg.norm(centres[:, None] - centres[None], axis=2)
        gap_km = np.maximum(0, between - radius_km[:, None] - radius_km[None])
        self.touching: list[list[float]] = np.clip(1 - gap_km / FAR_KM, -1, 1).tolist()

    def cost(self, ward: int) -> float:
        cell = self.at[ward]
        x, y = self.places[cell]
        total = STAY * float(self.moved[ward, cell])
        for friend, east, north in self.friends[ward]:
            there_x, there_y = self.places[self.at[friend]]
            dx, dy = there_x - x, there_y - y
            apart = math.hypot(dx, dy)
            total += NEAR * max(0.0, apart - 1) ** 1.5 + ALONG * (1 - (dx * east + dy * north) / apart)
        beside = (self.taken.get(cell) for cell in self.around[cell])
        return total - TOUCH * sum(self.touching[ward][other] for other in beside if other is not None)

    def holes(self, cells: tuple[int, int]) -> float:
        """What the empty cells at and around these cells cost: the more enclosed the worse."""
        near = {other for cell in cells for other in (cell, *self.around[cell])}
        return sum(
            HOLE[sum(side in self.taken for side in self.around[cell])]
            for cell in near
            if cell not in self.taken
        )

    def exchange(self, one: int, other: int) -> None:
        """Swap what stands on two cells; either may be empty."""
        wards = self.taken.pop(one, None), self.taken.pop(other, None)
        for ward, cell in zip(wards, (other, one), strict=True):
            if ward is not None:
                self.at[ward] = cell
                self.taken[cell] = ward

    def trouble(self, one: int, other: int) -> float:
        wards = [self.taken[cell] for cell in (one, other) if cell in self.taken]
        return sum(self.cost(ward) for ward in wards) + self.holes((one, other))


def position(cell: Cell) -> tuple[float, float]:
    """East and north of a cell's centre, in pitches."""
    column, row = cell
    return column + 0.5 * (row & 1), -row * math.sqrt(3) / 2


def spread(centres: Points, springs: list[tuple[int, int]]) -> Points:
    """Centres pushed apart to at least a pitch, neighbours pulled together to one."""
    points, ends = centres.copy(), np.array(springs)
    for _ in range(4000):
        force = 0.002 * (centres - points)
        close = cKDTree(points).query_pairs(PITCH_KM * 1.05, output_type="ndarray")
        for pairs, rest, strength in ((ends, PITCH_KM, 0.12), (close, PITCH_KM * 1.05, 0.3)):
            along = points[pairs[:, 1]] - points[pairs[:, 0]]
            length = np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
            pull = strength * (length - rest) * along / length
            np.add.at(force, pairs[:, 0], pull)
            np.add.at(force, pairs[:, 1], -pull)
        points += np.clip(force, -1, 1)
    return points


def grid(points: Points) -> tuple[list[Cell], list[list[int]]]:
    """Cells under and around the points, and each cell's six neighbours."""
    west, south = points.min(axis=0) / PITCH_KM - 4
    east, north = points.max(axis=0) / PITCH_KM + 4
    rows = range(math.floor(-north / 0.866), math.ceil(-south / 0.866))
    cells = [(column, row) for row in rows for column in range(math.floor(west), math.ceil(east))]
    number = {cell: place for place, cell in enumerate(cells)}
    around = []
    for column, row in cells:
        left = column - 1 + (row & 1)
        sides = [(column - 1, row), (column + 1, row)]
        sides += [(left + step, row + up) for up in (-1, 1) for step in (0, 1)]
        around.append([number[side] for side in sides if side in number])
    return cells, around


def neighbours(centres: Points, radius_km: Points) -> list[tuple[int, int]]:
    """Pairs that probably share a border: joined by Delaunay's triangles and not far apart for their size."""
    pairs = {
        tuple(sorted((int(corners[a]), int(corners[a - 1]))))
        for corners in Delaunay(centres).simplices
        for a in range(3)
    }
    reach = [(a, b, 1.9 * (radius_km[a] + radius_km[b])) for a, b in sorted(pairs)]
    return [(a, b) for a, b, most in reach if np.linalg.norm(centres[a] - centres[b]) < most]


def anneal(layout: Layout, chance: random.Random) -> None:
    for step in range(STEPS):
        heat = HOT * (COLD / HOT) ** (step / STEPS)
        one = layout.at[chance.randrange(len(layout.at))]
        other = one
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            other = chance.choice(layout.around[other])
        if one == other or len(layout.around[other]) < 6:
            continue
        before = layout.trouble(one, other)
        layout.exchange(one, other)
        worse = layout.trouble(one, other) - before
        if worse > 0 and chance.random() > math.exp(-worse / heat):
            layout.exchange(one, other)


def main() -> None:
    wards = [unit for unit in seed_units() if unit.level == "ward" and unit.code != ISLAND]
    degrees = np.array([(unit.lon, unit.lat) for unit in wards], dtype=float)
    scale = np.array([111.32 * math.cos(math.radians(10.8)), 110.6])  # km a degree
    centres = (degrees - degrees.mean(axis=0)) * scale
    radius_km = np.sqrt(np.array([unit.area_km2 for unit in wards], dtype=float) / math.pi)
    layout = Layout(centres, radius_km, neighbours(centres, radius_km))
    anneal(layout, random.Random(SEED))  # noqa: S311 - a drawing, not a secret
    cells = [layout.cells[cell] for cell in layout.at]
    first_column, first_row = min(column for column, _ in cells), min(row for _, row in cells)
    first_row -= first_row & 1  # an odd row stays odd
    placed = {
        unit.code: [column - first_column, row - first_row]
        for unit, (column, row) in zip(wards, cells, strict=True)
    }
    placed[ISLAND] = inset(placed)
    lines = ",\n".join(f'  "{code}": {json.dumps(cell)}' for code, cell in sorted(placed.items()))
    Path(__file__).with_name("cartogram_79.json").write_text("{\n" + lines + "\n}\n")


def inset(placed: dict[str, list[int]]) -> list[int]:
    """A cell in the last row, well clear of all others."""
    last = max(row for _, row in placed.values())
    return [min(column for column, row in placed.values() if row > last - 3) - 3, last]


if __name__ == "__main__":
    main()
