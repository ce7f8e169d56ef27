"""Équipe: inviting, moving, revoking, through the coordination's own phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from storage.dispositif import load, packaged
from storage.machine.db import Database
from storage.models import (
    Ajustement,
    Audit,
    Conversation,
    Invitation,
    Outbox,
    Personne,
    Presence,
    Relais,
    Rencontre,
    Sollicitation,
)
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    INCONNUE,
    MEDIATEUR,
    MEDIATRICE,
    Team,
    open_team,
)


def invited(team: Team) -> str:
    """The code of the message to forward, the newest on the coordination's phone."""
    said = next(text for text in reversed(team.shown(COORDINATION)) if text.startswith("Voici"))
    found = re.search(r"/start (\S+)</code>|start(?:group)?=(\S+)", said)
    assert found
    return found[1] or found[2]


def person(team: Team, telegram_id: int) -> Personne:
    """The latest row of that account."""
    return [one for one in team.rows(Personne) if one.telegram_id == telegram_id][-1]


def test_the_team_is_listed_by_binome_with_its_state(team: Team) -> None:
    team.invite(nom="Renfort")
    with team.database.transaction() as tx:
        tx.merge(person(team, MEDIATEUR)).injoignable_le = team.clock.now()
    said = team.says(COORDINATION, "👥 Équipe")
    expected = "Médiatrice, Médiateur (injoignable), Renfort (invitation en attente)"
    assert f"<b>Binôme 1</b> : {expected}" in said
    assert "<b>Binôme 2</b> : Autre binôme" in said
    assert "<b>Coordination</b> : Coordination" in said


def test_people_are_told_apart_by_a_number_only_where_they_must_be(team: Team) -> None:
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "🔁 Changer")
    assert "Médiatrice · Binôme 1" in team.labels(COORDINATION)
    assert all(len(label) <= 32 for label in team.labels(COORDINATION))
    with team.database.transaction() as tx:
        tx.merge(person(team, MEDIATEUR)).prenom = "Médiatrice"
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "🔁 Changer")
    alike = [label for label in team.labels(COORDINATION) if label.startswith("Médiatrice")]
    assert alike == ["Médiatrice · Binôme 1 · n° 1", "Médiatrice · Binôme 1 · n° 2"]


def test_a_partner_is_invited_as_an_organisation_and_reads_the_grid(team: Team) -> None:
    team.says(COORDINATION, "👥 Équipe")
    asked = team.taps(COORDINATION, "➕ Inviter", "Partenaire")
    assert "jamais celui d'une personne" in asked
    team.says(COORDINATION, "Éducateurs de rue")
    assert "Invitation prête pour Éducateurs de rue" in "\n".join(team.shown(COORDINATION))
    team.says(INCONNUE, f"/start {invited(team)}")
    team.taps(INCONNUE, "✅ J'accepte")
    joined = person(team, INCONNUE)
    assert (joined.role, joined.prenom, joined.binome_id) == (
        "partenaire",
        "Éducateurs de rue",
        None,
    )
    said = team.says(COORDINATION, "👥 Équipe")
    assert "<b>Partenaire</b> : Éducateurs de rue" in said
    team.taps(COORDINATION, "➕ Inviter", "Partenaire")
    assert "est déjà dans l'équipe" in team.says(COORDINATION, "éducateurs de rue")


def test_an_invitation_is_made_in_four_taps_and_lets_somebody_in(team: Team) -> None:
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "➕ Inviter", "Médiation de rue", "Binôme 2")
    team.says(COORDINATION, "Renfort")
    assert "Invitation prête pour Renfort" in "\n".join(team.shown(COORDINATION))
    code = invited(team)
    assert f"https://t.me/b?start={code}" in "".join(team.shown(COORDINATION))
    team.says(INCONNUE, f"/start {code}")
    team.taps(INCONNUE, "✅ J'accepte")
    joined = person(team, INCONNUE)
    assert (joined.prenom, joined.binome_id) == ("Renfort", team.programme.binomes["binome-2"])
    (kept,) = [row for row in team.rows(Outbox) if code in str(row.contenu)]
    assert kept.cle.startswith("invitation:")


