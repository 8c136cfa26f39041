"""`python -m dashboard.history FILE.csv`: check a file of past figures or known points whole, and load it."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from dashboard.civil import day_of
from dashboard.db import StoreError, engine, migrate, reading, writing
from dashboard.history import Told, counted_days, load_told
from dashboard.history.checked import ProblemsError
from dashboard.history.figure_lines import read_figures
from dashboard.history.points import put_points, read_points
from dashboard.history.sheet import SheetError, read_sheet
from dashboard.i18n import Translator, translator
from dashboard.seeding import seed_store
from dashboard.settings import SettingsError, settings

SHOWN = 50  # problems


def load_file(store: Engine, path: Path, today: date, t: Translator) -> list[str]:
    """Load a file, or nothing of it; returns what was done, in sentences.

    Raises SheetError, ProblemsError, StoreError and SQLAlchemy's errors.
    """
    sheet = read_sheet(path, t)
    if "kpi" in sheet.columns:
        points = read_points(sheet, today, t)
        _prepare(store)
        with writing(store) as connection:
            put_points(connection, points)
        return [t("{count} known points are loaded.", count=len(points))]
    figures = read_figures(sheet, today, t)
    _prepare(store)
    said = _taken_over(store, figures, t)
    count = load_told(store, figures)
    first, last = min(told.day for told in figures), max(told.last for told in figures)
    return [t("{count} figures of {first} to {last} are loaded.", count=count, first=first, last=last), *said]


def _prepare(store: Engine) -> None:
    migrate(store)
    with writing(store) as connection:
        seed_store(connection)


def _taken_over(store: Engine, figures: Sequence[Told], t: Translator) -> list[str]:
    """What was counted from records on the loaded days is shown no longer: that must not go unsaid."""
    until: dict[str, date] = {}
    for told in figures:
        until[told.figure] = max(told.last, until.get(told.figure, told.last))
    with reading(store) as connection:
        days = {figure: counted_days(connection, figure, last) for figure, last in sorted(until.items())}
    return [
        t(
            "{figure}: until {last} what is loaded holds for every unit, instead of {count} counted days.",
            figure=figure,
            last=until[figure],
            count=count,
        )
        for figure, count in days.items()
        if count
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """0: loaded; 1: nothing was loaded; 2: something is set wrong."""
    try:
        chosen = settings()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    t = translator(chosen.language)
    parser = argparse.ArgumentParser(
        prog="python -m dashboard.history", description=t("Load past figures from a CSV file.")
    )
    parser.add_argument(
        "file", type=Path, help=t("columns: day or month, unit, figure or kpi, value, source")
    )
    path: Path = parser.parse_args(arguments).file
    try:
        said = load_file(engine(chosen.store_url), path, day_of(datetime.now(UTC), chosen.zone), t)
    except ProblemsError as error:
        return _refuse(error, path, t)
    except SheetError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except (StoreError, SQLAlchemyError) as error:
        sys.stderr.write(f"{str(error).splitlines()[0]}\n")
        return 1
    sys.stdout.write("".join(f"{sentence}\n" for sentence in said))
    return 0


def _refuse(error: ProblemsError, path: Path, t: Translator) -> int:
    for problem in error.problems[:SHOWN]:
        sys.stderr.write(
            t("{file}, line {line}: {problem}", file=path.name, line=problem.line, problem=problem.text)
        )
        sys.stderr.write("\n")
    if len(error.problems) > SHOWN:
        sys.stderr.write(t("… and {count} more", count=len(error.problems) - SHOWN) + "\n")
    sys.stderr.write(t("Nothing was loaded. Mend these lines and load the file again.") + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
