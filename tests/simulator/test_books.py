"""What the HTTP services remember as days go by."""

from simulator.books import ComplaintBook, DossierBook
from simulator.city import City
from simulator.clock import DAY
from simulator.dossiers import filed
from simulator.dvcqg import dossier
from simulator.flood import Flood
from simulator.weather import Weather
from tests.simulator.conftest import day_number, moment

START = moment("2026-11-16T10:00:00")


def test_a_poller_that_goes_on_from_its_last_answer_misses_nothing(city: City) -> None:
    book = DossierBook(city, START, with_open=False)
    last: dict[str, str] = {}
    for hours in range(0, 25, 8):
        page, since = 1, START + (hours - 8) * 3600
        while told := book.page(since, page, 5_000, START + hours * 3600)[0]:
            last |= {each["MaHoSo"]: each["TrangThaiHoSo"] for each in told}
            page += 1
    now = START + 24 * 3600
    day = filed(city, day_number("2026-11-16"))
    truth = (dossier(city, day, row, now) for row in range(len(day.ward)) if day.events[row, 0] <= now)
    monday = {each["MaHoSo"]: each["TrangThaiHoSo"] for each in truth}
    assert len(monday) > 15_000
    assert {number: status for number, status in last.items() if number[8:14] == "261116"} == monday


def test_old_changes_are_forgotten_after_a_fortnight(city: City) -> None:
    book = DossierBook(city, START, with_open=False)
    assert book.page(None, 1, 10, START + 20 * DAY)[0]
    assert book.floor == moment("2026-11-22T00:00:00")


def test_complaints_go_on_from_day_to_day(city: City) -> None:
    book = ComplaintBook(city, START, Flood(city, Weather(1)))
    told, asked_at = book.page({"updated": START + 3 * DAY}, 1, 1_000, START + 4 * DAY)
    assert asked_at == START + 4 * DAY
    assert {each["service_request_id"][5:11] for each in told} >= {"261118", "261119", "261120"}
