"""From which day on figures are known: before it there is no zero; and up to which they have no records."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from dashboard.db import reading
from dashboard.models import figure_change, figure_history
from dashboard.reports.asked import Wanted
from dashboard.reports.commentary import block, runs
from dashboard.reports.document import Block
from dashboard.reports.numbers import day as written
from dashboard.reports.spans import named


def known_since(wanted: Wanted, figures: Collection[str]) -> date | None:
    """The first day of which any of these figures tells, of whomever; None where none ever did."""
    statement = (
        select(figure_change.c.day)
        .where(figure_change.c.figure.in_(figures))
        .order_by(figure_change.c.day)
        .limit(1)
    )
    with reading(wanted.store) as connection:
        first: date | None = connection.execute(statement).scalar()
    return first


def loaded_note(wanted: Wanted, figures: Collection[str]) -> str:
    """What a table counted from records must say where a part of the period was loaded ready-made; or ""."""
    statement = select(func.max(figure_history.c.until)).where(figure_history.c.figure.in_(figures))
    with reading(wanted.store) as connection:
        until: date | None = connection.execute(statement).scalar()
    if until is None or until < wanted.span.first:
        return ""
    t, day = wanted.t, written(until)
    return t("Figures up to {day} were loaded ready-made, without records: they are not in here.", day=day)


def undivided(wanted: Wanted, figures: Collection[str]) -> list[Block]:
    """Why a section has no table by kind: most of its figures were loaded ready-made."""
    if not loaded_note(wanted, figures):
        return []
    text = wanted.t("Most figures of {period} were loaded ready-made and cannot be divided further")
    return [block("undivided", runs(text, period=named(wanted.t, wanted.span)))]
