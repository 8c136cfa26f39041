"""`/account`: who is signed in, what they may do, another password (`assets/pages/account.js`)."""

from typing import Any

from dash import html

from dashboard.access import Right, account, may
from dashboard.accounts import words
from dashboard.accounts.passwords import SHORTEST
from dashboard.i18n import Translator, translator
from dashboard.successions import history
from layouts.doors import chosen
from layouts.shell import attributes, part


def layout(**_query: str) -> Any:
    t = translator(chosen().language)
    return html.Main(
        id="content",
        className="account-page",
        children=[html.H2(t("Your account")), html.Div([_mine(t), _password(t)], className="account-parts")],
        **attributes(data_page="account"),
    )


def _mine(t: Translator) -> Any:
    whose = account()
    if whose is None:
        return html.P(
            t("This site has no accounts: it is for whoever sits at this machine."), className="hint"
        )
    unit = next((one.name for one in history().units if one.id == whose.unit_id), "")
    facts = (
        (t("Name"), whose.name),
        (t("Full name"), whose.full_name),
        (t("Role"), words.role(t, whose.role)),
        (t("Unit"), unit),
    )
    held = [html.Li(t(words.RIGHTS[right])) for right in Right if may(right)]
    listed = [item for name, told in facts for item in (html.Dt(name), html.Dd(told))]
    return html.Section([html.Dl(listed), html.H3(t("What you may do")), html.Ul(held, className="rights")])


def _password(t: Translator) -> Any:
    whose = account()
    must = [
        html.P(t("This password was given to you: choose your own, then you can go on."), className="must")
    ]
    return html.Section(
        [
            html.H3(t("Another password")),
            *(must if whose is not None and whose.must_change else []),
            html.P(
                t("At least {shortest} letters. All other browsers are signed out.", shortest=SHORTEST),
                className="hint",
            ),
            html.Div(**part("password-form")),
        ],
        className="entering",
    )
