"""Dossiers as the DongBoHoSoMC message of the National Public Service Portal: all texts, local times."""

from typing import Any

from simulator.city import City
from simulator.clock import day_of, local, to_date
from simulator.districts import district_of
from simulator.dossiers import (
    ACCEPTED,
    ANSWERED,
    ASKED,
    CLOSED,
    DIGITISED,
    ELECTRONIC,
    FINISHED,
    FROM_STORE,
    LOOKED_UP,
    NEVER,
    ONLINE,
    REFUSED,
    RETURNED,
    REUSED,
    STATUS_AFTER,
    SUBMITTED,
    Filed,
)
from simulator.procedures import PROCEDURES, Procedure
from simulator.seeded import mix
from simulator.streets import FAMILY_NAMES, GIVEN_NAMES, MIDDLE_NAMES

PROVINCE = "H29"


def stamp(moment: float) -> str:
    """yyyyMMddHHmmss in Asia/Ho_Chi_Minh; '' for never."""
    return "" if moment >= NEVER else local(moment).strftime("%Y%m%d%H%M%S")


def envelope(session: str, dossiers: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "session": session,
        "madonvi": PROVINCE,
        "isUpdating": "True",
        "service": "DongBoHoSoMC",
        "data": dossiers,
    }


def number_of(filed: Filed, row: int) -> str:
    """MaHoSo, e.g. H29.101-251105-0042: province, office, day, number."""
    date = to_date(filed.day).strftime("%y%m%d")
    return f"{PROVINCE}.{101 + filed.ward[row]}-{date}-{filed.number[row]:04d}"


def dossier(city: City, filed: Filed, row: int, now: float) -> dict[str, Any]:
    """The dossier as it stands at `now`; what has not happened yet is empty."""
    procedure = PROCEDURES[filed.procedure[row]]
    events = [event if event <= now else int(NEVER) for event in filed.events[row].tolist()]
    salt = mix(city.seed, filed.day, int(filed.ward[row]), int(filed.number[row]))
    online, paid = filed.channel[row] == ONLINE, bool(filed.paid_online[row])
    papers = filed.papers[row].tolist()
    told = {
        "MaHoSo": number_of(filed, row),
        "MaTTHC": procedure.code,
        "TenTTHC": procedure.name,
        "MaLinhVuc": procedure.field_code,
        "TenLinhVuc": procedure.field_name,
        "KenhThucHien": str(filed.channel[row]),
        "LoaiDoiTuong": "2" if procedure.by_firms and salt % 3 == 0 else "1",
        "TrichYeuHoSo": "",
        "TrangThaiHoSo": str(_status(filed, row, events)),
        "HinhThuc": "1" if online else "0",
        "DonViXuLy": f"UBND {_office(city, filed, row, events)}",
        "NoiNopHoSo": "2" if online else "1",
        "GhiChu": "",
        "DanhSachLePhi": _fees(procedure, paid=paid),
        "DanhSachHoSoBoSung": _supplements(filed, row, events),
        "DanhSachGiayToKetQua": _results(procedure, salt, events, electronic=bool(papers[ELECTRONIC])),
        "TaiLieuNop": _submitted(papers, salt),
        "HoSoCoThanhPhanSoHoa": _flag(papers[DIGITISED]),
        "TaiKhoanDuocXacThucVoiVNeID": "1" if online else "0",
        "DuocThanhToanTrucTuyen": str(1 + salt % 2) if paid else "0",
        "DSKetNoiCSDL": ["CSDLDC"] if papers[LOOKED_UP] else [],
    }
    return told | _dates(filed, row, events) | _person(salt)


def _dates(filed: Filed, row: int, events: list[int]) -> dict[str, str]:
    refused = filed.outcome[row] == REFUSED and events[CLOSED] < NEVER
    due = int(filed.due_moved[row] if events[ANSWERED] < NEVER else filed.due[row])
    ended = int(NEVER) if refused else min(events[FINISHED], events[CLOSED])
    return {
        "NgayNopHoSo": stamp(events[SUBMITTED]),
        "NgayTiepNhan": stamp(events[ACCEPTED]),
        "NgayHenTra": stamp(due) if events[ACCEPTED] < NEVER else "",
        "NgayTra": stamp(events[RETURNED]),
        "NgayKetThucXuLy": stamp(ended),
        "NgayTuChoi": stamp(events[CLOSED]) if refused else "",
    }


