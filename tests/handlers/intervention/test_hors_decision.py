"""A site without a decision: every entry there is kept, and says so (000 l.59, B01)."""

from __future__ import annotations

import pytest

from tests.handlers.intervention.test_intervention import add_site
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATRICE, Team

UNDECIDED = "⚠️ Place neuve : aucune intervention n'y est décidée. C'est noté quand même."


@pytest.fixture
def neuve(team: Team) -> Team:
    add_site(team)
    return team


def test_every_kind_of_entry_there_is_kept_and_says_so(neuve: Team) -> None:
    neuve.says(MEDIATRICE, "👥 Rencontres")
    neuve.taps(MEDIATRICE, "Autre…", "📍 Place neuve", "12-17 ans", "✅ Fini")
    assert UNDECIDED in neuve.taps(MEDIATRICE, "⏭")
    neuve.says(MEDIATRICE, "🔧 Signalement")
    neuve.taps(MEDIATRICE, "Autre…", "📍 Place neuve", "Éclairage", "📌 Place neuve")
    assert neuve.taps(MEDIATRICE, "✅ Envoyer").endswith(UNDECIDED)
    neuve.says(MEDIATRICE, "👁 Observation")
    neuve.taps(MEDIATRICE, "Autre…", "📍 Place neuve", "😟 1", "⏭ Passer")
    assert UNDECIDED in neuve.taps(MEDIATRICE, "✅ Enregistrer")
    neuve.taps(MEDIATRICE, "✏️ Lieu")
    neuve.taps(MEDIATRICE, neuve.labels(MEDIATRICE)[0])
    assert UNDECIDED in neuve.reads(MEDIATRICE)
    day = neuve.day(MEDIATRICE)
    assert day.count("(hors intervention)") == 3
    neuve.says(AUTRE_BINOME, "▶️ Présence")
    neuve.taps(AUTRE_BINOME, "📍 Autre site", "Autre…", "📍 Place neuve", "✅ Démarrer")
    assert any(UNDECIDED in one for one in neuve.shown(AUTRE_BINOME))


def test_a_site_where_something_was_decided_says_nothing(neuve: Team) -> None:
    neuve.says(MEDIATRICE, "👥 Rencontres")
    neuve.taps(MEDIATRICE, "📍 Site A", "12-17 ans", "✅ Fini", "⏭")
    assert not any("aucune intervention" in one for one in neuve.shown(MEDIATRICE))
    assert "hors intervention" not in neuve.day(MEDIATRICE)
    neuve.says(COORDINATION, "/interventions")
    neuve.taps(COORDINATION, "➕ Ouvrir", "Autre…", "📍 Place neuve", "Mardi 17", "Préventive")
    neuve.says(COORDINATION, "Accompagner la place.")
    neuve.taps(COORDINATION, "✅ Ouvrir")
    neuve.says(MEDIATRICE, "👥 Rencontres")
    neuve.taps(MEDIATRICE, "Autre…", "📍 Place neuve", "12-17 ans", "✅ Fini", "⏭")
    assert not any("aucune intervention" in one for one in neuve.shown(MEDIATRICE))
