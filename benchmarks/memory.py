"""Memory of the collector over a million messages: flat, or it would not run for years."""

import argparse
import time
from statistics import fmean

import psutil  # type: ignore[import-untyped]

from benchmarks.scene import machine, scene, table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="300,000 messages")
    options = parser.parse_args()
    count = 300_000 if options.quick else 1_000_000
    used: list[tuple[int, float]] = []
    with scene("sqlite") as on:
        collector = psutil.Process(on.start("-m", "collectors", "--feeds", on.feeds()).pid)
        on.subscribed()
        on.start("-m", "benchmarks.flood", str(on.broker.port), str(count))
        while not used or used[-1][0] < count:
            time.sleep(0.5)
            used.append((on.heard(), collector.memory_info().rss / 2**20))
    tenth = [
        [rss for heard, rss in used if part * count <= 10 * heard < (part + 1) * count] for part in range(10)
    ]
    rows = [[f"{part * 10}–{part * 10 + 10} %", f"{fmean(rss):.0f}"] for part, rss in enumerate(tenth) if rss]
    most = max(rss for _, rss in used)
    print(f"Memory of the collector over {count:,} messages, most {most:.0f} MB; {machine()}\n")
    print(table(["of the messages", "RSS, MB"], rows))


if __name__ == "__main__":
    main()
