"""A made-up report with every kind of part, for whatever draws one; its figures stand for nothing."""

from datetime import UTC, date, datetime, timedelta

from dashboard.reports.document import (
    Area,
    BarChart,
    Block,
    Cell,
    Column,
    Day,
    Document,
    HeatChart,
    Letter,
    Level,
    LineChart,
    MapChart,
    Part,
    Period,
    Run,
    Scope,
    Section,
    Series,
    Table,
    TargetUsed,
    Unit,
)

FIRST, LAST = date(2025, 10, 1), date(2025, 10, 31)
WARDS = 168


def sample(*, issued: bool = True) -> Document:
    """City and 168 wards, October 2025; issued as 15/BC-UBND, or still a draft."""
    return Document(
        program="0.1.0",
        template="month",
        language="vi",
        timezone="Asia/Ho_Chi_Minh",
        city="Thành phố Hồ Chí Minh",
        period=Period(kind="month", text="2025-10", first=FIRST, last=LAST, name="tháng 10 năm 2025"),
        scope=Scope(name="Thành phố Hồ Chí Minh"),
        taken_at=datetime(2025, 11, 3, 1, 30, tzinfo=UTC),
        letter=_letter(issued),
        code="7F3K-Q2MD-9TXA" if issued else "",
        verify_url="https://ops.example.vn/reports/verify" if issued else "",
        sections=(_targets(), _one_stop(), _flood(), _units()),
        targets=(
            TargetUsed(
                kpi="online_share", level="city", year=2030, value=90.0, source="2023/QĐ-UBND", reference=True
            ),
        ),
        units=(Unit(id=1, code="79", name="Thành phố Hồ Chí Minh", level="city"),),
        rules={"rules.toml": "0" * 64, "successions": "1" * 64},
    )


def _letter(issued: bool) -> Letter:
    return Letter(
        parent="ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH",
        body="TRUNG TÂM ĐIỀU HÀNH ĐÔ THỊ THÔNG MINH",
        place="Thành phố Hồ Chí Minh",
        number="15/BC-UBND" if issued else "",
        issued_on=date(2025, 11, 5) if issued else None,
        subject="Kết quả thực hiện các chỉ tiêu phục vụ người dân và tình hình đô thị tháng 10 năm 2025",
        opening=(
            Block(runs=(Run(text="Thực hiện Quyết định số 2023/QĐ-UBND, Trung tâm báo cáo như sau:"),)),
        ),
        authority=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        signer="Nguyễn Thị Hoàng Yến" if issued else "",
        recipients=("Văn phòng Chính phủ", "Thường trực Thành ủy", "Ủy ban nhân dân 168 phường, xã, đặc khu"),
        copies="Lưu: VT, KH.",
    )


def _targets() -> Section:
    href = "/kpi/online_share?period=2025-10"
    return Section(
        key="targets",
        title="Kết quả thực hiện các chỉ tiêu",
        commentary=(
            Block(
                key="rose",
                runs=(
                    Run(text="Tỷ lệ hồ sơ trực tuyến đạt "),
                    Run(text="68,4 %", bold=True, href=href),
                    Run(text=", tăng 2,1 điểm so với tháng trước."),
                ),
            ),
            Block(kind="bullet", runs=(Run(text="Phường Sài Gòn dẫn đầu: 91,2 %."),)),
            Block(kind="bullet", runs=(Run(text="Đặc khu Côn Đảo thấp nhất: 41,0 %.", italic=True),)),
        ),
        parts=(_targets_table(href), _line()),
    )


def _targets_table(href: str) -> Table:
    columns = (
        Column(key="kpi", title="Chỉ tiêu", kind="text", width=3),
        Column(key="month", title="Trong tháng", kind="share", decimals=1, unit="%"),
        Column(key="total", title="Lũy kế", kind="share", decimals=1, unit="%"),
        Column(key="year_ago", title="Cùng kỳ", kind="share", decimals=1, unit="%"),
        Column(key="target", title="Chỉ tiêu 2030", kind="share", decimals=1, unit="%"),
        Column(key="state", title="Trạng thái", kind="text", width=1.5),
        Column(key="until", title="Số liệu đến", kind="moment", width=1.5),
    )
    until = Cell(value="2025-11-03T01:30:00Z")
    return Table(
        key="targets",
        title="Chỉ tiêu và kết quả",
        columns=columns,
        rows=(
            (
                Cell(value="Tỷ lệ hồ sơ trực tuyến", href=href),
                Cell(value=68.4, href=href),
                Cell(value=66.25, href=href),
                Cell(value=None),
                Cell(value=90.0),
                Cell(value="Có nguy cơ"),
                until,
            ),
            (
                Cell(value="Phản ánh trả lời trong 48 giờ"),
                Cell(value=97.05, note="ước tính"),
                Cell(value=96.0),
                Cell(value=88.8),
                Cell(value=100.0),
                Cell(value="Chưa đạt"),
                until,
            ),
        ),
        note="Nguồn: hệ thống thông tin giải quyết thủ tục hành chính.",
    )


