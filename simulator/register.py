"""`python -m simulator.register FILE.csv`: the simulated city's register of procedures, to be loaded."""

import csv
import sys
from pathlib import Path

from simulator.procedures import PROCEDURES

COLUMNS = ("code", "name", "field", "field_name", "level", "days", "fee", "paper", "source")


def write(path: Path) -> None:
    """One line a procedure: service level, statutory maximum in working days, fee, whether on paper."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one in PROCEDURES:
            told = (one.code, one.name, one.field_code, one.field_name, one.level, f"{one.days:g}")
            writer.writerow((*told, one.fee, int(one.on_paper), "Dữ liệu mô phỏng"))


def main() -> int:
    if len(sys.argv) != 2:
        sys.stderr.write("python -m simulator.register FILE.csv\n")
        return 2
    write(Path(sys.argv[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
