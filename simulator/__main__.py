"""`python -m simulator`: the whole city over HTTP and MQTT, until it is told to end."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Iterator
from datetime import datetime

from simulator import cameras, panels, sensorthings, told_feeds
from simulator.answers import Credential
from simulator.books import ComplaintBook, DossierBook
from simulator.city import City, build_city
from simulator.clock import ZONE, Clock
from simulator.flood import Flood
from simulator.lifetime import until_told
from simulator.messages import Message
from simulator.outages import FeedOutages
from simulator.publish import FEEDS, Line, merged, publish
from simulator.serve import Services, build
from simulator.weather import Weather, storm_scenario
from simulator.web import Server, listen

log = logging.getLogger("simulator")

_QUIET = 900.0  # s after the start in which no whole feed fails
_EPILOG = """
scenarios:
  calm    the season's own weather; a device is mute now and then, a whole feed now and then
  storm   besides, a storm stands over the heart of the city and comes back every four hours
  outage  besides, whole feeds fail in turn, three minutes out of twenty

HTTP:  /dvcqg/dossiers  /open311/v2/requests.json|xml  /open311/v2/services.json|xml
       /v1.1/Datastreams  /v1.1/Observations  /cap/alerts  /inventory/cameras.json|panels.json
       /figures/days.csv  /figures/months.json
       /control?fault=429|500|slow|garbage|off&seconds=60
MQTT:  frigate/events  frigate/stats  frigate/available  alarm-panel/<panel>
       v1.1/Datastreams(<n>)/Observations  figures/<subject>
Without --http or --mqtt that side is left out. The MQTT password is read from SIMULATOR_MQTT_PASSWORD.
"""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m simulator",
        description="A simulated Ho Chi Minh City that speaks the public formats over real sockets.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--http", type=int, metavar="PORT", help="serve HTTP on this port of 127.0.0.1")
    parser.add_argument("--mqtt", metavar="HOST:PORT", help="publish to this broker")
    parser.add_argument("--mqtt-user", default="", help="user name at the broker")
    parser.add_argument("--speed", type=float, default=1.0, help="simulated seconds a second (default 1)")
    parser.add_argument("--start", metavar="ISO", help="simulated time at the start (default: now)")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another city (default 1)")
    parser.add_argument("--scenario", choices=("calm", "storm", "outage"), default="calm")
    parser.add_argument(
        "--auth", default="", metavar="KIND:VALUE", help="key:…, bearer:… or basic:user:password"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="leave out dossiers already open at the last midnight"
    )
    parser.add_argument(
        "--until-eof", action="store_true", help="end when stdin is closed: the parent is gone"
    )
    return parser.parse_args()


def _start(text: str | None) -> float | None:
    """Raises ValueError."""
    if not text:
        return None
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=ZONE)).timestamp()


def _serving(
    city: City, clock: Clock, flood: Flood, outages: FeedOutages, options: argparse.Namespace
) -> Server:
    """The HTTP side, ready to be served. Raises ValueError for a wrong --auth."""
    services = Services(
        city=city,
        clock=clock,
        flood=flood,
        outages=outages,
        dossiers=DossierBook(city, clock.start, with_open=not options.fresh),
        complaints=ComplaintBook(city, clock.start, flood),
        credential=Credential.parse(options.auth),
    )
    return Server(build(services))


def _lines(options: argparse.Namespace) -> dict[str, Line]:
    """A connection for each MQTT feed, not yet open. Raises ValueError for a wrong --mqtt."""
    host, _, port = options.mqtt.rpartition(":")
    if not host or not port.isdigit():
        raise ValueError(f"--mqtt: {options.mqtt} is not HOST:PORT")
    password = os.environ.get("SIMULATOR_MQTT_PASSWORD", "")
    return {feed: Line(feed, host, int(port), user=options.mqtt_user, password=password) for feed in FEEDS}


async def run(options: argparse.Namespace) -> None:
    """Serve and publish until told to end. Raises OSError for a taken port, ValueError for a wrong option."""
    if options.speed <= 0:
        raise ValueError("--speed: more than 0")
    city = build_city(options.seed)
    clock = Clock(_start(options.start), options.speed)
    stormy, failing = options.scenario == "storm", options.scenario == "outage"
    flood = Flood(city, Weather(options.seed, storm_scenario(clock.start) if stormy else ()))
    outages = FeedOutages(options.seed, clock.start + (0 if failing else _QUIET), often=failing)
    tasks = [asyncio.create_task(until_told(until_eof=options.until_eof))]
    server: Server | None = None
    if options.http is not None:
        listening = listen(options.http)
        server = _serving(city, clock, flood, outages, options)
        tasks.append(asyncio.create_task(server.serve(sockets=[listening])))
        log.info("HTTP on http://127.0.0.1:%d", listening.getsockname()[1])
    if options.mqtt is not None:
        lines = _lines(options)
        tasks.append(asyncio.create_task(publish(_stream(city, flood, clock.start), lines, clock, outages)))
        log.info("MQTT to %s, at %g times real speed", options.mqtt, options.speed)
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    await _end(tasks, server)


def _stream(city: City, flood: Flood, start: float) -> Iterator[Message]:
    return merged(
        cameras.messages(city, start),
        panels.messages(city, start),
        sensorthings.messages(city, flood, start),
        told_feeds.messages(city, start),
    )


async def _end(tasks: list[asyncio.Task[None]], server: Server | None) -> None:
    """End whatever still runs, then raise what made the first one end, if anything did."""
    first = next(task for task in tasks if task.done())
    if server is not None:
        # A server that is cancelled while it ends leaves its application without the word that it is over.
        server.should_exit = True
        await server.ended.wait()
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks, timeout=1.5)
    if (error := None if first.cancelled() else first.exception()) is not None:
        raise error


def main() -> int:
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    if options.http is None and options.mqtt is None:
        sys.stderr.write("simulator: nothing to do: give --http PORT or --mqtt HOST:PORT\n")
        return 2
    try:
        asyncio.run(run(options))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"simulator: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
