"""How a feed's own `query` changes the way its format asks an HTTP source."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_type_hints

import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import TypeAdapter, ValidationError

from collectors.feedfile.checks import WrongKeyError, meant, plain
from collectors.formats import Query

_KEYS = {
    name: TypeAdapter[Any](hint) for name, hint in get_type_hints(Query).items() if not name.startswith("_")
}


def query(base: Query, given: Mapping[str, Any]) -> Query:
    """The format's way of asking with what the feed overrides; `extra` is a table of further parameters.

    Raises WrongKeyError.
    """
    changes = {key: _value(key, value) for key, value in given.items()}
    merged = replace(base, **changes)
    if merged.next_link and merged.page_param:
        key = "page_param" if "page_param" in given else "next_link"
        raise WrongKeyError(f"query.{key}", "pages are numbered or linked, not both: set the other one to ''")
    jmespath_expression("query.next_link", merged.next_link)
    if not (merged.since_style in ("iso", "yyyyMMddHHmmss", "epoch") or "{iso}" in merged.since_style):
        raise WrongKeyError(
            "query.since_style", "must be iso, yyyyMMddHHmmss, epoch or a text that holds {iso}"
        )
    return merged


def _value(key: str, value: Any) -> Any:
    if key not in _KEYS:
        raise WrongKeyError(
            f"query.{key}", f"unknown key{meant(key, _KEYS) or ': there are ' + ', '.join(_KEYS)}"
        )
    if key == "extra" and isinstance(value, Mapping):
        return tuple((name, str(entry)) for name, entry in value.items())
    try:
        found = _KEYS[key].validate_python(value, strict=True)
    except ValidationError as error:
        said = plain(error.errors()[0]["msg"])
        raise WrongKeyError(f"query.{key}", f"{said} (given: {repr(value)[:80]})") from error
    if isinstance(found, int) and found < 0:
        raise WrongKeyError(f"query.{key}", f"must not be less than 0 (given: {found})")
    return found


def jmespath_expression(key: str, expression: str) -> None:
    """An expression that JMESPath can read; '' is none. Raises WrongKeyError."""
    try:
        if expression:
            jmespath.compile(expression)
    except JMESPathError as error:
        raise WrongKeyError(key, f"no JMESPath: {' '.join(str(error).split())[:160]}") from error
