"""Notices that leave the program: written with what happened, sent by the collectors.

`notify` writes them in the transaction of the happening itself, so that neither is there without the other.
"""

from dashboard.outbox.happening import STEPS, Happening
from dashboard.outbox.listing import Notice, notices_of
from dashboard.outbox.notifying import notify
from dashboard.outbox.receivers import Receiver, receivers

__all__ = ["STEPS", "Happening", "Notice", "Receiver", "notices_of", "notify", "receivers"]
