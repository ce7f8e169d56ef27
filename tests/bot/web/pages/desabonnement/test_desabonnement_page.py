"""The page that ends a subscription: it asks first, and a mail client may do it by itself."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from storage.models import DIGEST_ENVOI, Desabonnement, Digest, DigestEnvoi
from tests.bot.casework.terrain import COORDINATRICE, SOIR, Terrain
from tests.bot.web.visitor import Visitor


def digest(terrain: Terrain, comite: str = "comite-operationnel-ouest") -> int:
    """One sending of the weekly digest; its id."""
    with terrain.tx() as tx:
        frozen = Digest(
            dispositif_id=terrain.programme.id,
            comite=comite,
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
    link = visitor.to(DIGEST_ENVOI, digest(terrain))
    status, text = await visitor.get(link)
    assert status == 200
    assert "Comité opérationnel Ouest" in text
    assert unsubscribed(terrain) == []
    for _ in range(2):
        response = await visitor.post(link, **{"List-Unsubscribe": "One-Click"})
        assert response.status == 200
        done = await response.text()
        assert "ne recevra plus le point hebdo" in done
        assert "ce même lien : il permet de revenir" in done
    assert unsubscribed(terrain) == ["cheffe@example.org"]
    assert "ne reçoit plus le point hebdo" in terrain.texts(COORDINATRICE)[0]
    terrain.clock.advance(timedelta(hours=23))
    assert "Recevoir de nouveau" in (await visitor.get(link))[1]
    assert (await visitor.post(link, choix="revenir")).status == 200
    assert unsubscribed(terrain) == []
    assert "reçoit de nouveau" in terrain.texts(COORDINATRICE)[1]


async def test_a_letter_of_several_comites_names_them_and_ends_them_all(
    terrain: Terrain, visitor: Visitor
) -> None:
    carrier = digest(terrain)
    with terrain.tx() as tx:
        first = tx.get_one(DigestEnvoi, carrier)
        second = Digest(
            dispositif_id=terrain.programme.id,
            comite="comite-technique",
            lundi=SOIR.date(),
            fige_le=SOIR,
            instantane={},
        )
        tx.add(second)
        tx.flush()
        tx.add(
            DigestEnvoi(
                digest_id=second.id,
                canal="email",
                adresse=first.adresse,
                avec_id=first.id,
                creee_le=SOIR,
            )
        )
    link = visitor.to(DIGEST_ENVOI, carrier)
    _, text = await visitor.get(link)
    assert "Comité opérationnel Ouest, Comité technique. Les autres" in text
    assert "Pour n'en quitter qu'un, répondez plutôt à la lettre" in text
    await visitor.post(link, **{"List-Unsubscribe": "One-Click"})
    assert unsubscribed(terrain) == ["cheffe@example.org"] * 2


async def test_an_alerts_link_unsubscribes_nobody(terrain: Terrain, visitor: Visitor) -> None:
    digest(terrain)
    response = await visitor.post(f"/desabonnement/{visitor.signer.sign('alerte-v1', 1)}")
    assert response.status == 404
    assert (await visitor.get(visitor.to(DIGEST_ENVOI, 99)))[0] == 404
    assert unsubscribed(terrain) == []


async def test_whoever_reads_the_month_alone_is_asked_about_the_month(
    terrain: Terrain, visitor: Visitor
) -> None:
    link = visitor.to(DIGEST_ENVOI, digest(terrain, comite="clspd"))
    _, text = await visitor.get(link)
    assert "Ne plus recevoir le point mensuel" in text
    assert "point hebdo" not in text
