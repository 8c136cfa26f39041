"""An incident's life and timeline: triggered → acknowledged → dispatched → arrived → resolved → closed."""

from dashboard.incidents.applying import apply
from dashboard.incidents.loading import lock
from dashboard.incidents.words import folded, search_words

__all__ = ["apply", "folded", "lock", "search_words"]
