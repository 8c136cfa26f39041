"""Where a telling belongs: to a figure that is told, of a unit that held on its day."""

from functools import lru_cache
from typing import Literal, NamedTuple

from dashboard.figures import BY_KEY
from dashboard.figures.told import OF_THE_CITY, TOLD
from dashboard.placenames import glue, plain, read, split_kind
from dashboard.records import FigureValue
from dashboard.successions import history
from dashboard.units import CITY_ID, UNKNOWN_ID, Unit
from dashboard.whereabouts import Whereabouts


class Misplaced(NamedTuple):
    """Why a telling cannot be placed: the column, what is wrong with it, and both in a sentence."""

    column: Literal["figure", "unit"]
    code: Literal["unknown_figure", "unknown_unit", "city_only"]
    detail: str


def placed(record: FigureValue, where: Whereabouts) -> tuple[int, Misplaced | None]:
    """The unit's id, and why the telling cannot be placed."""
    figure, word = BY_KEY.get(record.figure), record.unit[:60]
    if figure is None or figure.counted_from != TOLD:
        said = f"figure: there is none {record.figure[:60]!r} that is told (figures.toml)"
        return UNKNOWN_ID, Misplaced("figure", "unknown_figure", said)
    unit_id, _approximate = where.find(record.unit, None, None, record.day)
    if unit_id == UNKNOWN_ID or not _is_itself(record.unit, unit_id):
        return unit_id, Misplaced("unit", "unknown_unit", f"unit: {word!r} is no unit on {record.day}")
    if record.figure in OF_THE_CITY and unit_id != CITY_ID:
        said = f"unit: {record.figure} is told for the whole city only, not for {word!r}"
        return unit_id, Misplaced("unit", "city_only", said)
    return unit_id, None


@lru_cache(maxsize=50_000)
def _is_itself(text: str, unit_id: int) -> bool:
    """Whether a text means the unit, not one of old that went into it: a part's figure is not the whole's."""
    unit = _units()[unit_id]
    if unit_id == CITY_ID or text.strip().isdigit():
        return unit_id == CITY_ID or text.strip() == unit.code
    _kind, short = split_kind(unit.name)
    wanted = {plain(glue(unit.name)), plain(glue(short))}
    parts = read(text).parts
    return any({plain(glue(part.name)), plain(glue(part.kind + part.name))} & wanted for part in parts)


@lru_cache(maxsize=1)
def _units() -> dict[int, Unit]:
    return {unit.id: unit for unit in history().units}
