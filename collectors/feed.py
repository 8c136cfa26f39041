"""What a feed is: one `[[feed]]` of `feeds.toml`, checked whole at the start."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["dossiers", "complaints", "cameras", "fire", "flood"]


class Feed(BaseModel):
    """One source of records. `late_after` and `silent_after` are seconds without a new record."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = ""
    kind: Kind
    transport: Literal["http", "mqtt"]
    address: str
    format: str
