"""Thousands of rows in one go, without SQLAlchemy's work for each row: the hot path of the readings.

Values come in columns, as Python holds them. PostgreSQL takes them as arrays in one statement, SQLite takes
them row by row.
"""

# ruff: noqa: S608  what is put into the statements are names of our own tables

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import JSON, Connection, Date, Float, String, Table
from sqlalchemy.dialects import postgresql

from dashboard.columns import UtcDateTime, from_micros, to_micros

Columns = Mapping[str, Sequence[Any]]  # all of one length
Convert = Callable[[Any], Any]


def put(
    connection: Connection, table: Table, columns: Columns, keys: Sequence[str], adds: Sequence[str] = ()
) -> None:
    """Insert rows, or replace all but `keys` of what is held under them; to the columns `adds` it is added.

    Each key comes once.
    """
    statement = _insert(table, tuple(columns), tuple(keys), tuple(adds), _arrays(connection))
    _execute(connection, table, columns, statement)


def change(connection: Connection, table: Table, columns: Columns, key: str) -> None:
    """Set columns of the rows that the column `key` names, each at most once."""
    ordered = {name: columns[name] for name in columns if name != key} | {key: columns[key]}
    _execute(connection, table, ordered, _update(table, tuple(ordered), _arrays(connection)))


def pick(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    fixed: tuple[str, Any],
    among: tuple[str, Sequence[Any]],
) -> Iterable[Iterable[Any]]:
    """The named columns of the rows whose column `fixed` has a value and whose column `among` one of many."""
    arrays = _arrays(connection)
    statement = _select(table, tuple(names), fixed[0], among[0], arrays)
    [[value]] = _converted(table, {fixed[0]: [fixed[1]]}, arrays)
    many = list(among[1]) if arrays else orjson.dumps(among[1]).decode()
    found = connection.exec_driver_sql(statement, (many, value) if arrays else (value, many)).all()
    if arrays or not found:
        return found
    columns = zip(names, zip(*found, strict=True), strict=True)
    return zip(*(_read(table.c[name].type, values) for name, values in columns), strict=True)


def _arrays(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _execute(connection: Connection, table: Table, columns: Columns, statement: str) -> None:
    arrays = _arrays(connection)
    values = _converted(table, columns, arrays)
    if not values or not values[0]:
        return
    connection.exec_driver_sql(statement, tuple(values) if arrays else list(zip(*values, strict=True)))


def _converted(table: Table, columns: Columns, arrays: bool) -> list[list[Any]]:
    """The columns as the driver takes them; a column often repeats one object, which is converted once."""
    made = []
    for name, values in columns.items():
        convert = _converter(table.c[name].type, arrays)
        made.append(list(values) if convert is None else _each(convert, values))
    return made


def _each(convert: Convert, values: Sequence[Any]) -> list[Any]:
    first = values[0] if values else None
    if first is not None and all(value is first for value in values):
        return [convert(first)] * len(values)
    return [None if value is None else convert(value) for value in values]


def _converter(kind: Any, arrays: bool) -> Convert | None:
    if isinstance(kind, Float):
        return float  # an array has one type
    if arrays:
        return None
    if isinstance(kind, UtcDateTime):
        return to_micros
    return str if isinstance(kind, Date) else None


def _read(kind: Any, values: Sequence[Any]) -> Sequence[Any]:
    """A column as SQLite keeps it, as Python holds it."""
    if isinstance(kind, UtcDateTime):
        return [None if value is None else from_micros(value) for value in values]
    return [_json(value) for value in values] if isinstance(kind, JSON) else values


@lru_cache(maxsize=4096)
def _json(value: str) -> Any:
    return orjson.loads(value)


@lru_cache(maxsize=64)
def _insert(
    table: Table, names: tuple[str, ...], keys: tuple[str, ...], adds: tuple[str, ...], arrays: bool
) -> str:
    source = f"SELECT * FROM unnest({_typed(table, names)})" if arrays else f"VALUES ({_marks(names)})"
    changed = ", ".join(
        f"{name} = {f'{table.name}.{name} + ' if name in adds else ''}excluded.{name}"
        for name in names
        if name not in keys
    )
    return (
        f"INSERT INTO {table.name} ({', '.join(names)}) {source}"
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}"
    )


@lru_cache(maxsize=64)
def _update(table: Table, names: tuple[str, ...], arrays: bool) -> str:
    *changed, key = names
    if not arrays:
        return f"UPDATE {table.name} SET {', '.join(f'{name} = ?' for name in changed)} WHERE {key} = ?"
    return (
        f"UPDATE {table.name} SET {', '.join(f'{name} = told.{name}' for name in changed)}"
        f" FROM unnest({_typed(table, names)}) AS told ({', '.join(names)})"
        f" WHERE {table.name}.{key} = told.{key}"
    )


@lru_cache(maxsize=64)
def _select(table: Table, names: tuple[str, ...], fixed: str, among: str, arrays: bool) -> str:
    chosen = f"SELECT {', '.join(names)} FROM {table.name}"
    if not arrays:
        return f"{chosen} WHERE {fixed} = ? AND {among} IN (SELECT value FROM json_each(?))"
    # A join, because PostgreSQL compares each row with all of an array where it does not go by an index.
    return f"{chosen} JOIN unnest({_typed(table, [among])}) AS told (one) ON {among} = one WHERE {fixed} = %s"


def _typed(table: Table, names: Iterable[str]) -> str:
    return ", ".join(f"%b::{_array_type(table.c[name].type)}[]" for name in names)


def _array_type(kind: Any) -> str:
    if isinstance(kind, String):
        return "TEXT"  # a cast to VARCHAR(n) would cut in silence what is too long
    return str(kind.compile(postgresql.dialect()))  # type: ignore[no-untyped-call]


def _marks(names: Sequence[str]) -> str:
    return ", ".join("?" for _ in names)
