"""Dossiers: when each ended, and how.

January 2026: offices work 07:30–11:30 and 13:00–17:00, Monday to Friday; 12, 19 and 26 are Mondays.
"""

from tests.end_to_end.golden_months.telling import dossier, of_dossier, supplement

ENDS = (
    of_dossier(
        "ended at the very second of its due time: on time. 12/1 from 8:00 is 450 min, 13 to 16/1 4 × 480",
        dossier("E01", "9", NgayTiepNhan="2026-01-12 08:00", NgayHenTra="2026-01-16 17:00",
                NgayKetThucXuLy="2026-01-16 17:00:00"),
        "2026-01 received left resolved due_resolved resolved_on_time timed worked_minutes=2370",
    ),
    of_dossier(
        "a second later it is late, by no whole working minute; nothing else was told, so the office's own",
        dossier("E02", "9", NgayTiepNhan="2026-01-12 08:00", NgayHenTra="2026-01-16 17:00",
                NgayKetThucXuLy="2026-01-16 17:00:01"),
        "2026-01 received left resolved due_resolved resolved_late late_1 late_processing"
        " overdue_entered overdue_left timed worked_minutes=2370",
    ),
    of_dossier(
        "handed over on the 19th, but finished on the 15th: status 9 goes before 10. A day early. 480 + 360",
        dossier("E03", "10", NgayTiepNhan="2026-01-14 07:30", NgayHenTra="2026-01-16 17:00",
                NgayKetThucXuLy="2026-01-15 15:00", NgayTra="2026-01-19 09:00"),
        "2026-01 received left resolved due_resolved resolved_on_time resolved_early timed"
        " worked_minutes=840",
    ),
    of_dossier(
        "never told as finished: the handing over is the end. Monday 9:00 is 90 min past Friday 17:00",
        dossier("E04", "10", NgayTiepNhan="2026-01-14 07:30", NgayHenTra="2026-01-16 17:00",
                NgayKetThucXuLy="", NgayTra="2026-01-19 09:00"),
        "2026-01 received left resolved due_resolved resolved_late late_1 late_processing late_minutes=90"
        " overdue_entered overdue_left timed worked_minutes=1530",
    ),
    of_dossier(
        "refused after it was accepted: over with the refusal, whatever was written down after its due time",
        dossier("E05", "3", NgayTiepNhan="2026-01-12 09:00", NgayHenTra="2026-01-16 17:00",
                NgayTuChoi="2026-01-13 10:00", NgayKetThucXuLy="2026-01-20 10:00"),
        "2026-01 received left refused",
    ),
    of_dossier(
        "refused before acceptance, a month after it was submitted: never received",
        dossier("E06", "3", NgayNopHoSo="2026-01-12 08:00", NgayTuChoi="2026-02-02 10:00"),
        "2026-02 refused",
    ),
    of_dossier(
        "stopped in February, due on 30 January: overdue between the two",
        dossier("E07", "8", NgayTiepNhan="2026-01-12 09:00", NgayHenTra="2026-01-30 17:00",
                NgayKetThucXuLy="2026-02-03 09:00"),
        "2026-01 received overdue_entered\n2026-02 left refused overdue_left",
    ),
    of_dossier(
        "withdrawn in time",
        dossier("E08", "7", NgayTiepNhan="2026-01-12 09:00", NgayHenTra="2026-01-16 17:00",
                NgayKetThucXuLy="2026-01-13 10:00"),
        "2026-01 received left withdrawn",
    ),
    of_dossier(
        "withdrawn without a date: the latest that the message carries, the request of 2 February",
        dossier("E09", "7", NgayTiepNhan="2026-01-30 09:00",
                DanhSachHoSoBoSung=[supplement("2026-02-02 10:00")]),
        "2026-01 received supplemented\n2026-02 left withdrawn",
    ),
    of_dossier(
        "finished without a date: by its latest, the papers' coming on 22/1 at 9:00. It lay with the"
        " citizen for"
        " 480 min (390 + 90), so due moves from Friday 23/1 to Monday 26/1; 390 + 480 + 90 − 480 worked",
        dossier("E10", "9", NgayTiepNhan="2026-01-20 09:00", NgayHenTra="2026-01-23 17:00",
                DanhSachHoSoBoSung=[supplement("2026-01-21 09:00", "2026-01-22 09:00")]),
        "2026-01 received supplemented left resolved due_resolved resolved_on_time resolved_early"
        " timed worked_minutes=480",
    ),
    of_dossier(
        "no time of acceptance: received when submitted; no clock, so neither timed nor on time nor late",
        dossier("E11", "9", MaTTHC="1.001193", NgayNopHoSo="2026-01-20 16:00",
                NgayKetThucXuLy="2026-01-21 10:00"),
        "2026-01 received received_partial left resolved",
    ),
    of_dossier(
        "only registered: not received",
        dossier("E12", "1", NgayNopHoSo="2026-01-20 08:00"),
        "",
    ),
    of_dossier(
        "accepted without a time, submitted in January's last second",
        dossier("E13", "2", NgayNopHoSo="2026-01-31 23:59:59"),
        "2026-01 received",
    ),
    of_dossier(
        "the fee is asked for (6): open",
        dossier("E14", "6", NgayTiepNhan="2026-01-21 09:00"),
        "2026-01 received",
    ),
)  # fmt: skip
