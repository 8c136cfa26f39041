"""The desk over HTTP, by people who are signed in: what each may, what is refused, how a file is served."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, insert

from dashboard.db import engine, migrate, writing
from dashboard.desk.shapes import ACTIONS
from dashboard.models import incident
from tests.web.accounts_site import HERE, AccountsSite

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
# (method, address, right by role): who sees reads all of it, who acts may change, none unmasks by role
READS = (
    *("incidents", "points", "counts", "people", "incidents/{id}", "incidents/{id}/nearby"),
    *("layers", "layers/drains.geojson", "views", "handover", "handovers"),
)
CHANGES = (
    *(f"incidents/{{id}}/{action}" for action in ACTIONS),
    *("incidents", "acknowledge", "incidents/{id}/attachments", "handover", "handovers/1/sign"),
)


@dataclass(frozen=True)
class Scene:
    site: AccountsSite
    store: Engine
    people: Mapping[str, dict[str, str]]

    def opened(self, unit_id: int = 1001) -> int:
        with writing(self.store) as connection:
            values = {
                "kind": "flood",
                "rule": "flood",
                "dedup_key": f"k:{uuid4()}",
                "severity": "severe",
                "gravity": 3,
                "state": "triggered",
                "subject": "S-07",
                "search": "s 07",
                "unit_id": unit_id,
                "opened_at": self.site.now,
                "changed_at": self.site.now,
            }
            made = connection.execute(insert(incident).values(values).returning(incident.c.id))
            return int(made.scalar_one())


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("desk")
    layers = folder / "layers"
    layers.mkdir()
    empty = {"type": "FeatureCollection", "name": "Cống", "features": []}
    Path(layers / "drains.geojson").write_text(json.dumps(empty), "utf-8")
    store = engine(f"sqlite:///{folder / 'ops.db'}")
    migrate(store)
    site = AccountsSite(store, layers=layers)
    people = {role: site.sign_in(role, role) for role in ("officer", "planner", "leader", "administrator")}
    people["ward"] = site.sign_in("ward", "officer", unit_id=1001)
    yield Scene(site, store, people)
    store.dispose()


def test_whoever_sees_may_read_all_of_the_desk_and_nobody_else(scene: Scene) -> None:
    number = scene.opened()
    for path in READS:
        address = f"/api/desk/{path.format(id=number)}"
        assert scene.site.get(address).status_code == 401, path
        for role in ("officer", "planner", "leader", "administrator"):
            assert scene.site.get(address, scene.people[role]).status_code == 200, (path, role)


def test_whoever_may_not_act_is_refused_every_action(scene: Scene) -> None:
    number = scene.opened()
    for path in CHANGES:
        address = f"/api/desk/{path.format(id=number)}"
        told = {"version": 1, "ids": [[number, 1]]}
        assert scene.site.post(address, told=told).status_code in (401, 403), path
        assert scene.site.post(address, scene.people["planner"], told=told).status_code == 403, path
    detail = scene.site.get(f"/api/desk/incidents/{number}", scene.people["planner"]).json()
    assert (detail["may"], detail["row"]["version"], len(detail["timeline"])) == ([], 1, 0)


def test_a_change_without_this_sites_token_is_refused(scene: Scene) -> None:
    number = scene.opened()
    address = f"/api/desk/incidents/{number}/acknowledge"
    answer = scene.site.post(address, scene.people["officer"], told={"version": 1}, **{"X-CSRF": "guessed"})
    assert answer.status_code == 403


def test_nobody_unmasks_by_role(scene: Scene) -> None:
    told = {"source": "complaint", "source_id": 1, "reason": "Gọi lại"}
    for role in ("officer", "planner", "leader", "administrator"):
        assert scene.site.post("/api/desk/unmask", scene.people[role], told=told).status_code == 403, role


def test_an_officer_acts_and_the_slower_one_gets_the_incident_as_it_is_now(scene: Scene) -> None:
    number = scene.opened()
    address = f"/api/desk/incidents/{number}/acknowledge"
    done = scene.site.post(address, scene.people["officer"], told={"version": 1})
    assert (done.status_code, done.json()["undo"]) == (200, True)
    assert done.json()["detail"]["row"]["state"] == "acknowledged"
    late = scene.site.post(address, scene.people["leader"], told={"version": 1})
    assert late.status_code == 409
    assert late.json()["error"]["code"] == "stale"
    assert late.json()["detail"]["row"]["version"] == 2
    assert "leader" not in late.json()["error"]["told"]
    wrong = scene.site.post(
        f"/api/desk/incidents/{number}/dispatch", scene.people["leader"], told={"version": 2, "to": ""}
    )
    assert (wrong.status_code, wrong.json()["error"]["field"]) == (422, "to")
    assert scene.site.post(address, scene.people["leader"], told={}).status_code == 400
    nothing = f"/api/desk/incidents/{number}/explode"
    assert scene.site.post(nothing, scene.people["leader"], told={"version": 2}).status_code == 404
    bulk = scene.site.post(
        "/api/desk/acknowledge", scene.people["officer"], told={"ids": [[number, 2], [scene.opened(), 1]]}
    ).json()
    assert (len(bulk["done"]), bulk["refused"][0]["id"]) == (1, number)


def test_whoever_belongs_to_a_ward_works_on_its_incidents_alone(scene: Scene) -> None:
    theirs, others = scene.opened(1001), scene.opened(1002)  # 25747 is the first ward
    ward = scene.people["ward"]
    assert scene.site.get(f"/api/desk/incidents/{theirs}", ward).status_code == 200
    assert scene.site.get(f"/api/desk/incidents/{others}", ward).status_code == 404
    listed = scene.site.get("/api/desk/incidents?end=500", ward).json()["rows"]
    assert {row["unit"] for row in listed} == {"25747"}
    address = f"/api/desk/incidents/{others}/acknowledge"
    assert scene.site.post(address, ward, told={"version": 1}).status_code == 404
    told = {"kind": "flood", "severity": "severe", "subject": "Ngập", "unit": "26740"}
    assert scene.site.post("/api/desk/incidents", ward, told=told).status_code == 403
    assert scene.site.post("/api/desk/incidents", ward, told=told | {"unit": "25747"}).status_code == 201


def test_a_file_is_served_so_that_it_cannot_act_as_a_page(scene: Scene) -> None:
    number, officer = scene.opened(), scene.people["officer"]
    address = f"/api/desk/incidents/{number}/attachments?name=%E1%BA%A3nh.png"
    headers = {"Origin": HERE, "X-CSRF": scene.site.csrf(officer)}
    made = scene.site.ask("POST", address, officer, headers, content=PNG)
    assert made.status_code == 201
    file = made.json()["detail"]["attachments"][0]
    served = scene.site.get(f"/api/desk/attachments/{file['id']}", officer)
    assert (served.content, served.headers["content-type"]) == (PNG, "image/png")
    assert served.headers["x-content-type-options"] == "nosniff"
    assert served.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert served.headers["content-disposition"] == "inline; filename*=UTF-8''%E1%BA%A3nh.png"
    page = scene.site.ask("POST", address, officer, headers, content=b"<html>")
    assert (page.status_code, page.json()["error"]["code"]) == (422, "unknown_type")
    large = scene.site.ask("POST", address, officer, headers, content=PNG + bytes(20 * 1024 * 1024))
    assert large.status_code == 413


def test_a_layer_comes_gzipped_with_its_tag(scene: Scene) -> None:
    officer = scene.people["officer"]
    assert scene.site.get("/api/desk/layers", officer).json() == [{"key": "drains", "name": "Cống"}]
    layer = scene.site.get("/api/desk/layers/drains.geojson", officer)
    assert (layer.headers["content-encoding"], layer.json()["features"]) == ("gzip", [])
    again = scene.site.get(
        "/api/desk/layers/drains.geojson", officer, **{"If-None-Match": layer.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert scene.site.get("/api/desk/layers/x.geojson", officer).status_code == 404


def test_a_shift_is_handed_over_by_one_and_signed_by_another(scene: Scene) -> None:
    officer, leader = scene.people["officer"], scene.people["leader"]
    since = "2026-11-25T00:00:00Z"
    made = scene.site.post("/api/desk/handover", officer, told={"since": since, "notes": "Bơm số 2"})
    assert made.status_code == 201
    number = made.json()["handover"]["id"]
    mine = scene.site.post(f"/api/desk/handovers/{number}/sign", officer, told={})
    assert (mine.status_code, mine.json()["error"]["code"]) == (422, "not_yourself")
    signed = scene.site.post(f"/api/desk/handovers/{number}/sign", leader, told={})
    assert signed.json()["handover"]["signed_by"] == "leader"
    assert scene.site.get(f"/api/desk/handovers/{number}", leader).json()["handover"]["notes"] == "Bơm số 2"


@pytest.mark.parametrize("query", ["sort=x", "since=yesterday", "start=-1", "end=1e9"])
def test_a_question_that_cannot_be_read_is_told(scene: Scene, query: str) -> None:
    answer: Any = scene.site.get(f"/api/desk/incidents?{query}", scene.people["officer"])
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "unreadable")
