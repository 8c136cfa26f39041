"""The kinds of record that a mapping can make, and the fields that an expression may be given for."""

from collections.abc import Callable
from dataclasses import dataclass

from collectors.reading import mapped_records
from collectors.reading.mapping import Value
from dashboard.records import Record

Make = Callable[[Value], Record]
_PERSON = ("person_name", "person_phone", "person_email", "person_id_number", "person_address")
_PLACE = ("unit", "lat", "lon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """One kind of record: how it is made, the fields that must have an expression, and those that may."""

    make: Make
    needed: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return self.needed + self.optional


RECORDS: dict[str, Mapped] = {
    "complaint": Mapped(
        make=mapped_records.complaint,
        needed=("external_id", "open", "category_code", "requested_at"),
        optional=(
            *("category_name", "description", "status_notes", "updated_at", "expected_at", "closed_at"),
            *("version", "answered_at", "confirmed", "reopened", "rating", "channel", "media_url"),
            *(*_PLACE, *_PERSON),
        ),
    ),
    "dossier": Mapped(
        make=mapped_records.dossier,
        needed=("external_id", "procedure_code", "status"),
        optional=(
            *("procedure_name", "field_code", "field_name", "channel", "applicant_type", "unit"),
            *("submitted_at", "accepted_at", "due_at", "finished_at", "returned_at", "refused_at"),
            *("has_fee", "paid_online", "digitised", "electronic_result", *_PERSON),
        ),
    ),
    "observation": Mapped(
        make=mapped_records.observation,
        needed=("device_id", "observed_at", "value"),
        optional=("quantity", "external_id"),
    ),
    "alarm": Mapped(
        make=mapped_records.alarm,
        needed=("external_id", "observed_at"),
        optional=(
            *("kind", "category", "severity", "device_id", "title", "description", "area", "expires_at"),
            *("false_alarm", "test", "version", *mapped_records.STAGES, *_PLACE, *_PERSON),
        ),
    ),
    "camera_event": Mapped(
        make=mapped_records.camera_event,
        needed=("external_id", "device_id", "kind", "observed_at"),
        optional=("ended_at", "severity", "zones", "score", "false_positive"),
    ),
    "device": Mapped(
        make=mapped_records.device,
        needed=("external_id", "kind"),
        optional=("name", "quantity", "period", "alarm_levels", *_PLACE),
    ),
    "status": Mapped(
        make=mapped_records.status,
        needed=("device_id", "kind", "observed_at", "health"),
        optional=("detail",),
    ),
}
