"""The dossiers that citizens file on a day, each with its whole life, worked out for the day at once.

A `Filed` holds one row a dossier. Its `events` are moments in the order of a dossier's life, NEVER where one
does not happen; so the state at any moment is a matter of comparing, and nothing has to be remembered.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from simulator.city import City
from simulator.clock import midnight
from simulator.procedures import PROCEDURES
from simulator.seeded import generator
from simulator.volumes import between, dossiers_a_day
from simulator.workdays import WORKDAY, Seconds, is_workday, moment_of, worked

NEVER = np.int64(2**62)
SUBMITTED, ACCEPTED, PROCESSING, ASKED, ANSWERED, FEE, FINISHED, RETURNED, CLOSED = range(9)
STATUS_AFTER = (1, 2, 4, 5, 4, 6, 9, 10, 0)  # TrangThaiHoSo; CLOSED takes the row's `outcome`
REFUSED, WITHDRAWN, STOPPED = 3, 7, 8
COUNTER, ONLINE, POST = 1, 2, 3
DIGITISED, ELECTRONIC, REUSED, FROM_STORE, LOOKED_UP = range(5)
_DIGITAL = ((0.48, 0.83), (0.36, 0.78), (0.10, 0.46), (0.06, 0.31), (0.30, 0.88))  # shares, then and now
LONGEST = 75  # days after which a day's dossiers have all ended

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Mask = NDArray[np.bool_]

_LIMIT = np.array([procedure.days * WORKDAY for procedure in PROCEDURES]).astype(np.int64)
_COST = np.array([procedure.fee for procedure in PROCEDURES])
_EASE = np.array([procedure.ease for procedure in PROCEDURES])
_OFTEN = np.cumsum([procedure.weight for procedure in PROCEDURES])
# When people file online: share of the day's filings by the hour.
_HOURS = np.cumsum(
    [0, 5, 3, 2, 1, 1, 3, 10, 35, 75, 85, 80, 50, 45, 65, 75, 75, 60, 40, 30, 32, 35, 30, 20, 10]
)


@dataclass(frozen=True, slots=True)
class Filed:
    """The dossiers filed on one Vietnamese day, ordered by ward."""

    day: int
    ward: Whole
    number: Whole  # 1, 2, … within the ward's day
    procedure: Whole  # index into PROCEDURES
    channel: Whole
    paid_online: Mask
    due: Whole  # NgayHenTra as first promised; NEVER for a refused one
    due_moved: Whole  # … after a supplement, else the same
    outcome: Whole  # 0, REFUSED, WITHDRAWN or STOPPED
    events: Whole  # (row, event): moments
    papers: Mask  # (row, paper): DIGITISED, ELECTRONIC, REUSED, FROM_STORE, LOOKED_UP

    def only(self, rows: Mask) -> "Filed":
        """The same day with some of its dossiers."""
        return Filed(
            self.day,
            self.ward[rows],
            self.number[rows],
            self.procedure[rows],
            self.channel[rows],
            self.paid_online[rows],
            self.due[rows],
            self.due_moved[rows],
            self.outcome[rows],
            self.events[rows],
            self.papers[rows],
        )


@lru_cache(maxsize=4)
def _habits(seed: int, wards: int) -> tuple[Real, Real]:
    """Each ward's leaning to the web (logits) and its tardiness (a factor)."""
    rng = generator(seed, "wards' habits")
    return rng.normal(0, 0.35, wards), np.clip(rng.lognormal(-0.1, 0.45, wards), 0.3, 3.0)


def filed(city: City, day: int) -> Filed:
    """All dossiers filed on that day."""
    rng = generator(city.seed, "dossiers", day)
    counts = rng.poisson(dossiers_a_day(day) * city.weights)
    ward = np.repeat(np.arange(len(city.wards)), counts)
    number = np.arange(len(ward)) - np.repeat(np.cumsum(counts) - counts, counts) + 1
    procedure = np.searchsorted(_OFTEN, rng.random(len(ward)) * _OFTEN[-1], side="right")
    leaning, tardiness = _habits(city.seed, len(city.wards))
    channel = _channels(rng, day, leaning[ward] + _EASE[procedure])
    online = channel == ONLINE
    events = np.full((len(ward), 9), NEVER, dtype=np.int64)
    events[:, SUBMITTED] = _submitted(rng, day, online)
    outcome = _outcomes(rng, online)
    due, due_moved = _live(rng, events, _LIMIT[procedure], online, outcome, tardiness[ward] * _late(day))
    _ask_fee(rng, events, (_COST[procedure] > 0) & online)
    paid = online & (_COST[procedure] > 0) & (rng.random(len(ward)) < between(0.30, 0.66, day))
    _end_early(rng, events, outcome)
    due[outcome == REFUSED] = due_moved[outcome == REFUSED] = NEVER
    papers = _papers(city.seed, day, _EASE[procedure])
    return Filed(day, ward, number, procedure, channel, paid, due, due_moved, outcome, events, papers)


