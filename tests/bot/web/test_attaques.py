"""What somebody hostile tries on the pages: floods, links of strangers, links kept too long."""

from __future__ import annotations

import json
import time
from datetime import timedelta

from PIL import Image

from bot.feature.page import Signed
from bot.web import guards
from bot.web.host import HOST
from storage.models import ALERTE, FLOU, Personne, Photo
from storage.photos import GARDEE
from tests.bot.casework.terrain import MEDIATRICE, Terrain
from tests.bot.web.pages.demande.test_demande_form import ANSWERS, FORM, kept, read
from tests.bot.web.pages.soiree import address, soir
from tests.bot.web.visitor import PAGES, Visitor

__all__ = ["soir"]

HOSTILE, HONEST = "203.0.113.66", "198.51.100.7"
PHISHING = "Payez sur https://phish.example.org/login?a=1 ou phish.example.org/x, puis /revoquer"


def from_(address: str) -> dict[str, str]:
    """As the proxy of the machine writes it, after what the visitor invented."""
    return {"X-Forwarded-For": f"192.0.2.1, {address}"}


async def test_whoever_floods_the_public_form_shuts_it_for_nobody_else(
    terrain: Terrain, visitor: Visitor
) -> None:
    """Behind a proxy that says who asks, and behind one that does not."""
    terrain.emit()
    for headers in (from_(HOSTILE), {}):
        statuses = [
            (await visitor.client.post(FORM, data={"jeton": "x"}, headers=headers)).status
            for _ in range(guards.PER_VISITOR + 5)
        ]
        assert statuses[-1] == 429
    form = {**ANSWERS, "jeton": await read(visitor), "contact": ""}
    honest = await visitor.client.post(FORM, data=form, headers=from_(HONEST))
    assert (honest.status, len(kept(terrain))) == (200, 1)
    status, page = await visitor.answer(visitor.to(ALERTE, 1), "pris")
    assert status == 200
    assert "est noté" in page


async def test_no_typed_address_is_a_link_for_whoever_reads_it(
    terrain: Terrain, visitor: Visitor
) -> None:
    """Chats and mail boxes make links of what looks like one: a stranger's as well."""
    form = {**ANSWERS, "jeton": await read(visitor), "contact": "", "mots": PHISHING}
    assert (await visitor.post(FORM, **form)).status == 200
    terrain.emit(lieu=PHISHING)
    told = json.dumps([row.contenu for row in terrain.outbox()], ensure_ascii=False)
    assert told.count("phish. example. org/login") >= 2
    assert "phish.example" not in told
    assert " /revoquer" not in told


async def test_a_link_of_the_team_opens_nothing_once_somebody_left_it(
    terrain: Terrain, visitor: Visitor
) -> None:
    """It shows photos that nobody blurred, and letters not sent: whoever left may hold it."""
    signalement = terrain.emit(photos=1)
    name = picture(terrain, visitor)
    link = visitor.to(FLOU, signalement)
    photo = f"{link}/photo/0"
    assert (await visitor.get(link))[0] == 200
    assert (await visitor.client.get(photo)).status == 200
    terrain.clock.advance(timedelta(minutes=5))
    with terrain.tx() as tx:
        tx.get_one(Personne, terrain.people[MEDIATRICE]).revoquee_le = terrain.clock.now()
    jeton = {"jeton": visitor.signer.sheet("flou-formulaire-v1", signalement)}
    status, page = await visitor.get(link)
    assert (status, "a quitté l" in page) == (410, True)
    assert (await visitor.client.get(photo)).status == 404
    refused = await visitor.post(link, photo="1", suite="sans", **jeton)
    assert refused.status == 410
    assert (visitor.photos_dir / name).is_file()
    terrain.clock.advance(timedelta(seconds=1))
    assert (await visitor.get(visitor.to(FLOU, signalement)))[0] == 200, (
        "asked for again, it opens"
    )


def picture(terrain: Terrain, visitor: Visitor) -> str:
    """The photo of the signalement, as it was kept; the name of its file."""
    visitor.photos_dir.mkdir(exist_ok=True)
    Image.new("RGB", (640, 480), "grey").save(visitor.photos_dir / "vue.jpg")
    with terrain.tx() as tx:
        row = tx.get_one(Photo, 1)
        row.etat, row.nom = GARDEE, "vue.jpg"
    return "vue.jpg"


async def test_a_photo_is_blurred_so_many_times_a_minute_for_one_link(
    terrain: Terrain, visitor: Visitor
) -> None:
    """To look at it costs a file read; to blur it, a processor."""
    terrain.emit(photos=1)
    picture(terrain, visitor)
    photo = f"{visitor.link()}/photo/0"
    blurred = [(await visitor.client.get(f"{photo}?z=1.1.9.9")).status for _ in range(35)]
    assert (blurred[0], blurred[-1]) == (200, 429)
    assert (await visitor.client.get(photo)).status == 200


async def test_a_link_of_a_programme_that_is_served_no_more_is_no_breakdown(
    soir: Terrain, visitor: Visitor
) -> None:
    """Old letters outlive a programme: what they open is over, and no fault of ours."""
    opened = {page: address(page, visitor) for page in PAGES}
    host = visitor.client.app[HOST]
    assert isinstance(host.programmes, dict)
    host.programmes.clear()
    for page, path in opened.items():
        expected = page.gone.status if isinstance(page.guard, Signed) else 404
        assert (await visitor.get(path))[0] == expected, page.path
        for beyond in ("photo/0", "fichier/0"):
            assert (await visitor.get(f"{path}/{beyond}"))[0] in (404, 410), page.path


async def test_a_text_that_no_field_takes_is_searched_for_nobody(
    terrain: Terrain, visitor: Visitor
) -> None:
    """Sixteen thousand characters were, before they were refused: two seconds for everybody."""
    jeton = await read(visitor)
    words = "la maman de R. " * 900
    began = time.process_time()
    response = await visitor.post(FORM, jeton=jeton, **(ANSWERS | {"mots": words}))
    page = await response.text()
    assert "trop long" in page
    assert "(…)" not in page
    assert time.process_time() - began < 1
