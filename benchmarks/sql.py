"""SQL that makes rows inside the store, the same on SQLite and PostgreSQL."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, Boolean, Column, Connection, Integer, MetaData, Table, Text, insert, text


def numbers(kind: str, first: int, last: int) -> str:
    """A table n of the numbers from `first` to before `last`, in the column i."""
    if kind == "postgresql":
        return f"(SELECT CAST(i AS bigint) AS i FROM generate_series({first}, {last - 1}) AS s (i)) AS n"
    series = f"SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last - 1}"
    return f"(WITH RECURSIVE n (i) AS ({series}) SELECT i FROM n) AS n"


def at(kind: str, seconds: str) -> str:
    """A moment, of an expression of seconds since 1970."""
    return f"to_timestamp({seconds})" if kind == "postgresql" else f"({seconds}) * 1000000"


_SPREAD, _CUT = (2_654_435_761, 2_246_822_519), 65_536  # primes; the low bits of a product are no draw


def drawn(number: str, of: int, turn: int) -> str:
    """A card of a deck for a number: from all over the deck, always the same; another one each `turn`."""
    return f"({number} * {_SPREAD[turn]} / {_CUT}) % {of}"


def draws(numbers: NDArray[np.int64], of: int, turn: int) -> NDArray[np.int64]:
    """The same cards as `drawn` draws."""
    return (numbers * _SPREAD[turn] // _CUT) % of


def insert_made(connection: Connection, table: str, made: Mapping[str, str], source: str) -> None:
    """Insert what expressions make of a source (`FROM …`), column by column."""
    connection.execute(
        text(f"INSERT INTO {table} ({', '.join(made)}) SELECT {', '.join(made.values())} {source}")
    )


def lay_out(connection: Connection, name: str, cards: Sequence[Mapping[str, Any]]) -> None:
    """A deck of cards as a table of this connection, known by their column i."""
    kinds = {bool: Boolean, int: BigInteger, str: Text}
    columns: list[Column[Any]] = [
        Column(key, Integer if key == "i" else kinds[type(value)], primary_key=key == "i")
        for key, value in cards[0].items()
    ]
    deck = Table(name, MetaData(), *columns, prefixes=["TEMPORARY"])
    connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    deck.create(connection)
    connection.execute(insert(deck), list(cards))
    connection.execute(text(f"ANALYZE {name}"))
