"""`python -m dashboard.rules trial`: what a file of rules would have opened in the last days."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from dashboard.db import StoreError, engine
from dashboard.rules import rule_file
from dashboard.rules.trial import DAYS, Trial, table
from dashboard.settings import SettingsError, settings


def main(arguments: Sequence[str] | None = None) -> int:
    """0: tried; 1: the store does not answer; 2: something is set wrong."""
    options = _options(arguments)
    try:
        chosen = settings()
        rules = None if options.rules is None else rule_file.read(options.rules)
    except (SettingsError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    try:
        trial, now = Trial(engine(chosen.store_url), chosen), datetime.now(UTC)
        in_force = trial.run(chosen.incident_rules, now, options.days)
        tried = None if rules is None else trial.run(rules, now, options.days)
    except (StoreError, SQLAlchemyError) as error:
        sys.stderr.write(f"{str(error).splitlines()[0]}\n")
        return 1
    sys.stdout.write(f"the last {options.days} days, told again:\n")
    lines = table(in_force) if tried is None else table(tried, beside=in_force)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m dashboard.rules", description=__doc__)
    commands = parser.add_subparsers(required=True)
    trial = commands.add_parser("trial", help="try rules against the stored records; nothing is written")
    trial.add_argument("--rules", type=Path, help="the file to try (else the rules in force)")
    trial.add_argument("--days", type=int, default=DAYS, choices=range(1, 367), metavar="N", help="(30)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
