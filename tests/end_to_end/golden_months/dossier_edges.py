"""Dossiers: edges of months and years, units of other times, flags, and messages that come twice or late."""

from tests.end_to_end.golden_months.telling import bare, dossier, envelope, of_dossier, supplement

TIMES = (
    of_dossier("January's last second", dossier("T01", "4", NgayTiepNhan="2026-01-31 23:59:59"),
               "2026-01 received"),
    of_dossier("February's first", dossier("T02", "4", NgayTiepNhan="2026-02-01 00:00:00"),
               "2026-02 received"),
    of_dossier("the year's last second, still 2025 in UTC too",
               dossier("T03", "4", NgayTiepNhan="2025-12-31 23:59:59"), "2025-12 received"),
    of_dossier("the year's first, 2025 in UTC and New York",
               dossier("T04", "4", NgayTiepNhan="20260101000000"), "2026-01 received"),
    of_dossier(
        "29 February 2024, under Quận 1: 390 + 479 whole minutes",
        dossier("T05", "9", DonViXuLy="Quận 1", KenhThucHien="2", NgayTiepNhan="2024-02-28 09:00",
                NgayHenTra="2024-02-29 17:00", NgayKetThucXuLy="2024-02-29 16:59:59"),
        "2024-02 received received_online left resolved resolved_online due_resolved resolved_on_time"
        " timed worked_minutes=869",
    ),
    of_dossier("its last second", dossier("T06", "4", DonViXuLy="760", NgayTiepNhan="2024-02-29 23:59:59"),
               "2024-02 received"),
    of_dossier("the first of March", dossier("T07", "4", DonViXuLy="760", NgayTiepNhan="2024-03-01 00:00:00"),
               "2024-03 received"),
    of_dossier(
        "the statutory 2 days over Tết 2024 (8–14/2 off): 120 + 480 + 360, due 16/2 15:00",
        dossier("T08", "9", MaTTHC="1.001193", DonViXuLy="Quận 1", NgayTiepNhan="2024-02-07 15:00",
                NgayKetThucXuLy="2024-02-16 15:00"),
        "2024-02 received received_partial left resolved due_resolved resolved_on_time"
        " timed worked_minutes=960",
    ),
    of_dossier(
        "Quận 2 in its last second; finished in 2021, and still counted under Quận 2",
        dossier("T09", "9", DonViXuLy="Quận 2", NgayTiepNhan="2020-12-31 23:59:59",
                NgayKetThucXuLy="2021-01-04 08:00"),
        "2020-12 received\n2021-01 left resolved timed worked_minutes=30",
    ),
    of_dossier("a late system still writes Quận 2: its land is Thành phố Thủ Đức",
               dossier("T10", "4", DonViXuLy="Quận 2", NgayTiepNhan="2021-01-01 00:00:00"),
               "2021-01 received"),
    of_dossier(
        "Thành phố Thủ Đức in 2022: 450 + 480",
        dossier("T11", "9", DonViXuLy="Thành phố Thủ Đức", KenhThucHien="2", NgayTiepNhan="2022-05-04 08:00",
                NgayHenTra="2022-05-05 17:00", NgayKetThucXuLy="2022-05-05 17:00"),
        "2022-05 received received_online left resolved resolved_online due_resolved resolved_on_time"
        " timed worked_minutes=930",
    ),
)  # fmt: skip

# All accepted on Monday 1/12/2025 8:00 and finished on Tuesday 9:00: 450 + 90 minutes.
_DAY = {"NgayTiepNhan": "2025-12-01 08:00", "NgayKetThucXuLy": "2025-12-02 09:00"}
FULL, PARTIAL, INFORMATION = "1.000656", "1.001193", "2.000815"
FEE, FREE = {"TenPhiLePhi": "Lệ phí", "Gia": "50.000"}, {"TenPhiLePhi": "Lệ phí", "Gia": "0"}
RESULT = [{"TenGiayTo": "Kết quả", "DuongDanTepTinKetQua": "https://dvc.example.vn/kq/1"}]
_DONE = "timed worked_minutes=540"

