"""What is said to a person whose entry was not taken, and the names of roles and deeds, as msgids."""

from collections.abc import Mapping

from dashboard.access import Right
from dashboard.accounts.errors import AccountError
from dashboard.i18n import Translator
from dashboard.settings import settings

SENTENCES: Mapping[str, str] = {
    "name": "A name is 2 to 64 small letters without accents, digits, dots, dashes or @.",
    "taken": "{name} is there already: choose another name.",
    "role": "Choose a role.",
    "unit": "Choose a unit from the list.",
    "subject_taken": "Another account is bound to this identity already.",
    "last": "This is the last administrator of the city: make another one first.",
    "no_account": "There is no account {name}.",
    "no_display": "There is no such display any more.",
    "display_name": "Give the display a name, such as the room it hangs in.",
    "display_look": "Choose a look from the list.",
    "display_scenes": "Choose 1 to {most} scenes, each for {shortest} to {longest} seconds.",
    "display_takeover": "An incident takes the screen for {shortest} to {longest} seconds.",
    "no_key": "There is no such key, or it has been revoked.",
    "key_name": "Give the key a name, such as the organisation that holds it.",
    "key_taken": "There is a key {name} already: choose another name, or renew that one.",
    "key_scopes": "Choose what the key may read: {scopes}.",
    "key_limit": "A key may ask {least} to {most} times a minute.",
    "pair_form": "A code has {length} letters and digits, never 0, O, 1, I, M, U or W.",
    "pair_code": "No screen shows this code now. Read it again: it changes every {minutes} minutes.",
    "pair_crowded": "Too many screens wait here already. This one tries again by itself.",
    "password_length": "A password has at least {shortest} letters: words that only you would put together.",
    "password_name": "The password may not hold the name.",
    "password_common": "This password is among the first that anybody would try: choose another.",
    "password_again": "The two new passwords differ.",
    "password_same": "The new password is the old one: choose another.",
    "password_wrong": "The present password is not right.",
    "wait": "Too many attempts. Try again after {time}.",
    "reason": "Say why, in at least {shortest} letters: it is written down.",
    "form": "This form is out of date: load the page again.",
}

ROLES: Mapping[str, str] = {
    "officer": "Duty officer",
    "planner": "Planner",
    "leader": "Leader",
    "administrator": "Administrator",
    "display": "Display",
}

RIGHTS: Mapping[Right, str] = {
    Right.WATCH: "watch the wall",
    Right.SEE: "see figures and records, personal data masked",
    Right.EXPORT: "export tables",
    Right.UNMASK: "see personal data",
    Right.EDIT: "set targets",
    Right.UPLOAD: "upload figures",
    Right.JUDGE: "judge what was off its habit",
    Right.ACT: "work on incidents",
    Right.DECIDE: "set the city's stage",
    Right.REPLAY: "replay messages",
    Right.TUNE: "tune rules",
    Right.ADMINISTER: "administer accounts",
}

ACTIONS: Mapping[str, str] = {
    "sign-in": "signed in",
    "sign-in-failed": "failed to sign in",
    "sign-out": "signed out",
    "locked": "was locked out",
    "unlocked": "unlocked",
    "account-added": "added an account",
    "account-changed": "changed an account",
    "password": "set a password",
    "sessions-ended": "ended all sessions",
    "display-added": "added a display",
    "display-changed": "changed a display",
    "display-revoked": "revoked a display",
    "pairing-failed": "typed a wrong pairing code",
    "key-added": "made a key of the interface",
    "key-changed": "changed a key of the interface",
    "key-renewed": "renewed a key of the interface",
    "key-revoked": "revoked a key of the interface",
    "unmask": "saw personal data",
    "export": "exported",
    "target": "set a target",
    "target-ended": "ended a target",
    "upload": "uploaded figures",
    "stage": "set the city's stage to",
    "stage-released": "gave the city's stage back to the program",
    "replay": "replayed messages",
    "rules": "changed rules",
    "report-drafted": "drafted the report",
    "report-discarded": "discarded the draft",
    "report-issued": "issued the report",
    "report-revised": "began a revision of the report",
    "report-file": "took a file of the report",
}

TEXTS = {*SENTENCES.values(), *ROLES.values(), *RIGHTS.values(), *ACTIONS.values()}


def sentence(t: Translator, error: AccountError) -> str:
    until = error.values.get("until")
    time = {"time": f"{until.astimezone(settings().zone):%H:%M}"} if until else {}
    return t(SENTENCES[error.code], **error.values, **time)


def role(t: Translator, name: str) -> str:
    return t(ROLES[name]) if name in ROLES else name


def deed(t: Translator, action: str) -> str:
    """An action of another part is told by its own name."""
    return t(ACTIONS[action]) if action in ACTIONS else action