def test_a_service_s_group_is_invited_from_here_too(team: Team) -> None:
    team.says(COORDINATION, "/equipe")
    team.taps(COORDINATION, "➕ Inviter", "Groupe d'un service", "Éclairage public")
    assert f"startgroup={invited(team)}" in "".join(team.shown(COORDINATION))
    (made,) = team.rows(Invitation)
    assert (made.role, made.nom) == ("service", "sv-eclairage")
    assert made.service_id == team.programme.services["sv-eclairage"]


def test_the_emergency_numbers_are_no_service_to_invite(team: Team) -> None:
    team.says(COORDINATION, "/equipe")
    team.taps(COORDINATION, "➕ Inviter", "Groupe d'un service")
    assert not any("112" in label for label in team.labels(COORDINATION))
    assert "Éclairage public" in team.labels(COORDINATION)


def test_a_new_phone_takes_the_place_of_the_old_one_in_one_step(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    before = person(team, MEDIATRICE)
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "➕ Inviter", "Médiation de rue", "Binôme 1")
    team.says(COORDINATION, "médiatrice")
    team.taps(COORDINATION, "📱 Oui, un nouveau")
    assert "réservé aux équipes" in team.says(MEDIATRICE, "▶️ Présence")
    team.says(INCONNUE, f"/start {invited(team)}")
    team.taps(INCONNUE, "✅ J'accepte")
    assert person(team, MEDIATRICE).revoquee_le is not None
    assert person(team, INCONNUE).binome_id == before.binome_id
    assert "Présence : Site A" in team.day(INCONNUE)


def test_the_same_first_name_may_be_somebody_else(team: Team) -> None:
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "➕ Inviter", "Médiation de rue", "Binôme 1")
    team.says(COORDINATION, "Médiatrice")
    team.taps(COORDINATION, "👤 Non")
    assert person(team, MEDIATRICE).revoquee_le is None
    assert [one.nom for one in team.rows(Invitation)] == ["Médiatrice"]


def test_who_changes_binome_is_told_and_writes_for_the_new_one(team: Team) -> None:
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "🔁 Changer", "Médiateur ·", "Binôme 2")
    assert team.reads(COORDINATION) == "✅ Médiateur est maintenant dans Binôme 2."
    assert team.reads(MEDIATEUR) == (
        "Vous êtes maintenant dans <b>Binôme 2</b>, avec Autre binôme."
    )
    assert team.reads(MEDIATRICE) == (
        "Médiateur n'est plus dans votre binôme.\n"
        "Vous y êtes seul·e : à votre prochaine présence, choisissez « Seul·e aujourd'hui »."
    )
    assert team.reads(AUTRE_BINOME) == "Médiateur rejoint votre binôme."
    assert person(team, MEDIATEUR).binome_id == team.programme.binomes["binome-2"]
    assert [row.acte for row in team.rows(Audit)] == ["lire", "changer_binome"]


def test_who_is_revoked_is_out_at_the_next_message_and_hears_nothing_more(team: Team) -> None:
    team.says(MEDIATEUR, "🔧 Signalement")
    team.says(COORDINATION, "👥 Équipe")
    asked = team.taps(COORDINATION, "🚫 Retirer", "Médiateur ·")
    assert asked == "<b>Médiateur</b> : retirer l'accès, dès maintenant ?"
    team.taps(COORDINATION, "🚫 Oui")
    assert team.reads(COORDINATION) == (
        "🚫 Médiateur n'a plus accès au bot. Ce qui a été noté reste."
    )
    assert team.shown(MEDIATEUR) == [], "what the bot said there is deleted"
    open_talks = [one for one in team.rows(Conversation) if one.etat == "ouverte"]
    assert not [one for one in open_talks if one.user_id == MEDIATEUR]
    assert "réservé aux équipes" in team.says(MEDIATEUR, "/journee")


def test_nobody_locks_the_door_on_themselves(team: Team) -> None:
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "🚫 Retirer")
    assert not any(label.startswith("Coordination") for label in team.labels(COORDINATION))


def test_an_invitation_that_waits_is_taken_back(team: Team) -> None:
    code = team.invite(nom="Renfort")
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "🚫 Retirer", "✉️ Renfort", "🚫 Oui")
    assert team.reads(COORDINATION) == "🚫 L'invitation de Renfort ne peut plus servir."
    assert "n'est pas valable" in team.says(INCONNUE, f"/start {code}")


