"""Personal data are masked where they are shown: here, in raw bytes whose form nobody could read."""

import re

PREVIEW_BYTES = 200
_DIGITS = re.compile(r"\d{6,}")
_EMAIL = re.compile(r"[\w.+-]+(@[\w-]+\.[\w.-]+)")
_NAME = re.compile(r"(?:\b[A-ZÀ-ỸĐ][a-zà-ỹđ]*\s+){1,5}[A-ZÀ-ỸĐ][a-zà-ỹđ]*\b")
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
