"""The whole site over a real store, as a process of its own (`--port N --store FILE`). It ends with stdin.

Whoever tests writes into the same store, as a collector would: the site's screens see it.
"""

import argparse
import os
import sys
import threading
from pathlib import Path

import uvicorn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app import site
from dashboard.db import engine
from dashboard.settings import settings


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--store", type=Path, required=True)
    asked = parser.parse_args()
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    server = site(settings(), engine(f"sqlite:///{asked.store}"))
    uvicorn.run(server, port=asked.port, log_level="warning", timeout_graceful_shutdown=2)


if __name__ == "__main__":
    main()
