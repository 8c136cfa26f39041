"""What is said of an anomaly, in both languages."""

from dataclasses import replace
from datetime import date

from dashboard.anomalies import Anomaly, Reason
from dashboard.i18n import translator
from layouts.anomaly_words import name, reasons, sentence

LOW = Anomaly(
    day=date(2026, 11, 16),
    figure="dossiers_received",
    unit_id=1007,
    value=50,
    expected=1100.4,
    low=978.6,
    high=1221.4,
    score=5.4,
    reason=Reason(kind="count", side="low", habit="monday", days=11, city=0.98, season=1.2),
)
LATE = replace(
    LOW,
    figure="on_time_share",
    item="1.004222",
    value=70.0,
    low=88.25,
    high=99.1,
    reason=Reason(
        kind="share", side="low", habit="month", days=12, of=1240, city=-0.4, item_name="Khai sinh"
    ),
)


def test_a_count_is_told_beside_its_habit() -> None:
    vi, en = translator("vi"), translator("en")
    assert name(vi, LOW) == "Hồ sơ tiếp nhận"
    assert sentence(vi, LOW) == "50, thấp hơn thường lệ: thứ Hai thường từ 979 đến 1.221"
    assert sentence(en, LOW) == "50, less than usual: Mondays have 979 to 1,221"
    assert reasons(vi, LOW) == [
        "So với 11 ngày cùng loại trong 12 tuần gần nhất",
        "Các đơn vị khác của thành phố đạt 98\u00a0% mức thường lệ",
        "Đã tính đến mùa vụ của năm trước",
    ]


def test_a_share_of_a_procedure_is_told_out_of_how_many() -> None:
    vi = translator("vi")
    assert name(vi, LATE) == "Hồ sơ giải quyết đúng hạn · Khai sinh"
    assert sentence(vi, LATE) == (
        "70,0\u00a0%, thấp hơn thường lệ: các tháng thường từ 88,2\u00a0% đến 99,1\u00a0%"
    )
    assert reasons(vi, LATE) == [
        "Trên tổng số 1.240",
        "So với 12 tháng trước đó",
        "Các đơn vị khác của thành phố thay đổi -0,4 điểm",
    ]