def _papers(seed: int, day: int, ease: Real) -> Mask:
    """What of a dossier is digital, more of it each year; easier procedures are ahead."""
    rng = generator(seed, "papers", day)
    shares = [between(then, now, day) for then, now in _DIGITAL]
    lead = 0.08 * np.clip(ease, -1, 1)[:, None]
    papers: Mask = rng.random((len(ease), len(shares))) < np.array(shares) + lead
    return papers


def _late(day: int) -> float:
    """The city's share of dossiers that come late, before a ward's own tardiness."""
    return between(0.062, 0.040, day)


def _channels(rng: np.random.Generator, day: int, leaning: Real) -> Whole:
    """At the counter, online or by post; on days off the counters are shut."""
    if not is_workday(day):
        return np.full(len(leaning), ONLINE)
    share = 1 / (1 + np.exp(-(between(-0.45, 1.02, day) + leaning)))
    chance = rng.random(len(leaning))
    counter = np.where(chance > 1 - 0.04 * (1 - share), POST, COUNTER)
    channel: Whole = np.where(chance < share, ONLINE, counter)
    return channel


def _submitted(rng: np.random.Generator, day: int, online: Mask) -> Whole:
    chance = rng.random(len(online))
    by_web = np.interp(chance * _HOURS[-1], _HOURS, np.arange(0, 86_401, 3_600)[: len(_HOURS)])
    at_counter = np.where(
        chance < 0.55, 27_000 + chance / 0.55 * 14_000, 46_800 + (chance - 0.55) / 0.45 * 13_500
    )
    moments: Whole = midnight(day) + np.where(online, by_web, at_counter).astype(np.int64)
    return moments


def _outcomes(rng: np.random.Generator, online: Mask) -> Whole:
    chance = rng.random(len(online))
    refused = np.where((chance < 0.016) & online, REFUSED, 0)
    withdrawn = np.where((chance > 0.988) & (chance <= 0.997), WITHDRAWN, 0)
    return refused + withdrawn + np.where(chance > 0.997, STOPPED, 0)


def _live(
    rng: np.random.Generator, events: Whole, limit: Seconds, online: Mask, outcome: Whole, late: Real
) -> tuple[Whole, Whole]:
    """Fill in acceptance to return; the due times as promised and as moved by a supplement."""
    count = len(limit)
    patience = np.where(
        online, np.minimum(rng.exponential(4_500, count) + 60, 2 * WORKDAY), rng.uniform(20, 600, count)
    )
    begun = worked(events[:, SUBMITTED]) + patience.astype(np.int64)
    is_late = rng.random(count) < late
    ahead = np.clip(rng.beta(2.2, 1.7, count), 0.02, 0.985) * limit
    behind = limit * 1.02 + np.minimum(rng.exponential(0.3, count) * limit + 3_600, 8 * WORKDAY)
    needed = np.where(is_late, behind, ahead).astype(np.int64)
    asked = (rng.random(count) < 0.035) & (limit >= 2 * WORKDAY) & (outcome == 0)
    wait = np.where(asked, rng.gamma(1.5, 1.4 * WORKDAY, count) + 1_800, 0).astype(np.int64)
    before = (needed * rng.uniform(0.15, 0.6, count)).astype(np.int64)
    finished = begun + needed + wait
    pickup = np.where(online, rng.exponential(1_800, count), rng.exponential(0.8 * WORKDAY, count)) + 60
    events[:, ACCEPTED] = moment_of(begun)
    events[:, PROCESSING] = moment_of(begun + np.minimum(needed // 8, 1_800))
    events[asked, ASKED] = moment_of((begun + before)[asked])
    events[asked, ANSWERED] = moment_of((begun + before + wait)[asked])
    events[:, FINISHED] = moment_of(finished)
    events[:, RETURNED] = moment_of(finished + pickup.astype(np.int64))
    return moment_of(begun + limit), moment_of(begun + limit + wait)


def _ask_fee(rng: np.random.Generator, events: Whole, might: Mask) -> None:
    """Some are asked for the fee before the result is handed out; never together with a supplement."""
    rows = might & (events[:, ASKED] == NEVER) & (rng.random(len(might)) < 0.2)
    first, last = worked(events[rows, PROCESSING]), worked(events[rows, FINISHED])
    events[rows, FEE] = moment_of(first + (last - first) * 7 // 10)


def _end_early(rng: np.random.Generator, events: Whole, outcome: Whole) -> None:
    """The refused are never accepted; the withdrawn and stopped end half-way."""
    rows = outcome > 0
    first, last = worked(events[rows, ACCEPTED]), worked(events[rows, FINISHED])
    halfway = moment_of(first + ((last - first) * rng.uniform(0.1, 0.9, int(rows.sum()))).astype(np.int64))
    refused = outcome == REFUSED
    events[rows, CLOSED] = np.where(refused[rows], events[rows, ACCEPTED], halfway)
    events[refused, ACCEPTED] = events[refused, PROCESSING] = NEVER
    events[rows, FEE] = events[rows, FINISHED] = events[rows, RETURNED] = NEVER
    events[rows & (events[:, PROCESSING] > events[:, CLOSED]), PROCESSING] = NEVER
