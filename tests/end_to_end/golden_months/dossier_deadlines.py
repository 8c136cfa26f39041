"""Dossiers: the register's statutory maximum where no due time is told, and how late and why.

1.000656 has 3 working days and 1.001193 has 2. Off: 1/1, 2/1 and 16–20/2/2026; Saturday 10/1 is worked.
"""

from tests.end_to_end.golden_months.telling import dossier, of_dossier, supplement

STATUTORY = (
    of_dossier(
        "over a weekend: Thursday 330, Friday 480, Monday 480, Tuesday 150 make 3 × 480: due Tuesday 10:00",
        dossier("M01", "9", MaTTHC="1.000656", NgayTiepNhan="2026-01-15 10:00", NgayHenTra="",
                NgayKetThucXuLy="2026-01-20 10:00"),
        "2026-01 received received_full left resolved due_resolved resolved_on_time timed"
        " worked_minutes=1440",
    ),
    of_dossier(
        "a minute more is late; submitted on Monday, accepted on Thursday: a late intake. Online, level 4,"
        " whose result is no paper",
        dossier("M02", "9", MaTTHC="1.000656", KenhThucHien="2", NgayNopHoSo="2026-01-12 08:00",
                NgayTiepNhan="2026-01-15 10:00", NgayKetThucXuLy="2026-01-20 10:01"),
        "2026-01 received received_online online_index received_full received_full_online left resolved"
        " resolved_online due_resolved resolved_late late_1 late_intake late_minutes=1"
        " overdue_entered overdue_left timed worked_minutes=1441",
    ),
    of_dossier(
        "over Tết: 120 min on Friday 13/2, 480 on Monday 23/2, 360 on Tuesday: due Tuesday 24/2 15:00",
        dossier("M03", "9", MaTTHC="1.001193", NgayTiepNhan="2026-02-13 15:00",
                NgayKetThucXuLy="2026-02-24 15:00"),
        "2026-02 received received_partial left resolved due_resolved resolved_on_time"
        " timed worked_minutes=960",
    ),
    of_dossier(
        "an hour later it is late; 330 min until it was accepted are no late intake",
        dossier("M04", "9", MaTTHC="1.001193", NgayNopHoSo="2026-02-13 08:00",
                NgayTiepNhan="2026-02-13 15:00", NgayKetThucXuLy="2026-02-24 16:00"),
        "2026-02 received received_partial left resolved due_resolved resolved_late late_1 late_processing"
        " late_minutes=60 overdue_entered overdue_left timed worked_minutes=1020",
    ),
    of_dossier(
        "over the New Year: 180 min on 31/12, then 480 + 480 on 5 and 6/1 and 300 on the 7th: due 14:00."
        " A second before it 1,439 whole minutes are worked",
        dossier("M05", "9", MaTTHC="1.000656", NgayTiepNhan="2025-12-31 14:00",
                NgayKetThucXuLy="2026-01-07 13:59:59"),
        "2025-12 received received_full\n"
        "2026-01 left resolved due_resolved resolved_on_time timed worked_minutes=1439",
    ),
    of_dossier(
        "over a worked Saturday: 330 + 480 + 150 make 2 × 480: due Monday 12/1 10:00. At 11:00 it is late",
        dossier("M06", "9", MaTTHC="1.001193", NgayTiepNhan="2026-01-09 10:00",
                NgayKetThucXuLy="2026-01-12 11:00"),
        "2026-01 received received_partial left resolved due_resolved resolved_late late_1 late_processing"
        " late_minutes=60 overdue_entered overdue_left timed worked_minutes=1020",
    ),
    of_dossier(
        "of a procedure in no register: neither on time nor late. 450 + 4 × 480 + 4 × 480 + 420",
        dossier("M07", "9", NgayTiepNhan="2026-01-19 08:00", NgayKetThucXuLy="2026-01-30 16:00"),
        "2026-01 received left resolved timed worked_minutes=4710",
    ),
    of_dossier(
        "waiting is taken off the working time: 450 + 480 + 480 + 150 less 600 with the citizen are 2 × 480",
        dossier("M08", "9", MaTTHC="1.001193", NgayTiepNhan="2026-01-19 08:00",
                NgayKetThucXuLy="2026-01-22 10:00",
                DanhSachHoSoBoSung=[supplement("2026-01-20 16:00", "2026-01-22 08:30")]),
        "2026-01 received received_partial supplemented left resolved due_resolved resolved_on_time"
        " timed worked_minutes=960",
    ),
    of_dossier(
        "a minute more than the maximum",
        dossier("M09", "9", MaTTHC="1.001193", NgayTiepNhan="2026-01-19 08:00",
                NgayKetThucXuLy="2026-01-22 10:01",
                DanhSachHoSoBoSung=[supplement("2026-01-20 16:00", "2026-01-22 08:30")]),
        "2026-01 received received_partial supplemented left resolved due_resolved resolved_late late_1"
        " late_supplement late_minutes=1 overdue_entered overdue_left timed worked_minutes=961",
    ),
    of_dossier(
        "open beyond its maximum: 330 + 480 + 480 + 150 from Thursday 26/2 10:00 on is Tuesday 3/3 10:00",
        dossier("M10", "4", MaTTHC="1.000656", NgayTiepNhan="2026-02-26 10:00"),
        "2026-02 received received_full\n2026-03 overdue_entered",
    ),
    of_dossier(
        "a due time that is told goes before the maximum. 450 + 4 × 480 + 150",
        dossier("M11", "9", MaTTHC="1.001193", NgayTiepNhan="2026-01-19 08:00", NgayHenTra="2026-01-30 17:00",
                NgayKetThucXuLy="2026-01-26 10:00"),
        "2026-01 received received_partial left resolved due_resolved resolved_on_time resolved_early"
        " timed worked_minutes=2520",
    ),
)  # fmt: skip

