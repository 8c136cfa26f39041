"""The first administrator of an empty store."""

from datetime import datetime

from dashboard.accounts.desk import Accounts
from dashboard.accounts.errors import AccountError

NAME = "admin"


def first_administrator(accounts: Accounts, now: datetime, *, must_change: bool) -> str:
    """Its random password, to be told once; "" where there are accounts, or another process was faster."""
    if accounts.are_there():
        return ""
    told = {"name": NAME, "full_name": "", "role": "administrator", "must_change": must_change}
    try:
        return accounts.add(told, "program", now)
    except AccountError:
        return ""
