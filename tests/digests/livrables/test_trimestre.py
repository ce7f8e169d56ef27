"""The dossier of a quarter: what the comité technique is asked, told, and never told (§4.4)."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.casework.livrable import ecrit
from bot.domain.semaine import Semaine
from bot.domain.trimestre import Trimestre
from bot.livrables import ContenuLivrable, annexe, livrables, sans_reserve
from bot.words import date_longue
from digests.livrables.blocs import intertitre, note
from digests.livrables.trimestre import matiere
from storage.machine.db import Database
from storage.models import Preconisation, Reunion
from storage.models.livrables import VersionLivrable
from storage.textes import relu
from storage.work import Work
from tests.digests.scene import Scene, amiens, open_scene, paris


def dossier(scene: Scene, now: str = "2026-12-20 09:00") -> ContenuLivrable:
    livrable = livrables()["dossier_trimestriel"]
    work = Work(scene.tx, scene.programme, paris(now))
    return ecrit.composed(work, livrable, livrable.cible(work, "2026-T4"))


def lines(contenu: ContenuLivrable, numero: str) -> list[str]:
    """Every line of that chapter, cells of a row joined."""
    (part,) = (one for one in contenu["parties"] if one["numero"] == numero)
    found: list[str] = []
    for bloc in part["blocs"]:
        found += [" | ".join(row) for row in bloc.get("lignes", ()) if isinstance(row, list)]
        found += [row for row in bloc.get("lignes", ()) if isinstance(row, str)]
        found += [bloc["texte"]] if "texte" in bloc else []
    return found


def meets(scene: Scene, jour: date, said: str, comite: str = "comite-technique") -> None:
    """A comité that was held, or is planned when nothing is said."""
    scene.tx.add(
        Reunion(
            dispositif_id=scene.programme.id,
            comite=comite,
            jour=jour,
            tenue=True if said else None,
            decisions=relu(said),
            source=f"essai:{comite}:{jour}",
        )
    )
    scene.tx.flush()


def proposes(scene: Scene) -> None:
    scene.tx.add(
        Preconisation(
            dispositif_id=scene.programme.id,
            site_id=scene.programme.sites["site-a"],
            binome_id=scene.programme.binomes["binome-1"],
            auteur_id=scene.auteur,
            le=paris("2026-10-20 18:00"),
            tranche="soiree",
            numero=7,
            type="amenagement",
            destinataire="sv-eclairage",
            horizon="trois-mois",
            observations=[],
            statut="proposee",
            source="essai:P-0007",
        )
    )
    scene.tx.flush()


def test_each_chapter_says_what_the_quarter_holds(soiree: Scene) -> None:
    meets(soiree, date(2026, 10, 2), "Ouvrir le site A.\nRevoir le planning du samedi.")
    meets(soiree, date(2026, 12, 28), "")
    proposes(soiree)
    contenu = dossier(soiree)
    asked = "\n".join(lines(contenu, "1"))
    assert "Site A : renouveler, changer ou arrêter ? L'intervention finit le 5 janvier" in asked
    assert "1 préconisation attend une réponse depuis plus de 30 jours (registre" in asked
    assert lines(contenu, "2")[-2:] == ["Ouvrir le site A.", "Revoir le planning du samedi."]
    assert any(line.startswith("Site A | Étouvie | Corrective") for line in lines(contenu, "3"))
    assert "Volume horaire | 3 h 48" in lines(contenu, "4")
    assert "Rencontres | 23, 6,1 par heure de présence" in lines(contenu, "4")
    whole = next(line for line in lines(contenu, "5") if line.startswith("Ensemble"))
    assert whole.startswith("Ensemble | 3 h 48 | 0 h 56")
    kept = lines(contenu, "6")
    assert "15 jours respectés | 0 sur 3" in kept
    assert "États initiaux relevés | 0 sur 3" in kept
    first = "Site A : 1er comité opérationnel | 13 octobre 2026 | Coordination | Pas encore faite"
    assert first in kept, "each due date, its person and its state"
    every = next(line for line in kept if line.startswith("Toutes les échéances de la période"))
    assert every.startswith("Toutes les échéances de la période, tenues : 0 sur ")
    assert any(line.startswith("P-0007 | Site A |") for line in lines(contenu, "7"))
    assert any("aucun autre acteur" in line for line in lines(contenu, "8"))
    assert any("Cette annexe est à part" in line for line in lines(sans_reserve(contenu), "10"))
    alone = annexe(contenu)
    assert alone is not None
    assert [one["numero"] for one in alone["parties"]] == ["10"]
    assert any(line.startswith("Amiens Métropole | 75 % | – | 60") for line in lines(alone, "10"))
    assert "3 heures dans la rue et échangé 23 fois" in "\n".join(lines(contenu, "11"))
    assert any(line.startswith("Heures de présence | ") for line in lines(contenu, "12"))


def test_the_whole_tells_no_more_of_people_than_its_pages(soiree: Scene) -> None:
    soiree.rencontres("2026-11-24 18:00", ados=20, jeunes_adultes=25, adultes=12)
    soiree.rencontres("2026-11-24 18:00", site="site-b", ados=3, seniors=2)
    rows = lines(dossier(soiree), "5")
    assert "12-17 ans | au moins 33" in rows
    assert not any("36" in row for row in rows)


def test_two_interventions_on_one_site_are_told_apart_and_one_to_come_has_no_figures(
    sqlite_database: Database,
) -> None:
    config = amiens()
    now, *_ = config.interventions
    before = {"slug": "site-a-ete", "debut": date(2026, 9, 28), "fin": date(2026, 10, 4)}
    later = {"slug": "site-c-hiver", "site": "site-c", "debut": date(2026, 12, 28)}
    lived = (now.model_copy(update=before), now, now.model_copy(update=later))
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, config.model_copy(update={"interventions": lived}))
        scene.presence("2026-10-01 15:00", "2026-10-01 17:00")
        (pages,) = (one for one in dossier(scene)["parties"] if one["numero"] == "4")
    heads = [bloc["texte"] for bloc in pages["blocs"] if bloc["sorte"] == "intertitre"]
    assert heads[:2] == [
        "Site A, intervention du 28 septembre 2026",
        f"Site A, intervention du {date_longue(now.debut)}",
    ]
    assert pages["blocs"][-2:] == [
        intertitre("Site C"),
        note("Elle commence le 28 décembre 2026."),
    ]


QUARTERS = [date(2026, 9, 27), date(2027, 1, 3), date(2027, 3, 28), date(2027, 6, 27)]
"""Their last days."""


class Undone(Exception):
    """Nothing of that year is kept for the next one."""


@given(
    jours=st.lists(st.integers(-60, 60), min_size=4, max_size=4),
    gels=st.lists(st.none() | st.integers(-80, 80), min_size=4, max_size=4),
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_each_day_is_told_by_one_dossier_whenever_the_comite_meets(
    sqlite_database: Database, jours: list[int], gels: list[int | None]
) -> None:
    with suppress(Undone), sqlite_database.transaction() as tx:
        scene = open_scene(tx, amiens())
        scene.presence("2026-06-29 16:30", "2026-06-29 20:10")
        days = {fin + timedelta(days=n) for fin, n in zip(QUARTERS, jours, strict=True)}
        for day in days:
            meets(scene, day, "Suite donnée.")
        for fin, gel in zip(QUARTERS, gels, strict=True):
            if gel is not None:
                frozen(scene, fin, fin + timedelta(days=gel))
        told = [due.cible for due in matiere.attendus(work(scene, "2027-06-20 09:00"))]
        raise Undone
    assert [one.cle for one in told] == ["2026-T3", "2026-T4", "2027-T1", "2027-T2"]
    assert told[0].debut == date(2026, 6, 29)
    for one, following in pairwise(told):
        assert one.debut <= one.fin
        assert following.debut == one.fin + timedelta(days=1)


def test_what_follows_an_early_comite_is_in_the_next_dossier(sqlite_database: Database) -> None:
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, amiens())
        scene.presence("2026-07-01 16:30", "2026-07-01 20:10")
        meets(scene, date(2026, 8, 27), "Suite donnée.")
        livrable, now = livrables()["dossier_trimestriel"], work(scene, "2026-11-20 09:00")
        early, late = (livrable.cible(now, one) for one in ("2026-T3", "2026-T4"))
        said = lines(ecrit.composed(now, livrable, late), "12")
    assert (early.fin, late.debut) == (date(2026, 8, 23), date(2026, 8, 24))
    assert any("Ce document va du 24 août 2026 au 3 janvier 2027" in one for one in said)


def work(scene: Scene, now: str) -> Work:
    return Work(scene.tx, scene.programme, paris(now))


def frozen(scene: Scene, fin: date, gel: date) -> None:
    """The dossier of the quarter that ends that day was frozen on that one, by hand or not."""
    quarter = Trimestre.of(Semaine.around(fin))
    when = datetime(gel.year, gel.month, gel.day, 6, tzinfo=UTC)
    row = VersionLivrable(
        dispositif_id=scene.programme.id,
        livrable="dossier_trimestriel",
        cible=quarter.label,
        numero=1,
        statut="presente",
        ouvert_le=when,
        fige_le=when,
        contenu={},
        demandeurs=[],
    )
    scene.tx.add(row)
    scene.tx.flush()
