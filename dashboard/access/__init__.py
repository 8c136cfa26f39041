"""Who may do what: the one place that is asked, by pages, routes, exports and actions.

Where accounts stand behind a site, rights are of the role and unit of whoever signed in. Where none
do (a command, a test), what changes something is for whoever sits at this machine.
"""

from dashboard.access.asking import Account, account, asked_by, is_this_machine, may, may_follow, who
from dashboard.access.rights import DISPLAY, ROLES, Right
from dashboard.access.scope import within

__all__ = [
    "DISPLAY",
    "ROLES",
    "Account",
    "Right",
    "account",
    "asked_by",
    "is_this_machine",
    "may",
    "may_follow",
    "who",
    "within",
]
