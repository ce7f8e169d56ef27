"""One person of two programmes: asked which, once, and nothing of one is seen in the other."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.roles import Role
from bot.timetable import timetable
from storage import people
from storage.models import Conversation, Invitation, Personne, Presence, Rencontre, RetourDonne
from tests.bot.chat.test_two_programmes import MONS_COORDINATION, both, mons
from tests.clockwork import ring
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team
from tests.handlers.retour.test_retour import mended

__all__ = ["both"]


def code(team: Team) -> str:
    """An invitation to Mons, as a mediator of its binôme."""
    with team.database.transaction() as tx:
        programme, now = mons(team), team.clock.now()
        binome = programme.binomes["binome-1"]
        made = people.invite(tx, programme.id, Role.MEDIATEUR, "Médiatrice", now, binome_id=binome)
    return made.code


def joins(team: Team) -> str:
    asked = team.says(MEDIATRICE, f"/start {code(team)}")
    team.taps(MEDIATRICE, "✅ J'accepte")
    return asked


def test_who_is_invited_elsewhere_reads_where_she_is_and_where_she_is_invited(both: Team) -> None:
    asked = joins(both)
    assert "Bienvenue dans <b>Médiation sociale – Mons-en-Barœul</b>" in asked
    assert "• Médiation de rue – Amiens : médiatrice ou médiateur de rue, Binôme 1" in asked
    assert "invité·e comme : <b>médiatrice ou médiateur de rue</b>" in asked
    assert "dans 2 programmes" in "\n".join(both.shown(MEDIATRICE))
    living = [row for row in both.rows(Personne) if row.telegram_id == MEDIATRICE]
    assert {row.dispositif_id for row in living} == set(both.desk.programmes)
    assert any("a rejoint l'équipe" in text for text in both.shown(MONS_COORDINATION))
    assert both.reads(COORDINATION) == ""


def test_an_invitation_to_the_same_programme_says_so_and_stays(both: Team) -> None:
    said = both.says(MEDIATRICE, f"/start {both.invite(Role.COORDINATION)}")
    assert "Vous êtes déjà dans « Médiation de rue – Amiens »" in said
    assert "médiatrice ou médiateur de rue, Binôme 1" in said
    assert [row.utilisee_le for row in both.rows(Invitation)] == [None]


def test_it_is_asked_once_what_was_typed_is_kept_and_nothing_leaks(both: Team) -> None:
    joins(both)
    said = both.says(MEDIATRICE, "8 ados")
    assert "Vous êtes dans 2 programmes. Pour lequel ?" in said
    assert both.labels(MEDIATRICE) == ["Amiens", "Mons-en-Barœul"]
    both.taps(MEDIATRICE, "Mons-en-Barœul")
    both.taps(MEDIATRICE, "📍 Site A")
    both.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    assert [row.dispositif_id for row in both.rows(Rencontre)] == [mons(both).id]
    both.says(MEDIATRICE, "▶️ Présence")
    both.taps(MEDIATRICE, "✅ Démarrer")
    assert [row.dispositif_id for row in both.rows(Presence)] == [mons(both).id]
    assert both.says(MEDIATRICE, "/programme").startswith("Vous êtes dans 2 programmes")
    both.taps(MEDIATRICE, "Amiens")
    assert "Rien n'est noté" in both.day(MEDIATRICE)
    assert "présence" not in both.day(MEDIATEUR).lower()


def test_a_card_of_the_other_programme_is_answered_there_and_drafts_stay_apart(
    both: Team,
) -> None:
    both.says(MEDIATEUR, "▶️ Présence")
    both.taps(MEDIATEUR, "✅ Démarrer")
    joins(both)
    both.says(MEDIATRICE, "/programme")
    both.taps(MEDIATRICE, "Amiens")
    both.says(MEDIATRICE, "8 ados 3 adultes")
    draft, data = both.button(MEDIATRICE, "✅ Enregistrer")
    both.says(MEDIATRICE, "/programme")
    both.taps(MEDIATRICE, "Mons-en-Barœul")
    both.says(MEDIATRICE, "▶️ Présence")
    both.presses(MEDIATRICE, draft, data)
    assert any("Vous êtes dans <b>Amiens</b>" in text for text in both.shown(MEDIATRICE))
    assert {row.dispositif_id for row in both.rows(Rencontre)} == {both.programme.id}
    told, answer = both.button(MEDIATRICE, "👍 D'accord")
    assert both.presses(MEDIATRICE, told, answer) == "Noté."
    both.taps(MEDIATRICE, "✅ Démarrer")
    assert any("Vous êtes dans <b>Mons-en-Barœul</b>" in text for text in both.shown(MEDIATRICE))
    assert both.rows(Presence)[-1].dispositif_id == mons(both).id


def test_an_old_drawer_opens_in_the_programme_where_it_was_shown(both: Team) -> None:
    joins(both)
    both.says(MEDIATRICE, "/programme")
    both.taps(MEDIATRICE, "Amiens")
    both.says(MEDIATRICE, "➕ Autre")
    drawer, data = both.button(MEDIATRICE, "💡")
    both.says(MEDIATRICE, "/programme")
    both.taps(MEDIATRICE, "Mons-en-Barœul")
    both.presses(MEDIATRICE, drawer, data)
    assert any("Vous êtes dans <b>Amiens</b>" in text for text in both.shown(MEDIATRICE)[-3:])
    talk = both.rows(Conversation)[-1]
    assert (talk.flow, talk.programme) == ("preconisation", both.programme.id)


def test_retours_of_the_other_programme_are_answered_there_and_told_of_it(both: Team) -> None:
    both.says(MEDIATRICE, "🔧 Signalement")
    both.taps(MEDIATRICE, "📍 Site A", "Éclairage", "📌 Site A", "✅ Envoyer")
    mended(both, 1)
    both.says(MEDIATRICE, "▶️ Présence")
    both.taps(MEDIATRICE, "✅ Démarrer")
    shown, see = both.button(MEDIATRICE, "📄 Voir les retours")
    joins(both)
    both.says(MEDIATRICE, "/programme")
    both.taps(MEDIATRICE, "Mons-en-Barœul")
    both.presses(MEDIATRICE, shown, see)
    assert "• V-0001 Éclairage public en panne : réparé" in both.reads(MEDIATRICE)
    listed, told = both.button(MEDIATRICE, "✅ V-0001 dit")
    both.says(MEDIATRICE, "/programme")
    both.taps(MEDIATRICE, "Mons-en-Barœul")
    assert both.presses(MEDIATRICE, listed, told) == "Noté."
    assert [row.signalement_id for row in both.rows(RetourDonne)] == [1]
    both.taps(MEDIATRICE, "↩️ Annuler")
    assert both.rows(RetourDonne) == []


def test_what_a_coordination_of_two_programmes_confirms_is_of_the_one_that_asked(
    both: Team,
) -> None:
    both.says(MEDIATRICE, "▶️ Présence")
    both.taps(MEDIATRICE, "✅ Démarrer")
    with both.database.transaction() as tx:
        presence = tx.get_one(Presence, 1)
        presence.fin, presence.a_confirmer = both.clock.now() + timedelta(hours=3), True
        code = people.invite(tx, mons(both).id, Role.COORDINATION, "Ici", both.clock.now()).code
    both.clock.advance(timedelta(days=1))
    both.says(COORDINATION, "/qualite")
    both.taps(COORDINATION, "✅ mar. 17")
    shown, data = both.button(COORDINATION, "👌 mar. 17")
    both.says(COORDINATION, f"/start {code}")
    both.taps(COORDINATION, "✅ J'accepte")
    both.taps(MONS_COORDINATION, "✅ Oui")
    both.says(COORDINATION, "/programme")
    both.taps(COORDINATION, "Mons-en-Barœul")
    assert both.presses(COORDINATION, shown, data) == "Noté."
    assert "personne n'a été rencontré" in both.reads(COORDINATION)


def test_what_the_clock_writes_says_of_which_programme_it_is(both: Team) -> None:
    joins(both)
    both.says(MEDIATRICE, "/programme")
    both.taps(MEDIATRICE, "Mons-en-Barœul")
    both.says(MEDIATRICE, "▶️ Présence")
    both.taps(MEDIATRICE, "✅ Démarrer")
    both.clock.advance(timedelta(hours=5))
    (left_open,) = [job for job in timetable(both.desk) if job.name == "presences left open"]
    ring(both.database, mons(both), both.clock.now(), left_open.does)
    both.deliver()
    assert both.reads(MEDIATRICE).startswith("<b>Mons-en-Barœul</b>\n<b>Site")


def test_revoked_from_one_she_goes_on_in_the_other(both: Team) -> None:
    joins(both)
    both.says(MONS_COORDINATION, "👥 Équipe")
    both.taps(MONS_COORDINATION, "🚫 Retirer", "Médiatrice ·", "🚫 Oui")
    both.says(MEDIATRICE, "▶️ Présence")
    both.taps(MEDIATRICE, "✅ Démarrer")
    assert [row.dispositif_id for row in both.rows(Presence)] == [both.programme.id]
    assert both.taps(MONS_COORDINATION, "↩️ Annuler").startswith("↩️ Annulé")
    assert "Pour lequel ?" in both.says(MEDIATRICE, "📋 Ma journée")


def test_words_that_waited_are_read_in_the_programme_where_they_were_typed(both: Team) -> None:
    joins(both)
    both.says(MEDIATRICE, "/programme")
    both.taps(MEDIATRICE, "Amiens")
    both.says(MEDIATRICE, "8 ados, vu avec Mme Durand-Exemple")
    question, data = both.button(MEDIATRICE, "✂️ Remplacer")
    both.says(MEDIATRICE, "/programme")
    both.taps(MEDIATRICE, "Mons-en-Barœul")
    both.presses(MEDIATRICE, question, data)
    both.taps(MEDIATRICE, "📍 Site A", "✅ Enregistrer")
    assert {row.dispositif_id for row in both.rows(Rencontre)} == {both.programme.id}
