"""`python -m dashboard.reports COMMAND`: reports from the command line of the machine."""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from dashboard.db import StoreError
from dashboard.i18n import LANGUAGES, Translator, translator
from dashboard.reports.codes import code_of, sha256_of
from dashboard.reports.desk import ReportDesk
from dashboard.reports.errors import ReportError
from dashboard.reports.files import FORMATS
from dashboard.reports.told import block_lines, listed_line, verified_lines
from dashboard.reports.words import sentence
from dashboard.seeding import ready
from dashboard.settings import Settings, SettingsError, settings
from dashboard.views import KpiReader

Told = argparse.Namespace


class NotIssuedError(Exception):
    """Nothing was issued with this code or these bytes; the message says so."""


def _parser(t: Translator) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m dashboard.reports", description=t("Reports: drafted, issued, verified.")
    )
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, told: str, *, of_one: bool = True) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=told, description=told)
        if of_one:
            one.add_argument("id", type=int)
        return one

    listing = command("list", t("drafts and issued reports, the newest first"), of_one=False)
    listing.add_argument("--state", choices=("draft", "issued"), default="")
    listing.add_argument("words", nargs="*")
    draft = command("draft", t("a new draft; prints its id"), of_one=False)
    draft.add_argument("template")
    draft.add_argument("period", help="2026-10, 2026-Q3, 2026-H1, 2026")
    draft.add_argument("--unit", action="append", default=[], help=t("code of a unit; none for the city"))
    draft.add_argument("--language", choices=LANGUAGES, default="vi")
    command("show", t("a report's text, without its tables"))
    issue = command("issue", t("issues a draft for good and prints its code"))
    issue.add_argument("--number", default="", help=t("like 15/BC-UBND; the next one unless said"))
    issue.add_argument("--date", type=date.fromisoformat, help=t("like 2026-11-02; today unless said"))
    issue.add_argument("--signer", default="", help=t("who signs; as last time unless said"))
    render = command("render", t("writes a file: of an issued report the stored one"))
    render.add_argument("--format", choices=[one.key for one in FORMATS], required=True)
    render.add_argument("--out", type=Path, help=t("where to; under its own name unless said"))
    verify = command("verify", t("whether a file, a code or a SHA-256 is of an issued report"), of_one=False)
    verify.add_argument("what", metavar="FILE|CODE")
    revise = command("revise", t("a new draft in place of an issued report; prints its id"))
    revise.add_argument("--reason", required=True)
    command("discard", t("takes a draft away"))
    return made


def _list(desk: ReportDesk, told: Told, _who: str, _now: datetime, t: Translator) -> str:
    found = desk.every(state=told.state, words=" ".join(told.words))
    return "\n".join(listed_line(one, t) for one in found) or t("There are no reports yet.")


def _draft(desk: ReportDesk, told: Told, who: str, now: datetime, _t: Translator) -> str:
    made = desk.new(
        template=told.template,
        period=told.period,
        scope=told.unit,
        language=told.language,
        who=who,
        now=now,
    )
    return str(made)


def _show(desk: ReportDesk, told: Told, _who: str, now: datetime, t: Translator) -> str:
    held = desk.one(told.id)
    return "\n".join((listed_line(held, t), *block_lines(desk.document(told.id, now))))


def _issue(desk: ReportDesk, told: Told, who: str, now: datetime, t: Translator) -> str:
    held, suggested = desk.one(told.id), desk.suggested(told.id, now)
    made = desk.issue(
        told.id,
        held.version,
        number=told.number or suggested.number,
        issued_on=told.date or suggested.issued_on,
        signer=told.signer or suggested.signer,
        who=who,
        now=now,
    )
    return t("Issued as {number}; verification code {code}.", number=made.number, code=made.code)


def _render(desk: ReportDesk, told: Told, _who: str, now: datetime, _t: Translator) -> str:
    if desk.one(told.id).is_issued:
        kept, body = desk.file(told.id, told.format)
        name = kept.name
    else:
        name, body = desk.draft_file(told.id, told.format, now)
    path: Path = told.out or Path(name)
    path.write_bytes(body)
    return str(path)


def _verify(desk: ReportDesk, told: Told, _who: str, _now: datetime, t: Translator) -> str:
    is_code = bool(code_of(told.what) or sha256_of(told.what)) and not Path(told.what).is_file()
    found = desk.verify(told.what) if is_code else desk.verify_bytes(Path(told.what).read_bytes())
    if found is None:
        raise NotIssuedError(t("Nothing that was issued here has this code or these bytes."))
    return "\n".join(verified_lines(found, t))


def _revise(desk: ReportDesk, told: Told, who: str, now: datetime, _t: Translator) -> str:
    return str(desk.revise(told.id, told.reason, who, now))


def _discard(desk: ReportDesk, told: Told, who: str, now: datetime, t: Translator) -> str:
    desk.discard(told.id, desk.one(told.id).version, who, now)
    return t("Done.")


_COMMANDS: Mapping[str, Callable[[ReportDesk, Told, str, datetime, Translator], str]] = {
    "list": _list,
    "draft": _draft,
    "show": _show,
    "issue": _issue,
    "render": _render,
    "verify": _verify,
    "revise": _revise,
    "discard": _discard,
}


def _opened(chosen: Settings) -> ReportDesk:
    store = ready(chosen.store_url)
    return ReportDesk(store, KpiReader(store, chosen), chosen)


def main(arguments: Sequence[str] | None = None) -> int:
    """0: done; 1: not done, or nothing was issued with this code or file; 2: something is set wrong."""
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
    except ReportError as error:
        sys.stderr.write(f"{sentence(t, error)}\n")
        return 1
    except (NotIssuedError, StoreError, SQLAlchemyError, OSError) as error:
        sys.stderr.write(f"{str(error).splitlines()[0]}\n")
        return 1
    sys.stdout.write(f"{said}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
