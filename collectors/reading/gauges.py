"""What gauges measure: quantity and canonical unit from a supplier's own words, and what is possible."""

from fnmatch import fnmatchcase
from functools import lru_cache

from collectors.formats import Options
from collectors.reading.fields import UnreadableError, number, shown
from dashboard.records import Reason

# What no river, tide or cloud does, in metres and millimetres: mostly -999 and the like, said for "no value".
POSSIBLE = {"level": (-500.0, 9000.0), "tide": (-50.0, 50.0), "rain": (0.0, 2000.0)}
POSSIBLE[""] = POSSIBLE["level"]  # unsaid
_IN_METRES = {"m": 1.0, "metre": 1.0, "meter": 1.0, "cm": 0.01, "centimetre": 0.01, "centimeter": 0.01}
_IN_METRES |= {
    "mm": 0.001,
    "millimetre": 0.001,
    "millimeter": 0.001,
    "ft": 0.3048,
    "foot": 0.3048,
    "in": 0.0254,
}
_IN_METRES |= {"maod": 1.0, "masd": 1.0, "mbdat": 1.0, "": 1.0}
_RAIN = ("rain", "precip", "mưa", "pluvio")
_TIDE = ("tide", "tidal", "triều")


@lru_cache(maxsize=4096)
def quantity_of(words: str, unit: str) -> tuple[str, float]:
    """Quantity and factor to its canonical unit (level, tide: m; rain: mm) from a name and a unit's symbol.

    Raises NOT_DECODED for a unit of another kind, such as °C.
    """
    metres = _IN_METRES.get(unit.strip().lower().rstrip("s") if len(unit) > 2 else unit.strip().lower())
    if metres is None:
        raise UnreadableError(Reason.NOT_DECODED, f"unit {shown(unit)}: neither a level nor rain")
    plain = words.lower()
    if any(word in plain for word in _RAIN):
        return "rain", metres * 1000 if unit.strip() else 1.0
    return ("tide" if any(word in plain for word in _TIDE) else "level"), metres


def said(options: Options, device_id: str) -> tuple[str, float]:
    """Quantity (else "") and factor by the options `streams` (device id globs), else `quantity`, `scale`."""
    streams = options.get("streams")
    if isinstance(streams, dict):
        for pattern, entry in streams.items():
            if fnmatchcase(device_id, pattern):
                return str(entry.get("quantity", "")), float(entry.get("scale", 1.0))
    scale = options.get("scale", 1.0)
    return str(options.get("quantity", "")), float(scale) if isinstance(scale, (int, float)) else 1.0


def converted(value: object, name: str, quantity: str, scale: float) -> float:
    """The reading in its canonical unit. Raises BAD_NUMBER for what is none, or is not possible."""
    found = number(value, name)
    if scale != 1:
        found = round(found * scale, 6)  # 57 cm are 0.57 m, not 0.5700000000000001
    least, most = POSSIBLE.get(quantity, (-1e9, 1e9))
    if not least <= found <= most:
        raise UnreadableError(
            Reason.BAD_NUMBER, f"{name}: {shown(value)} is no possible {quantity or 'level'}"
        )
    return found
