"""What a screen shows on a wall's address while it is nobody: a code for an administrator to type.

Plain HTML; `assets/pages/pairing.js` asks for the code. Every sentence it may need stands in the page.
"""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from dashboard.i18n import Translator
from dashboard.settings import Settings
from web import standing
from web.language import language

_DAY = range(6, 18)  # hours of the day look, as on the wall

_HTML = """<!DOCTYPE html>
<html lang="{language}" class="{look} of-pairing">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title} · {city}</title>
<link rel="icon" type="image/svg+xml" href="/assets/favicon.svg">
{standing}
<link rel="stylesheet" href="/assets/tokens.css">
<link rel="stylesheet" href="/assets/shell.css">
<link rel="stylesheet" href="/assets/pages/pairing.css">
<script src="/assets/pages/pairing.js" defer></script>
</head>
<body>
<main class="pairing" data-state="{state}" data-served="{state}">
<header><div><h1>{city}</h1><p>{center}</p></div></header>
<section aria-labelledby="pairing-title">
<h2 id="pairing-title">{title}</h2>
<output class="code" data-code><span>–––</span><span>–––</span></output>
<p class="life" aria-hidden="true"><i data-life></i></p>
<div class="said"><p role="status">{states}</p><p>{renewed}</p></div>
</section>
<ol>{steps}</ol>
<footer><p>{person} <a href="/login?next={next}">{sign_in}</a></p></footer>
</main>
</body>
</html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """`host` and `path`: what this browser asked for. `is_away`: the store does not answer."""

    look: str
    host: str
    path: str
    is_away: bool = False


def answer(request: Request, settings: Settings, now: datetime, *, is_away: bool = False) -> Response:
    """The page in place of a wall. No error but where the store is away: some screens show errors."""
    host = request.headers.get("host", "")
    shown = Pairing(look=look_of(request, settings, now), host=host, path=request.url.path, is_away=is_away)
    return HTMLResponse(page(language(request), settings, shown), 503 if is_away else 200)


def look_of(request: Request, settings: Settings, now: datetime) -> str:
    """As somebody chose at this screen, else by the hour."""
    chosen = request.cookies.get("ops_look", "")
    by_hour = "day" if now.astimezone(settings.zone).hour in _DAY else "night"
    return chosen if chosen in ("night", "day") else by_hour


def page(t: Translator, settings: Settings, shown: Pairing) -> str:
    texts = {
        "language": t.language,
        "look": shown.look,
        "city": settings.city,
        "center": t("Smart operations center"),
        "title": t("Pair this screen"),
        "state": "away" if shown.is_away else "starting",
        "next": quote(shown.path),
        "person": t("You have an account?"),
        "sign_in": t("Sign in"),
    }
    left = "<b data-left>–</b>"
    renewed = escape(t("Another code in {time}", time="\0")).replace("\0", left)
    return _HTML.format(
        **{key: escape(text, quote=True) for key, text in texts.items()},
        standing=standing.TAG,
        states=_states(t),
        steps=_steps(t, shown.host),
        renewed=f"<span data-renewed hidden>{renewed}</span>",
    )


def _states(t: Translator) -> str:
    """One sentence for each state; the style shows the one that holds."""
    told = {
        "starting": t("A code is being fetched …"),
        "waiting": t("Waiting for an administrator to type the code"),
        "crowded": t("Too many screens wait here already. This one tries again by itself."),
        "away": t("The data store does not answer. This screen tries again by itself."),
        "lost": t("The server does not answer. This screen tries again by itself."),
        "cookieless": t(
            "This screen keeps no cookie: open it by the center's own address and allow cookies."
        ),
        "in": t("Paired: the wall is being opened"),
    }
    return "".join(f'<span class="of-{state}"><i></i>{escape(text)}</span>' for state, text in told.items())


def _steps(t: Translator, host: str) -> str:
    address = f"<b>{escape(host)}/admin</b>"
    steps = (
        escape(t("An administrator opens {address}", address="\0")).replace("\0", address),
        escape(t("chooses “Displays” and types this code")),
        escape(t("names the screen: the wall opens here by itself")),
    )
    return "".join(f"<li><span>{step}</span></li>" for step in steps)
