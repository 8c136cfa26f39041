"""What became of a complaint: found to be true, reopened, rated; and which of two tellings is the newer."""

from datetime import datetime

from collectors.reading import fields
from collectors.reading.fields import Item, UnreadableError
from dashboard.records import Reason, version

RATINGS = range(6)  # 1 to 5; many systems tell 0 for none
REOPENED = range(10_000)
_TRUE = frozenset({"true", "1", "yes", "có", "đúng"})
_FALSE = frozenset({"false", "0", "no", "không", "sai"})
_LATEST = 7  # a version has 16 ranks: after that many reopenings only the time tells


def versioned(changed_at: datetime, reopened: int, *, is_open: bool) -> int:
    """Open, closed, open again, closed again: within one moment the later state outranks the earlier one."""
    return version(changed_at, 2 * min(reopened, _LATEST) + (0 if is_open else 1))


def confirmed(item: Item, key: str) -> bool | None:
    """Whether it was found to be true; None where nobody has said so yet."""
    value = item.get(key)
    if isinstance(value, bool):
        return value
    word = fields.text(item, key).lower()
    if word in _TRUE | _FALSE:
        return word in _TRUE
    if word:
        raise UnreadableError(Reason.UNKNOWN_CODE, f"{key}: {fields.shown(value)} is neither yes nor no")
    return None


def reopened(item: Item, key: str) -> int:
    """How often it was reopened, 0 where the source does not say."""
    return fields.code(item, key, REOPENED) or 0


def rating(item: Item, key: str) -> int | None:
    """The citizen's rating, 1 to 5; None where there is none."""
    return fields.code(item, key, RATINGS) or None
