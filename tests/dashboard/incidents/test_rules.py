"""Each rule by hand: what opens an incident, how grave, and what says that it is over."""

from datetime import date
from typing import Any

from sqlalchemy import Engine

from dashboard.feeds import FeedInfo
from dashboard.ingest import Ingest
from dashboard.records import FigureValue, Severity, version
from dashboard.settings import Settings
from tests.dashboard.conftest import FEEDS
from tests.dashboard.incidents.by_hand import HERE, NOW, incidents, north, put, sources, tick, timeline
from tests.dashboard.records import alarm, camera_event, complaint, local

AT = "2025-11-05 11:50"


def test_a_smoke_detectors_fire_opens_and_fills_all_that_a_desk_needs(ingest: Ingest, store: Engine) -> None:
    put(ingest, "fire", alarm(at=AT, title="Kho Bình Quới", unit="Phường Sài Gòn", **north(0)), now=local(AT))
    (only,) = incidents(store)
    assert (only.rule, only.kind, only.severity, only.gravity) == ("fire", "fire", "severe", 3)
    assert (only.opened_by, only.state, only.place) == ("program", "triggered", "Phường Sài Gòn")
    assert (only.due_at, only.wake_at) == (local("2025-11-05 11:52"), local("2025-11-05 11:52"))
    words = ("kho binh quoi", "phuong sai gon", "chay", str(only.id))
    assert all(one in only.search for one in words)
    (source,) = sources(store)
    assert (source.source, source.reason, source.dedup_key) == ("alarm", "first", only.dedup_key)


def test_a_false_alarm_proposes_closing(ingest: Ingest, store: Engine) -> None:
    put(ingest, "fire", alarm(at=AT))
    put(ingest, "fire", alarm(at="2025-11-05 11:55", observed_at=local(AT), false_alarm=True))
    (only,) = incidents(store)
    assert (only.state, only.closing_proposed_at) == ("triggered", local(AT))


def test_alerts_severe_and_above_open_and_milder_ones_do_not(ingest: Ingest, store: Engine) -> None:
    for name, severity in (("a", Severity.MODERATE), ("b", Severity.SEVERE), ("c", Severity.EXTREME)):
        put(ingest, "fire", alarm(name, at=AT, kind="alert", category="met", severity=severity, title=name))
    assert [(one.kind, one.subject, one.severity) for one in incidents(store)] == [
        ("alert", "b", "severe"),
        ("alert", "c", "extreme"),
    ]


def test_an_alert_that_takes_up_another_goes_on_with_its_incident(ingest: Ingest, store: Engine) -> None:
    put(ingest, "fire", alarm("a", at=AT, kind="alert", title="Mưa lớn"))
    put(
        ingest,
        "fire",
        alarm("b", at="2025-11-05 11:55", kind="alert", severity=Severity.EXTREME, replaces=("a",)),
    )
    (only,) = incidents(store)
    assert (only.severity, only.closing_proposed_at) == ("extreme", None)
    assert timeline(store) == ["triggered", "closing_proposed", "joined", "escalated"]
    assert [source.reason for source in sources(store)] == ["first", "follows 0 min"]


