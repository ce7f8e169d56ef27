"""What is written of a quarter, a year, a place, a landlord, a meeting: their lines (§4.6)."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.casework.livrable import dus, ecrit
from bot.livrables import ContenuLivrable, copies, livrables, manques
from digests.livrables.page import mise_en_page
from storage.dispositif.acteurs import Effectif, Porteur
from storage.dispositif.convention import Budget
from storage.machine.db import Database
from storage.models import Observation
from storage.work import Work
from tests.digests.livrables.test_trimestre import lines as raw_lines
from tests.digests.livrables.test_trimestre import meets, proposes
from tests.digests.scene import Scene, open_scene, paris
from tests.storage.dispositif_cast import example

FIN = "2026-12-20 09:00"


def of(scene: Scene, name: str, sujet: str, now: str = FIN) -> ContenuLivrable:
    work, livrable = Work(scene.tx, scene.programme, paris(now)), livrables()[name]
    contenu = ecrit.composed(work, livrable, livrable.cible(work, sujet))
    return ecrit.printed(work, None, contenu)


def lines(contenu: ContenuLivrable, numero: str) -> list[str]:
    """Spaces that do not break are spaces."""
    return [line.replace("\xa0", " ") for line in raw_lines(contenu, numero)]


def sees(scene: Scene, le: str, ambiance: int, mesusages: list[str]) -> None:
    scene.tx.add(
        Observation(
            dispositif_id=scene.programme.id,
            site_id=scene.programme.sites["site-a"],
            binome_id=scene.programme.binomes["binome-1"],
            auteur_id=scene.auteur,
            le=paris(le),
            tranche="soiree",
            ambiance=ambiance,
            frequentation=1,
            positifs=["jeux-enfants"],
            mesusages=mesusages,
            source=f"essai:{le}",
        )
    )
    scene.tx.flush()


@pytest.fixture
def automne(soiree: Scene) -> Scene:
    """The evening; six looks at the square; a landlord's lamp mended; what was decided."""
    for day in ("10-20", "10-21", "10-22", "11-24", "11-25", "11-26"):
        month = int(day[:2])
        sees(soiree, f"2026-{day} 18:00", month - 8, ["depot-ordures"])
    soiree.presence("2026-11-25 15:00", "2026-11-25 18:00", site="site-c")
    row = soiree.signalement("2026-11-18 10:00", site="site-c", service="sv-bailleur")
    soiree.acte(row, "verifie", "2026-11-21 10:00")
    soiree.signalement("2026-11-19 10:00", service="sv-bailleur")
    meets(soiree, date(2026, 10, 2), "Ouvrir le site A.")
    meets(soiree, date(2026, 12, 28), "")
    proposes(soiree)
    return soiree


def test_one_page_tells_whether_the_place_is_better_and_what_is_decided(automne: Scene) -> None:
    note = of(automne, "note_elus", "2026-T4")
    assert "Ce trimestre, les médiateurs ont passé 6 heures" in "\n".join(lines(note, "1"))
    row = "Site A | 2 (de 2 à 3, n = 6) | 2 (n = 3), puis 3 (n = 3) | 6 sur 6 | Faible (n = 6)"
    assert row in lines(note, "2")
    decided = lines(note, "4")
    assert any("L'intervention finit le 5 janvier 2027" in one for one in decided)
    assert "Trois mois de plus coûtent 20 000 € pour toute l'équipe, tous sites réunis." in decided
    site = of(automne, "fiche_site", "site-a")
    assert "Présence | 3 h 48" in lines(site, "2")
    quartier = of(automne, "fiche_quartier", "etouvie")
    assert "Présence | 6 h 48" in lines(quartier, "2")
    assert "Habitants : 8 086 (ZUS d'Étouvie (pas le QPV), 2011 ; " in lines(quartier, "2")[-1]
    empty = of(automne, "fiche_quartier", "pierre-rollin")
    assert lines(empty, "1") == ["Aucune intervention dans ce quartier sur la période."]
    for one in (note, site, quartier):
        pdf = livrables()["note_elus"].formats["pdf"](one)
        assert len(PdfReader(BytesIO(pdf)).pages) == 1, one["titre"]


