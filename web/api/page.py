"""`/api/v1/`: what can be read and how, drawn from the OpenAPI document; works with no internet.

The document speaks English, as its readers' programs do; what stands around it is in the reader's language.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from dashboard.i18n import Translator
from web.api.form import form_of
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
<link rel="stylesheet" href="/assets/pages/api.css">
<script src="/assets/switches.js" defer></script>
<script src="/assets/pages/api.js" defer></script>
</head>
<body class="api-body">
<header class="api-top"><a href="/">{city}</a><div class="switches">{switches}</div></header>
<main class="api-page" data-failed="{failed}">
<h1>{title}</h1>
<p class="api-lead">{lead}</p>
<div class="api-about" lang="en">{about}</div>
<p><a href="/api/v1/openapi.json">OpenAPI 3.1: /api/v1/openapi.json</a></p>
<label class="api-key"><span>{key_word}</span>
<input type="password" autocomplete="off" spellcheck="false" placeholder="opsk_…" id="api-key"></label>
<nav class="api-tags" aria-label="{title}">{links}</nav>
{groups}
<section id="forms"><h2>{forms_word}</h2>{forms}</section>
</main>
</body>
</html>"""


def page(document: Mapping[str, Any], t: Translator, city: str, look: str) -> str:
    tags = [tag for tag in document["tags"] if _of(document, tag["name"])]
    schemas = document["components"]["schemas"]
    return _HTML.format(
        language=t.language,
        look=look,
        title=escape(t("Open interface")),
        city=escape(city),
        switches=switches(t, look),
        lead=escape(t("Other programs read figures, promises, incidents and reports of the city here.")),
        about=_about(document["info"]["description"]),
        failed=escape(t("It could not be fetched.")),
        key_word=escape(t("Key to try it with; whoever has signed in needs none. It stays on this page.")),
        links="".join(f'<a href="#{tag["name"]}">{tag["name"]}</a>' for tag in tags),
        groups="".join(_group(document, tag, t) for tag in tags),
        forms_word=escape(t("Forms of the answers")),
        forms="".join(_schema(name, one, t) for name, one in sorted(schemas.items())),
    )


def _about(text: str) -> str:
    """Paragraphs; what stands between backquotes is code."""
    parts = [escape(part.replace("\n", " ").strip()) for part in text.strip().split("\n\n")]
    return "".join(f"<p>{_coded(part)}</p>" for part in parts)


def _coded(text: str) -> str:
    pieces = text.split("`")
    return "".join(f"<code>{piece}</code>" if place % 2 else piece for place, piece in enumerate(pieces))


def _of(document: Mapping[str, Any], tag: str) -> list[tuple[str, dict[str, Any]]]:
    return [
        (path, operation)
        for path, methods in document["paths"].items()
        for operation in methods.values()
        if tag in operation.get("tags", ())
    ]


def _group(document: Mapping[str, Any], tag: Mapping[str, str], t: Translator) -> str:
    inner = "".join(_operation(path, operation, t) for path, operation in _of(document, tag["name"]))
    return f'<section id="{tag["name"]}"><h2 lang="en">{escape(tag["description"])}</h2>{inner}</section>'


def _operation(path: str, operation: Mapping[str, Any], t: Translator) -> str:
    summary, about = escape(operation["summary"]), _coded(escape(operation.get("description", "")))
    told = operation.get("parameters", [])
    heads = (t("Parameter"), t("In"), t("Form"), t("Meaning"))
    rows = [
        (
            _named(one["name"], is_needed=one.get("required", False), t=t),
            escape(one["in"]),
            _form(one["schema"]),
            _coded(escape(one.get("description") or one["schema"].get("description", ""))),
        )
        for one in told
    ]
    return (
        f'<details class="api-operation"><summary><b>GET</b> <code>{escape(path)}</code>'
        f' <span lang="en">{summary}</span></summary><p lang="en">{about}</p>'
        f"{_table(heads, rows) if rows else ''}{_answers(operation, t)}{form_of(path, told, t)}</details>"
    )


def _answers(operation: Mapping[str, Any], t: Translator) -> str:
    rows = [
        (
            f"<b>{escape(status)}</b>",
            "<br>".join(escape(media) for media in one.get("content", {})),
            _form(_content(one)),
            _coded(escape(one.get("description", ""))),
        )
        for status, one in operation["responses"].items()
    ]
    return _table((t("Answer"), t("Kind of file"), t("Form"), t("Meaning")), rows)


def _content(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of an answer's first kind of file."""
    for kind in answer.get("content", {}).values():
        found: Mapping[str, Any] = kind.get("schema", {})
        return found
    return {}


def _schema(name: str, schema: Mapping[str, Any], t: Translator) -> str:
    needed = schema.get("required", ())
    rows = [
        (
            _named(field, is_needed=field in needed, t=t),
            _form(one),
            _coded(escape(one.get("description", ""))),
        )
        for field, one in schema.get("properties", {}).items()
    ]
    about = _coded(escape(schema.get("description", "")))
    fields = _table((t("Field"), t("Form"), t("Meaning")), rows)
    return (
        f'<details class="api-operation" id="form-{escape(name)}"><summary><code>{escape(name)}</code>'
        f' <span lang="en">{about}</span></summary>{fields}</details>'
    )


def _named(name: str, *, is_needed: bool, t: Translator) -> str:
    always = escape(t("required"))
    return f"<code>{escape(name)}</code>" + (f" <small>{always}</small>" if is_needed else "")


def _form(schema: Mapping[str, Any]) -> str:
    """A schema in a few letters, with a link where it has a name."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rpartition("/")[2])
        return f'<a href="#form-{name}">{name}</a>'
    if "anyOf" in schema:
        return " | ".join(_form(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"[{_form(schema.get('items', {}))}]"
    if "enum" in schema:
        return " · ".join(escape(str(one)) for one in schema["enum"])
    kind = schema.get("format") or schema.get("const") or schema.get("type", "")
    more = [f"{word} {schema[key]}" for key, word in (("minimum", "≥"), ("maximum", "≤")) if key in schema]
    more += [f"= {schema['default']}"] if schema.get("default") not in (None, [], "") else []
    return escape(" ".join((str(kind), *more)))


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
