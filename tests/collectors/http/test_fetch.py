"""One answer of one source: credentials, certificates, redirects, size and time, against a real server."""

import gzip
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from collectors.feed import HttpFeed
from collectors.http.fetch import Answer, Source
from collectors.http.retry import FetchError
from tests.collectors.web import Asked, Reply, Web


def feed(address: str, **keys: Any) -> HttpFeed:
    fixed = {"name": "complaints", "kind": "complaints", "transport": "http", "format": "open311"}
    return HttpFeed.model_validate({**fixed, "address": address, "timeout": 1.0, "period": 5.0, **keys})


def fetch(made: HttpFeed, headers: dict[str, str] | None = None, seconds: float = 5.0) -> Answer:
    source = Source(made)
    try:
        return source.get(made.address, headers or {}, time.monotonic() + seconds)
    finally:
        source.close()


@pytest.fixture
def web() -> Iterator[Web]:
    with Web(lambda _: Reply(b"[]", headers={"Content-Type": "application/json"})).running() as running:
        yield running


def test_an_answer_comes_with_what_the_next_poll_needs(web: Web) -> None:
    web.answer = lambda _: Reply(b"[1]", headers={"ETag": '"7"', "Content-Type": "application/json"})
    answer = fetch(feed(f"{web.url}/requests.json?jurisdiction_id=hcm"))
    assert (answer.body, answer.etag, answer.content_type) == (b"[1]", '"7"', "application/json")
    assert web.asked[0].params == {"jurisdiction_id": "hcm"}
    assert "authorization" not in web.asked[0].headers


def test_a_last_modified_of_the_same_second_is_not_trusted(web: Web) -> None:
    second = {"Date": "Sun, 22 Nov 2026 03:00:01 GMT", "Last-Modified": "Sun, 22 Nov 2026 03:00:01 GMT"}
    web.answer = lambda _: Reply(b"[]", headers=second)
    assert fetch(feed(web.url)).last_modified == ""
    older = second | {"Last-Modified": "Sun, 22 Nov 2026 03:00:00 GMT"}
    web.answer = lambda _: Reply(b"[]", headers=older)
    assert fetch(feed(web.url)).last_modified == "Sun, 22 Nov 2026 03:00:00 GMT"


@pytest.mark.parametrize(
    ("keys", "header", "expected"),
    [
        ({"auth": "bearer", "token_env": "T_TOKEN"}, "authorization", "Bearer s3cret"),
        (
            {"auth": "basic", "user_env": "T_USER", "password_env": "T_TOKEN"},
            "authorization",
            "Basic YW5oOnMzY3JldA==",  # anh:s3cret
        ),
        ({"auth": "api-key", "token_env": "T_TOKEN", "api_key_header": "X-Api-Key"}, "x-api-key", "s3cret"),
    ],
)
def test_a_request_is_signed_as_the_feed_says(
    web: Web, monkeypatch: pytest.MonkeyPatch, keys: dict[str, str], header: str, expected: str
) -> None:
    monkeypatch.setenv("T_TOKEN", "s3cret")
    monkeypatch.setenv("T_USER", "anh")
    fetch(feed(web.url, **keys))
    assert web.asked[0].headers[header] == expected


def test_an_api_key_can_be_a_parameter_and_shows_in_no_answer(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("T_TOKEN", "s3cret")
    answer = fetch(feed(f"{web.url}/a?b=1", auth="api-key", token_env="T_TOKEN", api_key_param="key"))
    assert web.asked[0].params == {"b": "1", "key": "s3cret"}
    assert "s3cret" not in answer.url


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 500, 502, 503, 202, 206])
def test_an_error_answer_is_no_answer_whatever_its_body(web: Web, status: int) -> None:
    body = b'[{"service_request_id": "1", "status": "open"}]'
    web.answer = lambda _: Reply(body, status=status)
    with pytest.raises(FetchError, match=f"answers {status} ") as caught:
        fetch(feed(web.url))
    assert caught.value.again is (status >= 500)


def test_retry_after_is_heard(web: Web) -> None:
    web.answer = lambda _: Reply(status=429, headers={"Retry-After": "17"})
    with pytest.raises(FetchError) as caught:
        fetch(feed(web.url))
    assert (caught.value.after, caught.value.again) == (17.0, True)


def test_a_gzipped_answer_is_unpacked_also_when_it_has_several_members(web: Web) -> None:
    packed = gzip.compress(b"[1,") + gzip.compress(b"2]")
    web.answer = lambda _: Reply(packed, headers={"Content-Encoding": "gzip"})
    assert fetch(feed(web.url)).body == b"[1,2]"
    assert web.asked[0].headers["accept-encoding"] == "gzip"


@pytest.mark.parametrize("packed", [False, True])
def test_a_body_over_the_limit_is_not_taken_in(web: Web, packed: bool) -> None:
    large = b" " * 30_000_000 if packed else b" " * 200_000
    headers = {"Content-Encoding": "gzip"} if packed else {}
    web.answer = lambda _: Reply(gzip.compress(large, 6) if packed else large, headers=headers)
    with pytest.raises(FetchError, match="more than 100000 bytes"):
        fetch(feed(web.url, max_bytes=100_000))


