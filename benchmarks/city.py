"""What a city's records look like: the cards that dossiers and complaints of a benchmark are drawn from.

A card says under which unit, of which procedure, by which channel; a course how the record went on. Drawn
with weights, as in life: a few procedures and units have most of it, many combinations never come. Seeded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from dashboard.procedures import Procedure
from dashboard.slices import Slice, id_of
from dashboard.successions import history

CARDS, COURSES = 32_768, 4_096
CHANNELS, CHANNEL_SHARES = (1, 2, 3), (0.35, 0.60, 0.05)  # at the counter, online, by post
DAY = 86_400

Row = dict[str, Any]
_RNG = np.random.Generator


def procedures() -> list[Procedure]:
    """A register of 60 procedures in 12 fields."""
    return [
        Procedure(
            code=f"1.{number:06}",
            name=f"Thủ tục hành chính số {number}",
            field=f"F{number % 12:02}",
            field_name=f"Lĩnh vực {number % 12}",
            level=(4, 3, 4, 3, 2)[number % 5],
            statutory_days=float(2 + number % 9),
            has_fee=number % 3 == 0,
            paper_result=number % 4 == 0,
            source="benchmark",
        )
        for number in range(60)
    ]


def units_of(day: date) -> list[int]:
    """The units whose offices took dossiers on a day: districts before 1/7/2025, then wards."""
    return [unit.id for unit in history().map_at(day)]


@dataclass(frozen=True, slots=True)
class Deck:
    """Cards and the slices that they name."""

    cards: Sequence[Row]
    slices: Sequence[Slice]


def dossier_deck(unit_ids: Sequence[int], seed: int = 1) -> Deck:
    """By unit, procedure and channel."""
    rng, known, slices = np.random.default_rng(seed), procedures(), {}
    units = rng.choice(unit_ids, CARDS, p=_weights(len(unit_ids), 0.4))
    numbers = rng.choice(len(known), CARDS, p=_weights(len(known), 0.9))
    channels = rng.choice(CHANNELS, CARDS, p=CHANNEL_SHARES)
    cards = []
    for number, (unit_id, of, channel) in enumerate(
        zip(units.tolist(), numbers.tolist(), channels.tolist(), strict=True)
    ):
        one = known[of]
        slice_ = Slice("dossier", one.code, one.name, one.field, one.field_name, str(channel), one.level)
        slices[id_of(slice_)] = slice_
        cards.append(
            {
                "i": number,
                "unit_id": unit_id,
                "code": one.code,
                "name": one.name,
                "field": one.field,
                "field_name": one.field_name,
                "channel": channel,
                "level": one.level,
                "slice_id": id_of(slice_),
                "has_fee": one.has_fee,
                "no_paper": not one.paper_result,
            }
        )
    return Deck(cards, list(slices.values()))


def dossier_courses(seed: int = 2) -> Iterator[Row]:
    """Times in seconds from the acceptance; one in a hundred lies half a year."""
    rng = np.random.default_rng(seed)
    for number in range(COURSES):
        took = int(rng.gamma(2.0, 2.0) * DAY) if rng.random() > 0.01 else 180 * DAY
        due = int(rng.integers(2, 15)) * DAY
        late = max(took - due, 0)
        yield {
            "i": number,
            "took": took,
            "due": due,
            "status": int(rng.choice((9, 10, 7, 8, 3), p=(0.2, 0.74, 0.02, 0.02, 0.02))),
            "worked_minutes": took // 180,  # eight hours of the twenty-four
            "early": took < due - DAY,
            "late_minutes": late // 180,
            "late_cause": str(rng.choice(("supplement", "intake", "processing"))) if late else "",
            "supplements": int(rng.random() < 0.08),
            "accepted": bool(rng.random() > 0.02),
            **{name: bool(rng.random() < share) for name, share in _SHARES.items()},
        }


_SHARES = {
    "paid_online": 0.5,
    "digitised": 0.8,
    "electronic_result": 0.7,
    "reused": 0.3,
    "from_store": 0.2,
    "checked": 0.6,
}


def complaint_deck(unit_ids: Sequence[int], seed: int = 3) -> Deck:
    """By unit, category and channel."""
    rng, slices, cards = np.random.default_rng(seed), {}, []
    units = rng.choice(unit_ids, CARDS, p=_weights(len(unit_ids), 0.4))
    categories = rng.choice(30, CARDS, p=_weights(30, 0.8))
    channels = rng.choice(("app", "1022", "web", "facebook", "zalo", "counter"), CARDS)
    for number, (unit_id, category, channel) in enumerate(
        zip(units.tolist(), categories.tolist(), channels.tolist(), strict=True)
    ):
        slice_ = Slice("complaint", f"C{category:02}", f"Loại phản ánh {category}", channel=channel)
        slices[id_of(slice_)] = slice_
        cards.append(
            {
                "i": number,
                "unit_id": unit_id,
                "code": slice_.item,
                "name": slice_.item_name,
                "channel": channel,
                "slice_id": id_of(slice_),
            }
        )
    return Deck(cards, list(slices.values()))


def complaint_courses(seed: int = 4) -> Iterator[Row]:
    """Times in seconds from the request."""
    rng = np.random.default_rng(seed)
    for number in range(COURSES):
        answered = int(rng.gamma(1.5, 16.0) * 3600) if rng.random() > 0.01 else 60 * DAY
        yield {
            "i": number,
            "answered": answered,
            "closed": answered + int(rng.gamma(2.0, 1.0) * DAY),
            "due": int(rng.choice((2, 3, 7))) * DAY,
            "media": "anh.jpg" if rng.random() < 0.4 else "",
            "confirmed": bool(rng.random() < 0.8),
            "reopened": int(rng.random() < 0.03),
            "rating": int(rng.integers(1, 6)),
        }


def _weights(count: int, steep: float) -> Any:
    """Of the first, the second …: Zipf's."""
    weights = 1.0 / np.arange(1, count + 1) ** steep
    return weights / weights.sum()
