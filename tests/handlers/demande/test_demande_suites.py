"""What came of a request: what ends it, what brings it back, who has it now."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Audit
from tests.handlers.demande.cast import REQUESTER, by_mail, demande, entrusted, letters, starts
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team


@pytest.fixture
def street(team: Team) -> Team:
    return starts(team)


def test_a_mediation_deleted_brings_its_request_back_and_says_so(street: Team) -> None:
    entrusted(street)
    street.taps(AUTRE_BINOME, "🤝 Ouvrir", "Bruit", "✅ Oui", "Table ronde", "Demain")
    assert demande(street).statut == "traitee"
    street.says(AUTRE_BINOME, "📋 Ma journée")
    street.taps(AUTRE_BINOME, "17 h 04 · M-0001", "🗑 Supprimer")
    row = demande(street)
    assert (row.statut, row.suite, row.affectee_id) == (
        "acceptee",
        None,
        street.programme.binomes["binome-2"],
    )
    assert street.reads(COORDINATION) == (
        "📥 D-0001 est de nouveau à traiter : M-0001, qui y répondait, est retiré."
    )
    assert "✅ Accepter et affecter" in street.labels(COORDINATION)
    again = [one for one in street.shown(AUTRE_BINOME) if "est de nouveau à traiter" in one]
    assert len(again) == 1
    assert "Bailleur · Nuisance · Site A" in again[0]
    assert street.reads(MEDIATRICE) == "📥 <b>D-0001</b> est de nouveau à traiter."
    assert [one.acte for one in street.rows(Audit) if one.objet == "demande"] == [
        "accepter",
        "traiter",
        "rouvrir",
    ]
    street.taps(AUTRE_BINOME, "🤝 Ouvrir", "Bruit", "✅ Oui", "Table ronde", "Demain")
    assert (demande(street).statut, demande(street).suite) == ("traitee", "M-0002")
    assert street.reads(COORDINATION) == "📥 D-0001 est traitée : M-0002."


def test_a_signalement_sent_from_it_ends_it_and_cancelled_brings_it_back(street: Team) -> None:
    entrusted(street, "Binôme 1")
    assert demande(street).suite is None
    street.taps(MEDIATRICE, "🔧 Signaler", "Éclairage", "📌 Site A", "✅ Envoyer")
    assert (demande(street).statut, demande(street).suite) == ("traitee", "V-0001")
    assert "📥 D-0001 est traitée : V-0001." in street.shown(COORDINATION)
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 04 · V-0001", "↩️ Annuler")
    assert (demande(street).statut, demande(street).suite) == ("acceptee", None)
    assert "V-0001, qui y répondait, est retiré." in street.reads(COORDINATION)
    assert any("est de nouveau à traiter" in one for one in street.shown(MEDIATEUR))


def test_whoever_asked_learns_that_a_service_was_alerted_and_not_that_it_is_mended(
    team: Team,
) -> None:
    by_mail(team)
    team.taps(COORDINATION, "✅ Accepter", "Binôme 1")
    team.taps(MEDIATRICE, "🔧 Signaler", "📍 Site A", "Éclairage", "📌 Site A", "✅ Envoyer")
    letter = letters(team, REQUESTER)[-1]
    assert letter.startswith("[D-…] Signalement envoyé\n")
    assert "un signalement est envoyé au service compétent." in letter
    assert "V-0001" not in letter, "how many there were is nobody's business"
    assert "traitée" not in letter


def test_the_same_defect_seen_again_answers_it_too(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Éclairage", "📌 Site A", "✅ Envoyer")
    entrusted(street, "Binôme 1")
    street.taps(MEDIATRICE, "🔧 Signaler", "Éclairage", "➕ Toujours là")
    assert (demande(street).statut, demande(street).suite) == ("traitee", "V-0001")


def test_a_flow_left_on_the_way_is_not_what_came_of_it(street: Team) -> None:
    entrusted(street)
    street.taps(AUTRE_BINOME, "🔧 Signaler")
    street.says(AUTRE_BINOME, "/annuler")
    assert (demande(street).statut, demande(street).suite) == ("acceptee", None)
    street.clock.advance(timedelta(minutes=1))
    street.says(COORDINATION, "/demandes")
    street.taps(COORDINATION, "D-0001", "✅ Accepter", "Binôme 1")
    street.taps(MEDIATEUR, "✅ C'est fait")
    assert "📥 D-0001 est traitée." in street.shown(COORDINATION)


def test_a_presence_begun_from_it_is_what_came_of_it(street: Team) -> None:
    entrusted(street)
    message_id, done = street.button(AUTRE_BINOME, "✅ C'est fait")
    street.taps(AUTRE_BINOME, "▶️ Présence")
    assert demande(street).suite is None, "nothing has begun yet"
    street.taps(AUTRE_BINOME, "✅ Démarrer")
    assert (demande(street).statut, demande(street).suite) == ("acceptee", "présence")
    street.presses(AUTRE_BINOME, message_id, done)
    assert "📥 D-0001 est traitée : présence." in street.shown(COORDINATION)


def test_the_binome_that_had_it_learns_that_another_one_has_it_now(team: Team) -> None:
    by_mail(team)
    team.taps(COORDINATION, "✅ Accepter", "Binôme 1")
    message_id, done = team.button(MEDIATRICE, "✅ C'est fait")
    mails = len(letters(team, REQUESTER))
    team.taps(COORDINATION, "✅ Accepter", "Binôme 2")
    for who in (MEDIATRICE, MEDIATEUR):
        assert team.reads(who) == (
            "📥 <b>D-0001</b> : un autre binôme s'en charge maintenant. "
            "Vous n'avez plus rien à y faire."
        )
    assert "vous confie <b>D-0001</b>" in team.reads(AUTRE_BINOME)
    assert "n'est pas confiée" in team.presses(MEDIATRICE, message_id, done)
    assert len(letters(team, REQUESTER)) == mails, "it was accepted already"


def test_entrusted_again_to_the_same_binome_nothing_is_told_twice(street: Team) -> None:
    entrusted(street)
    message_id, again = street.button(COORDINATION, "✅ Accepter")
    before = len(street.shown(AUTRE_BINOME))
    street.presses(COORDINATION, message_id, again)
    street.taps(COORDINATION, "Binôme 2")
    assert street.toasts[-1] == "📥 D-0001 : déjà décidé. Acceptée, Binôme 2."
    assert len(street.shown(AUTRE_BINOME)) == before


def test_c_est_fait_by_mistake_brings_it_back_to_all_who_were_told(team: Team) -> None:
    by_mail(team)
    team.taps(COORDINATION, "✅ Accepter", "Binôme 1")
    team.taps(MEDIATRICE, "✅ C'est fait")
    team.clock.advance(timedelta(minutes=1))
    team.taps(MEDIATRICE, "↩️ Annuler")
    assert (demande(team).statut, demande(team).suite) == ("acceptee", None)
    said = "D-0001 est de nouveau à traiter : « C'est fait » est annulé."
    assert any(one.endswith(said) for one in team.shown(COORDINATION))
    assert any("« C'est fait » est annulé" in one for one in team.shown(MEDIATEUR))
    assert "est de nouveau en cours" in letters(team, REQUESTER)[-1]
