"""A trial says what the ingest would have opened, and writes nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from dashboard.db import reading as read
from dashboard.incidents.waking import Waking
from dashboard.ingest import Ingest
from dashboard.models import incident, incident_event
from dashboard.records import Record
from dashboard.rules import __main__ as command
from dashboard.rules import rule_file
from dashboard.rules.trial import Trial, Tried, table
from dashboard.settings import Settings, settings
from tests.dashboard.incidents.by_hand import NOW, incidents, north, put, tuned
from tests.dashboard.records import alarm, camera_event, complaint, dossier, gauge, local, reading

FLOOD = {"category_code": "CTN", "category_name": "Ngập nước"}


def a_day(ingest: Ingest, store: Engine, settings: Settings) -> None:
    """A morning as it comes in, minute after minute, with the clock looked at between."""
    waking = Waking(store, settings)
    put(ingest, "flood", gauge("g1", period=60.0, **north(0)), gauge("g2", **north(9000)), now=NOW - 4 * HOUR)
    told: list[tuple[str, str, Record]] = [
        ("08:00", "fire", alarm("a", at="2025-11-05 08:00", **north(3000))),
        ("08:05", "fire", alarm("b", at="2025-11-05 08:05", **north(3100))),  # joins a
        ("08:30", "fire", alarm("c", at="2025-11-05 08:30", **north(20_000))),
        ("08:40", "fire", alarm("t", at="2025-11-05 08:40", test=True)),
        ("09:00", "flood", reading("g1", "2025-11-05 09:00", 0.20)),
        ("09:02", "flood", reading("g1", "2025-11-05 09:02", 0.05)),  # a wave
        ("09:30", "flood", reading("g1", "2025-11-05 09:30", 0.20)),
        ("09:34", "flood", reading("g1", "2025-11-05 09:34", 0.22)),
        ("09:40", "complaints", complaint("1", at="2025-11-05 09:40", **FLOOD, **north(200))),  # joins g1
        ("09:50", "flood", reading("g1", "2025-11-05 09:50", 0.05)),
        ("10:00", "flood", reading("g2", "2025-11-05 10:00", 0.45)),
        ("10:10", "complaints", complaint("2", at="2025-11-05 10:10", category_code="MT", **north(5000))),
        ("10:20", "complaints", complaint("3", at="2025-11-05 10:20", category_code="MT", **north(5100))),
        ("10:30", "complaints", complaint("4", at="2025-11-05 10:30", category_code="MT", **north(5050))),
        ("10:40", "complaints", complaint("5", at="2025-11-05 10:40", description="sạt lở", **north(7000))),
        ("10:50", "cameras", camera_event("e", at="2025-11-05 10:50", kind="fight")),
        ("11:00", "cameras", camera_event("f", at="2025-11-05 11:00", kind="person")),
    ]
    for at, feed, record in told:
        moment = local(f"2025-11-05 {at}")
        put(ingest, feed, record, now=moment)
        waking.tick(moment + timedelta(minutes=1))
        waking.tick(moment + timedelta(minutes=3))


HOUR = timedelta(hours=1)
BY_HAND = {"fire": 2, "flood": 2, "complaints": 1, "danger": 1, "camera": 1}


def opened(tried: tuple[Tried, ...]) -> dict[str, int]:
    # The devices of this morning speak when they like; which of them were mute is kept nowhere.
    return {one.rule: one.opened for one in tried if one.opened and one.rule != "mute"}


def really(store: Engine) -> dict[str, int]:
    counted = select(incident.c.rule, func.count()).where(incident.c.rule != "mute").group_by(incident.c.rule)
    with read(store) as connection:
        return {rule: number for rule, number in connection.execute(counted)}  # noqa: C416  rows


def test_a_trial_of_the_rules_in_force_says_what_was_opened(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    a_day(ingest, store, settings)
    tried = Trial(store, settings).run(settings.incident_rules, NOW)
    assert opened(tried) == BY_HAND == really(store)
    (fire,) = [one for one in tried if one.rule == "fire"]
    assert (fire.sources, fire.by_severity) == (3, {"severe": 2})
    assert [one.at for one in fire.examples] == [local("2025-11-05 08:30"), local("2025-11-05 08:00")]


def test_other_rules_would_have_opened_others_and_nothing_is_written(
    ingest: Ingest, store: Engine, settings: Settings, tmp_path: Path
) -> None:
    a_day(ingest, store, settings)
    before = len(incidents(store))
    own = tuned(
        tmp_path,
        '[rule.fire]\non = false\n[rule.flood]\nover = ["0 minutes", "0 minutes", "0 minutes"]\n'
        "[rule.complaints]\ncount = 4\n",
    ).incident_rules
    tried = Trial(store, settings).run(own, NOW)
    assert opened(tried) == {"flood": 2, "danger": 1, "camera": 1}  # the wave's and the flood's are near
    lines = list(table(tried, beside=Trial(store, settings).run(settings.incident_rules, NOW)))
    assert lines[0] == "fire         would have opened none: it is off; by the rules in force 2 incidents"
    with read(store) as connection:
        steps = connection.execute(select(func.count()).select_from(incident_event)).scalar_one()
    assert len(incidents(store)) == before
    assert steps >= before


def test_what_is_older_than_the_days_does_not_count(
    ingest: Ingest, store: Engine, settings: Settings
) -> None:
    a_day(ingest, store, settings)
    tried = Trial(store, settings).run(settings.incident_rules, NOW + timedelta(days=31))
    assert opened(tried) == {}


def test_a_backlog_is_reckoned_back_day_by_day(store: Engine, ingest: Ingest, tmp_path: Path) -> None:
    settings = tuned(tmp_path, "[rule.backlog]\nlimit = 2\n")
    for number, due in (("1", "2025-10-20 11:00"), ("2", "2025-10-25 11:00"), ("3", "2025-11-04 11:00")):
        put(
            ingest,
            "dossiers",
            dossier(number, at="2025-10-15 08:00", unit="Phường Sài Gòn", due_at=local(due)),
        )
    done = {"status": 9, "finished_at": local("2025-10-28 09:00"), "due_at": local("2025-10-20 11:00")}
    put(ingest, "dossiers", dossier("1", at="2025-10-28 09:00", unit="Phường Sài Gòn", **done))
    tried = Trial(store, settings).run(settings.incident_rules, NOW)
    (backlog,) = [one for one in tried if one.rule == "backlog"]
    assert [one.at for one in backlog.examples] == [local("2025-11-05 00:00"), local("2025-10-26 00:00")]


def test_the_command_puts_a_file_beside_the_rules_in_force(
    store: Engine,
    store_url: str,
    ingest: Ingest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("OPS_DATABASE_URL", store_url)
    settings.cache_clear()
    rule_file.read.cache_clear()
    file = tmp_path / "own.toml"
    file.write_text("[rule.fire]\non = false\n", "utf-8")
    try:
        assert command.main(["trial", "--rules", str(file), "--days", "7"]) == 0
        said = capsys.readouterr().out
        assert said.startswith("the last 7 days, told again:\n")
        assert "fire         would have opened none: it is off; by the rules in force 0 incidents" in said
        file.write_text("[rule.fire]\non = 2\n", "utf-8")
        rule_file.read.cache_clear()
        assert command.main(["trial", "--rules", str(file)]) == 2
        assert "own.toml: rule 'fire': on: must be true or false" in capsys.readouterr().err
    finally:
        settings.cache_clear()
