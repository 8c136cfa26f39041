"""Any JSON, through JMESPath expressions (jmespath.org): one for the list of items, one a field.

Options: `record`, `items`, `time_format`, `scale`, `words` and each field's expression; see docs/formats.md.
"""

from functools import lru_cache
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.parser import ParsedResult

from collectors.feedfile import options as option_checks
from collectors.formats import Message, Options
from collectors.reading import fields
from collectors.reading.fields import UnreadableError
from collectors.reading.items import each, load_json, whole
from collectors.reading.mapped_kinds import RECORDS
from collectors.reading.mapping import Value
from collectors.reading.times import Times
from dashboard.records import Reason, Record, Rejected

_FAILURES = (JMESPathError, TypeError, ValueError, ArithmeticError, AttributeError, RecursionError)


@whole
def read(message: Message, options: Options) -> list[Record | Rejected]:
    """Every item of the list that `items` finds (default: the body itself) as one record."""
    body = load_json(message.body)
    if isinstance(body, (str, int, float)):
        body = {"_value": body}  # a plain MQTT topic
    items = _search(str(options.get("items", "@")), body, "items")
    items = [items] if isinstance(items, dict) else items
    if not isinstance(items, list):
        raise UnreadableError(Reason.NOT_THIS_FORMAT, f"items: {fields.shown(items)} is no list")
    times, beside = Times(message, options), _beside(message)
    key = options.get("external_id")
    id_key = key if isinstance(key, str) else ""
    return each(message, items, lambda item: [_record(item | beside, options, times)], id_key=id_key)


def _beside(message: Message) -> dict[str, Any]:
    """What an expression may use beside the item: the topic's parts, and the time of receipt with its hour.

    A retained message has no time of receipt: it is the broker's memory, not the source speaking now.
    """
    beside: dict[str, Any] = {"_topic": message.topic.split("/")} if message.topic else {}
    if message.retained:
        return beside
    return beside | {"_received_at": message.received_at, "_hour": f"{message.received_at:%Y%m%dT%H}"}


def _record(item: dict[str, Any], options: Options, times: Times) -> Record:
    kind = RECORDS[str(options["record"])]
    found = {
        name: _search(text, item, name) for name in kind.names if isinstance(text := options.get(name), str)
    }
    return kind.make(Value({**found, **_renamed(found, options)}, times, options))


def _renamed(found: dict[str, Any], options: Options) -> dict[str, Any]:
    """Values in our words, where the option `words` translates the supplier's: {field: {theirs: ours}}."""
    words = options.get("words")
    if not isinstance(words, dict):
        return {}
    return {name: table[str(found[name])] for name, table in words.items() if str(found.get(name)) in table}


def _search(expression: str, item: object, name: str) -> Any:
    try:
        return _compiled(expression).search(item)
    except _FAILURES as error:
        raise UnreadableError(Reason.WRONG_TYPE, f"{name}: {expression}: {str(error)[:120]}") from error


@lru_cache(maxsize=1024)
def _compiled(expression: str) -> ParsedResult:
    return jmespath.compile(expression)


def check(options: Options) -> None:
    """Raises ValueError ("key: what is wrong") for a mapping that cannot work."""
    record = options.get("record")
    if record not in RECORDS:
        raise ValueError(f"record: must be one of {', '.join(RECORDS)}")
    kind = RECORDS[str(record)]
    option_checks.texts(options, "time_format")
    option_checks.number("scale", options.get("scale", 1.0))
    for name in option_checks.table(options, "words"):
        option_checks.table(options["words"], name)  # type: ignore[arg-type]
    for name in kind.needed:
        if name not in options:
            raise ValueError(f"{name}: record = {record!r} needs it")
    for name in ("items", *kind.names):
        if name in options:
            _check_expression(name, options[name])


def _check_expression(name: str, expression: object) -> None:
    if not isinstance(expression, str):
        raise ValueError(  # noqa: TRY004  one kind of error for the reader of feeds.toml
            f"{name}: must be a JMESPath expression; a fixed text is written \"'text'\""
        )
    try:
        _compiled(expression)
    except JMESPathError as error:
        raise ValueError(f"{name}: no JMESPath: {' '.join(str(error).split())[:160]}") from error


OPTIONS = frozenset({"record", "items", "time_format", "scale", "words"}).union(
    *(kind.names for kind in RECORDS.values())
)
