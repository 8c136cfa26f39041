"""Two who do the same thing to a report at the same moment: one does it, the other is told so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import Engine, func, select

from dashboard.db import reading
from dashboard.models import report, report_file
from dashboard.reports.choices import Choices
from dashboard.reports.desk import ReportDesk
from dashboard.reports.errors import ReportError
from dashboard.reports.files import FORMATS
from tests.dashboard.reports.desk_of import NOW, TODAY, drafted

Deed = Callable[[], object]


def at_once(*deeds: Deed) -> list[str]:
    """What came of each: "done", or the code of what was said; sorted."""
    together = Barrier(len(deeds))

    def run(deed: Deed) -> str:
        together.wait()
        try:
            deed()
        except ReportError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(run, deeds))


def issuing(desk: ReportDesk, made: int, number: str, who: str) -> Deed:
    entry = {"number": number, "issued_on": TODAY, "signer": "Yến", "who": who, "now": NOW}
    return lambda: desk.issue(made, 1, **entry)  # type: ignore[arg-type]


def test_of_two_who_issue_a_draft_one_does(desk: ReportDesk, store: Engine) -> None:
    made = drafted(desk)
    desk.document(made, NOW)
    assert at_once(issuing(desk, made, "15/BC-UBND", "lan"), issuing(desk, made, "16/BC-UBND", "minh")) == [
        "done",
        "issued",
    ]
    with reading(store) as connection:
        assert connection.execute(select(func.count()).select_from(report_file)).scalar_one() == len(FORMATS)


def test_a_number_goes_to_one_of_two_reports(desk: ReportDesk, store: Engine) -> None:
    one, other = drafted(desk), drafted(desk)
    assert at_once(issuing(desk, one, "15/BC-UBND", "lan"), issuing(desk, other, "15/BC-UBND", "minh")) == [
        "done",
        "number_taken",
    ]
    with reading(store) as connection:
        numbers = connection.execute(select(report.c.number).order_by(report.c.number)).scalars().all()
    assert numbers == ["", "15/BC-UBND"]


def test_of_two_who_save_one_does(desk: ReportDesk) -> None:
    made = drafted(desk)
    assert at_once(
        lambda: desk.save(made, 1, Choices(omitted=("flood",)), "lan", NOW),
        lambda: desk.save(made, 1, Choices(omitted=("one_stop",)), "minh", NOW),
    ) == ["changed", "done"]
    assert desk.one(made).version == 2
