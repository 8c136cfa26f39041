"""`python -m dashboard.accounts COMMAND`: accounts and the audit log from the command line of the machine."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from dashboard.access import ROLES
from dashboard.accounts.desk import Accounts
from dashboard.accounts.errors import AccountError
from dashboard.accounts.words import role, sentence
from dashboard.db import StoreError
from dashboard.i18n import Translator, translator
from dashboard.seeding import ready
from dashboard.settings import Settings, SettingsError, settings
from dashboard.successions import unit_of
from dashboard.units import CITY_CODE

Told = argparse.Namespace


def _parser(t: Translator) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m dashboard.accounts", description=t("Accounts and the audit log.")
    )
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, told: str, *, named: bool = True) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=told, description=told)
        if named:
            one.add_argument("name")
        return one

    add = command("add", t("a new account; prints its random password once"))
    add.add_argument("--full-name", default="")
    add.add_argument("--role", choices=ROLES, default="officer")
    add.add_argument("--unit", default=CITY_CODE, help=t("code of the unit: this and those below it"))
    add.add_argument("--unmask", action="store_true", help=t("may see personal data, with a reason"))
    add.add_argument("--subject", default="", help=t("identity at the sign-in provider: ISSUER SUBJECT"))
    add.add_argument(
        "--provider", action="store_true", help=t("without a password: signs in at the provider")
    )
    password = command("password", t("another password, random and printed once"))
    password.add_argument("--ask", action="store_true", help=t("type one instead"))
    change = command("role", t("change role, unit, or the right to see personal data"))
    change.add_argument("role", choices=ROLES, nargs="?")
    change.add_argument("--unit")
    change.add_argument("--unmask", action=argparse.BooleanOptionalAction)
    command("lock", t("may sign in no more; all sessions end"))
    command("unlock", t("may sign in again; failed sign-ins are forgotten"))
    command("end-sessions", t("signs out everywhere"))
    command("list", t("all accounts"), named=False)
    command("verify-audit", t("reads the audit log and says where it is broken"), named=False)
    return made


def _add(accounts: Accounts, told: Told, who: str, now: datetime, t: Translator) -> str:
    entry = {
        "name": told.name,
        "full_name": told.full_name,
        "role": told.role,
        "unit_id": _unit(told.unit, now),
        "may_unmask": told.unmask,
        "subject": told.subject,
        "provider_only": told.provider,
    }
    given = accounts.add(entry, who, now)
    return t("Password of {name}: {password}", name=told.name, password=given) if given else t("Done.")


def _password(accounts: Accounts, told: Told, who: str, now: datetime, t: Translator) -> str:
    typed = getpass.getpass(t("New password: ")) if told.ask else ""
    given = accounts.reset_password(told.name, who, now, typed)
    return t("Done.") if typed else t("Password of {name}: {password}", name=told.name, password=given)


def _role(accounts: Accounts, told: Told, who: str, now: datetime, t: Translator) -> str:
    entry = {"role": told.role, "may_unmask": told.unmask}
    entry["unit_id"] = None if told.unit is None else _unit(told.unit, now)
    accounts.change(told.name, {key: one for key, one in entry.items() if one is not None}, who, now)
    return t("Done.")


def _lock(accounts: Accounts, told: Told, who: str, now: datetime, t: Translator) -> str:
    accounts.change(told.name, {"active": False}, who, now)
    return t("Done.")


def _unlock(accounts: Accounts, told: Told, who: str, now: datetime, t: Translator) -> str:
    accounts.change(told.name, {"active": True}, who, now)
    accounts.unlock(told.name, who, now)
    return t("Done.")


def _end(accounts: Accounts, told: Told, who: str, now: datetime, t: Translator) -> str:
    return t("{number} sessions are ended.", number=accounts.end_sessions(told.name, who, now))


def _list(accounts: Accounts, _told: Told, _who: str, _now: datetime, t: Translator) -> str:
    lines = [
        "\t".join(
            (
                one.name,
                one.full_name,
                role(t, one.role),
                one.unit_name,
                t("active") if one.active else t("locked"),
                "" if one.signed_in_at is None else f"{one.signed_in_at:%Y-%m-%d %H:%M}Z",
            )
        )
        for one in accounts.every()
    ]
    return "\n".join(lines) or t("There are no accounts yet.")


class _BrokenError(Exception):
    """The audit log is broken; the message says where."""


def _verify(accounts: Accounts, _told: Told, _who: str, _now: datetime, t: Translator) -> str:
    found = accounts.verify()
    if found.broken is None:
        return t("The audit log is whole: {rows} rows, newest hash {head}.", rows=found.rows, head=found.head)
    if found.reason == "missing":
        raise _BrokenError(
            t("The audit log is broken: before row {row} something is missing.", row=found.broken)
        )
    raise _BrokenError(t("The audit log is broken: row {row} was changed.", row=found.broken))


_COMMANDS: Mapping[str, Callable[[Accounts, Told, str, datetime, Translator], str]] = {
    "add": _add,
    "password": _password,
    "role": _role,
    "lock": _lock,
    "unlock": _unlock,
    "end-sessions": _end,
    "list": _list,
    "verify-audit": _verify,
}


def _unit(code: str, now: datetime) -> int:
    found = unit_of(code, now.date())
    if found is None:
        raise AccountError(code="unit", entry="unit")
    return found.id


def _opened(chosen: Settings) -> Accounts:
    return Accounts(ready(chosen.store_url), chosen)


def main(arguments: Sequence[str] | None = None) -> int:
    """0: done; 1: not done, or the audit log is broken; 2: something is set wrong."""
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
    except (_BrokenError, StoreError, SQLAlchemyError) as error:
        sys.stderr.write(f"{str(error).splitlines()[0]}\n")
        return 1
    sys.stdout.write(f"{said}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
