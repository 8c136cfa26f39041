"""The keys that every `[[feed]]` may have, whatever its transport (docs/feeds.md lists them all)."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from collectors.feedfile import checks
from collectors.feedfile.checks import WrongKeyError
from collectors.feedfile.devices import KINDS, read_devices
from collectors.formats.registry import FORMATS, Format
from dashboard.feeds import FeedInfo
from dashboard.records import Device
from dashboard.settings import Settings

Kind = Literal["dossiers", "complaints", "cameras", "fire", "flood", "figures"]
Seconds = Annotated[float, Field(strict=True, gt=0, le=366 * 86400, allow_inf_nan=False)]
Count = Annotated[int, Field(strict=True, gt=0)]
Variable = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


class Feed(BaseModel):
    """One source of records. `late_after` and `silent_after` are seconds without a word from it.

    Secrets are neither in the file nor in here: a key that ends in `_env` names the variable that holds one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    schemes: ClassVar[tuple[str, ...]] = ()
    secrets: ClassVar[tuple[str, ...]] = ()

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")
    title: str = ""
    kind: Kind
    transport: Literal["http", "mqtt"]
    address: str
    format: str
    options: Mapping[str, Any] = Field(default_factory=dict)
    late_after: Seconds = 300.0
    silent_after: Seconds = 900.0
    device_period: Seconds = 120.0
    devices: Path | None = None  # a CSV file
    inventory: Mapping[str, Any] = Field(default_factory=dict)  # an HTTP source that tells where they stand
    timeout: Seconds = 10.0
    max_bytes: Count = 16 * 1024 * 1024
    verify: bool = Field(True, strict=True)
    ca_file: Path | None = None
    cert_file: Path | None = None
    key_file: Path | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        checks.address(self.address, self.schemes)
        checks.known_format(self.format, self.kind, self.transport)
        checks.options(self.format, self.options)
        if self.silent_after < self.late_after:
            raise WrongKeyError(
                "silent_after", f"{self.silent_after:g} s is sooner than late_after, {self.late_after:g} s"
            )
        for key in ("devices", "inventory"):
            if getattr(self, key) and self.kind not in KINDS:
                raise WrongKeyError(key, f"{self.kind} have no devices")
        self.read_devices()
        for key in self.secrets:
            checks.variable(key, getattr(self, key))
        checks.tls(self.verify, self.ca_file, self.cert_file, self.key_file)
        return self

    @property
    def wire(self) -> Format:
        """The format's entry in the registry."""
        return FORMATS[self.format]

    def info(self) -> FeedInfo:
        """What the core knows of it."""
        return FeedInfo(
            name=self.name,
            kind=self.kind,
            transport=self.transport,
            title=self.title or self.name,
            late_after=self.late_after,
            silent_after=self.silent_after,
            device_period=self.device_period,
        )

    def reading(self, settings: Settings) -> dict[str, object]:
        """The options that the format's `read` is called with."""
        common = {"timezone": settings.timezone, "bounds": settings.bounds, "max_bytes": self.max_bytes}
        return common | dict(self.options)

    def read_devices(self) -> list[Device]:
        """The devices of the CSV file, read anew. Raises WrongKeyError."""
        return read_devices(self.devices, self.kind) if self.devices else []

    def secret(self, key: str) -> str:
        """The value of the variable that a key such as `token_env` names; "" where there is none."""
        return os.environ.get(getattr(self, key) or "", "")
