"""The city's stage, 1 to 5: proposed by the rules of `stages.toml`, set by a leader, with its history."""

from dashboard.stages.condition import Condition, Counts, Stages, asked, holding
from dashboard.stages.telling import current

__all__ = ["Condition", "Counts", "Stages", "asked", "current", "holding"]
