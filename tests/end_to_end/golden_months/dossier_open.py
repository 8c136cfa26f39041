"""Dossiers: what a request for supplements does, and what is open at a period's end.

January 2026: offices work 07:30–11:30 and 13:00–17:00, Monday to Friday; 12, 19 and 26 are Mondays.
"""

from tests.end_to_end.golden_months.telling import dossier, of_dossier, supplement

SUPPLEMENTS = (
    of_dossier(
        "waits for the citizen since before its due time: the request is its end, it turns overdue no more",
        dossier("S01", "5", NgayTiepNhan="2026-01-12 09:00", NgayHenTra="2026-01-16 17:00",
                DanhSachHoSoBoSung=[supplement("2026-01-14 10:00")]),
        "2026-01 received supplemented",
    ),
    of_dossier(
        "asked at the very second of the due time: not overdue",
        dossier("S02", "5", NgayTiepNhan="2026-01-12 09:00", NgayHenTra="2026-01-14 17:00",
                DanhSachHoSoBoSung=[supplement("2026-01-14 17:00:00")]),
        "2026-01 received supplemented",
    ),
    of_dossier(
        "asked after its due time: overdue, and so it stays",
        dossier("S03", "5", NgayTiepNhan="2026-01-12 09:00", NgayHenTra="2026-01-14 17:00",
                DanhSachHoSoBoSung=[supplement("2026-01-15 10:00")]),
        "2026-01 received supplemented overdue_entered",
    ),
    of_dossier(
        "asked a second time: overdue by that, 2 February, long before its due time. The newest comes first",
        dossier("S04", "5", NgayTiepNhan="2026-01-27 08:00", NgayHenTra="2026-02-10 17:00",
                DanhSachHoSoBoSung=[supplement("2026-02-02 10:00"),
                                    supplement("2026-01-28 09:00", "2026-01-29 09:00", "2026-02-12 17:00")]),
        "2026-01 received supplemented\n2026-02 overdue_entered",
    ),
    of_dossier(
        "asked twice and finished: by the last due time that the office set. 450 + 4 × 480 + 3 × 480 + 420,"
        " less twice 480 with the citizen",
        dossier("S05", "9", NgayTiepNhan="2026-01-12 08:00", NgayHenTra="2026-01-15 17:00",
                NgayKetThucXuLy="2026-01-22 16:00",
                DanhSachHoSoBoSung=[supplement("2026-01-13 08:00", "2026-01-14 08:00", "2026-01-20 17:00"),
                                    supplement("2026-01-15 08:00", "2026-01-16 08:00", "2026-01-22 17:00")]),
        "2026-01 received supplemented left resolved due_resolved resolved_on_time timed worked_minutes=3270",
    ),
    of_dossier(
        "120 + 480 + 150 min with the citizen, no new date: due Thursday 15/1 17:00 moves by 480 over"
        " Friday and"
        " by 270 to Monday 13:30. Until then 5 × 480 + 270 − 750 were worked",
        dossier("S06", "9", NgayTiepNhan="2026-01-12 07:30", NgayHenTra="2026-01-15 17:00",
                NgayKetThucXuLy="2026-01-19 13:30",
                DanhSachHoSoBoSung=[supplement("2026-01-13 15:00", "2026-01-15 10:00")]),
        "2026-01 received supplemented left resolved due_resolved resolved_on_time timed worked_minutes=1920",
    ),
    of_dossier(
        "the same, a minute later: late by it, and the supplement is the cause",
        dossier("S07", "9", NgayTiepNhan="2026-01-12 07:30", NgayHenTra="2026-01-15 17:00",
                NgayKetThucXuLy="2026-01-19 13:31",
                DanhSachHoSoBoSung=[supplement("2026-01-13 15:00", "2026-01-15 10:00")]),
        "2026-01 received supplemented left resolved due_resolved resolved_late late_1 late_supplement"
        " late_minutes=1 overdue_entered overdue_left timed worked_minutes=1921",
    ),
    of_dossier(
        "with the citizen over Tết (16–20/2 off): 60 min of Friday and 30 of Monday, so due moves to"
        " 25/2 9:00."
        " 5 × 480 + 2 × 480 + 150 − 90",
        dossier("S08", "9", NgayTiepNhan="2026-02-09 07:30", NgayHenTra="2026-02-24 17:00",
                NgayKetThucXuLy="2026-02-25 10:00",
                DanhSachHoSoBoSung=[supplement("2026-02-13 16:00", "2026-02-23 08:00")]),
        "2026-02 received supplemented left resolved due_resolved resolved_late late_1 late_supplement"
        " late_minutes=60 overdue_entered overdue_left timed worked_minutes=3420",
    ),
    of_dossier(
        "open, answered on Monday 2/2 8:30 after 60 + 480 + 60 min: due Friday 30/1 17:00 moves to 3/2 9:30",
        dossier("S09", "4", NgayTiepNhan="2026-01-26 08:00", NgayHenTra="2026-01-30 17:00",
                DanhSachHoSoBoSung=[supplement("2026-01-29 16:00", "2026-02-02 08:30")]),
        "2026-01 received supplemented\n2026-02 overdue_entered",
    ),
)  # fmt: skip

OPEN = (
    of_dossier(
        "open, due in January: the period's end stands in for its end",
        dossier("O01", "4", NgayTiepNhan="2026-01-12 09:00", NgayHenTra="2026-01-30 17:00"),
        "2026-01 received overdue_entered",
    ),
    of_dossier(
        "due in the month's last second",
        dossier("O02", "4", NgayTiepNhan="2026-01-12 09:00", NgayHenTra="2026-01-31 23:59:59"),
        "2026-01 received overdue_entered",
    ),
    of_dossier(
        "due at the first moment of February",
        dossier("O03", "4", NgayTiepNhan="2026-01-12 09:00", NgayHenTra="2026-02-01 00:00:00"),
        "2026-01 received\n2026-02 overdue_entered",
    ),
    # The present is Friday 20 March 2026, 10:00. Written down for the day, taken off until it is past.
    of_dossier(
        "due a second before now: overdue",
        dossier("O04", "4", NgayTiepNhan="2026-03-16 09:00", NgayHenTra="2026-03-20 09:59:59"),
        "2026-03 received overdue_entered",
    ),
    of_dossier(
        "due now: not past yet, and due soon",
        dossier("O05", "4", NgayTiepNhan="2026-03-16 09:00", NgayHenTra="2026-03-20 10:00:00"),
        "2026-03 received overdue_entered",
    ),
    of_dossier(
        "due later today: due soon",
        dossier("O06", "4", NgayTiepNhan="2026-03-16 09:00", NgayHenTra="2026-03-20 17:00"),
        "2026-03 received overdue_entered",
    ),
    of_dossier(
        "due at the end of 8 working hours, 330 min today and 150 on Monday: due soon",
        dossier("O07", "4", NgayTiepNhan="2026-03-16 09:00", NgayHenTra="2026-03-23 10:00:00"),
        "2026-03 received overdue_entered",
    ),
    of_dossier(
        "a second after them: not due soon",
        dossier("O08", "4", NgayTiepNhan="2026-03-16 09:00", NgayHenTra="2026-03-23 10:00:01"),
        "2026-03 received overdue_entered",
    ),
)  # fmt: skip
