"""Users who open one view after the other, and how long each took."""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles

USERS = 20
THINK = (0.5, 1.5)  # seconds
RUNS = (f"{USERS} users who think {THINK[0]}–{THINK[1]} s", f"{USERS} at once")

Taken = dict[str, list[float]]  # milliseconds by view
Do = Callable[[int, str, random.Random], Mapping[str, float]]  # user, view: milliseconds by what was measured


def crowd(
    do: Do, weights: Mapping[str, int], each: int, think: tuple[float, float] | None, users: int = USERS
) -> Taken:
    """Seeded, so that every run asks the same. Raises what went wrong with any of them."""
    taken: Taken = defaultdict(list)

    def user(number: int) -> None:
        rng = random.Random(number)
        for name in rng.choices(list(weights), list(weights.values()), k=each):
            if think is not None:
                time.sleep(rng.uniform(*think))
            for what, milliseconds in do(number, name, rng).items():
                taken[what].append(milliseconds)

    with ThreadPoolExecutor(users) as threads:
        list(threads.map(user, range(users)))
    return taken


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    ask()
    return (time.perf_counter() - begun) * 1000


def p50_p95(found: Sequence[float]) -> str:
    if len(found) < 2:
        return "–"
    parts = quantiles(found, n=20)
    return f"{parts[9]:,.0f} / {parts[18]:,.0f}"
