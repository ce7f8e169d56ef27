"""Where one flow meets another: what a tester found by pressing across them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat import brouillons
from bot.domain.roles import Role
from storage import people
from storage.models import Inbox, Note, Personne, Presence, Rencontre, Signalement, Sollicitation
from storage.work import Work
from tests.handlers.people import COORDINATION, INCONNUE, MEDIATEUR, MEDIATRICE, Team


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def test_the_team_can_be_kept_once_a_partner_has_joined(team: Team) -> None:
    team.says(INCONNUE, f"/start {team.invite(Role.PARTENAIRE, 'Éducateurs de rue')}")
    team.taps(INCONNUE, "✅ J'accepte et je commence")
    assert "Éducateurs de rue" in team.says(COORDINATION, "👥 Équipe")
    assert {row.etat for row in team.rows(Inbox)} == {"done"}


def test_recording_an_old_draft_puts_the_open_card_aside(street: Team) -> None:
    street.says(MEDIATRICE, "🙋 Sollicitation")
    street.taps(MEDIATRICE, "18-25 ans")
    street.says(MEDIATRICE, "👥 Rencontres")
    street.clock.advance(timedelta(hours=16, minutes=30))
    with street.database.transaction() as tx:
        brouillons.recall(
            Work(tx, street.programme, street.clock.now()),
            street.desk,
        )
    street.deliver()
    number, data = street.button(MEDIATRICE, "✅ Enregistrer")
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Éclairage")
    street.presses(MEDIATRICE, number, data)
    street.says(MEDIATRICE, "Information")
    street.taps(MEDIATRICE, "Écoute")
    assert [row.type for row in street.rows(Sollicitation)] == ["information"]
    assert street.rows(Signalement) == []


def recalled(team: Team) -> None:
    """The next morning, on another site; the draft is taken up again."""
    team.clock.advance(timedelta(hours=16, minutes=30))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "🔁 Changer de site", "📍 Site B", "⏭ Passer", "⏭ Passer")
    with team.database.transaction() as tx:
        brouillons.recall(
            Work(tx, team.programme, team.clock.now()),
            team.desk,
        )
    team.deliver()


@pytest.mark.parametrize("taken_up", ["▶️ Reprendre", "✅ Enregistrer"])
def test_a_draft_keeps_the_day_and_the_place_of_when_it_was_said(
    street: Team, taken_up: str
) -> None:
    then = street.clock.now()
    street.says(MEDIATRICE, "🙋 Sollicitation")
    street.taps(MEDIATRICE, "18-25 ans")
    street.taps(MEDIATRICE, "Information")
    street.says(MEDIATRICE, "👥 Rencontres")
    recalled(street)
    street.taps(MEDIATRICE, taken_up, "Écoute")
    (row,) = street.rows(Sollicitation)
    assert (row.le, row.tranche) == (then, "journee")
    assert (row.presence_id, row.site_id) == (1, street.programme.sites["site-a"])


def test_a_card_confirmed_the_next_day_is_of_the_day_it_was_written(street: Team) -> None:
    then = street.clock.now()
    street.says(MEDIATRICE, "8 ados calme")
    recalled(street)
    said = street.taps(MEDIATRICE, "▶️ Reprendre")
    assert "🕐 Heure : mardi 17 novembre, 17 h 04" in said
    street.taps(MEDIATRICE, "✅ Enregistrer")
    (row,) = street.rows(Rencontre)
    assert (row.le, row.presence_id) == (then, 1)


def test_a_revoked_person_reads_no_figure_any_more(street: Team) -> None:
    with street.database.transaction() as tx:
        one = tx.query(Personne).where(Personne.telegram_id == MEDIATEUR).one()
        people.revoke(tx, one, street.clock.now())
    street.clock.advance(timedelta(hours=2))
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "⏹ Terminer")
    assert not any("Présence terminée" in text for text in street.shown(MEDIATEUR))
    assert street.pinned(MEDIATEUR) == ""


def test_people_met_are_counted_where_the_presence_is(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    street.taps(MEDIATRICE, "12-17 ans")
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 04 · 1 × 12-17 ans", "📍 Site", "📍 Site B")
    street.says(MEDIATRICE, "👥 Rencontres")
    street.taps(MEDIATRICE, "12-17 ans")
    sites = street.programme.sites
    counted = {(row.site_id, row.nombre) for row in street.rows(Rencontre)}
    assert counted == {(sites["site-b"], 1), (sites["site-a"], 1)}


def test_the_words_of_a_deleted_entry_are_not_validated(street: Team) -> None:
    street.says(MEDIATRICE, "👁 Observation")
    street.taps(MEDIATRICE, "🙂 4", "Moyenne", "+ ", "✅ Enregistrer", "✏️")
    street.says(MEDIATRICE, "Une fête bien accueillie.")
    street.says(COORDINATION, "📝 À relire")
    number, data = street.button(COORDINATION, "✅ Valider")
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 04 · Observation", "🗑 Supprimer")
    street.presses(COORDINATION, number, data)
    # Gone with the entry, at once: there is nothing left to validate.
    assert [(note.statut, note.texte) for note in street.rows(Note)] == [("ecartee", "")]


def test_nobody_is_in_two_presences_at_once(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "👤 Autre binôme", "Avec Binôme 2", "✅ Démarrer")
    binome = team.programme.binomes["binome-1"]
    slot = f"20261117T1600.{team.programme.sites['site-a']}.20261117T2000"
    assert team.presses(MEDIATRICE, 1, f"g:po:{binome}:{slot}") == "Déjà démarrée."
    assert len(team.rows(Presence)) == 1


def test_agreeing_after_the_end_is_told_the_end(street: Team) -> None:
    number, data = street.button(MEDIATEUR, "👍 D'accord")
    street.clock.advance(timedelta(hours=1))
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "⏹ Terminer")
    street.presses(MEDIATEUR, number, data)
    assert "en cours" not in street.phones[MEDIATEUR][number]["text"]