def test_a_year_is_told_whole_to_some_by_quartier_to_others(automne: Scene) -> None:
    year = of(automne, "bilan_annuel", "2026")
    assert any(line.startswith("Ensemble | 6 h 48") for line in lines(year, "3"))
    assert "Habitants | 13 576 | ZUS d'Amiens Nord (pas le QPV), 2011 | 003 l.1704" in lines(
        year, "3"
    )
    assert "Défi du contrat : Accès aux droits. (000 l.140)" in "\n".join(lines(year, "13"))
    months = [line.partition(" | ")[0] for line in lines(year, "4")]
    assert "novembre" in months
    assert any(line.startswith("P-0007 | Site A") for line in lines(year, "8"))
    assert "12 Moyens (annexe réservée)" not in "\n".join(manques(copies(year)[""]))
    assert "Coût annuel prévu | 80 000 €" in lines(copies(year)["-annexe"], "12")
    clspd = of(automne, "bilan_clspd", "2026")
    assert "Étouvie | 6 h 48 | 23 | 6 sur 6 | 6 sur 6 | 3" in lines(clspd, "3")
    assert "Site A" not in "\n".join(line for n in "12345678" for line in lines(clspd, n))
    money = of(automne, "couts_temps", "2026")
    assert any(line.startswith("Amiens Métropole | 75 % | – | 60") for line in lines(money, "2"))
    # 80 000 € a year, 263 days of it, 6 h 48.
    assert "Coût d'une heure de présence | 8 477 €" in lines(money, "4")
    share = lines(of(automne, "compte_financeur", "cm-etat.2026"), "1")
    assert share[-1] == "Montant | 20 000 €"
    assert "60 000 €" not in "\n".join(share)
    spared = of(automne, "annexe_couts_evites", "2026")
    assert "38" not in "\n".join(lines(spared, "4"))
    assert [line.partition(" :")[0] for line in manques(spared)] == [
        "1 Chiffres des partenaires",
        "2 Leur méthode",
    ]


def test_a_landlord_reads_its_stock_and_what_it_was_sent_elsewhere(automne: Scene) -> None:
    for sujet in ("sv-bailleur.2026-T4", "sv-bailleur.2026"):
        extract = of(automne, "extrait_bailleur", sujet)
        assert "Ce n'est ni un constat opposable" in "\n".join(lines(extract, "1"))
        assert any(line.startswith("Étouvie | 3 h 00") for line in lines(extract, "2"))
        signalements = lines(extract, "3")
        assert "Étouvie | Éclairage public en panne | 1 | 3 j (de 3 à 3, n = 1)" in signalements
        assert "Envoyés | 2" in signalements
        assert "Encore ouverts | 1" in signalements
        (waiting,) = lines(extract, "4")
        assert waiting.startswith("V-0003 | Éclairage public en panne | Site A")


def test_registers_hold_each_decision_and_each_answer(automne: Scene) -> None:
    meets(automne, date(2026, 11, 3), "Samir Benali suivra le site B.")
    register = of(automne, "registre_decisions", "2026")
    assert "2 octobre 2026 : Ouvrir le site A." in lines(register, "1")
    assert "Samir" not in str(register)
    assert any("désignent peut-être quelqu'un" in line for line in manques(register))
    assert any(
        line.startswith("28 septembre 2026 | Ouvrir Site A") for line in lines(register, "2")
    )
    asked = lines(of(automne, "registre_preconisations", "2026"), "1")
    assert any(line.startswith("P-0007 | Site A") for line in asked)
    sums = lines(of(automne, "instances_contrat_ville", "2026-T4"), "6")
    assert sums[-1] == "proposée | 1"


