"""Which records open an incident, how grave it is, and which clocks run then."""

from dashboard.rules.book import Join, Rules
from dashboard.rules.levels import alarm_level
from dashboard.rules.rule import BY_HAND, GRAVITY, KINDS, RULES, Rule, gravity
from dashboard.rules.trigger import Trigger

__all__ = [
    "BY_HAND",
    "GRAVITY",
    "KINDS",
    "RULES",
    "Join",
    "Rule",
    "Rules",
    "Trigger",
    "alarm_level",
    "current",
    "gravity",
]


def current() -> Rules:
    """The rules of the settings in force."""
    # Imported here: the settings check a city's own file while they are read.
    from dashboard.settings import settings

    return settings().incident_rules
