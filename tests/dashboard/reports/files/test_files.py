"""The formats of a report, and what its files are called."""

import pytest

from dashboard.reports.document import Document, Revision
from dashboard.reports.files import FORMATS, Format, file_name, render
from tests.dashboard.reports.sample import sample


def _numbered(number: str, revision: int = 1) -> Document:
    made = sample()
    letter = made.letter.model_copy(update={"number": number})
    return made.model_copy(update={"letter": letter, "revision": Revision(number=revision)})


@pytest.mark.parametrize(
    ("document", "name"),
    [
        (sample(), "BC-15-2025-10.xlsx"),
        (sample(issued=False), "BC-du-thao-2025-10.xlsx"),
        (_numbered("15/BC-UBND", 2), "BC-15-2025-10-lan-2.xlsx"),
        (_numbered("15a/BC-TTĐH"), "BC-15a-2025-10.xlsx"),
        (_numbered("7/ĐB../x"), "DB-x-7-2025-10.xlsx"),
        (_numbered("", 2), "BC-du-thao-2025-10-lan-2.xlsx"),
    ],
)
def test_a_file_is_named_after_its_number_and_period(document: Document, name: str) -> None:
    assert file_name(document, "xlsx") == name
    assert name.isascii()


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: str(one.key))
def test_every_format_gives_a_file_of_an_issued_report_and_of_a_draft(one: Format) -> None:
    draft = sample(issued=False)
    moment = draft.taken_at.replace(microsecond=123_456)  # as a clock tells it
    for document in (sample(), draft, draft.model_copy(update={"taken_at": moment})):
        assert one.render(document) != b""


def test_there_is_no_other_format() -> None:
    with pytest.raises(KeyError):
        render(sample(), "exe")
