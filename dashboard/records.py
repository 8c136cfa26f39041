"""What a feed tells us once its wire format has been read: the records that `ingest` stores.

Every time is aware UTC. `version` orders two tellings of one record: milliseconds since 1970 of its last
change × 16 + the rank of its state (0–15); the larger is the newer, and of equals the later received wins.
`unit` is the supplier's own word for the administrative unit (code or name, any spelling); `gazetteer` finds
the unit, else the coordinate does.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Literal

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Reason(StrEnum):
    """Why a message or an item of it could not be read. The value is stored and translated on screen."""

    BAD_JSON = "bad_json"
    BAD_XML = "bad_xml"
    BAD_ENCODING = "bad_encoding"
    TOO_LARGE = "too_large"
    ERROR_ANSWER = "error_answer"  # the supplier's own error body
    NOT_THIS_FORMAT = "not_this_format"
    MISSING_KEY = "missing_key"
    WRONG_TYPE = "wrong_type"
    BAD_DATE = "bad_date"
    BAD_NUMBER = "bad_number"
    BAD_COORDINATES = "bad_coordinates"
    UNKNOWN_CODE = "unknown_code"
    NOT_DECODED = "not_decoded"  # a device's raw bytes, with no decoded object beside them
    REFUSED_BY_STORE = "refused_by_store"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An item that cannot be read: kept with its bytes so that it can be replayed after a mend."""

    reason: Reason
    detail: (
        str  # plain English for the log and the feed page, e.g. "NgayTiepNhan: '20251332250000' is no date"
    )
    body: bytes  # the item's own bytes where an envelope held several, else the whole message
    external_id: str = ""
    topic: str = ""  # MQTT: where it came from; set by the subscriber, not by formats
    again: bool = False  # MQTT: delivered a second time, so it may be kept already


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Personal data under Law 91/2025/QH15, stored apart from the record it belongs to."""

    name: str = ""
    phone: str = ""
    email: str = ""
    id_number: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """A request to the citizen for missing papers (DanhSachHoSoBoSung)."""

    requested_at: datetime
    received_at: datetime | None = None
    due_before: datetime | None = None
    due_after: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One administrative dossier, codes as DongBoHoSoMC sends them (docs/feeds.md)."""

    external_id: str
    version: int
    procedure_code: str
    procedure_name: str = ""
    field_code: str = ""
    field_name: str = ""
    channel: int = 1  # KenhThucHien: 1 at the counter, 2 online, 3 by post
    applicant_type: int | None = None  # LoaiDoiTuong 1..4
    status: int  # TrangThaiHoSo 1..10
    unit: str = ""
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    returned_at: datetime | None = None
    refused_at: datetime | None = None
    supplements: tuple[Supplement, ...] = ()
    has_fee: bool = False  # the fees are not all 0
    paid_online: bool = False  # DuocThanhToanTrucTuyen 1 or 2
    digitised: bool = False
    electronic_result: bool = False
    reused: bool = False  # papers taken over from an earlier dossier (DuocTaiSuDung)
    from_national_store: bool = False  # papers taken from the national store (DuocLayTuKhoDMQG)
    population_checked: bool = False  # looked up in a national database (DSKetNoiCSDL)
    person: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierStep:
    """One step of a dossier's way through the offices (CapNhatTienDoHoSoMC)."""

    dossier_id: str  # the dossier's external id
    observed_at: datetime
    status: int
    officer: str = ""
    department: str = ""
    content: str = ""
    started_at: datetime | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One citizen's complaint, in the words of Open311 GeoReport v2."""

    external_id: str
    version: int
    open: bool
    category_code: str
    category_name: str = ""
    description: str = ""
    status_notes: str = ""
    requested_at: datetime
    updated_at: datetime | None = None
    expected_at: datetime | None = None  # the supplier's own promise; its clock is worked out here
    answered_at: datetime | None = None  # the first answer; unsaid: when it was closed
    closed_at: datetime | None = None
    unit: str = ""
    lat: float | None = None
    lon: float | None = None
    channel: str = ""
    media_url: str = ""
    confirmed: bool | None = None  # found to be true or not; None: not judged
    reopened: int = 0  # how often, as the source counts it
    rating: int | None = None  # the citizen's, 1 to 5
    person: Person | None = None


