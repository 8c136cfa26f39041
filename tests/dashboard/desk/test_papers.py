"""Files by their content, saved views, hand-overs signed by another, layers of the city."""

import gzip
import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.desk.asker import Asker
from dashboard.desk.attachments import LARGEST, plain_name
from dashboard.desk.desk import Desk
from dashboard.desk.filetypes import media_type
from dashboard.desk.layers import layers
from dashboard.desk.shapes import DeskError
from dashboard.settings import SettingsError
from tests.dashboard.desk.conftest import AN, BINH, NOW, Open

HOUR = timedelta(hours=1)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
# The first bytes as the formats' specifications have them.
FILES = {
    "image/jpeg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
    "image/png": PNG,
    "image/webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "image/heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "application/pdf": b"%PDF-1.7\n",
}
OTHERS = (
    *(b"", b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'>", b"<html>%PDF-1.7", b"MZ\x90\x00"),
    *(b"RIFF\x24\x00\x00\x00WAVEfmt ", b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00mp42isom", b"PK\x03\x04"),
)


@pytest.mark.parametrize(("kind", "body"), FILES.items())
def test_a_file_is_what_its_first_bytes_say(kind: str, body: bytes) -> None:
    assert media_type(body) == kind


@pytest.mark.parametrize("body", OTHERS)
def test_what_is_neither_photo_nor_pdf_is_nothing(body: bytes) -> None:
    assert media_type(body) == ""


def test_an_image_that_only_says_it_is_compatible_with_heic_is_one() -> None:
    assert media_type(b"\x00\x00\x00\x1cftypXXXX\x00\x00\x00\x00mif1heicmiaf") == "image/heic"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("ảnh 1.jpg", "ảnh 1.jpg"),
        ("C:\\Users\\an\\x.pdf", "x.pdf"),
        ("../../etc/passwd", "passwd"),
        ('a"b\r\nSet-Cookie: x.png', "a_b_Set-Cookie_ x.png"),
        ("", "file"),
        ("..", "file"),
    ],
)
def test_a_files_name_is_its_own_without_a_folder(told: str, name: str) -> None:
    assert plain_name(told) == name


def test_a_file_is_kept_byte_for_byte_and_stands_on_the_timeline(desk: Desk, opened: Open) -> None:
    number = opened("S")
    version = desk.detail(number, AN, NOW).row.version
    desk.papers.attach(AN, number, "ảnh.exe", PNG, NOW)
    detail = desk.detail(number, AN, NOW)
    (file,) = detail.attachments
    assert (file.name, file.media_type, file.size, file.added_by) == ("ảnh.exe", "image/png", 28, "an")
    assert detail.timeline[-1].kind == "attach"
    assert detail.row.version == version  # it stands beside what another does
    held = desk.papers.attached(file.id, AN)
    assert (held.body, held.sha256) == (PNG, hashlib.sha256(PNG).hexdigest())
    for body, code in ((b"", "empty_file"), (b"GIF89a", "unknown_type"), (bytes(LARGEST + 1), "too_large")):
        with pytest.raises(DeskError) as caught:
            desk.papers.attach(AN, number, "x.jpg", body, NOW)
        assert caught.value.code == code
    assert len(desk.detail(number, AN, NOW).attachments) == 1
    elsewhere = Asker(name="chi", units=frozenset({1099}))
    for ask in (
        lambda: desk.papers.attached(file.id, elsewhere),
        lambda: desk.papers.attach(elsewhere, number, "x", PNG, NOW),
    ):
        with pytest.raises(DeskError) as caught:
            ask()
        assert caught.value.code == "missing"


def test_a_person_keeps_views_of_their_own(desk: Desk) -> None:
    one = desk.papers.save_view(AN, {"name": " Ngập đêm ", "query": "kind=flood"}, NOW)
    two = desk.papers.save_view(AN, {"name": "A", "query": {"kind": ["fire"]}}, NOW)
    assert [view["name"] for view in desk.papers.views(AN)] == ["A", "Ngập đêm"]
    assert desk.papers.views(AN)[1] == {"id": one["id"], "name": "Ngập đêm", "query": "kind=flood"}
    assert desk.papers.views(BINH) == []
    for told, code in (
        ({"name": "A", "query": ""}, "taken_name"),
        ({"name": " ", "query": ""}, "wanted"),
        ({"name": "a" * 81, "query": ""}, "too_long"),
        ({"name": "B", "query": 5}, "bad_query"),
        ({"name": "B", "query": "x" * 9000}, "bad_query"),
    ):
        with pytest.raises(DeskError) as caught:
            desk.papers.save_view(AN, told, NOW)
        assert caught.value.code == code
    with pytest.raises(DeskError):
        desk.papers.forget_view(BINH, two["id"])
    desk.papers.forget_view(AN, two["id"])
    assert len(desk.papers.views(AN)) == 1


