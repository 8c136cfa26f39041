"""Decision 766 worked out by hand: every component, its edges, the groups 18 + 20 + 12 + 10 + 22 + 18."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from dashboard.figures import BY_KEY as FIGURE
from dashboard.kpis import BY_KEY
from dashboard.kpis.evaluate import evaluate
from dashboard.kpis.index766 import COMPONENTS, PUBLISHED, band
from dashboard.kpis.kpi import Values


@dataclass
class Told:
    """Figures of one unit; what is not said is 0."""

    figures: dict[str, float] = field(default_factory=dict)

    def period(self, figure: str) -> Values:
        assert figure in FIGURE
        return np.array([self.figures.get(figure, 0.0)])

    def ever(self, figure: str) -> Values:
        raise AssertionError(figure)


def score(key: str, **figures: float) -> float | None:
    value = float(evaluate(BY_KEY[f"index766_{key}" if key else "index766"], Told(figures), BY_KEY).values[0])
    return None if np.isnan(value) else value


def test_the_groups_and_the_whole_have_the_decisions_maxima() -> None:
    groups = {key: BY_KEY[key].most for key in PUBLISHED}
    assert list(groups.values()) == [100, 18, 20, 12, 10, 22, 18]
    for key in PUBLISHED:
        assert sum(BY_KEY[part].most or 0 for part in BY_KEY[key].formula.of) == groups[key]


@pytest.mark.parametrize(
    ("key", "figures", "points"),
    [
        # Công khai, minh bạch
        ("published", {"procedures_published_on_time": 3, "procedures_to_publish": 4}, 4.5),
        ("updated", {"procedures_updated_on_time": 1, "procedures_to_update": 4}, 1.0),
        ("content", {"procedures_public_full": 1500, "procedures_public": 2000}, 1.5),
        ("synced", {"dossiers_synced": 90, "dossiers_in_report_system": 100, "dossiers_on_portal": 80}, 5.4),
        ("synced", {"dossiers_synced": 90, "dossiers_in_report_system": 60, "dossiers_on_portal": 120}, 4.5),
        ("synced", {"dossiers_synced": 130, "dossiers_in_report_system": 100, "dossiers_on_portal": 80}, 6.0),
        # Tiến độ giải quyết
        ("on_time", {"dossiers_resolved_on_time": 93, "dossiers_received": 100}, 18.6),
        ("on_time", {"dossiers_resolved_on_time": 0, "dossiers_received": 100}, 0.0),
        ("on_time", {"dossiers_resolved_on_time": 120, "dossiers_received": 100}, 20.0),
        # Dịch vụ công trực tuyến: min(2, 2A/0.8), 4B, min(6, 6C/0.5)
        ("offered", {"procedures_partial": 400, "procedures_full": 600, "procedures_known": 2000}, 1.25),
        ("offered", {"procedures_partial": 800, "procedures_full": 800, "procedures_known": 2000}, 2.0),
        ("offered", {"procedures_partial": 900, "procedures_full": 900, "procedures_known": 2000}, 2.0),
        ("used", {"procedures_used_online": 250, "procedures_partial": 400, "procedures_full": 600}, 1.0),
        ("online_dossiers", {"dossiers_online_index": 25, "dossiers_received": 100}, 3.0),
        ("online_dossiers", {"dossiers_online_index": 50, "dossiers_received": 100}, 6.0),
        ("online_dossiers", {"dossiers_online_index": 70, "dossiers_received": 100}, 6.0),
        (
            "online_dossiers",
            {
                "dossiers_online_index": 40,
                "dossiers_received": 100,
                "dossiers_synced": 75,
                "dossiers_in_report_system": 90,
                "dossiers_on_portal": 100,
            },
            3.6,  # 6 × 0.4 × 0.75 ÷ 0.5
        ),
        # Thanh toán trực tuyến: 6A, min(2, 2.5B), min(2, 2.5C)
        ("paid", {"dossiers_paid_online": 45, "dossiers_with_fee": 60}, 4.5),
        ("payable", {"procedures_paid_online": 30, "procedures_with_fee": 50}, 1.5),
        ("payable", {"procedures_paid_online": 40, "procedures_with_fee": 50}, 2.0),
        ("payable", {"procedures_paid_online": 50, "procedures_with_fee": 50}, 2.0),
        ("fee_used", {"procedures_with_fee_used": 10, "procedures_with_fee": 50}, 0.5),
        # Số hóa hồ sơ
        ("result", {"dossiers_electronic_result": 80, "dossiers_resolved": 100}, 4.8),
        ("digitised_dossiers", {"dossiers_digitised": 50, "dossiers_resolved": 100}, 2.0),
        ("certified", {"copies_certified_electronic": 10, "copies_certified": 40}, 0.5),
        ("reuse", {"dossiers_reused": 40, "dossiers_received": 100}, 1.0),
        ("reuse", {"dossiers_reused": 80, "dossiers_received": 100}, 2.0),
        ("store", {"dossiers_from_national_store": 25, "dossiers_received": 100}, 1.0),
        ("population_dossiers", {"population_dossiers_checked": 9, "population_dossiers": 10}, 1.8),
        ("population_procedures", {"population_procedures_checked": 3, "population_procedures": 6}, 1.0),
        # Mức độ hài lòng
        ("complaints", {"complaints_clock_in_time": 47, "complaints_clock_decided": 50}, 5.64),
        ("complaints_satisfied", {"complaint_ratings_satisfied": 8, "complaint_ratings": 10}, 4.8),
        ("complaints_satisfied", {}, 6.0),
        ("dossiers_satisfied", {"dossier_ratings_satisfied": 81, "dossier_ratings": 100}, 5.4),
        ("dossiers_satisfied", {"dossier_ratings_satisfied": 95, "dossier_ratings": 100}, 6.0),
    ],
)
def test_a_component_by_hand(key: str, figures: dict[str, float], points: float) -> None:
    assert score(key, **figures) == pytest.approx(points, abs=1e-9)


def test_a_component_with_nothing_below_its_line_has_no_points_and_no_zero() -> None:
    with_value = {one.key for one in COMPONENTS if score(one.key.removeprefix("index766_")) is not None}
    assert with_value == {"index766_complaints_satisfied"}


def test_a_group_sums_what_is_known_and_says_of_how_many_points() -> None:
    told = Told({"procedures_published_on_time": 4, "procedures_to_publish": 4, "dossiers_synced": 1,
                 "dossiers_in_report_system": 2})  # fmt: skip
    found = evaluate(BY_KEY["index766_publicity"], told, BY_KEY)
    assert found.values[0] == pytest.approx(9.0)  # 6 + 3
    assert found.denominator is not None
    assert found.denominator[0] == 12  # of 18: nothing is known of updates and contents


def test_everything_done_is_a_hundred_points() -> None:
    all_done = {figure: 1.0 for one in COMPONENTS for figure in one.formula.figures()}
    all_done |= {"procedures_partial": 0.0}
    found = evaluate(BY_KEY["index766"], Told(all_done), BY_KEY)
    assert found.values[0] == pytest.approx(100.0)
    assert found.denominator is not None
    assert found.denominator[0] == 100


@pytest.mark.parametrize(
    ("score", "name"),
    [
        (100, "Excellent"),
        (90, "Excellent"),
        (89.99, "Good"),
        (80, "Good"),
        (70, "Fair"),
        (50, "Average"),
        (49.99, "Weak"),
    ],
)
def test_a_score_lies_in_its_band(score: float, name: str) -> None:
    assert band(score) == name
