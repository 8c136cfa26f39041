"""A digest in words: a first line that is short enough for an SMS, and a few lines more for an e-mail."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, tzinfo

from dashboard.digest.body import Body, Overdue, Promise, Silent, Turn
from dashboard.i18n import Translator
from dashboard.kpis import BY_KEY
from dashboard.outbox.texts import SEVERITIES, shortened
from dashboard.reports.numbers import NOTHING, day, moment, number

CONTEXT = "digest"
STATES = {"met": "Target met", "at_risk": "At risk", "missed": "Missed", "no_data": "Not enough data"}
CAUSES = {
    "processing": "processing by the office",
    "supplement": "waiting for supplements",
    "intake": "late intake",
}
UNITS = {"days": "days", "hours": "hours", "minutes": "minutes", "points": "points"}
LISTED = 5  # of each kind in a message; the page has all


def title(t: Translator, body: Body) -> str:
    """One line: what is not as promised, and what is silent."""
    states = Counter(one.state for one in body.promises)
    told = [t("{count} promises missed", count=states["missed"]) if states["missed"] else ""]
    told += [t("{count} at risk", count=states["at_risk"]) if states["at_risk"] else ""]
    told += [t("{count} without data", count=states["no_data"]) if states["no_data"] else ""]
    told += [t("{count} feeds silent", count=len(body.silent)) if body.silent else ""]
    told += [t("{count} incidents last night", count=body.night.opened) if body.night.opened else ""]
    said = ", ".join(one for one in told if one) or t("nothing off track")
    return shortened(t("Digest of {day}: {said}", day=day(body.day), said=said))


def text(t: Translator, body: Body, zone: tzinfo, public_url: str) -> str:
    """Line below line; the last one is the link, where the program's address is known."""
    lines = [
        *_part(t("Promises off track"), [promise(t, one) for one in off_track(body)], t),
        *_part(t("Most overdue dossiers"), [overdue(t, one) for one in body.overdue], t),
        *_part(t("Last night's incidents"), list(_night(t, body, zone)), t),
        *_part(t("Silent feeds"), [silent(t, one, zone) for one in body.silent], t),
    ]
    if public_url:
        lines.append(f"{public_url.rstrip('/')}/digest/{body.day.isoformat()}")
    return "\n".join(lines)


def _part(head: str, told: list[str], t: Translator) -> list[str]:
    if not told:
        nothing = t("nothing to tell")
        return [f"{head}: {nothing}"]
    more = len(told) - LISTED
    rest = [t("and {count} more", count=more)] if more > 0 else []
    return [f"{head}:", *(f"– {one}" for one in (*told[:LISTED], *rest))]


def off_track(body: Body) -> list[Promise]:
    """Missed, at risk, or nothing known."""
    return [one for one in body.promises if one.state != "met"]


def promise(t: Translator, one: Promise) -> str:
    """Tỷ lệ hồ sơ trực tuyến: 68,4 % (chỉ tiêu 90 % năm 2030), chưa đạt."""
    kpi = BY_KEY.get(one.kpi)
    name = t(kpi.name) if kpi else one.kpi
    target = f" ({target_of(t, one)})" if one.target is not None else ""
    return f"{name}: {value_of(t, one)}{target} – {t(STATES[one.state]).lower()}"


def value_of(t: Translator, one: Promise) -> str:
    """With its unit; a dash where nothing is known."""
    kpi = BY_KEY.get(one.kpi)
    if one.value is None or kpi is None:
        return NOTHING
    return number(one.value, kpi.decimals, t.language, unit_of(t, kpi.unit))


def target_of(t: Translator, one: Promise) -> str:
    """chỉ tiêu 90 % năm 2030; a city's own value is called one."""
    kpi = BY_KEY.get(one.kpi)
    asked = one.target or 0.0
    decimals = len(f"{asked:.10g}".partition(".")[2])
    told = number(asked, decimals, t.language, unit_of(t, kpi.unit) if kpi else "")
    if one.reference:
        return t("reference value {value} for {year}", value=told, year=one.year)
    return t("target {value} for {year}", value=told, year=one.year)


