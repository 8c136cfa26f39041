"""Figures as JSON and CSV, the way a city's other systems and its spreadsheets write them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from collectors.formats.registry import FORMATS
from dashboard.records import FigureValue, Reason, Record, Rejected, version

Reader = Callable[..., list[Record | Rejected]]
Load = Callable[[str], bytes]
DAY = "2026-03-05"


def told(figure: str, value: object, **more: object) -> dict[str, object]:
    return {"unit": "26740", "day": DAY, "figure": figure, "value": value} | more


def values(found: list[Record | Rejected]) -> list[tuple[str, str, str, float]]:
    made = []
    for one in found:
        assert isinstance(one, FigureValue), one
        made.append((one.unit, f"{one.day} {one.grain}", one.figure, one.value))
    return made


def refused(found: list[Record | Rejected]) -> Rejected:
    (one,) = found
    assert isinstance(one, Rejected)
    return one


def test_a_spreadsheets_csv_is_read_with_its_names_dates_and_decimal_commas(
    read: Reader, payload: Load
) -> None:
    found = read("figures", payload("figures_long.csv"))
    assert values(found) == [
        ("Phường Sài Gòn", "2026-03-05 day", "queue_tickets", 1204),
        ("Phường Bến Thành", "2026-03-05 day", "queue_wait_minutes", 8377.5),
        ("26740", "2026-02-01 month", "archive_pages_civil", 12500),
    ]
    first, _second, third = found
    assert isinstance(first, FigureValue)
    assert first.version == version(datetime(2026, 3, 6, 0, 10, tzinfo=UTC))
    assert isinstance(third, FigureValue)
    assert third.version == version(datetime(2026, 1, 31, 17, 0, tzinfo=UTC))  # its month's first moment


def test_a_column_for_each_figure_and_an_empty_cell_tells_nothing(read: Reader, payload: Load) -> None:
    assert values(read("figures", payload("figures_wide.csv"))) == [
        ("26740", "2026-03-05 day", "queue_tickets", 1204),
        ("26740", "2026-03-05 day", "queue_wait_minutes", 8377.5),
        ("26743", "2026-03-05 day", "queue_wait_minutes", 640),
    ]


def test_a_list_of_figures_in_json(read: Reader, payload: Load) -> None:
    found = read("figures", payload("figures_list.json"))
    assert values(found) == [
        ("26740", "2026-03-05 day", "health_visits", 812),
        ("79", "2026-02-01 month", "tourism_revenue", 18250.4),
    ]
    assert isinstance(found[1], FigureValue)
    assert found[1].source == "Sở Du lịch"


def test_what_stands_beside_the_list_holds_for_each_of_its_items(read: Reader, payload: Load) -> None:
    found = read("figures", payload("figures_message.json"), topic="figures/bots")
    assert values(found) == [("79", "2026-03-10 day", "chatbot_sessions", 4120)]
    assert isinstance(found[0], FigureValue)
    assert found[0].version == version(datetime(2026, 3, 10, 3, 55, tzinfo=UTC))


def test_a_message_without_a_time_is_of_its_receipt_and_a_retained_one_of_its_day(read: Reader) -> None:
    live, kept = (
        read("figures", told("chatbot_sessions", 1, unit="79"), topic="figures/bots", retained=retained)[0]
        for retained in (False, True)
    )
    assert isinstance(live, FigureValue)
    assert isinstance(kept, FigureValue)
    assert live.version == version(datetime(2026, 3, 10, 4, 0, tzinfo=UTC))
    assert kept.version == version(datetime(2026, 3, 4, 17, 0, tzinfo=UTC))


def test_columns_and_figures_are_called_as_the_options_say(read: Reader) -> None:
    body = b"ma_dv;ky;luot;ghi_chu\n26740;5/3/2026;7;a\n"
    options = {
        "columns": {"unit": "ma_dv", "day": "ky"},
        "figures": {"luot": "health_visits"},
        "ignore": ["ghi_chu"],
    }
    FORMATS["figures"].check(options)
    assert values(read("figures", body, **options)) == [("26740", "2026-03-05 day", "health_visits", 7)]


def test_unit_and_figure_may_be_the_feeds_own(read: Reader) -> None:
    body = b"day,value\n2026-03-05,19\n"
    found = read("figures", body, unit="79", figure="attacks_detected")
    assert values(found) == [("79", "2026-03-05 day", "attacks_detected", 19)]


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("1.234.567,5", ",", 1234567.5),
        ("1.234", ",", 1234),
        ("12.5", ",", 12.5),
        ("1234,5", ",", 1234.5),
        ("1 234,5", ",", 1234.5),
        ("1,234.5", ".", 1234.5),
        ("1,234", ".", 1234),
        ("0", ".", 0),
    ],
)
def test_numbers_are_read_as_they_are_written(read: Reader, text: str, decimal: str, value: float) -> None:
    (found,) = read("figures", [told("health_visits", text)], decimal=decimal)
    assert isinstance(found, FigureValue)
    assert found.value == value


@pytest.mark.parametrize(
    ("item", "reason", "said"),
    [
        (told("health_visits", "1,5"), Reason.BAD_NUMBER, "decimal point"),
        (told("health_visits", -1), Reason.BAD_NUMBER, "below 0"),
        (told("health_visits", None), Reason.MISSING_KEY, "value"),
        (told("health_visits", 0, day="2026-03-11"), Reason.BAD_DATE, "has not come yet"),
        (told("health_visits", 0, day="31/02/2026"), Reason.BAD_DATE, "22/11/2026"),
        (told("health_visits", 0, day=""), Reason.MISSING_KEY, "day or month"),
        (told("health_visits", 0, day="", month="05/02/2026"), Reason.BAD_DATE, "is a day"),
        (told("health_visits", 0, unit=""), Reason.MISSING_KEY, "unit"),
        (told("health_visits", 0, unit="Phường Không Có"), Reason.UNKNOWN_CODE, "'Phường Không Có'"),
        (told("no_such", 1), Reason.UNKNOWN_CODE, "'no_such'"),
        (told("dossiers_received", 1), Reason.UNKNOWN_CODE, "'dossiers_received'"),
        (told("index_published_total", 85.2), Reason.UNKNOWN_CODE, "whole city only"),
    ],
)
def test_what_cannot_be_right_is_refused_with_the_reason(
    read: Reader, item: object, reason: Reason, said: str
) -> None:
    found = refused(read("figures", [item]))
    assert (found.reason, said in found.detail) == (reason, True), found.detail


def test_a_refused_line_is_kept_so_that_it_can_be_read_again_alone(read: Reader, payload: Load) -> None:
    body = payload("figures_long.csv").replace(b"1.204", "nhiều".encode())
    found = read("figures", body)
    assert [isinstance(one, Rejected) for one in found] == [True, False, False]
    assert isinstance(found[0], Rejected)
    mended = found[0].body.replace("nhiều".encode(), b"1.204")
    assert values(read("figures", mended)) == [("Phường Sài Gòn", "2026-03-05 day", "queue_tickets", 1204)]


def test_a_line_with_more_cells_than_columns_is_refused(read: Reader) -> None:
    body = b"unit;day;figure;value\n26740;2026-03-05;health_visits;1;200\n"
    assert "more cells" in refused(read("figures", body)).detail


@pytest.mark.parametrize("body", [b"", b"unit\n1\n", b"<html></html>", b'{"token": "x"}', b";\n;\n"])
def test_what_is_no_table_at_all_is_one_rejection(read: Reader, body: bytes) -> None:
    assert refused(read("figures", body)).reason is Reason.NOT_THIS_FORMAT


def test_a_spreadsheet_in_utf_16_with_tabs_is_read(read: Reader) -> None:
    body = "Đơn vị\tTháng\tSố liệu\tGiá trị\nToàn thành phố\t02/2026\tdatasets_shared\t412\n".replace(
        "Toàn thành phố", "Thành phố Hồ Chí Minh"
    ).encode("utf-16")
    assert values(read("figures", body)) == [
        ("Thành phố Hồ Chí Minh", "2026-02-01 month", "datasets_shared", 412)
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"columns": {"don_vi": "x"}}, "columns.don_vi"),
        ({"columns": {"unit": ""}}, "columns.unit"),
        ({"figures": {"luot": "health_visit"}}, "did you mean 'health_visits'"),
        ({"figure": "x"}, "figure: there is no figure 'x'"),
        ({"decimal": ";"}, "decimal"),
        ({"ignore": "x"}, "ignore"),
        ({"unit": 79}, "unit"),
    ],
)
def test_a_wrong_option_is_named(options: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        FORMATS["figures"].check(options)
    assert said in str(error.value)