def test_a_shift_is_handed_over_as_it_stood_and_signed_by_another(desk: Desk, opened: Open) -> None:
    first, second = opened("Ngập Calmette"), opened("Ngập Lê Lợi", severity="extreme")
    over = opened("Cũ", at=NOW - 60 * HOUR, state="closed", resolved_at=NOW - 59 * HOUR)
    desk.act(AN, first, "acknowledge", 1, {}, NOW)
    desk.act(BINH, first, "note", None, {"text": "Đã gọi"}, NOW)
    later = NOW + HOUR
    draft = desk.papers.draft(AN, None, later)
    assert draft["began_at"] == later - 8 * HOUR
    assert [row["id"] for row in draft["open"]] == [second, first]
    told = [(step["incident"], step["kind"], step["name"]) for step in draft["steps"]]
    assert told == [
        (first, "triggered", "program"),
        (second, "triggered", "program"),
        (first, "acknowledge", "Nguyễn Văn An"),
        (first, "note", "Trần Thị Bình"),
    ]
    assert draft["by_person"] == {"Nguyễn Văn An": 1, "Trần Thị Bình": 1}
    assert over not in {step["incident"] for step in draft["steps"]}

    handed = desk.papers.hand(AN, {"notes": "Trông bơm số 2"}, later)
    assert (handed["handed_name"], handed["signed_by"], handed["notes"]) == (
        "Nguyễn Văn An",
        "",
        "Trông bơm số 2",
    )
    desk.act(AN, first, "resolve", 2, {"cause": "rain", "outcome": "Rút"}, later)
    frozen = desk.papers.handed(BINH, handed["id"])
    assert frozen["body"] == handed["body"]
    assert [row["id"] for row in frozen["body"]["open"]] == [second, first]
    with pytest.raises(DeskError) as caught:
        desk.papers.sign(AN, handed["id"], later)
    assert caught.value.code == "not_yourself"
    signed = desk.papers.sign(BINH, handed["id"], later)
    assert (signed["signed_name"], signed["signed_at"]) == ("Trần Thị Bình", later)
    with pytest.raises(DeskError) as caught:
        desk.papers.sign(BINH, handed["id"], later)
    assert caught.value.code == "signed"
    assert [one["id"] for one in desk.papers.handovers(BINH)] == [handed["id"]]
    # the next shift begins where this one ended
    assert desk.papers.draft(BINH, None, later + HOUR)["began_at"] == later
    with pytest.raises(DeskError) as caught:
        desk.papers.draft(BINH, later + 2 * HOUR, later)
    assert caught.value.code == "future"


def _write(folder: Path, name: str, told: Any) -> None:
    (folder / name).write_text(told if isinstance(told, str) else json.dumps(told), "utf-8")


def test_layers_are_the_geojson_files_of_a_folder(tmp_path: Path) -> None:
    assert layers(None) == {}
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [106.7, 10.7]}}
    _write(tmp_path, "Trụ nước.geojson", {"type": "FeatureCollection", "features": [point]})
    _write(tmp_path, "quy-hoach.json", {"type": "FeatureCollection", "name": "Quy hoạch", "features": []})
    _write(tmp_path, "readme.txt", "no layer")
    made = layers(tmp_path)
    assert {key: one.name for key, one in made.items()} == {"tru-nuoc": "Trụ nước", "quy-hoach": "Quy hoạch"}
    assert json.loads(gzip.decompress(made["tru-nuoc"].body))["features"] == [point]


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ("{", "no JSON"),
        ({"type": "Feature"}, "a FeatureCollection is wanted"),
        ({"type": "FeatureCollection"}, "no list of features"),
        ({"type": "FeatureCollection", "features": [5]}, "feature 1 is none"),
        (
            {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Circle"}}]},
            "feature 1 has no geometry",
        ),
    ],
)
def test_a_layer_that_cannot_be_drawn_stops_the_start_with_one_line(
    tmp_path: Path, told: Any, wrong: str
) -> None:
    _write(tmp_path, "bad.geojson", told)
    with pytest.raises(SettingsError, match=wrong) as caught:
        layers(tmp_path)
    assert "bad.geojson" in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(SettingsError, match="is no folder"):
        layers(tmp_path / "bad.geojson")
