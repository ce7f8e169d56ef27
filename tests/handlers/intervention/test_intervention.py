"""Interventions and sites: opened in a few taps, renewed on a bilan, ended, called to mind."""

from __future__ import annotations

import html
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.domain.semaine import Semaine
from bot.words import date_longue
from digests import render
from digests.compose import compose
from digests.render import Links
from handlers.echeances.clock import remind
from storage import reunions
from storage.dispositif import Intervention
from storage.models import Ajustement, Outbox, Signalement, SiteRow
from storage.referential import synchronise
from tests.handlers.document.bilan import bilan
from tests.handlers.people import COORDINATION, MEDIATRICE, Team
from tests.storage.dispositif_cast import example


def mission(team: Team, slug: str) -> Intervention:
    return next(one for one in team.programme.config.interventions if one.slug == slug)


def told(team: Team) -> list[str]:
    """Everything that was posted to the coordination about interventions, oldest first."""
    rows = [one for one in team.rows(Outbox) if one.cle.startswith("intervention:")]
    return [html.unescape(one.contenu["text"]) for one in rows if one.canal == "telegram"]


def at(team: Team, day: date, hour: int = 9) -> None:
    """The clock rings that day."""
    team.clock.set(datetime(day.year, day.month, day.day, hour, tzinfo=UTC))
    team.rings(remind)


def add_site(team: Team, label: str = "Place neuve") -> str:
    team.says(COORDINATION, "/sites")
    team.taps(COORDINATION, "➕ Site")
    team.says(COORDINATION, label)
    return team.taps(COORDINATION, "Étouvie", "Zone à mésusages", "Place", "🏘 Centre")


def test_what_runs_is_listed_with_its_week_and_what_comes_next(team: Team) -> None:
    said = team.says(COORDINATION, "/interventions")
    assert (
        "Site A, corrective, semaine 7 sur 13, jusqu'au 5 janvier 2027. "
        "Comité opérationnel : 0 réunion tenue ; "
        "la première, due au plus tard le 13 octobre 2026, n'a pas eu lieu. "
        "Rappel, 30 jours avant la fin : samedi 5 décembre (date calculée)."
    ) in said


def test_a_new_site_serves_the_binomes_at_once(team: Team) -> None:
    said = add_site(team)
    assert said == "✅ Place neuve est ajouté, Étouvie. Les binômes le voient déjà."
    site = team.programme.config.site("place-neuve")
    assert (site.latitude, site.longitude) == (49.902, 2.2535)
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Autre…", "📍 Place neuve", "Éclairage", "📌 Place neuve", "✅ Envoyer")
    (noted,) = team.rows(Signalement)
    assert noted.site_id == team.programme.sites["place-neuve"]


def test_a_site_is_placed_by_a_position(team: Team) -> None:
    team.says(COORDINATION, "/sites")
    team.taps(COORDINATION, "➕ Site")
    team.says(COORDINATION, "Square du Nord")
    team.taps(COORDINATION, "Amiens Nord", "Espace nouveau", "Place", "📍 Ma position")
    team.sends(COORDINATION, {"location": {"latitude": 49.91, "longitude": 2.31}})
    site = team.programme.config.site("square-du-nord")
    assert (site.latitude, site.longitude, site.quartier) == (49.91, 2.31, "amiens-nord")


def test_an_intervention_opens_on_a_new_site_and_its_clock_starts(team: Team) -> None:
    add_site(team)
    team.taps(COORDINATION, "📅 Ouvrir", "Lundi 16 novembre", "Corrective")
    team.says(COORDINATION, "Apaiser les soirées. Faire revenir les familles.")
    asked = team.reads(COORDINATION)
    assert "<b>Place neuve</b>, corrective, décidée lundi 16 novembre." in asked
    assert "Du 17 novembre 2026 au 16 février 2027 (fin calculée)." in asked
    assert "Cela ferait 4 sites à la fois" in asked
    said = team.taps(COORDINATION, "✅ Ouvrir")
    assert "Comité opérationnel Ouest : à réunir au plus tard mardi 1er décembre." in said
    opened = mission(team, "place-neuve-2026-11")
    assert opened.objectifs == ("Apaiser les soirées.", "Faire revenir les familles.")
    assert team.programme.intervention_on("place-neuve", date(2026, 11, 17)) is not None


