"""What the golden months must come to: figures.txt and kpis.txt, and values by unit and by slice."""

from dataclasses import dataclass
from pathlib import Path

from dashboard.views import Dimension

_FOLDER = Path(__file__).parent

# By unit: (code, map's day, period) of what was received online ÷ received, resolved online ÷ resolved.
# The codes come again: 769 was Quận 2, then Thành phố Thủ Đức, which took over what Quận 2 had begun.
UNITS = (
    ("769", "2020-12-31", "2020-12", "0/1", "0/0"),
    ("769", "2021-01-01", "2020-12", "0/1", "0/0"),
    ("769", "2021-01-01", "2021-01", "0/1", "0/1"),
    ("769", "2022-05-31", "2022-05", "1/1", "1/1"),
    ("760", "2024-02-29", "2024-02", "1/3", "1/2"),
    ("26743", "", "2025-12", "0/1", "0/1"),
    ("26743", "", "2026-03", "0/1", "0/1"),
    ("26740", "", "2026-03", "1/10", "0/2"),
    ("unknown", "", "2026-03", "0/1", "0/0"),
)

# By slice: (KPI, period, dimension) → member: numerator / denominator.
SLICES: tuple[tuple[str, str, Dimension, dict[str, str]], ...] = (
    # X01 without a channel and X07 at the counter, X02 to X05 and X08 online, X06 by post
    ("online_share", "2025-12", "channel", {"1": "0/2", "2": "5/5", "3": "0/1"}),
    # level 4: X01, X02, M05; 3: X03, X04; 2: X05; the others are in no register
    ("online_received_share", "2025-12", "level", {"0": "1/6", "2": "1/1", "3": "2/2", "4": "1/3"}),
    ("complaints_rated_share", "2026-01", "channel", {"zalo": "1/1", "other": "0/7"}),
    ("camera_events", "2026-01", "item", {"person": "1"}),
)


@dataclass(frozen=True, slots=True)
class Expected:
    """A KPI's parts and its value."""

    numerator: float
    denominator: float | None
    value: float | None


def parts(told: str, scale: str = "1") -> Expected:
    """ "5/8" with the scale 100 is 62.5; "0/0" has no value."""
    if told == "–":
        return Expected(0.0, None, None)
    above, _, below = told.partition("/")
    over, _, under = scale.partition("/")
    factor = float(over) / float(under or 1)
    if not below:
        return Expected(float(above), None, float(above) * factor)
    value = float(above) / float(below) * factor if float(below) else None
    return Expected(float(above), float(below), value)


def figures() -> dict[tuple[str, str], float]:
    """(month, figure) → amount, without the dots."""
    ((head, *rows),) = _tables("figures.txt")
    told = ((month, row[0], amount) for row in rows for month, amount in zip(head[1:], row[1:], strict=True))
    return {(month, figure): float(amount) for month, figure, amount in told if amount != "."}


def kpis() -> dict[str, dict[str, Expected]]:
    """Period → KPI → what it must be."""
    made: dict[str, dict[str, Expected]] = {}
    for head, *rows in _tables("kpis.txt"):
        for key, scale, *told in rows:
            for period, one in zip(head[2:], told, strict=True):
                made.setdefault(period, {})[key] = parts(one, scale)
    return made


def _tables(name: str) -> list[list[list[str]]]:
    """Blocks of lines, each line by its words; a line that begins with # is a remark."""
    lines = (_FOLDER / name).read_text("utf-8").splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#")).strip()
    return [[line.split() for line in block.splitlines()] for block in text.split("\n\n") if block.strip()]
