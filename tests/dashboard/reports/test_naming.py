"""Every figure and KPI of a report is called by a name."""

from dashboard.figures import FIGURES
from dashboard.i18n import translator
from dashboard.kpis import KPIS
from dashboard.reports.naming import names


def test_every_figure_and_kpi_has_a_name_in_vietnamese() -> None:
    told = names(translator("vi"))
    keys = {one.key for one in FIGURES} | {one.key for one in KPIS}
    assert sorted(keys - told.keys()) == []
    assert told["dossiers_resolved_late"] == "Hồ sơ giải quyết trễ hạn"
    assert all(name.strip() and "_" not in name for name in told.values())
