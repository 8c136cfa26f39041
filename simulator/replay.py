"""Serves a recorded CSV as if it happened now: complaints as Open311, readings as the UK's flood API.

Run: `python -m simulator.replay FILE.csv.gz --preset boston311 --speed 0 --http 8090`.
"""

import argparse
import asyncio
import logging
import sys
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

from starlette.applications import Starlette

from simulator import replay_complaints, replay_readings
from simulator.clock import Clock, iso
from simulator.columns import PRESETS, Columns, chosen
from simulator.lifetime import until_told
from simulator.web import Server, listen

log = logging.getLogger("simulator.replay")

_EPILOG = """
complaints: /open311/v2/requests.json|xml ? updated_after, start_date, end_date, status, page, page_size
readings:   /flood-monitoring/data/readings ? since, parameter, _limit, _offset
            /flood-monitoring/id/stations ? _limit, _offset   (with --stations)

Times stay those of the file: its clock starts at its first entry and runs `--speed` times as fast as ours;
0 is the file's end, everything at once. An answer's Date header is the file's clock.
"""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m simulator.replay",
        description="Serve a recorded CSV (.gz too) over HTTP at any speed.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, help="the CSV")
    parser.add_argument("--http", type=int, required=True, metavar="PORT", help="port of 127.0.0.1")
    parser.add_argument("--kind", choices=("complaints", "readings"), default="")
    parser.add_argument("--preset", choices=tuple(PRESETS), default="", help="columns of a known file")
    parser.add_argument(
        "--columns", nargs="*", default=[], metavar="NAME=COLUMN", help="which column is what"
    )
    parser.add_argument("--timezone", default="", help="zone of times that name none")
    parser.add_argument("--stations", type=Path, help="CSV of stations beside the readings (preset ea)")
    parser.add_argument("--speed", type=float, default=1.0, help="seconds a second; 0: everything at once")
    parser.add_argument(
        "--until-eof", action="store_true", help="end when stdin is closed: the parent is gone"
    )
    return parser.parse_args()


def _clock(first: float, last: float, speed: float) -> Clock:
    return Clock(first, speed) if speed else Clock(last + 1, 0.0)


def _app(options: argparse.Namespace, columns: Columns) -> tuple[Starlette, Clock, int]:
    """The application, its clock and how many entries it holds. Raises ValueError, OSError."""
    if columns.kind == "complaints":
        requests = replay_complaints.read(columns, options.file)
        clock = _clock(requests[0].requested, max(each.updated for each in requests), options.speed)
        return replay_complaints.app(requests, clock), clock, len(requests)
    readings = replay_readings.read(columns, options.file)
    stations = replay_readings.read_stations(options.stations) if options.stations else []
    clock = _clock(readings[0].moment, readings[-1].moment, options.speed)
    return replay_readings.app(readings, stations, clock), clock, len(readings)


async def run(options: argparse.Namespace) -> None:
    """Serve until told to end. Raises OSError and ValueError for what cannot be read or listened on."""
    columns = chosen(options.kind, options.preset, options.columns, options.timezone)
    listening = listen(options.http)
    app, clock, count = _app(options, columns)
    server = Server(app)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    log.info("%d %s from %s on port %d", count, columns.kind, iso(clock.now()), options.http)
    await until_told(until_eof=options.until_eof)
    server.should_exit = True
    await asyncio.wait([serving], timeout=1.5)


def main() -> int:
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    try:
        asyncio.run(run(options))
    except (OSError, ValueError, ZoneInfoNotFoundError) as error:
        sys.stderr.write(f"replay: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
