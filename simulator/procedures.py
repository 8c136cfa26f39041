"""Sixty common administrative procedures of wards, from procedures.csv beside this file.

Names are those in use; codes have the shape of the national catalogue's. Days, fees and weights are a
plausible mix, not statistics.
"""

import csv
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Procedure:
    code: str  # MaTTHC
    name: str
    field_code: str
    field_name: str
    days: float  # working days allowed
    fee: int  # đồng; 0 is free
    weight: float
    ease: float  # how much likelier than the average it is filed online, in logits
    by_firms: bool

    @property
    def level(self) -> int:
        """Service level: 4 toàn trình, 3 một phần, 2 information only; the easier the higher."""
        return 4 if self.ease >= 0.4 else 3 if self.ease > -0.7 else 2

    @property
    def on_paper(self) -> bool:
        """Whether its result is handed over on paper."""
        return self.ease < 1.2


_FIELDS = {
    "CT": ("G15-TP02", "Chứng thực"),
    "HT": ("G15-TP03", "Hộ tịch"),
    "CU": ("G01-CA05", "Đăng ký, quản lý cư trú"),
    "KD": ("G05-KH01", "Thành lập và hoạt động của hộ kinh doanh"),
    "DD": ("G13-TN01", "Đất đai"),
    "XD": ("G17-XD02", "Hoạt động xây dựng"),
    "BT": ("G08-LD04", "Bảo trợ xã hội"),
    "NC": ("G08-LD01", "Người có công"),
    "GD": ("G07-GD02", "Giáo dục và đào tạo"),
    "YT": ("G18-YT03", "An toàn thực phẩm, y tế"),
    "MT": ("G13-TN05", "Môi trường"),
    "VH": ("G16-VH01", "Văn hóa, thể thao"),
    "TM": ("G04-CT02", "Lưu thông hàng hóa trong nước"),
    "GT": ("G06-GT01", "Đường bộ"),
    "TG": ("G12-NV03", "Thi đua, tôn giáo"),
}


def _read() -> tuple[Procedure, ...]:
    text = (files("simulator") / "procedures.csv").read_text(encoding="utf-8")
    return tuple(
        Procedure(
            row["code"],
            row["name"],
            *_FIELDS[row["field"]],
            days=float(row["days"]),
            fee=int(row["fee"]),
            weight=float(row["weight"]),
            ease=float(row["ease"]),
            by_firms=row["by_firms"] == "1",
        )
        for row in csv.DictReader(text.splitlines())
    )


PROCEDURES = _read()
