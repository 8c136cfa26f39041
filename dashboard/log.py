"""The log: one line an event, on standard error."""

import logging

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# Libraries that report each step of their work; httpx would even write addresses with the keys in them.
_WORDY = {
    "alembic": logging.WARNING,
    "apscheduler": logging.CRITICAL,  # `collectors.schedule` says once what it says each second
    "httpcore": logging.WARNING,
    "httpx": logging.WARNING,
}


def configure(level: str) -> None:
    """Log from `level` (DEBUG, INFO, WARNING or ERROR) on."""
    logging.basicConfig(level=level, format=FORMAT, force=True)
    for name, least in _WORDY.items():
        logging.getLogger(name).setLevel(least)