def test_an_alert_in_force_is_news_and_one_that_ran_out_may_close(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    old = "2025-11-03 06:00"
    put(ingest, "fire", alarm("a", at=old, kind="alert", expires_at=local("2025-11-05 13:00")))
    put(ingest, "fire", alarm("b", at=old, kind="alert", expires_at=local("2025-11-05 11:00")))
    (only,) = incidents(store)
    assert only.dedup_key == "alert:fire:a"
    tick(store, settings, local("2025-11-05 13:01"))
    (only,) = incidents(store)
    assert only.closing_proposed_at == local("2025-11-05 13:00")


def test_three_complaints_of_a_category_within_300_metres_and_an_hour_are_one_incident(
    ingest: Ingest, store: Engine
) -> None:
    rubbish = {"category_code": "MT", "category_name": "Môi trường"}
    put(ingest, "complaints", complaint("1", at="2025-11-05 11:00", **rubbish, **north(0)))
    put(ingest, "complaints", complaint("2", at="2025-11-05 11:30", **rubbish, **north(150)))
    put(ingest, "complaints", complaint("3", at="2025-11-05 11:40", category_code="GT", **north(10)))
    assert incidents(store) == []
    put(ingest, "complaints", complaint("4", at="2025-11-05 12:00", **rubbish, **north(299)))
    (only,) = incidents(store)
    assert (only.rule, only.kind, only.severity) == ("complaints", "complaint", "moderate")
    assert (only.subject, only.topic) == ("Môi trường", "MT")
    assert [source.reason for source in sources(store)] == ["near 299 m 60 min", "near 149 m 30 min", "first"]


def test_a_complaint_301_metres_or_61_minutes_away_is_not_counted(ingest: Ingest, store: Engine) -> None:
    put(ingest, "complaints", complaint("1", at="2025-11-05 11:50", **north(301)))
    put(ingest, "complaints", complaint("2", at="2025-11-05 10:59", **north(0)))
    put(ingest, "complaints", complaint("3", at="2025-11-05 11:55", **north(0)))
    put(ingest, "complaints", complaint("4", at="2025-11-05 12:00", **north(0)))
    assert incidents(store) == []


def test_complaints_without_coordinates_count_by_their_ward(ingest: Ingest, store: Engine) -> None:
    for number in range(3):
        put(ingest, "complaints", complaint(str(number), at=AT, unit="Phường Sài Gòn"))
    put(ingest, "complaints", complaint("3", at=AT, unit="Phường Bến Thành"))
    (only,) = incidents(store)
    assert len(sources(store)) == 3
    assert only.place == "Phường Sài Gòn"


def test_a_complaint_of_danger_opens_by_its_category_or_its_words(ingest: Ingest, store: Engine) -> None:
    put(ingest, "complaints", complaint("1", at=AT, category_code="CX", description="Cây nghiêng NGUY HIỂM"))
    put(ingest, "complaints", complaint("2", at=AT, category_code="X", category_name="Sạt lở bờ sông"))
    put(ingest, "complaints", complaint("3", at=AT, category_code="Y", description="cay nguy hiem"))
    put(ingest, "complaints", complaint("4", at=AT, category_code="Z", description="xe chạy nhanh"))
    assert [(one.rule, one.severity, one.topic) for one in incidents(store)] == [
        ("danger", "severe", "CX"),
        ("danger", "severe", "X"),
        ("danger", "severe", "Y"),
    ]


def test_a_complaint_that_is_closed_proposes_closing(ingest: Ingest, store: Engine) -> None:
    danger: dict[str, Any] = {"category_code": "CX", "description": "nguy hiểm"}
    put(ingest, "complaints", complaint("1", at=AT, **danger))
    done: dict[str, Any] = {"open": False, "requested_at": local(AT), "closed_at": local("2025-11-05 11:58")}
    put(ingest, "complaints", complaint("1", at="2025-11-05 11:58", **danger, **done))
    (only,) = incidents(store)
    assert only.closing_proposed_at == local("2025-11-05 11:58")


def test_old_complaints_ring_no_bell(ingest: Ingest, store: Engine) -> None:
    for number in range(5):
        put(ingest, "complaints", complaint(str(number), at="2025-11-04 11:50", description="nguy hiểm"))
    assert incidents(store) == []


def test_a_camera_that_sees_smoke_opens_and_one_that_sees_a_car_does_not(
    ingest: Ingest, store: Engine
) -> None:
    put(ingest, "cameras", camera_event("1", at=AT, kind="car", zones=("street",), score=0.99))
    put(ingest, "cameras", camera_event("2", at=AT, kind="smoke", zones=("street",), score=0.5))
    assert incidents(store) == []
    put(
        ingest,
        "cameras",
        camera_event("2", at="2025-11-05 11:51", observed_at=local(AT), kind="smoke", score=0.9),
    )
    (only,) = incidents(store)
    assert (only.rule, only.kind, only.topic, only.severity) == ("camera", "fire", "smoke", "severe")
    ended = {"observed_at": local(AT), "ended_at": local("2025-11-05 11:52")}
    put(ingest, "cameras", camera_event("2", at="2025-11-05 11:52", kind="smoke", score=0.9, **ended))
    (only,) = incidents(store)
    assert only.closing_proposed_at == local("2025-11-05 11:52")


def building(value: float, at: str, day: date = date(2025, 11, 4)) -> FigureValue:
    return FigureValue(
        figure="buildings_unlicensed",
        unit="Phường Sài Gòn",
        day=day,
        value=value,
        version=version(local(at)),
    )


def test_an_unlicensed_building_opens_one_incident_a_ward(store: Engine, settings: Settings) -> None:
    told = FeedInfo(name="told", kind="figures", transport="http")
    ingest = Ingest(store, settings, (*FEEDS, told))
    put(ingest, "told", building(0, AT))
    put(ingest, "told", building(3, AT, date(2024, 11, 4)))  # history
    assert incidents(store) == []
    put(ingest, "told", building(2, "2025-11-05 11:55"))
    put(ingest, "told", building(1, "2025-11-05 11:58", date(2025, 11, 5)))
    (only,) = incidents(store)
    assert (only.kind, only.subject, only.value) == ("building", "Phường Sài Gòn", 1)
    assert [(one.source, one.reason) for one in sources(store)] == [("figure", "first"), ("figure", "again")]
    put(ingest, "told", building(0, "2025-11-05 11:59"))
    put(ingest, "told", building(0, "2025-11-05 11:59", date(2025, 11, 5)))
    assert incidents(store)[0].closing_proposed_at == local("2025-11-05 11:59")


def test_the_same_told_again_changes_nothing(ingest: Ingest, store: Engine) -> None:
    records = alarm(at=AT), alarm("B", at=AT, lat=HERE[0], lon=HERE[1])
    for _time in range(3):
        put(ingest, "fire", *records, now=NOW)
    assert [one.version for one in incidents(store)] == [1, 1]
