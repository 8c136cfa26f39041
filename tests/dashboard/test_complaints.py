"""The clock of a complaint, worked out by hand at each tier's edge; and what its channel is called."""

from datetime import timedelta

import pytest

from dashboard import clock_file
from dashboard.complaints import CHANNELS, Clock, Clocks, Span, Tier, channel_of
from dashboard.workdays import vietnam
from tests.dashboard.records import CITY, local

WORK = vietnam(CITY)
SHIPPED = {clock.name: clock for clock in clock_file.read().clocks}


def tier(clock: str, name: str) -> Tier:
    (found,) = [one for one in SHIPPED[clock].tiers if one.name == name]
    return found


@pytest.mark.parametrize(
    ("clock", "name", "requested", "over"),
    [
        ("quan-12", "default", "2026-02-27 10:00", "2026-03-01 10:00"),
        ("quan-12", "default", "2024-02-28 10:00", "2024-03-01 10:00"),  # 29 February lies between
        ("thu-duc", "urgent", "2026-03-01 22:30", "2026-03-02 01:30"),  # over midnight, on a Sunday
        ("thu-duc", "urgent", "2026-01-31 21:00:01", "2026-02-01 00:00:01"),  # into the next month
        ("thu-duc", "building", "2026-02-27 23:59:59", "2026-03-06 23:59:59"),  # civil days: Tết or not
        ("1022", "default", "2026-02-14 08:00", "2026-02-19 08:00"),
        # 3 working days are 24 working hours.
        ("thu-duc", "normal", "2025-11-04 10:00", "2025-11-07 10:00"),  # Tuesday to Friday
        ("thu-duc", "normal", "2025-11-07 20:00", "2025-11-12 17:00"),  # Friday evening: Monday to Wednesday
        # Tết 2026: closed from Saturday 14/2 to Sunday 22/2. 2 h on Friday, 8 on Monday and Tuesday, 6 left.
        ("thu-duc", "normal", "2026-02-13 15:00", "2026-02-25 15:00"),
        # Saturday 10/1/2026 is worked for 2/1. 5.5 h on Thursday, 8 on Friday, 8 on Saturday, 2.5 left.
        ("thu-duc", "normal", "2026-01-08 10:00", "2026-01-12 10:00"),
        # A day later there is no make-up day between: 6 h on Friday 16/1, 8 and 8, 2 left on Wednesday.
        ("thu-duc", "normal", "2026-01-16 09:30", "2026-01-21 09:30"),
    ],
)
def test_each_tier_is_over_at_the_moment_worked_out_by_hand(
    clock: str, name: str, requested: str, over: str
) -> None:
    found = tier(clock, name).within.after(local(requested), WORK)
    assert found == local(over)
    assert found.utcoffset() == timedelta()


def test_every_complaint_of_every_unit_has_48_hours_as_long_as_a_city_says_nothing_else() -> None:
    for units in ((), ("26740", "79"), ("769", "79")):
        for category in (("XD", "Xây dựng không phép"), ("", "Dây điện đứt, rất nguy hiểm")):
            found = clock_file.read().tier(units, *category)
            assert (found.name, found.within) == ("default", Span(48, "hours"))


@pytest.mark.parametrize(
    ("code", "name", "tier"),
    [
        ("XD-01", "Xây dựng không phép", "building"),
        ("XD-01", "XAY DUNG khong phep", "building"),  # a source without accents
        ("CTN", "Sạt lở bờ kênh", "urgent"),
        ("x", "Quán ăn gây ồn, khách chạy xe", "normal"),  # "chạy" is no "cháy"
        ("Việc khẩn", "", "urgent"),  # the code is looked at too
        ("RAC", "", "normal"),
        ("XD", "Công trình xây dựng nguy hiểm", "urgent"),  # the first that fits
    ],
)
def test_a_category_runs_by_the_first_tier_that_fits_its_code_or_name(
    code: str, name: str, tier: str
) -> None:
    clocks = Clocks((SHIPPED["thu-duc"],))
    everywhere = Clocks(tuple(Clock(one.name, one.source, ("*",), one.tiers) for one in clocks.clocks))
    assert everywhere.tier((), code, name).name == tier


def test_the_nearest_units_clock_holds() -> None:
    told = [
        Clock(name, "", units, (Tier("default", Span(hours, "hours")),))
        for name, units, hours in (("all", ("*",), 48), ("district", ("769",), 3), ("ward", ("26800",), 1))
    ]
    clocks = Clocks(tuple(told))
    assert clocks.of_unit(("26800", "769", "79")).name == "ward"
    assert clocks.of_unit(("26803", "769", "79")).name == "district"
    assert clocks.of_unit(("26740", "79")).name == "all"
    assert clocks.of_unit(()).name == "all"  # of no known unit


@pytest.mark.parametrize(
    ("told", "channel"),
    [
        ("App", "app"),
        ("Ứng dụng Công dân số", "app"),
        ("BÌNH THẠNH TRỰC TUYẾN", "app"),
        ("MobileApp", "app"),
        ("Citizens Connect App", "app"),
        ("1022", "1022"),
        ("Tổng đài 1022", "1022"),
        ("Điện thoại", "1022"),
        ("hotline", "1022"),
        ("Constituent Call", "1022"),
        ("web", "web"),
        ("Cổng thông tin 1022", "web"),
        ("https://1022.example.vn", "web"),
        ("Trực tuyến", "web"),
        ("Facebook", "facebook"),
        ("FACEBOOK_PAGE", "facebook"),
        ("fb", "facebook"),
        ("Zalo", "zalo"),
        ("ZaloOA", "zalo"),
        ("Zalo mini app", "zalo"),
        ("Quầy một cửa", "counter"),
        ("trực tiếp", "counter"),
        ("counter", "counter"),
        ("Đơn thư", "other"),
        ("WhatsApp", "other"),
        ("", "other"),
    ],
)
def test_a_channel_is_known_in_any_spelling(told: str, channel: str) -> None:
    assert channel_of(told) == channel
    assert channel in CHANNELS
