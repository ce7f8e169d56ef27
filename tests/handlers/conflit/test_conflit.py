"""A conflict noted live in six taps, or a mediation opened in seven."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.chat import brouillons
from bot.clock import MovableClock
from storage.machine.db import Database
from storage.models import Conflit, DossierMediation, Outbox
from storage.work import More
from tests.handlers.mons import mons_team
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team, open_team
from tests.storage.dispositif_cast import example

LIVE = ("⚡ En direct", "Bruit", "Entre groupes", "Désamorçage", "Apaisé")
LATER = ("🕐 En différé", "Habitant", "Voisinage", "✅ Oui", "Médiation navette", "Demain")


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def conflict(team: Team, *taps: str) -> str:
    team.says(MEDIATRICE, "⚡ Conflit")
    return team.taps(MEDIATRICE, *taps)


def noted(team: Team) -> Conflit:
    (row,) = team.rows(Conflit)
    return row


def test_six_taps_note_a_live_conflict(street: Team) -> None:
    said = conflict(street, *LIVE)
    assert 1 + len(LIVE) == 6
    assert said.partition("\n")[0] == "⚡ Noté : <b>Bruit</b> · Site A · apaisé."
    row = noted(street)
    assert (row.type, row.parties, row.gestes, row.issue) == (
        "cf-nuisances-sonores",
        "groupes",
        ["desamorcage"],
        "apaise",
    )
    assert (row.presence_id, row.le, row.tranche) == (1, street.clock.now(), "journee")


def test_five_taps_when_who_is_not_asked(sqlite_database: Database, clock: MovableClock) -> None:
    config = example("amiens")
    quiet = config.reglages.model_copy(update={"conflit_parties": False})
    team = open_team(sqlite_database, clock, config.model_copy(update={"reglages": quiet}))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    taps = ("⚡ En direct", "Bruit", "Désamorçage", "Apaisé")
    assert conflict(team, *taps).startswith("⚡ Noté")
    assert 1 + len(taps) == 5
    assert noted(team).parties is None


def test_several_deeds_are_ticked_on_one_screen(street: Team) -> None:
    conflict(street, "⚡ En direct", "Bruit", "⏭ Passer", "Plusieurs…")
    street.taps(MEDIATRICE, "Rappel des règles", "Dialogue engagé", "✅ Fini", "Apaisé pour")
    assert noted(street).gestes == ["rappel-regles-cf", "dialogue-engage"]


def test_only_what_is_done_on_the_spot_is_offered_live(street: Team) -> None:
    conflict(street, "⚡ En direct", "Bruit", "⏭ Passer")
    offered = street.labels(MEDIATRICE)
    assert "Dialogue engagé" in offered
    assert not {"Médiation navette", "Table ronde"} & set(offered)
    street.taps(MEDIATRICE, "Observé à distance")
    assert "Accord trouvé" not in street.labels(MEDIATRICE)


def test_a_relais_is_suggested_where_one_was_passed(street: Team) -> None:
    said = conflict(street, "⚡ En direct", "Bruit", "⏭ Passer", "Désamorçage", "Relais passé")
    assert "notez-le aussi avec 🙋 Sollicitation" in said


def test_police_called_is_noted_before_anyone_answers(street: Team) -> None:
    said = conflict(street, *LIVE[:-1], "Secours")
    assert "Vous êtes en sécurité ?" in said
    assert noted(street).issue == "secours-police"
    assert street.shown(COORDINATION) == []
    assert street.labels(MEDIATRICE) == ["✅ Oui", "📞 Prévenir la coordination"]


def test_the_coordination_is_called_in_one_tap_and_at_once(street: Team) -> None:
    conflict(street, *LIVE[:-1], "Secours")
    said = street.taps(MEDIATRICE, "📞 Prévenir")
    assert "La coordination est prévenue" in said
    assert "Conflit (Bruit), Site A : secours ou police appelés" in street.reads(COORDINATION)
    letters = [row for row in street.rows(Outbox) if row.canal == "email"]
    assert len(letters) == 1
    assert len(street.rows(Conflit)) == 1


def test_a_double_tap_on_the_last_button_notes_one_conflict(street: Team) -> None:
    conflict(street, *LIVE[:-1])
    message_id, data = street.button(MEDIATRICE, "Apaisé")
    street.presses(MEDIATRICE, message_id, data)
    assert street.presses(MEDIATRICE, message_id, data) == "C'est déjà noté."
    assert len(street.rows(Conflit)) == 1


def test_seven_taps_open_a_numbered_dossier(street: Team) -> None:
    asked = conflict(street, *LATER[:-1])
    assert asked == "Dossier <b>M-0001</b> ouvert. Prochaine étape ?"
    assert street.rows(DossierMediation)[0].statut == "ouvert", "before the last question"
    said = street.taps(MEDIATRICE, LATER[-1])
    assert 1 + len(LATER) == 7
    assert said.partition("\n")[0] == (
        "🕐 <b>M-0001</b> · Voisinage · Site A. Je vous le rappelle mercredi 18 novembre à 9 h 30."
    )
    (row,) = street.rows(DossierMediation)
    assert (row.origine, row.type, row.consentement, row.mode) == (
        "dem-habitant",
        "cf-voisinage",
        "oui",
        "navette",
    )
    assert row.prochaine_le == datetime(2026, 11, 18, 8, 30, tzinfo=UTC)


def test_a_dossier_left_without_a_day_comes_back_in_a_week(street: Team) -> None:
    conflict(street, *LATER[:-1])
    street.says(MEDIATRICE, "/annuler")
    assert any("M-0001 reste ouvert" in said for said in street.shown(MEDIATRICE))
    (row,) = street.rows(DossierMediation)
    assert row.prochaine_le == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def test_a_dossier_deleted_meanwhile_has_no_next_step_and_this_is_said(street: Team) -> None:
    conflict(street, *LATER[:-1])
    street.says(MEDIATEUR, "📋 Ma journée")
    street.taps(MEDIATEUR, "17 h 04 · M-0001", "🗑 Supprimer")
    before = street.rows(DossierMediation)[0].prochaine_le
    said = street.taps(MEDIATRICE, "Demain")
    assert said == "🕐 <b>M-0001</b> a été supprimé entre-temps : aucune étape n'est prévue."
    assert street.labels(MEDIATRICE) == []
    assert street.rows(DossierMediation)[0].prochaine_le == before


def test_a_dossier_deleted_meanwhile_is_not_said_to_be_open(street: Team) -> None:
    conflict(street, *LATER[:-1])
    street.says(MEDIATEUR, "📋 Ma journée")
    street.taps(MEDIATEUR, "17 h 04 · M-0001", "🗑 Supprimer")
    street.says(MEDIATRICE, "/annuler")
    assert any("M-0001 a été supprimé entre-temps" in one for one in street.shown(MEDIATRICE))
    assert not any("reste ouvert" in one for one in street.shown(MEDIATRICE))


def test_a_dossier_closed_meanwhile_has_no_next_step_either(street: Team) -> None:
    conflict(street, *LATER[:-1])
    street.says(MEDIATEUR, "/mediations")
    street.taps(MEDIATEUR, "📂 M-0001", "⏹ Clore", "Abandon")
    said = street.taps(MEDIATRICE, "Demain")
    assert said == "🕐 <b>M-0001</b> n'est plus en cours : aucune étape n'est prévue."
    assert street.rows(DossierMediation)[0].prochaine_le is None


def test_without_both_consents_the_way_on_is_said(street: Team) -> None:
    said = conflict(
        street, "🕐 En différé", "Bailleur", "Bruit", "Une seule", "À décider", "Dans 7 jours"
    )
    assert "rencontrez-les séparément" in said
    (row,) = street.rows(DossierMediation)
    assert (row.consentement, row.mode) == ("une_partie", "a-decider")


def test_without_a_presence_the_site_comes_first(team: Team) -> None:
    assert "Sur quel site ?" in team.says(MEDIATRICE, "/conflit")
    team.taps(MEDIATRICE, "📍 Site B", *LIVE)
    row = noted(team)
    assert team.programme.site_slugs[row.site_id] == "site-b"
    assert row.presence_id is None


def test_it_is_corrected_in_ma_journee(street: Team) -> None:
    conflict(street, *LIVE)
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 04 · Conflit : Bruit, apaisé", "🗑 Supprimer")
    assert noted(street).supprimee_le is not None


def test_both_modes_are_on_at_mons(sqlite_database: Database, clock: MovableClock) -> None:
    team = mons_team(sqlite_database, clock)
    team.says(MEDIATRICE, "⚡ Conflit")
    team.taps(MEDIATRICE, "📍 Site A", *LATER[:-2])
    assert team.labels(MEDIATRICE)[:3] == ["Médiation navette", "Table ronde", "À décider"]
    assert "M-0001" in team.taps(MEDIATRICE, "Table ronde", "Demain")


def recalled(team: Team, job: Callable[..., More | None], days: int) -> str:
    team.clock.set(datetime(2026, 11, 17, 9, 0, tzinfo=UTC) + timedelta(days=days))
    team.rings(partial(job, desk=team.desk))
    team.deliver()
    return team.reads(MEDIATRICE)


def test_a_conflict_half_said_is_kept_while_something_else_is_noted(street: Team) -> None:
    conflict(street, "⚡ En direct", "Bruit")
    street.says(MEDIATRICE, "👥 Rencontres")
    street.taps(MEDIATRICE, "12-17 ans", "✅ Fini", "⏭ Passer")
    assert "« Conflit »" in street.reads(MEDIATRICE)
    street.taps(MEDIATRICE, "▶️ Reprendre", "Entre groupes", "Désamorçage", "Apaisé")
    assert len(street.rows(Conflit)) == 1


def test_a_dossier_that_is_open_is_no_draft_and_its_card_says_that_it_stays(street: Team) -> None:
    conflict(street, *LATER[:-1])
    assert "Prochaine étape ?" in recalled(street, brouillons.recall, 1), "nothing is recalled"
    street.says(MEDIATRICE, "👥 Rencontres")
    kept = "Fermé. Le dossier M-0001 reste ouvert ; je vous le rappelle mardi 24 novembre."
    assert kept in street.shown(MEDIATRICE)
    assert street.rows(DossierMediation)[0].clos_le is None


def test_left_for_a_week_its_card_says_it_too(street: Team) -> None:
    conflict(street, *LATER[:-1])
    recalled(street, brouillons.give_up, 8)
    (card,) = [text for text in street.shown(MEDIATRICE) if "reste ouvert" in text]
    assert card.startswith("Fermé. Le dossier M-0001 reste ouvert")
