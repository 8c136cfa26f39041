"""The page on which one signs in: plain HTML that works before any script does."""

from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from dashboard.i18n import Translator
from dashboard.settings import Settings
from web.page_switches import switches

_HTML = """<!DOCTYPE html>
<html lang="{language}" class="{look}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{sign_in} · {city}</title>
<link rel="icon" type="image/svg+xml" href="/assets/favicon.svg">
<link rel="stylesheet" href="/assets/tokens.css">
<link rel="stylesheet" href="/assets/shell.css">
<link rel="stylesheet" href="/assets/forms.css">
<link rel="stylesheet" href="/assets/pages/login.css">
<script src="/assets/switches.js" defer></script>
</head>
<body class="login">
<header class="login-top">
<div class="switches">{switches}</div>
</header>
<main class="login-page">
<div class="login-city"><img src="/assets/favicon.svg" alt="" width="56" height="56">
<div><h1>{city}</h1><p>{center}</p></div></div>
<form method="post" action="/login" class="login-form">
<h2>{sign_in}</h2>
<p class="mistake" role="alert" id="mistake">{mistake}</p>
<input type="hidden" name="form" value="{form}">
<input type="hidden" name="next" value="{next}">
<label><span>{name_word}</span><input name="name" value="{name}" autocomplete="username" required
 autocapitalize="none" spellcheck="false" maxlength="64" {name_focus} {invalid}></label>
<label><span>{password_word}</span><input name="password" type="password" autocomplete="current-password"
 required maxlength="200" {password_focus} {invalid}></label>
<button class="action primary">{sign_in}</button>
{provider}
<p class="hint">{hint}</p>
</form>
</main>
<footer class="login-foot">{promise}</footer>
</body>
</html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What stands in the form, and what was wrong with it."""

    form: str
    look: str
    next: str = "/"
    name: str = ""
    mistake: str = ""


def page(t: Translator, settings: Settings, shown: Shown) -> str:
    provider = ""
    if settings.oidc_issuer:
        word = t("Sign in with {provider}", provider=settings.oidc_name)
        link = f'<a class="action" href="/login/oidc?next={quote(shown.next)}">{escape(word)}</a>'
        provider = f'<p class="or"><span>{escape(t("or"))}</span></p>{link}'
    texts = {
        "language": t.language,
        "look": shown.look,
        "city": settings.city,
        "center": t("Smart operations center"),
        "sign_in": t("Sign in"),
        "mistake": shown.mistake,
        "form": shown.form,
        "next": shown.next,
        "name": shown.name,
        "name_word": t("Name"),
        "password_word": t("Password"),
        "hint": t("No account, or the password is lost? Ask the administrator of the operations center."),
        "promise": t("Whatever is done here is written down with name and time."),
    }
    return _HTML.format(
        **{key: escape(text, quote=True) for key, text in texts.items()},
        provider=provider,
        switches=switches(t, shown.look),
        name_focus="" if shown.name else "autofocus",
        password_focus="autofocus" if shown.name else "",
        invalid='aria-invalid="true" aria-describedby="mistake"' if shown.mistake else "",
    )