def unit_of(t: Translator, unit: str) -> str:
    """%, m, ngày; nothing for a count."""
    return t(UNITS[unit], context="unit") if unit in UNITS else unit


def overdue(t: Translator, one: Overdue) -> str:
    """Phường Sài Gòn: 41 hồ sơ quá hạn trên 90 …; nhiều nhất: Đất đai (20); trễ trong tháng do …"""
    said = [t("{unit}: {count} overdue of {open} open", unit=one.unit, count=_count(t, one.overdue),
              open=_count(t, one.open))]  # fmt: skip
    if fields := fields_of(t, one):
        said.append(t("mostly {fields}", fields=fields))
    if causes := causes_of(t, one):
        said.append(t("late this month by {causes}", causes=causes))
    return "; ".join(said)


def fields_of(t: Translator, one: Overdue) -> str:
    return ", ".join(f"{why.name} ({_count(t, why.count)})" for why in one.fields)


def causes_of(t: Translator, one: Overdue) -> str:
    found = sorted(one.causes.items(), key=lambda cause: -cause[1])
    return ", ".join(
        f"{t(CAUSES[cause], context=CONTEXT)} ({_count(t, n)})" for cause, n in found if cause in CAUSES
    )


def _count(t: Translator, value: int) -> str:
    return number(value, 0, t.language)


def _night(t: Translator, body: Body, zone: tzinfo) -> Iterator[str]:
    night = body.night
    if night.opened:
        yield summary_of_night(t, body)
    for one in night.told:
        severity = t(SEVERITIES[one.severity]).lower()
        yield f"{moment(one.opened_at, zone)} {one.subject}, {one.unit} ({severity})"


def summary_of_night(t: Translator, body: Body) -> str:
    """How many, how grave, how many of them are over and how many wait for somebody."""
    night = body.night
    by = ", ".join(
        f"{_count(t, night.by_severity[severity])} {t(name).lower()}"
        for severity, name in SEVERITIES.items()
        if night.by_severity.get(severity)
    )
    told = t(
        "{count} opened, {over} of them over", count=_count(t, night.opened), over=_count(t, night.resolved)
    )
    waiting = t("{open} open now, {waiting} not acknowledged", open=_count(t, night.open_now),
                waiting=_count(t, night.unacknowledged))  # fmt: skip
    return "; ".join(part for part in (f"{told} ({by})" if by else told, waiting) if part)


def silent(t: Translator, one: Silent, zone: tzinfo) -> str:
    if one.spoke_at is None:
        return t("{feed}: never heard", feed=one.title or one.name)
    return t("{feed}: silent since {time}", feed=one.title or one.name, time=moment(one.spoke_at, zone))


def turn_title(t: Translator, one: Turn) -> str:
    """One line: which promise, how it stood and how it stands."""
    kpi = BY_KEY.get(one.kpi)
    name = t(kpi.name) if kpi else one.kpi
    before, now = (t(STATES.get(state, state)).lower() for state in (one.before, one.now.state))
    return shortened(t("{kpi}: from {before} to {now}", kpi=name, before=before, now=now))


def turn_text(t: Translator, one: Turn, zone: tzinfo, public_url: str) -> str:
    """Its value and target, since when it stands so, and where its records are."""
    lines = [promise(t, one.now), t("So since {time}", time=moment(one.since, zone))]
    if public_url:
        lines.append(f"{public_url.rstrip('/')}/kpi/{one.kpi}")
    return "\n".join(lines)


def since_told(t: Translator, since: datetime, zone: tzinfo) -> str:
    return t("since {time}", time=moment(since, zone))


TEXTS = {
    *STATES.values(),
    *SEVERITIES.values(),
    *(f"{CONTEXT}\x04{text}" for text in CAUSES.values()),
    *(f"unit\x04{text}" for text in UNITS.values()),
}
