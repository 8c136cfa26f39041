"""What the wall's scenes are put together from: blocks with the time of their data, figures, their words."""

from typing import Any

from dash import html

from layouts.shell import attributes, part


def block(title: Any, name: str, *inside: Any, more: str = "") -> Any:
    """A heading with the time of the data, live, late or silent by shape; `ops.wallBlock` fills it."""
    told = html.Span([html.I(), html.Time()], className="told-at")
    heading = html.Header([html.H3(title), told])
    return html.Section([heading, *inside], className=f"block {more}".strip(), **part(name))


def figures(*made: Any, more: str = "") -> Any:
    """Figures side by side."""
    return html.Div(list(made), className=f"figures {more}".strip())


def figure(key: str, label: Any, more: str = "", shape: str = "") -> Any:
    """A large number over the words for it; `shape`: the severity whose mark stands before it."""
    mark = [html.I(**attributes(data_shape=shape))] if shape else []
    words = html.Span(label)
    return html.P(
        [*mark, html.B("–"), words], className=f"figure {more}".strip(), **attributes(data_figure=key)
    )
