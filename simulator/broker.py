"""The demo's embedded MQTT broker: amqtt in a process of its own, where no Mosquitto is installed.

It keeps nothing: what is unacknowledged when it dies is lost. Run: `python -m simulator.broker --port 1883`.
"""

import argparse
import asyncio
import logging
import sys
from typing import Any

from amqtt.broker import Broker
from amqtt.errors import BrokerError

from simulator.lifetime import until_told


def config(host: str, port: int) -> dict[str, Any]:
    """One TCP listener, nobody asked for a name, no `$SYS` topics, no files."""
    return {
        "listeners": {"default": {"type": "tcp", "bind": f"{host}:{port}"}},
        "plugins": {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}},
    }


async def serve(host: str, port: int, *, until_eof: bool) -> None:
    """Serve until SIGTERM, SIGINT or, where asked, the end of stdin. Raises BrokerError: cannot bind."""
    broker = Broker(config(host, port))
    await broker.start()
    await until_told(until_eof=until_eof)
    try:
        await asyncio.wait_for(broker.shutdown(), 1.0)
    except TimeoutError:
        logging.getLogger(__name__).info("clients still connected: left to the system")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m simulator.broker", description="MQTT 3.1.1 broker for the demo; it keeps nothing."
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", type=int, default=1883, help="port to listen on (default %(default)s)")
    parser.add_argument(
        "--until-eof", action="store_true", help="end when stdin is closed: the parent is gone"
    )
    options = parser.parse_args()
    logging.basicConfig(level=logging.CRITICAL)  # amqtt logs a traceback where one line will do
    try:
        asyncio.run(serve(options.host, options.port, until_eof=options.until_eof))
    except (BrokerError, OSError) as error:
        sys.stderr.write(f"broker: cannot listen on {options.host}:{options.port}: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
