"""Complaints to hotline 1022 and the city's app on a day, each with when it was forwarded and answered."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.city import City
from simulator.clock import DAY, midnight
from simulator.seeded import generator
from simulator.volumes import between, complaints_a_day

CLOCK = 48 * 3600  # s in which an answer is promised
LONGEST = 25  # days after which a day's complaints have all been answered

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    name: str
    weight: float
    texts: tuple[str, ...]


CATEGORIES = (
    Category("HCC", "Hành chính công", 7, ("Chờ trả kết quả hồ sơ quá lâu", "Hỏi thủ tục, trả lời chưa rõ")),
    Category("HTDT", "Hạ tầng đô thị", 12, ("Vỉa hè bong tróc gạch", "Nắp hố ga bị vỡ", "Cột điện nghiêng")),
    Category("GT", "Giao thông", 15, ("Ổ gà giữa đường", "Đèn tín hiệu không hoạt động", "Kẹt xe kéo dài")),
    Category("XB", "Xe buýt", 3, ("Xe buýt bỏ trạm", "Xe buýt chạy sai giờ")),
    Category(
        "CTN",
        "Cấp thoát nước, ngập nước",
        12,
        ("Nước ngập sau mưa", "Cống nghẹt, nước tràn", "Mất nước từ sáng"),
    ),
    Category("CX", "Cây xanh", 6, ("Nhánh cây gãy treo trên cao", "Cây nghiêng nguy hiểm")),
    Category("CS", "Chiếu sáng", 6, ("Đèn đường không sáng", "Đèn đường sáng cả ngày")),
    Category("DL", "Điện lực", 5, ("Mất điện không báo trước", "Dây điện sà thấp")),
    Category("VT", "Viễn thông", 4, ("Cáp viễn thông sà xuống đường", "Tủ cáp hở nắp")),
    Category("MT", "Môi trường", 12, ("Rác tồn đọng chưa thu gom", "Đốt rác gây khói", "Mùi hôi từ kênh")),
    Category(
        "TTDT",
        "Trật tự đô thị",
        10,
        ("Lấn chiếm lòng đường buôn bán", "Đậu xe chắn lối đi", "Xây dựng không phép"),
    ),
    Category("TO", "Tiếng ồn", 8, ("Karaoke loa kéo sau 22 giờ", "Công trình thi công ban đêm")),
)
CHANNELS = (
    ("app", 0.42),
    ("1022", 0.30),
    ("web", 0.12),
    ("Zalo", 0.10),
    ("Facebook", 0.04),
    ("counter", 0.02),
)

_HOURS = np.cumsum(
    [0, 6, 4, 3, 2, 3, 8, 25, 55, 70, 70, 60, 45, 45, 55, 65, 65, 60, 50, 45, 45, 45, 40, 25, 12]
)


@dataclass(frozen=True, slots=True)
class Reported:
    """The complaints made on one Vietnamese day, in the order of their moments."""

    day: int
    ward: Whole
    place: Whole  # index into the ward's places
    category: Whole
    text: Whole
    channel: Whole
    photo: NDArray[np.bool_]
    requested: Whole
    forwarded: Whole
    answered: Whole


def reported(city: City, day: int) -> Reported:
    """All complaints made on that day."""
    rng = generator(city.seed, "complaints", day)
    count = int(rng.poisson(complaints_a_day(day)))
    requested = np.sort(
        midnight(day) + np.interp(rng.random(count) * _HOURS[-1], _HOURS, np.arange(0, DAY + 1, 3600))
    )
    in_time = rng.random(count) < between(0.88, 0.934, day)
    quick = np.clip(rng.gamma(2.0, 8.5 * 3600, count), 1_200, CLOCK - 60)
    slow = np.minimum(CLOCK + 600 + rng.exponential(50 * 3600, count), (LONGEST - 2) * DAY)
    category = np.searchsorted(
        np.cumsum([each.weight for each in CATEGORIES]), rng.random(count) * 100, "right"
    )
    return Reported(
        day=day,
        ward=rng.choice(len(city.wards), count, p=city.weights),
        place=rng.integers(0, 10**6, count) % len(city.places[0]),
        category=category,
        text=rng.integers(0, 6, count),
        channel=rng.choice(len(CHANNELS), count, p=[share for _, share in CHANNELS]),
        photo=rng.random(count) < 0.55,
        requested=requested.astype(np.int64),
        forwarded=(requested + rng.uniform(30, 300, count)).astype(np.int64),
        answered=(requested + np.where(in_time, quick, slow)).astype(np.int64),
    )
