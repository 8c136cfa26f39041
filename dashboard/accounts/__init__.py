"""Who may sign in, who is signed in, and what was done: accounts, sessions, displays and the audit log."""
