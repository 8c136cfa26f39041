"""The values that a mapping's expressions found in one item, read by the name of the record's field."""

from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from collectors.formats import Options
from collectors.reading import fields
from collectors.reading.fields import UnreadableError
from collectors.reading.times import Times
from dashboard.records import Person, Reason

E = TypeVar("E", bound=StrEnum)
_YES = ("true", "1", "yes", "open", "có")
_NO = ("false", "0", "no", "closed", "không", "")


class Value:
    """The found values of one item, read by name. Every reader raises UnreadableError naming the field."""

    def __init__(self, found: dict[str, Any], times: Times, options: Options) -> None:
        self.found, self.times, self.options = found, times, options

    def text(self, name: str) -> str:
        return fields.text(self.found, name)

    def label(self, name: str, longest: int = fields.LONGEST_CODE) -> str:
        return fields.text(self.found, name)[:longest]

    def key(self, name: str, longest: int = fields.LONGEST_ID) -> str:
        return fields.identifier(self.found, name, longest)

    def time(self, name: str, *, promise: bool = False) -> datetime | None:
        """By the option `time_format`: iso (default), epoch, epoch_ms, yyyyMMddHHmmss, or strptime's own."""
        if isinstance(known := self.found.get(name), datetime):  # `_received_at`
            return known
        style = str(self.options.get("time_format", "iso"))
        if style == "epoch" or style == "epoch_ms":
            return self.times.epoch(self.found, name, 1000 if style == "epoch_ms" else 1)
        if style == "yyyyMMddHHmmss":
            return self.times.compact(self.found, name, promise=promise)
        if "%" in style:
            return self.times.styled(self.found, name, style, promise=promise)
        return self.times.iso(self.found, name, promise=promise)

    def needed_time(self, name: str) -> datetime:
        return fields.required(self.time(name), name)

    def yes(self, name: str, absent: bool = False) -> bool:
        value = self.found.get(name)
        if value is None:
            return absent
        word = str(value).strip().lower() if isinstance(value, (str, int)) else "?"
        if word not in _YES + _NO:
            raise UnreadableError(Reason.UNKNOWN_CODE, f"{name}: {fields.shown(value)} is neither yes nor no")
        return word in _YES

    def number(self, name: str) -> float | None:
        value = self.found.get(name)
        return None if value is None or value == "" else fields.number(value, name)

    def choice(self, name: str, choices: type[E], absent: E | None = None) -> E:
        value = self.text(name).lower()
        if not value and absent is not None:
            return absent
        if value not in list(choices):
            said = fields.shown(value)
            raise UnreadableError(Reason.UNKNOWN_CODE, f"{name}: {said} is none of {', '.join(choices)}")
        return choices(value)

    def place(self) -> tuple[float | None, float | None]:
        return fields.place(self.found.get("lat"), self.found.get("lon"), self.options)

    def words(self, name: str) -> tuple[str, ...]:
        value = self.found.get(name) or []
        return tuple(
            fields.text({name: word}, name) for word in (value if isinstance(value, list) else [value])
        )

    def person(self) -> Person | None:
        person = Person(
            name=self.text("person_name"),
            phone=self.text("person_phone"),
            email=self.text("person_email"),
            id_number=self.text("person_id_number"),
            address=self.text("person_address"),
        )
        return person if person != Person() else None
