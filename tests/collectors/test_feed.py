"""A wrong entry of feeds.toml stops the start with one line that names file, feed and key."""

import dataclasses
from pathlib import Path

import pytest

from collectors.feed import FeedsError, HttpFeed, MqttFeed, inventory_of, load_feeds
from collectors.feedfile.asking import query
from collectors.formats import Query

HTTP = """
[[feed]]
name = "complaints"
kind = "complaints"
transport = "http"
address = "https://311.example/requests.json"
format = "open311"
"""
MQTT = """
[[feed]]
name = "flood"
kind = "flood"
transport = "mqtt"
address = "mqtts://broker.example"
format = "sensorthings"
topics = ["v1.1/+/Observations"]
"""


def load(folder: Path, text: str) -> list[HttpFeed | MqttFeed]:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return load_feeds(path)  # type: ignore[return-value]


def fault(folder: Path, text: str) -> str:
    with pytest.raises(FeedsError) as caught:
        load(folder, text)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_feed_has_defaults_for_all_that_it_does_not_say(tmp_path: Path) -> None:
    polled, heard = load(tmp_path, HTTP + MQTT)
    assert isinstance(polled, HttpFeed)
    assert isinstance(heard, MqttFeed)
    assert (polled.period, polled.timeout, polled.auth, polled.verify) == (60.0, 10.0, "none", True)
    assert (heard.qos, heard.keepalive, heard.session_expiry, heard.tls) == (1, 30, 604800, True)
    info = polled.info()
    assert (info.name, info.title, info.late_after, info.silent_after) == (
        "complaints",
        "complaints",
        300,
        900,
    )


def test_a_slow_feed_may_be_slow_where_the_file_does_not_say_what_late_is(tmp_path: Path) -> None:
    (polled,) = load(tmp_path, HTTP + "period = 3600\n")
    assert (polled.late_after, polled.silent_after) == (7260, 21780)


WRONG_HTTP = [
    ("perid = 5", "key 'perid': unknown key; did you mean 'period'?"),
    ("period = 0", "key 'period': should be greater than 0 (given: 0)"),
    ("period = -5", "key 'period': should be greater than 0 (given: -5)"),
    ("period = nan", "key 'period': should be a finite number (given: nan)"),
    ('period = "60"', "key 'period': should be a valid number (given: '60')"),
    ("period = true", "key 'period': should be a valid number (given: True)"),
    ("period = 400\nlate_after = 300", "key 'late_after': 300 s is no longer than period"),
    ("late_after = 200\nsilent_after = 100", "key 'silent_after': 100 s is sooner than late_after, 200 s"),
    ("start = 2026-01-01T00:00:00", "key 'start': has no time zone"),
    ("max_pages = 0", "key 'max_pages': should be greater than 0"),
    ('password = "hunter2"', "key 'password': unknown key"),
    ('topics = ["a"]', "key 'topics': unknown key"),
    ('auth = "bearer"', "key 'token_env': is missing: auth = 'bearer' needs it"),
    ('auth = "baerer"', "did you mean 'bearer'?"),
    ('token_env = "T_NONE"', "key 'token_env': the environment variable T_NONE is not set"),
    ('auth = "bearer"\ntoken_env = "T_SPACE"', "key 'token_env': the environment variable T_SPACE holds"),
    ('auth = "basic"\nuser_env = "T_SET"', "key 'password_env': is missing: auth = 'basic' needs it"),
    ('token_env = "T_SET"', "key 'token_env': is for auth = 'bearer' or 'api-key', and auth is 'none'"),
    ('auth = "api-key"\ntoken_env = "T_SET"', "needs either api_key_header or api_key_param"),
    ('api_key_param = "key"', "key 'api_key_param': is for auth = 'api-key'"),
    ("verify = 1", "key 'verify': should be a valid boolean"),
    ('ca_file = "no.pem"', "key 'ca_file': no such file"),
    ('ca_file = "feeds.toml"', "key 'ca_file': holds no certificate"),
    ('verify = false\nca_file = "feeds.toml"', "key 'verify': false trusts whoever answers"),
    ('key_file = "feeds.toml"', "key 'key_file': needs cert_file beside it"),
    ('proxy = "socks5://a"', "key 'proxy': must begin with http:// or https://"),
    ('devices = "d.csv"', "key 'devices': complaints have no devices"),
    ("query.page_siz = 5", "key 'query.page_siz': unknown key; did you mean 'page_size'?"),
    ('query.page_size = "5"', "key 'query.page_size': should be a valid integer (given: '5')"),
    ("query.page_size = -5", "key 'query.page_size': must not be less than 0 (given: -5)"),
    ('query.next_link = "a"', "key 'query.next_link': pages are numbered or linked, not both"),
    ('query = { page_param = "", next_link = "a[" }', "key 'query.next_link': no JMESPath: "),
    ('query.since_style = "unix"', "key 'query.since_style': must be iso, yyyyMMddHHmmss, epoch or"),
    ('options.statusses = "x"', "key 'options.statusses': unknown option; did you mean 'statuses'?"),
    ('options.timezone = "Asia/Saigonn"', "key 'options.timezone': no such time zone: 'Asia/Saigonn'"),
    ("options.bounds = [1, 2]", "key 'options.bounds': must be [south, west, north, east]"),
]


