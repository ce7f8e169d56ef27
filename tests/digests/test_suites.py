"""What follows an evening, in the letter: section by section, to each what it may read (§4.2)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import product
from random import Random
from typing import Any

import pytest

from bot.domain.semaine import Semaine
from digests import render
from digests.compose import compose
from digests.contract import Gravite, Snapshot
from digests.render import Links
from storage.models import EcheanceFaite, Etonnement, RetourDonne, Reunion
from tests.attaque import Attaque, Case, Publie, somme
from tests.digests.scene import CANARI, Scene, paris
from tests.digests.suites import (
    action,
    check,
    conflict,
    handed_over,
    mediation,
    noted,
    preconise,
    sollicite,
)

W47 = Semaine.parse("2026-W47")
LE = "2026-11-17 18:00"
OUEST, TECHNIQUE = "comite-operationnel-ouest", "comite-technique"
PRIS = ("prendre_en_charge", "pris-en-charge")


def lived(scene: Scene) -> None:
    """A full week on Site A: what the letters of Amiens said not one word of."""
    for type_, n in (("logement", 7), ("information", 5), ("insecurite", 2)):
        for _ in range(n):
            sollicite(scene, "orientation", LE, type=type_, domaine="logement-or")
    for _ in range(6):
        sollicite(scene, "demarche-ensemble", LE, initiative="aller-vers")
    handed(scene)
    for issue, n in (("apaise", 9), ("apaise-instant", 4), ("non-apaise", 3)):
        for _ in range(n):
            conflict(scene, issue, LE)
    for _ in range(2):
        mediation(scene, "2026-11-10 10:00")
    together(scene)


def handed(scene: Scene) -> None:
    """Ten relais opened two weeks before: nine were taken up, one was lost."""
    later = {"verifier_le": paris("2026-12-17 00:00"), "partenaire": "pa-ccas"}
    for day in ("2026-11-03", "2026-11-04", "2026-11-05"):
        for hour in range(17, 20):
            handed_over(scene, f"{day} {hour}:00", (*PRIS, LE), **later)
    lost = ("rester_sans_nouvelles", "pas-de-nouvelles", LE)
    handed_over(scene, "2026-11-05 20:00", lost)


def together(scene: Scene) -> None:
    """Actions, préconisations, repairs."""
    action(scene, "ac-reunion", "p-11-20", LE, partenaires=["conseil-citoyen"], objectif="Apaiser")
    theirs = {"origine": "oi-habitants", "appui": "ap-fph", "theme": "th-jeunesse"}
    action(scene, "ac-animation", "p-6-10", LE, cible="ca-habitants", **theirs)
    preconise(scene, LE, numero=4, origine="oi-habitants")
    for number, day in ((1, "06"), (2, "08")):
        preconise(scene, f"2026-10-{day} 10:00", numero=number)
    answered = {"statut": "retenue-en-partie", "decidee_le": paris(LE)}
    preconise(scene, "2026-11-03 10:00", numero=3, **answered)
    lamp = scene.signalement("2026-11-12 10:00")
    scene.acte(lamp, "traite_annonce", "2026-11-16 10:00")
    scene.acte(lamp, "verifie", LE)
    told = {"signalement_id": lamp.id, "personne_id": scene.auteur, "le": paris(LE)}
    scene.tx.add(RetourDonne(**told))
    for day in ("02", "03", "04", "05", "06"):
        scene.signalement(f"2026-11-{day} 10:00", categorie="vt-tag", service="sv-proprete")
    scene.tx.flush()


def point(scene: Scene, comite: str = OUEST, semaine: Semaine = W47) -> Snapshot:
    config = scene.programme.config
    return compose(scene.tx, scene.programme, config.comite(comite), semaine)


def part(text: str, title: str) -> list[str]:
    """The lines of one section of the plain text."""
    after = text.split(f"{title}\n")[1].split("\n\n")
    lines = "\n".join(after[:1] if after[0].strip() else after[:2]).strip().splitlines()
    return [line.removeprefix("- ") for line in lines]


def letter(scene: Scene, comite: str = OUEST, semaine: Semaine = W47) -> str:
    return render.render_text(
        point(scene, comite, semaine) | {"vide": False}, Links(lettre="https://x.example.org/l")
    )


def test_a_busy_week_is_told_section_by_section(soiree: Scene) -> None:
    lived(soiree)
    text = letter(soiree)
    assert part(text, "SOLLICITATIONS ET RELAIS") == [
        "20 sollicitations. Moins de 4 semaines de recul : pas encore de comparaison.",
        "Types : Logement 13 ; le reste, par petits nombres, n'est pas détaillé.",
        "Sur les 6 dont on sait qui a commencé, 6 à notre initiative.",
        "Suites : orientations 14 · démarches faites ensemble 6. Orientations : Logement 14.",
        "9 relais dont on a eu des nouvelles, dont 9 pris en charge ; "
        "moins de 5 relais à vérifier en retard.",
        "Ce que deviennent les relais se lira par douze semaines, dès le 6 décembre 2026.",
    ]
    assert part(text, "CONFLITS ET MÉDIATIONS") == [
        "16 conflits en direct. Types : Voisinage 16. Issues : Apaisé 9 ; "
        "le reste, par petits nombres, n'est pas détaillé.",
        "Moins de 5 médiations suivies.",
    ]
    assert part(text, "ACTIONS ET PARTENAIRES") == [
        "2 actions collectives (Animation, temps convivial 1 · Réunion d'habitants 1), "
        "environ 24 participants (estimation).",
        "Thèmes : Jeunesse 1 · Propreté 1 ; publics visés : Habitants ; "
        "reliées à un objectif du site : 1 sur 2 ; avec le conseil citoyen : 1 sur 2 ; "
        "d'où vient l'idée : Idée d'habitants ; avec l'appui de : FPH.",
        "1 partenaire mobilisé par un relais ou une action.",
        "1 retour donné aux habitants sur ce qu'ils avaient fait signaler.",
    ]
    assert part(text, "PRÉCONISATIONS") == [
        "1 nouvelle, 1 réponse ; 3 attendent une réponse, dont 2 depuis plus de 30 jours.",
        "Nouvelle : P-0004, Aménagement, Site A, pour Voirie (idée d'habitants).",
        "Réponse : P-0003, Aménagement, Site A, pour Voirie, retenue en partie.",
        "En attente depuis 45 jours : P-0002, Aménagement, Site A, pour Voirie.",
    ]
    assert "Vu réparé cette semaine : V-0002, Éclairage public en panne, Site A." in text
    assert "- P-0001, Aménagement, Site A, pour Voirie : sans réponse depuis 47 jours." in text


def test_each_reader_has_what_it_may_read(soiree: Scene) -> None:
    """§4.7: one signalement at a time for its own territoire; nobody small, nobody named."""
    lived(soiree)
    whole = letter(soiree, TECHNIQUE)
    assert "V-0002" not in whole
    assert "Le plus ancien ouvert : Propreté, déchets, depuis 20 jours." in whole
    assert "9 relais dont on a eu des nouvelles, dont 9 pris en charge" in whole
    kept = json.dumps([point(soiree, OUEST), point(soiree, TECHNIQUE)], ensure_ascii=False)
    assert not [word for word in (*CANARI.split(", "), "TILLEUL", "insecurite") if word in kept]
    elus = soiree.programme.config.comite(TECHNIQUE).model_copy(update={"sorte": "elus"})
    found = compose(soiree.tx, soiree.programme, elus, W47)["sections"]["preconisations"]
    assert (found["en_retard"], found["anciennes"], found["proposees"]) == (2, [], [])


def test_what_became_of_relais_is_told_by_blocks_that_never_meet(soiree: Scene) -> None:
    """Twelve weeks more each week would tell, by difference, the one that came (adr/0026)."""
    for hour in range(24):
        became = [(*PRIS, LE)] if hour < 15 else []
        if hour < 9:
            became.append(("confirmer_suivi", "suivi-confirme", "2026-12-18 10:00"))
        handed_over(soiree, f"2026-10-12 {hour:02}:00", *became)
    said = (
        "Du 14 septembre au 6 décembre 2026, 24 relais sont arrivés à échéance : "
        "pris en charge 15 · pas encore vérifiés 9. Relais effectifs : 62 % (15 sur 24)."
    )
    heard = [said in letter(soiree, semaine=W47.shifted(rang)) for rang in (1, 2, 13, 14)]
    assert heard == [False, True, True, False]
    later = letter(soiree, semaine=W47.shifted(14))
    assert "prises en charge ont atteint 30 jours, dont 9 toujours suivies." in later


@pytest.mark.parametrize(
    "note",
    [
        lambda scene: handed_over(scene, "2026-11-03 17:00", (*PRIS, LE)),
        lambda scene: conflict(scene, "apaise", LE),
        lambda scene: check(scene, mediation(scene, "2026-10-01 10:00"), "j15", LE, "tenu", LE),
        lambda scene: noted(scene, Etonnement, LE, lundi=W47.lundi, question="q-surprise"),
        lambda scene: preconise(scene, LE),
    ],
)
def test_a_week_is_empty_only_when_nothing_at_all_was_noted(soiree: Scene, note: Any) -> None:
    """The week after the evening: nothing, then a single thing, a verified relais included."""
    after = W47.shifted(1)
    assert point(soiree, semaine=after)["vide"]
    assert len(render.render_text(point(soiree, semaine=after), Links("l")).splitlines()) <= 5
    soiree.tx.flush()
    note(soiree)
    assert not point(soiree)["vide"]


def test_dates_to_come_have_their_year_their_clock_and_what_is_late(soiree: Scene) -> None:
    programme, tx = soiree.programme, soiree.tx
    meetings = [(date(2026, 11, 12), True), (date(2026, 12, 3), None)]
    for number, (day, held) in enumerate(meetings):
        words = {"comite": OUEST, "decisions": "", "source": f"r:{number}", "tenue": held}
        tx.add(Reunion(dispositif_id=programme.id, jour=day, **words))
    tx.flush()
    echeances = part(letter(soiree), "ÉCHÉANCES")
    assert echeances[0] == (
        "Comité opérationnel Ouest : 1 réunion tenue sur 3 depuis le 12 octobre 2026 ; "
        "la prochaine le jeudi 3 décembre 2026."
    )
    assert echeances[-1].startswith("Lundi 28 décembre 2026 (dans 5 semaines) : Comité technique")
    february = Semaine.parse("2027-W05")
    late = point(soiree, semaine=february)["sections"]["echeances"]
    assert late["urgence"] == Gravite.EN_RETARD
    assert [(row["label"], row["site"]) for row in late["en_retard"]] == [
        ("Comité technique", ""),
        ("Compte rendu final", "Site A"),
    ]
    site_a = programme.interventions["site-a-automne-2026"]
    ticked = {"quoi": "compte-rendu", "faite_le": paris("2027-01-20 10:00")}
    tx.add(EcheanceFaite(dispositif_id=programme.id, intervention_id=site_a, **ticked))
    tx.flush()
    late = point(soiree, semaine=february)["sections"]["echeances"]["en_retard"]
    assert [row["label"] for row in late] == ["Comité technique"]


def test_the_clock_of_the_first_comite_runs_from_its_decision(soiree: Scene) -> None:
    """Site C was decided on 12 October: on Sunday 18, six days of fifteen are gone."""
    config = soiree.programme.config
    found = compose(soiree.tx, soiree.programme, config.comite(OUEST), Semaine.parse("2026-W42"))
    text = render.render_text(found | {"vide": False}, Links())
    assert (
        "Mardi 27 octobre 2026 (dans 1 semaine) : 1er comité opérationnel, Site C "
        "(date calculée, J+6 sur 15)" in text
    )


def test_definitions_stand_behind_the_link_of_a_letter(soiree: Scene) -> None:
    found, definition = point(soiree), "Rencontre : un échange, même bref."
    assert definition in render.render_text(found, Links())
    for told in (render.render_text, render.render_html):
        assert definition not in told(found, Links(lettre="https://x.example.org/l"))


def test_a_point_that_was_frozen_before_is_still_read(soiree: Scene) -> None:
    """It kept a delay in hours, and none of the lists made since."""
    found = point(soiree)
    veille = found["sections"]["veille_technique"]
    for gone in ("delai", "delais_services", "anciens", "repares", "rien"):
        del veille[gone]
    veille |= {"delai_heures": 30, "delai_n": 2}
    for gone in ("sollicitations", "conflits", "actions", "preconisations"):
        del found["sections"][gone]
    text = render.render_text(found, Links())
    assert "annonce d'une réparation : 30 heures (n = 2)." in text


TYPES = {
    "cf-usage": "Usage de l'espace",
    "cf-voisinage": "Voisinage",
    "cf-regles": "Règles de vie commune",
}
ISSUES = {"apaise": "Apaisé", "non-apaise": "Pas apaisé", "relais-passe": "Relais passé"}


def quarrelled(scene: Scene, weeks: list[Semaine]) -> dict[Case, int]:
    """Two months of conflicts, often very few of a kind: what is true of each type and issue."""
    chance, truth = Random(20261130), Counter[Case]()  # noqa: S311 (the same at every run)
    for semaine, (territoire, site) in product(weeks, (("ouest", "site-a"), ("nord", "site-b"))):
        for type_, issue in product(TYPES, ISSUES):
            for _ in range(chance.choice((0, 0, 1, 2, 7))):
                conflict(scene, issue, f"{semaine.lundi} 18:00", type=type_, site=site)
                truth[Case(territoire, semaine.label, type_)] += 1
                truth[Case(territoire, semaine.label, issue)] += 1
    return truth


def told(found: Snapshot, territoire: str, semaine: Semaine) -> Iterator[Publie]:
    """The numbers of one letter: all of them together, then each word that it tells."""
    for name, labels in (("types", TYPES), ("issues", ISSUES)):
        count, words = found["sections"]["conflits"][name], {v: k for k, v in labels.items()}
        if not count["tus"]:
            yield somme([territoire], [semaine.label], labels, count["n"])
        for label, n in count["par"].items():
            yield somme([territoire], [semaine.label], [words[label]], n)


def test_two_months_of_letters_together_tell_no_small_count_of_conflicts(soiree: Scene) -> None:
    weeks = [W47.shifted(rang) for rang in range(4)]
    attaque = Attaque(quarrelled(soiree, weeks))
    for semaine, territoire in product(weeks, ("ouest", "nord")):
        found = point(soiree, f"comite-operationnel-{territoire}", semaine)
        attaque.recoit(f"{territoire}-{semaine.label}", "", told(found, territoire, semaine))
    assert attaque.petits() == {}
    assert len(attaque.sait()) > len(weeks), "the letters do say something"


def test_requests_are_beside_those_of_the_four_weeks_before(scene: Scene) -> None:
    """Of the twelve that are read, the nearest: not the first."""
    scene.presence("2026-10-19 10:00", "2026-10-19 12:00")
    for day in ("10-20", "10-27", "11-03", "11-10", "11-17"):
        for _ in range(10):
            sollicite(scene, "demarche-ensemble", f"2026-{day} 18:00")
    told = render.render_text(point(scene), Links())
    assert "10 sollicitations. → stable (moyenne des 4 semaines précédentes : 10)." in told
