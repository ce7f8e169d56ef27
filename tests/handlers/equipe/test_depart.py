"""Somebody leaves their binôme: what they hold is shown, passes on, is told, and taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.casework.signalement import actes as signalements
from bot.casework.signalement.deed import DeedSignalement
from bot.domain.vies.signalement import ActeSignalement
from bot.domain.vies.vie import Acteur
from handlers.relais.clock import ask as ask_about_relais
from storage import appartenances, audit, presences
from storage.models import (
    Conversation,
    Demande,
    DossierMediation,
    Personne,
    Presence,
    Relais,
    Tableau,
)
from storage.work import Work
from tests.handlers.demande.cast import entrusted
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    INCONNUE,
    MEDIATEUR,
    MEDIATRICE,
    Team,
)
from tests.handlers.relais.cast import hands_over, starts
from tests.holders import orphans

REVOKE, MOVE, SWAP = "🚫 Retirer", "🔁 Changer", "🔄 Échanger"


@pytest.fixture
def street(team: Team) -> Team:
    """Médiatrice is on Site A with Médiateur; she handed a person over and opened a dossier."""
    starts(team)
    hands_over(team)
    team.says(MEDIATRICE, "⚡ Conflit")
    team.taps(MEDIATRICE, "🕐 En différé", "Habitant", "Voisinage", "✅ Oui", "Médiation navette")
    team.taps(MEDIATRICE, "Demain")
    team.clock.advance(timedelta(minutes=66))
    return team


def asks(team: Team, *taps: str) -> str:
    team.says(COORDINATION, "👥 Équipe")
    return team.taps(COORDINATION, *taps)


def unheld(team: Team) -> list[str]:
    with team.database.transaction() as tx:
        return orphans(tx, team.clock.now())


def running(team: Team) -> list[tuple[int, int]]:
    """(binôme, how many) of what runs."""
    return [
        (row.binome_id, row.mediateurs)
        for row in team.rows(Presence)
        if row.fin is None and row.supprimee_le is None
    ]


def test_revoking_shows_what_it_touches_and_a_colleague_goes_on_told(street: Team) -> None:
    asked = asks(street, REVOKE, "Médiatrice ·")
    assert "<b>Médiatrice</b> est sur Site A depuis 17 h 04 et suit 1 relais, 1 médiation" in asked
    assert "à qui ?" in asked
    assert "s'arrête à cette minute ; elle continue pour Médiateur" in asked
    assert street.labels(COORDINATION)[:2] == ["Binôme 1 · Médiateur", "Binôme 2 · Autre binôme"]
    street.taps(COORDINATION, "Binôme 1", "🚫 Oui")
    (relais,) = street.rows(Relais)
    told = street.reads(MEDIATEUR)
    assert "Médiatrice n'est plus dans votre binôme.\nVous y êtes seul·e" in told
    assert "Site A : depuis 18 h 10, votre présence continue pour une seule personne" in told
    assert f"R-0001 · {relais.mot}" in told
    assert f"Gardez bien {relais.mot}" in told
    assert "Vous n'avez pas rencontré les parties de M-0001" in told
    assert street.labels(MEDIATEUR) == ["🔁 R-0001", "📂 M-0001"]
    assert running(street) == [(relais.binome_id, 1)]
    assert unheld(street) == []
    street.catch_up()
    shown = [row.chat_id for row in street.rows(Tableau) if row.clos_le is None]
    assert shown == [MEDIATEUR]
    assert "depuis 18 h 10" in street.pinned(MEDIATEUR)
    assert street.pinned(MEDIATRICE) == ""


def test_a_revocation_is_taken_back_whole(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Éclairage")
    assert street.button(MEDIATRICE, "Pas de suivi")
    asks(street, REVOKE, "Médiatrice ·", "Binôme 2")
    assert "ce qui n'est pas enregistré sera perdu" in street.reads(COORDINATION)
    street.taps(COORDINATION, "🚫 Oui")
    with pytest.raises(LookupError):
        street.button(MEDIATRICE, "Pas de suivi")
    with pytest.raises(LookupError):
        street.button(MEDIATRICE, "✖️")
    assert "La coordination" not in street.reads(MEDIATRICE)
    assert [row.binome_id for row in street.rows(Relais)] == [2]
    assert "R-0001" in street.reads(AUTRE_BINOME)
    street.taps(COORDINATION, "↩️ Annuler")
    assert "Annulé : accès retiré à Médiatrice" in street.reads(COORDINATION)
    assert "Votre accès est rétabli" in street.reads(MEDIATRICE)
    assert "revient à Binôme 1" in street.reads(AUTRE_BINOME)
    assert "de nouveau dans votre binôme" in street.reads(MEDIATEUR)
    assert [row.binome_id for row in street.rows(Relais)] == [1]
    assert [row.binome_id for row in street.rows(DossierMediation)] == [1]
    assert running(street) == [(1, 2)]
    kept = [row.etat for row in street.rows(Conversation) if row.flow == "signalement"]
    assert kept == ["gardee"]
    assert unheld(street) == []


def test_a_move_carries_what_she_follows_and_counts_her_once(street: Team) -> None:
    street.says(AUTRE_BINOME, "▶️ Présence")
    street.taps(AUTRE_BINOME, "✅ Démarrer")
    asked = asks(street, MOVE, "Médiatrice ·", "Binôme 2")
    assert "et suit 1 relais, 1 médiation : à qui ?" in asked
    assert street.labels(COORDINATION)[:2] == ["Binôme 2, avec Médiatrice", "Binôme 1 · Médiateur"]
    street.taps(COORDINATION, "Binôme 2, avec")
    mine = street.reads(MEDIATRICE)
    assert "Vous êtes maintenant dans <b>Binôme 2</b>, avec Autre binôme." in mine
    assert "votre présence est arrêtée à 18 h 10" in mine
    assert "R-0001" in mine
    assert "M-0001" in street.reads(AUTRE_BINOME)
    assert "présentez-vous" in street.reads(AUTRE_BINOME)
    assert "passe à Binôme 2 : R-0001, M-0001" in street.reads(MEDIATEUR)
    assert unheld(street) == []
    with street.database.transaction() as tx:
        found = presences.running_for(tx, 1, 2)
        assert found is not None
        assert found.binome_id == 2


def test_two_people_exchange_their_places_in_one_deed(street: Team) -> None:
    asked = asks(street, SWAP, "Médiatrice ·", "Autre binôme ·")
    assert asked == "Médiatrice suit 1 relais, 1 médiation.\nQui le garde ?"
    asked = street.taps(COORDINATION, "👥 Chaque binôme")
    assert "Échanger <b>Médiatrice</b> et <b>Autre binôme</b> ?" in asked
    street.taps(COORDINATION, "🔁 Oui")
    assert street.reads(COORDINATION) == (
        "✅ Médiatrice est maintenant dans Binôme 2, et Autre binôme dans Binôme 1."
    )
    assert street.reads(AUTRE_BINOME).startswith("Vous êtes maintenant dans <b>Binôme 1</b>, avec")
    assert "R-0001" in street.reads(AUTRE_BINOME)
    told = street.reads(MEDIATEUR)
    assert "Médiatrice n'est plus dans votre binôme.\nSite A" in told
    assert "Autre binôme rejoint votre binôme." in told
    assert running(street) == [(1, 1)]
    assert unheld(street) == []
    street.taps(COORDINATION, "↩️ Annuler")
    assert unheld(street) == []
    assert running(street) == [(1, 2)]


def test_what_nobody_is_left_to_follow_is_the_coordination_s_until_one_tap(street: Team) -> None:
    asks(street, REVOKE, "Médiateur ·", "🚫 Oui")
    asks(street, REVOKE, "Autre binôme ·", "🚫 Oui")
    asks(street, REVOKE, "Médiatrice ·")
    assert street.labels(COORDINATION)[:1] == ["La coordination"]
    street.taps(COORDINATION, "La coordination", "🚫 Oui")
    said = "\n".join(street.shown(COORDINATION))
    assert "Binôme 1 n'a plus personne à qui écrire. Plus personne ne reçoit :\n• R-0001" in said
    assert running(street) == []
    assert unheld(street) == []
    street.clock.advance(timedelta(days=7, hours=16))
    street.rings(ask_about_relais)
    street.deliver()
    assert street.reads(COORDINATION).count("R-0001") == 1
    code = street.invite()
    street.says(INCONNUE, f"/start {code}")
    street.taps(INCONNUE, "✅ J'accepte")
    assert any("R-0001" in text for text in street.shown(INCONNUE))
    assert unheld(street) == []


def test_an_empty_binome_is_relieved_by_another_in_one_tap(street: Team) -> None:
    asks(street, MOVE, "Médiateur ·", "Binôme 2", "🔁 Oui")
    asks(street, REVOKE, "Médiatrice ·", "Binôme 2")
    street.taps(COORDINATION, "🚫 Oui")
    assert [row.binome_id for row in street.rows(Relais)] == [2]
    with street.database.transaction() as tx:
        for row in tx.query(Relais):
            row.binome_id, row.verifier_le = 1, street.clock.now()
    street.clock.advance(timedelta(hours=16))
    street.rings(ask_about_relais)
    street.deliver()
    street.taps(COORDINATION, "📂 Confier à Binôme 2")
    assert "✅ 1 relais : c'est confié à Binôme 2, qui le sait." in street.reads(COORDINATION)
    assert "R-0001" in street.reads(MEDIATEUR)
    assert unheld(street) == []


def test_who_blocks_the_bot_leaves_nothing_unread(street: Team) -> None:
    asks(street, MOVE, "Médiateur ·", "Binôme 2", "🔁 Oui")
    chat = {"id": MEDIATRICE, "type": "private", "first_name": "Prénom"}
    bot = {"id": 1, "is_bot": True, "first_name": "b"}
    member = {"chat": chat, "from": chat | {"is_bot": False}, "date": street.sent()}
    kicked = {"user": bot, "status": "kicked", "until_date": 0}
    changed = {"old_chat_member": {"user": bot, "status": "member"}, "new_chat_member": kicked}
    street.updates({"my_chat_member": {**member, **changed}})
    said = street.reads(COORDINATION)
    assert "Binôme 1 n'a plus personne à qui écrire" in said
    street.taps(COORDINATION, "📂 Confier à Binôme 2")
    assert "R-0001" in street.reads(MEDIATEUR)
    assert unheld(street) == []


def test_a_new_phone_keeps_what_the_older_one_held(street: Team) -> None:
    asks(street, REVOKE, "Médiateur ·", "🚫 Oui")
    asks(street, "➕ Inviter", "Médiation de rue", "Binôme 1")
    street.says(COORDINATION, "Médiatrice")
    street.taps(COORDINATION, "📱 Oui, un nouveau")
    said = next(text for text in street.shown(COORDINATION) if "D'ici là" in text)
    assert "plus personne ne reçoit ce que suit Binôme 1 : 1 relais, 1 médiation" in said
    letter = next(text for text in street.shown(COORDINATION) if text.startswith("Voici"))
    street.says(INCONNUE, letter.partition("<code>")[2].partition("</code>")[0])
    street.taps(INCONNUE, "✅ J'accepte")
    assert running(street) == [(1, 1)]
    assert unheld(street) == []


def test_a_demande_and_a_mending_pass_on_with_their_buttons(team: Team) -> None:
    starts(team)
    entrusted(team)
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage", "📌 Site A", "✅ Envoyer")
    with team.database.transaction() as tx:
        work = Work(tx, team.programme, team.clock.now())
        done = ActeSignalement.ANNONCER_TRAITE
        deed = DeedSignalement(done, "service:sv-eclairage:email", Acteur.SERVICE, "essai")
        signalements.act(work, 1, deed)
    team.deliver()
    asked = asks(team, REVOKE, "Autre binôme ·")
    assert "suit 1 demande" in asked
    team.taps(COORDINATION, "Binôme 1", "🚫 Oui")
    assert team.rows(Demande)[0].affectee_id == 1
    assert team.button(MEDIATEUR, "✅ C'est fait")
    asked = asks(team, REVOKE, "Médiatrice ·")
    assert "suit 1 réparation à vérifier" in asked
    team.taps(COORDINATION, "Binôme 1", "🚫 Oui")
    assert team.button(MEDIATEUR, "✅ Réparé")
    assert unheld(team) == []


def test_the_checker_sees_what_is_left_behind(street: Team) -> None:
    """Without it a change of people that forgets somebody would pass."""
    asks(street, "👥 Nouveau")
    street.says(COORDINATION, "Binôme 3")
    empty = street.programme.binomes["binome-3"]
    with street.database.transaction() as tx:
        for row in tx.query(DossierMediation):
            row.binome_id = 2
        for relais in tx.query(Relais):
            relais.binome_id = empty
        for presence in tx.query(Presence):
            presence.mediateurs = 3
        gone = tx.get_one(Personne, 3)
        audit.note(tx, street.clock.now(), None, appartenances.MOVED, gone, "1")
        tx.query(Conversation).update({"user_id": INCONNUE, "etat": "ouverte"})
    found = "\n".join(unheld(street))
    assert "relais 1: nobody is in its binôme" in found
    assert "dossier_mediation 1: whoever has it was never told" in found
    assert "presence 1: counted for 3, 2 there" in found
    assert "nobody may end it" in found
