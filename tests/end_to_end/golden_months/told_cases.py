"""Figures that other systems tell: days, months, corrections, tellings that come late or twice."""

import json

from tests.end_to_end.golden_months.telling import Case, Sent, text


def line(figure: str, unit: str, value: float, updated: str = "", **when: str) -> Sent:
    told = {"figure": figure, "unit": unit, "value": value, **when}
    return text("queues", json.dumps(told | ({"updated": f"{updated}+07:00"} if updated else {})))


TOLD = (
    Case(
        "a table of two days, at the month's edge",
        (text("queues", "unit,day,queue_tickets,queue_wait_minutes\n26740,2026-01-31,120,1512.5\n"
                        "26740,2026-02-01,80,960\n"),),
        "2026-01 queue_tickets=120 queue_wait_minutes=1512.5\n2026-02 queue_wait_minutes=960",
        "",
    ),
    Case(
        "1 February is corrected from 80 to 90; an older telling of 70 comes later, the newer one again",
        (
            line("queue_tickets", "26740", 90, "2026-02-02T08:00:00", day="2026-02-01"),
            line("queue_tickets", "26740", 70, "2026-02-02T07:00:00", day="2026-02-01"),
            line("queue_tickets", "26740", 90, "2026-02-02T08:00:00", day="2026-02-01"),
        ),
        "2026-02 queue_tickets=90",
        "",
    ),
    Case(
        "a month that is told goes before its days, whichever comes first",
        (
            line("queue_tickets", "26743", 100, day="2026-03-05"),
            line("queue_tickets", "26743", 2400, month="2026-03"),
            line("queue_tickets", "26743", 60, day="2026-03-06"),
        ),
        "2026-03 queue_tickets=2400",
        "",
    ),
    Case(
        "what is true at a day's end: the last day told of a month holds",
        (
            line("datasets_shared", "79", 430, day="2026-02-28"),
            line("datasets_shared", "79", 420, day="2026-02-15"),
            line("datasets_shared", "79", 412, day="2026-01-31"),
            line("datasets_known", "79", 500, day="2026-01-31"),
            line("datasets_known", "79", 500, day="2026-02-28"),
        ),
        "2026-01 datasets_shared=412 datasets_known=500\n2026-02 datasets_shared=430 datasets_known=500",
        "",
    ),
    Case(
        "29 February 2024 of Quận 1; none of 2026, no such figure: rejected",
        (
            line("queue_tickets", "Quận 1", 33, day="2024-02-29"),
            line("queue_tickets", "26740", 34, day="2026-02-29"),
            line("no_such_figure", "26740", 35, day="2026-02-28"),
        ),
        "2024-02 queue_tickets=33",
        "",
    ),
)  # fmt: skip
