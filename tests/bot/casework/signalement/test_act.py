"""One door for every deed: the state, the dates, who is told, which card changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.casework.signalement import actes as casework
from bot.casework.signalement.defaut import Revu
from bot.domain.vies.signalement import ActeSignalement, StatutSignalement
from bot.domain.vies.vie import DejaFait, TransitionRefusee
from storage import alertes_envoyees, signalements
from storage.machine.outbox import DEAD, SENDING
from storage.models import Alerte, Personne
from storage.work import Work
from tests.bot.casework.terrain import (
    BINOME,
    COORDINATRICE,
    ECLAIRAGE,
    GROUPE,
    MEDIATRICE,
    PROXIMITE,
    SERVICE,
    SOIR,
    Terrain,
)

S, A = StatutSignalement, ActeSignalement
GROUP_SERVICE = "service:sv-eclairage:telegram"
CORRECT = [["↩️ Corriger ma réponse", "g:sv:1:corriger"]]
VERIFY = [["✅ Réparé", "g:vf:1:repare"], ["❌ Toujours là", "g:vf:1:toujours"]]


@pytest.fixture
def sent(terrain: Terrain) -> Terrain:
    """V-0001, read in the group and in the mailbox."""
    terrain.register_group()
    terrain.emit()
    terrain.all_sent()
    return terrain


def edits(terrain: Terrain) -> list[str]:
    return [row.contenu["text"] for row in terrain.outbox(GROUPE) if row.contenu.get("edit")]


def test_bien_recu_is_told_to_both_mediators_and_shown_on_the_card(sent: Terrain) -> None:
    sent.act(1, A.ACCUSER_RECEPTION, GROUP_SERVICE)
    for mediator in (MEDIATRICE, BINOME):
        assert sent.texts(mediator) == ["V-0001 : bien reçu par Éclairage public."]
    card = sent.outbox(GROUPE)[-1]
    assert (card.cle, card.sujet) == ("alerte:1:etat:2", "alerte:1")
    assert "<b>Bien reçu</b>, mardi 17 novembre à 17 h 40" in card.contenu["text"]
    data = [button[1].partition("1:")[2] for row in card.contenu["keyboard"] for button in row]
    assert data == ["pris", "traite", "autre", "refus", "corriger"]


def test_the_name_shown_on_telegram_is_written_in_that_group_and_nowhere_else(
    sent: Terrain,
) -> None:
    sent.act(1, A.ACCUSER_RECEPTION, GROUP_SERVICE, pressed=(str(GROUPE), "CANARI <i>\u202e"))
    assert "CANARI &lt;i&gt;" in edits(sent)[0]
    assert all("CANARI" not in text for text in sent.texts(MEDIATRICE))
    with sent.tx() as tx:
        assert all("CANARI" not in acte.par + acte.motif for acte in signalements.actes(tx, 1))


def test_the_name_is_not_written_in_the_group_of_another_service(terrain: Terrain) -> None:
    terrain.register_group()
    terrain.register_group("sv-voirie", chat=-1002)
    terrain.emit()
    terrain.all_sent()
    with terrain.tx() as tx:
        former = signalements.alertes(tx, 1)[0]
        tx.add(
            Alerte(
                signalement_id=1,
                service="sv-voirie",
                canal="telegram",
                adresse="-1002",
                etape="envoi",
                message_id=1,
                creee_le=former.creee_le,
                envoyee_le=former.creee_le,
            )
        )
    terrain.act(1, A.ACCUSER_RECEPTION, GROUP_SERVICE, pressed=(str(GROUPE), "CANARI"))
    (other,) = terrain.texts(-1002)
    assert "<b>Bien reçu</b>" in other
    assert "CANARI" not in other


def test_a_planned_date_is_passed_on(sent: Terrain) -> None:
    sent.act(1, A.PRENDRE_EN_CHARGE, motif="prévu le mardi 24 novembre")
    expected = "V-0001 : pris en charge par Éclairage public, prévu le mardi 24 novembre."
    assert sent.texts(MEDIATRICE) == [expected]
    assert "prévu le mardi 24 novembre" in edits(sent)[0]


def test_traite_asks_the_mediators_to_check_on_site(sent: Terrain) -> None:
    sent.act(1, A.ANNONCER_TRAITE)
    asked = sent.outbox(BINOME)[0].contenu
    assert asked["text"] == "V-0001 : annoncé traité par Éclairage public. Vous passez vérifier ?"
    assert asked["keyboard"] == [VERIFY]
    assert sent.outbox(GROUPE)[-1].contenu["keyboard"] == [CORRECT]


def test_verified_closes_and_thanks_the_service_in_its_card_without_mail(sent: Terrain) -> None:
    sent.act(1, A.ANNONCER_TRAITE)
    letters = len(sent.outbox(ECLAIRAGE))
    sent.act(1, A.VERIFIER_REPARE, sent.mediateur(MEDIATRICE))
    assert "Merci au service !" in edits(sent)[-1]
    assert len(sent.outbox(ECLAIRAGE)) == letters
    assert sent.texts(BINOME)[-1] == "V-0001 : réparé, constaté par votre binôme. C'est clos."
    assert len(sent.texts(MEDIATRICE)) == 1, "who checked is answered on the spot"
    assert sent.row(1).clos_le == SOIR


def test_toujours_la_alerts_the_service_again_with_its_history(sent: Terrain) -> None:
    sent.act(1, A.ANNONCER_TRAITE)
    sent.clock.advance(timedelta(hours=2))
    sent.act(1, A.VERIFIER_TOUJOURS_LA, sent.mediateur(MEDIATRICE))
    again = [row for row in sent.alertes() if row.etape == "relance-1"]
    assert [row.canal for row in again] == ["telegram", "email"]
    letter = sent.outbox(ECLAIRAGE)[-1].contenu
    assert letter["subject"].startswith("[V-0001] Toujours là : Éclairage public en panne")
    assert letter["follows"] == "alerte:2:envoi"
    assert "Annoncé traité, par Éclairage public (lien du courriel)" in letter["text"]
    card = next(row.contenu for row in sent.outbox(GROUPE) if row.cle == "alerte:3:envoi")
    assert "Toujours là : le binôme est repassé" in card["text"]
    assert card["keyboard"][0][0] == ["👍 Bien reçu", "g:sv:3:recu"]
    row = sent.row(1)
    assert (row.traite_le, row.clos_le) == (None, None)


def test_the_former_card_loses_its_buttons_and_the_second_relance_is_another_etape(
    sent: Terrain,
) -> None:
    for _ in range(2):
        sent.act(1, A.ANNONCER_TRAITE)
        sent.act(1, A.VERIFIER_TOUJOURS_LA, sent.mediateur(BINOME))
    stages = {row.etape for row in sent.alertes()}
    assert stages == {"envoi", "relance-1", "relance-2"}
    former = [row for row in sent.outbox(GROUPE) if row.sujet == "alerte:1"][-1]
    assert "keyboard" not in former.contenu


def test_the_dates_that_figures_need_are_kept_once(sent: Terrain) -> None:
    sent.act(1, A.ACCUSER_RECEPTION)
    sent.clock.advance(timedelta(hours=1))
    sent.act(1, A.PRENDRE_EN_CHARGE)
    sent.clock.advance(timedelta(hours=1))
    sent.act(1, A.ANNONCER_TRAITE)
    row = sent.row(1)
    assert row.recu_le == SOIR
    assert row.traite_le == SOIR + timedelta(hours=2)
    assert row.clos_le is None


def test_the_same_deed_twice_is_said_to_be_done_and_tells_nobody_again(sent: Terrain) -> None:
    sent.act(1, A.ACCUSER_RECEPTION)
    known = len(sent.outbox())
    with pytest.raises(DejaFait):
        sent.act(1, A.ACCUSER_RECEPTION)
    assert len(sent.outbox()) == known


def test_a_deed_out_of_place_is_refused_before_anything_is_written(sent: Terrain) -> None:
    sent.act(1, A.ANNONCER_TRAITE)
    with pytest.raises(TransitionRefusee):
        sent.act(1, A.ACCUSER_RECEPTION)
    with sent.tx() as tx:
        assert len(signalements.actes(tx, 1)) == 2


def test_a_role_does_only_its_own_deeds(sent: Terrain) -> None:
    with pytest.raises(PermissionError):
        sent.act(1, A.ANNONCER_TRAITE, sent.mediateur(MEDIATRICE))
    with pytest.raises(PermissionError):
        sent.act(1, A.VERIFIER_REPARE, SERVICE)


def test_pas_de_notre_ressort_goes_to_the_repli_and_the_coordination_knows(
    sent: Terrain,
) -> None:
    sent.act(1, A.REORIENTER)
    handed = [row for row in sent.alertes() if row.etape == "transmis-1"]
    assert [row.adresse for row in handed] == [PROXIMITE]
    assert "Transmis : un autre service répond" in sent.texts(PROXIMITE)[0]
    assert "Éclairage public : pas de son ressort" in sent.texts(COORDINATRICE)[0]
    expected = (
        "V-0001 : « pas de notre ressort », répond Éclairage public. "
        "Transmis à : Direction de proximité."
    )
    assert sent.texts(MEDIATRICE) == [expected]
    assert sent.row(1).service == "sv-direction-proximite"
    assert sent.outbox(GROUPE)[-1].contenu["keyboard"] == [CORRECT]


def test_the_service_named_gets_it(sent: Terrain) -> None:
    sent.act(1, A.REORIENTER, vers="sv-voirie", motif="plutôt Voirie")
    assert "Transmis : un autre service" in sent.texts("voirie@amiens.example.org")[0]
    assert not sent.outbox(PROXIMITE)


def test_handed_on_twice_it_never_goes_round_in_circles(sent: Terrain) -> None:
    sent.act(1, A.REORIENTER)
    sent.act(1, A.REORIENTER, "service:sv-direction-proximite:email", vers="sv-eclairage")
    assert sent.texts(MEDIATRICE)[-1].endswith("La coordination est prévenue.")
    assert len(sent.texts(COORDINATRICE)) == 2
    assert len(sent.alertes()) == 3
    with pytest.raises(DejaFait):
        sent.act(1, A.REORIENTER, "service:sv-direction-proximite:email")


def test_once_handed_on_only_the_new_service_is_asked(sent: Terrain) -> None:
    sent.act(1, A.REORIENTER)
    with sent.tx() as tx:
        asked = {row.service for row in signalements.answering(tx, 1)}
    assert asked == {"sv-direction-proximite"}


def test_cancelled_before_it_left_an_alert_never_leaves(terrain: Terrain) -> None:
    terrain.register_group()
    terrain.emit(urgence="u3")
    terrain.act(1, A.ANNULER, terrain.mediateur(MEDIATRICE))
    assert {row.etat for row in terrain.outbox(ECLAIRAGE) + terrain.outbox(GROUPE)} == {DEAD}


def test_cancelled_after_it_left_the_service_is_told(sent: Terrain) -> None:
    sent.act(1, A.ANNULER, sent.mediateur(MEDIATRICE))
    letter = sent.outbox(ECLAIRAGE)[-1].contenu
    assert letter["subject"].startswith("[V-0001] Annulé")
    assert letter["follows"] == "alerte:2:envoi"
    assert "<b>Annulé</b>" in edits(sent)[0]


def test_a_card_that_has_not_left_leaves_with_the_new_state(terrain: Terrain) -> None:
    terrain.register_group()
    terrain.emit()
    terrain.act(1, A.ACCUSER_RECEPTION)
    (card,) = terrain.outbox(GROUPE)
    assert card.cle == "alerte:1:envoi"
    assert "<b>Bien reçu</b>" in card.contenu["text"]
    assert "edit" not in card.contenu


def test_a_card_on_its_way_is_rewritten_after_it(terrain: Terrain) -> None:
    terrain.register_group()
    terrain.emit()
    with terrain.tx() as tx:
        leaving = alertes_envoyees.envoi(tx, 1)
        assert leaving is not None
        leaving.etat = SENDING
    terrain.act(1, A.ACCUSER_RECEPTION)
    assert [row.contenu.get("edit") for row in terrain.outbox(GROUPE)] == [None, True]


def test_when_nobody_is_left_in_the_binome_the_coordination_is_asked(sent: Terrain) -> None:
    with sent.tx() as tx:
        for telegram_id in (MEDIATRICE, BINOME):
            tx.get_one(Personne, sent.people[telegram_id]).revoquee_le = SOIR
    sent.act(1, A.ANNONCER_TRAITE)
    assert not sent.outbox(MEDIATRICE)
    assert sent.outbox(COORDINATRICE)[0].contenu["keyboard"] == [VERIFY]


def test_seen_again_is_one_more_line_on_the_card(sent: Terrain) -> None:
    with sent.tx() as tx:
        seen = Revu(sent.mediateur(BINOME), "essai")
        casework.see_again(Work(tx, sent.programme, SOIR), 1, seen)
    assert sent.row(1).statut == S.EMIS
    with sent.tx() as tx:
        assert [acte.acte for acte in signalements.actes(tx, 1)] == ["emettre", "revoir"]
    assert len(edits(sent)) == 1


def test_seen_again_after_it_was_announced_as_mended_is_toujours_la(sent: Terrain) -> None:
    sent.act(1, A.ANNONCER_TRAITE)
    with sent.tx() as tx:
        seen = Revu(sent.mediateur(BINOME), "essai")
        casework.see_again(Work(tx, sent.programme, SOIR), 1, seen)
    assert sent.row(1).statut == S.TOUJOURS_LA
    assert {row.etape for row in sent.alertes()} == {"envoi", "relance-1"}


def test_the_newest_open_signalement_of_a_kind_is_found_until_it_is_closed(
    sent: Terrain,
) -> None:
    site = sent.programme.sites["site-a"]
    with sent.tx() as tx:
        found = signalements.newest_open(tx, site, "vt-eclairage-public")
        assert found is not None
        assert found.id == 1
        assert signalements.newest_open(tx, site, "vt-tag") is None
    sent.act(1, A.ANNULER, sent.mediateur(MEDIATRICE))
    with sent.tx() as tx:
        assert signalements.newest_open(tx, site, "vt-eclairage-public") is None
