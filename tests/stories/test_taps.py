"""Taps, counted on the wire as requirements §3.0 counts them: never above the table of §3.14.

The figures stand in docs/appuis.md; « APPUIS=ecrire » before pytest writes them anew.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.domain.roles import Role
from bot.sandbox.persons import Person
from storage.models import Presence, Rencontre
from tests.oracle import check_calls
from tests.pictures import jpeg
from tests.stories.stage import Home, Stage, stage

TABLE = Path(__file__).parents[2] / "docs" / "appuis.md"
HEAD = """# Combien d'appuis pour chaque saisie

Mesuré à chaque passage des tests, sur le fil, par de vrais dialogues
(`tests/stories/test_taps.py`). Un appui : un bouton, ou un envoi. Prendre et envoyer une photo :
deux appuis. Le bouton du menu compte. Le plafond est celui du cahier des besoins (§3.14) ; ouvrir
une intervention doit tenir en moins de cinq minutes (COO-1).

| Saisie | Appuis | Plafond | Textes écrits |
|---|---|---|---|
"""


@dataclass
class Hand:
    """A mediator's thumb: a press is 1, a photo taken and sent 2, a text T (counted apart)."""

    play: Stage
    person: Person
    taps: int = 0
    texts: int = 0
    measured: list[str] = field(default_factory=list)

    async def menu(self, *labels: str) -> str:
        """A permanent button, then what it opens."""
        self.taps += 1
        await self.play.says(self.person, labels[0])
        return await self.tap(*labels[1:])

    async def tap(self, *labels: str) -> str:
        self.taps += len(labels)
        await self.play.taps(self.person, *labels)
        return self.person.read()

    async def photo(self) -> None:
        self.taps += 2
        self.person.send_photo(jpeg())
        await self.play.quiet()

    async def write(self, text: str) -> str:
        self.texts += 1
        return await self.play.says(self.person, text)

    def lift(self, entry: str, ceiling: int, texts: int = 0) -> None:
        """The entry is over: its taps and texts go to the table, and none is above its ceiling."""
        self.measured.append(f"| {entry} | {self.taps} | {ceiling} | {self.texts} |")
        assert self.taps <= ceiling, f"{entry}: {self.taps} taps, {ceiling} at most"
        assert self.texts <= texts, f"{entry}: {self.texts} texts"
        self.taps = self.texts = 0


async def presence(hand: Hand) -> None:
    await hand.menu("▶️ Présence")
    assert "C'est parti" in await hand.tap("✅ Démarrer")
    hand.lift("Présence, démarrer", 2)


async def rencontres(hand: Hand) -> None:
    await hand.write("8 ados 3 adultes 2 seniors")
    await hand.tap("✅ Enregistrer")
    assert await hand.play.read(lambda tx: tx.query(Rencontre).count()) == 3
    await hand.tap("⏭ Passer")
    hand.lift("Rencontres, 13 personnes écrites", 2, texts=1)
    await hand.menu("👥 Rencontres")
    await hand.tap("12-17 ans", "12-17 ans", "Groupe de 5", "26-59 ans", "✅ Fini")
    assert "7 rencontres notées" in hand.person.read()
    assert "7 rencontres enregistrées" in await hand.tap("⏭ Passer")
    hand.lift("Rencontres, 7 personnes touchées (un groupe de cinq : deux appuis)", 8)


async def signalement(hand: Hand) -> None:
    await hand.photo()
    assert "V-0001" in await hand.tap("Éclairage", "📌 Site A", "✅ Envoyer")
    hand.lift("Signalement, avec photo", 5)
    assert "V-0002" in await hand.menu("🔧 Signalement", "Tag", "📌 Site A", "✅ Envoyer")
    hand.lift("Signalement, sans photo", 4)
    assert "toujours là" in await hand.menu("🔧 Signalement", "Tag", "➕ Toujours là")
    hand.lift("Signalement déjà fait, « toujours là »", 5)