def _office(city: City, filed: Filed, row: int, events: list[int]) -> str:
    """The unit that took it on, as an office writes it: "phường Sài Gòn"; a district before 1/7/2025."""
    ward = city.wards[filed.ward[row]]
    taken_on = day_of(events[ACCEPTED] if events[ACCEPTED] < NEVER else events[SUBMITTED])
    district = district_of(ward.code, taken_on)
    name = ward.name if district is None else district.name
    return name[0].lower() + name[1:]


def _status(filed: Filed, row: int, events: list[int]) -> int:
    latest = max(column for column, event in enumerate(events) if event < NEVER)
    return int(filed.outcome[row]) if latest == CLOSED else STATUS_AFTER[latest]


def _fees(procedure: Procedure, *, paid: bool) -> list[dict[str, str]]:
    way = "2" if paid else "1"
    return [
        {
            "TenPhiLePhi": f"Lệ phí {procedure.field_name.lower()}",
            "Gia": str(procedure.fee),
            "HinhThucThu": way,
        }
    ]


def _supplements(filed: Filed, row: int, events: list[int]) -> list[dict[str, str]]:
    if events[ASKED] >= NEVER:
        return []
    answered = events[ANSWERED] < NEVER
    return [
        {
            "HoSoBoSungId": f"{number_of(filed, row)}-BS1",
            "NgayBoSung": stamp(events[ASKED]),
            "NgayTiepNhanBoSung": stamp(events[ANSWERED]),
            "NgayHenTraTruoc": stamp(filed.due[row]),
            "NgayHenTraMoi": stamp(filed.due_moved[row]) if answered else "",
        }
    ]


def _flag(told: bool) -> str:
    return "1" if told else "0"


def _submitted(papers: list[bool], salt: int) -> list[dict[str, str]]:
    """The papers that came with it: the application itself, and one that may come out of a store."""
    return [
        {
            "TenTepDinhKem": "Tờ khai.pdf",
            "DuocSoHoa": _flag(papers[DIGITISED]),
            "DuocTaiSuDung": "0",
            "DuocLayTuKhoDMQG": "0",
        },
        {
            "TenTepDinhKem": f"Giấy tờ {salt % 7 + 1}.pdf",
            "DuocSoHoa": _flag(papers[DIGITISED]),
            "DuocTaiSuDung": _flag(papers[REUSED]),
            "DuocLayTuKhoDMQG": _flag(papers[FROM_STORE]),
        },
    ]


def _results(procedure: Procedure, salt: int, events: list[int], *, electronic: bool) -> list[dict[str, str]]:
    if events[FINISHED] >= NEVER:
        return []
    link = f"https://ketqua.example.vn/{salt:x}.pdf" if electronic else ""
    return [{"TenGiayTo": f"Kết quả: {procedure.name}", "DuongDanTepTinKetQua": link}]


def _person(salt: int) -> dict[str, Any]:
    """An invented applicant: nobody's name, phone or ID number."""
    family = FAMILY_NAMES[salt // 7 % len(FAMILY_NAMES)]
    middle = MIDDLE_NAMES[salt // 149 % len(MIDDLE_NAMES)]
    given = GIVEN_NAMES[salt // 2_003 % len(GIVEN_NAMES)]
    number = f"079{salt // 31 % 10**9:09d}"
    return {
        "ChuHoSo": f"{family} {middle} {given}".upper(),
        "SoGiayToChuHoSo": number,
        "Email": f"cd{salt % 10**6}@example.vn" if salt % 3 else "",
        "SoDienThoai": f"090{salt // 97 % 10**7:07d}",
        "DinhDanhCHS": [{"LoaiDinhDanh": "1", "SoDinhDanh": number}],
    }
