"""Addresses of a feed: what is put into them, and which lead to another server."""

import pytest

from collectors.http.retry import FetchError
from collectors.http.urls import joined, refuse_other_host, same_host, with_params


@pytest.mark.parametrize(
    ("url", "params", "expected"),
    [
        ("http://a/b", {}, "http://a/b"),
        ("http://a/b", {"p": "1"}, "http://a/b?p=1"),
        ("http://a/b?p=0&x=%2B1&latest", {"p": "1"}, "http://a/b?x=%2B1&latest&p=1"),
        ("http://a/b?$top=5", {"$top": "9"}, "http://a/b?%24top=9"),
        ("http://a/b?%24top=5#here", {"$top": "9"}, "http://a/b?%24top=9"),
        (
            "http://a/b",
            {"$filter": "phenomenonTime gt 2026-11-20T03:00:00.000Z"},
            "http://a/b?%24filter=phenomenonTime%20gt%202026-11-20T03%3A00%3A00.000Z",
        ),
    ],
)
def test_parameters_take_the_place_of_their_namesakes(
    url: str, params: dict[str, str], expected: str
) -> None:
    assert with_params(url, params) == expected


@pytest.mark.parametrize(
    ("address", "url", "same"),
    [
        ("http://a/x", "http://a/y?p=2", True),
        ("http://a/x", "http://A:80/y", True),
        ("https://a/x", "https://a:443/y", True),
        ("http://a/x", "https://a/y", True),
        ("http://a:8080/x", "https://a/y", False),
        ("https://a/x", "http://a/y", False),
        ("http://a/x", "http://b/y", False),
        ("http://a/x", "http://a.b/y", False),
        ("http://a/x", "http://a:81/y", False),
        ("http://a/x", "http://u:p@a/y", False),
        ("http://a/x", "http://a@b/y", False),
        ("http://a/x", "ftp://a/y", False),
        ("http://a/x", "file:///etc/passwd", False),
        ("http://a/x", "http://[::1/y", False),
        ("http://a/x", "http://a:99999/y", False),
        ("http://a/x", "", False),
    ],
)
def test_only_the_feeds_own_server_is_asked(address: str, url: str, same: bool) -> None:
    assert same_host(address, url) is same
    if not same:
        with pytest.raises(FetchError, match="another server is not asked"):
            refuse_other_host(address, url)


def test_a_link_that_is_none_is_refused() -> None:
    assert joined("http://a/b/c", "../d?e=1") == "http://a/d?e=1"
    with pytest.raises(FetchError, match="what is no address"):
        joined("http://a/b", "http://[::1/y")
