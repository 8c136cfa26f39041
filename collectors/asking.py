"""How a feed's own `query` changes the way its format asks an HTTP source."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError
from pydantic import ConfigDict, TypeAdapter, ValidationError

from collectors.checks import WrongKeyError, meant, plain
from collectors.formats import Query

_QUERY: TypeAdapter[Query] = TypeAdapter(Query, config=ConfigDict(extra="forbid", strict=True))


def query(base: Query, given: Mapping[str, Any]) -> Query:
    """The format's way of asking with what the feed overrides; `extra` is a table of further parameters."""
    known = [field.name for field in fields(Query)]
    for key in given:
        if key not in known:
            raise WrongKeyError(
                f"query.{key}", f"unknown key{meant(key, known) or ': there are ' + ', '.join(known)}"
            )
    changes = dict(given)
    if isinstance(extra := given.get("extra"), Mapping):
        changes["extra"] = tuple((key, str(value)) for key, value in extra.items())
    try:
        merged = _QUERY.validate_python(asdict(base) | changes)
    except ValidationError as error:
        first = error.errors()[0]
        raise WrongKeyError(".".join(["query", *map(str, first["loc"])]), plain(first["msg"])) from error
    _paging(merged, given)
    if not (merged.since_style in ("iso", "yyyyMMddHHmmss", "epoch") or "{iso}" in merged.since_style):
        raise WrongKeyError(
            "query.since_style", "must be iso, yyyyMMddHHmmss, epoch or a text that holds {iso}"
        )
    return merged


def _paging(merged: Query, given: Mapping[str, Any]) -> None:
    for key in ("page_size", "first_page", "overlap"):
        if getattr(merged, key) < 0:
            raise WrongKeyError(f"query.{key}", f"must not be less than 0 (given: {getattr(merged, key)})")
    if merged.next_link and merged.page_param:
        key = "page_param" if "page_param" in given else "next_link"
        raise WrongKeyError(f"query.{key}", "pages are numbered or linked, not both: set the other one to ''")
    jmespath_expression("query.next_link", merged.next_link)


def jmespath_expression(key: str, expression: str) -> None:
    """An expression that JMESPath can read; '' is none."""
    try:
        if expression:
            jmespath.compile(expression)
    except JMESPathError as error:
        raise WrongKeyError(key, f"no JMESPath: {' '.join(str(error).split())[:160]}") from error
