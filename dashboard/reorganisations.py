"""Reorganisations from a data file: each ends units, begins others, and says where their land goes."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dashboard.pieces import Piece
from dashboard.units import CITY_ID, Unit

_ALL_OF_IT = 1e-6  # shares may be off from 1 by so much


class ReorganisationError(Exception):
    """An entry of the data file cannot be; the message is one line that says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorganisation:
    """What changes on one day; `land` says for each unit that ends or gives land where it goes, by codes."""

    on: date
    source: str
    begins: tuple[Unit, ...]
    land: Mapping[str, Mapping[str, float]]


def read(path: Path) -> list[Reorganisation]:
    """The entries of a file like data/successions.toml, oldest first. Raises ReorganisationError."""
    entries = tomllib.loads(path.read_text("utf-8")).get("reorganisation", [])
    return sorted((_read(entry) for entry in entries), key=lambda one: one.on)


def _read(entry: Mapping[str, Any]) -> Reorganisation:
    try:
        on = entry["on"]
        begins = (
            Unit(**{"level": "ward", "parent_id": CITY_ID} | unit, valid_from=on)
            for unit in entry.get("units", ())
        )
        land = {told["from"]: told["to"] for told in entry["succession"]}
        return Reorganisation(on=on, source=entry["source"], begins=tuple(begins), land=land)
    except (KeyError, TypeError) as error:
        raise ReorganisationError(f"reorganisation of {entry.get('on')}: {error}") from error


def apply(
    units: Iterable[Unit], pieces: Iterable[Piece], change: Reorganisation
) -> tuple[tuple[Unit, ...], tuple[Piece, ...]]:
    """Units and pieces with the change in them. Raises ReorganisationError where it does not fit them."""
    held, land = list(units), list(pieces)
    eve = change.on - timedelta(days=1)
    on_map = {piece.unit(eve) for piece in land}
    before = {unit.code: unit.id for unit in held if unit.id in on_map}
    after = before | {unit.code: unit.id for unit in change.begins}
    goes = {_known(code, before, change): _targets(code, after, change) for code in change.land}
    _check(held, change, goes)
    stays = {target for targets in goes.values() for target in targets}
    ended = goes.keys() - stays
    return (
        (*(replace(unit, valid_to=eve) if unit.id in ended else unit for unit in held), *change.begins),
        tuple(part for piece in land for part in _divided(piece, goes.get(piece.unit(eve)), change.on)),
    )


def _divided(piece: Piece, targets: Mapping[int, float] | None, on: date) -> Iterator[Piece]:
    if targets is None:
        yield piece
        return
    for unit_id, share in targets.items():
        yield replace(piece, area_km2=piece.area_km2 * share, on_map=(*piece.on_map, (on, unit_id)))


def _known(code: str, units: Mapping[str, int], change: Reorganisation) -> int:
    if code not in units:
        raise ReorganisationError(f"reorganisation of {change.on}: no unit of the map has the code {code!r}")
    return units[code]


def _targets(code: str, after: Mapping[str, int], change: Reorganisation) -> dict[int, float]:
    targets = {_known(to, after, change): float(share) for to, share in change.land[code].items()}
    if abs(sum(targets.values()) - 1) > _ALL_OF_IT or any(share <= 0 for share in targets.values()):
        raise ReorganisationError(f"reorganisation of {change.on}: the shares of {code!r} do not sum to 1")
    return targets


def _check(held: Iterable[Unit], change: Reorganisation, goes: Mapping[int, Mapping[int, float]]) -> None:
    taken = {unit.id for unit in held}
    landed = {target for targets in goes.values() for target in targets}
    for unit in change.begins:
        if unit.id in taken:
            raise ReorganisationError(f"reorganisation of {change.on}: the id {unit.id} is another unit's")
        if unit.id not in landed:
            raise ReorganisationError(f"reorganisation of {change.on}: {unit.name} is given no land")
