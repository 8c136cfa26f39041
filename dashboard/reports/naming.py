"""What a report calls those whom it tells of, and the keys of figures and KPIs."""

from collections.abc import Sequence

from dashboard.figures.told import ENTRIES
from dashboard.i18n import Translator
from dashboard.kpis import KPIS
from dashboard.reports.asked import Whose
from dashboard.reports.figure_names import NAMES

MOST_NAMED = 4


def scope_name(whose: Sequence[Whose], t: Translator) -> str:
    """The city, a unit, a few units one after another; many are counted."""
    if len(whose) > MOST_NAMED:
        return t("{count} units", count=len(whose))
    return ", ".join(one.name for one in whose)


def names(t: Translator) -> dict[str, str]:
    """By key."""
    told = {one.key: t(one.name_en) for one in ENTRIES.figures}
    figures = told | {key: t(name) for key, name in NAMES.items()}
    return {kpi.key: t(kpi.name) for kpi in KPIS} | figures
