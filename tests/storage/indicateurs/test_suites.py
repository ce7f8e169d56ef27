"""What follows an evening, as it stood when each period ended, with an honest denominator."""

from __future__ import annotations

from datetime import date

from bot.domain.vies.mediation import EtatConnu
from storage import audit
from storage.figures import lieux
from storage.indicateurs import (
    actions,
    conflits,
    delais,
    demandes,
    instances,
    preconisations,
    relais,
    sollicitations,
    veille,
)
from storage.indicateurs.contrat import Mediane, Nombre, Proportion
from storage.indicateurs.releve import Releve, releve
from storage.indicateurs.signalements import open_at, overdue_at
from storage.models import Demande, EcheanceFaite, Reunion, SignalementActe
from tests.digests.scene import Scene, paris
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

LUNDIS = [date(2026, 11, day) for day in (2, 9, 16, 23, 30)]
PRIS = ("prendre_en_charge", "pris-en-charge")


def of_november(scene: Scene) -> Releve:
    """Its four weeks, on every site."""
    places = lieux(scene.tx, scene.programme.id)
    return releve(scene.tx, scene.programme, places, LUNDIS)


def test_requests_orientations_demarches_and_relais_are_apart(scene: Scene) -> None:
    le = "2026-11-10 17:00"
    for reponse in ("ecoute", "demarche-ensemble", "orientation", "relais"):
        sollicite(scene, reponse, le, domaine="emploi")
    sollicite(scene, "transmis-mediation-ville", le, initiative="aller-vers")
    sollicite(scene, "ecoute", le, initiative="sollicites")
    whole = of_november(scene)
    assert sollicitations.sollicitations(whole) == Nombre(6)
    assert sollicitations.demarches(whole) == Nombre(1)
    assert sollicitations.orientations(whole).par == {"emploi": 1, "mediation-ville": 1}
    assert sollicitations.part_aller_vers(whole) == Proportion(1, 2)
    assert sollicitations.transmissions_ville(whole) == Nombre(1)


def test_a_relais_weighs_when_its_check_falls_due_whatever_became_of_it(scene: Scene) -> None:
    """Opened in the first week, due in the second; what is learnt later is not known yet."""
    handed_over(scene, "2026-11-03 17:00", (*PRIS, "2026-11-12 17:00"))
    handed_over(scene, "2026-11-03 17:00", (*PRIS, "2026-11-17 17:00"))
    lost = ("rester_sans_nouvelles", "pas-de-nouvelles", "2026-11-11 17:00")
    handed_over(scene, "2026-11-04 17:00", lost)
    handed_over(scene, "2026-11-20 17:00", partenaire="pa-ccas")
    whole = of_november(scene)
    first, second, third = (whole.at(rang) for rang in range(3))
    assert relais.relais_ouverts(first) == Nombre(3)
    assert relais.relais_verifies(first) == Proportion(0, 0)
    assert relais.relais_verifies(second) == relais.relais_effectifs(second) == Proportion(1, 3)
    assert relais.relais_sans_nouvelles(second) == Proportion(1, 3)
    assert relais.relais_effectifs(second.at(1, 2)) == Proportion(2, 3)
    assert relais.relais_avec_nouvelles(third) == Proportion(1, 1)
    assert relais.relais_en_cours(third) == Nombre(4)
    assert relais.relais_issues(second).par == {
        "effectif": 1,
        "pas-verifie": 1,
        "sans-nouvelles": 1,
    }


def test_an_overdue_check_is_one_that_was_planned_before_the_period_ended(scene: Scene) -> None:
    """Asked again later, it was overdue all the same: the deed keeps what was planned before."""
    asked = ("rester_sans_nouvelles", "pas-de-nouvelles", "2026-11-20 17:00")
    handed_over(
        scene,
        "2026-11-03 17:00",
        asked,
        avant={"verifier_le": paris("2026-11-10 00:00").isoformat()},
        verifier_le=paris("2026-11-27 00:00"),
    )
    overdue = [relais.relais_en_retard(of_november(scene).at(rang)).n for rang in range(4)]
    assert overdue == [0, 1, 0, 1]


def test_a_continued_relais_is_counted_thirty_days_after_it_was_taken_up(scene: Scene) -> None:
    still = ("confirmer_suivi", "suivi-confirme", "2026-11-12 17:00")
    taken = (*PRIS, "2026-10-12 17:00")
    handed_over(scene, "2026-10-05 17:00", taken, still, clos_le=paris(still[2]))
    stopped = ("arreter_suivi", "suivi-arrete", "2026-10-20 17:00")
    handed_over(scene, "2026-10-05 17:00", taken, stopped, clos_le=paris(stopped[2]))
    whole = of_november(scene)
    assert relais.relais_continus(whole.at(1)) == Proportion(1, 2)
    assert relais.relais_continus(whole.at(0)) == Proportion(0, 0)


