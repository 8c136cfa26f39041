"""What a KPI's page looks at, in the browser in four stores, so that a tab asks for its own part alone."""

from datetime import UTC, datetime

from dash import Input, State

from dashboard.i18n import Translator, translator
from dashboard.views import View as Understood
from layouts.doors import chosen, kpis
from layouts.kpi_links import View

# The stores: what each holds of the address.
ASKED = ("key", "unit", "level", "period", "on")
BY, AGAINST, OPENED = ("by",), ("against",), ("part", "begin", "record")
STORES = {"kpi-asked": ASKED, "kpi-asked-by": BY, "kpi-asked-against": AGAINST, "kpi-opened": OPENED}
Told = dict[str, str]


def part_of(view: View, names: tuple[str, ...]) -> Told:
    return {name: getattr(view, name) for name in names}


def _view(*told: Told) -> View:
    return View(**{name: value for one in told for name, value in one.items()})


def asked(*inputs: str) -> list[Input | State]:
    """All four stores; those named are waited for, beside what is asked."""
    waited = ("kpi-asked", *inputs)
    return [
        *(Input(name, "data") for name in waited),
        *(State(name, "data") for name in STORES if name not in waited),
    ]


def begin(told: tuple[Told, ...]) -> tuple[Translator, datetime, View, Understood]:
    now, view = datetime.now(UTC), _view(*told)
    return translator(chosen().language), now, view, kpis().understood(view.asked, now)
