"""Administrative units."""

from sqlalchemy import Column, Date, Float, ForeignKey, Integer, String, Table

from dashboard.models.base import metadata

unit = Table(
    "unit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("code", String(16), nullable=False),
    Column("name", String(120), nullable=False),
    Column("level", String(16), nullable=False),
    Column("parent_id", Integer, ForeignKey("unit.id")),
    Column("lat", Float),
    Column("lon", Float),
    Column("area_km2", Float),
    Column("valid_from", Date),
    Column("valid_to", Date),
)
