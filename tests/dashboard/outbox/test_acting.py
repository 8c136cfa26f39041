"""What officers do at the desk is told to who asked for it."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select

from dashboard.db import writing
from dashboard.desk.actions.doing import act
from dashboard.desk.asker import Asker
from dashboard.models import account, notice
from dashboard.outbox.acting import acted
from dashboard.settings import Settings
from dashboard.settings import settings as the_settings
from tests.dashboard.outbox.incidents import open_incident
from tests.dashboard.records import local

Receiving = Callable[[str], Settings]
NOW = local("2025-11-05 15:00")
ALL = """[[receiver]]
key = "duty"
urls = ["json://127.0.0.1"]
steps = ["triggered", "escalated", "acknowledged", "assigned", "dispatched", "arrived", "resolved"]
"""


def titles(store: Engine, settings: Settings, action: str, **detail: Any) -> list[str]:
    open_incident(store)
    with writing(store) as connection:
        acted(connection, 1, action, detail, "an.nv", NOW, settings)
        return list(connection.execute(select(notice.c.title)).scalars())


@pytest.mark.parametrize(
    ("action", "detail", "head"),
    [
        ("acknowledge", {}, "Đã tiếp nhận"),
        ("assign", {"assignee": "b", "assignee_name": "Trần Bình"}, "Phân công cho Trần Bình"),
        ("assign", {"unit": "26740", "unit_name": "Phường Sài Gòn"}, "Phân công cho Phường Sài Gòn"),
        ("dispatch", {"to": "Đội thoát nước 3"}, "Đã điều Đội thoát nước 3"),
        ("arrived", {}, "Lực lượng đã đến hiện trường"),
        ("resolve", {"cause": "rain", "outcome": "x"}, "Đã xử lý xong"),
        ("create", {"severity": "severe"}, "Sự cố mới"),
        ("severity", {"from": "moderate", "severity": "severe"}, "Tăng mức"),
    ],
)
def test_an_action_is_told_in_its_own_words(
    store: Engine, receiving: Receiving, action: str, detail: dict[str, str], head: str
) -> None:
    (title,) = titles(store, receiving(ALL), action, **detail)
    assert title.startswith(f"{head}: Ngập")


@pytest.mark.parametrize(
    ("action", "detail"),
    [
        ("severity", {"from": "extreme", "severity": "severe"}),
        ("note", {"text": "x"}),
        ("undo", {}),
        ("split", {}),
    ],
)
def test_what_nobody_can_ask_for_is_not_told(
    store: Engine, receiving: Receiving, action: str, detail: dict[str, str]
) -> None:
    assert titles(store, receiving(ALL), action, **detail) == []


def test_the_officer_is_named_in_full(store: Engine, receiving: Receiving) -> None:
    person = {"name": "an.nv", "full_name": "Nguyễn Văn An", "role": "officer", "unit_id": 1}
    person |= {"may_unmask": False, "must_change": False, "created_at": NOW}
    with writing(store) as connection:
        connection.execute(insert(account).values(person))
    assert titles(store, receiving(ALL), "arrived")
    with writing(store) as connection:
        assert "Người thực hiện: Nguyễn Văn An" in connection.execute(select(notice.c.body)).scalar_one()


def test_an_action_at_the_desk_writes_its_notices_in_the_same_transaction(
    store: Engine, receiving: Receiving, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_incident(store, opened_at=NOW, changed_at=NOW)
    monkeypatch.setenv("OPS_RECEIVERS", str(receiving(ALL).receivers))
    the_settings.cache_clear()
    with writing(store) as connection:
        act(connection, Asker(name="an.nv"), 1, "dispatch", 1, {"to": "Đội 3"}, NOW)
        (row,) = connection.execute(select(notice))
    the_settings.cache_clear()
    assert row.title.startswith("Đã điều Đội 3: Ngập")
    assert "Người thực hiện: an.nv" in row.body


def test_without_a_file_nobody_is_told(store: Engine) -> None:
    assert titles(store, Settings(_env_file=None), "resolve") == []