def test_places_are_analysed_and_what_comes_back_is_named(automne: Scene) -> None:
    plan = lines(of(automne, "plan_action", "etouvie"), "1")
    assert any(line.endswith("| 2 mois | 6") for line in plan)
    crossed = lines(of(automne, "note_analyse", "site-a"), "4")
    assert crossed[0].startswith("Soirée | 6 | Jeux d'enfants 6")
    diagnosis = of(automne, "diagnostic_social", "etouvie")
    assert "Sites suivis | Site A, Site C" in lines(diagnosis, "1")
    assert any(line.startswith("novembre | 6 h 48 | 23") for line in lines(diagnosis, "5"))


def test_each_of_several_employers_has_its_own_sites_and_none_of_the_others(
    sqlite_database: Database,
) -> None:
    """Lille's case, by the file alone: two employers on one dispositif (A02, A21)."""
    config = example("amiens")
    two = tuple(Porteur(slug=slug, label=slug.capitalize()) for slug in ("nord", "sud"))
    held = {"site-a": "nord", "site-b": "sud", "site-c": "nord"}
    sites = tuple(one.model_copy(update={"porteur": held[one.slug]}) for one in config.sites)
    update = {"porteurs": two, "sites": sites}
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, config.model_copy(update=update))
        scene.presence("2026-11-17 17:00", "2026-11-17 19:00")
        scene.presence("2026-11-18 17:00", "2026-11-18 20:00", site="site-b")
        scene.rencontres("2026-11-18 18:00", site="site-b", seniors=31)
        nord, sud = (of(scene, "bilan_porteur", f"{slug}.2026") for slug in ("nord", "sud"))
        work = Work(tx, scene.programme, paris("2027-01-10 09:00"))
        owed = {one.copie.cible.cle for one in dus.due(work) if one.nom == "bilan_porteur"}
        whole = of(scene, "bilan_annuel", "2026")
    assert owed == {"nord.2026", "sud.2026"}
    assert lines(nord, "1")[0].startswith("Site A | 2 h 00")
    assert lines(sud, "1")[0].startswith("Site B | 3 h 00")
    for mine, other in ((nord, "Site B"), (sud, "Site A")):
        assert other not in json.dumps(mine, ensure_ascii=False)
    assert "31" not in json.dumps(nord["parties"])
    assert mise_en_page(whole)["porteurs"] == "Nord, Sud"
    assert mise_en_page(whole)["commanditaires"].endswith("FIPD"), "whoever the file names (A09)"


def test_heads_are_told_by_quartier_beside_those_of_the_year_before(
    sqlite_database: Database,
) -> None:
    """Adultes relais in office, correspondants kept or not, new quartiers (K24, K25)."""
    heads = [
        (2025, "ta-adultes-relais", 3),
        (2026, "ta-adultes-relais", 4),
        (2026, "ta-correspondants", 1),
    ]
    counted = tuple(
        Effectif(annee=year, quartier="etouvie", type=kind, nombre=n) for year, kind, n in heads
    )
    config = example("amiens").model_copy(update={"effectifs": counted})
    with sqlite_database.transaction() as tx:
        told = lines(of(open_scene(tx, config), "bilan_annuel", "2026"), "10.1")
    assert told[:2] == [
        "Étouvie | Adultes relais | 3 | 4",
        "Étouvie | Correspondants de quartier | – | 1",
    ]
    assert "Quartiers entrés dans la géographie prioritaire : Elbeuf – Lescouvé (2024)." in told


def test_a_budget_of_a_period_is_told_in_proportion_of_its_days(
    sqlite_database: Database,
) -> None:
    """73 000 € for twelve months, then another budget (A06): 184 days of the first one."""
    config = example("amiens")
    spans = [
        (date(2026, 7, 1), date(2027, 6, 30), 73_000),
        (date(2027, 7, 1), date(2028, 3, 31), 9),
    ]
    budgets = tuple(Budget(debut=first, fin=last, montant_eur=n) for first, last, n in spans)
    convention = config.convention.model_copy(update={"budgets": budgets})
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, config.model_copy(update={"convention": convention}))
        scene.presence("2026-11-17 17:00", "2026-11-17 19:00")
        told = lines(of(scene, "couts_temps", "2026", "2027-01-10 09:00"), "4")
    assert "Budget de ces jours | 36 800 €" in told
    assert "Coût d'une heure de présence | 18 400 €" in told