async def ma_journee(hand: Hand) -> None:
    await hand.menu("📋 Ma journée")
    assert "Supprimé" in await hand.tap("17 h 04 · 3 × 26-59 ans", "🗑 Supprimer")
    hand.lift("Ma journée, supprimer une entrée", 3)


async def stop(hand: Hand) -> None:
    hand.play.clock.advance(timedelta(hours=2))
    await hand.menu("▶️ Présence")
    assert "17 h 04 → 19 h 04" in await hand.tap("⏹ Terminer")
    assert await hand.play.read(lambda tx: tx.query(Presence).one().fin) == hand.play.clock.now()
    assert hand.taps <= 2
    assert "Fréquentation : forte" in await hand.tap("😀 5", "Forte")
    hand.lift("Présence, terminer, ambiance et fréquentation comprises", 4)


async def sollicitation(hand: Hand) -> None:
    await hand.menu("🙋 Sollicitation", "18-25 ans", "Information", "Écoute")
    assert "Enregistré" in hand.person.read()
    hand.lift("Sollicitation, sans orientation", 4)
    await hand.menu("🙋 Sollicitation", "18-25 ans", "Emploi, formation", "Orientation")
    assert "Mission locale" in await hand.tap("Mission locale")
    hand.lift("Sollicitation, orientation", 5)
    await hand.menu("🙋 Sollicitation", "18-25 ans", "Emploi, formation", "Relais transmis")
    assert "R-0001" in await hand.tap("Mission locale", "✅ Oui")
    hand.lift("Sollicitation, relais transmis", 6)


async def conflit(hand: Hand) -> None:
    await hand.menu("⚡ Conflit", "⚡ En direct", "Bruit", "Entre personnes")
    assert "apaisé" in await hand.tap("Désamorçage", "Apaisé")
    hand.lift("Conflit, en direct", 6)
    await hand.menu(
        "⚡ Conflit", "🕐 En différé", "Habitant", "Voisinage", "✅ Oui", "Médiation n"
    )
    assert "M-0001" in await hand.tap("Demain")
    hand.lift("Conflit, en différé", 7)
    await hand.write("/mediations")
    hand.taps, hand.texts = 1, 0
    await hand.tap("📂 M-0001", "＋ Séance", "Partie A")
    await hand.tap("👍 Avance")
    hand.lift("Médiation, une séance (commande comprise)", 5)
    await hand.write("/annuler")
    hand.texts = 0


async def observation(hand: Hand) -> None:
    await hand.menu("👁 Observation", "🙂 4", "Moyenne")
    hand.lift("Observation, ambiance et fréquentation", 3)
    await hand.tap("+ ", "− ", "✅ Enregistrer")
    hand.taps += 3
    hand.lift("Observation, avec deux usages", 7)


async def autre(hand: Hand) -> None:
    """What is rarer than an evening, under « ➕ Autre »."""
    await hand.menu("➕ Autre", "🤝 Action", "Information", "Propreté", "6 à 10", "✅ Enregistrer")
    hand.lift("Action collective, sans partenaire", 6)
    await hand.menu("➕ Autre", "🗂 Hors terrain", "Préparation", "1 h")
    hand.lift("Hors terrain, par le menu", 4)
    await hand.menu("➕ Autre", "💡 Préconisation", "Aménagement", "Voirie")
    await hand.write("Deux bancs de plus, à l'ombre.")
    await hand.tap("3 mois", "✅ Oui")
    assert "P-0001" in hand.person.read()
    hand.lift("Préconisation", 6, texts=1)
    await hand.menu("➕ Autre", "📥 Demande reçue", "Habitant", "Nuisance", "📌 Site A")
    assert "D-0001" in await hand.tap("Quand possible", "✅ Transmettre")
    hand.lift("Demande directe", 7)
    await hand.menu("➕ Autre", "🛑 Difficulté", "Insultes", "Non")
    hand.lift("Difficulté rencontrée", 4)


