"""Sections of a draft as they were worked out a moment ago: whoever moves a section waits for no figures."""

import threading
from datetime import datetime, timedelta

from dashboard.reports.asked import Wanted
from dashboard.reports.document import Section
from dashboard.reports.drafting import built
from dashboard.reports.frozen import Frozen, frozen
from dashboard.reports.templates import Template

FRESH = timedelta(minutes=10)  # issuing works them out anew
MOST = 8  # drafts that are remembered

Sections = dict[str, Section]
_Key = tuple[str, str, tuple[str, ...], str]


class Previews:
    """For all threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._making: dict[_Key, threading.Lock] = {}
        self._kept: dict[_Key, tuple[Sections, Frozen, datetime]] = {}

    def of(self, wanted: Wanted, template: Template) -> tuple[Sections, Frozen, datetime]:
        """Sections, what they stand on, and when they were taken: at most FRESH ago."""
        key = _key(wanted, template)
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        # Who asks while another waits for the same figures waits with them.
        with making:
            known = self._kept.get(key)
            if known is not None and timedelta() <= wanted.now - known[2] < FRESH:
                return known
            sections, kept = self.anew(wanted, template)
            return sections, kept, wanted.now

    def anew(self, wanted: Wanted, template: Template) -> tuple[Sections, Frozen]:
        """Worked out now, and remembered."""
        sections, kept = built(wanted, template), frozen(wanted)
        key = _key(wanted, template)
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = sections, kept, wanted.now
            while len(self._kept) > MOST:
                self._kept.pop(next(iter(self._kept)))
        return sections, kept


def _key(wanted: Wanted, template: Template) -> _Key:
    return template.key, wanted.span.text, tuple(one.address for one in wanted.whose), wanted.t.language
