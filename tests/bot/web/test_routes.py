"""Every address has its guard, its headers, and its failures in French."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.web.guards import (
    acteur_link,
    alerte_link,
    demande_form,
    digest_link,
    old_alerte_link,
    public,
    relais_link,
)
from bot.web.routes import MAX_BODY, ROUTES
from storage.models import Desabonnement, Digest, DigestEnvoi
from tests.bot.casework.terrain import SOIR, Terrain
from tests.bot.web.visitor import Visitor

OPEN_TO_ALL = {"/health", "/style.css"}
WITHOUT_LINK = {public, demande_form}
"""What needs no signed link: pages that show nothing of the street, and the form for requests."""


def test_every_route_is_guarded_by_a_signed_link_unless_it_shows_nothing() -> None:
    for route in ROUTES:
        assert route.guard in {
            acteur_link,
            alerte_link,
            old_alerte_link,
            digest_link,
            relais_link,
            *WITHOUT_LINK,
        }
        assert (route.guard is public) == (route.path in OPEN_TO_ALL), route.path
        assert (route.guard is demande_form) == (route.path == "/demande/{slug}"), route.path


def test_a_guard_reads_a_token_only_where_the_address_has_one() -> None:
    for route in ROUTES:
        assert ("{token}" in route.path) == (route.guard not in WITHOUT_LINK), route.path


@pytest.mark.parametrize(
    "path", ["/health", "/s/faux", "/nulle-part", "/desabonnement/faux", "/r/faux", "/g/faux"]
)
async def test_every_answer_forbids_scripts_frames_caches_and_robots(
    visitor: Visitor, path: str
) -> None:
    headers = (await visitor.client.get(path)).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"].startswith("noindex")
    assert headers["X-Content-Type-Options"] == "nosniff"


async def test_pages_use_no_script_and_nothing_from_elsewhere(
    terrain: Terrain, visitor: Visitor
) -> None:
    terrain.emit()
    _status, text = await visitor.get(visitor.link())
    assert '<html lang="fr">' in text
    assert "<script" not in text
    assert "style=" not in text, "the policy forbids inline styles"
    assert text.count("https://") == text.count("https://www.openstreetmap.org/")


async def test_the_style_sheet_is_served(visitor: Visitor) -> None:
    response = await visitor.client.get("/style.css")
    assert response.content_type == "text/css"
    assert ":focus-visible" in await response.text()


async def test_an_unknown_page_is_said_in_french(visitor: Visitor) -> None:
    status, text = await visitor.get("/nulle-part")
    assert status == 404
    assert "Page introuvable" in text


async def test_a_wrong_method_is_said_in_french_with_the_right_ones(visitor: Visitor) -> None:
    response = await visitor.client.put(visitor.link())
    assert response.status == 405
    assert "Action impossible" in await response.text()
    assert "POST" in response.headers["Allow"]


async def test_a_form_too_large_is_said_in_french(terrain: Terrain, visitor: Visitor) -> None:
    terrain.emit()
    response = await visitor.post(visitor.link(), reponse="x" * (MAX_BODY + 1))
    assert response.status == 413
    assert "Envoi trop volumineux" in await response.text()


async def test_a_link_hammered_asks_for_patience(terrain: Terrain, visitor: Visitor) -> None:
    terrain.emit()
    link = visitor.link()
    statuses = [(await visitor.post(link)).status for _ in range(12)]
    assert statuses == [400] * 10 + [429] * 2
    assert (await visitor.get(link))[0] == 200


async def test_a_breakdown_of_ours_is_a_plain_page_and_leaks_nothing(
    terrain: Terrain, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    terrain.emit()
    link = visitor.link()
    terrain.database.engine.dispose()
    terrain.database.close()
    status, text = await visitor.get(link)
    assert status == 500
    assert "Panne de notre côté" in text
    assert "Traceback" not in text
    assert link.removeprefix("/s/") not in caplog.text


async def test_health_says_what_the_probe_says(visitor: Visitor) -> None:
    response = await visitor.client.get("/health")
    assert response.status == 200
    assert await response.json() == {"ok": True, "database": "ok"}
    visitor.seen["ok"] = False
    assert (await visitor.client.get("/health")).status == 503


def digest(terrain: Terrain) -> int:
    """One sending of the weekly digest; its id."""
    with terrain.tx() as tx:
        frozen = Digest(
            dispositif_id=terrain.programme.id,
            comite="comite-operationnel-ouest",
            lundi=SOIR.date(),
            fige_le=SOIR,
            instantane={},
        )
        tx.add(frozen)
        tx.flush()
        envoi = DigestEnvoi(
            digest_id=frozen.id, canal="email", adresse="cheffe@example.org", creee_le=SOIR
        )
        tx.add(envoi)
        tx.flush()
        return envoi.id


def unsubscribed(terrain: Terrain) -> list[str]:
    with terrain.tx() as tx:
        return list(tx.scalars(select(Desabonnement.adresse)))


async def test_unsubscribing_asks_first_and_is_done_once(
    terrain: Terrain, visitor: Visitor
) -> None:
    link = f"/desabonnement/{visitor.signer.sign_digest(digest(terrain))}"
    status, text = await visitor.get(link)
    assert status == 200
    assert "Comité opérationnel Ouest" in text
    assert unsubscribed(terrain) == []
    for _ in range(2):
        response = await visitor.post(link, **{"List-Unsubscribe": "One-Click"})
        assert response.status == 200
        assert "ne recevra plus le point hebdo" in await response.text()
    assert unsubscribed(terrain) == ["cheffe@example.org"]


async def test_an_alerts_link_unsubscribes_nobody(terrain: Terrain, visitor: Visitor) -> None:
    digest(terrain)
    response = await visitor.post(f"/desabonnement/{visitor.signer.sign_alerte(1)}")
    assert response.status == 404
    assert (await visitor.get(f"/desabonnement/{visitor.signer.sign_digest(99)}"))[0] == 404
    assert unsubscribed(terrain) == []
