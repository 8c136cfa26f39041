"""A mark of what a person saw of a draft: the same for the same figures, whenever they were taken."""

from hashlib import sha256
from typing import Any

import orjson

from dashboard.reports.document import Document, Section


def seal(document: Document) -> str:
    """SHA-256 over what is printed. Moments are left out: "số liệu đến" moves with every record."""
    told = {
        "letter": document.letter.model_dump(mode="json", exclude={"number", "issued_on", "signer"}),
        "period": document.period.model_dump(mode="json"),
        "scope": document.scope.model_dump(mode="json"),
        "sections": [_section(one) for one in document.sections],
    }
    return sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _section(section: Section) -> dict[str, Any]:
    told = section.model_dump(mode="json")
    for part in told["parts"]:
        if part["kind"] == "table":
            seen = [column["kind"] != "moment" for column in part["columns"]]
            part["rows"] = [
                [cell["value"] for cell, is_seen in zip(row, seen, strict=True) if is_seen]
                for row in part["rows"]
            ]
    return told
