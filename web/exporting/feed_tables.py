"""Tables of the feeds: how each speaks, and the messages of one that could not be read."""

from typing import Any

from dashboard.exporting import Table
from dashboard.exporting.table import moment, number, text
from dashboard.feeds import FeedState
from dashboard.rejections import PAGE
from layouts import kpi_words
from web.exporting.asking import Asking, moment_of, table

PAGES = 400  # of rejected messages


def feeds(asking: Asking) -> Table:
    t = asking.t
    columns = (
        *text(t("Feed"), t("State")), moment(t("Last message")), moment(t("Newest data")),
        *(number(name) for name in (t("A minute"), t("Messages"), t("Records"), t("Rejected"))),
        number(t("Wait for a mend")), *text(t("Last error")),
    )  # fmt: skip
    rows = [
        (
            one["title"] or one["name"],
            t(kpi_words.FEED[str(FeedState(one["state"]))]),
            moment_of(one["spoke_at"]),
            moment_of(one["data_at"]),
            one["per_minute"],
            one["messages"],
            one["records"],
            one["rejected"],
            one["rejected_open"],
            one["error"],
        )
        for one in asking.board.get("feeds", ())
    ]
    return table(asking, "feeds", t("Data feeds"), columns, rows)


def rejected(asking: Asking) -> Table:
    """A feed's messages that wait for a mend, the newest first; what they begin with is masked."""
    t, feed = asking.t, asking.told("feed")
    found: list[Any] = []
    before: int | None = None
    for _page in range(PAGES):
        page = asking.doors.rejected(feed, before)
        found += page[:PAGE]
        if len(page) <= PAGE:
            break
        before = found[-1].id
    columns = (
        number(t("Number"), 0), moment(t("Received")),
        *text(t("Reason"), t("Detail"), t("Record"), t("Topic")), number(t("Bytes"), 0),
        *text(t("Begins with")),
    )  # fmt: skip
    rows = [
        (one.id, one.received_at, t(one.reason, context="reason"), one.detail, one.external_id, one.topic,
         one.size, one.begins)
        for one in found
    ]  # fmt: skip
    return table(asking, "rejected", t("Rejected messages of {feed}", feed=feed), columns, rows)
