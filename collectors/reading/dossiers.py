"""The codes of a dossier (DongBoHoSoMC), and which of two tellings of it is the newer."""

from dataclasses import replace
from datetime import datetime

from collectors.reading.fields import UnreadableError
from dashboard.records import Dossier, Reason, version

STATUSES = range(1, 11)  # TrangThaiHoSo
CHANNELS = range(1, 4)  # KenhThucHien
APPLICANTS = range(1, 5)  # LoaiDoiTuong
_REFUSED = 3
# The order of a dossier's life: within one moment a later state outranks an earlier one.
_LIFE = (1, 2, 4, 5, 6, 8, 7, 3, 9, 10)


def versioned(dossier: Dossier) -> Dossier:
    """The dossier with its version. Raises MISSING_KEY where no date says when it came in."""
    changed_at = _changed_at(dossier)
    begun = dossier.accepted_at or dossier.submitted_at or dossier.status == _REFUSED
    if changed_at is None or not begun:
        raise UnreadableError(Reason.MISSING_KEY, "NgayTiepNhan is missing, and so is NgayNopHoSo")
    return replace(dossier, version=version(changed_at, _LIFE.index(dossier.status)))


def _changed_at(dossier: Dossier) -> datetime | None:
    """The latest thing that happened to a dossier; what is only promised (due dates) does not count."""
    times = [
        dossier.submitted_at,
        dossier.accepted_at,
        dossier.finished_at,
        dossier.returned_at,
        dossier.refused_at,
    ]
    for supplement in dossier.supplements:
        times += (supplement.requested_at, supplement.received_at)
    return max(filter(None, times), default=None)
