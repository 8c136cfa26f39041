"""The figures of drawn records, for millions of them at once, by the core's own rules.

A rule is asked once for each course and kind of card which of the record's moments adds what to which figure;
the rest is sums of arrays. `dashboard.recount` comes to the same, a hundred times slower.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from types import SimpleNamespace
from typing import Any, Self
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from benchmarks.city import Row

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
HOURS = 7  # the zone's, always
DAY = 86_400
EPOCH = date(1970, 1, 1)
Numbers = NDArray[np.int64]
Rule = Callable[[Any, tzinfo], Iterator[tuple[date, str, int]]]


class Moment(datetime):
    """A moment whose civil day is a name: which of the record's moments it is."""

    named: str

    @classmethod
    def of(cls, seconds: int, named: str) -> Self:
        made = cls.fromtimestamp(1_000_000_000 + seconds, UTC)
        made.named = named
        return made

    def astimezone(self, _zone: tzinfo | None = None) -> Self:
        return self

    def date(self) -> Any:
        """Stands where a day would: the counting rules only hand it on."""
        return self.named


@dataclass(slots=True)
class Amounts:
    """By figure and the moment that it goes by: how much, at (state, kind of card, course)."""

    shape: tuple[int, int, int]
    found: dict[tuple[str, str], NDArray[np.float64]] = field(default_factory=dict)

    def add(self, place: tuple[int, int, int], rule: Rule, row: Mapping[str, Any]) -> None:
        for moment, figure, amount in rule(SimpleNamespace(**row), ZONE):
            key = figure, str(moment)
            if key not in self.found:
                self.found[key] = np.zeros(self.shape)
            self.found[key][place] += amount


@dataclass(slots=True)
class Sums:
    """Of one deck: figures by (day, unit) and by (month, card)."""

    days: range  # civil days since 1970
    cards: Sequence[Row]
    daily: dict[str, NDArray[np.float64]] = field(default_factory=dict)
    monthly: dict[str, NDArray[np.float64]] = field(default_factory=dict)

    def add(
        self,
        amounts: Amounts,
        place: tuple[Numbers, Numbers, Numbers],
        card: Numbers,
        moments: Mapping[str, Numbers],
    ) -> None:
        """So many records, each with its place in the amounts, its card and its moments in seconds."""
        units, months = self._units(), self._months()
        of_card = np.searchsorted(units, [one["unit_id"] for one in self.cards])[card]
        # What never comes within the days adds nothing, wherever it stands.
        days = {
            name: np.clip((at + HOURS * 3600) // DAY - self.days.start, 0, len(self.days) - 1)
            for name, at in moments.items()
        }
        for (figure, moment), table in amounts.found.items():
            weights, day = table[place], days[moment]
            by_unit = np.bincount(day * len(units) + of_card, weights, len(self.days) * len(units))
            by_card = np.bincount(
                months[day] * len(self.cards) + card, weights, (months[-1] + 1) * len(self.cards)
            )
            for sums, found in ((self.daily, by_unit), (self.monthly, by_card)):
                sums[figure] = sums.get(figure, np.zeros(len(found))) + found

    def _units(self) -> Numbers:
        return np.unique([one["unit_id"] for one in self.cards])

    def _day(self, number: int) -> date:
        return EPOCH + timedelta(days=self.days.start + number)

    def _months(self) -> Numbers:
        """The number of each day's month, from the first one."""
        all_days = [self._day(number) for number in range(len(self.days))]
        first = all_days[0].year * 12 + all_days[0].month
        return np.array([day.year * 12 + day.month - first for day in all_days])

    def buckets(self) -> Iterator[tuple[tuple[date, str, int], float]]:
        """Day, figure, unit."""
        units = self._units().tolist()
        for figure, sums in self.daily.items():
            for place in np.flatnonzero(sums).tolist():
                day, unit = divmod(place, len(units))
                yield (self._day(day), figure, units[unit]), float(sums[place])

    def slices(self) -> Iterator[tuple[tuple[date, str, int, int], float]]:
        """Month, figure, unit, slice."""
        begun = self._day(0).replace(day=1)
        for figure, sums in self.monthly.items():
            found: dict[tuple[date, str, int, int], float] = defaultdict(float)
            for place in np.flatnonzero(sums).tolist():
                number, card = divmod(place, len(self.cards))
                month = begun.year * 12 + begun.month - 1 + number
                of = self.cards[card]
                first = date(month // 12, month % 12 + 1, 1)
                found[first, figure, of["unit_id"], of["slice_id"]] += float(sums[place])
            yield from found.items()
