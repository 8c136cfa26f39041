"""The report as JSON: its own hash, and the published schema."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator, ValidationError

from dashboard.reports.document import Document
from dashboard.reports.files import render
from dashboard.reports.files.json import schema
from tests.dashboard.reports.sample import sample

PUBLISHED = Path(__file__).parents[4] / "docs/schemas/report.schema.json"


def _valid(document: Any) -> None:
    read: Any = orjson.loads(PUBLISHED.read_bytes())
    Draft202012Validator.check_schema(read)
    Draft202012Validator(read, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(document)


def test_the_published_schema_is_the_models_own() -> None:
    assert PUBLISHED.read_bytes() == schema(), "python -m docs.report_schema writes it anew"


@pytest.mark.parametrize("issued", [True, False])
def test_what_is_written_obeys_the_published_schema(issued: bool) -> None:
    _valid(orjson.loads(render(sample(issued=issued), "json")))


def test_the_schema_refuses_what_it_does_not_name() -> None:
    made: Any = orjson.loads(render(sample(), "json"))
    with pytest.raises(ValidationError):
        _valid(made | {"colour": "red"})


def test_the_file_is_the_document_with_its_hash() -> None:
    document = sample()
    read = Document.read(render(document, "json"))
    assert read == document
    assert read.sha256 == document.sha256
