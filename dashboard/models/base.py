"""What every table shares: the naming of constraints, and the columns that recur."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, MetaData, SmallInteger

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def feed_id() -> Column[int]:
    return Column("feed_id", SmallInteger, ForeignKey("feed.id"), nullable=False)


def unit_id() -> Column[int]:
    return Column("unit_id", Integer, ForeignKey("unit.id"), nullable=False)


def place() -> tuple[Column[float], Column[float], Column[bool]]:
    """Degrees WGS 84; `approximate` where the unit is only the nearest centre."""
    return Column("lat", Float), Column("lon", Float), Column("approximate", Boolean, nullable=False)
