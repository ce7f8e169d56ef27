"""The things found stand in the point hebdo of their week, in words, and nowhere else."""

from __future__ import annotations

from bot.domain.semaine import Semaine
from digests.compose import compose
from digests.render import Links, render_text
from storage.models.objets_trouves import ObjetTrouve
from tests.digests.scene import Scene, paris


def told(scene: Scene, week: str) -> str:
    config = scene.programme.config
    comite = config.comite("comite-operationnel-ouest")
    return render_text(compose(scene.tx, scene.programme, comite, Semaine.parse(week)), Links())


def test_they_are_counted_by_site(soiree: Scene) -> None:
    for rank in (1, 2):
        row = ObjetTrouve(
            dispositif_id=soiree.programme.id,
            site_id=soiree.programme.sites["site-a"],
            binome_id=soiree.programme.binomes["binome-1"],
            auteur_id=soiree.auteur,
            le=paris("2026-11-17 18:00"),
            tranche="soiree",
            source=f"essai:{rank}",
            lieu="rue",
            chose="cles",
        )
        soiree.tx.add(row)
    soiree.tx.flush()
    assert "Site A : 2 objets." in told(soiree, "2026-W47")
    assert "Objets trouvés" not in told(soiree, "2026-W46")
