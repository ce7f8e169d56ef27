"""What justifies an intervention on a site, and how the site is before it (B16, 000 l.118)."""

from __future__ import annotations

from datetime import date

from bot.casework.livrable import ecrit
from bot.livrables import livrables, manques
from storage.machine.db import Database
from storage.models import ReleveSite
from storage.work import Work
from tests.digests.livrables.test_trimestre import lines, meets
from tests.digests.scene import Scene, amiens, open_scene, paris


def test_a_fiche_de_saisine_holds_the_grid_of_the_site_and_asks_for_the_rest(
    soiree: Scene,
) -> None:
    livrable = livrables()["fiche_saisine"]
    work = Work(soiree.tx, soiree.programme, paris("2026-11-23 09:00"))
    cible = livrable.cible(work, "site-a")
    empty = ecrit.composed(work, livrable, cible)
    asked = "\n".join(manques(empty))
    for words in ("pourquoi une intervention", "qui le dit", "la grille du site n'est pas"):
        assert words in asked
    soiree.tx.add(
        ReleveSite(
            dispositif_id=soiree.programme.id,
            site_id=soiree.programme.sites["site-a"],
            binome_id=soiree.programme.binomes["binome-1"],
            auteur_id=soiree.auteur,
            le=paris("2026-11-20 15:00"),
            tranche="journee",
            mesure="libre",
            notes={"g-visibilite": 1, "g-entretien": 3},
            source="essai:grille",
        )
    )
    soiree.tx.flush()
    contenu = ecrit.composed(work, livrable, cible)
    assert lines(contenu, "4") == ["Visibilité, éclairage | 1", "Aménagement, entretien | 3"]
    assert "Heures de présence | 3 h 48" in lines(contenu, "5")
    assert any(line.startswith("Éclairage") for line in lines(contenu, "6"))


def test_a_site_where_nothing_was_decided_is_due_before_the_comite(
    sqlite_database: Database,
) -> None:
    """Where a mission ran, there was one already."""
    livrable, config = livrables()["fiche_saisine"], amiens()
    undecided = config.model_copy(update={"interventions": config.interventions[:1]})
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, undecided)
        work = Work(tx, scene.programme, paris("2026-12-20 09:00"))
        assert list(livrable.attendus(work)) == []
        meets(scene, date(2026, 12, 28), "")
        found = {one.cible.cle: one for one in livrable.attendus(work)}
        assert list(found) == ["site-b", "site-c"]
        assert {one.brouillon for one in found.values()} == {date(2026, 12, 18)}
        dossier = livrables()["dossier_trimestriel"]
        contenu = ecrit.composed(work, dossier, dossier.cible(work, "2026-T4"))
        assert "Site B (fiche de saisine)" in lines(contenu, "9")
