"""Complaints to hotline 1022 and the city's app on a day, each with when it was answered and closed."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.city import City, Place
from simulator.clock import DAY, midnight
from simulator.dossiers import NEVER
from simulator.seeded import generator
from simulator.volumes import between, complaints_a_day

CLOCK = 48 * 3600  # s in which an answer is promised
LONGEST = 40  # days after which a day's complaints have all come to their end
_ANSWERED_AFTER = 23 * DAY  # s, at the longest

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
    closed: Whole
    reopened: Whole  # NEVER, or when the citizen was not content
    reclosed: Whole
    judged: NDArray[np.bool_]  # told with the answer, and so is whether it was true
    confirmed: NDArray[np.bool_]
    rating: Whole  # told with the end; 0 is none
    storm: tuple[Place, ...] = ()  # where the last ones were made, which a scenario's storm brought

    @property
    def ended(self) -> Whole:
        """When it was closed for good."""
        last: Whole = np.where(self.reopened < NEVER, self.reclosed, self.closed)
        return last

    @property
    def moments(self) -> Whole:
        """Whenever something happens to each, a row a complaint; NEVER among them."""
        return np.column_stack(
            [self.requested, self.forwarded, self.answered, self.closed, self.reopened, self.reclosed]
        )

    def of_storm(self, row: int) -> Place | None:
        """The place of a complaint that a storm brought; None for the usual ones."""
        number = row - (len(self.requested) - len(self.storm))
        return self.storm[number] if number >= 0 else None

    def is_open(self, now: float) -> NDArray[np.bool_]:
        again: NDArray[np.bool_] = (self.reopened <= now) & (self.reclosed > now)
        return (self.closed > now) | again


def reported(city: City, day: int) -> Reported:
    """All complaints made on that day."""
    rng = generator(city.seed, "complaints", day)
    count = int(rng.poisson(complaints_a_day(day)))
    requested = np.sort(
        midnight(day) + np.interp(rng.random(count) * _HOURS[-1], _HOURS, np.arange(0, DAY + 1, 3600))
    )
    in_time = rng.random(count) < between(0.88, 0.934, day)
    quick = np.clip(rng.gamma(2.0, 8.5 * 3600, count), 1_200, CLOCK - 60)
    slow = np.minimum(CLOCK + 600 + rng.exponential(50 * 3600, count), _ANSWERED_AFTER)
    category = np.searchsorted(
        np.cumsum([each.weight for each in CATEGORIES]), rng.random(count) * 100, "right"
    )
    ward = rng.choice(len(city.wards), count, p=city.weights)
    place = rng.integers(0, 10**6, count) % len(city.places[0])
    text = rng.integers(0, 6, count)
    channel = rng.choice(len(CHANNELS), count, p=[share for _, share in CHANNELS])
    photo = rng.random(count) < 0.55
    answered = (requested + np.where(in_time, quick, slow)).astype(np.int64)
    return Reported(
        day=day,
        ward=ward,
        place=place,
        category=category,
        text=text,
        channel=channel,
        photo=photo,
        requested=requested.astype(np.int64),
        forwarded=(requested + rng.uniform(30, 300, count)).astype(np.int64),
        answered=answered,
        **ends(city.seed, day, answered),
    )


def ends(seed: int, day: int, answered: Whole, what: str = "complaint ends") -> dict[str, Any]:
    """What becomes of the day's complaints after the answer, which closes most of them."""
    rng = generator(seed, what, day)
    count = len(answered)

    def work(mean: float) -> Whole:
        return np.clip(rng.gamma(2.0, mean / 2, count), 3_600, 5 * DAY).astype(np.int64)

    closed = answered + np.where(rng.random(count) < 0.6, 0, work(30 * 3600))
    again = rng.random(count) < between(0.06, 0.035, day)
    reopened = closed + rng.integers(3_600, 3 * DAY, count)
    reclosed = reopened + work(24 * 3600)
    judged = rng.random(count) < 0.8
    stars = rng.choice(6, count, p=(0.65, 0.02, 0.03, 0.05, 0.1, 0.15))
    return {
        "closed": closed,
        "reopened": np.where(again, reopened, NEVER),
        "reclosed": np.where(again, reclosed, NEVER),
        "judged": judged,
        "confirmed": judged & (rng.random(count) < 0.95),
        "rating": stars,
    }
