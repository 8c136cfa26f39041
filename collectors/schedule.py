"""When what is done: the jobs of one collector, run by APScheduler. Every job runs under a lease."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from logging import getLogger

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, JobEvent, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from collectors import tenure
from collectors.answering import answering
from collectors.causes import Causes
from collectors.inventory import TRY, Inventory
from collectors.notices.courier import Courier
from collectors.poller import Poller
from collectors.tenure import Tenure
from dashboard import clock
from dashboard.anomalies import Watch
from dashboard.db import StoreError
from dashboard.digest.morning import Morning
from dashboard.digest.turning import Turning
from dashboard.incidents.waking import Waking
from dashboard.reports.scheduled import ScheduledDrafts
from dashboard.settings import Settings
from dashboard.stages.proposing import Proposing
from dashboard.views import KpiReader

log = getLogger(__name__)

CLOCK, CLOCK_EVERY = "clock", 60.0  # s
INCIDENTS, INCIDENTS_EVERY = "incidents", 5.0  # s
ANOMALIES, ANOMALIES_EVERY = "anomalies", 60.0  # s: done once a day, and then looked at for nothing
DIGEST, DIGEST_EVERY = "digest", 60.0  # s: made once a day
PROMISES, PROMISES_EVERY = "promises", 300.0  # s
NOTICES, NOTICES_EVERY = "notices", 2.0  # s
REPORTS, REPORTS_EVERY = "reports", 60.0  # s: a look at a few keys
BY_THE_CLOCK = (CLOCK, INCIDENTS, ANOMALIES, DIGEST, PROMISES, REPORTS)  # leases, each a job's


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something done every `every` seconds, at once for the first time."""

    name: str
    every: float
    run: Callable[[], None]


def jobs(
    pollers: Sequence[Poller],
    inventories: Sequence[Inventory],
    held: Tenure,
    renew: Callable[[], None],
    store: Engine,
    settings: Settings,
) -> list[Job]:
    """All that a collector does by the clock. (Listening to MQTT goes by the broker.)"""

    waking, proposing, watch = Waking(store, settings), Proposing(store, settings), Watch(store, settings)
    reader = KpiReader(store, settings)
    morning, turning = Morning(store, reader, settings), Turning(store, reader, settings)
    drafts = ScheduledDrafts(store, reader, settings)

    def tick(now: datetime) -> None:
        clock.tick(store, settings, now)

    return [
        Job(name="leases", every=tenure.EVERY, run=renew),
        _held_job(held, CLOCK, CLOCK_EVERY, tick),
        _held_job(held, INCIDENTS, INCIDENTS_EVERY, waking.tick, proposing.tick),
        _held_job(held, ANOMALIES, ANOMALIES_EVERY, watch.tick),
        _held_job(held, DIGEST, DIGEST_EVERY, morning.tick),
        _held_job(held, PROMISES, PROMISES_EVERY, turning.tick),
        _held_job(held, REPORTS, REPORTS_EVERY, drafts.tick),
        *(Job(name=lease_of(one.feed.name), every=one.feed.period, run=one.poll) for one in pollers),
        *(Job(name=f"inventory {one.name}", every=TRY, run=one.refresh) for one in inventories),
    ]


def _held_job(held: Tenure, name: str, every: float, *works: Callable[[datetime], object]) -> Job:
    """Works of the clock, one after the other, by whoever holds the lease of this name."""

    def run() -> None:
        if held.holds(name):
            with answering():
                for work in works:
                    work(datetime.now(UTC))

    return Job(name=name, every=every, run=run)


def notice_job(courier: Courier, held: Tenure) -> Job:
    """What waits in the outbox is sent by one collector at a time."""
    return Job(
        name=NOTICES,
        every=NOTICES_EVERY,
        run=lambda: courier.tick(datetime.now(UTC), is_ours=held.holds(NOTICES)),
    )


def lease_of(feed_name: str) -> str:
    """The name of the lease, and of the job, under which a feed is polled and its inventory asked."""
    return f"feed {feed_name}"


class Schedule:
    """Runs jobs, each in one thread at a time; `hurry` runs one at once."""

    def __init__(self, listed: Sequence[Job]) -> None:
        self._causes = Causes(log)
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            # Every job has a thread, so that a slow source keeps no other waiting.
            executors={"default": ThreadPoolExecutor(len(listed))},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        now = datetime.now(UTC)
        for job in listed:
            self._scheduler.add_job(
                self._guarded(job), "interval", seconds=job.every, id=job.name, next_run_time=now
            )
        self._scheduler.add_listener(self._failed, EVENT_JOB_ERROR)
        self._scheduler.add_listener(self._still_runs, EVENT_JOB_MAX_INSTANCES)

    def start(self) -> None:
        """Begin, with every job at once."""
        self._scheduler.start()

    def hurry(self, name: str) -> None:
        """Run a job now and then at its pace from now on."""
        if self._scheduler.get_job(name) is not None:
            self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))

    def stop(self) -> None:
        """Begin nothing new, and wait for what runs."""
        self._scheduler.shutdown(wait=True)

    def _guarded(self, job: Job) -> Callable[[], None]:
        cause = f"job {job.name}"

        def run() -> None:
            try:
                job.run()
            except (StoreError, SQLAlchemyError) as error:
                self._causes.count(cause, str(error)[:300])
            else:
                if times := self._causes.over(cause):
                    log.info("%s: done again, after %d turns in vain", cause, times)

        return run

    def _failed(self, event: JobExecutionEvent) -> None:
        """A mistake of ours: the job goes on at its next turn, the trace is in the log once."""
        where = " ".join(event.traceback.splitlines()[-6:-1]) if event.traceback else ""
        self._causes.count(f"{event.job_id}: a mistake in the program", f"{event.exception!r} {where}")

    def _still_runs(self, event: JobEvent) -> None:
        self._causes.count(f"{event.job_id}: not done when its turn came again", "that turn is left out")
