"""Islands beside the mainland."""

import pytest
from shapely.geometry import MultiPolygon, box

from dashboard.insets import inset, shifts


def test_an_island_is_moved_into_the_freest_corner_and_the_mainland_stays() -> None:
    mainland = [box(106.0, 10.0, 106.2, 11.0), box(106.2, 10.8, 107.0, 11.0)]  # a Γ: free in the south-east
    island = box(106.5, 8.6, 106.6, 8.7)
    moved = shifts([*mainland, island])
    assert moved[:2] == [(0.0, 0.0), (0.0, 0.0)]
    assert moved[2] == pytest.approx((0.4, 1.4))


def test_an_inset_leaves_off_what_lies_far_from_its_largest_island() -> None:
    island = MultiPolygon(
        [box(106.5, 8.6, 106.7, 8.8), box(106.75, 8.6, 106.76, 8.61), box(106.0, 8.6, 106.01, 8.61)]
    )
    assert inset(island, (1.0, 2.0)).bounds == pytest.approx((107.5, 10.6, 107.76, 10.8))


def test_without_a_mainland_nothing_is_moved() -> None:
    assert shifts([box(106, 10, 106.1, 10.1), box(108, 8, 108.1, 8.1)]) == [(0.0, 0.0)] * 2
