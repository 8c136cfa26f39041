"""`python -m web.load_history FILE`: load past daily figures into the store, in a process of its own."""

import sys
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from dashboard.db import engine
from dashboard.history import HistoryError, load, read_csv
from dashboard.settings import SettingsError, settings


def main(path: Path) -> int:
    try:
        load(engine(settings().store_url), read_csv(path))
    except (HistoryError, SettingsError, SQLAlchemyError, OSError) as error:
        sys.stderr.write(f"{str(error).splitlines()[0]}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
