"""Dossiers and process steps of the National Public Service Portal."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.records import Dossier, DossierStep, Person, Reason, Record, Rejected, Supplement, moment

Reader = Callable[..., list[Record | Rejected]]
Load = Callable[[str], bytes]


def dossier(**values: Any) -> dict[str, Any]:
    return {
        "MaHoSo": "H29.1-1",
        "MaTTHC": "2.000815",
        "NgayTiepNhan": "20260302080000",
        "TrangThaiHoSo": "4",
    } | values


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def only(found: list[Record | Rejected]) -> Any:
    assert len(found) == 1
    return found[0]


def test_a_full_dossier_is_read_with_every_field(read: Reader, payload: Load) -> None:
    first, second = read("dvcqg", payload("dvcqg_envelope.json"))
    changed_at = utc(2026, 3, 4, 8, 15)
    assert first == Dossier(
        external_id="H29.105-260302-0011",
        version=int(changed_at.timestamp() * 1000) * 16 + 8,
        procedure_code="1.004194",
        procedure_name="Đăng ký tạm trú",
        field_code="CA-01",
        field_name="Cư trú",
        channel=2,
        applicant_type=1,
        status=9,
        unit="UBND phường Bến Thành",
        submitted_at=utc(2026, 3, 2, 0, 30),
        accepted_at=utc(2026, 3, 2, 1, 5),
        due_at=utc(2026, 3, 5, 10, 0),
        finished_at=changed_at,
        supplements=(
            Supplement(
                requested_at=utc(2026, 3, 2, 2, 30),
                received_at=utc(2026, 3, 3, 1, 0),
                due_before=utc(2026, 3, 4, 10, 0),
                due_after=utc(2026, 3, 5, 10, 0),
            ),
        ),
        has_fee=True,
        paid_online=True,
        digitised=True,
        electronic_result=True,
        person=Person(
            name="TRẦN THỊ BÍCH", phone="0900000011", email="bich@example.vn", id_number="079100000011"
        ),
    )
    assert isinstance(second, Dossier)
    assert (second.status, second.channel, second.has_fee, second.due_at, second.person) == (
        4,
        1,
        False,
        None,
        None,
    )
    assert second.unit == "H29.105"  # no DonViXuLy: the envelope's office


def test_a_step_is_read_with_its_times(read: Reader, payload: Load) -> None:
    assert only(read("dvcqg", payload("dvcqg_steps.json"))) == DossierStep(
        dossier_id="H29.105-260302-0011",
        observed_at=utc(2026, 3, 2, 7, 0),
        status=4,
        officer="Lê Văn Cường",
        department="Tư pháp",
        content="Thẩm định",
        started_at=utc(2026, 3, 2, 1, 5),
        due_at=utc(2026, 3, 5, 10, 0),
    )


def test_envelope_bare_list_and_bare_dossier_say_the_same(read: Reader) -> None:
    bare = read("dvcqg", dossier())
    assert read("dvcqg", [dossier()]) == bare
    assert read("dvcqg", {"service": "DongBoHoSoMC", "isUpdating": True, "data": [dossier()]}) == bare
    assert read("dvcqg", []) == []


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"MaHoSo": None}, Reason.MISSING_KEY),
        ({"MaHoSo": ""}, Reason.MISSING_KEY),
        ({"MaHoSo": 8103194.0}, Reason.WRONG_TYPE),
        ({"MaHoSo": ["H29"]}, Reason.WRONG_TYPE),
        ({"MaHoSo": "H" * 121}, Reason.WRONG_TYPE),
        ({"MaTTHC": ""}, Reason.MISSING_KEY),
        ({"TrangThaiHoSo": ""}, Reason.MISSING_KEY),
        ({"TrangThaiHoSo": "42"}, Reason.UNKNOWN_CODE),
        ({"TrangThaiHoSo": "²"}, Reason.UNKNOWN_CODE),
        ({"TrangThaiHoSo": True}, Reason.WRONG_TYPE),
        ({"KenhThucHien": "4"}, Reason.UNKNOWN_CODE),
        ({"NgayTiepNhan": "20251332250000"}, Reason.BAD_DATE),
        ({"NgayTiepNhan": "05/11/2025 08:30"}, Reason.BAD_DATE),
        ({"NgayTiepNhan": "19450902000000"}, Reason.BAD_DATE),
        ({"NgayTiepNhan": "20290101000000"}, Reason.BAD_DATE),
        ({"NgayTiepNhan": "00010101000000"}, Reason.BAD_DATE),
        ({"NgayTiepNhan": "２０２６０３０２０８００００"}, Reason.BAD_DATE),
        ({"NgayTiepNhan": ""}, Reason.MISSING_KEY),
        ({"DanhSachHoSoBoSung": [{"NgayBoSung": ""}]}, Reason.MISSING_KEY),
        ({"DanhSachLePhi": "7000"}, Reason.WRONG_TYPE),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(
    read: Reader, values: dict[str, Any], reason: Reason
) -> None:
    rejected = only(read("dvcqg", dossier(**values)))
    assert rejected.reason is reason
    assert next(iter(values)) in rejected.detail or "NgayBoSung" in rejected.detail


def test_a_bad_dossier_does_not_cost_the_others(read: Reader) -> None:
    found = read(
        "dvcqg",
        [dossier(), "nothing", dossier(MaHoSo="H29.1-2", TrangThaiHoSo="99"), dossier(MaHoSo="H29.1-3")],
    )
    assert [type(entry).__name__ for entry in found] == ["Dossier", "Rejected", "Rejected", "Dossier"]
    kept = found[2]
    assert isinstance(kept, Rejected)
    assert kept.external_id == "H29.1-2"
    assert read("dvcqg", kept.body) == [
        Rejected(reason=kept.reason, detail=kept.detail, body=kept.body, external_id="H29.1-2")
    ]


def test_a_refused_dossier_needs_no_acceptance(read: Reader) -> None:
    refused = only(read("dvcqg", dossier(NgayTiepNhan="", TrangThaiHoSo="3", NgayTuChoi="20260301101500")))
    assert (refused.accepted_at, refused.refused_at) == (None, utc(2026, 3, 1, 3, 15))


def test_finished_before_accepted_is_kept_as_it_came(read: Reader) -> None:
    odd = only(read("dvcqg", dossier(NgayKetThucXuLy="20260301080000", TrangThaiHoSo="9")))
    assert odd.finished_at < odd.accepted_at
    assert moment(odd) == odd.accepted_at


def test_an_older_state_never_outranks_a_newer_one(read: Reader) -> None:
    life = ["1", "2", "4", "5", "6", "8", "7", "3", "9", "10"]
    versions = [only(read("dvcqg", dossier(TrangThaiHoSo=status))).version for status in life]
    assert versions == sorted(versions)
    later = only(read("dvcqg", dossier(TrangThaiHoSo="4", NgayTiepNhan="20260302080001"))).version
    assert later > versions[-1]


@pytest.mark.parametrize(
    ("fee", "due"),
    [("2.000", True), ("0", False), ("0.0", False), ("Miễn phí", False), (50000, True), (None, False)],
)
def test_a_fee_is_one_when_it_is_not_nought(read: Reader, fee: object, due: bool) -> None:
    assert only(read("dvcqg", dossier(DanhSachLePhi=[{"Gia": fee}]))).has_fee is due


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"error_code":"-1","message":"H\xe1\xbb\x93 s\xc6\xa1"}', Reason.ERROR_ANSWER),
        (b'{"error_code":"-1","message":"x",}', Reason.BAD_JSON),
        (b'{"error_code":"0","message":"ok"}', Reason.NOT_THIS_FORMAT),
        (b'{"anything":1}', Reason.NOT_THIS_FORMAT),
        (b'"text"', Reason.NOT_THIS_FORMAT),
    ],
)
def test_another_answer_is_said_to_be_one(read: Reader, body: bytes, reason: Reason) -> None:
    rejected = only(read("dvcqg", body))
    assert (rejected.reason, rejected.body) == (reason, body)


def test_the_dates_are_of_the_zone_that_the_option_names(read: Reader) -> None:
    assert only(read("dvcqg", dossier(), timezone="UTC")).accepted_at == utc(2026, 3, 2, 8, 0)
