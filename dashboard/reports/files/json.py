"""The report as JSON: its canonical bytes, so that their SHA-256 is the document's own.

The schema is published as docs/schemas/report.schema.json (`python -m docs.report_schema` writes it anew).
"""

import orjson

from dashboard.reports.document import FORMAT, Document

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def render(document: Document) -> bytes:
    """UTF-8 with sorted keys, without a line's end."""
    return document.canonical()


def schema() -> bytes:
    """JSON Schema (2020-12) of what `render` gives."""
    head = {"$schema": _DIALECT, "$id": f"urn:ops-center:report:{FORMAT}"}
    written = head | Document.model_json_schema(mode="serialization")
    return orjson.dumps(written, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
