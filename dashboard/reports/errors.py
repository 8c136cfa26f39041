"""What a person did wrong with a report; `words.sentence` says it in their language."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(kw_only=True)
class ReportError(Exception):
    """Nothing was done. `code` is one of `words.SENTENCES`, `entry` the one of the form it belongs to."""

    code: str
    entry: str = ""
    values: dict[str, Any] = field(default_factory=dict)
