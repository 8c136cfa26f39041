"""What a change's table shows adds up to the change, to the last digit shown."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dashboard.i18n import translator
from dashboard.kpis import BY_KEY
from dashboard.periods import Span, month
from dashboard.units import Unit
from dashboard.views import Change, Contribution
from layouts.kpi_change_rows import MOST, decimals, rows, total
from layouts.kpi_changes import sentence

SHARE, COUNT = BY_KEY["online_share"], BY_KEY["dossiers_open"]


def made(parts: list[float], before: float | None = 60.0) -> Change:
    """The units of a change, the greatest first."""
    units = [
        Contribution(
            unit=Unit(1001 + n, f"{26000 + n}", f"Phường {n}", "ward", 1),
            address=f"{26000 + n}",
            change=part,
            before=60.0,
            now=61.0,
        )
        for n, part in enumerate(parts)
    ]
    return Change(
        earlier=month(date(2026, 10, 1)),
        later=Span("now", date(2026, 11, 1), date(2026, 11, 23), ""),
        before=before,
        now=None if before is None else before + sum(parts),
        contributions=tuple(sorted(units, key=lambda one: -abs(one.change))),
    )


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=60))
def test_what_is_shown_adds_up_to_the_change_that_is_shown(parts: list[float]) -> None:
    change = made(parts)
    shown = [row.shown for row in rows(change, SHARE)]
    assert round(sum(shown), decimals(SHARE, change)) == total(change, SHARE)


def test_twelve_units_stand_by_themselves_and_the_others_together() -> None:
    found = rows(made([float(n) for n in range(1, 31)]), COUNT)
    assert len(found) == MOST + 1
    assert found[-1].unit is None
    assert found[-1].others == 18
    assert found[-1].shown == sum(range(1, 19))


def test_the_unit_that_is_asked_about_has_a_row_wherever_it_stands() -> None:
    found = rows(made([float(n) for n in range(1, 31)]), COUNT, chosen="26000")
    assert [row.unit.address for row in found if row.unit][-1] == "26000"


def test_small_parts_are_shown_with_as_many_decimals_as_they_need() -> None:
    assert decimals(SHARE, made([0.8, 0.1])) == 2
    assert decimals(SHARE, made([0.0032, 0.001])) == 4
    assert decimals(COUNT, made([3.0])) == 0


def test_the_change_is_told_in_words_with_who_made_it() -> None:
    told = sentence(translator("vi"), SHARE, made([0.5, -0.25, 0.75]))
    assert told == (
        "Toàn thành phố: 60,0\u00a0% kỳ 10/2026, 61,0\u00a0% kỳ 11/2026, đến 23/11/2026: +1,00\u00a0điểm."
        " Tăng nhiều nhất: Phường 2 +0,75, Phường 0 +0,50. Giảm nhiều nhất: Phường 1 \u22120,25."
    )


def test_on_an_old_map_the_whole_is_every_unit_of_it() -> None:
    change = made([0.5])
    outside = replace(change.contributions[0].unit, level="district", parent_id=2)
    told = replace(change, contributions=(replace(change.contributions[0], unit=outside),))
    assert sentence(translator("vi"), SHARE, told).startswith("Mọi đơn vị trên bản đồ: ")
