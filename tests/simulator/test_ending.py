"""`python -m simulator` ends in order when it is told to."""

import threading

import httpx

from tests.servers import free_port
from tests.simulator.conftest import answers, program


def test_its_application_hears_of_the_end_while_somebody_waits_for_an_answer() -> None:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with program("simulator", "--http", str(port), "--until-eof", ready=lambda: answers(base)) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        assert httpx.get(f"{base}/control", params={"fault": "slow", "seconds": "20"}).is_success
        asking = threading.Thread(target=_asked_in_vain, args=(base,))
        asking.start()
        asking.join(1)  # the question is with the server, which takes twenty seconds to answer
        assert asking.is_alive()
        process.stdin.close()
        assert process.wait(10) == 0
        asking.join(5)
        assert "lifespan" not in process.stderr.read().decode()


def _asked_in_vain(base: str) -> None:
    try:
        answered = httpx.get(f"{base}/open311/v2/services.json", timeout=30).is_success
    except httpx.TransportError:
        answered = False
    assert not answered
