"""What a rule found in a record: it opens an incident, joins one, raises it, or says that it is over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dashboard.records import Severity

Source = Literal["gauge", "alarm", "complaint", "camera_event", "device", "feed", "unit", "figure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One finding. `over`: the source says that it has ended; an officer decides, or the rule."""

    rule: str
    kind: str
    dedup_key: str
    severity: Severity
    subject: str
    unit_id: int
    lat: float | None
    lon: float | None
    source: Source
    source_id: int
    at: datetime
    topic: str = ""  # what within its kind: a complaint's category, a mute device's feed
    place: str = ""  # in words
    value: float | None = None
    over: bool = False
    opens: bool = True  # False: it joins what stands near, and opens nothing by itself
    follows: tuple[str, ...] = ()  # keys that it takes up: an incident that holds one is its own
    again: bool = False  # another record under the same key: a source of its own, and a step
