"""The list of formats: kinds, options, how each is asked, and that the documentation knows them."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jmespath
import pytest

from collectors.formats import Query, moment
from collectors.formats.registry import COMMON_OPTIONS, FORMATS

DOCS = (Path(__file__).parents[3] / "docs/formats.md").read_text()
KINDS = {"dossiers", "complaints", "cameras", "fire", "flood", "figures"}


def test_every_kind_of_feed_has_a_format_and_no_format_another_kind() -> None:
    spoken = {kind for entry in FORMATS.values() for kind in entry.kinds}
    assert spoken == KINDS


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_documentation_knows_the_format_and_its_options(name: str) -> None:
    section = DOCS.partition(f"\n## {name}")[2].partition("\n## ")[0]
    assert section
    for option in FORMATS[name].options:
        assert f"`{option}`" in section, option


def test_the_documentation_knows_the_options_of_all_formats() -> None:
    assert all(f"`{option}`" in DOCS for option in COMMON_OPTIONS)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_what_links_the_next_page_can_be_read(name: str) -> None:
    query = FORMATS[name].query
    if query is not None and query.next_link:
        body = {"@iot.nextLink": "https://x/next", "value": []}
        assert jmespath.compile(query.next_link).search(body) == "https://x/next"
        assert not query.page_param


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("iso", "2026-03-02T03:04:05.678Z"),
        ("yyyyMMddHHmmss", "20260302100405"),
        ("epoch", "1772420645"),
        ("phenomenonTime gt {iso}", "phenomenonTime gt 2026-03-02T03:04:05.678Z"),
    ],
)
def test_the_cursor_is_written_as_the_source_wants_it(style: str, said: str) -> None:
    cursor = datetime(2026, 3, 2, 3, 4, 5, 678900, tzinfo=UTC)
    assert Query(since_param="since", since_style=style).since(cursor, timezone(timedelta(hours=7))) == said


def test_the_time_of_a_record_is_at_hand_for_the_cursor() -> None:
    assert callable(moment)


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("open311", {"statuses": {"x": "ajar"}}, "statuses.x: must be one of open, closed"),
        ("open311", {"statuses": ["x"]}, "statuses: must be a table"),
        ("open311", {"unit_key": 5}, "unit_key: must be a text"),
        ("sensorthings", {"quantity": "depth"}, "quantity: must be one of level, tide, rain"),
        ("sensorthings", {"scale": "cm"}, "scale: must be a number"),
        ("sensorthings", {"streams": {"a": 5}}, "streams.a: must be a table"),
        ("sensorthings", {"streams": {"a": {"scale": True}}}, "streams.a.scale: must be a number"),
        ("chirpstack", {"codec": "morse"}, "codec: must be one of milesight"),
        ("chirpstack", {"values": {"d": {"quantity": "level", "ofset": 1}}}, "values.d.ofset: unknown"),
        ("ttn", {"device_kind": "camera"}, "device_kind: must be one of gauge, panel"),
        ("cap", {"language": 5}, "language: must be a text"),
        ("onvif", {"device": ""}, "device: must be a text"),
    ],
)
def test_a_wrong_option_is_refused_with_its_name(name: str, options: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        FORMATS[name].check(options)
    assert said in str(error.value)


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"mapped"}))
def test_no_format_but_the_mapped_one_needs_an_option(name: str) -> None:
    FORMATS[name].check({})
