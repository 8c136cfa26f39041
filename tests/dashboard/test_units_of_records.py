"""Records name units of their day, late or tidied, and are counted under the units of their day."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from dashboard.db import reading
from dashboard.history import HistoryError, load
from dashboard.ingest import Ingest
from dashboard.models import daily_figure, device, unit
from dashboard.records import Batch, Device, DeviceKind, Record
from tests.dashboard.records import alarm, complaint, dossier, local

NOW = local("2026-11-23 12:00")


def counted(store: Engine, figure: str) -> dict[tuple[str, str], float]:
    statement = (
        select(daily_figure.c.day, unit.c.name, daily_figure.c.value)
        .join(unit, unit.c.id == daily_figure.c.unit_id)
        .where(daily_figure.c.figure == figure, daily_figure.c.value != 0)
    )
    with reading(store) as connection:
        return {(row.day.isoformat(), row.name): row.value for row in connection.execute(statement)}


def test_dossiers_are_counted_under_the_units_of_the_day_they_were_accepted(
    ingest: Ingest, store: Engine
) -> None:
    told: list[Record] = [
        dossier("a", at="2020-12-31 23:59", unit="UBND Quận 2"),
        dossier("b", at="2021-01-01 00:00", unit="UBND Quận 2"),  # a late system
        dossier("c", at="2025-06-30 23:59", unit="UBND phường Sài Gòn"),  # a tidied one
        dossier("d", at="2025-07-01 00:00", unit="UBND phường Sài Gòn"),
        dossier("e", at="2026-11-20 09:00", unit="UBND Quận 1"),
        dossier(
            "f", at="2026-11-20 09:00", unit="UBND phường Sài Gòn", accepted_at=local("2020-12-31 08:00")
        ),
    ]
    ingest.store(Batch("dossiers", told, [], 1), NOW)
    assert counted(store, "dossiers_received") == {
        ("2020-12-31", "Quận 2"): 1,
        ("2020-12-31", "Quận 1"): 1,
        ("2021-01-01", "Thành phố Thủ Đức"): 1,
        ("2025-06-30", "Quận 1"): 1,
        ("2025-07-01", "Phường Sài Gòn"): 1,
        ("2026-11-20", "chưa xác định"): 1,
    }


def test_a_dossier_that_ends_after_its_unit_did_is_still_that_units(ingest: Ingest, store: Engine) -> None:
    accepted, finished = local("2025-06-27 09:00"), local("2025-07-02 09:00")
    one = dossier("a", at="2025-07-02 09:00", unit="Quận 1", accepted_at=accepted)
    ended = dossier(
        "a", at="2025-07-02 10:00", unit="Quận 1", accepted_at=accepted, status=9, finished_at=finished
    )
    for told in (one, ended, one, ended):  # late and double
        ingest.store(Batch("dossiers", [told], [], 1), NOW)
    assert counted(store, "dossiers_received") == {("2025-06-27", "Quận 1"): 1}
    assert counted(store, "dossiers_resolved") == {("2025-07-02", "Quận 1"): 1}


def test_complaints_and_alarms_go_by_their_own_day_and_devices_by_the_present(
    ingest: Ingest, store: Engine
) -> None:
    place = {"lat": 10.8037, "lon": 106.7357}  # Thảo Điền
    complaints: list[Record] = [
        complaint("a", at="2020-05-05 08:00", **place),
        complaint("b", at="2022-05-05 08:00", **place),
        complaint("c", at="2026-11-05 08:00", unit="Quận 2", **place),
    ]
    ingest.store(Batch("complaints", complaints, [], 1), NOW)
    assert {name for _, name in counted(store, "complaints_received")} == {
        "Quận 2",
        "Thành phố Thủ Đức",
        "Phường An Khánh",
    }
    ingest.store(Batch("fire", [alarm("a", at="2022-05-05 00:53", unit="Quận 9")], [], 1), NOW)
    assert counted(store, "fire_alarms") == {("2022-05-05", "Thành phố Thủ Đức"): 1}
    gauge = Device(external_id="S-07", kind=DeviceKind.GAUGE, unit="26740")
    ingest.store(Batch("flood", [gauge], [], 1), NOW)
    with reading(store) as connection:
        stands = connection.execute(select(unit.c.name).join(device, device.c.unit_id == unit.c.id)).scalars()
        assert "Phường Sài Gòn" in set(stands)


def test_loaded_figures_name_units_by_the_codes_of_their_day_or_of_the_last_one(
    ingest: Ingest, store: Engine
) -> None:
    load(
        store,
        [
            (date(2020, 12, 31), "769", "dossiers_resolved", 1.0),
            (date(2021, 1, 1), "769", "dossiers_resolved", 2.0),
            (date(2025, 7, 2), "760", "dossiers_resolved", 3.0),
        ],
    )
    assert counted(store, "dossiers_resolved") == {
        ("2020-12-31", "Quận 2"): 1,
        ("2021-01-01", "Thành phố Thủ Đức"): 2,
        ("2025-07-02", "Quận 1"): 3,
    }
    with pytest.raises(HistoryError, match="no unit has the code '26740'"):
        load(store, [(date(2024, 1, 1), "26740", "dossiers_resolved", 1.0)])
