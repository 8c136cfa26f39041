"""Personal data, apart from the records they belong to."""

from sqlalchemy import BigInteger, Column, String, Table, Text

from dashboard.models.base import metadata

# Personal data lives here and nowhere else: masking and erasing have one place.
person = Table(
    "person",
    metadata,
    Column("record", String(16), primary_key=True),  # "dossier", "complaint", "alarm"
    Column("record_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, default=""),
    Column("phone", Text, nullable=False, default=""),
    Column("email", Text, nullable=False, default=""),
    Column("id_number", Text, nullable=False, default=""),
    Column("address", Text, nullable=False, default=""),
)
