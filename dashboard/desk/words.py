"""Why something was not done, in a sentence that says what to do."""

from datetime import tzinfo

from dashboard.desk.shapes import DeskError
from dashboard.i18n import Translator

_FIELDS = {
    "reason": "Say why.",
    "text": "Write the note first.",
    "to": "Say who is sent.",
    "into": "Give the number of the incident that it belongs to.",
    "assignee": "Choose a person or a unit.",
    "sources": "Choose the sources that become an incident of their own.",
    "cause": "Choose the cause.",
    "outcome": "Say what was done and how it ended.",
    "severity": "Choose the severity.",
    "subject": "Say what it is about.",
    "kind": "Choose what kind of incident it is.",
    "place": "Click on the map, or give a place or a unit.",
    "name": "Give it a name.",
}
_SENTENCES = {
    "missing": "There is no such incident.",
    "unknown_action": "There is no such action.",
    "not_now": "That cannot be done in its present state: look at the timeline.",
    "too_long": "That is too long: {most} letters at most.",
    "unknown_person": "There is no such person, or their account is closed.",
    "unknown_unit": "There is no such unit.",
    "unknown_severity": "There is no such severity.",
    "unknown_kind": "There is no such kind of incident.",
    "same_severity": "It has that severity already.",
    "unknown_cause": "That cause does not belong to this kind of incident.",
    "same_incident": "An incident cannot be merged into itself.",
    "not_open": "Incident #{id} is not open: choose an open one.",
    "unknown_source": "One of the sources has gone to another incident meanwhile.",
    "all_sources": "One source at least must stay.",
    "held_elsewhere": "Incident #{id} is open for the same cause: work on that one.",
    "nothing_to_undo": "There is nothing to undo: only your own last step, within five minutes.",
    "empty_file": "The file is empty.",
    "too_large": "The file is too large: 20 MB at most.",
    "unknown_type": "Only photos (JPEG, PNG, WebP, HEIC) and PDF files can be attached.",
    "taken_name": "You have a view of that name: choose another.",
    "bad_query": "The view cannot be saved: open the list anew and try again.",
    "too_many": "That is too many: {most} at most.",
    "signed": "This hand-over is signed already.",
    "not_yourself": "Whoever takes the shift over signs, not whoever handed it over.",
    "future": "A shift cannot begin in the future.",
    "out_of_reach": "That place does not belong to your unit.",
}
_STEPS = {
    "acknowledge": "{who} acknowledged it at {at}.",
    "assign": "{who} assigned it at {at}.",
    "dispatch": "{who} dispatched it at {at}.",
    "arrived": "{who} marked the arrival at {at}.",
    "severity": "{who} changed the severity at {at}.",
    "merge": "{who} merged it at {at}.",
    "split": "{who} split it at {at}.",
    "resolve": "{who} resolved it at {at}.",
    "close": "{who} closed it at {at}.",
    "reopen": "{who} reopened it at {at}.",
    "undo": "{who} took the last step back at {at}.",
}
TEXTS = {*_FIELDS.values(), *_SENTENCES.values(), *_STEPS.values()}


def sentence(t: Translator, error: DeskError, zone: tzinfo) -> str:
    """In the reader's language, times by the city's clock."""
    if error.code == "stale":
        return _stale(t, error, zone)
    if error.code == "wanted":
        wanted = _FIELDS.get(str(error.values.get("field")))
        return t("Fill in what is missing.") if wanted is None else t(wanted)
    text = _SENTENCES.get(error.code)
    return t("That could not be done.") if text is None else t(text, **error.values)


def _stale(t: Translator, error: DeskError, zone: tzinfo) -> str:
    at = error.values.get("at")
    kind = str(error.values.get("kind"))
    if at is None or kind not in _STEPS:
        return t("It has changed meanwhile: look at it again.")
    told = t(_STEPS[kind], who=error.values["who"], at=f"{at.astimezone(zone):%H:%M:%S}")
    then = t("Look at it again, then decide.")
    return f"{told} {then}"
