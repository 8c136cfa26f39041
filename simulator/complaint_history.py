"""The figures of a day's complaints by the rules of docs/figures.md: each as it stands in the end."""

import numpy as np

from simulator.clock import midnight
from simulator.complaints import CLOCK, Reported
from simulator.dossiers import NEVER
from simulator.sheet import Sheet


def count(sheet: Sheet, made: Reported) -> None:
    """What the complaints of one day count for, on that day and later."""
    every = np.ones(len(made.requested), dtype=np.bool_)
    requested, ward, judged = made.requested, made.ward, made.judged
    sheet.count("complaints_received", requested, ward, every)
    sheet.count("complaints_with_media", requested, ward, made.photo)
    sheet.count("complaints_judged", requested, ward, judged)
    sheet.count("complaints_confirmed", requested, ward, judged & made.confirmed)
    sheet.count("complaints_reopened", requested, ward, made.reopened < NEVER)
    _count_ends(sheet, made)
    _count_clocks(sheet, made)


def _count_ends(sheet: Sheet, made: Reported) -> None:
    requested, answered, ward, ended = made.requested, made.answered, made.ward, made.ended
    every, rated = np.ones(len(requested), dtype=np.bool_), made.rating > 0
    ours = requested >= midnight(sheet.first)  # received less closed is what is open
    sheet.count("complaints_answered", answered, ward, every, requested)
    taken = (answered - requested) // 60
    sheet.count("complaints_answer_minutes", answered, ward, every, requested, taken)
    sheet.count("complaints_rated", answered, ward, rated, requested)
    sheet.count("complaints_rating", answered, ward, rated, requested, made.rating)
    sheet.count("complaints_closed", ended, ward, ours, requested)
    sheet.count("complaints_resolve_minutes", ended, ward, ours, requested, (ended - requested) // 60)


def _count_clocks(sheet: Sheet, made: Reported) -> None:
    """The city's units all answer within 48 hours."""
    requested, answered, ward = made.requested, made.answered, made.ward
    due = requested + CLOCK
    every, in_time = np.ones(len(requested), dtype=np.bool_), answered <= due
    for figures in ("complaints", "complaints_clock"):
        sheet.count(f"{figures}_decided", np.minimum(answered, due), ward, every, requested)
        sheet.count(f"{figures}_in_time", answered, ward, in_time, requested)
    late = ~in_time & (requested >= midnight(sheet.first))
    sheet.count("complaints_overdue_entered", due, ward, late, requested)
    sheet.count("complaints_overdue_left", answered, ward, late, requested)
