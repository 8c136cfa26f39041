"""The site over HTTP, spoken to as a browser, a script and an attacker would."""

import gzip
import json
from collections.abc import Iterator

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.kpis import BOARD
from tests.browser.stages import StageProcess


@pytest.fixture(scope="module")
def stage() -> Iterator[StageProcess]:
    with StageProcess() as process:
        yield process


@pytest.fixture
def client(stage: StageProcess) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stage.address) as made:
        yield made


def test_health_is_well_while_the_board_is_young(client: httpx.Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["status"], told["store"]) == ("ok", True)
    assert told["board_age_seconds"] < 10


def test_health_fails_when_the_store_does_not_answer(stage: StageProcess, client: httpx.Client) -> None:
    stage.direct(frozen=True)
    try:
        answer = client.get("/healthz")
        while answer.is_success:
            answer = client.get("/healthz")
        assert answer.status_code == 503
        assert answer.json()["store"] is False
    finally:
        stage.direct(frozen=False)
        while not client.get("/healthz").is_success:
            pass


def test_metrics_are_prometheus_text(client: httpx.Client) -> None:
    client.get("/metrics")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = answer.text.splitlines()
    assert 'ops_feed_rejected_total{feed="dossiers"} 3.0' in lines
    assert 'ops_feed_state{feed="flood",state="live"} 1.0' in lines
    assert "ops_screens_connected 0.0" in lines
    assert any(line.startswith("ops_board_age_seconds ") for line in lines)
    assert any(line.startswith('ops_http_requests_total{area="metrics"') for line in lines)


def test_the_board_is_json(client: httpx.Client) -> None:
    board = client.get("/api/board").json()
    assert len(board["kpis"]) == len(BOARD)
    assert board["demo"] is True


def test_the_map_is_geojson_compressed_and_tagged(client: httpx.Client) -> None:
    answer = client.get("/api/map.geojson")
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.json()["features"]) == 168
    first = answer.json()["features"][0]["properties"]
    assert {"code", "name", "short", "centre", "cartogram"} <= first.keys()
    again = client.get("/api/map.geojson", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = client.get("/api/map.geojson", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json() == answer.json()


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/nothing", "/api/board/1"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_api_address_that_is_not_there_is_404_and_no_page(
    client: httpx.Client, path: str, method: str
) -> None:
    answer = client.request(method, path)
    assert answer.status_code in {404, 405}
    assert "text/html" not in answer.headers["content-type"]


def test_every_page_speaks_the_language_of_its_visitor_from_the_first_byte(client: httpx.Client) -> None:
    vietnamese = client.get("/feeds")
    assert '<html lang="vi" class="night">' in vietnamese.text
    english = client.get("/", headers={"Cookie": "ops_language=en; ops_look=day"})
    assert '<html lang="en" class="day">' in english.text
    odd = client.get("/", headers={"Cookie": 'ops_language="><script>; ops_look=x'})
    assert '<html lang="vi" class="night">' in odd.text


def test_pages_carry_a_policy_without_unsafe_eval(client: httpx.Client) -> None:
    answer = client.get("/")
    said = answer.headers["content-security-policy"]
    policy = dict(part.strip().split(" ", 1) for part in said.split(";"))
    assert policy["default-src"] == "'self'"
    assert "unsafe" not in policy["script-src"]
    assert policy["script-src"].startswith("'self' 'sha256-")
    assert policy["frame-ancestors"] == "'self'"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_scripts_come_compressed_once_and_are_kept_a_year(client: httpx.Client) -> None:
    page = client.get("/").text
    scripts = [piece.split('"')[0] for piece in page.split('src="')[1:]]
    assert any("dash_renderer" in script for script in scripts)
    for script in scripts:
        answer = client.get(script)
        assert answer.status_code == 200
        assert answer.headers["content-encoding"] == "gzip", script
        assert "max-age=31536000" in answer.headers["cache-control"], script
        plain = client.get(script, headers={"Accept-Encoding": "identity"})
        assert plain.content == answer.content
    assert not any("plotly" in script for script in scripts)


def test_a_font_is_kept_and_not_compressed_again(client: httpx.Client) -> None:
    answer = client.get("/assets/fonts/be-vietnam-pro-vietnamese-400-normal.woff2")
    assert answer.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in answer.headers
    assert "max-age=31536000" in answer.headers["cache-control"]


def test_a_file_outside_the_assets_is_not_served(client: httpx.Client) -> None:
    for path in ("/assets/../app.py", "/assets/%2e%2e/app.py", "/assets/nothing.css"):
        assert client.get(path).status_code == 404 or "text/html" in client.get(path).headers["content-type"]
        assert b"def main" not in client.get(path).content


def test_another_host_name_is_refused(client: httpx.Client) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", ""):
        assert client.get("/api/board", headers={"Host": host}).status_code in {400, 403}


def test_a_button_cannot_be_pressed_from_another_site(client: httpx.Client) -> None:
    answer = client.post("/_dash-update-component", headers={"Origin": "http://evil.example"}, json={})
    assert answer.status_code == 403


def test_the_live_stream_begins_with_the_whole_board(stage: StageProcess) -> None:
    with connect(f"ws://127.0.0.1:{stage.port}/live", origin=stage.address) as socket:  # type: ignore[arg-type]
        first = json.loads(socket.recv())
        assert len(first["board"]["kpis"]) == len(BOARD)
        second = json.loads(socket.recv(timeout=10))
        assert second["seq"] >= first["seq"]


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null"])
def test_the_live_stream_is_refused_to_another_site(stage: StageProcess, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        connect(f"ws://127.0.0.1:{stage.port}/live", origin=origin)  # type: ignore[arg-type]
    assert refusal.value.response.status_code == 403


def test_the_board_goes_compressed_over_the_wire(client: httpx.Client) -> None:
    with client.stream("GET", "/api/board") as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert len(raw) < 200_000
    assert json.loads(gzip.decompress(raw))["kpis"]
