"""Bad input, by name: who has no business here, and what two hands do at once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.chat import words
from bot.sandbox.model import SimMessage
from bot.sandbox.persons import Person
from storage.machine.db import Tx
from storage.models import Conversation, Inbox, Outbox, Personne, Presence, Rencontre, Signalement
from tests.oracle import check_calls
from tests.stories.stage import Home, Stage, stage, whole_label
from tests.stories.street import Street, street


def said_to(play: Stage, person: Person) -> list[SimMessage]:
    return [message for message in play.world.messages(person.id) if message.from_bot]


async def revoke(play: Stage, person: Person) -> None:
    def gone(tx: Tx) -> None:
        row = tx.scalars(select(Personne).where(Personne.telegram_id == person.id)).one()
        row.revoquee_le = play.clock.now()

    await play.carnet.database.run(gone)


async def test_an_unknown_person_is_refused_once_a_day_and_nothing_is_kept(
    home: Home,
) -> None:
    async with stage(home) as play:
        nobody = play.world.person("Inconnue")
        first = await play.says(nobody, "Un secret de quartier")
        assert "réservé aux équipes" in first
        nobody.send_voice()
        nobody.send_location(49.9, 2.3)
        await play.says(nobody, "/start invente-de-toutes-pieces")
        await play.says(nobody, "encore")
        nobody.block()
        nobody.unblock()
        await play.quiet()
        assert len(said_to(play, nobody)) == 2, "one refusal, and one for the false invitation"
        play.clock.advance(timedelta(days=1))
        await play.says(nobody, "le lendemain")
        assert len(said_to(play, nobody)) == 3

        def traces(tx: Tx) -> list[str]:
            everything = tx.scalars(select(Inbox.contenu)).all()
            return [*everything, *tx.scalars(select(Inbox.voie))]

        assert await play.read(lambda tx: [s for s in traces(tx) if str(nobody.id) in s]) == []
        assert await play.read(lambda tx: tx.query(Personne).count()) == 0
        assert await play.read(lambda tx: tx.query(Conversation).count()) == 0
        play.clock.advance(timedelta(days=3))
        await play.carnet.catch_up()
        told = select(func.count()).where(Outbox.adresse == str(nobody.id))
        assert await play.read(lambda tx: tx.execute(told).scalar_one()) == 0
        check_calls(play.world)


async def test_a_revoked_person_is_out_at_their_next_update(home: Home) -> None:
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        await play.says(who, "🔧 Signalement")
        await play.taps(who, "Tag", "📌 Site A")
        await revoke(play, who)
        await play.taps(who, "✅ Envoyer")
        assert "réservé aux équipes" in await play.says(who, "allô ?")
        assert await scene.count(Signalement) == 0
        assert "Fermé" not in who.read()


async def test_a_stale_button_is_answered_and_the_card_shown_again(home: Home) -> None:
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        await play.says(who, "🔧 Signalement")
        old = who.screen()
        who.tap("Tag", message=old)
        await play.quiet()
        shown = who.screen()
        pressed = data_of(old, rev=1)
        who.press_data(pressed, old)
        await play.quiet()
        assert who.answers()[-1][0] == "C'est déjà noté."
        await play.says(who, "sous le porche")
        assert shown.buttons == [], "the card is further down: this one counts nothing"
        who.press_data(pressed, shown)
        await play.quiet()
        assert who.answers()[-1][0] == words.FURTHER_DOWN
        assert "Tag" in who.read(), "the card is at the bottom again"
        assert not who.unanswered()


def data_of(message: SimMessage, *, rev: int) -> str:
    """The first option of the card's conversation, as its revision `rev` wrote it."""
    conversation = str(message.buttons[0].data).split(":")[1]
    return f"c:{conversation}:{rev}:p:g0"


async def test_a_button_of_a_closed_conversation_says_so(home: Home) -> None:
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        await play.says(who, "👥 Rencontres")
        tally = who.screen()
        data = str(tally.buttons[0].data)
        await play.says(who, "📋 Ma journée")
        assert tally.buttons == []
        who.press_data(data, tally)
        await play.quiet()
        assert who.answers()[-1][0] == words.GONE
        assert await scene.count(Rencontre) == 0


