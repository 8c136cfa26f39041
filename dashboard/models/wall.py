"""The city's stage: only ever added to."""

from sqlalchemy import JSON, Column, SmallInteger, String, Table, Text

from dashboard.columns import BigKey, UtcDateTime
from dashboard.models.base import metadata

# A row each time what the program proposes changes ("proposed"), a leader sets a stage ("set") or gives
# it back to the program ("released").
city_stage = Table(
    "city_stage",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("stage", SmallInteger, nullable=False),  # 1 … 5
    Column("who", String(120), nullable=False),  # "program", or an account's name
    Column("reason", Text, nullable=False, server_default=""),  # what the leader wrote
    Column("until", UtcDateTime),  # of a "set": from then on the proposal holds again; none: until released
    Column("detail", JSON, nullable=False),  # the rules that asked for it, with their counts
)