def test_conflicts_and_mediations_as_they_stood(scene: Scene) -> None:
    conflict(scene, "apaise", "2026-11-10 17:00")
    conflict(scene, "apaise-instant", "2026-11-10 17:00", type="cf-usage")
    mediation(scene, "2026-11-10 10:00", "refus", clos_le=paris("2026-11-18 10:00"))
    whole = of_november(scene)
    assert conflits.conflits_apaises(whole) == Proportion(1, 2)
    assert conflits.conflits(whole.at(1)).par == {"cf-voisinage": 2, "cf-usage": 1}
    assert conflits.mediations_etats(whole.at(1)).par == {EtatConnu.EN_COURS: 1}
    assert conflits.mediations_etats(whole.at(2)).par == {EtatConnu.SANS_ACCORD: 1}
    assert conflits.mediations_closes(whole.at(2)) == Nombre(1)
    assert conflits.mediations_etats(whole.at(3)).par == {}


def test_an_accord_is_kept_when_its_last_check_says_so(scene: Scene) -> None:
    """Broken before its last check, it is not; taken back, it never was one."""
    j15, j30 = "2026-11-03 09:30", "2026-11-18 09:30"
    kept, broken, undone = (mediation(scene, "2026-10-10 10:00", "accord") for _ in range(3))
    check(scene, kept, "j15", j15, "tenu", j15)
    check(scene, kept, "j30", j30, "tenu", j30)
    check(scene, broken, "j15", j15, "rompu", j15)
    check(scene, broken, "j30", j30, "sans_objet", j15)
    check(scene, undone, "j15", j15, "sans_objet", "2026-10-20 10:00")
    check(scene, undone, "j30", j30, "sans_objet", "2026-10-20 10:00")
    whole = of_november(scene)
    assert conflits.accords_tenus(whole.at(2)) == Proportion(1, 2)
    assert conflits.accords_verifies(whole.at(0)) == Proportion(1, 2)


def test_a_signalement_is_told_as_it_stood_and_under_who_had_it(scene: Scene) -> None:
    lamp = scene.signalement("2026-11-03 10:00")
    scene.acte(lamp, "traite_annonce", "2026-11-05 10:00")
    scene.acte(lamp, "verifie", "2026-11-12 10:00")
    bin_ = scene.signalement("2026-11-03 10:00", categorie="vt-corbeille-pleine")
    told = {"de": "emis", "vers": "reoriente", "par": "service:sv-eclairage", "motif": ""}
    scene.tx.add(
        SignalementActe(
            signalement_id=bin_.id, le=paris("2026-11-17 10:00"), acte="reorienter",
            avant={"service": "sv-eclairage"}, **told,
        )
    )  # fmt: skip
    bin_.service, bin_.statut = "sv-proprete", "reoriente"
    scene.signalement("2026-11-20 10:00")
    whole = of_november(scene)
    first, second, third = (whole.at(rang) for rang in range(3))
    assert veille.signalements(first).par == {"sv-eclairage": 2}
    assert veille.signalements_en_retard(first).par == {"sv-eclairage": 1}
    assert veille.signalements_a_verifier(first).n == 1
    assert veille.signalements_verifies(second).par == {"sv-eclairage": 1}
    assert veille.signalements_en_retard(third).par == {"sv-proprete": 1}
    assert veille.signalements_clos(first) == Proportion(0, 2)
    assert veille.signalements_clos(whole.at(0, 1)) == Proportion(1, 2)
    assert delais.delai_traitement(first) == Mediane(2, 2, 2, 1)
    assert delais.delai_verification(second) == Mediane(9, 9, 9, 1)
    assert list(delais.delai_traitement_services(first).par) == ["sv-eclairage"]
    assert delais.recurrence(whole) == Proportion(1, 1)
    assert delais.signalements_revenus(third) == Proportion(1, 1)


def test_a_repair_that_did_not_hold_is_late_again_and_dead_ends_are_in_no_figure(
    scene: Scene,
) -> None:
    lamp = scene.signalement("2026-11-10 18:40")
    scene.acte(lamp, "traite_annonce", "2026-11-12 09:00")
    scene.acte(lamp, "toujours_la", "2026-11-17 18:00")
    for statut in ("annule", "doublon"):
        row = scene.signalement("2026-11-17 18:40")
        scene.acte(row, statut, "2026-11-18 09:00")
    whole = of_november(scene)
    assert veille.signalements_en_retard(whole.at(1)).n == 0
    assert (
        veille.signalements_en_retard(whole.at(2)).n == veille.signalements_ouverts(whole).n == 1
    )
    assert veille.signalements(whole.at(2)).n == 0


