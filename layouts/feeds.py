"""`/feeds`: how each feed speaks, and the messages of one that could not be read, with replay.

The table lives (`assets/feeds.js` fills it from the board); the rejected messages are read when asked for.
"""

import asyncio
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from babel.numbers import format_decimal
from dash import ALL, Input, Output, callback, ctx, dcc, html, no_update

from dashboard.access import Right, may, who
from dashboard.i18n import Translator, translator
from dashboard.rejections import PAGE, RejectedMessage
from dashboard.settings import settings
from dashboard.units import CITY_ID
from layouts.doors import DoorError, chosen, doors
from layouts.download import download
from layouts.shell import attributes, part

COLUMNS = (
    "Feed", "State", "Last message", "Newest data", "A minute",
    "Messages", "Records", "Rejected", "Last error",
)  # fmt: skip


def layout(feed: str = "", before: str = "", **_query: str) -> Any:
    t = translator(chosen().language)
    return html.Main(
        id="content",
        className="feeds-page",
        children=[
            html.Section(
                [html.H2([t("Data feeds"), download(t, "/api/tables/feeds.{format}")]), _table(t)],
                className="states",
            ),
            dcc.Store(id="asked", data={"feed": feed, "before": before}),
            html.Section(className="rejected", id="rejected"),
        ],
        **attributes(data_page="feeds", data_feed=feed),
    )


def _table(t: Translator) -> Any:
    head = html.Thead(html.Tr([html.Th(t(name), scope="col") for name in COLUMNS]))
    return html.Div(html.Table([head, html.Tbody(**part("rows"))]), className="wide")


async def _rejected(t: Translator, feed: str, before: str, told: str = "") -> list[Any]:
    """The rejected messages of a feed, a page of them; how to get there where none is chosen."""
    if not feed:
        return [html.P(t("Choose a number under “Rejected” to see the messages."), className="hint")]
    start = int(before) if before.isascii() and before.isdecimal() and len(before) < 19 else None
    found = await asyncio.to_thread(doors().rejected, feed, start)
    shown = found[:PAGE]
    address = "/api/tables/rejected.{format}?" + urlencode({"feed": feed})
    menu = download(t, address) if shown else None
    children: list[Any] = [
        html.H2([t("Rejected messages of {feed}", feed=feed), html.Em(told, role="status"), menu]),
    ]
    if not shown:
        return [*children, html.P(t("None waits for a mend."), className="hint")]
    children += [
        _replay(t("Replay all"), feed, 0),
        html.Ol([_message(t, feed, one) for one in shown], className="messages"),
    ]
    if len(found) > PAGE:
        query = urlencode({"feed": feed, "before": shown[-1].id})
        children.append(html.P(html.A(t("Older messages"), href=f"/feeds?{query}")))
    return children


def _replay(word: str, feed: str, number: int) -> Any:
    """The button, for whoever may."""
    if not may(Right.REPLAY, CITY_ID):
        return None
    told = {"type": "replay", "feed": feed, "id": number}
    return html.Button(word, id=told, className="action", type="button")


def _message(t: Translator, feed: str, message: RejectedMessage) -> Any:
    local = message.received_at.astimezone(settings().zone)
    size = format_decimal(message.size, locale=t.language)
    where = [text for text in (message.external_id, message.topic) if text]
    return html.Li(
        [
            html.Time(f"{local:%H:%M:%S %d/%m/%Y}", dateTime=message.received_at.isoformat()),
            html.B(t(message.reason, context="reason")),
            html.Span(message.detail, className="detail"),
            html.Span(" · ".join([*where, t("{size} bytes", size=size)]), className="where"),
            html.Code(message.begins),
            _replay(t("Replay"), feed, message.id),
        ]
    )


def _noted(pressed: dict[str, Any], read: int, left: int) -> None:
    kept = doors().accounts
    if kept is not None:
        told = {"message": pressed["id"] or "all", "read": read, "still_rejected": left}
        kept.write(who(), "replay", pressed["feed"], told, datetime.now(UTC))


@callback(
    Output("rejected", "children"),
    Input("asked", "data"),
    Input({"type": "replay", "feed": ALL, "id": ALL}, "n_clicks"),
)
async def rejected(asked: dict[str, str], clicks: list[int | None]) -> Any:
    """Shows what was asked for; after a click on replay, what is left of it."""
    t = translator(chosen().language)
    pressed = ctx.triggered_id
    if not isinstance(pressed, dict):
        return await _rejected(t, asked["feed"], asked["before"])
    if not any(clicks):
        return no_update  # the buttons were only drawn
    if not may(Right.REPLAY, CITY_ID):
        return no_update
    try:
        read, left = await asyncio.to_thread(doors().replay, pressed["feed"], pressed["id"] or None)
        told = t("read now: {read}; still rejected: {left}", read=read, left=left)
        await asyncio.to_thread(_noted, pressed, read, left)
    except DoorError as error:
        told = str(error)
    return await _rejected(t, pressed["feed"], "", told)
