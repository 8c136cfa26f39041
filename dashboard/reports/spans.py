"""Periods as a report speaks of them: "tháng 11 năm 2026", and what it adds up from 1 January."""

from datetime import date, datetime, tzinfo

from dashboard.civil import day_of
from dashboard.i18n import Translator
from dashboard.periods import Span, parse
from dashboard.reports.numbers import day

_ROMAN = ("I", "II", "III", "IV")
_ALWAYS = date(9000, 1, 1)  # a text says of what kind it is, whatever day it is today


def named(t: Translator, span: Span) -> str:
    """As it stands within a sentence: quý IV năm 2026; 6 tháng đầu năm 2026; 10 tháng đầu năm 2026."""
    year, month = span.first.year, span.first.month
    match span.kind:
        case "now" | "month":
            return t("month {month} of {year}", month=month, year=year)
        case "quarter":
            return t("quarter {number} of {year}", number=_ROMAN[(month - 1) // 3], year=year)
        case "half" if month == 7:
            return t("the last 6 months of {year}", year=year)
        case "half":
            return t("the first {months} months of {year}", months=6, year=year)
        case "year":
            return t("the year {year}", year=year)
        case "day":
            return day(span.first)
        case _ if span == cumulative(span):
            return t("the first {months} months of {year}", months=span.last.month, year=year)
        case _:
            return t("{first} to {last}", first=day(span.first), last=day(span.last))


def capital(text: str) -> str:
    """As it begins a line: Tháng 11 năm 2026."""
    return text[:1].upper() + text[1:]


def cumulative(span: Span) -> Span:
    """From 1 January of the year in which a period of whole months ends, to its last day."""
    year, month = span.last.year, span.last.month
    known = {1: f"{year}-01", 3: f"{year}-Q1", 6: f"{year}-H1", 12: f"{year}"}
    text = known.get(month, f"{year}-01-01_{span.last.isoformat()}")
    found = parse(text, _ALWAYS)
    assert found is not None
    return found


def is_over(span: Span, now: datetime, zone: tzinfo) -> bool:
    """Has its last day passed? Then nothing more will happen in it."""
    return span.last < day_of(now, zone)