def test_the_next_intervention_on_a_site_begins_after_the_one_that_runs(team: Team) -> None:
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "➕ Ouvrir", "📍 Site A", "Mardi 17 novembre", "Préventive")
    team.says(COORDINATION, "Accompagner la place rénovée.")
    assert "Du 6 janvier 2027 au 5 avril 2027 (fin calculée)." in team.reads(COORDINATION)
    team.taps(COORDINATION, "✏️ Modifier", "🗓 Début")
    assert "pas avant le 6 janvier 2027" in team.says(COORDINATION, "1/12")
    team.says(COORDINATION, "11/01")
    team.taps(COORDINATION, "✏️ Modifier", "🏁 Fin", "1 mois")
    team.taps(COORDINATION, "✅ Ouvrir")
    opened = mission(team, "site-a-2027-01")
    assert (opened.debut, opened.fin) == (date(2027, 1, 11), date(2027, 2, 10))


@pytest.mark.parametrize(
    ("typed", "refused"),
    [("demain", "Je n'ai pas compris la date"), ("25/12/2026", "n'est pas encore passée")],
)
def test_a_decision_that_cannot_be_is_refused(team: Team, typed: str, refused: str) -> None:
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "➕ Ouvrir", "📍 Site A")
    assert refused in team.says(COORDINATION, typed)


def test_objectives_are_three_sentences_at_most(team: Team) -> None:
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "➕ Ouvrir", "📍 Site A", "Mardi", "Corrective")
    assert "Trois phrases au plus" in team.says(COORDINATION, "Un. Deux. Trois. Quatre.")


def test_an_intervention_ends_early_and_its_site_may_then_be_retired(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "⏹ Terminer", "Site A", "Mardi 17", "✅ Confirmer")
    assert mission(team, "site-a-automne-2026").fin == date(2026, 11, 17)
    team.clock.advance(timedelta(days=1))
    team.says(COORDINATION, "/sites")
    team.taps(COORDINATION, "🗄 Retirer", "Site A", "🗄 Oui")
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer")
    assert "Site A : 17 h 04" in team.reads(MEDIATRICE)
    team.says(MEDIATRICE, "/annuler")
    team.says(MEDIATRICE, "🔧 Signalement")
    assert "📍 Site A" not in team.labels(MEDIATRICE)


def test_a_site_under_an_intervention_says_what_comes_first_and_leads_there(team: Team) -> None:
    team.says(COORDINATION, "/sites")
    said = team.taps(COORDINATION, "🗄 Retirer", "Site A")
    until = date_longue(mission(team, "site-a-automne-2026").fin)
    assert f"Une intervention occupe <b>Site A</b> jusqu'au {until}." in said
    assert "Terminez-la d'abord" in said
    assert "🗄 Oui, le retirer" not in team.labels(COORDINATION)
    team.taps(COORDINATION, "⏹ Terminer l'intervention", "Mardi 17", "✅ Confirmer")
    assert mission(team, "site-a-automne-2026").fin == date(2026, 11, 17)
    assert team.programme.config.site("site-a").actif


def test_objectives_change_with_what_they_were(team: Team) -> None:
    team.says(COORDINATION, "/interventions")
    asked = team.taps(COORDINATION, "🎯 Changer", "Site B")
    assert "Objectifs : Accompagner l'ouverture du square rénové." in asked
    said = team.says(COORDINATION, "Faire venir les aînés. Calmer les soirées.")
    assert "les objectifs sont désormais : Faire venir les aînés ; Calmer les soirées." in said
    assert mission(team, "site-b-automne-2026").objectifs == (
        "Faire venir les aînés.",
        "Calmer les soirées.",
    )
    team.says(COORDINATION, "/interventions")
    asked = team.taps(COORDINATION, "🎯 Changer", "Site B")
    assert ("Jusqu'au 17 novembre 2026 : Accompagner l'ouverture du square rénové.") in asked
    same = team.says(COORDINATION, "Faire venir les aînés. Calmer les soirées.")
    assert same == "Site B : ce sont déjà ses objectifs. Rien n'a été changé."
    team.says(MEDIATRICE, "👥 Rencontres")
    team.taps(MEDIATRICE, "📍 Site B", "12-17 ans", "✅ Fini", "⏭")
    with team.database.transaction() as tx:
        week = Semaine.of(team.clock.now())
        nord = next(one for one in team.programme.config.comites if one.territoire == "nord")
        point = compose(tx, team.programme, nord, week)
    assert "Calmer les soirées (revus le 17 novembre)" in render.render_text(point, Links())


