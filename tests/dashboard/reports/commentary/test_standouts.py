"""Who stands out; and who is never named."""

from dashboard.i18n import translator
from dashboard.reports.commentary import MINIMUM, Contender, Figure, plain, standouts

T = translator("vi")
SHARE = Figure(name="Đúng hạn", unit="%", decimals=1, direction="up")


def told(*contenders: Contender) -> dict[str, str]:
    return {one.key: plain(one).replace("\u00a0", " ") for one in standouts(T, SHARE, contenders)}


def ward(name: str, value: float | None, size: float = 100, before: float | None = None) -> Contender:
    return Contender(name=name, value=value, size=size, before=before, before_size=100)


def test_best_worst_and_most_improved() -> None:
    said = told(ward("A", 98.0, before=97.5), ward("B", 91.0, before=80.0), ward("C", 60.0, before=70.0))
    assert said == {
        "best": "Đúng hạn, tốt nhất: A (98,0 %).",
        "worst": "Đúng hạn, kém nhất: C (60,0 %).",
        "improved": "Đúng hạn, tiến bộ nhiều nhất so với kỳ trước: "
        "B (từ 80,0 % đến 91,0 %), 11,0 điểm phần trăm.",
    }


def test_a_unit_with_too_little_behind_its_value_is_never_named() -> None:
    small = Contender(name="Nhỏ", value=100.0, size=MINIMUM - 1, before=0.0, before_size=100)
    said = told(small, ward("A", 98.0), ward("B", 90.0), ward("Trống", None))
    assert "Nhỏ" not in " ".join(said.values())
    assert "Trống" not in " ".join(said.values())
    assert said["small"] == "Đúng hạn: không xếp hạng 1 đơn vị có dưới 20 hồ sơ, vụ việc làm căn cứ tính."
    assert said["without"] == "Đúng hạn: 1 đơn vị không có số liệu."


def test_too_little_in_the_period_before_makes_nobody_improved() -> None:
    grown = Contender(name="A", value=98.0, size=100, before=10.0, before_size=MINIMUM - 1)
    assert "improved" not in told(grown, ward("B", 90.0, before=95.0))


def test_many_of_one_value_are_counted_and_not_named() -> None:
    said = told(*(ward(name, 100.0) for name in "ABCD"), ward("E", 90.0))
    assert said["best"] == "Đúng hạn, tốt nhất: 4 đơn vị cùng mức 100,0 %."


def test_where_all_are_alike_nobody_stands_out() -> None:
    said = told(ward("A", 100.0), ward("B", 100.0))
    assert said == {"alike": "Đúng hạn: cả 2 đơn vị được xếp hạng đều ở mức 100,0 %."}
    assert told(ward("A", 100.0)) == {}


def test_of_a_burden_the_least_is_the_best() -> None:
    late = Figure(name="Quá hạn", direction="down")
    found = standouts(T, late, [Contender(name="A", value=12), Contender(name="B", value=0)])
    assert [plain(one) for one in found] == ["Quá hạn, tốt nhất: B (0).", "Quá hạn, kém nhất: A (12)."]
