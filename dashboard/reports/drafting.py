"""From a question to a whole document: sections from the figures, what a planner chose over them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Engine

from dashboard.i18n import translator
from dashboard.periods import parse
from dashboard.reports.asked import Wanted, Whose
from dashboard.reports.choices import Choices
from dashboard.reports.document import Block, Document, Letter, Period, Run, Scope, Section
from dashboard.reports.errors import ReportError
from dashboard.reports.frozen import Frozen
from dashboard.reports.naming import names, scope_name
from dashboard.reports.program import program
from dashboard.reports.sections import BY_KEY
from dashboard.reports.spans import named
from dashboard.reports.templates import LetterWords, Plan, Template
from dashboard.settings import Settings
from dashboard.views import KpiReader
from dashboard.views.asked import address, unit_of

MOST_UNITS = 200


def wanted_of(
    store: Engine,
    reader: KpiReader,
    settings: Settings,
    *,
    period: str,
    scope: Sequence[str],
    language: str,
    now: datetime,
) -> Wanted:
    """The question of a report. Raises ReportError for a period or a unit that there is none of."""
    today = now.astimezone(settings.zone).date()
    span = parse(period, today) if period else None
    if span is None:
        raise ReportError(code="period", entry="period")
    on = min(span.last, today)
    units = [unit_of(code, on) for code in dict.fromkeys(scope)]
    chosen = [one for one in units if one is not None]
    if len(chosen) < len(units) or len(units) > MOST_UNITS:
        raise ReportError(code="unit", entry="scope")
    whose = tuple(Whose(name=one.name, address=address(one, on), unit=one) for one in chosen)
    return Wanted(
        store=store,
        reader=reader,
        settings=settings,
        t=translator(language),
        now=now,
        span=span,
        on=on,
        whose=whose or (Whose(name=settings.city, address="", unit=None),),
    )


def built(wanted: Wanted, template: Template) -> dict[str, Section]:
    """Every section of a template with its generated text, by key, in the template's order."""
    return {key: BY_KEY[key].build(wanted) for key in template.sections if key in BY_KEY}


def document_of(
    wanted: Wanted,
    plan: Plan,
    template: Template,
    choices: Choices,
    sections: Mapping[str, Section],
    frozen: Frozen,
) -> Document:
    """A draft as it stands: no number, no date, no code yet."""
    arranged = choices.arranged(tuple(sections))
    return Document(
        program=program(),
        template=template.key,
        language="en" if wanted.t.language == "en" else "vi",
        timezone=wanted.settings.timezone,
        city=wanted.settings.city,
        period=Period(
            kind=template.kind,
            text=wanted.span.text,
            first=wanted.span.first,
            last=wanted.span.last,
            name=named(wanted.t, wanted.span),
        ),
        scope=Scope(name=scope_name(wanted.whose, wanted.t), units=frozen.asked),
        taken_at=wanted.now.replace(microsecond=0),
        letter=_letter(wanted, plan, template, choices),
        sections=tuple(_written(sections[key], choices) for key in arranged),
        targets=frozen.targets,
        units=frozen.units,
        figures=frozen.figures,
        names=names(wanted.t),
        rules=dict(frozen.rules),
    )


def letter_words(wanted: Wanted, plan: Plan) -> LetterWords:
    """Of the city's reports or of those on units."""
    return plan.city if wanted.is_city else plan.unit


def _written(section: Section, choices: Choices) -> Section:
    told = choices.commentary.get(section.key)
    return section if told is None else section.model_copy(update={"commentary": told})


def _letter(wanted: Wanted, plan: Plan, template: Template, choices: Choices) -> Letter:
    words, said, chosen = letter_words(wanted, plan), template.said(wanted.t.language), choices.letter
    scope = scope_name(wanted.whose, wanted.t)
    filled = {"period": named(wanted.t, wanted.span), "scope": scope, "SCOPE": scope.upper()}

    def line(written: str | None, text: str) -> str:
        return text.format(**filled) if written is None else written

    def lines(written: tuple[str, ...] | None, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text.format(**filled) for text in texts) if written is None else written

    opening = chosen.opening
    if opening is None:
        opening = tuple(Block(runs=(Run(text=text),)) for text in lines(None, said.opening))
    return Letter(
        parent=line(chosen.parent, words.parent),
        body=line(chosen.body, words.body),
        place=line(chosen.place, words.place),
        subject=line(chosen.subject, said.subject),
        opening=opening,
        authority=lines(chosen.authority, words.authority),
        recipients=lines(chosen.recipients, words.recipients),
        copies=line(chosen.copies, words.copies),
    )
