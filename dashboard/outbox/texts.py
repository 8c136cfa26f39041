"""What a notice says: a first line that is short enough for an SMS, and a few lines more."""

from datetime import datetime, tzinfo

from dashboard.i18n import Translator, translator
from dashboard.outbox.happening import Happening
from dashboard.successions import history

LONGEST = 160  # characters of a first line: one SMS
CONTEXT = "notice"
KINDS = {
    "fire": "Fire",
    "flood": "Flood",
    "alert": "Warning",
    "complaint": "Complaints",
    "camera": "Camera event",
    "mute": "Device mute",
    "backlog": "Backlog",
    "building": "Building",
}
_OTHER = "Incident"
SEVERITIES = {
    "extreme": "Extreme",
    "severe": "Severe",
    "moderate": "Moderate",
    "minor": "Minor",
    "unknown": "Unknown",
}
ROLES = {
    "officer": "duty officer",
    "planner": "planner",
    "leader": "leader",
    "administrator": "administrator",
}
HEADS = {
    "triggered": "New: {kind} ({severity})",
    "escalated": "Graver: {kind}, now {severity}",
    "overdue": "Nobody has acknowledged in time: {kind} ({severity})",
    "expired": "Acknowledged and left lying: {kind} ({severity})",
    "unknown": "Source silent, state unknown: {kind} ({severity})",
    "known": "Source speaks again: {kind} ({severity})",
    "closing_proposed": "Over, says its source; please decide: {kind} ({severity})",
    "acknowledged": "Acknowledged: {kind} ({severity})",
    "assigned": "Assigned: {kind} ({severity})",
    "dispatched": "Dispatched: {kind} ({severity})",
    "arrived": "On the spot: {kind} ({severity})",
    "merged": "Merged into another: {kind} ({severity})",
    "resolved": "Resolved: {kind} ({severity})",
    "closed": "Closed: {kind} ({severity})",
    "reopened": "Open again: {kind} ({severity})",
}
PASSED_ON = "Nobody has acknowledged in time, now up to the {role}: {kind} ({severity})"
ASSIGNED_TO = "Assigned to {to}: {kind} ({severity})"
DISPATCHED_TO = "Dispatched {to}: {kind} ({severity})"
SEVERAL = "{count} notices of incidents, the gravest {severity}"
REPEAT = "Sent again, may have come already: {title}"
CODE = "Message {code}"
TRIAL, TRIAL_BODY = "Trial message of the operations center", "If you read this, {name} can be reached."
LONGEST_LIST = 20  # notices told one by one in a message
PLACE, TIME, NUMBER, BY = "Where: {place}", "When: {time}", "Incident {number}", "By: {who}"


def text_of(
    happening: Happening, place: str, language: str, zone: tzinfo, public_url: str
) -> tuple[str, str]:
    """Title and body. Times are the city's own; the link stands where the desk's address is known."""
    t = translator(language)
    unit = _unit(happening.unit_id)
    title = f"{_head(happening, t)} – {happening.subject or t(_OTHER, context=CONTEXT)}"
    lines = [
        t(PLACE, context=CONTEXT, place=", ".join(part for part in (place, unit) if part)),
        t(TIME, context=CONTEXT, time=_clock(happening.at, zone)),
    ]
    if who := str(happening.extra.get("who", "")):
        lines.append(t(BY, context=CONTEXT, who=who))
    number = t(NUMBER, context=CONTEXT, number=happening.incident_id)
    link = f"{public_url.rstrip('/')}/desk/incidents/{happening.incident_id}" if public_url else ""
    lines.append(f"{number}: {link}" if link else number)
    return shortened(f"{title}, {unit}" if unit else title), "\n".join(lines)


def shortened(line: str) -> str:
    """One line of at most LONGEST characters."""
    line = " ".join(line.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _head(happening: Happening, t: Translator) -> str:
    message, values = HEADS[happening.told], {}
    role, to = str(happening.extra.get("role", "")), str(happening.extra.get("to", ""))
    if happening.told == "overdue" and role in ROLES:
        message, values = PASSED_ON, {"role": t(ROLES[role], context=CONTEXT)}
    if to and happening.told in ("assigned", "dispatched"):
        message = ASSIGNED_TO if happening.told == "assigned" else DISPATCHED_TO
        values = {"to": to}
    return t(
        message,
        context=CONTEXT,
        kind=t(KINDS.get(happening.kind, _OTHER), context=CONTEXT),
        severity=t(SEVERITIES.get(happening.severity, "Unknown")).lower(),
        **values,
    )


def _unit(unit_id: int) -> str:
    return next((unit.name for unit in history().units if unit.id == unit_id and unit.code), "")


def _clock(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M %d/%m/%Y}"


TEXTS = (
    {
        f"{CONTEXT}\x04{text}"
        for text in (
            *KINDS.values(),
            *ROLES.values(),
            *HEADS.values(),
            *(_OTHER, PASSED_ON, ASSIGNED_TO, DISPATCHED_TO, PLACE, TIME, NUMBER, BY),
            *(SEVERAL, REPEAT, CODE, TRIAL, TRIAL_BODY),
        )
    }
    # the severities are called as on the screens
    | set(SEVERITIES.values())
)
