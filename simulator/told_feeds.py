"""How the figures of other systems are told: a spreadsheet's CSV of the wards' days, JSON of months, MQTT.

What is told is the last few days or months and, after that, whatever changed since it was last asked for.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import orjson

from simulator.city import City
from simulator.clock import DAY, day_of, from_date, iso, local, midnight, to_date
from simulator.messages import Message
from simulator.told import CITY, Line, lines, next_month, so_far
from simulator.told_list import BY_FIGURE

DAYS, MONTHS = 3, 2  # told to who asks for the first time, beside the running one
_STEP = 600  # s between two tellings of the running day
_MQTT_STEP = 300
_MORNING = 6 * 3600  # s after midnight at which the running month is told
_HEADER = ("Mã đơn vị", "Đơn vị", "Ngày", "Chỉ số", "Giá trị", "Cập nhật")
Telling = tuple[int, float, float]  # first day, how much of it is over, when it is told


def days_csv(city: City, since: float | None, now: float) -> bytes:
    """The wards' figures by day as a spreadsheet writes them: BOM, semicolons, decimal commas."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADER)
    names = {ward.code: ward.name for ward in city.wards}
    for day, done, at in _days(since, now):
        stamp, written = local(at), f"{to_date(day):%d/%m/%Y}"
        for unit, figure, value in _of_wards(lines(city, "day", day, done)):
            number = f"{value:.12g}".replace(".", ",")
            row = (unit, names.get(unit, ""), written, figure, number, f"{stamp:%d/%m/%Y %H:%M:%S}")
            writer.writerow(row)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def months(city: City, since: float | None, now: float) -> list[dict[str, Any]]:
    """The figures by month, oldest month first."""
    return [
        {
            "unit": unit,
            "month": f"{to_date(first):%Y-%m}",
            "figure": figure,
            "value": value,
            "updated": iso(at),
            "source": "Báo cáo tháng",
        }
        for first, done, at in _months(since, now)
        for unit, figure, value in lines(city, "month", first, done)
    ]


def messages(city: City, start: float) -> Iterator[Message]:
    """The whole city, at once and then every five minutes; after midnight the day that is over."""
    yield from _told(city, day_of(start), so_far(start), start)
    moment = (start // _MQTT_STEP + 1) * _MQTT_STEP
    while True:
        day = day_of(moment)
        if moment - midnight(day) < _MQTT_STEP:
            yield from _told(city, day - 1, 1.0, moment)
        yield from _told(city, day, so_far(moment), moment)
        moment += _MQTT_STEP


def _told(city: City, day: int, done: float, moment: float) -> Iterator[Message]:
    subjects: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for unit, figure, value in lines(city, "day", day, done):
        if unit == CITY:
            told = {"unit": unit, "figure": figure, "value": value}
            subjects[BY_FIGURE[figure].group].append(told)
    for subject, figures in subjects.items():
        body = {"day": to_date(day).isoformat(), "updated": iso(moment), "figures": figures}
        # Retained: who subscribes between two of them has the day so far.
        yield Message(moment, "figures", f"figures/{subject}", orjson.dumps(body), retain=True)


def _of_wards(told: Iterator[Line]) -> Iterator[Line]:
    return (line for line in told if line[0] != CITY)


def _days(since: float | None, now: float) -> Iterator[Telling]:
    today = day_of(now)
    first = today - DAYS if since is None else day_of(since) - 1
    for day in range(max(first, today - 60), today):
        at = float(midnight(day + 1))
        if since is None or at >= since:
            yield day, 1.0, at
    at = max(now // _STEP * _STEP, float(midnight(today)))
    if since is None or at >= since:
        yield today, so_far(at), at


def _months(since: float | None, now: float) -> Iterator[Telling]:
    """A month is told each morning as far as it has come, and whole when it is over."""
    morning = (now + 7 * 3600 - _MORNING) // DAY * DAY + _MORNING - 7 * 3600
    running = to_date(day_of(now)).replace(day=1)
    asked = to_date(day_of(now if since is None else since)).replace(day=1)
    for first in _firsts(asked, running):
        begin, end = midnight(from_date(first)), midnight(from_date(next_month(first)))
        at = float(min(morning, end))
        if at > begin and (since is None or at >= since):
            yield from_date(first), (at - begin) / (end - begin), at


def _firsts(asked: date, running: date) -> Iterator[date]:
    """The months from the one asked for, less MONTHS, up to the running one."""
    month = asked
    for _ in range(MONTHS):
        month = to_date(from_date(month) - 1).replace(day=1)
    while month <= running:
        yield month
        month = next_month(month)
