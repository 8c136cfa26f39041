"""What pages ask of the program around them: who is looking, and the few actions that are not theirs to do.

`web.site` opens the doors at the start; pages never import collectors or SQL.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dash import get_app

from dashboard.accounts.desk import Accounts
from dashboard.anomalies import Findings
from dashboard.desk.desk import Desk
from dashboard.digest.keeping import DigestDesk
from dashboard.exporting.jobs import ExportJobs
from dashboard.i18n import LANGUAGES
from dashboard.keys.desk import Keys
from dashboard.open_data.desk import OpenData
from dashboard.rejections import RejectedMessage
from dashboard.reports.desk import ReportDesk
from dashboard.settings import Settings, settings
from dashboard.stages.desk import StageDesk
from dashboard.targets import TargetDesk
from dashboard.uploads import Uploads
from dashboard.views import KpiReader

ROOT = Path(__file__).resolve().parent.parent
LOOKS = ("night", "day")
MAPS = ("borders", "hexagons")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the person at the screen has chosen, kept in cookies."""

    language: str
    look: str
    map: str  # borders are there only where the city imported them


class DoorError(Exception):
    """What was asked cannot be done now; the message is one line that says why."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Blocking calls: use `asyncio.to_thread`. Both may raise DoorError."""

    rejected: Callable[[str, int | None], list[RejectedMessage]]  # feed, older than this id
    replay: Callable[[str, int | None], tuple[int, int]]  # feed, one id or all → (read now, still rejected)
    demo: bool = False
    kpis: KpiReader | None = None  # what the KPI pages read; None where a site shows boards alone
    targets: TargetDesk | None = None  # likewise, and changes
    findings: Findings | None = None  # likewise, and judges
    uploads: Uploads | None = None  # likewise, and stores what a person tells
    desk: Desk | None = None  # the incident desk
    stages: StageDesk | None = None  # the city's stage
    keys: Keys | None = None  # of the open interface; none of it is there without
    reports: ReportDesk | None = None  # drafted, issued, verified
    open_data: OpenData | None = None  # what that interface reads
    digests: DigestDesk | None = None  # what leaders are told
    exports: ExportJobs | None = None  # big files made beside the requests
    accounts: Accounts | None = None  # who may sign in; None: whoever sits at this machine may change things


_open: list[Doors] = []


def open_doors(doors: Doors) -> None:
    """Called once a process, before the first page."""
    _open[:] = [doors]


def doors() -> Doors:
    """Raises IndexError before `open_doors`."""
    return _open[0]


def kpis() -> KpiReader:
    """Raises DoorError where the site has no store behind it."""
    reader = doors().kpis
    if reader is None:
        raise DoorError("no store stands behind this site")
    return reader


def targets() -> TargetDesk:
    """Raises DoorError where the site has no store behind it."""
    desk = doors().targets
    if desk is None:
        raise DoorError("no store stands behind this site")
    return desk


def findings() -> Findings:
    """Raises DoorError where the site has no store behind it."""
    reader = doors().findings
    if reader is None:
        raise DoorError("no store stands behind this site")
    return reader


def digests() -> DigestDesk:
    """Raises DoorError where the site has no store behind it."""
    desk = doors().digests
    if desk is None:
        raise DoorError("no store stands behind this site")
    return desk


def accounts() -> Accounts:
    """Raises DoorError where the site has no accounts behind it."""
    kept = doors().accounts
    if kept is None:
        raise DoorError("no accounts stand behind this site")
    return kept


def chosen(program: Settings | None = None) -> Chosen:
    """The choice of whoever sent the request that is being answered; the settings' where none was made."""
    cookies = get_app().backend.request_adapter().cookies
    language = cookies.get("ops_language", "")
    look = cookies.get("ops_look", "")
    shapes = MAPS if (program or settings()).boundaries else MAPS[1:]
    drawn = cookies.get("ops_map", "")
    return Chosen(
        language=language if language in LANGUAGES else (program or settings()).language,
        look=look if look in LOOKS else LOOKS[0],
        map=drawn if drawn in shapes else shapes[0],
    )
