"""The tellings behind a figure of another system: the rules of `figures.told`, as conditions of the store."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Connection, and_, func, not_, or_, select

from dashboard.civil import month_of
from dashboard.figures import told
from dashboard.models import feed, told_figure
from dashboard.opening.period import Period
from dashboard.opening.sources.source import Branch, Branches, Condition, Source

T = told_figure.c


def _counts(period: Period) -> Condition:
    """Of several feeds the newest telling of a day; where the month itself was told, not its days besides."""
    other, month = told_figure.alias("other"), told_figure.alias("month")
    same = and_(other.c.figure == T.figure, other.c.unit_id == T.unit_id, other.c.day == T.day)
    newer = or_(other.c.version > T.version, and_(other.c.version == T.version, other.c.feed_id > T.feed_id))
    replaced = select(other.c.id).where(same, other.c.grain == T.grain, newer)
    whole = and_(month.c.figure == T.figure, month.c.unit_id == T.unit_id, month.c.grain == "month")
    within = or_(*(and_(T.day.between(first, last), month.c.day == first) for first, last in _months(period)))
    of_month = select(month.c.id).where(whole, within)
    return and_(not_(replaced.exists()), or_(T.grain == "month", not_(of_month.exists())))


def _months(period: Period) -> list[tuple[date, date]]:
    """First and last day of each month that the period touches."""
    months, first = [], month_of(period.first)
    while first <= period.last:
        following = month_of(first + timedelta(days=32))
        months.append((first, following - timedelta(days=1)))
        first = following
    return months


def _told(figure: str) -> Branches:
    def branches(period: Period) -> tuple[Branch, ...]:
        of_period = and_(T.figure == figure, T.day.between(period.first, period.last))
        return (Branch(T.day, and_(of_period, _counts(period))),)

    return branches


OF_FIGURE: Mapping[str, Source] = {
    figure.key: Source(table=told_figure, month=_told(figure.key)) for figure in told.FIGURES
}


def tellers(connection: Connection) -> dict[str, set[str]]:
    """The names of the feeds that told each figure: whose silence is this figure's."""
    statement = (
        select(T.figure, feed.c.name).join(feed, feed.c.id == T.feed_id).where(feed.c.active).distinct()
    )
    found: dict[str, set[str]] = {}
    for figure, name in connection.execute(statement):
        found.setdefault(figure, set()).add(name)
    return found


def told_until(connection: Connection) -> dict[str, date]:
    """The last day (of months: the first of the last one) that anybody told of each figure."""
    statement = select(T.figure, func.max(T.day).label("day")).group_by(T.figure)
    return {row.figure: row.day for row in connection.execute(statement)}
