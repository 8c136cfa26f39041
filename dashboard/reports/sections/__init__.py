"""The chapters of a report, in the order of a new one: the explicit list is the registry."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.reports.asked import Wanted
from dashboard.reports.document import Section
from dashboard.reports.sections import (
    cameras,
    complaints,
    coverage,
    fire,
    flood,
    incidents,
    one_stop,
    ranking,
    targets,
    units,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """`title` is a msgid of the catalogue. `build` gives the section with its first-draft commentary."""

    key: str
    title: str
    build: Callable[[Wanted], Section]
    is_annex: bool = False


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(key="targets", title="Results against the targets", build=targets.build),
    Chapter(key="one_stop", title="Dossiers at the one-stop shops", build=one_stop.build),
    Chapter(key="complaints", title="Citizens' complaints", build=complaints.build),
    Chapter(key="incidents", title="Incidents and how they were dealt with", build=incidents.build),
    Chapter(key="fire", title="Fire prevention and fighting", build=fire.build),
    Chapter(key="flood", title="Flooding", build=flood.build),
    Chapter(key="cameras", title="Cameras", build=cameras.build),
    Chapter(key="ranking", title="Ranking of the units", build=ranking.build),
    Chapter(key="units", title="Figures of the units", build=units.build, is_annex=True),
    Chapter(key="coverage", title="How complete the data are", build=coverage.build, is_annex=True),
)
BY_KEY = {chapter.key: chapter for chapter in CHAPTERS}
