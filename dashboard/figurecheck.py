"""Whether a city's own file of figures fits what there is already: asked once, when the settings are read."""

from collections.abc import Collection
from pathlib import Path

from dashboard.figurefile import Entry, FigureFile, entry, meant
from dashboard.figures import FIGURES, told
from dashboard.kpis import KPIS
from dashboard.kpis.told import GROUPS


def fault() -> str:
    """One line that says what is wrong with the file and what to do; "" where nothing is."""
    if told.FAULT or told.OWN_FILE is None:
        return told.FAULT
    figures, kpis = [one.key for one in FIGURES], [one.key for one in KPIS]
    groups = [*GROUPS, *{one.group for one in KPIS if one.key not in {own.key for own in told.OWN.kpis}}]
    return fault_of(told.OWN, told.OWN_FILE, figures=figures, kpis=kpis, groups=groups)


def fault_of(
    own: FigureFile, path: Path, *, figures: Collection[str], kpis: Collection[str], groups: Collection[str]
) -> str:
    """The first entry of the file that does not fit the keys of all, its own among them."""
    tables: tuple[tuple[str, tuple[Entry, ...], list[str]], ...] = (
        ("group", own.groups, [*groups]),
        ("figure", own.figures, [*figures]),
        ("kpi", own.kpis, [*kpis]),
    )
    for table, entries, known in tables:
        for one in entries:
            if known.count(one.key) > 1:
                return f"{entry(path, table, one.key)}: there is one of this key already: take another key"
    for kpi in own.kpis:
        where = entry(path, "kpi", kpi.key)
        if kpi.group not in groups:
            said = meant(kpi.group, groups) or ": add a [[group]] of this key"
            return f"{where}: key 'group': there is no group {kpi.group!r}{said}"
        for name, figure in kpi.figures.items():
            if figure not in figures:
                said = meant(figure, figures) or ": add a [[figure]] of this key"
                return f"{where}: key {name!r}: there is no figure {figure!r}{said}"
    return ""
