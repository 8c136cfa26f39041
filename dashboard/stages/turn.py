"""One after the other writes into the history of the stage."""

from sqlalchemy import Connection, text

_TURN = 0x737467  # the advisory lock under which rows are added


def take_turn(connection: Connection) -> None:
    """Until the transaction ends nobody else adds a row; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_TURN})"))
