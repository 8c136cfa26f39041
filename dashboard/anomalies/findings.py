"""What the pages ask of the anomalies in the store, and do with them, each in one transaction."""

from datetime import datetime

from sqlalchemy import Engine

from dashboard.anomalies.anomaly import Anomaly, Verdict
from dashboard.anomalies.keeping import judge, recent
from dashboard.db import reading, writing


class Findings:
    """Blocking: call from a thread. Raises SQLAlchemy's errors; whoever judges has asked `access.may`."""

    def __init__(self, store: Engine) -> None:
        self._store = store

    def recent(self, limit: int) -> list[Anomaly]:
        """The newest, the weightiest of a day first."""
        with reading(self._store) as connection:
            return recent(connection, limit)

    def judge(self, anomaly_id: int, verdict: Verdict, who: str, now: datetime) -> None:
        """Write down whether it was of use. Raises KeyError where there is none of this number."""
        with writing(self._store) as connection:
            judge(connection, anomaly_id, verdict, who, now)
