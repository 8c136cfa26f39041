"""The embedded broker of the demo."""

import signal
import socket
import subprocess
import sys

import pytest

from tests.servers import free_port
from tests.simulator.conftest import program
from tests.simulator.test_publish import Listener


def accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def test_it_hands_messages_on_and_ends_within_two_seconds_with_clients_connected() -> None:
    port = free_port()
    broker = ("simulator.broker", "--port", str(port))
    options = ("--mqtt", f"127.0.0.1:{port}", "--speed", "20")
    with program(*broker, ready=lambda: accepts(port)) as process:
        listener = Listener(port, "alarm-panel/#", "v1.1/#", protocol=4)
        with program("simulator", *options, ready=lambda: True):
            listener.wait(lambda heard: len(heard) > 500)
            process.send_signal(signal.SIGTERM)
            assert process.wait(15) == 0
        listener.close()
    assert len(listener.bodies("alarm-panel/")) > 300


@pytest.mark.parametrize("module", ["simulator.broker", "simulator"])
def test_it_ends_with_its_parent(module: str) -> None:
    port = free_port()
    name = "--port" if module == "simulator.broker" else "--http"
    with program(module, name, str(port), "--until-eof", ready=lambda: accepts(port)) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(15) == 0


@pytest.mark.parametrize("module", ["simulator.broker", "simulator"])
def test_a_taken_port_is_one_line_and_an_exit_code(module: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        name = "--port" if module == "simulator.broker" else "--http"
        done = subprocess.run(
            [sys.executable, "-m", module, name, port],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "address already in use" in done.stderr.lower()