FLAGS = (
    of_dossier(
        "channel null counts as direct; paid on the national portal. 3 working days are over on 4/12"
        " 8:00: early",
        dossier("X01", "9", MaTTHC=FULL, KenhThucHien=None, DanhSachLePhi=[FEE], DuocThanhToanTrucTuyen="1",
                **_DAY),
        f"2025-12 received received_full with_fee paid_online left resolved due_resolved resolved_on_time"
        f" resolved_early {_DONE}",
    ),
    of_dossier(
        "online at level 4, paid on the province's gateway; counts for the index since nothing is on paper",
        dossier("X02", "9", MaTTHC=FULL, KenhThucHien="2", DanhSachLePhi=[FREE, FEE],
                DuocThanhToanTrucTuyen="2", **_DAY),
        f"2025-12 received received_online online_index received_full received_full_online with_fee"
        f" paid_online"
        f" left resolved resolved_online due_resolved resolved_on_time resolved_early {_DONE}",
    ),
    of_dossier(
        "online at level 3, flag 0: not paid online; without an electronic result not of the index",
        dossier("X03", "9", MaTTHC=PARTIAL, KenhThucHien="2", DanhSachLePhi=[FEE], DuocThanhToanTrucTuyen="0",
                **_DAY),
        f"2025-12 received received_online received_partial received_partial_online with_fee left resolved"
        f" resolved_online due_resolved resolved_on_time resolved_early {_DONE}",
    ),
    of_dossier(
        "flag 3: not paid online; with an electronic result of the index",
        dossier("X04", "9", MaTTHC=PARTIAL, KenhThucHien="2", DanhSachLePhi=[FEE], DuocThanhToanTrucTuyen="3",
                DanhSachGiayToKetQua=RESULT, **_DAY),
        f"2025-12 received received_online online_index received_partial received_partial_online"
        f" with_fee left"
        f" resolved resolved_online due_resolved resolved_on_time resolved_early electronic_result {_DONE}",
    ),
    of_dossier(
        "fees all 0: flag 1 pays nothing. Level 2 is neither part nor whole process; its 1 day was over"
        " at 8:00",
        dossier("X05", "9", MaTTHC=INFORMATION, KenhThucHien="2", DuocThanhToanTrucTuyen="1",
                DanhSachLePhi=[FREE, {"Gia": "0 đ"}], **_DAY),
        f"2025-12 received received_online left resolved resolved_online due_resolved resolved_late late_1"
        f" late_processing late_minutes=60 overdue_entered overdue_left {_DONE}",
    ),
    of_dossier(
        "by post, digitised as a whole, of the envelope's office, 26743 (Phường Bến Thành)",
        [envelope(dossier("X06", "9", KenhThucHien="3", DonViXuLy="", HoSoCoThanhPhanSoHoa="1",
                          DanhSachLePhi=[{"Gia": "Miễn phí"}], **_DAY), office="26743")],
        f"2025-12 received left resolved digitised {_DONE}",
    ),
    of_dossier(
        "one paper digitised, another reused; an electronic result at the counter is not of the online index",
        dossier("X07", "9", TaiLieuNop=[{"DuocSoHoa": "1", "DuocTaiSuDung": "0"}, {"DuocTaiSuDung": "1"}],
                DanhSachGiayToKetQua=RESULT, **_DAY),
        f"2025-12 received reused left resolved digitised electronic_result {_DONE}",
    ),
    of_dossier(
        "the dossier's own 0 goes before its papers' 1; a result without a link is none; looked up and"
        " fetched",
        dossier("X08", "9", KenhThucHien="2", HoSoCoThanhPhanSoHoa="0", DSKetNoiCSDL=["CSDLQG về dân cư"],
                TaiLieuNop=[{"DuocSoHoa": "1", "DuocLayTuKhoDMQG": "1"}],
                DanhSachGiayToKetQua=[{"TenGiayTo": "Kết quả", "DuongDanTepTinKetQua": ""}], **_DAY),
        f"2025-12 received received_online from_national_store population_checked left resolved"
        f" resolved_online"
        f" {_DONE}",
    ),
    of_dossier(
        "open, and paid already",
        dossier("X09", "4", DanhSachLePhi=[FEE], DuocThanhToanTrucTuyen="1", NgayTiepNhan="2025-12-01 08:00"),
        "2025-12 received with_fee paid_online",
    ),
)  # fmt: skip

# Accepted on Monday 2/3/2026 8:00; finished, where they are, on Tuesday 8:00: 450 + 30 minutes.
_SINCE = "2026-03-02 08:00"
_ONCE = dossier("R01", "4", NgayTiepNhan=_SINCE)
_FINISHED = {"NgayTiepNhan": _SINCE, "NgayKetThucXuLy": "2026-03-03 08:00"}

ORDERS = (
    of_dossier("told three times, in every wrapping", [envelope(_ONCE), bare([_ONCE]), bare(_ONCE)],
               "2026-03 received"),
    of_dossier(
        "corrected within the same moment: the later telling holds",
        [envelope(dossier("R02", "4", NgayTiepNhan=_SINCE)),
         envelope(dossier("R02", "4", NgayTiepNhan=_SINCE, KenhThucHien="2"))],
        "2026-03 received received_online",
    ),
    of_dossier(
        "an older message that comes later changes nothing",
        [envelope(dossier("R03", "9", **_FINISHED)), envelope(dossier("R03", "4", NgayTiepNhan=_SINCE))],
        "2026-03 received left resolved timed worked_minutes=480",
    ),
    of_dossier(
        "moves to Phường Bến Thành with all that it counts for",
        [envelope(dossier("R04", "4", NgayTiepNhan=_SINCE)),
         envelope(dossier("R04", "9", DonViXuLy="Phường Bến Thành", **_FINISHED))],
        "2026-03 received left resolved timed worked_minutes=480",
    ),
    of_dossier(
        "taken back after it was finished: waits for supplements, resolved no more",
        [envelope(dossier("R05", "9", **_FINISHED)),
         envelope(dossier("R05", "5", NgayTiepNhan=_SINCE,
                          DanhSachHoSoBoSung=[supplement("2026-03-04 09:00")]))],
        "2026-03 received supplemented",
    ),
    of_dossier(
        "its acceptance was a second later than first told, and so in March",
        [envelope(dossier("R06", "4", NgayTiepNhan="2026-02-28 23:59:59")),
         envelope(dossier("R06", "4", NgayTiepNhan="2026-03-01 00:00:00"))],
        "2026-03 received",
    ),
    of_dossier(
        "29 February 2026 never was: rejected; the other dossier of the message stands, of an unknown unit",
        [bare([dossier("R07", "4", NgayTiepNhan="20260229080000"),
               dossier("R08", "4", DonViXuLy="Xã Không Có", NgayTiepNhan=_SINCE)])],
        "2026-03 received",
    ),
)  # fmt: skip
