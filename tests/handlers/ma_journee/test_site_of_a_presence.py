"""A presence put back on its true site takes along what took its site from it, no more."""

from __future__ import annotations

from typing import Any

import pytest

from storage.models import (
    Base,
    Conflit,
    Observation,
    Preconisation,
    Relais,
    ReleveSite,
    Rencontre,
    Signalement,
    Sollicitation,
)
from tests.handlers.people import MEDIATRICE, Team

FOLLOWERS = (Conflit, Observation, Preconisation, Relais, ReleveSite, Rencontre, Sollicitation)
CRITERIA = 5


@pytest.fixture
def evening(team: Team) -> Team:
    """One entry of every kind, in one presence on Site A."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "8 ados")
    team.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    team.says(MEDIATRICE, "🙋 Sollicitation")
    team.taps(MEDIATRICE, "18-25 ans", "Emploi", "Relais transmis", "Mission locale", "✅ Oui")
    team.says(MEDIATRICE, "👁 Observation")
    team.taps(MEDIATRICE, "🙂 4", "Moyenne", "+ ", "✅ Enregistrer")
    team.says(MEDIATRICE, "⚡ Conflit")
    team.taps(MEDIATRICE, "⚡ En direct", "Bruit", "Entre groupes", "Désamorçage", "Apaisé")
    team.says(MEDIATRICE, "/grille_site")
    for _ in range(CRITERIA):
        team.taps(MEDIATRICE, "3")
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage", "📌 Site A", "✅ Envoyer")
    return team


def moves(team: Team, site: str) -> str:
    team.says(MEDIATRICE, "📋 Ma journée")
    return team.taps(MEDIATRICE, "17 h 04 · Présence", "📍 Site", f"📍 {site}")


def rows(team: Team, table: type[Base]) -> list[Any]:
    return list(team.rows(table))


def sites(team: Team) -> dict[str, set[int]]:
    return {
        table.__tablename__: {row.site_id for row in rows(team, table)}
        for table in FOLLOWERS
        if rows(team, table)
    }


def test_all_that_inherited_its_site_follows(evening: Team) -> None:
    assert {one for found in sites(evening).values() for one in found} == {1}
    moves(evening, "Site B")
    true = evening.programme.sites["site-b"]
    assert sites(evening) == {name: {true} for name in sites(evening)}
    assert len(sites(evening)) == 6
    (grille,) = evening.rows(ReleveSite)
    assert grille.intervention_id == evening.programme.interventions["site-b-automne-2026"]


def test_what_a_service_received_stays_where_it_was_told(evening: Team) -> None:
    said = moves(evening, "Site B")
    assert said.endswith("V-0001 ne change pas : le service l'a reçu avec Site A.")
    assert {row.site_id for row in evening.rows(Signalement)} == {1}


def test_an_entry_whose_site_was_chosen_apart_stays(evening: Team) -> None:
    evening.says(MEDIATRICE, "📋 Ma journée")
    evening.taps(MEDIATRICE, "17 h 04 · Observation", "📍 Site", "📍 Site B")
    moves(evening, "Site B")
    moves(evening, "Site A")
    site_a, site_b = evening.programme.sites["site-a"], evening.programme.sites["site-b"]
    assert evening.rows(Observation)[0].site_id == site_b
    assert {row.site_id for row in evening.rows(Conflit)} == {site_a}
