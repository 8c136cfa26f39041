"""What a big file holds is what the pages list: the same records, cells and order, on both stores."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from dashboard.columns import from_micros
from dashboard.ingest import Ingest
from dashboard.opening import streaming
from dashboard.opening.rows import COLUMNS
from dashboard.records import Batch, Person, Record
from dashboard.settings import Settings
from dashboard.views import Asked, KpiReader
from tests.dashboard.records import alarm, camera_event, complaint, dossier, local
from tests.dashboard.records import reading as told

NOW = local("2025-11-20 10:00")
QUESTIONS = (
    ("complaints_48h_share", "numerator", ""),
    ("complaints_48h_share", "denominator", ""),  # three branches
    ("complaints_open", "numerator", ""),
    ("complaints_received", "numerator", "2025-10-01_2025-11-20"),
    ("on_time_share", "denominator", ""),
    ("dossiers_open", "numerator", ""),
    ("fire_alarms", "numerator", ""),
    ("camera_events", "numerator", ""),
    ("gauges_mute", "numerator", ""),
    ("flood_worst", "numerator", ""),
    ("procedures_online_share", "denominator", ""),
)


@pytest.fixture
def reader(ingest: Ingest, store: Engine) -> KpiReader:
    """A month of records; some of one moment, so that only their ids tell them apart."""
    records: list[Record] = []
    for number in range(12):
        at = local("2025-11-03 08:00") + timedelta(hours=number // 2)
        whose = Person(name=f"Nguyễn Văn An {number}", phone="0901234567")
        answered = at + timedelta(hours=40 + number) if number % 3 else None
        records.append(complaint(f"c{number}", requested_at=at, answered_at=answered, person=whose))
        due = at + timedelta(days=5)
        ended = at + timedelta(days=3) if number % 2 else None
        records.append(
            dossier(
                f"d{number}", submitted_at=at, accepted_at=at, due_at=due, finished_at=ended, person=whose
            )
        )
    records += [alarm("a1"), camera_event("e1"), camera_event("e2"), told("g1", "2025-11-20 09:59:30", 0.7)]
    ingest.store(Batch("flood", records, [], len(records)), NOW)
    return KpiReader(store, Settings(_env_file=None))


def listed(
    reader: KpiReader, key: str, part: str, period: str, *, personal: bool
) -> list[tuple[object, ...]]:
    pages = reader.all_records(Asked(period=period), NOW, key, part, personal=personal)  # type: ignore[arg-type]
    return [tuple(row.cells[name] for name in COLUMNS[row.record]) for page in pages for row in page.rows]


def streamed(
    reader: KpiReader, key: str, part: str, period: str, *, personal: bool
) -> list[tuple[object, ...]]:
    found = reader.stream(Asked(period=period), NOW, key, part, personal=personal)  # type: ignore[arg-type]
    moments = [name.endswith("_at") for name in found.columns]
    return [
        tuple(
            from_micros(value) if is_moment and isinstance(value, int) else value
            for is_moment, value in zip(moments, row, strict=True)
        )
        for row in found.rows()
    ]


@pytest.mark.parametrize("personal", [False, True])
def test_a_stream_holds_what_the_pages_list(
    reader: KpiReader, monkeypatch: pytest.MonkeyPatch, *, personal: bool
) -> None:
    monkeypatch.setattr(streaming, "PAGE", 3)
    some = 0
    for key, part, period in QUESTIONS:
        wanted = listed(reader, key, part, period, personal=personal)
        assert streamed(reader, key, part, period, personal=personal) == wanted, (key, part)
        some += len(wanted)
    assert some > 50


def test_a_stream_knows_how_long_it_is_before_it_is_read(reader: KpiReader) -> None:
    for key, part, period in QUESTIONS:
        found = reader.stream(Asked(period=period), NOW, key, part)  # type: ignore[arg-type]
        number = len(list(found.rows()))
        assert found.count() == number, key
        assert found.count(3) == min(3, number)


def test_names_are_masked_unless_they_are_asked_for(reader: KpiReader) -> None:
    masked = streamed(reader, "complaints_received", "numerator", "2025-11", personal=False)
    whole = streamed(reader, "complaints_received", "numerator", "2025-11", personal=True)
    assert len(masked) == 12
    assert not any("Nguyễn" in str(row) for row in masked)
    assert all("Nguyễn Văn An" in str(row[3]) for row in whole)


def test_where_no_records_are_kept_a_stream_is_empty(reader: KpiReader) -> None:
    found = reader.stream(Asked(period="2025-09"), NOW, "cameras_online_share", "numerator")
    assert (found.count(), list(found.rows())) == (0, [])
