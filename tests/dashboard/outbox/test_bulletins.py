"""What is told of no incident goes to the receivers that name its topic, once, and to nobody else."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from dashboard.db import reading, writing
from dashboard.models import notice
from dashboard.outbox import announce, notify, receivers
from dashboard.outbox.planning import plan, routes
from dashboard.settings import Settings
from dashboard.successions import history
from dashboard.units import CITY_ID
from tests.dashboard.outbox.incidents import happening, open_incident
from tests.dashboard.records import local

NOW = local("2025-12-01 07:00")
FILE = """
[[receiver]]
key = "planners"
urls = ["json://127.0.0.1"]
topics = ["report_draft", "report_issued"]
steps = []
group = 10
[[receiver]]
key = "ward"
urls = ["json://127.0.0.1", "json://127.0.0.2"]
topics = ["report_issued"]
units = ["26740"]
language = "en"
quiet = "22:00-08:00"
[[receiver]]
key = "duty"
urls = ["json://127.0.0.1"]
"""


@pytest.fixture
def told(tmp_path: Path) -> Settings:
    file = tmp_path / "receivers.toml"
    file.write_text(FILE, "utf-8")
    return Settings(_env_file=None, receivers=file)


def write(language: str) -> tuple[str, str]:
    return f"Báo cáo {language}", "Một dòng"


def sent(store: Engine, settings: Settings, topic: str, key: str = "1", *unit_ids: int) -> int:
    with writing(store) as connection:
        return announce(
            connection,
            receivers(settings.receivers),
            topic=topic,
            key=key,
            write=write,
            now=NOW,
            unit_ids=unit_ids,
            settings=settings,
        )


def waiting(store: Engine) -> list[tuple[str, str, str]]:
    columns = notice.c.receiver, notice.c.kind, notice.c.title
    with reading(store) as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(notice.c.id))]


def test_only_who_names_the_topic_is_told_each_in_their_language(store: Engine, told: Settings) -> None:
    assert sent(store, told, "report_issued") == 3
    assert waiting(store) == [
        ("planners", "report_issued", "Báo cáo vi"),
        ("ward/1", "report_issued", "Báo cáo en"),
        ("ward/2", "report_issued", "Báo cáo en"),
    ]


def test_the_same_is_told_once(store: Engine, told: Settings) -> None:
    assert sent(store, told, "report_draft") == 1
    assert sent(store, told, "report_draft") == 0
    assert sent(store, told, "report_draft", "2") == 1


def test_a_receiver_of_a_unit_gets_only_its_own(store: Engine, told: Settings) -> None:
    assert sent(store, told, "report_issued", "1", CITY_ID) == 1  # the city's
    saigon = history().last_of("26740", NOW.date())
    assert saigon is not None
    assert sent(store, told, "report_issued", "2", saigon.id) == 3


def test_it_waits_for_the_end_of_quiet_hours(store: Engine, told: Settings) -> None:
    sent(store, told, "report_issued")
    with reading(store) as connection:
        found = connection.execute(select(notice.c.receiver, notice.c.due_at))
        due = {row.receiver: row.due_at for row in found}
    assert due["planners"] == NOW
    assert due["ward/1"] == NOW + timedelta(hours=1)


def test_it_leaves_by_itself_beside_a_group_of_incidents(
    store: Engine, told: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "all.toml"
    file.write_text(FILE.replace("steps = []", ""), "utf-8")
    chosen = Settings(_env_file=None, receivers=file)
    open_incident(store)
    with writing(store) as connection:
        notify(connection, [happening(1)], NOW, chosen)
    sent(store, chosen, "report_draft", "1")
    sent(store, chosen, "report_draft", "2")
    listed = {"planners": routes(receivers(file))["planners"]}
    with writing(store) as connection:
        made = plan(connection, listed, chosen, NOW)
        assert len(made["planners"]) == 2
    with writing(store) as connection:
        later = plan(connection, listed, chosen, NOW + timedelta(minutes=11))
    assert len(later["planners"]) == 3


def test_a_topic_that_is_not_known_stops_the_start(tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text('[[receiver]]\nkey = "a"\nurls = ["json://x"]\ntopics = ["weather"]\n', "utf-8")
    with pytest.raises(ValueError, match="receiver 'a': topics: 'weather' is not known"):
        receivers(file)
