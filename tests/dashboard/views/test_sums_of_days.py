"""The reader's periods are made of their days: counts add up, the greatest and the last day's are found."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from sqlalchemy import Engine

from dashboard.db import writing
from dashboard.figures import BY_KEY as FIGURE
from dashboard.figures import Bucket
from dashboard.ingest import Ingest
from dashboard.kpis import KPIS
from dashboard.periods import Span, parse
from dashboard.settings import Settings
from dashboard.successions import unit_of
from dashboard.tally import put, touch
from dashboard.units import CITY_ID, UNKNOWN_ID, Unit
from dashboard.views import Asked, KpiReader
from tests.dashboard.records import local
from tests.dashboard.test_recount import empty

NOW = local("2025-11-20 10:00")
TODAY, FIRST = date(2025, 11, 20), date(2024, 2, 25)
COUNTED = {
    kpi.key: kpi
    for kpi in KPIS
    if kpi.of == "month"
    and not kpi.formula.of
    and not kpi.formula.left
    and not kpi.formula.greatest
    and all(FIGURE[one].merge == "sum" for one in kpi.formula.figures())
}
SUMS = sorted({one for kpi in COUNTED.values() for one in kpi.formula.figures()})
# A figure and the KPI that shows it as it is.
GREATEST, LAST = ("flood_peak", "flood_worst"), ("machines_infected", "machines_infected")


def unit(code: str, day: date) -> Unit:
    found = unit_of(code, day)
    assert found is not None
    return found


def places(day: date) -> list[int]:
    """Units that were told of on a day: a ward or the district before it, the city's offices, none known."""
    ward = unit("26740", day) if day >= date(2025, 7, 1) else unit("760", day)
    return [ward.id, CITY_ID, UNKNOWN_ID]


DAYS = st.integers(0, (TODAY - FIRST).days).map(lambda number: FIRST + timedelta(days=number))


@st.composite
def stored(draw: st.DrawFn) -> dict[Bucket, float]:
    """Figures of some days, many of them of one month."""
    days = draw(st.lists(DAYS, min_size=1, max_size=6))
    days += [min(day + timedelta(days=draw(st.integers(0, 9))), TODAY) for day in days]
    figures = draw(st.lists(st.sampled_from([*SUMS, GREATEST[0], LAST[0]]), min_size=1, max_size=8))
    return {
        (day, figure, draw(st.sampled_from(places(day)[figure == LAST[0] :]))): float(
            draw(st.integers(1, 50))
        )
        for day in days
        for figure in (*figures, GREATEST[0], LAST[0])
    }


@st.composite
def periods(draw: st.DrawFn) -> str:
    """Any period that an address can name, up to the present one."""
    day = draw(DAYS)
    year, week, _weekday = day.isocalendar()
    last = min(day + timedelta(days=draw(st.integers(0, 80))), TODAY)
    return draw(st.sampled_from([
        "", f"{day:%Y-%m}", f"{year}-W{week:02}", f"{day.year}-Q{(day.month + 2) // 3}",
        f"{day.year}-H{1 if day.month < 7 else 2}", f"{day.year}", f"{day}_{last}",
    ]))  # fmt: skip


def ask(reader: KpiReader, period: str, code: str, keys: list[str]) -> dict[str, tuple[float, float]]:
    rows = reader.table(Asked(period=period, unit=code), NOW, keys)
    return {row.kpi.key: (row.now.numerator, row.now.denominator or 0.0) for row in rows}


@tried(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(told=stored(), asked=st.lists(periods(), min_size=1, max_size=4), code=st.sampled_from(["", "26740"]))
def test_a_period_is_made_of_its_days(
    ingest: Ingest, store: Engine, settings: Settings, told: dict[Bucket, float], asked: list[str], code: str
) -> None:
    empty(store)
    with writing(store) as connection:
        put(connection, told)
        touch(connection, {(day, figure) for day, figure, _unit in told})
    reader = KpiReader(store, settings)
    figures = {figure for _day, figure, _unit in told}
    keys = [key for key, kpi in COUNTED.items() if figures & {*kpi.formula.figures()}]
    days = sorted({day for day, _figure, _unit in told})
    of_day = {day: ask(reader, day.isoformat(), code, [*keys, GREATEST[1], LAST[1]]) for day in days}
    for period in asked:
        span = parse(period, TODAY)
        assert span is not None
        within = [of_day[day] for day in days if span.first <= day <= span.last]
        found = ask(reader, period, code, [*keys, GREATEST[1], LAST[1]])
        for key in keys:
            whole = tuple(sum(one[key][part] for one in within) for part in (0, 1))
            assert _near(found[key], whole), (period, key)
        assert found[GREATEST[1]][0] == max((one[GREATEST[1]][0] for one in within), default=0.0)
        if not code:
            assert found[LAST[1]] == (_last_words(told, span), 0.0), (period, "last")


def _last_words(told: dict[Bucket, float], span: Span) -> float:
    """Each unit's own last word in a period, all together."""
    words = sorted(
        (day, unit_id, value)
        for (day, figure, unit_id), value in told.items()
        if figure == LAST[0] and span.first <= day <= span.last
    )
    return sum({unit_id: value for _day, unit_id, value in words}.values())


def _near(found: tuple[float, ...], told: tuple[float, ...]) -> bool:
    return all(abs(one - other) < 1e-6 for one, other in zip(found, told, strict=True))
