"""`/reports/verify`: is this paper, or this file, the one that was issued? Plain HTML, open to everybody.

A form that works before any script does; `assets/pages/verify.js` adds files, hashed where they lie.
"""

from dataclasses import dataclass
from html import escape

from dashboard.i18n import Translator
from dashboard.reports.numbers import day
from dashboard.reports.verifying import Verified
from dashboard.settings import Settings
from web.page_switches import switches

_HTML = """<!DOCTYPE html>
<html lang="{language}" class="{look}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · {city}</title>
<link rel="icon" type="image/svg+xml" href="/assets/favicon.svg">
<link rel="stylesheet" href="/assets/tokens.css">
<link rel="stylesheet" href="/assets/shell.css">
<link rel="stylesheet" href="/assets/forms.css">
<link rel="stylesheet" href="/assets/pages/verify.css">
<script src="/assets/switches.js" defer></script>
<script src="/assets/pages/verify.js" defer></script>
</head>
<body class="verify">
<header class="verify-top">
<a class="verify-city" href="/reports"><img src="/assets/favicon.svg" alt="" width="40" height="40">
<span><b>{city}</b><span>{center}</span></span></a>
<div class="switches">{switches}</div>
</header>
<main class="verify-page" data-busy="{busy}" data-failed="{failed}" data-long="{long}">
<h1>{title}</h1>
<p class="hint">{hint}</p>
{answer}
<form method="get" action="/reports/verify" class="verify-form">
<label for="code">{code_word}</label>
<div class="typed"><input id="code" name="code" value="{code}" maxlength="80" required autocomplete="off"
 autocapitalize="characters" spellcheck="false" placeholder="XXXX-XXXX-XXXX" {focus}>
<button class="action primary">{check}</button></div>
</form>
<div class="verify-file" hidden data-drop>
<p>{or_file}</p>
<label class="drop"><input type="file" data-file accept=".docx,.pdf,.xlsx,.csv,.json"><b>{choose}</b>
<span>{drop}</span></label>
<p class="hint">{stays}</p>
</div>
<p class="said" role="status" data-said></p>
</main>
<footer class="verify-foot">{promise}</footer>
</body>
</html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked and what was found. `minutes`: so long one has to wait; 0: one may ask."""

    look: str
    code: str = ""
    sha256: str = ""
    name: str = ""
    found: Verified | None = None
    minutes: int = 0

    @property
    def is_asked(self) -> bool:
        return bool(self.code or self.sha256)


def page(t: Translator, settings: Settings, asked: Asked) -> str:
    texts = {
        "language": t.language,
        "look": asked.look,
        "city": settings.city,
        "center": t("Smart operations center"),
        "title": t("Verify an issued report"),
        "hint": t("Type the verification code that stands at the foot of each page, or choose the file."),
        "code_word": t("Verification code"),
        "code": asked.code,
        "check": t("Verify"),
        "or_file": t("or the file itself"),
        "choose": t("Choose a file"),
        "drop": t("or drop it here (.docx, .pdf, .xlsx, .csv, .json)"),
        "stays": t("Its fingerprint (SHA-256) is compared; the file is not kept."),
        "busy": t("The file is being read …"),
        "failed": t("The file could not be read or sent. Try again in a moment."),
        "long": t("The file is longer than 50 MB: no issued report is."),
        "promise": t("Only whether it was issued is told here; nobody's name and no figures."),
    }
    return _HTML.format(
        **{key: escape(text, quote=True) for key, text in texts.items()},
        switches=switches(t, asked.look),
        answer=_answer(t, asked),
        focus="" if asked.is_asked else "autofocus",
    )


def _answer(t: Translator, asked: Asked) -> str:
    """Large and plain; a person with a paper in hand wants yes or no."""
    if asked.minutes:
        told = t(
            "Too many questions from your network. Ask again in {minutes} minutes.", minutes=asked.minutes
        )
        return _told("wait", told, "")
    if not asked.is_asked:
        return ""
    found = asked.found
    shown = asked.name or (asked.sha256 or asked.code if found is None else "")
    what = f'<p class="asked">{escape(shown)}</p>' if shown else ""
    if found is None:
        no = t("This is not an issued report")
        why = t("No report that was issued here has this code.")
        if asked.sha256:
            why = t("No file that was issued here has these bytes: it may have been changed, or saved again.")
        return _told("no", no, f"{what}<p>{escape(why)}</p>")
    if not found.is_newest:
        return _told("old", t("It was issued, and has been replaced since"), what + _facts(t, found))
    return _told("yes", t("This is the report as it was issued"), what + _facts(t, found))


def _told(kind: str, head: str, inner: str) -> str:
    return f'<section class="verify-answer is-{kind}" role="status"><h2>{escape(head)}</h2>{inner}</section>'


def _facts(t: Translator, found: Verified) -> str:
    rows = [
        (t("Number and symbol"), _numbered(t, found.number, found.revision)),
        (t("Date"), day(found.issued_on)),
        (t("Issued by"), found.body),
        (t("Subject"), found.subject),
        (t("Verification code"), found.code),
    ]
    if not found.is_newest:
        newest = _numbered(t, found.newest_number, found.newest_revision)
        rows.insert(0, (t("Now in force"), f"{newest} ({day(found.newest_issued_on)})"))
    files = [(one.name, one.sha256) for one in found.files]
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in rows if text)
    prints = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in files)
    more = escape(t("Fingerprints (SHA-256) of the issued files"))
    return f'<dl>{facts}</dl><details><summary>{more}</summary><dl class="prints">{prints}</dl></details>'


def _numbered(t: Translator, number: str, revision: int) -> str:
    return number if revision < 2 else t("{number}, revision {revision}", number=number, revision=revision)