def test_the_overdue_come_by_deadline_and_the_oldest_open_first(scene: Scene) -> None:
    for day, hours in (("16", 72), ("17", 24), ("18", 24), ("22", 72)):
        scene.signalement(f"2026-11-{day} 10:00", delai_heures=hours)
    announced = scene.signalement("2026-11-16 08:00", delai_heures=1)
    scene.acte(announced, "traite_annonce", "2026-11-17 08:00")
    third = of_november(scene).at(2)
    assert [line.numero for line in overdue_at(third)] == [2, 1, 3]
    assert [line.numero for line in open_at(third)][:2] == [announced.numero, 1]


def test_actions_and_partners_are_counted_once_each(scene: Scene) -> None:
    le = "2026-11-10 17:00"
    handed_over(scene, le, partenaire="pa-ccas")
    handed_over(scene, le, partenaire="pa-ccas")
    kinds = ["ccas", "conseil-citoyen"]
    action(scene, "ac-reunion", "p-6-10", le, partenaires=kinds, cible="ca-habitants")
    action(scene, "ac-projet-habitants", "p-plus-50", le, stade="sp-idee", objectif="Apaiser")
    whole = of_november(scene)
    assert actions.participants(whole).n == 59
    assert actions.partenaires_mobilises(whole) == Nombre(2)
    assert actions.partenaires_sortes(whole).par == {"ccas": 1, "conseil-citoyen": 1}
    assert actions.actions_conseil_citoyen(whole) == Proportion(1, 2)
    assert actions.actions_objectif(whole) == Proportion(1, 2)
    assert actions.projets_stades(whole).par == {"sp-idee": 1}
    assert actions.actions_cibles(whole).par == {"ca-habitants": 1}


def test_a_preconisation_waits_until_it_is_decided_and_again_if_that_is_undone(
    scene: Scene,
) -> None:
    row = preconise(scene, "2026-10-05 10:00")
    preconise(scene, "2026-11-10 10:00", statut="realisee", decidee_le=paris("2026-11-24 10:00"))
    answers = [("retenir", 12), (audit.ANNULER_REPONSE, 13), ("retenir", 25)]
    for acte, day in answers:
        audit.note(scene.tx, paris(f"2026-11-{day} 10:00"), None, acte, row)
    row.statut, row.decidee_le = "retenue", paris("2026-11-25 10:00")
    scene.tx.flush()
    whole = of_november(scene)
    assert preconisations.preconisations_en_attente(whole.at(0)) == Proportion(1, 1)
    assert preconisations.preconisations_en_attente(whole.at(1)) == Proportion(1, 2)
    assert preconisations.preconisations_repondues(whole.at(3)) == Nombre(2)
    assert preconisations.preconisations_suivies(whole) == Proportion(1, 1)


def test_a_request_without_a_place_belongs_to_the_programme_alone(scene: Scene) -> None:
    words = {
        "origine": "dem-habitant", "objet": "od-nuisance", "urgence": "ud-semaine",
        "repondre_avant": paris("2026-11-13 18:00"), "statut": "acceptee",
        "decidee_le": paris("2026-11-11 22:00"),
    }  # fmt: skip
    noted(scene, Demande, "2026-11-10 10:00", numero=1, **words)
    noted(scene, Demande, "2026-11-10 10:00", numero=2, site_id=None, **words)
    whole = of_november(scene)
    assert demandes.demandes(whole).n == 2
    assert demandes.demandes(whole.on(whole.lieux[0])).n == 1
    assert demandes.delai_demande(whole) == Mediane(1.5, 1.5, 1.5, 2)
    assert demandes.demandes_en_attente(whole.at(1)) == Nombre(0)


def test_what_the_convention_sets_a_date_for(scene: Scene) -> None:
    """Decided on 12 October, Site C is due its first comité by the 27th: held on the 26th."""
    programme = scene.programme
    meeting = {"comite": "comite-operationnel-ouest", "decisions": "", "tenue": True}
    for number, day in enumerate((date(2026, 10, 26), date(2026, 11, 12))):
        scene.tx.add(
            Reunion(dispositif_id=programme.id, jour=day, source=f"r:{number}", **meeting)
        )
    scene.tx.flush()
    places = lieux(scene.tx, programme.id)
    octobre = releve(
        scene.tx, programme, places, [date(2026, 10, 5), date(2026, 11, 2), date(2026, 11, 30)]
    )
    assert instances.delai_quinze_jours(octobre.at(0)) == Proportion(1, 3)
    assert instances.reunions_acteurs(octobre.at(1)) == Nombre(1)
    assert instances.trois_comites(octobre) == Proportion(0, 2)
    spring = releve(scene.tx, programme, places, [date(2027, 4, 1), date(2027, 5, 1)])
    assert instances.mesures_n3_faites(spring) == Proportion(0, 3)
    scene.tx.add(
        EcheanceFaite(
            dispositif_id=programme.id, quoi="mesure-impact", faite_le=paris("2027-04-20 10:00"),
            intervention_id=programme.interventions["site-a-automne-2026"],
        )
    )  # fmt: skip
    scene.tx.flush()
    assert instances.mesures_n3_faites(spring) == Proportion(1, 3)