def test_a_body_of_exactly_the_limit_is_taken_in(web: Web) -> None:
    web.answer = lambda _: Reply(gzip.compress(b"x" * 100_000), headers={"Content-Encoding": "gzip"})
    assert len(fetch(feed(web.url, max_bytes=100_000)).body) == 100_000


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Reply(b"[1,2", length=100), "breaks off"),
        (Reply(gzip.compress(b"x" * 999)[:-9], headers={"Content-Encoding": "gzip"}), "not whole"),
        (Reply(b"[1,2]", headers={"Content-Encoding": "gzip"}), "cannot be unpacked"),
        (Reply(b"[1,2]", headers={"Content-Encoding": "br"}), "'br', which nobody asked for"),
    ],
)
def test_a_broken_answer_is_no_answer(web: Web, reply: Reply, said: str) -> None:
    web.answer = lambda _: reply
    with pytest.raises(FetchError, match=said):
        fetch(feed(web.url))


def test_a_source_that_says_nothing_is_given_up_after_the_timeout(web: Web) -> None:
    def slow(_: Asked) -> Reply:
        time.sleep(0.6)
        return Reply(b"[]")

    web.answer = slow
    with pytest.raises(FetchError, match=r"no answer within 0\.2 s") as caught:
        fetch(feed(web.url, timeout=0.2))
    assert caught.value.again


def test_a_source_that_drips_is_given_up_when_its_time_is_over(web: Web) -> None:
    def drip() -> Iterator[bytes]:
        for _ in range(60):
            time.sleep(0.05)
            yield b" " * 66_000

    web.answer = lambda _: Reply(drip())
    with pytest.raises(FetchError, match="too slowly"):
        fetch(feed(web.url), seconds=0.3)


def test_a_port_where_nobody_listens_can_be_tried_again() -> None:
    with Web(lambda _: Reply()).running() as gone:
        address = gone.url
    with pytest.raises(FetchError, match="cannot be reached") as caught:
        fetch(feed(address))
    assert caught.value.again


def test_a_redirect_on_the_same_host_is_followed_with_its_credentials(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("T_TOKEN", "s3cret")
    web.answer = lambda asked: (
        Reply(status=302, headers={"Location": "/b"}) if asked.path == "/a" else Reply(b"[9]")
    )
    answer = fetch(feed(f"{web.url}/a", auth="bearer", token_env="T_TOKEN"))
    assert answer.body == b"[9]"
    assert [asked.headers["authorization"] for asked in web.asked] == ["Bearer s3cret"] * 2


def test_a_redirect_to_another_host_is_not_followed(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("T_TOKEN", "s3cret")
    with Web(lambda _: Reply(b"[9]")).running() as other:
        web.answer = lambda _: Reply(status=302, headers={"Location": f"{other.url}/b"})
        with pytest.raises(FetchError, match="redirects to http://127"):
            fetch(feed(f"{web.url}/a", auth="bearer", token_env="T_TOKEN"))
        assert other.asked == []


def test_redirects_without_an_end_are_given_up(web: Web) -> None:
    web.answer = lambda _: Reply(status=302, headers={"Location": "/a"})
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        fetch(feed(web.url))


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Web]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    with Web(lambda _: Reply(b"[]"), context).running() as running:
        yield running


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: Web) -> None:
    with pytest.raises(FetchError, match="CERTIFICATE_VERIFY_FAILED"):
        fetch(feed(secure.url))
    assert secure.asked == []


def test_the_city_can_name_its_own_authority(secure: Web, authority: trustme.CA, tmp_path: Path) -> None:
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    assert fetch(feed(secure.url, ca_file=ca_file)).body == b"[]"


def test_the_name_in_the_certificate_must_be_the_servers(authority: trustme.CA, tmp_path: Path) -> None:
    ca_file = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("other.example").configure_cert(context)
    with (
        Web(lambda _: Reply(b"[]"), context).running() as wrong,
        pytest.raises(FetchError, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        fetch(feed(wrong.url, ca_file=ca_file))


def test_checking_certificates_can_be_turned_off_by_name(secure: Web) -> None:
    assert fetch(feed(secure.url, verify=False)).body == b"[]"


def test_a_client_certificate_is_shown_where_the_server_wants_one(
    authority: trustme.CA, tmp_path: Path
) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    ca_file, pem = tmp_path / "ca.pem", tmp_path / "client.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    authority.issue_cert("collector@city.example").private_key_and_cert_chain_pem.write_to_path(str(pem))
    with Web(lambda _: Reply(b"[]"), context).running() as web:
        assert fetch(feed(web.url, ca_file=ca_file, cert_file=pem)).body == b"[]"
        with pytest.raises(FetchError):
            fetch(feed(web.url, ca_file=ca_file))
