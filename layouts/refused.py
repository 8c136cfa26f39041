"""What stands in place of a page for whom it is not."""

from collections.abc import Callable
from typing import Any

from dash import html

from dashboard.access import Right, account, may
from dashboard.accounts import words
from dashboard.i18n import translator
from layouts.doors import chosen
from layouts.shell import attributes


def guarded(right: Right, layout: Callable[..., Any], *, is_for_password: bool = False) -> Callable[..., Any]:
    """The layout for whoever has the right; nobody sees another page before a new password is chosen."""

    def drawn(**told: str) -> Any:
        whose = account()
        if whose is not None and whose.must_change and not is_for_password:
            return _instead("/account")
        return layout(**told) if may(right) else _instead("", right)

    return drawn


def _instead(link: str, right: Right | None = None) -> Any:
    t = translator(chosen().language)
    if right is None:
        told = [
            html.H2(t("Choose your own password first")),
            html.P(html.A(t("Change the password"), href=link)),
        ]
    else:
        need = t("This page needs the right: {right}.", right=t(words.RIGHTS[right]))
        told = [
            html.H2(t("This page is not open to you")),
            html.P([need, " ", t("Ask an administrator where your work needs it.")], className="hint"),
        ]
    return html.Main(told, id="content", className="plain-page", **attributes(data_page="refused"))
