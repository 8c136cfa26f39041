"""What an incident of each kind may have been caused by, as codes; `desk.words` has their words."""

_ALWAYS = ("recovered", "false_alarm", "other")
_OF_KIND: dict[str, tuple[str, ...]] = {
    "flood": ("rain", "tide", "blocked_drain", "pump_failure", "burst_pipe", "gauge_fault"),
    "fire": ("electrical", "gas", "cooking", "waste_burning", "arson", "panel_fault"),
    "alert": ("weather", "tide", "authority"),
    "complaint": ("infrastructure", "public_order", "environment", "traffic", "service"),
    "camera": ("traffic", "crowd", "public_order", "intrusion", "camera_fault"),
    "mute": ("power_cut", "network", "device_fault", "maintenance", "theft"),
    "backlog": ("staff_shortage", "system_outage", "volume", "procedure_change"),
    "building": ("unlicensed", "licensed", "outdated_image"),
}


def causes(kind: str) -> tuple[str, ...]:
    """Those of a kind, then those of any."""
    return (*_OF_KIND.get(kind, ()), *_ALWAYS)


EVERY = tuple(dict.fromkeys([code for codes in _OF_KIND.values() for code in codes] + list(_ALWAYS)))
