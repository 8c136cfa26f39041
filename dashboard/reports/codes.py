"""The code on an issued report, by which anybody asks whether it is the one that was issued."""

import re
import secrets

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none that is read as another
_LOOKS = str.maketrans({"O": "0", "I": "1", "L": "1"})
LENGTH, GROUP = 12, 4  # 60 bits: not to be guessed


def new_code() -> str:
    """Like "7F3K-Q2MD-9TXA"."""
    return _grouped("".join(secrets.choice(_LETTERS) for _ in range(LENGTH)))


def code_of(typed: str) -> str:
    """The code that somebody typed, in any case, with or without dashes; "" where it can be none."""
    told = re.sub(r"[\s\-–—.]", "", typed).upper().translate(_LOOKS)
    is_code = len(told) == LENGTH and set(told) <= set(_LETTERS)
    return _grouped(told) if is_code else ""


def sha256_of(typed: str) -> str:
    """A SHA-256 that somebody pasted; "" where it can be none."""
    told = re.sub(r"\s", "", typed).lower()
    return told if re.fullmatch(r"[0-9a-f]{64}", told) else ""


def _grouped(told: str) -> str:
    return "-".join(told[start : start + GROUP] for start in range(0, LENGTH, GROUP))
