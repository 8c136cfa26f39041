"""Dossiers as spoken to Vietnam's National Public Service Portal: DongBoHoSoMC and CapNhatTienDoHoSoMC.

All values are texts (whole numbers pass), dates yyyyMMddHHmmss in Asia/Ho_Chi_Minh, '' means absent.
"""

import re
from typing import Any

from collectors.formats import Message, Options
from collectors.reading import fields
from collectors.reading.dossiers import APPLICANTS, CHANNELS, STATUSES, versioned
from collectors.reading.fields import Item, UnreadableError
from collectors.reading.items import each, load_json, whole
from collectors.reading.times import Times
from dashboard.records import Dossier, DossierStep, Person, Reason, Record, Rejected, Supplement


@whole
def read(message: Message, options: Options) -> list[Record | Rejected]:
    """The envelope, a bare list, or one bare dossier or step. Option: `timezone` of the dates."""
    body = load_json(message.body)
    items = _items(body)
    office = fields.text(body, "madonvi") if isinstance(body, dict) else ""
    times = Times(message, options)

    def read_one(item: Item) -> list[Record]:
        return [_step(item, times) if "ThoiDiemXuLy" in item else _dossier(item, times, office)]

    return each(message, items, read_one, id_key="MaHoSo")


def _items(body: Any) -> list[Any]:
    if isinstance(body, list):
        return body
    if not isinstance(body, dict):
        raise UnreadableError(Reason.NOT_THIS_FORMAT, "neither an envelope nor a list of dossiers")
    if isinstance(data := body.get("data"), list):
        return data
    if "MaHoSo" in body:
        return [body]
    if "error_code" in body:
        said = f"{fields.shown(body['error_code'])}: {fields.shown(body.get('message'))}"
        if str(body["error_code"]) == "0":
            raise UnreadableError(Reason.NOT_THIS_FORMAT, f"the answer to a sync, without dossiers ({said})")
        raise UnreadableError(Reason.ERROR_ANSWER, f"the supplier answers error {said}")
    if isinstance(body.get("data"), dict):
        return [body["data"]]
    raise UnreadableError(Reason.NOT_THIS_FORMAT, "an object without 'data' or 'MaHoSo'")


def _dossier(item: Item, times: Times, office: str) -> Dossier:
    dossier = Dossier(
        external_id=fields.identifier(item, "MaHoSo"),
        version=0,
        procedure_code=fields.identifier(item, "MaTTHC", fields.LONGEST_CODE),
        procedure_name=fields.text(item, "TenTTHC"),
        field_code=fields.label(item, "MaLinhVuc"),
        field_name=fields.text(item, "TenLinhVuc"),
        channel=fields.code(item, "KenhThucHien", CHANNELS) or 1,  # none told counts as at the counter
        applicant_type=fields.code(item, "LoaiDoiTuong", APPLICANTS),
        status=fields.required(fields.code(item, "TrangThaiHoSo", STATUSES), "TrangThaiHoSo"),
        unit=fields.text(item, "DonViXuLy") or office,
        submitted_at=times.compact(item, "NgayNopHoSo"),
        accepted_at=times.compact(item, "NgayTiepNhan"),
        due_at=times.compact(item, "NgayHenTra", promise=True),
        finished_at=times.compact(item, "NgayKetThucXuLy"),
        returned_at=times.compact(item, "NgayTra"),
        refused_at=times.compact(item, "NgayTuChoi"),
        supplements=tuple(_supplement(entry, times) for entry in fields.objects(item, "DanhSachHoSoBoSung")),
        has_fee=any(_is_fee(entry) for entry in fields.objects(item, "DanhSachLePhi")),
        paid_online=fields.code(item, "DuocThanhToanTrucTuyen", range(4)) in (1, 2),
        digitised=_digitised(item),
        electronic_result=any(
            fields.text(entry, "DuongDanTepTinKetQua")
            for entry in fields.objects(item, "DanhSachGiayToKetQua")
        ),
        reused=_any(item, "DuocTaiSuDung"),
        from_national_store=_any(item, "DuocLayTuKhoDMQG"),
        population_checked=bool(item.get("DSKetNoiCSDL")),
        person=_person(item),
    )
    return versioned(dossier)


def _supplement(item: Item, times: Times) -> Supplement:
    return Supplement(
        requested_at=fields.required(times.compact(item, "NgayBoSung"), "NgayBoSung"),
        received_at=times.compact(item, "NgayTiepNhanBoSung"),
        due_before=times.compact(item, "NgayHenTraTruoc", promise=True),
        due_after=times.compact(item, "NgayHenTraMoi", promise=True),
    )


def _is_fee(item: Item) -> bool:
    """Whether an amount is not 0, in whatever way it is written ("2.000 đ", "0", "Miễn phí")."""
    amount = item.get("Gia")
    return bool(re.search("[1-9]", str(amount) if isinstance(amount, float) else fields.text(item, "Gia")))


def _digitised(item: Item) -> bool:
    if fields.text({"flag": item.get("HoSoCoThanhPhanSoHoa")}, "flag"):
        return fields.flag(item, "HoSoCoThanhPhanSoHoa")
    return _any(item, "DuocSoHoa")


def _any(item: Item, flag: str) -> bool:
    """Whether a paper of the dossier bears the flag."""
    return any(fields.flag(entry, flag) for entry in fields.objects(item, "TaiLieuNop"))


def _person(item: Item) -> Person | None:
    papers = fields.objects(item, "DinhDanhCHS")
    person = Person(
        name=fields.text(item, "ChuHoSo"),
        phone=fields.text(item, "SoDienThoai"),
        email=fields.text(item, "Email"),
        id_number=(fields.text(papers[0], "SoDinhDanh") if papers else "")
        or fields.text(item, "SoGiayToChuHoSo"),
    )
    return person if person != Person() else None


def _step(item: Item, times: Times) -> DossierStep:
    return DossierStep(
        dossier_id=fields.identifier(item, "MaHoSo"),
        observed_at=fields.required(times.compact(item, "ThoiDiemXuLy"), "ThoiDiemXuLy"),
        status=fields.required(fields.code(item, "TrangThai", STATUSES), "TrangThai"),
        officer=fields.text(item, "NguoiXuLy"),
        department=fields.text(item, "PhongBanXuLy"),
        content=fields.text(item, "NoiDungXuLy"),
        started_at=times.compact(item, "NgayBatDau"),
        due_at=times.compact(item, "NgayKetThucTheoQuyDinh", promise=True),
    )
