"""Whether a finding belongs to an open incident: a compatible kind, near in place and time, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from dashboard.incidents.held import Held
from dashboard.rules import Join, Rules, Trigger
from dashboard.rules.distances import METRES_A_DEGREE, metres
from dashboard.units import CITY_ID, UNKNOWN_ID

TOGETHER = timedelta(minutes=10)  # in which so many incidents of a rule count as one mass


@dataclass(frozen=True, slots=True)
class Near:
    """An incident that a finding belongs to. `code`: near, unit, mass or follows."""

    held: Held
    code: str
    metres: float | None
    minutes: int

    @property
    def reason(self) -> str:
        """As the source's row keeps it: a code and its values."""
        far = "" if self.metres is None else f" {self.metres:.0f} m"
        return f"{self.code}{far} {self.minutes} min"


def measured(trigger: Trigger, held: Held, code: str) -> Near:
    """With how far apart they are."""
    apart = _apart(trigger, held)
    return Near(held, code, apart, int(held.apart(trigger.at).total_seconds() // 60))


def nearest(trigger: Trigger, candidates: Iterable[Held], rules: Rules) -> Near | None:
    """The nearest incident that the finding may join by the table of joins."""
    best: tuple[float, Held, str] | None = None
    for held in candidates:
        join = rules.join(trigger.kind, held.kind)
        if join is None or not _fits(trigger, held, join) or held.apart(trigger.at) > join.within:
            continue
        distance, code = _distance(trigger, held, join.metres)
        if distance <= join.metres and (best is None or distance < best[0]):
            best = distance, held, code
    return None if best is None else measured(trigger, best[1], best[2])


def of_a_mass(trigger: Trigger, candidates: Iterable[Held], rules: Rules) -> Near | None:
    """Where as many of the rule have opened together as it allows: the nearest of them, however far."""
    same = [
        held
        for held in candidates
        if held.rule == trigger.rule
        and held.kind == trigger.kind
        and held.apart(trigger.at) <= TOGETHER
        and _is_of_topic(trigger, held, rules.join(trigger.kind, held.kind))
    ]
    if len(same) < rules[trigger.rule].mass:
        return None
    far = float("inf")

    def apart(held: Held) -> float:
        found = _apart(trigger, held)
        return far if found is None else found

    return measured(trigger, min(same, key=apart), "mass")


def _is_of_topic(trigger: Trigger, held: Held, join: Join | None) -> bool:
    return join is None or _fits(trigger, held, join)


def _fits(trigger: Trigger, held: Held, join: Join) -> bool:
    return not join.same_topic or trigger.topic == held.topic


def _distance(trigger: Trigger, held: Held, within: float) -> tuple[float, str]:
    """Metres and by what; where a coordinate is missing, one ward is near and another one far."""
    if trigger.lat is None or held.lat is None:
        same = trigger.unit_id == held.unit_id and trigger.unit_id not in (UNKNOWN_ID, CITY_ID)
        return (within if same else float("inf")), "unit"
    if abs(trigger.lat - held.lat) * METRES_A_DEGREE > within + 1:
        return float("inf"), "near"
    return _apart(trigger, held) or 0.0, "near"


def _apart(trigger: Trigger, held: Held) -> float | None:
    if trigger.lat is None or trigger.lon is None or held.lat is None or held.lon is None:
        return None
    return metres(trigger.lat, trigger.lon, held.lat, held.lon)