def _line() -> LineChart:
    return LineChart(
        key="online",
        title="Hồ sơ trực tuyến so với chỉ tiêu",
        alt="Đường: tỷ lệ hồ sơ trực tuyến 12 tháng, từ 51,0 % lên 68,4 %; chỉ tiêu năm 2030 là 90 %.",
        labels=tuple(f"{month:02d}/{year}" for year, month in _months()),
        series=(
            Series(name="Thành phố", values=(51, 52.5, 54, None, 57.5, 59, 60, 62, 63.5, 65, 66.3, 68.4)),
            Series(name="Năm trước", look="pale", values=(41, 42, 43, 44, 44, 45, 46, 47, 48, 49, 50, 51)),
        ),
        levels=(Level(name="Chỉ tiêu 2030", value=90, look="dashed"),),
        unit="%",
        decimals=1,
    )


def _months() -> list[tuple[int, int]]:
    return [(2024, 11), (2024, 12), *((2025, month) for month in range(1, 11))]


def _one_stop() -> Section:
    return Section(
        key="one_stop",
        title="Giải quyết hồ sơ một cửa",
        commentary=(Block(runs=(Run(text="Toàn thành phố tiếp nhận 1.240 hồ sơ."),)),),
        parts=(
            BarChart(
                key="late",
                title="Hồ sơ trễ hạn theo nguyên nhân",
                alt="Thanh ngang: chờ bổ sung 12, tiếp nhận chậm 5, xử lý chậm 31.",
                labels=("Chờ bổ sung", "Tiếp nhận chậm", "Xử lý chậm"),
                series=(Series(name="Hồ sơ", values=(12, 5, 31)),),
            ),
        ),
    )


def _flood() -> Section:
    days = tuple(
        Day(day=FIRST + timedelta(days=n), value=None if n == 11 else (n * 7) % 23) for n in range(31)
    )
    tide = tuple(0.4 + 1.22 * (hour % 12) / 11 for hour in range(24))
    return Section(
        key="flood",
        title="Phản ánh và ngập",
        commentary=(),
        parts=(
            HeatChart(
                key="days",
                title="Phản ánh theo ngày",
                alt="Lịch: nhiều nhất 22 phản ánh ngày 14/10; ngày 12/10 không có số liệu.",
                days=days,
            ),
            LineChart(
                key="worst",
                title="Mực nước ngày cao nhất",
                alt="Đường: mực nước trạm Phú An ngày 21/10, cao nhất 1,62 m lúc 18 giờ, trên báo động III.",
                labels=tuple(f"{hour:02d}:00" for hour in range(24)),
                series=(Series(name="Phú An", values=tide),),
                levels=(Level(name="BĐ I", value=1.4), Level(name="BĐ III", value=1.6)),
                unit="m",
                decimals=2,
            ),
        ),
    )


def _units() -> Section:
    columns = (
        Column(key="unit", title="Đơn vị", kind="text", width=3),
        Column(key="received", title="Tiếp nhận"),
        Column(key="resolved", title="Đã giải quyết"),
        Column(key="on_time", title="Đúng hạn", kind="share", decimals=1, unit="%"),
    )
    whole = (Cell(value="Toàn thành phố"), Cell(value=14_196), Cell(value=14_028), Cell(value=93.3))
    rows = tuple(
        (
            Cell(value=f"Phường {number:03d}"),
            Cell(value=number, href=f"/kpi/dossiers_received?unit={number}"),
            Cell(value=number - 1),
            Cell(value=None if number == 7 else 80 + number % 20),
        )
        for number in range(1, WARDS + 1)
    )
    parts: tuple[Part, ...] = (
        Table(key="units", title="Số liệu của các đơn vị", columns=columns, rows=(whole, *rows), totals=1),
        _map(),
    )
    return Section(key="units", title="Phụ lục: các đơn vị", commentary=(), parts=parts, is_annex=True)


def _map() -> MapChart:
    areas = tuple(
        Area(
            name=f"Phường {number:03d}",
            value=None if number == 7 else 80.0 + number % 20,
            rings=(_square(number % 14 / 14, number // 14 / 14),),
        )
        for number in range(WARDS)
    )
    return MapChart(
        key="map",
        title="Đúng hạn trên bản đồ",
        alt="Bản đồ lược đồ 168 đơn vị: từ 80 % đến 99 %; một đơn vị không có số liệu.",
        areas=areas,
        aspect=1.0,
        is_schematic=True,
        unit="%",
        decimals=1,
    )


def _square(x: float, y: float) -> tuple[tuple[float, float], ...]:
    return ((x, y), (x + 0.065, y), (x + 0.065, y + 0.065), (x, y + 0.065))