def test_a_renamed_site_keeps_its_history(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(COORDINATION, "/sites")
    team.taps(COORDINATION, "✏️ Renommer", "Site A")
    said = team.says(COORDINATION, "Place du Marché")
    assert said == "✅ Site A s'appelle maintenant Place du Marché."
    assert "Présence : Place du Marché" in team.day(MEDIATRICE)


def test_two_sites_never_bear_the_same_name(team: Team) -> None:
    """Two buttons would say the same thing, and evenings be noted under either."""
    assert add_site(team, "site a").startswith("« site a » existe déjà")
    team.says(COORDINATION, "/sites")
    team.taps(COORDINATION, "✏️ Renommer", "Site B")
    assert team.says(COORDINATION, "Site A").startswith("« Site A » existe déjà")
    assert team.rows(Ajustement) == []
    team.says(COORDINATION, "/sites")
    team.taps(COORDINATION, "✏️ Renommer", "Site B")
    assert "SITE B" in team.says(COORDINATION, "SITE B")


def test_a_restart_with_the_same_file_finds_it_all_again(team: Team) -> None:
    add_site(team)
    with team.database.transaction() as tx:
        again = synchronise(tx, example("amiens"), team.clock.now())
        kept = tx.scalars(select(SiteRow.label).where(SiteRow.slug == "place-neuve")).one()
    assert again == team.programme
    assert kept == "Place neuve"
    (line,) = team.rows(Ajustement)
    assert line.personne_id is not None


def test_the_first_comite_is_called_to_mind_until_it_is_held(team: Team) -> None:
    decision = mission(team, "site-c-automne-2026").decision
    for day in range(20):
        at(team, decision + timedelta(days=day))
        at(team, decision + timedelta(days=day), hour=10)
    said = [one for one in told(team) if one.startswith("⚠️ Site C : le premier comité")]
    assert len(said) == 4
    assert "doit se tenir au plus tard mardi 27 octobre" in said[0]
    left = [one.partition("Il reste ")[2].partition(" jour")[0] for one in said[:3]]
    assert left == ["10", "5", "1"], "five days after, ten, and the Monday after the thirteenth"
    assert "n'est pas noté comme tenu" in said[-1]


def test_a_comite_held_since_the_decision_ends_its_reminders(team: Team) -> None:
    decision = mission(team, "site-c-automne-2026").decision
    with team.database.transaction() as tx:
        slug = "comite-operationnel-ouest"
        reunions.plan(tx, team.programme.id, slug, decision, "essai").tenue = True
    at(team, decision + timedelta(days=5))
    assert not [one for one in told(team) if "Site C : le premier comité" in one]


def test_the_end_the_report_and_the_impact_come_on_their_day_not_before_eight(team: Team) -> None:
    fin = mission(team, "site-b-automne-2026").fin
    for days in range(-31, 16):
        at(team, fin + timedelta(days=days), hour=5)
        before = len(told(team))
        at(team, fin + timedelta(days=days))
        assert len(told(team)) > before or days not in (-30, -15, 0, 15)
    for days in (60, 75, 85, 90):
        at(team, fin + timedelta(days=days))
    mine = [one for one in told(team) if one.startswith("⚠️ Site B : ")]
    said = [one.removeprefix("⚠️ Site B : ") for one in mine]
    assert [one[:35] for one in said] == [
        "l'intervention se termine dimanche ",
        "l'intervention se termine dimanche ",
        "Passants interrogés, T1 : 0 sur 20.",
        "l'intervention se termine le 10 jan",
        "le compte rendu final est attendu l",
        "la mesure d'impact est à faire le 1",
        "aucune heure réservée pour la mesur",
        "la mesure d'impact, trois mois aprè",
    ]
    letters = [one for one in team.rows(Outbox) if one.canal == "email"]
    assert len(letters) >= 5


def test_a_renewal_moves_the_reminders(team: Team) -> None:
    bilan(team)
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "🔁 Renouveler", "Site A", "Mardi", "3 mois", "✅ Confirmer")
    at(team, date(2027, 1, 5))
    assert not [one for one in told(team) if "Site A : l'intervention" in one]
    at(team, date(2027, 4, 2))
    at(team, date(2027, 4, 5))
    assert "⚠️ Site A : l'intervention se termine le 5 avril 2027." in "\n".join(told(team))
