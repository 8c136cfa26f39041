"""Notices that leave the program: written with what happened, sent by the collectors.

`notify` writes them in the transaction of the happening itself, so that neither is there without the other.
"""

from dashboard.outbox.bulletins import announce
from dashboard.outbox.happening import STEPS, Happening
from dashboard.outbox.listing import Notice, notices_of
from dashboard.outbox.notifying import notify
from dashboard.outbox.receivers import TOPICS, Receiver, receivers

__all__ = [
    "STEPS",
    "TOPICS",
    "Happening",
    "Notice",
    "Receiver",
    "announce",
    "notices_of",
    "notify",
    "receivers",
]