async def what_the_bot_asks(hand: Hand) -> None:
    """Messages that come by themselves: one tap each."""
    await hand.play.at(19, 20)
    await hand.tap("Préparation")
    hand.lift("Hors terrain, demandé en fin de journée", 1)
    await hand.play.at(17, 0, days=1)
    assert "C'est parti" in await hand.tap("✅ Démarrer")
    hand.lift("Prise de poste, à l'heure prévue", 1)
    await etonnement(hand)
    await hand.play.at(9, 31, days=7)
    assert "R-0001" in hand.person.transcript()
    await hand.tap("✅ Pris en charge")
    hand.lift("Relais à vérifier", 1)


async def etonnement(hand: Hand) -> None:
    """Asked once the last day of the week is over, of the only site of that week."""
    await hand.play.at(22, 0, days=4)
    for then in ("Qui voit-on moins", "Un besoin qui revient", "Rien n'a été noté"):
        await hand.tap("⏭ Passer")
        assert any(then in one.text for one in hand.play.world.messages(hand.person.id))
    hand.lift("Étonnement, les trois questions passées", 3)


async def intervention(hand: Hand) -> None:
    """The coordination, back from a comité technique: the three months and the comité follow."""
    await hand.menu("📅 Interventions", "➕ Ouvrir")
    await hand.tap("📍 Site B", "Mardi", "Corrective")
    await hand.write("Apaiser les fins de journée.")
    said = await hand.tap("✅ Ouvrir")
    assert "Intervention ouverte : Site B" in said
    assert "à réunir au plus tard" in said
    hand.lift("Intervention, ouvrir (par la coordination)", 7, texts=1)


async def found_at_once(hand: Hand) -> None:
    """Who is out, what waits, how an intervention goes: nothing to look for."""
    assert "Maintenant, " in await hand.menu("🟢 Maintenant")
    hand.lift("Qui est dans la rue (par la coordination)", 1)
    assert "Ma semaine" in await hand.menu("📌 Ma semaine")
    hand.lift("Ma semaine (par la coordination)", 1)
    assert "J+15" in await hand.menu("📅 Interventions", "Site A ·")
    hand.lift("État d'une intervention (par la coordination)", 2)


async def point_hebdo(hand: Hand) -> None:
    """Drafts come by themselves on Friday, the month's on its last: each is one tap."""
    await hand.play.at(12, 0, days=10)
    assert "le brouillon est prêt" in hand.person.read()
    month = await hand.tap("✅ Valider")
    assert "Novembre 2026 : validé. Il part lundi 30 novembre à 9 h 00." in month
    hand.lift("Point mensuel, validé (par la coordination)", 1)
    await hand.tap("✅ Valider")
    week, _alert = hand.person.answers()[-1]
    assert "Semaine 48 : validé. Il part lundi 30 novembre à 8 h 00." in week
    hand.lift("Point hebdo, validé (par la coordination)", 1)


EVENING: tuple[Callable[[Hand], Awaitable[None]], ...] = (
    presence,
    rencontres,
    signalement,
    ma_journee,
    sollicitation,
    conflit,
    observation,
    autre,
    stop,
    what_the_bot_asks,
)


def told(measured: list[str]) -> Iterator[str]:
    """The page that readers find in docs."""
    yield HEAD
    yield from (f"{line}\n" for line in measured)


async def test_no_flow_asks_for_more_taps_than_its_table(home: Home) -> None:
    async with stage(home) as play:
        hand = Hand(play, await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1"))
        for dialogue in EVENING:
            await dialogue(hand)
        desk = await play.joins("Coordination", Role.COORDINATION, None)
        office = Hand(play, desk, measured=hand.measured)
        await found_at_once(office)
        await intervention(office)
        await point_hebdo(office)
        check_calls(play.world)
    page = "".join(told(hand.measured))
    if os.environ.get("APPUIS") == "ecrire":
        TABLE.write_text(page, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == page, "docs/appuis.md: APPUIS=ecrire make it again"