LATE = (
    of_dossier(
        "due Friday 9/1, done Saturday 10/1 17:00, which was worked: 480 min are still one day",
        dossier("L01", "9", NgayTiepNhan="2026-01-05 07:30", NgayHenTra="2026-01-09 17:00",
                NgayKetThucXuLy="2026-01-10 17:00"),
        "2026-01 received left resolved due_resolved resolved_late late_1 late_processing late_minutes=480"
        " overdue_entered overdue_left timed worked_minutes=2880",
    ),
    of_dossier(
        "481 min are more than one day; 60 of Friday and 480 of the worked Saturday until it was accepted",
        dossier("L02", "9", NgayNopHoSo="2026-01-09 16:00", NgayTiepNhan="2026-01-12 07:30",
                NgayHenTra="2026-01-12 17:00", NgayKetThucXuLy="2026-01-14 07:31"),
        "2026-01 received left resolved due_resolved resolved_late late_5 late_intake late_minutes=481"
        " overdue_entered overdue_left timed worked_minutes=961",
    ),
    of_dossier(
        "five days exactly; accepted after 8 working hours exactly, which is in time",
        dossier("L03", "9", NgayNopHoSo="2026-01-15 07:30", NgayTiepNhan="2026-01-16 07:30",
                NgayHenTra="2026-01-16 17:00", NgayKetThucXuLy="2026-01-23 17:00"),
        "2026-01 received left resolved due_resolved resolved_late late_5 late_processing late_minutes=2400"
        " overdue_entered overdue_left timed worked_minutes=2880",
    ),
    of_dossier(
        "a minute over five days; asked for supplements, answered at once: the cause, though it moved"
        " nothing",
        dossier("L04", "9", NgayTiepNhan="2026-01-16 07:30", NgayHenTra="2026-01-16 17:00",
                NgayKetThucXuLy="2026-01-26 07:31",
                DanhSachHoSoBoSung=[supplement("2026-01-16 10:00", "2026-01-16 10:00")]),
        "2026-01 received supplemented left resolved due_resolved resolved_late late_over late_supplement"
        " late_minutes=2401 overdue_entered overdue_left timed worked_minutes=2881",
    ),
    of_dossier(
        "due on the last Friday before Tết, done on the first morning after it: late by one minute",
        dossier("L05", "9", NgayTiepNhan="2026-02-09 07:30", NgayHenTra="2026-02-13 17:00",
                NgayKetThucXuLy="2026-02-23 07:31"),
        "2026-02 received left resolved due_resolved resolved_late late_1 late_processing late_minutes=1"
        " overdue_entered overdue_left timed worked_minutes=2401",
    ),
    of_dossier(
        "due in 2025, done in 2026: 480 of 31/12 and 30 of 5/1; 5 × 480 + 3 × 480 + 30 were worked",
        dossier("L06", "9", NgayTiepNhan="2025-12-22 07:30", NgayHenTra="2025-12-30 17:00",
                NgayKetThucXuLy="2026-01-05 08:00"),
        "2025-12 received overdue_entered\n"
        "2026-01 left resolved due_resolved resolved_late late_5 late_processing late_minutes=510"
        " overdue_left timed worked_minutes=3870",
    ),
    of_dossier(
        "finished in February's last second, a Saturday: late by time-stamp and by no working minute",
        dossier("L07", "9", NgayTiepNhan="2026-02-26 07:30", NgayHenTra="2026-02-27 17:00",
                NgayKetThucXuLy="2026-02-28 23:59:59"),
        "2026-02 received left resolved due_resolved resolved_late late_1 late_processing"
        " overdue_entered overdue_left timed worked_minutes=960",
    ),
    of_dossier(
        "finished at the first moment of March, due on its 2nd: early",
        dossier("L08", "9", NgayTiepNhan="2026-02-26 07:30", NgayHenTra="2026-03-02 17:00",
                NgayKetThucXuLy="2026-03-01 00:00:00"),
        "2026-02 received\n"
        "2026-03 left resolved due_resolved resolved_on_time resolved_early timed worked_minutes=960",
    ),
)  # fmt: skip