async def test_a_tap_on_another_person_s_card_does_nothing(home: Home) -> None:
    async with street(home) as scene:
        play, who, other = scene.play, scene.mediatrice, scene.mediateur
        await play.says(who, "👥 Rencontres")
        data = str(who.screen().buttons[0].data)
        other.press_data(data, other.screen())
        await play.quiet()
        assert other.answers()[-1][0] == "Ces boutons ne servent plus."
        assert await scene.count(Rencontre) == 0


async def test_two_taps_at_once_on_a_choice_are_one_and_on_a_tally_are_two(
    home: Home,
) -> None:
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        await scene.reports("Tag", "📌 Site A")
        for _ in range(2):
            who.tap("✅ Envoyer")
        await play.quiet()
        assert await scene.count(Signalement) == 1
        assert who.answers()[-1][0] == "C'est déjà noté."
        await play.says(who, "👥 Rencontres")
        label = whole_label(who, "12-17 ans")
        card = who.screen()
        for _ in range(2):
            who.tap(label, message=card)
        await play.quiet()
        assert [row.nombre for row in await scene.rows(Rencontre)] == [2]
        assert not who.unanswered()


async def test_stop_without_start_and_both_starting_at_once(home: Home) -> None:
    async with street(home, present=False) as scene:
        play = scene.play
        said = await play.says(scene.mediatrice, "/terminer")
        assert "Aucune présence n'est en cours" in said
        for person in (scene.mediatrice, scene.mediateur):
            await play.says(person, "▶️ Présence")
        scene.mediatrice.tap("✅ Démarrer")
        scene.mediateur.tap("✅ Démarrer")
        await play.quiet()
        assert await scene.count(Presence) == 1
        both = scene.mediatrice.transcript() + scene.mediateur.transcript()
        assert both.count("une présence était déjà en cours") == 1
        assert both.count("C'est parti") == 1


async def test_a_presence_left_open_is_asked_about_then_closed_to_be_confirmed(
    home: Home,
) -> None:
    async with street(home) as scene:
        play, who = scene.play, scene.mediatrice
        await play.at(21, 29)
        assert "Toujours" not in who.read()
        await play.at(21, 30)
        assert "Site A : toujours sur place ?" in who.read()
        await play.at(22, 59)
        assert (await scene.rows(Presence))[0].fin is None
        await play.at(23, 0)
        (presence,) = await scene.rows(Presence)
        assert presence.a_confirmer
        assert presence.fin == presence.fin_prevue
        assert "à confirmer" in who.read()
        await play.taps(who, "✅ Oui, fini à 21 h 00")
        assert not (await scene.rows(Presence))[0].a_confirmer


async def test_whoever_blocks_the_bot_is_out_of_reach_until_they_come_back_and_it_is_told(
    home: Home,
) -> None:
    async with street(home) as scene:
        play, gone = scene.play, scene.mediateur
        gone.block()
        await play.quiet()
        assert "Médiateur ne reçoit plus les messages du bot" in scene.coordination.read()
        assert await out_of_reach(scene) == ["Médiateur"]
        gone.unblock()
        await play.quiet()
        assert await out_of_reach(scene) == []
        await play.says(gone, "/aide")
        assert "Touchez un bouton" in gone.read()


async def test_a_message_that_cannot_arrive_any_more_is_told_to_the_coordination(
    home: Home,
) -> None:
    async with street(home) as scene:
        play, gone = scene.play, scene.mediateur
        # Blocked while the bot was away: nothing came to say so.
        gone.private.bot_status = "kicked"
        await play.says(scene.mediatrice, "▶️ Présence")
        await play.taps(scene.mediatrice, "⏹ Terminer")
        assert "Médiateur ne reçoit plus les messages du bot" in scene.coordination.read()
        assert await out_of_reach(scene) == ["Médiateur"]


async def out_of_reach(scene: Street) -> list[str]:
    return [one.prenom for one in await scene.rows(Personne) if one.injoignable_le]
