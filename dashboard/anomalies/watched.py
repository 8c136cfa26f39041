"""What is watched for being off its habit: each is one entry of `WATCHED`."""

from dataclasses import dataclass
from typing import Literal

Side = Literal["low", "high"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A daily figure of a unit, or (with `of`) its share of another, in per cent.

    `key` is stored: of a count the figure's, of a share the KPI's that it opens into. `name` is a text of the
    catalogue. `weight` says how much it matters beside the others, `calm` which side is good news.
    """

    key: str
    name: str
    group: Literal["dossiers", "complaints", "cameras", "fire"]
    figure: str
    of: str = ""
    weight: float = 1.0
    calm: Side | None = None

    def weigh(self, side: Side) -> float:
        """Good news is told only where nothing weightier is."""
        return self.weight * (0.5 if side == self.calm else 1.0)


WATCHED: tuple[Watched, ...] = (
    Watched(key="dossiers_received", name="Dossiers received", group="dossiers", figure="dossiers_received"),
    Watched(key="dossiers_resolved", name="Dossiers resolved", group="dossiers", figure="dossiers_resolved"),
    Watched(
        key="dossiers_overdue_entered",
        name="Dossiers that turned overdue",
        group="dossiers",
        figure="dossiers_overdue_entered",
        weight=1.2,
        calm="low",
    ),
    Watched(
        key="on_time_share",
        name="Dossiers resolved on time",
        group="dossiers",
        figure="dossiers_resolved_on_time",
        of="dossiers_due_resolved",
        weight=1.2,
        calm="high",
    ),
    Watched(
        key="online_share",
        name="Dossiers resolved online",
        group="dossiers",
        figure="dossiers_resolved_online",
        of="dossiers_resolved",
        weight=0.8,
        calm="high",
    ),
    Watched(
        key="paid_online_share",
        name="Fees paid online",
        group="dossiers",
        figure="dossiers_paid_online",
        of="dossiers_with_fee",
        weight=0.8,
        calm="high",
    ),
    Watched(
        key="complaints_received",
        name="Complaints received",
        group="complaints",
        figure="complaints_received",
    ),
    Watched(
        key="complaints_closed",
        name="Complaints closed",
        group="complaints",
        figure="complaints_closed",
        weight=0.8,
    ),
    Watched(
        key="complaints_48h_share",
        name="Complaints answered within 48 hours",
        group="complaints",
        figure="complaints_in_time",
        of="complaints_decided",
        weight=1.2,
        calm="high",
    ),
    Watched(
        key="cameras_online_share",
        name="Cameras online",
        group="cameras",
        figure="cameras_online",
        of="cameras_known",
        weight=0.8,
        calm="high",
    ),
    Watched(key="fire_alarms", name="Fire alarms", group="fire", figure="fire_alarms", calm="low"),
)
BY_KEY = {watched.key: watched for watched in WATCHED}
FIGURES = frozenset(name for watched in WATCHED for name in (watched.figure, watched.of) if name)
