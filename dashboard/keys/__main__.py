"""`python -m dashboard.keys COMMAND`: keys of the open interface from the command line of the machine."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from dashboard.accounts.errors import AccountError
from dashboard.accounts.words import sentence
from dashboard.db import StoreError
from dashboard.i18n import Translator, translator
from dashboard.keys.desk import Keys
from dashboard.keys.key import SCOPES, USUAL
from dashboard.seeding import ready
from dashboard.settings import Settings, SettingsError, settings
from dashboard.successions import unit_of
from dashboard.units import CITY_CODE

Told = argparse.Namespace


def _parser(t: Translator) -> argparse.ArgumentParser:
    said = t("Keys of the open interface.")
    made = argparse.ArgumentParser(prog="python -m dashboard.keys", description=said)
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, told: str, *, named: bool = True) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=told, description=told)
        if named:
            one.add_argument("name")
        return one

    add = command("add", t("a new key; prints it once"))
    read = t("what it may read, with commas between")
    add.add_argument("--scopes", required=True, help=f"{read}: {','.join(SCOPES)}")
    add.add_argument("--unit", default=CITY_CODE, help=t("code of the unit: this and those below it"))
    add.add_argument("--per-minute", default=USUAL, help=t("requests a minute"))
    command("renew", t("another secret for the key, printed once; the old one ends"))
    command("revoke", t("the key opens nothing any more"))
    command("list", t("every key of the interface"), named=False)
    return made


def _add(keys: Keys, told: Told, who: str, now: datetime, _t: Translator) -> str:
    unit = unit_of(told.unit, now.date())
    if unit is None:
        raise AccountError(code="unit", entry="unit")
    scopes = [one.strip() for one in told.scopes.split(",") if one.strip()]
    entry = {"name": told.name, "scopes": scopes, "unit_id": unit.id, "per_minute": told.per_minute}
    return keys.add(entry, who, now)


def _renew(keys: Keys, told: Told, who: str, now: datetime, _t: Translator) -> str:
    return keys.renew(_number(keys, told.name), who, now)


def _revoke(keys: Keys, told: Told, who: str, now: datetime, t: Translator) -> str:
    keys.revoke(_number(keys, told.name), who, now)
    return t("Done.")


def _list(keys: Keys, _told: Told, _who: str, _now: datetime, t: Translator) -> str:
    lines = [
        "\t".join(
            (
                f"{one.hint}…",
                one.name,
                one.unit_name,
                ",".join(one.scopes),
                str(one.per_minute),
                t("revoked") if one.is_off else t("valid"),
                "" if one.used_at is None else f"{one.used_at:%Y-%m-%d %H:%M}Z",
            )
        )
        for one in keys.every()
    ]
    return "\n".join(lines) or t("There are no keys yet.")


_COMMANDS: Mapping[str, Callable[[Keys, Told, str, datetime, Translator], str]] = {
    "add": _add,
    "renew": _renew,
    "revoke": _revoke,
    "list": _list,
}


def _number(keys: Keys, name: str) -> int:
    found = next((one for one in keys.every() if one.name == name), None)
    if found is None:
        raise AccountError(code="no_key")
    return found.id


def _opened(chosen: Settings) -> Keys:
    return Keys(ready(chosen.store_url))


def main(arguments: Sequence[str] | None = None) -> int:
    """0: done; 1: not done; 2: something is set wrong."""
    try:
        chosen = settings()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    t = translator(chosen.language)
    told = _parser(t).parse_args(arguments)
    who = f"command:{os.environ.get('SUDO_USER') or getpass.getuser()}"
    try:
        said = _COMMANDS[told.command](_opened(chosen), told, who, datetime.now(UTC), t)
    except AccountError as error:
        sys.stderr.write(f"{sentence(t, error)}\n")
        return 1
    except (StoreError, SQLAlchemyError) as error:
        sys.stderr.write(f"{str(error).splitlines()[0]}\n")
        return 1
    sys.stdout.write(f"{said}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
