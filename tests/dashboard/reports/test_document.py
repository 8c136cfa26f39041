"""A report as data: read back as it was written, the same bytes each time."""

import pytest
from pydantic import ValidationError

from dashboard.reports.document import Document, Run
from tests.dashboard.reports.sample import sample


def test_a_document_is_read_back_as_it_was_written() -> None:
    made = sample()
    assert Document.read(made.canonical()) == made
    assert Document.read(made.canonical()).sha256 == made.sha256


def test_any_change_changes_its_hash() -> None:
    made = sample()
    assert made.model_copy(update={"code": "7F3K-Q2MD-9TXB"}).sha256 != made.sha256


def test_what_is_no_document_is_refused() -> None:
    with pytest.raises(ValidationError):
        Document.read(b'{"format": 2}')
    with pytest.raises(ValidationError):
        Run.model_validate({"text": "a", "colour": "red"})


def test_vietnamese_stays_whole() -> None:
    assert "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH".encode() in sample().canonical()
