"""Patterns of categories, words, events and zones: "*" for any letters, as in clocks.toml."""

from fnmatch import fnmatchcase

from dashboard.placenames import lower, plain


def matches(patterns: tuple[str, ...], *texts: str) -> bool:
    """Whether a pattern fits one of the texts, accents as written or left out altogether."""
    return any(_fits(pattern, lower(text)) for text in texts if text for pattern in patterns)


def _fits(pattern: str, text: str) -> bool:
    # As in clocks.toml: a source that writes no accents at all still means the same words.
    small = lower(pattern)
    return fnmatchcase(text, plain(small) if text.isascii() else small)
