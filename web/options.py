"""What `python app.py` is told, and the checks that end it with one clear line."""

import argparse
import errno
import ipaddress
import os
import socket
from collections.abc import Sequence
from pathlib import Path

_DESCRIPTION = """\
Trung tâm điều hành đô thị: nhận năm nguồn dữ liệu, tính chỉ tiêu, hiện trực tiếp trên màn hình.
    python app.py --demo                 thành phố mô phỏng, không cần cài gì thêm
    python app.py --feeds feeds.toml     nguồn thật (feeds.example.toml là mẫu có chú giải)

A city's operations center: five feeds in, the promises kept or missed out, live, with no internet.
It starts what it needs beside it (collectors; for --demo a broker and a simulated city) and ends
it again on Ctrl-C. What cannot be set here is an environment variable OPS_…: see .env.example.
"""
_EPILOG = """\
Apart, at scale: `python -m collectors` (as many as you like) and `uvicorn app:server`, over PostgreSQL,
Redis and Mosquitto: docs/operations.md. Exit codes: 0 ended as asked, 2 something is set wrong.
"""


class RefusedError(Exception):
    """The program cannot start; the message is one line that says why and what to do."""


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python app.py",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    source = made.add_mutually_exclusive_group()
    source.add_argument("--demo", action="store_true", help="a simulated city speaks over real sockets")
    source.add_argument("--feeds", type=Path, metavar="FILE", help="the city's feeds (OPS_FEEDS)")
    made.add_argument("--port", help="port of the screens (OPS_PORT, 8050)")
    made.add_argument("--host", help="address to listen on (OPS_HOST, 127.0.0.1)")
    made.add_argument("--data", type=Path, metavar="DIR", help="folder of what is kept (OPS_DATA_DIR, data)")
    demo = made.add_argument_group("demo only")
    demo.add_argument("--speed", type=float, default=1.0, metavar="N", help="simulated seconds a second (1)")
    demo.add_argument("--scenario", choices=("calm", "storm", "outage"), default="calm", help="(calm)")
    demo.add_argument("--seed", type=int, default=1, metavar="N", help="another seed is another city (1)")
    return made


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Options become settings, so that the processes started beside us see the same. Raises RefusedError."""
    chosen = parser().parse_args(arguments)
    if chosen.speed <= 0:
        raise RefusedError("--speed: phải lớn hơn 0 / must be more than 0")
    told = {
        "OPS_FEEDS": chosen.feeds,
        "OPS_PORT": chosen.port,
        "OPS_HOST": chosen.host,
        "OPS_DATA_DIR": chosen.data,
    }
    os.environ.update({name: str(value) for name, value in told.items() if value is not None})
    return chosen


def listening(host: str, port: int, *, has_accounts: bool) -> socket.socket:
    """A socket that listens; beyond this machine only where people sign in. Raises RefusedError."""
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local and not has_accounts:
        raise RefusedError(
            f"OPS_HOST: {host} bị từ chối vì chưa có tài khoản nào: python -m dashboard.accounts add TÊN /"
            f" {host} is refused while there is no account: python -m dashboard.accounts add NAME"
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
        made.listen(128)
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRINUSE:
            raise RefusedError(
                f"cổng {port} đang có chương trình khác dùng; chọn cổng khác bằng --port /"
                f" port {port} is taken; choose another with --port"
            ) from error
        raise RefusedError(f"{host}:{port}: {error.strerror}") from error
    return made
