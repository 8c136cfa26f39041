"""Personal data are masked where they are shown: in records, and in raw bytes whose form nobody could read.

Rules: after Law 91/2025/QH15 (name → initials, phone → 090****123, ID → last 3 digits, e-mail → a***@domain).
"""

import re

PREVIEW_BYTES = 200
_DIGITS = re.compile(r"\d{6,}")
_EMAIL = re.compile(r"[\w.+-]+(@[\w-]+\.[\w.-]+)")
# À-Ỹ as a range would hold the small letters too.
_LETTERS = [chr(code) for code in (*range(0x41, 0x7B), *range(0xC0, 0x1EFA)) if chr(code).isalpha()]
_UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
_LOWER = "".join(letter for letter in _LETTERS if letter.islower())
_WORD = f"[{_UPPER}][{_LOWER}]*"
_NAME = re.compile(rf"(?:\b{_WORD}\s+){{1,5}}{_WORD}\b")
_PHONE = re.compile(r"\+?\d[\d .-]{6,}\d")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def preview(body: bytes) -> str:
    """The first bytes as text: long numbers, e-mail addresses and what looks like names masked.

    What is no text shows as dots; JSON's \\uXXXX are read first, lest a name hide in them.
    """
    text = body[:PREVIEW_BYTES].decode("utf-8", "replace")
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = "".join(letter if letter.isprintable() else "·" for letter in text)
    text = _EMAIL.sub(r"***\1", text)
    text = _NAME.sub(lambda found: "".join(f"{word[0]}." for word in found[0].split()), text)
    return _DIGITS.sub(lambda found: "*" * len(found[0]), text)


def initials(name: str) -> str:
    """Nguyễn Văn An → N.V.A."""
    return "".join(f"{word[0].upper()}." for word in re.findall(r"\w+", name))


def phone(number: str) -> str:
    """0901234123 → 090****123; too short a number shows nothing."""
    digits = "".join(letter for letter in number if letter.isdigit())
    return f"{digits[:3]}****{digits[-3:]}" if len(digits) > 8 else "****" if digits else ""


def email(address: str) -> str:
    """an@example.vn → a***@example.vn."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}***{at}{domain}" if at else "***" if address else ""


def id_number(number: str) -> str:
    """079085001234 → *********234."""
    return "*" * (len(number) - 3) + number[-3:] if len(number) > 5 else "*" * len(number)


def free_text(text: str) -> str:
    """What people wrote: e-mail addresses, numbers of a telephone's length and what looks like names."""
    text = _PHONE.sub(lambda found: "*" * len(found[0]), _EMAIL.sub(r"***\1", text))
    return _NAME.sub(lambda found: "".join(f"{word[0]}." for word in found[0].split()), text)


def coarse(lat: float | None, lon: float | None) -> tuple[float | None, float | None]:
    """A place to about 100 m: for readers outside, an exact one would be somebody's address."""
    return (None if lat is None else round(lat, 3)), (None if lon is None else round(lon, 3))
