"""Who may sign in, who is signed in, and what was done: accounts, sessions, displays and the audit log.

`desk.Accounts` is what a site asks; `audit.write` is for everybody who does what must be written down.
"""
