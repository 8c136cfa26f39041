"""Who wants to know is told once, in the happening's own transaction, and not in quiet hours."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from dashboard.db import writing
from dashboard.models import notice
from dashboard.outbox import Happening, notify
from dashboard.settings import Settings
from dashboard.successions import unit_of
from tests.dashboard.outbox.incidents import happening, open_incident
from tests.dashboard.records import local

Receiving = Callable[[str], Settings]
DUTY = '[[receiver]]\nkey = "duty"\nurls = ["json://127.0.0.1"]\n'
AFTERNOON = "2025-11-05 14:05"


def told(store: Engine, settings: Settings, *happened: Happening, at: str = AFTERNOON) -> list[Any]:
    with writing(store) as connection:
        notify(connection, happened, local(at), settings)
        return list(connection.execute(select(notice).order_by(notice.c.id)))


def test_the_same_happening_told_twice_is_written_once(store: Engine, receiving: Receiving) -> None:
    open_incident(store)
    settings = receiving(DUTY)
    told(store, settings, happening(), happening())
    (row,) = told(store, settings, happening(), at="2025-11-05 14:06")
    assert (row.receiver, row.incident_id, row.kind, row.severity) == ("duty", 1, "triggered", "severe")
    assert row.created_at == row.due_at == local(AFTERNOON)


def test_what_happens_again_later_is_another_notice(store: Engine, receiving: Receiving) -> None:
    open_incident(store)
    graver = [happening(step="escalated", at=at) for at in ("2025-11-05 14:10", "2025-11-05 14:20")]
    assert len(told(store, receiving(DUTY), happening(), *graver)) == 3


def test_a_transaction_that_fails_leaves_no_notice(store: Engine, receiving: Receiving) -> None:
    open_incident(store)
    with store.connect().execution_options(write=True) as connection, connection.begin() as transaction:
        notify(connection, [happening()], local(AFTERNOON), receiving(DUTY))
        transaction.rollback()
    assert told(store, receiving(DUTY)) == []


def test_without_a_file_nobody_is_told(store: Engine) -> None:
    open_incident(store)
    assert told(store, Settings(_env_file=None), happening()) == []


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ('kinds = ["fire"]', False),
        ('kinds = ["fire", "flood"]', True),
        ('min_severity = "severe"', True),
        ('min_severity = "extreme"', False),
        ('steps = ["resolved"]', False),
        ('units = ["79"]', True),
        ('units = ["26740"]', True),
        ('units = ["26734"]', False),
        ("units = []", True),
    ],
)
def test_a_receiver_hears_what_it_asked_for(
    store: Engine, receiving: Receiving, asked: str, wanted: bool
) -> None:
    ward = unit_of("26740", local(AFTERNOON).date())
    assert ward is not None
    open_incident(store, unit_id=ward.id)
    assert bool(told(store, receiving(DUTY + asked), happening(unit_id=ward.id))) is wanted


def test_what_the_timeline_calls_by_the_verb_is_the_same_step(store: Engine, receiving: Receiving) -> None:
    open_incident(store)
    settings = receiving(DUTY + 'steps = ["resolved", "assigned"]')
    rows = told(store, settings, happening(step="resolve"), happening(step="assign"), happening(step="note"))
    assert [row.kind for row in rows] == ["resolved", "assigned"]


@pytest.mark.parametrize(
    ("severity", "now", "due"),
    [
        ("severe", "2025-11-05 21:59", "2025-11-05 21:59"),
        ("severe", "2025-11-05 22:00", "2025-11-06 06:00"),
        ("severe", "2025-11-06 02:30", "2025-11-06 06:00"),
        ("severe", "2025-11-06 06:00", "2025-11-06 06:00"),
        ("extreme", "2025-11-06 02:30", "2025-11-06 02:30"),
    ],
)
def test_quiet_hours_over_midnight_hold_back_all_but_what_breaks_through(
    store: Engine, receiving: Receiving, severity: str, now: str, due: str
) -> None:
    open_incident(store)
    settings = receiving(DUTY + 'quiet = "22:00-06:00"')
    (row,) = told(store, settings, happening(severity=severity), at=now)
    assert row.due_at == local(due)


def test_a_group_is_waited_for_but_not_into_quiet_hours_nor_by_what_breaks_through(
    store: Engine, receiving: Receiving
) -> None:
    open_incident(store)
    settings = receiving(DUTY + 'quiet = "22:00-06:00"\ngroup = 10')
    told(store, settings, happening(), at="2025-11-05 21:40")
    told(store, settings, happening(step="overdue"), at="2025-11-05 21:55")
    rows = told(store, settings, happening(severity="extreme"), at="2025-11-05 21:41")
    assert [row.due_at for row in rows] == [
        local("2025-11-05 21:40") + timedelta(minutes=10),
        local("2025-11-05 21:55"),
        local("2025-11-05 21:41"),
    ]


def test_each_address_of_a_receiver_has_a_notice_of_its_own(store: Engine, receiving: Receiving) -> None:
    open_incident(store)
    both = '[[receiver]]\nkey = "duty"\nurls = ["json://127.0.0.1", "mailto://127.0.0.1"]\n'
    rows = told(store, receiving(both), happening())
    assert [row.receiver for row in rows] == ["duty/1", "duty/2"]
