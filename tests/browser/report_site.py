"""`kpi_site.py` with the sections of the made-up report, so that pages are tested with every kind of part.

`--port N --store URL --accounts`; it ends with stdin.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from dashboard.reports.asked import Wanted
from dashboard.reports.document import Section
from dashboard.reports.sections import BY_KEY, Chapter
from tests.browser import kpi_site
from tests.dashboard.reports.sample import sample


def chapter(section: Section) -> Chapter:
    def build(_wanted: Wanted) -> Section:
        return section

    return Chapter(key=section.key, title=section.title, build=build, is_annex=section.is_annex)


if __name__ == "__main__":
    BY_KEY.clear()
    BY_KEY.update({one.key: chapter(one) for one in sample().sections})
    kpi_site.main()
