"""Values of periods before anything was counted are none: a 0 there would be a claim."""

from collections.abc import Mapping, Sequence

from dashboard.periods import Span
from dashboard.reports.asked import Wanted
from dashboard.views import Value


def known(
    wanted: Wanted, spans: Sequence[Span], told: Mapping[str, Sequence[Value]]
) -> dict[str, list[Value | None]]:
    """What `KpiReader.over` told of these spans, by KPI."""
    since = wanted.reader.known_since(wanted.now)
    is_known = [since is not None and span.last >= since for span in spans]
    return {
        key: [one if known else None for one, known in zip(values, is_known, strict=True)]
        for key, values in told.items()
    }
