"""What an option of a format must look like: each check raises ValueError ("option: what is wrong")."""

from collections.abc import Iterable

from collectors.formats import Options
from collectors.reading.codecs import CODECS

QUANTITIES = ("level", "tide", "rain")
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
