"""Three months on a clock that moves: whatever changes, each thing is held by who was told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

import pytest

from bot.domain.roles import Role
from bot.sandbox.persons import Person
from tests.holders import orphans
from tests.oracle import check_calls
from tests.stories.stage import Home, Stage, stage, validates_the_bilan, whole_label


@dataclass(frozen=True)
class Programme:
    """The coordination, and three mediators of two binômes."""

    play: Stage
    coordination: Person
    mediatrice: Person
    mediateur: Person
    autre: Person

    async def held(self) -> None:
        """Nothing that is open is without a living holder who was told."""
        now = self.play.clock.now()
        assert await self.play.read(lambda tx: orphans(tx, now)) == []

    async def on(self, day: date, hour: int = 9) -> None:
        """That hour of that day (Paris), and everything is held."""
        await self.play.on(day, hour)
        await self.held()


@pytest.fixture
async def programme(home: Home) -> AsyncIterator[Programme]:
    async with stage(home) as play:
        coordination = await play.joins("Coordination", Role.COORDINATION)
        mediatrice = await play.joins("Médiatrice", Role.MEDIATEUR, "binome-1")
        mediateur = await play.joins("Médiateur", Role.MEDIATEUR, "binome-1")
        autre = await play.joins("Autre médiatrice", Role.MEDIATEUR, "binome-2")
        yield Programme(play, coordination, mediatrice, mediateur, autre)
        check_calls(play.world)


async def an_intervention_opens(of: Programme) -> None:
    play, hand = of.play, of.coordination
    await play.says(hand, "/sites")
    await play.taps(hand, "➕ Site")
    await play.says(hand, "Place neuve")
    await play.taps(hand, "Étouvie", "Zone à mésusages", "Place", "🏘 Centre")
    await play.taps(hand, "📅 Ouvrir", "Lundi 16 novembre", "Corrective")
    await play.says(hand, "Apaiser les soirées.")
    assert "16 février 2027" in await play.taps(hand, "✅ Ouvrir")


async def she_follows_a_relais_and_a_dossier(of: Programme) -> None:
    play, she = of.play, of.mediatrice
    await play.says(she, "▶️ Présence")
    await play.taps(she, "✅ Démarrer")
    await play.says(she, "🙋 Sollicitation")
    await play.taps(she, "18-25 ans", "Emploi", "Relais transmis", "Mission locale", "✅ Oui")
    await play.says(she, "⚡ Conflit")
    await play.taps(she, "🕐 En différé", "Habitant", "Voisinage", "✅ Oui", "Médiation navette")
    await play.taps(she, "Demain")


async def a_public_is_retired_and_still_counted(of: Programme) -> None:
    play, hand = of.play, of.coordination
    await play.says(hand, "/listes")
    await play.taps(hand, "Publics (âges)", "🗄 Retirer")
    assert "il sera encore compris" in await play.taps(hand, "12-17 ans")
    assert "n'est plus proposé" in await play.taps(hand, "🗄 Oui")
    said = await play.says(of.mediateur, "8 ados")
    assert "12-17 ans (retiré de la liste) : 8" in said
    assert "8 rencontres notées" in await play.taps(of.mediateur, "✅")


async def two_people_exchange_their_places(of: Programme) -> None:
    play, hand = of.play, of.coordination
    await play.says(hand, "👥 Équipe")
    said = await play.taps(hand, "🔄 Échanger", "Médiateur", "Autre médiatrice")
    assert "la présence sur Site A s'arrête à cette minute" in said
    await play.taps(hand, "🔁 Oui")
    assert whole_label(hand, "↩️") == "↩️ Annuler"
    assert "Vous êtes maintenant dans Binôme 2" in of.mediateur.read()
    assert "R-0001" in of.autre.read()
    assert "M-0001" in of.autre.read()
    assert "votre présence continue pour une seule personne" in of.mediatrice.transcript()


async def she_leaves_and_what_she_follows_passes_on(of: Programme) -> None:
    play, hand = of.play, of.coordination
    await play.says(hand, "👥 Équipe")
    said = await play.taps(hand, "🚫 Retirer", "Médiatrice")
    assert "et suit 1 relais, 1 médiation : à qui ?" in said
    assert "1 relais, 1 médiation : à Binôme 1" in await play.taps(hand, "Binôme 1 · Autre")
    assert "n'a plus accès" in await play.taps(hand, "🚫 Oui")
    assert "Vous suivez maintenant" in of.autre.read()


async def the_bilan_renews_it(of: Programme) -> None:
    play, hand = of.play, of.coordination
    await validates_the_bilan(play, hand, "Place neuve")
    await play.says(hand, "/interventions")
    await play.taps(hand, "🔁 Renouveler", "Place neuve", "Dimanche 17", "3 mois")
    assert "jusqu'au 15 mai 2027" in await play.taps(hand, "✅ Confirmer")


async def it_ends_sooner(of: Programme) -> None:
    play, hand = of.play, of.coordination
    await play.says(hand, "/interventions")
    await play.taps(hand, "⏹ Terminer", "Place neuve", "Mercredi 17")
    said = await play.taps(hand, "✅ Confirmer")
    assert "se termine le 17 février 2027. Compte rendu attendu" in said


async def a_week_of_holidays_says_so(of: Programme) -> None:
    await of.play.says(of.coordination, "/planning")
    said = await of.play.taps(of.coordination, "Cette semaine")
    assert "🎒 Vacances scolaires" in said
    assert "🎌 Jour férié : vendredi 25 décembre" in said


async def test_three_months_of_changes_leave_nothing_behind(programme: Programme) -> None:
    await an_intervention_opens(programme)
    await she_follows_a_relais_and_a_dossier(programme)
    await programme.held()
    await a_public_is_retired_and_still_counted(programme)
    await two_people_exchange_their_places(programme)
    await programme.on(date(2026, 11, 24))
    await she_leaves_and_what_she_follows_passes_on(programme)
    await programme.on(date(2026, 12, 18), 10)
    assert "1 relais à vérifier" in programme.autre.transcript()
    await programme.on(date(2026, 12, 24))
    await a_week_of_holidays_says_so(programme)
    await programme.on(date(2027, 1, 17))
    await the_bilan_renews_it(programme)
    await programme.on(date(2027, 2, 17))
    await it_ends_sooner(programme)
    await programme.on(date(2027, 2, 22))
