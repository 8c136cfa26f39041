"""The form with which the page of the interface tries an address; `assets/pages/api.js` sends it."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from dashboard.i18n import Translator


def form_of(path: str, parameters: Sequence[Mapping[str, Any]], t: Translator) -> str:
    """One box a parameter; without the script it is a plain form, as far as no box is a part of the path."""
    boxes = "".join(_box(one) for one in parameters)
    return (
        f'<form class="small-form api-try" method="get" action="/api/v1{escape(path)}">{boxes}'
        f'<p class="buttons"><button class="action primary">{escape(t("Try it"))}</button></p>'
        f'<pre class="api-answer" role="status" tabindex="-1" hidden></pre></form>'
    )


def _box(one: Mapping[str, Any]) -> str:
    name, schema = escape(one["name"], quote=True), one["schema"]
    kept = f'name="{name}" data-in="{escape(one["in"])}"'
    needed = " required" if one.get("required") else ""
    listed = schema.get("items", {}) if schema.get("type") == "array" else schema
    if "enum" in listed:
        options = "".join(f"<option>{escape(str(value))}</option>" for value in listed["enum"])
        empty = "" if needed else "<option></option>"
        box = f"<select {kept}{needed}>{empty}{options}</select>"
    else:
        kind = {"integer": "number", "date": "date"}.get(
            schema.get("format") or schema.get("type", ""), "text"
        )
        example = escape(str(next(iter(schema.get("examples", ())), "")), quote=True)
        box = f'<input {kept} type="{kind}" placeholder="{example}" autocomplete="off"{needed}>'
    return f'<label><span class="word">{name}</span>{box}</label>'
