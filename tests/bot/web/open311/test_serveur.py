"""GeoReport v2, read over the wire as the norm writes it: names, types, both forms, errors."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from xml.etree import ElementTree

import pytest

from bot.domain.vies.signalement import ActeSignalement
from bot.web.host import HOST
from bot.web.open311.serveur import BROKEN, PER_VISITOR
from storage import publies
from storage.models import Alerte, Signalement
from tests.bot.casework.terrain import MEDIATRICE, Terrain
from tests.bot.web.visitor import Visitor
from tests.homeserver import MISSING, PYTHON
from tests.storage.dispositif_cast import edited

PUBLISHED: Final = (
    '{"service_request_id":"638344","status":"closed","status_notes":"Duplicate request.",'
    '"service_name":"Sidewalk and Curb Issues","service_code":"006","description":null,'
    '"agency_responsible":null,"service_notice":null,'
    '"requested_datetime":"2010-04-14T06:37:38-08:00",'
    '"updated_datetime":"2010-04-14T06:37:38-08:00",'
    '"expected_datetime":"2010-04-15T06:37:38-08:00","address":"8TH AVE and JUDAH ST",'
    '"address_id":545483,"zipcode":94122,"lat":37.762221815,"long":-122.4651145,'
    '"media_url":null}'
)
"""The example of the norm, with its codes as text, for its « 006 » is no JSON."""
LIEU: Final = "devant l'arrêt de bus"


@pytest.fixture
def published(visitor: Visitor, terrain: Terrain) -> Visitor:
    """The file publishes; the web serves it."""
    config = edited(
        "\ncoordination:", '\nopen311: {jurisdiction: "rue.example.org"}\ncoordination:'
    )
    terrain.programme = replace(terrain.programme, config=config)
    visitor.client.app[HOST].programmes[terrain.programme.id] = terrain.programme  # type: ignore[index]
    return visitor


def left(terrain: Terrain, *ids: int) -> None:
    """Their services have them."""
    with terrain.tx() as tx:
        for row in tx.query(Alerte).where(Alerte.signalement_id.in_(ids)):
            row.envoyee_le = terrain.clock.now()


async def read(visitor: Visitor, path: str) -> tuple[int, Any]:
    status, text = await visitor.get(f"/open311/{path}")
    return status, json.loads(text)


async def test_nothing_is_published_unless_the_file_says_so(
    visitor: Visitor, terrain: Terrain
) -> None:
    left(terrain, terrain.emit())
    assert await read(visitor, "v2/requests.json") == (
        404,
        [{"code": 404, "description": "rien n'est publié ici"}],
    )


async def test_what_is_in_public_space_is_read_as_the_norm_writes_it(
    published: Visitor, terrain: Terrain
) -> None:
    kept, mended = terrain.emit(lieu=LIEU), terrain.emit()
    inside = terrain.emit(categorie="vt-eclairage-communs")
    cancelled, unsent = terrain.emit(), terrain.emit()
    hall = terrain.emit()
    with terrain.tx() as tx:
        tx.get_one(Signalement, hall).type_lieu = "hall"
        tx.get_one(Signalement, kept).latitude = 49.123456
        tx.get_one(Signalement, kept).longitude = 2.123456
    left(terrain, kept, mended, inside, cancelled, hall)
    terrain.act(cancelled, ActeSignalement.ANNULER, terrain.mediateur(MEDIATRICE))
    terrain.act(mended, ActeSignalement.ANNONCER_TRAITE)
    terrain.act(mended, ActeSignalement.VERIFIER_REPARE, terrain.mediateur(MEDIATRICE))
    status, found = await read(published, "v2/requests.json?jurisdiction_id=rue.example.org")
    assert status == 200
    assert [(one["service_request_id"], one["status"]) for one in found] == [
        (f"V-{mended:04}", "closed"),
        (f"V-{kept:04}", "open"),
    ], f"neither in a building, nor cancelled, nor what has not left ({unsent})"
    example = json.loads(PUBLISHED)
    assert list(found[1]) == list(example)
    assert (found[1]["lat"], found[1]["long"]) == (49.1235, 2.1235)
    assert all(
        found[1][name] is None or isinstance(found[1][name], type(value))
        for name, value in example.items()
        if value is not None
    )
    assert LIEU not in json.dumps(found, ensure_ascii=False)
    _status, text = await published.get("/open311/v2/requests.xml")
    root = ElementTree.fromstring(text)  # noqa: S314 (it is ours)
    assert (root.tag, [one.tag for one in root]) == ("service_requests", ["request"] * 2)
    assert [one.tag for one in root[1]] == list(example)
    assert {one.tag: one.text for one in root[1]} == {
        name: None if value is None else str(value) for name, value in found[1].items()
    }


async def test_it_is_sorted_out_by_page_state_kind_number_and_date(
    published: Visitor, terrain: Terrain
) -> None:
    old = terrain.emit()
    terrain.clock.advance(timedelta(days=100))
    one, two = terrain.emit(), terrain.emit(categorie="vt-armoire-cable")
    left(terrain, old, one, two)
    terrain.act(one, ActeSignalement.REFUSER)

    async def numbers(asked: str) -> list[int]:
        _status, found = await read(published, f"v2/requests.json?{asked}")
        return [int(row["service_request_id"].removeprefix("V-")) for row in found]

    assert await numbers("") == [two, one], "ninety days, when nobody says since when"
    assert await numbers("page_size=1&page=2") == [one]
    assert await numbers("status=closed") == [one]
    assert await numbers("status=open,closed&service_code=vt-armoire-cable") == [two]
    assert await numbers(f"service_request_id=V-{old:04},V-{two:04}&status=closed") == [two, old]
    assert await numbers("end_date=2026-12-01T00:00:00Z") == [old]
    assert (await read(published, f"v2/requests/V-{old:04}.json"))[1][0]["status"] == "open"


WRONG: Final = {
    "v2/requests/V-9999.json": 404,
    "v2/requests.json?jurisdiction_id=ailleurs.example.org": 404,
    "v2/requests.json?status=perdu": 400,
    "v2/requests.json?page_size=1001": 400,
    "v2/requests.json?start_date=hier": 400,
    "v2/requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-04-02T00:00:00Z": 400,
    "v2/services/vt-eclairage-communs.json": 404,
    "v2/ailleurs.json": 404,
}


async def test_what_fails_is_said_in_the_form_of_the_norm(published: Visitor) -> None:
    for path, status in WRONG.items():
        answered, found = await read(published, path)
        assert (answered, [list(one) for one in found]) == (status, [["code", "description"]]), (
            path
        )
        assert found[0]["code"] == status


async def test_kinds_discovery_refusals_and_haste(published: Visitor) -> None:
    _status, kinds = await read(published, "v2/services.json")
    named = {one["service_code"]: one for one in kinds}
    assert "vt-eclairage-communs" not in named
    assert list(named["vt-eclairage-public"]) == [
        *("service_code", "service_name", "description", "metadata", "type", "keywords", "group")
    ]
    _status, said = await read(published, "v2/services/vt-eclairage-public.json")
    assert said == {"service_code": "vt-eclairage-public", "attributes": []}
    status, text = await published.get("/open311/discovery.xml")
    assert (status, "<endpoint><specification>" in text) == (200, True)
    posted = await published.post("/open311/v2/requests.xml", service_code="vt-eclairage-public")
    assert posted.status == 403
    assert "<errors><error><code>403</code><description>" in await posted.text()
    answers = [(await published.get("/open311/v2/services.xml"))[0] for _ in range(PER_VISITOR)]
    assert answers.count(429) == 4


async def test_a_breakdown_is_said_as_the_norm_says_it(
    published: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(publies, "find", broken)
    status, said = await read(published, "v2/requests.json")
    assert (status, said) == (500, [{"code": 500, "description": BROKEN.why}])
    status, text = await published.get("/open311/v2/requests.xml")
    assert status == 500
    assert "<errors><error><code>500</code>" in text


CLIENT: Final = """
import json, sys
from georeport import GeoReport
for form in ("json", "xml"):
    asked = GeoReport(sys.argv[1], jurisdiction="rue.example.org", output_format=form)
    services, every = asked.get_service_list(), asked.get_service_requests(status="open,closed")
    defined = asked.get_service_definition(services[0]["service_code"])
    one = asked.get_service_request("V-0001")
    print(json.dumps([services[0], defined, every, one]))
"""


@pytest.mark.skipif(not PYTHON.exists(), reason=MISSING)
async def test_a_client_that_is_not_ours_reads_it_in_both_forms(
    published: Visitor, terrain: Terrain
) -> None:
    left(terrain, terrain.emit(lieu=LIEU), terrain.emit())
    process = await asyncio.create_subprocess_exec(
        *(PYTHON, "-c", CLIENT, str(published.client.make_url("/open311/v2"))),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0
    for service, defined, every, one in map(json.loads, said.decode().splitlines()):
        assert defined["service_code"] == service["service_code"]
        assert [row["service_request_id"] for row in every] == ["V-0002", "V-0001"]
        assert one == every[1]
        assert one["status"] == "open"
        assert float(one["lat"]) == pytest.approx(49.9, abs=1)
