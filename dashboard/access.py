"""Who may do what: the one place that rights fill. Today everybody sees masked data, and nobody more."""

from enum import StrEnum


class Right(StrEnum):
    """What a page, an export or an action asks for."""

    SEE = "see"  # figures and records, personal data masked
    EXPORT = "export"  # the same as a file
    UNMASK = "unmask"  # personal data as they are


_EVERYBODY = frozenset({Right.SEE, Right.EXPORT})


def may(right: Right) -> bool:
    """May whoever asks? There is no sign-in yet, so all are the same."""
    return right in _EVERYBODY
