"""What an option of a format must look like: each check raises ValueError ("option: what is wrong")."""

import difflib
from collections.abc import Iterable

from collectors.formats import Options
from collectors.reading.codecs import CODECS
from collectors.reading.figure_table import OURS
from dashboard.figures.told import ENTRIES

QUANTITIES = ("level", "tide", "rain")
TOLD = tuple(one.key for one in ENTRIES.figures)
DECODED = (*QUANTITIES, "distance", "smoke", "fault")


def texts(options: Options, *names: str) -> None:
    for name in names:
        if name in options and not (isinstance(options[name], str) and options[name]):
            raise ValueError(f"{name}: must be a text")


def number(name: str, value: object) -> None:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or value != value or abs(value) > 1e12:
        raise ValueError(f"{name}: must be a number")


def one_of(name: str, value: object, allowed: Iterable[str]) -> None:
    if value not in tuple(allowed):
        raise ValueError(f"{name}: must be one of {', '.join(allowed)}")


def table(options: Options, name: str) -> dict[str, object]:
    """The option as a table, empty where it is not given."""
    value = options.get(name, {})
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise ValueError(f"{name}: must be a table")
    return value


def measures(options: Options, name: str, quantities: Iterable[str], *more: str) -> None:
    """A table of tables {quantity, scale, …}."""
    for key, entry in table(options, name).items():
        where = f"{name}.{key}"
        if not isinstance(entry, dict):
            raise ValueError(f"{where}: must be a table with quantity and scale")  # noqa: TRY004
        one_of(f"{where}.quantity", entry.get("quantity", "level"), quantities)
        for factor in ("scale", *more):
            number(f"{where}.{factor}", entry.get(factor, 1.0))
        for unknown in entry.keys() - {"quantity", "scale", *more}:
            raise ValueError(f"{where}.{unknown}: unknown")


def open311(options: Options) -> None:
    texts(options, "unit_key")
    for theirs, ours in table(options, "statuses").items():
        one_of(f"statuses.{theirs}", ours, ("open", "closed"))


def device(options: Options) -> None:
    texts(options, "device")


def language(options: Options) -> None:
    texts(options, "language")


def sensorthings(options: Options) -> None:
    texts(options, "device")
    one_of("quantity", options.get("quantity", "level"), QUANTITIES)
    number("scale", options.get("scale", 1.0))
    measures(options, "streams", QUANTITIES)


def lorawan(options: Options) -> None:
    measures(options, "values", DECODED, "offset")
    one_of("codec", options.get("codec", "milesight"), CODECS)
    one_of("device_kind", options.get("device_kind", "gauge"), ("gauge", "panel"))


def figures(options: Options) -> None:
    texts(options, "unit", "figure")
    one_of("decimal", options.get("decimal", "."), (".", ","))
    for ours, theirs in table(options, "columns").items():
        one_of(f"columns.{ours}", ours, OURS)
        if not isinstance(theirs, str) or not theirs:
            raise ValueError(f"columns.{ours}: must be the name of a column")
    for theirs, key in table(options, "figures").items():
        _told(f"figures.{theirs}", key)
    if "figure" in options:
        _told("figure", options["figure"])
    ignored = options.get("ignore", [])
    if not isinstance(ignored, list) or not all(isinstance(one, str) for one in ignored):
        raise ValueError("ignore: must be a list of column names")


def _told(name: str, key: object) -> None:
    if key not in TOLD:
        near = difflib.get_close_matches(str(key), TOLD, 1)
        said = f"; did you mean {near[0]!r}?" if near else ": figures.toml lists them"
        raise ValueError(f"{name}: there is no figure {key!r} that is told{said}")