@pytest.mark.parametrize(("entry", "said"), WRONG_HTTP)
def test_a_wrong_key_of_a_polled_feed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, said: str
) -> None:
    monkeypatch.setenv("T_SET", "anh")
    monkeypatch.setenv("T_SPACE", "a\nb")
    told = fault(tmp_path, HTTP + entry)
    assert told.startswith("feeds.toml: feed 'complaints': key ")
    assert said in told
    assert "hunter2" not in told


WRONG_MQTT = [
    ("keepalive = 1", "key 'keepalive': should be greater than or equal to 5 (given: 1)"),
    ("qos = 0", "key 'qos': should be 1 (given: 0)"),
    ('share = "a/b"', "key 'share': "),
    ('client_id = "a b"', "key 'client_id': "),
    ('password_env = "T_SET"', "key 'password_env': needs username_env beside it"),
    ("period = 5", "key 'period': unknown key"),
]


@pytest.mark.parametrize(("entry", "said"), WRONG_MQTT)
def test_a_wrong_key_of_a_feed_that_is_listened_to_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry: str, said: str
) -> None:
    monkeypatch.setenv("T_SET", "anh")
    told = fault(tmp_path, MQTT + entry)
    assert told.startswith("feeds.toml: feed 'flood': key ")
    assert said in told


@pytest.mark.parametrize("topic", ["", "a/#/b", "a#", "a/b+", "$share/g/a"])
def test_a_topic_must_be_a_filter(tmp_path: Path, topic: str) -> None:
    text = MQTT.replace("v1.1/+/Observations", topic)
    assert "feeds.toml: feed 'flood': key 'topics': " in fault(tmp_path, text)


CHANGED = [
    ('name = "complaints"', "", "feeds.toml: feed 1: key 'name': is missing"),
    ('name = "complaints"', 'name = "Com plaints"', "feed 'Com plaints': key 'name': "),
    ('kind = "complaints"', 'kind = "complaint"', "key 'kind': "),
    ('"http"', '"htpp"', "key 'transport': should be 'http' (given: 'htpp'); did you mean 'http'?"),
    ('"open311"', '"open3111"', "key 'format': there is no format 'open3111'; did you mean 'open311'?"),
    ('"open311"', '"x"', "key 'format': there is no format 'x': there are dvcqg, open311"),
    ('"open311"', '"cap"', "key 'format': 'cap' speaks fire, flood, not complaints: take open311"),
    ("https://", "ftp://", "key 'address': must begin with http:// or https://"),
    ("https://", "https://anh:matkhau@", "key 'address': holds a user or password"),
    ("311.example", "", "key 'address': names no host"),
    ("311.example", "311.example:99999", "key 'address': is no address"),
    ("311.example", "${T_NONE}", "key 'address': the environment variable T_NONE is not set"),
]


@pytest.mark.parametrize(("old", "new", "said"), CHANGED)
def test_a_wrong_value_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    told = fault(tmp_path, HTTP.replace(old, new, 1))
    assert said in told
    assert "matkhau" not in told


