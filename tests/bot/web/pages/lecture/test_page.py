"""A member reads what left, and nothing before it leaves."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.roles import Role
from bot.domain.semaine import Semaine
from digests.figes import freeze, release
from storage.models import Personne
from storage.work import Work
from tests.bot.casework.terrain import SOIR, Terrain
from tests.bot.web.visitor import Visitor


async def test_it_opens_once_the_letter_left(terrain: Terrain, visitor: Visitor) -> None:
    comite = terrain.programme.config.comite("comite-operationnel-ouest")
    with terrain.tx() as tx:
        digest = freeze(Work(tx, terrain.programme, SOIR), comite, Semaine.of(SOIR))
    path = f"/lecture/{visitor.signer.sign('lecture-v1', digest.id)}"
    assert "n&#39;est pas parti" in (await visitor.get(path))[1]
    with terrain.tx() as tx:
        release(Work(tx, terrain.programme, SOIR), comite, tx.merge(digest))
    status, text = await visitor.get(path)
    assert status == 200
    assert "point hebdo · Territoire Ouest" in text
    with terrain.tx() as tx:
        gone = Personne(
            dispositif_id=terrain.programme.id,
            role=Role.COMITE,
            comite=comite.slug,
            prenom="Prénom",
            telegram_id=611,
            charte_le=SOIR,
            revoquee_le=SOIR + timedelta(minutes=1),
        )
        tx.add(gone)
    status, text = await visitor.get(path)
    assert (status, "Ce lien ne sert plus" in text) == (410, True), "they may have kept it"
    assert (await visitor.get(f"{path}/fichier/0"))[0] == 404
