"""The page about figures knows every figure and every KPI."""

from pathlib import Path

import numpy as np

from dashboard.board.present import MonthGrid
from dashboard.figures import FIGURES
from dashboard.kpis import BY_KEY, KPIS
from dashboard.kpis.evaluate import evaluate

PAGE = (Path(__file__).parents[2] / "docs" / "figures.md").read_text("utf-8")


def test_every_figure_and_kpi_is_explained() -> None:
    keys = [figure.key for figure in FIGURES] + [kpi.key for kpi in KPIS]
    assert [key for key in keys if f"`{key}`" not in PAGE] == []


def test_every_kpi_reads_figures_that_exist() -> None:
    rows = {figure.key: number for number, figure in enumerate(FIGURES)}
    empty = np.zeros((len(FIGURES), 1))
    for kpi in KPIS:
        assert evaluate(kpi, MonthGrid(empty, empty, {}, rows, rows), BY_KEY).values.shape == (1,)
