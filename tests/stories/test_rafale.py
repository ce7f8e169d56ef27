"""Answers typed blind in a dead zone: they arrive together, are taken in order, summed up once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.roles import Role
from bot.sandbox.persons import Person
from storage.models import Rencontre, Signalement
from tests.oracle import check_calls
from tests.stories.stage import Home, Stage, stage

pytestmark = pytest.mark.both_engines


async def together(play: Stage, person: Person, *texts: str) -> list[str]:
    """They leave the phone at once when the network comes back; what the bot then says."""
    before = len(play.world.messages(person.id))
    for text in texts:
        person.write(text)
    await play.quiet()
    messages = play.world.messages(person.id)[before:]
    return [one.text for one in messages if one.from_bot and one.text]


async def mediatrice(play: Stage) -> Person:
    person = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
    await play.says(person, "▶️ Présence")
    await play.taps(person, "✅ Démarrer")
    return person


async def test_a_whole_entry_typed_blind_is_recorded_and_answered_once(home: Home) -> None:
    async with stage(home) as play:
        person = await mediatrice(play)
        said = await together(
            play, person, "🔧 Signalement", "Éclairage", "Devant le 12", "✅ Envoyer"
        )
        (last,) = said
        assert "Reçu à la suite : Éclairage · Devant le 12 · ✅ Envoyer." in last
        assert "V-0001" in last
        assert await play.read(lambda tx: tx.query(Signalement).one().lieu) == "Devant le 12"


async def test_what_was_not_understood_on_the_way_is_shown_and_nothing_is_guessed(
    home: Home,
) -> None:
    async with stage(home) as play:
        person = await mediatrice(play)
        said = await together(play, person, "🔧 Signalement", "le machin", "Éclairage")
        assert len(said) == 1
        assert "Reçu à la suite : Éclairage." in said[0]
        assert "Non compris : « le machin »." in said[0]
        assert "Où ?" in said[0]
        assert await play.read(lambda tx: tx.query(Signalement).count()) == 0
        after = await play.says(person, "Devant le 12")
        assert "Reçu à la suite" not in after


async def test_what_follows_words_that_wait_answers_nothing_in_their_place(home: Home) -> None:
    async with stage(home) as play:
        person = await mediatrice(play)
        named = "devant chez Mme Durand-Exemple"
        said = await together(play, person, "🔧 Signalement", "Éclairage", named, "✅ Envoyer")
        assert any("Rien n'est noté encore." in one for one in said)
        assert any("Reçu à la suite : Éclairage." in one and "Où ?" in one for one in said)
        assert "« ✅ Envoyer » n'est pas noté" in said[-1]
        await play.taps(person, "✂️ Remplacer", "✅ Envoyer")
        lieu = await play.read(lambda tx: tx.query(Signalement).one().lieu)
        assert lieu == "devant chez une personne"


async def test_two_entries_in_one_burst_are_both_recorded_and_both_said(home: Home) -> None:
    async with stage(home) as play:
        person = await mediatrice(play)
        play.clock.advance(timedelta(minutes=20))
        said = await together(
            play,
            person,
            "🔧 Signalement",
            "Tag",
            "Devant le 12",
            "✅ Envoyer",
            "8 ados 3 adultes",
            "✅ Enregistrer",
        )
        assert "V-0001" in said[0]
        assert "première fois" in said[-1]
        assert await play.read(lambda tx: tx.query(Rencontre).count()) == 2


async def test_counts_typed_blind_are_one_card_and_one_tap_records_them_all(home: Home) -> None:
    async with stage(home) as play:
        person = await mediatrice(play)
        (card,) = await together(play, person, *["2 ados"] * 5)
        assert "12-17 ans : 10 = 10" in card
        await play.taps(person, "✅ Enregistrer")
        counted = await play.read(lambda tx: [row.nombre for row in tx.query(Rencontre)])
        assert counted == [2] * 5
        said = await together(play, person, "1 enfant", "➕ Autre")
        assert any("Compris : Moins de 12 ans : 1" in text for text in said)
        await play.taps(person, "✖️ ")
        said = await together(play, person, "3 ados", "4 ados calme", "5 ados tendu")
        assert len(said) == 3, "what cannot be one card is shown each on its own"
        for message in play.world.messages(person.id):
            for button in [one for one in message.buttons if one.label == "✅ Enregistrer"]:
                person.tap(button.label, message=message)
                await play.quiet()
        counted = await play.read(lambda tx: sum(row.nombre for row in tx.query(Rencontre)))
        assert counted == 10 + 12
        check_calls(play.world)