class DeviceKind(StrEnum):
    """What kind of thing speaks."""

    CAMERA = "camera"
    PANEL = "panel"
    GAUGE = "gauge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """Where a device stands and what it is called; it says nothing about whether the device lives."""

    external_id: str
    kind: DeviceKind
    name: str = ""
    unit: str = ""
    lat: float | None = None
    lon: float | None = None
    quantity: str = ""  # of a gauge: "level" (m), "tide" (m), "rain" (mm)
    period: float | None = None  # seconds between two messages, where the source says so
    alarm_levels: tuple[float, ...] = ()  # I, II, III, in the quantity's unit


class Health(StrEnum):
    """What a device says of itself. Silence is not among them: `feeds` finds that out from the clock."""

    ONLINE = "online"
    OFFLINE = "offline"
    FAULT = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceStatus:
    """A device says that it lives, or that it does not."""

    device_id: str
    kind: DeviceKind
    observed_at: datetime
    health: Health
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One reading of a gauge, canonical: level and tide in metres, rain in millimetres."""

    device_id: str
    observed_at: datetime
    value: float
    quantity: str = ""  # unsaid: what its gauge is registered for, else a level
    external_id: str = ""  # where the source numbers its readings


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraEvent:
    """Something that a camera saw or felt."""

    external_id: str
    version: int
    device_id: str
    kind: str  # "person", "car", "motion", "tamper", …: the source's own word
    observed_at: datetime  # its beginning
    ended_at: datetime | None = None
    severity: str = ""  # the source's own word, e.g. Frigate's "alert" or "detection"
    zones: tuple[str, ...] = ()
    score: float | None = None
    false_positive: bool = False


class Severity(StrEnum):
    """CAP 1.2 severities, plus unknown."""

    EXTREME = "extreme"
    SEVERE = "severe"
    MODERATE = "moderate"
    MINOR = "minor"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A fire panel's signal or a public alert, from its detection to its end."""

    external_id: str
    version: int
    kind: str  # "fire", "fault", "test", … of a panel; "alert" of CAP
    category: str = ""  # CAP category, lower case: "fire", "met", "geo", …; "fire" for a panel
    severity: Severity = Severity.UNKNOWN
    device_id: str = ""
    title: str = ""
    description: str = ""
    unit: str = ""
    area: str = ""
    lat: float | None = None
    lon: float | None = None
    observed_at: datetime  # detected
    received_by_brigade_at: datetime | None = None
    dispatched_at: datetime | None = None
    arrived_at: datetime | None = None
    controlled_at: datetime | None = None
    expires_at: datetime | None = None
    ended_at: datetime | None = None  # out, restored, cancelled
    false_alarm: bool = False
    test: bool = False  # an exercise or a system test: stored, counted nowhere
    replaces: tuple[str, ...] = ()  # external ids that this one updates or cancels
    person: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureValue:
    """One figure as another system tells it ready-made, of a unit's day or of its month.

    `figure` is a key of figures.toml. Its identity is (feed, figure, unit, day, grain).
    """

    figure: str
    unit: str
    day: date  # of a month, its first day
    grain: Literal["day", "month"] = "day"
    value: float
    version: int
    source: str = ""  # the source's own words on where it is from


Record = (
    Dossier
    | DossierStep
    | Complaint
    | Device
    | DeviceStatus
    | Observation
    | CameraEvent
    | Alarm
    | FigureValue
)


@dataclass(frozen=True, slots=True)
class Batch:
    """What one feed told in one go: what could be read and what could not.

    `heard` is how many messages stand behind it: a feed that sends an empty list still speaks.
    """

    feed: str
    records: list[Record] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    heard: int = 0


def moment(record: Record) -> datetime | None:
    """When the source last had something to say of the record, UTC; None for what carries no time."""
    match record:
        case Observation() | DeviceStatus() | DossierStep():
            return record.observed_at
        case Device():
            return None
        case _:
            return _EPOCH + timedelta(milliseconds=record.version >> 4)


def version(changed_at: datetime, rank: int = 0) -> int:
    """The version of a record that last changed at `changed_at`, in a state of this rank (0–15)."""
    return ((changed_at - _EPOCH) // _MILLISECOND << 4) + rank
