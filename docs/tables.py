"""Writes the two tables of docs/figures.md anew from the registries: `python docs/tables.py`."""

from pathlib import Path

from dashboard.figures import FIGURES
from dashboard.i18n import translator
from dashboard.kpis import KPIS

PAGE = Path(__file__).with_name("figures.md")
_PERIOD = {"month": "the period", "now": "now, or a period's end"}


def _figures() -> list[str]:
    rows = [f"| `{one.key}` | {one.counted_from} | {one.merge} | {one.formula} |" for one in FIGURES]
    return ["| figure | counted from | put together | on the day |", "|---|---|---|---|", *rows]


def _kpis() -> list[str]:
    t = translator("en")
    rows = [
        f"| `{kpi.key}` {t(kpi.name)} | {t(kpi.formula_text)} | {kpi.unit or '–'} | {_PERIOD[kpi.of]}"
        f" | {kpi.source}{' (ước tính)' if kpi.estimate else ''} |"
        for kpi in KPIS
    ]
    return ["| KPI | formula | unit | of | source |", "|---|---|---|---|---|", *rows]


def written() -> str:
    """The page with its tables as the registries have them."""
    text = PAGE.read_text("utf-8")
    for heading, table in (("## Daily figures\n", _figures()), ("## KPIs\n", _kpis())):
        before, _, rest = text.partition(heading)
        begin = rest.index("|")
        end = rest.find("\n\n", begin)
        after = "\n" if end < 0 else rest[end:]
        text = before + heading + rest[:begin] + "\n".join(table) + after
    return text


if __name__ == "__main__":
    PAGE.write_text(written(), "utf-8")
