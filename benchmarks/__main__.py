"""`python -m benchmarks [--quick]`: all that is measured, one after the other. `make bench` runs it."""

import subprocess
import sys

BENCHMARKS = (
    "ingest",
    "latency",
    "memory",
    "board",
    "dossiers",
    "views",
    "recount",
    "forecast",
    "desk",
    "alarms",
    "wall_map",
    "walls",
    "reports",
    "exports",
)


def main() -> int:
    for name in BENCHMARKS:
        print(f"\n## {name}\n", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *sys.argv[1:]], check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
