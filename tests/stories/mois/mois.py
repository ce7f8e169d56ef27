"""A month of a binôme as a script: what is done each evening, and what it must come to."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.sandbox.persons import Person
from tests.stories.stage import Stage

FIRST_DAY = date(2026, 11, 2)
DAYS = 26
EVERY = 1 if os.environ.get("MOIS") == "entier" else 2
"""One evening in so many is worked. What is done in each is drawn from the same lists; by hand,
all of them: « MOIS=entier .venv/bin/python -m pytest -q tests/stories/mois »."""
WINTER = date(2026, 11, 16)
"""From then on evenings are colder: fewer people, shorter presences (000 l.142, saisonnalité)."""
PUBLICS = {"ados": "ados", "adultes": "adultes", "seniors": "seniors", "enfants": "enfants"}
DEMANDES = {
    "Information": "information",
    "Logement": "logement",
    "Emploi, formation": "emploi-formation",
}
REPONSES = {"Écoute": "ecoute", "Info donnée": "info-donnee"}
DEFAUTS = {"Éclairage": "vt-eclairage-public", "Tag": "vt-tag", "Espaces verts": "vt-vegetation"}
CONFLITS = {"Bruit": "cf-nuisances-sonores", "Regroupement": "cf-regroupement"}
USAGES = {"+ Rencontre": "rencontre-echange", "− Regroupement": "regroupement-genant"}


@dataclass
class Mois:
    """The binôme at work; `sums` is the script's own account, kept without the bot."""

    play: Stage
    she: Person
    he: Person
    chance: random.Random
    sums: Counter[str] = field(default_factory=Counter)

    async def lived(self) -> None:
        days = (FIRST_DAY + timedelta(days=n) for n in range(DAYS))
        for day in [day for day in days if day.weekday() != 6][::EVERY]:
            await self._evening(day)

    async def _evening(self, day: date) -> None:
        """17 h: the bot writes first; people, requests, defects; then it is over."""
        await self._at(day, 17, 0)
        await self.play.taps(self.she, "✅ Démarrer")
        acts: list[Callable[[], Awaitable[None]]] = [
            self._rencontres,
            self._rencontres,
            self._sollicitation,
            *([self._observation] if self.chance.random() < 0.6 else []),
            *([self._signalement] if self.chance.random() < 0.4 else []),
            *([self._conflit] if self.chance.random() < 0.3 else []),
        ]
        self.chance.shuffle(acts)
        for rank, act in enumerate(acts):
            await self._at(day, 17, 10 + 5 * rank)
            await act()
        await self._over(day)

    async def _over(self, day: date) -> None:
        hours = 2 if day >= WINTER else 3
        await self._at(day, 17 + hours, 0)
        await self.play.says(self.she, "▶️ Présence")
        await self.play.taps(self.she, "⏹ Terminer", "🙂 4", "Moyenne")
        self.sums["minutes de présence"] += 60 * hours
        # Out of the street: what makes about 60 % in it (000 l.142).
        for who in (self.she, self.he):
            await self.play.says(who, "➕ Autre")
            await self.play.taps(who, "🗂 Hors terrain", "Préparation", f"{hours - 1} h")
            self.sums["minutes hors terrain"] += 60 * (hours - 1)

    async def _rencontres(self) -> None:
        winter = self.play.clock.now().date() >= WINTER
        counts = {
            word: self.chance.randint(1, 4 if winter else 9)
            for word in self.chance.sample(sorted(PUBLICS), 2)
        }
        who = self.chance.choice((self.she, self.he))
        await self.play.says(who, " ".join(f"{n} {word}" for word, n in counts.items()))
        await self.play.taps(who, "✅ Enregistrer", "⏭ Passer")
        self.sums.update({f"rencontres {PUBLICS[word]}": n for word, n in counts.items()})

    async def _sollicitation(self) -> None:
        quoi, fait = self.chance.choice(list(DEMANDES)), self.chance.choice(list(REPONSES))
        await self.play.says(self.she, "🙋 Sollicitation")
        await self.play.taps(self.she, "18-25 ans", quoi, fait)
        self.sums[f"sollicitations {DEMANDES[quoi]} {REPONSES[fait]}"] += 1

    async def _observation(self) -> None:
        seen = self.chance.choice(list(USAGES))
        await self.play.says(self.he, "👁 Observation")
        await self.play.taps(self.he, "🙂 4", "Moyenne", seen, "✅ Enregistrer")
        self.sums[f"usages {USAGES[seen]}"] += 1

    async def _signalement(self) -> None:
        what = self.chance.choice(list(DEFAUTS))
        await self.play.says(self.she, "🔧 Signalement")
        said = await self.play.taps(self.she, what)
        if "Déjà signalé" in said:
            await self.play.taps(self.she, "🆕 C'est autre chose")
        await self.play.taps(self.she, "📌 Site A", "✅ Envoyer")
        self.sums[f"signalements {DEFAUTS[what]}"] += 1

    async def _conflit(self) -> None:
        what = self.chance.choice(list(CONFLITS))
        await self.play.says(self.he, "⚡ Conflit")
        await self.play.taps(
            self.he, "⚡ En direct", what, "Entre personnes", "Désamorçage", "Apaisé"
        )
        self.sums[f"conflits {CONFLITS[what]}"] += 1

    async def _at(self, day: date, hour: int, minute: int) -> None:
        await self.play.on(day, hour, minute)
