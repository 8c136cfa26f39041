"""The dossiers of a day, and how they are told as DongBoHoSoMC."""

import re
from collections import Counter
from typing import Any

import numpy as np
import pytest

from simulator.city import City
from simulator.clock import midnight
from simulator.dossiers import (
    ACCEPTED,
    ANSWERED,
    ASKED,
    CLOSED,
    FINISHED,
    NEVER,
    ONLINE,
    REFUSED,
    RETURNED,
    SUBMITTED,
    WITHDRAWN,
    Filed,
    filed,
)
from simulator.dvcqg import dossier, stamp
from tests.simulator.conftest import day_number, moment

MONDAY, SUNDAY = day_number("2026-11-16"), day_number("2026-11-15")
LONG_AFTER = float(midnight(MONDAY + 100))
KEYS = {
    "MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenLinhVuc", "KenhThucHien", "SoGiayToChuHoSo", "ChuHoSo",
    "LoaiDoiTuong", "Email", "SoDienThoai", "TrichYeuHoSo", "NgayNopHoSo", "NgayTiepNhan", "NgayHenTra",
    "TrangThaiHoSo", "NgayTra", "NgayKetThucXuLy", "NgayTuChoi", "HinhThuc", "DonViXuLy", "NoiNopHoSo",
    "GhiChu", "DanhSachLePhi", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua", "DinhDanhCHS",
    "TaiLieuNop", "HoSoCoThanhPhanSoHoa", "TaiKhoanDuocXacThucVoiVNeID", "DuocThanhToanTrucTuyen",
    "DSKetNoiCSDL",
}  # fmt: skip
LISTS = {
    "TaiLieuNop",
    "DanhSachLePhi",
    "DanhSachHoSoBoSung",
    "DanhSachGiayToKetQua",
    "DinhDanhCHS",
    "DSKetNoiCSDL",
}


@pytest.fixture(scope="module")
def monday(city: City) -> Filed:
    return filed(city, MONDAY)


def first(day: Filed, mask: "np.ndarray[Any, Any]") -> int:
    return int(np.flatnonzero(mask)[0])


def test_a_working_day_brings_about_19_000_dossiers_and_a_sunday_a_tenth_all_online(
    city: City, monday: Filed
) -> None:
    assert 17_000 < len(monday.ward) < 22_000
    sunday = filed(city, SUNDAY)
    assert 1_500 < len(sunday.ward) < 4_000
    assert set(sunday.channel.tolist()) == {ONLINE}


def test_tet_is_nearly_empty(city: City) -> None:
    assert len(filed(city, day_number("2026-02-17")).ward) < 500


def test_the_shares_of_late_2026_are_those_of_the_city(monday: Filed) -> None:
    online = monday.channel == ONLINE
    assert 0.66 < online.mean() < 0.78
    done = monday.events[:, FINISHED] < NEVER
    on_time = monday.events[done, FINISHED] <= monday.due_moved[done]
    assert 0.94 < on_time.mean() < 0.98
    assert 0.005 < (monday.outcome == REFUSED).mean() < 0.02


def test_the_moments_of_a_life_are_in_order(monday: Filed) -> None:
    known = np.where(monday.events < NEVER, monday.events, -1)
    assert (np.maximum.accumulate(known, axis=1)[known >= 0] == known[known >= 0]).all()
    ended = (known[:, RETURNED] >= 0) | (known[:, CLOSED] >= 0)
    assert ended.all()


def test_the_same_day_is_the_same_again(city: City, monday: Filed) -> None:
    assert (filed(city, MONDAY).events == monday.events).all()


def test_a_dossier_is_told_with_the_specifications_fields_all_as_texts(city: City, monday: Filed) -> None:
    for row in range(0, len(monday.ward), 97):
        told = dossier(city, monday, row, LONG_AFTER)
        assert set(told) == KEYS
        assert {key for key, value in told.items() if not isinstance(value, str)} == LISTS
        assert re.fullmatch(r"H29\.\d{3}-261116-\d{4,}", told["MaHoSo"])
        for key in ("NgayNopHoSo", "NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy", "NgayTuChoi"):
            assert re.fullmatch(r"(20\d{12})?", told[key])


def test_ids_are_unique_within_a_day(city: City, monday: Filed) -> None:
    told = Counter(zip(monday.ward.tolist(), monday.number.tolist(), strict=True))
    assert max(told.values()) == 1


def test_times_are_written_in_vietnamese_time() -> None:
    assert stamp(moment("2026-11-05T08:15:00")) == "20261105081500"
    assert stamp(float(NEVER)) == ""


def test_a_supplement_moves_the_due_time_when_it_is_answered(city: City, monday: Filed) -> None:
    row = first(monday, monday.events[:, ASKED] < NEVER)
    asked, answered = (float(monday.events[row, column]) for column in (ASKED, ANSWERED))
    waiting = dossier(city, monday, row, asked)
    assert waiting["TrangThaiHoSo"] == "5"
    assert waiting["NgayHenTra"] == stamp(float(monday.due[row]))
    assert waiting["DanhSachHoSoBoSung"][0]["NgayTiepNhanBoSung"] == ""
    moved = dossier(city, monday, row, answered)
    assert moved["TrangThaiHoSo"] == "4"
    assert moved["NgayHenTra"] == stamp(float(monday.due_moved[row])) > waiting["NgayHenTra"]
    assert moved["DanhSachHoSoBoSung"][0]["NgayHenTraMoi"] == moved["NgayHenTra"]


def test_a_refused_dossier_has_neither_acceptance_nor_due_time(city: City, monday: Filed) -> None:
    row = first(monday, monday.outcome == REFUSED)
    told = dossier(city, monday, row, LONG_AFTER)
    assert (told["TrangThaiHoSo"], told["NgayTiepNhan"], told["NgayHenTra"]) == ("3", "", "")
    assert told["NgayTuChoi"] == stamp(float(monday.events[row, CLOSED]))
    assert told["NgayKetThucXuLy"] == ""


def test_a_withdrawn_dossier_says_when_its_handling_ended(city: City, monday: Filed) -> None:
    row = first(monday, monday.outcome == WITHDRAWN)
    told = dossier(city, monday, row, LONG_AFTER)
    assert told["TrangThaiHoSo"] == "7"
    assert told["NgayKetThucXuLy"] == stamp(float(monday.events[row, CLOSED]))


def test_what_has_not_happened_yet_is_not_told(city: City, monday: Filed) -> None:
    row = first(monday, (monday.events[:, ACCEPTED] > monday.events[:, SUBMITTED]) & (monday.outcome == 0))
    new = dossier(city, monday, row, float(monday.events[row, SUBMITTED]))
    assert (new["TrangThaiHoSo"], new["NgayTiepNhan"], new["NgayHenTra"], new["NgayTra"]) == ("1", "", "", "")
    old = dossier(city, monday, row, LONG_AFTER)
    assert (old["TrangThaiHoSo"], old["NgayTra"]) == ("10", stamp(float(monday.events[row, RETURNED])))


def test_paid_online_is_said_only_of_online_dossiers_with_a_fee(city: City, monday: Filed) -> None:
    paid = [dossier(city, monday, int(row), LONG_AFTER) for row in np.flatnonzero(monday.paid_online)[:200]]
    assert {told["KenhThucHien"] for told in paid} == {"2"}
    assert {told["DuocThanhToanTrucTuyen"] for told in paid} == {"1", "2"}
    assert all(told["DanhSachLePhi"][0]["Gia"] != "0" for told in paid)
