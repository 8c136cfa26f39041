"""Figures that other systems tell ready-made: the ready entries, a city's own, and what tellings come to."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from dashboard.civil import month_of
from dashboard.figurefile import FigureFile, FigureFileError, read
from dashboard.figures.figure import Bucket, Figure
from dashboard.settings import Settings

TOLD = "told"  # what these figures are counted from
_READY = Path(__file__).with_name("figures.toml")


def _own_file() -> Path | None:
    try:
        return Settings().figures
    except ValidationError:
        return None  # settings() says at the start what is wrong


def _all(own: Path | None) -> tuple[FigureFile, FigureFile, str]:
    """All entries, the city's own, and what is wrong with its file: no import fails of that."""
    ready, mine = read(_READY), FigureFile()
    try:
        mine = mine if own is None else read(own)
    except FigureFileError as error:
        return ready, mine, str(error)
    return ready + mine, mine, ""


OWN_FILE = _own_file()
ENTRIES, OWN, FAULT = _all(OWN_FILE)
FIGURES = tuple(
    Figure(key=one.key, counted_from=TOLD, formula=one.name_en, merge=one.merge, unit=one.unit or one.name_en)
    for one in ENTRIES.figures
)
OF_THE_CITY = frozenset(one.key for one in ENTRIES.figures if one.level == "city")


class Telling(NamedTuple):
    """What one feed told of a figure of a unit, for a day or for a month (`day`: its first)."""

    feed_id: int
    figure: str
    unit_id: int
    day: date
    grain: str
    version: int
    value: float


def told_figures(tellings: Iterable[Telling]) -> dict[Bucket, float]:
    """The buckets that all tellings of some (figure, unit, month) come to.

    Of several feeds that told the same, the newest telling holds. Where a month itself was told, its days
    are not counted besides.
    """
    newest: dict[tuple[str, int, date, str], Telling] = {}
    for one in tellings:
        key = one.figure, one.unit_id, one.day, one.grain
        held = newest.get(key)
        if held is None or (one.version, one.feed_id) > (held.version, held.feed_id):
            newest[key] = one
    months: dict[tuple[str, int, date], list[Telling]] = defaultdict(list)
    for one in newest.values():
        months[one.figure, one.unit_id, month_of(one.day)].append(one)
    return {
        (one.day, one.figure, one.unit_id): one.value
        for told in months.values()
        for one in ([whole for whole in told if whole.grain == "month"] or told)
    }
