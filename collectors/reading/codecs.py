"""The bytes of well-known LoRaWAN gauges, for network servers without a payload decoder.

Sources: Milesight's EM400 and EM500 user guides, Decentlab's DL-PR26 data sheet (protocol 2).
"""

import struct
from collections.abc import Callable

# Milesight: type → name, bytes, factor. The channel before it is a slot on the device.
_MILESIGHT = {
    0x75: ("battery", 1, 1.0),  # %
    0x67: ("temperature", 2, 0.1),  # °C
    0x77: ("water_level", 2, 1.0),  # cm
    0x82: ("distance", 2, 1.0),  # mm
    0x00: ("position", 1, 1.0),
}


def milesight(payload: bytes) -> dict[str, float]:
    """Channel, type, little-endian value, again and again. Raises ValueError for what is cut or unknown."""
    found: dict[str, float] = {}
    at = 0
    while at < len(payload):
        kind = payload[at + 1] if at + 1 < len(payload) else -1
        if kind not in _MILESIGHT:
            raise ValueError(f"byte {at}: unknown channel type")
        name, size, factor = _MILESIGHT[kind]
        raw = payload[at + 2 : at + 2 + size]
        if len(raw) < size:
            raise ValueError(f"byte {at}: {name} is cut off")
        found[name] = int.from_bytes(raw, "little", signed=name == "temperature") * factor
        at += 2 + size
    return found


def decentlab_pr26(payload: bytes) -> dict[str, float]:
    """Version 2, device, flags, then big-endian words: pressure (bar of a 0..1 bar cell), °C, battery (V)."""
    if len(payload) < 5 or payload[0] != 2:
        raise ValueError("no Decentlab protocol 2")
    flags = payload[4]
    wanted = 2 * (flags & 1) + (flags >> 1 & 1)
    if len(payload) != 5 + 2 * wanted or flags > 3:
        raise ValueError("length and flags do not fit")
    words = list(struct.unpack_from(f">{wanted}H", payload, 5))
    found: dict[str, float] = {}
    if flags & 1:
        found["pressure"] = (words[0] - 16384) / 32768
        found["temperature"] = (words[1] - 384) * 0.003125 - 50
    if flags & 2:
        found["battery_voltage"] = words[-1] / 1000
    return found


CODECS: dict[str, Callable[[bytes], dict[str, float]]] = {
    "milesight": milesight,
    "decentlab-pr26": decentlab_pr26,
}
