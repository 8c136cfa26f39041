"""Every KPI has a group with a name, and every anomaly a KPI that it opens."""

from dashboard.anomalies import WATCHED
from dashboard.kpis import BY_KEY, KPIS
from layouts.kpi_findings import opens
from layouts.kpi_rows import GROUPS


def test_every_kpi_is_of_a_group_that_is_named() -> None:
    assert {kpi.group for kpi in KPIS} - GROUPS.keys() == set()


def test_every_watched_series_opens_into_a_kpi_that_is_made_of_it() -> None:
    for watched in WATCHED:
        view = opens(watched.key)
        assert view is not None
        formula = BY_KEY[view.key].formula
        assert watched.figure in (formula.denominator if view.part else formula.numerator)


def test_a_series_that_is_watched_no_longer_opens_nothing() -> None:
    assert opens("long_gone") is None
