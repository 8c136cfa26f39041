"""What moved everybody: the whole city on a day, and the season as last year had it. Pure."""

import numpy as np

from dashboard.anomalies.habit import Mask, Values

_PARTS = 8  # units, below which there is no city to move with
_CUT = 0.1  # of the expected on each end, so that a few units cannot move the city
_FIRM = 200.0  # expected counts at which a unit's own season weighs as much as the city's
_NEAR, _BEFORE = 3, 6  # days of last year that must be known
_BOUNDS = (0.5, 2.0)


def moved(today: Values, usual: Values, parts: Mask) -> float:
    """By which factor the units together are off their habit; 1 where they are too few."""
    parts = parts & (usual > 0)
    if parts.sum() < _PARTS:
        return 1.0
    counts, expected = today[parts], usual[parts]
    order = np.argsort(counts / expected, kind="stable")
    ranks = np.cumsum(expected[order]) / expected.sum()
    kept = order[(ranks > _CUT) & (ranks <= 1 - _CUT)]
    return float(counts[kept].sum() / expected[kept].sum()) if len(kept) else 1.0


def shifted(hits: Values, of: Values, usual: Values, parts: Mask) -> float:
    """By how much (of 1) the units' share together is off their habit; 0 where they are too few."""
    parts = parts & (of > 0)
    if parts.sum() < _PARTS:
        return 0.0
    surplus, weight = (hits - of * usual)[parts], of[parts]
    order = np.argsort(surplus / weight, kind="stable")
    ranks = np.cumsum(weight[order]) / weight.sum()
    kept = order[(ranks > _CUT) & (ranks <= 1 - _CUT)]
    return float(surplus[kept].sum() / weight[kept].sum()) if len(kept) else 0.0


def factors(near: Values, near_known: Mask, before: Values, before_known: Mask, parts: Mask) -> Values:
    """Last year's same weeks over the weeks before them, a unit: its own as far as its counts are many,
    else the city's; 1 where last year is not known. (day, unit) counts."""
    known = (near_known.sum(axis=0) >= _NEAR) & (before_known.sum(axis=0) >= _BEFORE)
    rate = (before * before_known).sum(axis=0) / np.maximum(before_known.sum(axis=0), 1)
    expected = rate * near_known.sum(axis=0)
    counted = (near * near_known).sum(axis=0)
    total = expected[known & parts].sum()
    city = counted[known & parts].sum() / total if total else 1.0
    own = (counted + _FIRM * city) / (expected + _FIRM)
    factor: Values = np.where(known, np.clip(own, *_BOUNDS), 1.0)
    return factor
