"""The audit log for deeds of the site that have no transaction of their own."""

import asyncio
from datetime import datetime
from typing import Any

from dashboard import access
from layouts.doors import doors


async def note(action: str, subject: str, detail: dict[str, Any], now: datetime) -> None:
    """Written before the deed is answered; nothing where a site has no accounts."""
    kept = doors().accounts
    if kept is not None:
        await asyncio.to_thread(kept.write, access.who(), action, subject, detail, now)
