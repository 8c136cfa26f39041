"""The switches of language and look on pages that stand for themselves; `assets/switches.js` acts."""

from html import escape

from dashboard.i18n import Translator


def switches(t: Translator, look: str) -> str:
    """Language and look, as on every page of ours that stands for itself."""
    groups = (
        (t("Language"), "language", (("vi", "VI"), ("en", "EN")), t.language),
        (t("Look"), "look", (("night", t("Night")), ("day", t("Day"))), look),
    )
    return "".join(
        f'<div role="group" aria-label="{escape(name)}">'
        + "".join(
            f'<button type="button" data-switch="{key}" data-value="{value}"'
            f' aria-pressed="{str(value == now).lower()}">{escape(word)}</button>'
            for value, word in choices
        )
        + "</div>"
        for name, key, choices, now in groups
    )