def test_a_new_binome_serves_at_once(team: Team) -> None:
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "👥 Nouveau")
    team.says(COORDINATION, "Binôme 3")
    (line,) = team.rows(Ajustement)
    assert (line.cle, line.slug, line.valeurs) == ("binomes", "binome-3", {"label": "Binôme 3"})
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "🔁 Changer", "Autre binôme ·", "Binôme 3")
    assert person(team, AUTRE_BINOME).binome_id == team.programme.binomes["binome-3"]


def test_a_label_too_long_for_a_button_is_refused_with_the_reason(team: Team) -> None:
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "👥 Nouveau")
    assert "32 caractères au plus" in team.says(COORDINATION, "Binôme " * 6)
    assert team.rows(Ajustement) == []


@pytest.mark.parametrize("word", ["👥 Équipe", "/equipe"])
def test_the_team_is_the_coordination_s_business(team: Team, word: str) -> None:
    team.says(MEDIATRICE, word)
    assert "L'équipe" not in team.reads(MEDIATRICE)


def test_at_mons_the_only_binome_is_offered(
    sqlite_database: Database, clock: MovableClock
) -> None:
    config = load(packaged("mons"))
    second = config.binomes[0].model_copy(update={"slug": "binome-2", "label": "Binôme 2"})
    mons = config.model_copy(update={"binomes": (*config.binomes, second)})
    team = open_team(sqlite_database, clock, mons)
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "➕ Inviter", "Médiation de rue", "Binôme 1")
    team.says(COORDINATION, "Renfort")
    assert "« Médiation sociale – Mons-en-Barœul »" in "".join(team.shown(COORDINATION))


def test_a_full_name_is_refused_by_who_invites_and_by_who_joins(team: Team) -> None:
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "➕ Inviter", "Coordination")
    assert "sans le nom de famille" in team.says(COORDINATION, "Prénom Nom")
    team.says(COORDINATION, "Prénom-Double N.")
    team.says(INCONNUE, f"/start {invited(team)}")
    team.taps(INCONNUE, "✏️ Changer le prénom")
    assert "sans le nom de famille" in team.says(INCONNUE, "prénom nom")
    assert "<b>Prénom-Double</b>" in team.says(INCONNUE, "Prénom-Double")


def test_what_was_begun_before_a_move_counts_for_the_binome_of_that_moment(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATEUR, "8 ados 3 adultes")
    team.clock.advance(timedelta(minutes=1))
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "🔁 Changer", "Médiateur ·", "Binôme 2", "🔁 Oui")
    team.clock.advance(timedelta(minutes=5))
    team.taps(MEDIATEUR, "✅ Enregistrer")
    team.says(MEDIATEUR, "🙋 Sollicitation")
    team.taps(MEDIATEUR, "📍 Site B", "18-25 ans", "Emploi, formation", "Info donnée")
    first, second = team.programme.binomes["binome-1"], team.programme.binomes["binome-2"]
    cut, _goes_on = team.rows(Presence)
    met = {(row.binome_id, row.presence_id, row.le.minute) for row in team.rows(Rencontre)}
    assert met == {(first, cut.id, 4)}
    assert [row.binome_id for row in team.rows(Sollicitation)] == [second]


def test_who_met_somebody_before_a_move_follows_their_relais_after_it(team: Team) -> None:
    team.says(MEDIATEUR, "🙋 Sollicitation")
    team.taps(MEDIATEUR, "📍 Site A", "18-25 ans", "Emploi, formation", "Relais transmis")
    team.clock.advance(timedelta(minutes=1))
    team.says(COORDINATION, "👥 Équipe")
    team.taps(COORDINATION, "🔁 Changer", "Médiateur ·", "Binôme 2", "🔁 Oui")
    team.clock.advance(timedelta(minutes=5))
    team.taps(MEDIATEUR, "Mission locale", "✅ Oui")
    (asked,), (relais,) = team.rows(Sollicitation), team.rows(Relais)
    assert asked.binome_id == team.programme.binomes["binome-1"]
    assert relais.binome_id == team.programme.binomes["binome-2"]
