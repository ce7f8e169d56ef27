"""Taps, counted on the wire as requirements §3.0 counts them: never above the table of §3.14."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.domain.roles import Role
from bot.sandbox.persons import Person
from storage.models import Presence, Rencontre, Signalement
from tests.oracle import check_calls
from tests.pictures import jpeg
from tests.stories.stage import Stage, stage

START, STOP, STOP_WITH_ALL, SIGNALEMENT, WITH_PHOTO, DAY = 2, 2, 4, 4, 5, 3


@dataclass
class Hand:
    """A mediator's thumb: a press is 1, a photo taken and sent 2, a text T (counted apart)."""

    play: Stage
    person: Person
    taps: int = 0
    texts: int = 0

    async def menu(self, label: str) -> str:
        self.taps += 1
        return await self.play.says(self.person, label)

    async def tap(self, *labels: str) -> str:
        self.taps += len(labels)
        return await self.play.taps(self.person, *labels)

    async def photo(self) -> None:
        self.taps += 2
        self.person.send_photo(jpeg())
        await self.play.quiet()

    async def write(self, text: str) -> str:
        self.texts += 1
        return await self.play.says(self.person, text)

    def lift(self) -> int:
        """How many since the last time."""
        counted, self.taps = self.taps, 0
        return counted


async def rows(play: Stage, table: type[Presence] | type[Rencontre] | type[Signalement]) -> int:
    found = await play.carnet.database.run(lambda tx: tx.query(table).count())
    return int(found)


async def presence(play: Stage, hand: Hand) -> None:
    await hand.menu("▶️ Présence")
    assert "C'est parti" in await hand.tap("✅ Démarrer")
    assert hand.lift() <= START


async def rencontres(play: Stage, hand: Hand) -> None:
    await hand.write("8 ados 3 adultes 2 seniors")
    await hand.tap("✅ Enregistrer")
    assert await rows(play, Rencontre) == 3
    await hand.tap("⏭ Passer")
    assert (hand.lift(), hand.texts) <= (2, 1)
    await hand.menu("👥 Rencontres")
    await hand.tap("12-17 ans", "12-17 ans", "Groupe de 5", "26-59 ans", "✅ Fini")
    assert hand.lift() <= 2 + 2 + 2, "a group of five is two taps"
    assert "7 rencontres notées" in hand.person.read()


async def signalement(play: Stage, hand: Hand) -> None:
    await hand.photo()
    assert "V-0001" in await hand.tap("Éclairage", "📌 Site A", "✅ Envoyer")
    assert hand.lift() <= WITH_PHOTO
    await hand.menu("🔧 Signalement")
    assert "V-0002" in await hand.tap("Tag", "📌 Site A", "✅ Envoyer")
    assert hand.lift() <= SIGNALEMENT
    await hand.menu("🔧 Signalement")
    assert "toujours là" in await hand.tap("Tag", "➕ Toujours là")
    assert hand.lift() <= SIGNALEMENT + 1


async def ma_journee(play: Stage, hand: Hand) -> None:
    await hand.menu("📋 Ma journée")
    assert "Supprimé" in await hand.tap("17 h 04 · 3 × 26-59 ans", "🗑 Supprimer")
    assert hand.lift() <= DAY


async def stop(play: Stage, hand: Hand) -> None:
    play.clock.advance(timedelta(hours=2))
    await hand.menu("▶️ Présence")
    assert "17 h 04 → 19 h 04" in await hand.tap("⏹ Terminer")
    assert await play.read(lambda tx: tx.query(Presence).one().fin) == play.clock.now()
    assert hand.taps <= STOP
    assert "Fréquentation : forte" in await hand.tap("😀 5", "Forte")
    assert hand.lift() <= STOP_WITH_ALL


async def test_no_flow_asks_for_more_taps_than_its_table(tmp_path: Path) -> None:
    async with stage(tmp_path) as play:
        hand = Hand(play, await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1"))
        await presence(play, hand)
        await rencontres(play, hand)
        await signalement(play, hand)
        await ma_journee(play, hand)
        await stop(play, hand)
        assert hand.texts == 1
        check_calls(play.world)
