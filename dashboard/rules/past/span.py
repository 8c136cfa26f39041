"""The days that are looked at again, and what is found in them."""

from datetime import datetime, tzinfo
from typing import NamedTuple

from dashboard.rules.trigger import Trigger


class Span(NamedTuple):
    """From a moment to now; `zone` is the city's."""

    since: datetime
    now: datetime
    zone: tzinfo


class Found(NamedTuple):
    """A finding, and when it would have been made."""

    when: datetime
    trigger: Trigger
