"""Drafts that are made by themselves: on the day after a period, at an hour of the city's clock, once.

What was missed while nothing ran is made at the next turn. Whoever asks, and however many do: the key in
`done_once` is written in the draft's own transaction.
"""

from datetime import date, datetime, timedelta
from hashlib import sha256
from logging import getLogger

from sqlalchemy import Connection, Engine, select

from dashboard.db import reading, upsert, writing
from dashboard.models import done_once, report
from dashboard.periods import Span, before, line, parse
from dashboard.reports import drafts
from dashboard.reports.asked import Wanted
from dashboard.reports.drafting import wanted_of
from dashboard.reports.errors import ReportError
from dashboard.reports.telling import tell_draft
from dashboard.reports.template_file import plan
from dashboard.reports.templates import Drafted, Kind, Template
from dashboard.settings import Settings
from dashboard.views import KpiReader

log = getLogger(__name__)

PROGRAM = "program"  # who makes it
MOST_MISSED = 12  # periods that are made up for
NEW = timedelta(days=45)  # where none was ever drafted, a period that ended longer ago is history
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_LONGEST_SCOPE = 40  # letters within a key


class ScheduledDrafts:
    """Raises SQLAlchemy's errors. Not thread-safe: one job calls it."""

    def __init__(self, store: Engine, reader: KpiReader, settings: Settings) -> None:
        self._store, self._reader, self._settings = store, reader, settings
        self._plan = plan(settings)
        self._done: set[str] = set()  # keys that need not be asked for again

    def tick(self, now: datetime) -> int:
        """Make what is due. Returns how many drafts were made."""
        made = 0
        for drafted in self._plan.drafts:
            template = self._plan.templates[drafted.template]
            last = latest(template.kind, self._day(now))
            if _key(drafted, last) not in self._done:
                missed = self._missed(drafted, last, now)
                made += sum(self._make(drafted, template, span, now) for span in missed)
        return made

    def _day(self, now: datetime) -> date:
        """Today, or yesterday while today's hour is still to come."""
        local = now.astimezone(self._settings.zone)
        is_early = local.time() < self._plan.at
        return local.date() - timedelta(days=1) if is_early else local.date()

    def _missed(self, drafted: Drafted, last: Span, now: datetime) -> list[Span]:
        """The periods since the last that was drafted, oldest first; where none ever was, the last if new."""
        spans = line(last, MOST_MISSED)
        keys = [_key(drafted, span) for span in spans]
        with reading(self._store) as connection:
            done = set(connection.execute(select(done_once.c.key).where(done_once.c.key.in_(keys))).scalars())
        known = [number for number, key in enumerate(keys) if key in done]
        if known:
            return spans[known[-1] + 1 :]
        return spans[-1:] if last.last > self._day(now) - NEW else []

    def _make(self, drafted: Drafted, template: Template, span: Span, now: datetime) -> bool:
        key, made = _key(drafted, span), False
        try:
            wanted = self._wanted(drafted, span, now)
        except ReportError:
            log.warning("no draft %s: a unit of its scope did not hold on %s", key, span.last)
        else:
            with writing(self._store) as connection:
                made = _once(connection, key, now) and _draft(connection, template, wanted, self._settings)
        self._done.add(key)
        return made

    def _wanted(self, drafted: Drafted, span: Span, now: datetime) -> Wanted:
        return wanted_of(
            self._store,
            self._reader,
            self._settings,
            period=span.text,
            scope=drafted.scope,
            language=self._settings.language,
            now=now,
        )


def latest(kind: Kind, day: date) -> Span:
    """The last period that was over before a day."""
    months = _MONTHS[kind]
    first = (day.month - 1) // months
    text = {
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{first + 1}",
        "half": f"{day.year}-H{first + 1}",
        "year": f"{day.year}",
    }[kind]
    present = parse(text, day)
    assert present is not None
    return before(present)


def _once(connection: Connection, key: str, now: datetime) -> bool:
    """Whether this is the first time; another who asks at the same moment waits and is told no."""
    statement = upsert(connection, done_once).values(key=key, at=now).on_conflict_do_nothing()
    return connection.execute(statement.returning(done_once.c.key)).first() is not None


def _draft(connection: Connection, template: Template, wanted: Wanted, settings: Settings) -> bool:
    """Not where a planner has begun it already."""
    scope = [one.address for one in wanted.whose if one.unit is not None]
    columns = select(report.c.scope).where(
        report.c.template == template.key,
        report.c.period == wanted.span.text,
        report.c.discarded_at.is_(None),
    )
    if any(sorted(found) == sorted(scope) for found in connection.execute(columns).scalars()):
        return False
    number = drafts.begin(connection, template, wanted, settings.language, PROGRAM, wanted.now)
    tell_draft(connection, template, wanted, number)
    return True


def _key(drafted: Drafted, span: Span) -> str:
    scope = "+".join(drafted.scope) or "city"
    if len(scope) > _LONGEST_SCOPE:
        scope = sha256(scope.encode()).hexdigest()[:16]
    return f"report-draft {drafted.template} {scope} {span.text}"