def test_a_format_that_comes_by_mqtt_only_cannot_be_polled(tmp_path: Path) -> None:
    text = HTTP.replace('"complaints"\nt', '"cameras"\nt').replace("open311", "onvif")
    assert "key 'format': 'onvif' comes by MQTT only" in fault(tmp_path, text)


def test_a_mapping_that_cannot_work_is_named_by_its_option(tmp_path: Path) -> None:
    text = HTTP.replace("open311", "mapped") + 'options = { record = "complaint", external_id = "a[" }'
    assert "feed 'complaints': key 'options." in fault(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "feeds.toml: no [[feed]] in it"),
        ("[feed]\nname = 'a'", "feeds.toml: no [[feed]] in it (two brackets"),
        ("feed = 1", "feeds.toml: no [[feed]] in it"),
        ("[[feed]]\nname = ", "feeds.toml: no TOML: "),
        ("[feeds]\n", "feeds.toml: key 'feeds': unknown"),
        (HTTP + HTTP, "feeds.toml: feed 'complaints': key 'name': there are two feeds 'complaints'"),
    ],
)
def test_a_file_that_is_none_is_named(tmp_path: Path, text: str, said: str) -> None:
    assert fault(tmp_path, text).startswith(said)


def test_a_file_that_is_not_there_or_not_in_utf_8_is_named(tmp_path: Path) -> None:
    with pytest.raises(FeedsError, match=r"nowhere\.toml: No such file"):
        load_feeds(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe9\n")
    with pytest.raises(FeedsError, match=r"latin\.toml: not in UTF-8"):
        load_feeds(tmp_path / "latin.toml")


def test_feeds_of_one_broker_must_agree_on_the_connection(tmp_path: Path) -> None:
    other = MQTT.replace('"flood"\nkind', '"tide"\nkind') + "keepalive = 60\n"
    told = fault(tmp_path, MQTT + other)
    assert told == (
        "feeds.toml: feed 'tide': key 'keepalive': differs from feed 'flood', "
        "which shares the broker mqtts://broker.example"
    )


def test_variables_are_filled_in_and_files_lie_beside_feeds_toml(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("T_HOST", "10.0.0.7:8443")
    (tmp_path / "gauges.csv").write_text("external_id,lat,lon\nS-07,10.7,106.7\n")
    (heard,) = load(tmp_path, MQTT.replace("broker.example", "${T_HOST}") + 'devices = "gauges.csv"\n')
    assert heard.address == "mqtts://10.0.0.7:8443"
    assert [device.external_id for device in heard.read_devices()] == ["S-07"]


def test_a_secret_is_in_no_feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("T_TOKEN", "s3cret")
    (polled,) = load(tmp_path, HTTP + 'auth = "bearer"\ntoken_env = "T_TOKEN"\n')
    assert polled.secret("token_env") == "s3cret"
    assert "s3cret" not in repr(polled)


def test_an_inventory_is_checked_like_a_feed(tmp_path: Path) -> None:
    table = '\n[feed.inventory]\naddress = "http://frost.example/Datastreams"\nformat = "sensorthings"\n'
    (heard,) = load(tmp_path, MQTT + table)
    asked = inventory_of(heard)
    assert asked is not None
    assert (asked.name, asked.kind, asked.period, asked.asked().since_param) == ("flood", "flood", 3600.0, "")
    assert "key 'inventory.period': should be greater than 0" in fault(tmp_path, MQTT + table + "period = 0")
    assert "key 'inventory.adress': unknown key" in fault(tmp_path, MQTT + table.replace("address", "adress"))
    assert "key 'inventory': complaints have no devices" in fault(tmp_path, HTTP + table)


def test_every_part_of_a_query_can_be_overridden() -> None:
    given = {
        "since_param": "from",
        "since_style": "epoch",
        "page_param": "p",
        "page_size_param": "n",
        "page_size": 7,
        "first_page": 0,
        "next_link": "",
        "accept": "text/xml",
        "extra": {"a": 1},
        "overlap": 9,
    }
    assert set(given) == {field.name for field in dataclasses.fields(Query)}
    assert dataclasses.asdict(query(Query(), given)) == {**given, "extra": (("a", "1"),)}
