"""The impact of an intervention: T0, T1 and N+3 side by side, and what each lacks (§4.5)."""

from __future__ import annotations

from datetime import date

from bot.casework.livrable import actes, ecrit
from bot.livrables import ContenuLivrable, livrables, manques
from storage import passants, publications
from storage.models import ReleveSite
from storage.passants import Campagne
from storage.work import Work
from tests.digests.livrables.test_trimestre import lines
from tests.digests.scene import Scene, paris

AFTER = "2027-04-25 09:00"
"""The intervention of Site A went from 5 October to 5 January; its T2, from 5 to 18 April."""
ANSWERS = {"rp-bien-oui": 12, "rp-bien-plutot": 6, "rp-bien-peu": 5, "rp-bien-non": 2}


def fiche(scene: Scene, now: str = AFTER) -> ContenuLivrable:
    livrable = livrables()["mesure_impact"]
    work = Work(scene.tx, scene.programme, paris(now))
    return ecrit.composed(work, livrable, livrable.cible(work, "site-a"))


def campaign(scene: Scene, mesure: str) -> Campagne:
    every = passants.campagnes(scene.programme)
    return next(one for one in every if (one.site, one.mesure) == ("site-a", mesure))


def asks(scene: Scene, mesure: str, answers: dict[str, int]) -> None:
    one, now = campaign(scene, mesure), paris("2026-10-06 17:00")
    for slug, n in answers.items():
        for _person in range(n):
            passants.count(scene.tx, scene.programme, one, {"qp-bien": slug}, scene.auteur, now)


def grid(scene: Scene, le: str, mesure: str, *notes: int) -> None:
    slugs = [one.slug for one in scene.programme.config.liste("grille_site")]
    scene.tx.add(
        ReleveSite(
            dispositif_id=scene.programme.id,
            site_id=scene.programme.sites["site-a"],
            binome_id=scene.programme.binomes["binome-1"],
            auteur_id=scene.auteur,
            le=paris(le),
            tranche="soiree",
            source=f"essai:{mesure}",
            intervention_id=campaign(scene, mesure).intervention_id,
            mesure=mesure,
            notes=dict(zip(slugs, notes, strict=True)),
        )
    )
    scene.tx.flush()


def test_three_measures_stand_side_by_side_and_what_is_not_there_is_said(scene: Scene) -> None:
    grid(scene, "2026-10-06 18:00", "t0", 1, 2, 2, 0, 3)
    grid(scene, "2027-04-06 18:00", "t2", 3, 2, 1, 2, 3)
    asks(scene, "t0", ANSWERS)
    asks(scene, "t2", {"rp-bien-oui": 3})
    contenu = fiche(scene)
    heads = next(
        bloc["entetes"] for bloc in contenu["parties"][2]["blocs"] if bloc["sorte"] == "tableau"
    )
    assert heads[1:] == ["T0, au début", "T1, à la fin", "T2, à N+3", "De T0 à N+3"]
    assert "Visibilité, éclairage | 1 | – | 3 | +2" in lines(contenu, "2.A")
    assert "Signalisation | 2 | – | 2 | pareil" in lines(contenu, "2.A")
    asked = lines(contenu, "2.D")
    assert "Personnes interrogées | 25 | 0 | 3" in asked
    # Two said no: with the five who nearly did, nobody knows how many (adr/0006).
    assert asked[asked.index("Oui | 12 | – | –") :][:6] == [
        "Oui | 12 | – | –",
        "Plutôt oui | 6 | – | –",
        "Plutôt non | – | – | –",
        "Non | – | – | –",
        "Le reste, ensemble | 7 | – | –",
        "Réponses | 25 | – | moins de 5",
    ]
    lacking = "\n".join(manques(contenu))
    assert "2.A Grille du site : T1, à la fin : la grille du site n'est pas remplie." in lacking
    assert "2.D Passants : T1, à la fin : aucun passant n'a été interrogé." in lacking
    assert "2.D Passants : T2, à N+3 : 3 passants interrogés, 20 étaient attendus." in lacking
    assert "1 Les trois mesures : T0, au début : aucune observation en journée" in lacking
    assert "3 Lecture, objectif par objectif : pour chaque objectif, écrivez « mieux »" in lacking


def test_a_campaign_under_way_tells_no_answer_yet(scene: Scene) -> None:
    """Two drafts a person apart would tell what that person said."""
    asks(scene, "t0", ANSWERS)
    asked = lines(fiche(scene, "2026-10-10 09:00"), "2.D")
    assert "Personnes interrogées | 25 | – | –" in asked
    assert "Oui | – | – | –" in asked
    reserved = "\n".join(lines(fiche(scene, "2026-10-10 09:00"), "1"))
    assert "Heures réservées pour N+3, au planning. Journée : 0 créneau" in reserved
    assert "aucun créneau réservé pour N+3 en journée, soirée, week-end : Planning." in reserved


def test_what_passers_by_said_is_written_down_as_it_leaves(scene: Scene) -> None:
    asks(scene, "t0", ANSWERS)
    work = Work(scene.tx, scene.programme, paris(AFTER))
    livrable = livrables()["mesure_impact"]
    row = actes.opened(work, "mesure_impact", livrable.cible(work, "site-a"))
    actes.freeze(work, row, fiche(scene))
    days = (date(2026, 10, 5), date(2026, 10, 19))
    (table,) = publications.entre(scene.tx, scene.programme.id, *days, "passants.qp-bien")
    assert table.comptes["rp-bien-non"] is None
    # A name put on one more person is not told beside it.
    asks(scene, "t0", {"rp-bien-oui": 1})
    assert "Oui | – | – | –" in lines(fiche(scene), "2.D")
