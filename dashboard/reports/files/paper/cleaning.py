"""Text that any program of paper takes: accents composed, no control characters, one kind of line end."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from typing import Any

_LINE_END = re.compile(r"\r\n?|[\u2028\u2029\v\f\x85]")
_OTHER = {"Cc", "Cf", "Cs", "Cn"}  # controls, invisible marks, halves of letters, what Unicode has not given


def cleaned(value: Any) -> Any:
    """The same dataclasses, tuples and dicts with every text clean."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(cleaned(one) for one in value)
    if isinstance(value, dict):
        return {key: cleaned(one) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: cleaned(getattr(value, one.name)) for one in fields(value)})
    return value


def clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    composed = _LINE_END.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    for letter in set(composed):
        if letter != "\n" and unicodedata.category(letter) in _OTHER:
            composed = composed.replace(letter, "")
    return composed
