"""Messages a second from Mosquitto into the store, durably: ours beside the raw limit, in turns, medians."""

import argparse
import sys
import time
from dataclasses import dataclass
from statistics import median

from benchmarks.scene import STORES, Scene, cpu, machine, scene, table, wait

TABLES = {"raw": "reading", "ours": "observation"}
LOOK = 0.1  # seconds between two looks at the store


@dataclass(frozen=True)
class Run:
    """One run: messages a second, and microseconds of the program's own processor time for each."""

    per_second: float
    processor: float


def run(who: str, kind: str, count: int) -> Run:
    """Send `count` messages and wait until all of them are stored."""
    with scene(kind) as on:
        command = {
            "raw": ("-m", "benchmarks.raw", str(on.broker.port), on.store_url),
            "ours": ("-m", "collectors", "--feeds", on.feeds()),
        }[who]
        program = on.start(*command)
        on.subscribed()
        before = cpu(program)
        seconds = _flooded(on, TABLES[who], count)
        return Run(count / seconds, (cpu(program) - before) / count * 1e6)


def _flooded(on: Scene, name: str, count: int) -> float:
    sender = on.start("-m", "benchmarks.flood", str(on.broker.port), str(count))
    assert sender.stdout is not None
    sender.stdout.readline()  # it says so when it begins
    begun = time.monotonic()
    sender.wait()
    wait(lambda: on.count(name) >= count, f"{count} rows in {name}", LOOK)
    ended = time.monotonic()
    assert on.count(name) == count, "stored more than was sent"
    return ended - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200_000, help="messages a run")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each")
    parser.add_argument("--store", choices=STORES, action="append", help="only this one")
    parser.add_argument("--quick", action="store_true", help="one short run of each")
    options = parser.parse_args()
    count, rounds = (40_000, 1) if options.quick else (options.count, options.rounds)
    rows = []
    for kind in options.store or STORES:
        runs: dict[str, list[Run]] = {"raw": [], "ours": []}
        for _ in range(rounds):
            for who in runs:
                runs[who].append(run(who, kind, count))
                print(f"{kind} {who}: {runs[who][-1].per_second:,.0f}/s", file=sys.stderr)
        raw, ours = (median(one.per_second for one in runs[who]) for who in ("raw", "ours"))
        own, its = (median(one.processor for one in runs[who]) for who in ("ours", "raw"))
        rows.append([kind, f"{raw:,.0f}", f"{ours:,.0f}", f"{ours / raw:.0%}", f"{its:.0f}", f"{own:.0f}"])
    print(f"Ingest, {count:,} messages a run, median of {rounds}; {machine()}\n")
    head = [
        "store",
        "raw limit, msgs/s",
        "ours, msgs/s",
        "ours : raw",
        "raw, µs of processor a message",
        "ours",
    ]
    print(table(head, rows))


if __name__ == "__main__":
    main()
