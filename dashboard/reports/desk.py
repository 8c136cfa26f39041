"""The reports' desk: everything that pages, routes, commands and the schedule do with a report."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Engine

from dashboard.civil import day_of
from dashboard.db import reading
from dashboard.reports import drafts, issuing, listing, numbering, questions, storing, verifying
from dashboard.reports.asked import Wanted
from dashboard.reports.choices import Choices
from dashboard.reports.document import Document, Section
from dashboard.reports.drafting import document_of, letter_words, wanted_of
from dashboard.reports.files import file_name, render
from dashboard.reports.listing import Held, Listed, State
from dashboard.reports.preview import Previews
from dashboard.reports.seal import seal
from dashboard.reports.storing import StoredFile
from dashboard.reports.superseded import Supersededs
from dashboard.reports.template_file import plan
from dashboard.reports.templates import Template
from dashboard.reports.verifying import Verified
from dashboard.settings import Settings
from dashboard.views import KpiReader


class ReportDesk:
    """Blocking: call from a thread. Raises ReportError for what a person did wrong, SQLAlchemy's errors.

    Who may is asked by the caller (`access`), of each of a report's `unit_ids`.
    """

    def __init__(self, store: Engine, reader: KpiReader, settings: Settings) -> None:
        self._store, self._reader, self._settings = store, reader, settings
        self._plan = plan(settings)
        self._previews, self._supersededs = Previews(), Supersededs(store)

    def templates(self) -> tuple[Template, ...]:
        return tuple(self._plan.templates.values())

    def every(self, *, state: State = "", words: str = "", most: int = 200) -> list[Listed]:
        """Drafts and issued ones, the newest first."""
        with reading(self._store) as connection:
            return listing.every(connection, self._settings, state, words, most)

    def one(self, report_id: int) -> Held:
        with reading(self._store) as connection:
            return listing.one(connection, self._settings, report_id)

    def new(
        self,
        *,
        template: str,
        period: str,
        scope: Sequence[str] = (),
        language: str = "vi",
        who: str,
        now: datetime,
    ) -> int:
        """A new draft; of a period that goes on too, but it cannot be issued before its end."""
        chosen = drafts.template_of(self._plan, template)
        wanted = self._wanted(period, scope, language, now)
        return drafts.new(self._store, chosen, wanted, language, who, now)

    def save(self, report_id: int, version: int, choices: Choices, who: str, now: datetime) -> int:
        """The draft's new version. Another's change in between is told, and nothing is written over it."""
        return drafts.save(self._store, report_id, version, choices, who, now)

    def discard(self, report_id: int, version: int, who: str, now: datetime) -> None:
        drafts.discard(self._store, report_id, version, who, now)

    def document(self, report_id: int, now: datetime, choices: Choices | None = None) -> Document:
        """The frozen one of an issued report; of a draft, with figures of the last minutes.

        `choices`: those on a page that are not saved yet, instead of the saved ones.
        """
        held = self.one(report_id)
        if held.is_issued:
            with reading(self._store) as connection:
                return storing.document(connection, report_id)
        return self._draft(held, self._of(held, now), choices or held.choices)

    def sections(self, report_id: int, now: datetime) -> tuple[Section, ...]:
        """Of a draft all of the template's, with the generated text; those left out among them."""
        held = self.one(report_id)
        found, _frozen, _taken_at = self._previews.of(self._of(held, now), self._template(held))
        return tuple(found.values())

    @staticmethod
    def seen(document: Document) -> str:
        """A mark of the figures and texts that a person saw, for `issue`."""
        return seal(document)

    def suggested(self, report_id: int, now: datetime) -> issuing.Suggested:
        """What the form of issuing begins with."""
        held = self.one(report_id)
        words = letter_words(self._of(held, now), self._plan)
        document = self.document(report_id, now)
        on = day_of(now, self._settings.zone)
        with reading(self._store) as connection:
            number = held.number or numbering.next_number(
                connection, document.letter.body, on.year, words.symbol
            )
            signer = issuing.last_signer(connection, document.letter.body)
        return issuing.Suggested(number=number, issued_on=on, signer=signer)

    def issue(
        self,
        report_id: int,
        version: int,
        *,
        number: str,
        issued_on: date,
        signer: str,
        seen: str = "",
        who: str,
        now: datetime,
    ) -> Held:
        """Issue it for good: document and files are stored as they are now, in one transaction.

        `seen`: what `seen` gave for the document that was looked at; other figures since are told.
        """
        held = self.one(report_id)
        entry = issuing.checked(held, self._settings, version, number, issued_on, signer, now)
        # Figures of this moment, not of the preview's.
        wanted = self._of(held, now)
        sections, kept = self._previews.anew(wanted, self._template(held))
        draft = document_of(wanted, self._plan, self._template(held), held.choices, sections, kept)
        if seen and seal(draft) != seen:
            raise issuing.moved()
        revision = issuing.revision_of(held, draft, self._supersededs.of(held.revises_id, now))
        draft = draft.model_copy(update={"revision": revision})
        issuing.issue(wanted, held, draft, entry, self._plan.attach, who)
        return self.one(report_id)

    def revise(self, report_id: int, reason: str, who: str, now: datetime) -> int:
        """A new draft in place of an issued report, with its choices."""
        return drafts.revise(self._store, self._settings, report_id, reason, who, now)

    def files(self, report_id: int) -> list[StoredFile]:
        """Of an issued report, as they were issued."""
        with reading(self._store) as connection:
            return storing.files(connection, report_id)

    def file(self, report_id: int, format: str) -> tuple[StoredFile, bytes]:  # noqa: A002
        """The stored bytes, never rendered anew."""
        with reading(self._store) as connection:
            return storing.file(connection, report_id, format)

    def draft_file(self, report_id: int, format: str, now: datetime) -> tuple[str, bytes]:  # noqa: A002
        """Name and bytes of a draft as it stands. Raises KeyError for a format that there is none of."""
        document = self.document(report_id, now)
        return file_name(document, format), render(document, format)

    def verify(self, code_or_sha256: str) -> Verified | None:
        """What an issued report is, for anybody who holds its code or the SHA-256 of one of its files."""
        with reading(self._store) as connection:
            return verifying.verify(connection, self._settings, code_or_sha256)

    def may_ask(self, address: str, now: datetime) -> datetime | None:
        """Count a question of this network address; or, where none may be asked now, until when."""
        return questions.counted(self._store, address, now)

    def found(self, address: str) -> None:
        """The question found what it asked for: it is not counted."""
        questions.found(self._store, address)

    def verify_bytes(self, body: bytes) -> Verified | None:
        """The same by a file itself."""
        with reading(self._store) as connection:
            return verifying.verify_bytes(connection, self._settings, body)

    def _draft(self, held: Held, wanted: Wanted, choices: Choices) -> Document:
        template = self._template(held)
        sections, kept, taken_at = self._previews.of(wanted, template)
        made = document_of(wanted, self._plan, template, choices, sections, kept)
        revision = issuing.revision_of(held, made, self._supersededs.of(held.revises_id, taken_at))
        return made.model_copy(update={"taken_at": taken_at.replace(microsecond=0), "revision": revision})

    def _template(self, held: Listed) -> Template:
        return drafts.template_of(self._plan, held.template)

    def _of(self, held: Listed, now: datetime) -> Wanted:
        return self._wanted(held.period, held.scope, held.language, now)

    def _wanted(self, period: str, scope: Sequence[str], language: str, now: datetime) -> Wanted:
        return wanted_of(
            self._store, self._reader, self._settings, period=period, scope=scope, language=language, now=now
        )
