"""`python -m collectors.notices`: try a receiver, or see what was not sent."""

import argparse
import os
import sys
from collections.abc import Sequence
from uuid import uuid4

from collectors.answering import answering
from collectors.notices.channel import channels
from dashboard import db
from dashboard.db import StoreError, reading
from dashboard.i18n import translator
from dashboard.outbox import Receiver, receivers
from dashboard.outbox.listing import Notice, not_sent
from dashboard.outbox.message import Message
from dashboard.outbox.texts import CODE, CONTEXT, TRIAL, TRIAL_BODY
from dashboard.settings import Settings, SettingsError, settings


def main(arguments: Sequence[str]) -> int:
    """The exit code: 0; 1 where a trial message was not taken; 2 where something is set wrong."""
    options = _options(arguments)
    try:
        chosen = settings()
        if options.what == "list":
            return _list(chosen)
        return _test(chosen, options.receiver)
    except (SettingsError, StoreError) as error:
        sys.stderr.write(" ".join(str(error).split()) + "\n")
        return 2


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m collectors.notices", description="Notices of incidents (docs/notices.md)."
    )
    wanted = parser.add_subparsers(dest="what", required=True)
    test = wanted.add_parser("test", help="send a trial message and say what came of it")
    test.add_argument("receiver", help="its key in receivers.toml")
    wanted.add_parser("list", help="what waits and what was given up")
    return parser.parse_args(arguments)


def _test(chosen: Settings, key: str) -> int:
    listed = receivers(chosen.receivers)
    receiver = next((one for one in listed if one.key == key), None)
    if receiver is None:
        known = ", ".join(one.key for one in listed) or "none: OPS_RECEIVERS names no file"
        raise SettingsError(f"no receiver {key!r}; there are: {known}")
    opened = channels([receiver], os.environ, chosen.city, chosen.zone)
    outcomes = {}
    for route, channel in opened.items():
        outcomes[route] = channel.send(_trial(receiver))
        said = "sent" if outcomes[route].taken else f"not taken: {outcomes[route].error}"
        _say(f"{route} ({channel.shown}): {said}")
    return 0 if all(outcome.taken for outcome in outcomes.values()) else 1


def _trial(receiver: Receiver) -> Message:
    t, number = translator(receiver.language), uuid4().hex[:16]
    told = t(TRIAL_BODY, context=CONTEXT, name=receiver.name)
    body = f"{told}\n{t(CODE, context=CONTEXT, code=number)}"
    return Message(delivery=number, title=t(TRIAL, context=CONTEXT), body=body, weight="note")


def _list(chosen: Settings) -> int:
    with answering(), reading(db.engine(chosen.store_url)) as connection:
        found = not_sent(connection)
    for notice in found:
        _say(_line(chosen, notice))
    if not found:
        _say("nothing waits and nothing was given up")
    return 0


def _line(chosen: Settings, notice: Notice) -> str:
    at = notice.tried_at if notice.state == "trying" else notice.due_at
    when = "" if at is None or notice.state == "given_up" else f" {at.astimezone(chosen.zone):%d/%m %H:%M:%S}"
    error = f"; {notice.error}" if notice.error else ""
    return f"{notice.state}{when}  {notice.receiver}  tries {notice.tries}  {notice.title}{error}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
