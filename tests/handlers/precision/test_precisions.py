"""What an entry says besides its questions: a default on its card, changed by one tap."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from storage.machine.db import Database
from storage.models import (
    ActionCollective,
    Audit,
    Conflit,
    DossierMediation,
    Observation,
    Preconisation,
    Presence,
    Rencontre,
    Sollicitation,
)
from tests.handlers.mons import mons_team
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    MEDIATEUR,
    MEDIATRICE,
    Team,
    open_team,
)
from tests.storage.dispositif_cast import edited


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def noted(team: Team, *labels: str) -> str:
    team.says(MEDIATRICE, labels[0])
    return team.taps(MEDIATRICE, *labels[1:])


def test_who_began_is_said_with_its_default_and_one_tap_says_otherwise(street: Team) -> None:
    said = noted(street, "🙋 Sollicitation", "12-17 ans", "Bruit", "Écoute")
    assert said.endswith("🔎 Initiative : On nous a sollicités · Cadre : Individuel.")
    alone = ["✔️ Individuel", "Collectif"]
    assert street.labels(MEDIATRICE) == ["Aller-vers (nous)", "✔️ On nous a sollicités", *alone]
    said = street.taps(MEDIATRICE, "Aller-vers")
    assert street.toasts[-1] == "Initiative : Aller-vers (nous)"
    assert said.endswith("écoute.\n🔎 Initiative : Aller-vers (nous) · Cadre : Individuel.")
    assert street.labels(MEDIATRICE)[:2] == ["✔️ Aller-vers (nous)", "On nous a sollicités"]
    assert street.rows(Sollicitation)[0].initiative == "aller-vers"
    assert [(row.acte, row.detail) for row in street.rows(Audit)] == [
        ("preciser_initiative", "Initiative : On nous a sollicités")
    ]


def test_several_at_once_are_helped_together_and_one_tap_says_otherwise(street: Team) -> None:
    said = noted(street, "🙋 Sollicitation", "Groupe de jeunes", "Bruit", "Écoute")
    assert said.endswith("Cadre : Collectif.")
    street.taps(MEDIATRICE, "Individuel")
    assert street.rows(Sollicitation)[0].cadre == "individuel"
    assert "(Cadre : Individuel)" in street.day(MEDIATRICE), "out of the usual for a group"


def test_the_day_says_what_is_out_of_the_usual_and_corrects_it(street: Team) -> None:
    noted(street, "🙋 Sollicitation", "12-17 ans", "Bruit", "Écoute")
    usual = "17 h 04 · Bruit, nuisances : Écoute"
    assert usual in street.day(MEDIATEUR).split("\n")
    said = street.taps(MEDIATEUR, usual, "🔎 Initiative", "Aller-vers")
    assert said == f"✅ Corrigé : {usual} (Initiative : Aller-vers (nous))"
    assert street.rows(Sollicitation)[0].initiative == "aller-vers"


def test_a_longer_list_is_unfolded_in_the_same_card(street: Team) -> None:
    said = noted(
        street, "🙋 Sollicitation", "18-25 ans", "Emploi", "Relais transmis", "Mission", "✅ Oui"
    )
    assert "Déjà suivi par : personne de connu · Besoin : non précisé." in said
    asked = street.taps(MEDIATRICE, "✏️ Déjà suivi par")
    assert "jamais un nom : vous venez en appui, sans vous substituer." in asked
    assert "R-0001" in asked, "the word stays on the screen"
    said = street.taps(MEDIATRICE, "Prévention spécialisée")
    assert "Déjà suivi par : Prévention spécialisée" in said
    street.taps(MEDIATRICE, "✏️ Besoin", "⬅️ Retour", "✏️ Besoin", "Mobilité")
    row = street.rows(Sollicitation)[0]
    assert (row.suivi_par, row.besoin) == ("prevention-specialisee", "be-mobilite")
    assert "14 jours" in street.labels(MEDIATRICE)
    street.taps(MEDIATRICE, "✏️ Déjà suivi par", "personne de connu")
    assert street.rows(Sollicitation)[0].suivi_par is None


def test_the_kind_of_institution_is_offered_where_the_file_says_so(street: Team) -> None:
    said = noted(street, "🙋 Sollicitation", "26-59", "Souci", "Écoute")
    assert "Institution : non précisée" in said
    street.taps(MEDIATRICE, "✏️ Institution", "École")
    assert street.rows(Sollicitation)[0].institution == "in-ecole"
    assert "Institution : École" in street.day(MEDIATRICE)


def test_a_conflict_says_its_stage_and_the_service_it_was_passed_to(street: Team) -> None:
    said = noted(street, "⚡ Conflit", "⚡ En direct", "Bruit", "⏭", "Désamorçage", "Relais passé")
    assert said.endswith("🔎 Stade : Avéré · Service : non précisé.")
    assert street.labels(MEDIATRICE)[:3] == ["Naissant", "✔️ Avéré", "Ancré"]
    street.taps(MEDIATRICE, "Ancré", "✏️ Service", "Police municipale")
    (row,) = street.rows(Conflit)
    assert (row.stade, row.service) == ("ancre", "sv-police-municipale")
    day = street.day(MEDIATRICE)
    assert "relais passé (Stade : Ancré, Service : Police municipale)" in day


def test_a_deferred_conflict_says_its_parties_and_its_stage(street: Team) -> None:
    said = noted(
        *(street, "⚡ Conflit", "🕐 En différé", "Habitant", "Bruit", "✅ Oui"),
        *("Médiation navette", "Demain"),
    )
    assert said.endswith("🔎 Parties : Entre personnes · Stade : Avéré.")
    assert "📂 M-0001" in street.labels(MEDIATRICE)
    street.taps(MEDIATRICE, "Entre groupes", "Naissant")
    (row,) = street.rows(DossierMediation)
    assert (row.parties, row.stade) == ("groupes", "naissant")
    assert "(Parties : Entre groupes, Stade : Naissant)" in street.day(MEDIATRICE)


def test_an_action_says_for_whom_and_for_which_objective_of_its_site(street: Team) -> None:
    said = noted(street, "/action", "Réunion", "Propreté", "6 à 10", "✅ Enregistrer")
    assert said.endswith("🔎 Pour : Habitants · Objectif du site : aucun.")
    street.taps(MEDIATRICE, "Institutions", "Faire revenir", "Idée d'habitants")
    said = street.taps(MEDIATRICE, "✏️ Dispositif d'appui", "FPH")
    assert said.endswith("Origine : Idée d'habitants · Dispositif d'appui : FPH.")
    (row,) = street.rows(ActionCollective)
    assert (row.cible, row.stade) == ("ca-institutions", None)
    assert (row.origine, row.appui) == ("oi-habitants", "ap-fph")
    assert row.objectif == "Faire revenir les familles sur la place"
    street.day(MEDIATRICE)
    said = street.taps(MEDIATRICE, "17 h 04 · Réunion")
    assert "Objectif du site : Faire revenir les familles sur la place, Origine" in said
    said = noted(
        *(street, "/action", "📍 Autre site", "📍 Site B", "Projet", "Propreté", "6 à 10"),
        "✅ Enregistrer",
    )
    assert "Projet : En cours" in said
    assert "Objectif du site : Accompagner l'ouverture du square rénové" in said, "its only one"
    street.taps(MEDIATRICE, "Idée")
    assert street.rows(ActionCollective)[-1].stade == "sp-idee"


def test_an_observation_says_the_kind_of_place(street: Team) -> None:
    said = noted(street, "👁 Observation", "🙂 4", "Moyenne", "✅ Enregistrer")
    assert said.endswith("C'est noté.\n🔎 Lieu : Place, square.")
    street.taps(MEDIATRICE, "✏️ Lieu", "Abords d'école")
    (row,) = street.rows(Observation)
    assert row.type_lieu == "abords-ecole"
    assert "✏️ Un mot ?" in street.labels(MEDIATRICE)
    asked = street.taps(MEDIATRICE, "✏️ Ressource repérée : aucune")
    assert "Une chose, jamais quelqu'un." in asked
    street.taps(MEDIATRICE, "Un savoir-faire")
    assert street.rows(Observation)[0].ressource == "re-savoir-faire"
    said = "(Lieu : Abords d'école, Ressource repérée : Un savoir-faire)"
    assert said in street.day(MEDIATRICE)


def test_a_preconisation_says_what_it_aims_at(street: Team) -> None:
    noted(street, "👁 Observation", "🙂 4", "Moyenne", "− Dégradations", "✅ Enregistrer")
    noted(street, "/preconisation", "Aménagement", "Éclairage public")
    street.says(MEDIATRICE, "Un banc face au terrain.")
    said = street.taps(MEDIATRICE, "3 mois", "✅ Oui")
    assert said.endswith("Vous saurez sa réponse.\n🔎 Visée : Réduire des mésusages.")
    street.taps(MEDIATRICE, "Idée d'habitants", "Meilleure appropriation")
    assert street.rows(Preconisation)[0].origine == "oi-habitants"
    assert street.rows(Preconisation)[0].visee == "appropriation"
    assert street.reads(COORDINATION) == (
        "💡 <b>P-0001</b> : le binôme précise sa visée, meilleure appropriation."
    )
    street.says(COORDINATION, "/preconisations")
    assert "Visée : Meilleure appropriation" in street.taps(COORDINATION, "P-0001")


def test_a_presence_during_an_event_says_so_once_it_is_over(street: Team) -> None:
    street.clock.advance(timedelta(hours=2))
    said = noted(street, "▶️ Présence", "⏹ Terminer", "⏭", "⏭")
    assert said.endswith("🔎 Moment : ordinaire.")
    said = street.taps(MEDIATRICE, "Pendant un événement")
    assert said.endswith("🔎 Moment : Pendant un événement.")
    assert said.startswith("✅ Présence terminée. Site A : 17 h 04 → 19 h 04")
    assert street.rows(Presence)[0].evenement == "evenement"
    assert "19 h 04 (Moment : Pendant un événement)" in street.day(MEDIATRICE)


def test_the_quick_entry_takes_the_same_defaults(street: Team) -> None:
    noted(street, "8 ados, calme, deux voisins s'engueulent", "Apaisé", "✅ Enregistrer")
    (seen,), (conflict,) = street.rows(Observation), street.rows(Conflit)
    assert (seen.type_lieu, conflict.stade) == ("place", "avere")
    assert "Stade" not in street.day(MEDIATRICE), "it goes without saying"


def test_who_a_group_was_is_off_by_default(street: Team) -> None:
    said = noted(street, "👥 Rencontres", "12-17 ans", "26-59 ans", "✅ Fini", "⏭")
    assert said == "👥 2 rencontres enregistrées. Depuis le début de la présence : 2."


def test_who_a_group_was_is_said_of_all_of_it_where_the_file_asks(
    sqlite_database: Database, clock: MovableClock
) -> None:
    asked = edited(
        *('label: "Plutôt des femmes", actif: false', 'label: "Plutôt des femmes"'),
        *('label: "Plutôt des hommes", actif: false', 'label: "Plutôt des hommes"'),
        *('label: "Mixte", actif: false', 'label: "Mixte"'),
    )
    team = open_team(sqlite_database, clock, asked)
    said = noted(team, "👥 Rencontres", "📍 Site A", "12-17 ans", "26-59 ans", "✅ Fini", "⏭")
    assert said.endswith("🔎 Groupe : non précisé.")
    team.taps(MEDIATRICE, "✏️ Groupe", "Mixte")
    assert [row.genre for row in team.rows(Rencontre)] == ["mixte", "mixte"]


def test_only_who_may_correct_an_entry_specifies_it(street: Team) -> None:
    noted(street, "🙋 Sollicitation", "12-17 ans", "Bruit", "Écoute")
    message, data = street.button(MEDIATRICE, "Aller-vers")
    gone = (
        "Cela ne se précise plus : la saisie a plus de sept jours, est supprimée, "
        "ou d'un autre binôme."
    )
    assert street.presses(AUTRE_BINOME, message, data) == gone
    street.clock.advance(timedelta(days=8))
    assert street.presses(MEDIATRICE, message, data) == gone
    assert street.rows(Sollicitation)[0].initiative == "sollicites"


def test_mons_specifies_with_its_own_lists(sqlite_database: Database, clock: MovableClock) -> None:
    team = mons_team(sqlite_database, clock)
    noted(team, "🙋 Sollicitation", "📍 Site A", "12-17 ans", "Bruit", "Écoute")
    team.taps(MEDIATRICE, "Aller-vers")
    assert team.rows(Sollicitation)[0].initiative == "aller-vers"
