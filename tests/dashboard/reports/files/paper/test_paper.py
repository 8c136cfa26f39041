"""What stands on which pages: annexes that begin wide are turned whole, words stay with their signature."""

from dashboard.reports.document import Block, Document, Run
from dashboard.reports.files.paper import paper
from dashboard.reports.files.paper.items import AnnexHeading, Line, Signature
from tests.dashboard.reports.long import long
from tests.dashboard.reports.sample import sample


def test_an_annex_that_begins_wide_is_turned_with_its_words() -> None:
    made = long()
    said = (Block(runs=(Run(text="Không nguồn nào gián đoạn."),)),)
    *others, wide = made.sections
    wide = wide.model_copy(update={"commentary": said})
    told = paper(made.model_copy(update={"sections": (*others, wide)})).sheets
    assert [sheets.turned for sheets in told] == [False, True, False, True]
    assert [one.kind for one in told[-1].items] == ["annex", "paragraph", "table"]
    heading = told[-1].items[0]
    assert isinstance(heading, AnnexHeading)
    assert not heading.breaks


def test_an_annex_in_the_same_pages_begins_a_new_one() -> None:
    items = [one for sheets in paper(sample()).sheets for one in sheets.items]
    assert [one.breaks for one in items if isinstance(one, AnnexHeading)] == [True]


def test_the_last_words_stay_with_the_signature() -> None:
    items = paper(sample()).sheets[0].items
    at = next(n for n, one in enumerate(items) if isinstance(one, Signature))
    last = items[at - 1]
    assert isinstance(last, Line)
    assert last.stays
    assert last.runs[0].text.endswith("./.")


def test_links_are_whole_addresses_or_none() -> None:
    def links(document: Document) -> set[str]:
        lines = (one for sheets in paper(document).sheets for one in sheets.items if isinstance(one, Line))
        return {run.link for line in lines for run in line.runs}

    made = sample()
    assert links(made) == {"", "https://ops.example.vn/kpi/online_share?period=2025-10"}
    assert links(made.model_copy(update={"verify_url": "https://ops.example.vn/elsewhere"})) == {""}
