"""What is noted of another place than the presence's, and the choice of a site among many."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clock import MovableClock
from storage.machine.db import Database
from storage.models import Alerte, Presence, Rencontre, Signalement
from storage.models.saisies import (
    ActionCollective,
    Conflit,
    Difficulte,
    Observation,
    ReleveSite,
    Sollicitation,
)
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team
from tests.storage.dispositif_cast import edited

ELSEWHERE = "📍 Autre site"
SITE_D = """
  - {slug: site-d, label: "Site D", quartier: etouvie, type_site: zone-mesusages, type_lieu: rue, latitude: 49.9, longitude: 2.25, source: proposed}
  - {slug: site-e, label: "Site E", quartier: etouvie, type_site: zone-mesusages, type_lieu: rue, latitude: 49.9, longitude: 2.26, source: proposed}

# Un site × trois mois"""  # noqa: E501


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def reported(team: Team) -> tuple[Signalement, set[str]]:
    row = team.rows(Signalement)[-1]
    return row, {one.service for one in team.rows(Alerte) if one.signalement_id == row.id}


def test_a_place_typed_with_another_site_s_name_is_that_site_s(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Dépôt, encombrants", "Dépôt d'ordures")
    said = street.says(MEDIATRICE, "hall 2 du site c")
    assert "Dépôt d'ordures ménagères</b> · Site C, hall 2 (Hall, parties communes) · " in said
    assert "→ Bailleur" in said
    assert "Ailleurs que votre présence : <b>Site C</b>." in said
    street.taps(MEDIATRICE, "✅ Envoyer")
    row, services = reported(street)
    assert services == {"sv-bailleur"}
    assert (row.site_id, row.lieu, row.presence_id) == (
        street.programme.sites["site-c"],
        "hall 2",
        None,
    )


def test_the_presence_s_own_place_stays_its_own(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Dépôt, encombrants", "Dépôt d'ordures")
    said = street.says(MEDIATRICE, "devant le 12, côté square")
    assert "Site A, devant le 12, côté square" in said
    assert "Ailleurs" not in said
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert reported(street)[0].presence_id == 1


def test_another_site_stands_beside_where(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Dépôt, encombrants", "Dépôt d'ordures", ELSEWHERE, "📍 Site C")
    assert "📌 Site C" in street.labels(MEDIATRICE)
    said = street.taps(MEDIATRICE, "📌 Site C")
    assert "Ailleurs que votre présence : <b>Site C</b>." in said
    street.taps(MEDIATRICE, "✅ Envoyer")
    assert reported(street)[1] == {"sv-bailleur"}


@pytest.mark.parametrize(
    ("entry", "model", "labels"),
    [
        ("🙋 Sollicitation", Sollicitation, ("12-17 ans", "Bruit", "Écoute")),
        ("⚡ Conflit", Conflit, ("⚡ En direct", "Bruit", "⏭", "Désamorçage", "Apaisé")),
        ("👁 Observation", Observation, ("🙂 4", "Moyenne", "✅ Enregistrer")),
        ("/action", ActionCollective, ("Réunion", "Propreté", "6 à 10", "✅ Enregistrer")),
        ("/difficulte", Difficulte, ("Insultes", "Non")),
        ("/grille_site", ReleveSite, ("2 · Moyen",) * 5),
        ("👥 Rencontres", Rencontre, ("12-17 ans", "✅ Fini", "⏭")),
    ],
)
def test_every_entry_may_be_of_another_site(
    street: Team, entry: str, model: Any, labels: tuple[str, ...]
) -> None:
    street.says(MEDIATRICE, entry)
    street.taps(MEDIATRICE, ELSEWHERE, "📍 Site B", *labels)
    (row,) = street.rows(model)
    assert row.site_id == street.programme.sites["site-b"]
    assert row.presence_id is None
    (presence,) = street.rows(Presence)
    assert presence.site_id == street.programme.sites["site-a"]


def test_a_site_typed_at_the_first_question_is_read(street: Team) -> None:
    street.says(MEDIATRICE, "🙋 Sollicitation")
    assert "Qui vous sollicite ?" in street.says(MEDIATRICE, "site b")
    street.taps(MEDIATRICE, "12-17 ans", "Bruit", "Écoute")
    (row,) = street.rows(Sollicitation)
    assert row.site_id == street.programme.sites["site-b"]


def test_without_a_presence_no_shortcut_says_elsewhere(team: Team) -> None:
    team.says(MEDIATRICE, "🙋 Sollicitation")
    team.taps(MEDIATRICE, "📍 Site A")
    assert ELSEWHERE not in team.labels(MEDIATRICE)


def test_every_choice_of_a_site_shows_three_and_the_others_behind_one(
    sqlite_database: Database, clock: MovableClock
) -> None:
    config = edited("\n\n# Un site × trois mois", SITE_D)
    team = open_team(sqlite_database, clock, config)
    for who, *way in (
        (MEDIATRICE, "🙋 Sollicitation"),
        (MEDIATRICE, "🔧 Signalement"),
        (MEDIATRICE, "👥 Rencontres"),
        (MEDIATRICE, "/difficulte"),
        (COORDINATION, "/interventions", "➕ Ouvrir"),
    ):
        team.says(who, way[0])
        team.taps(who, *way[1:])
        offered = [one for one in team.labels(who) if one.startswith(("📍", "Autre"))]
        assert offered == ["📍 Site A", "📍 Site B", "📍 Site C", "Autre…"], way
        team.taps(who, "Autre…")
        assert {"📍 Site D", "📍 Site E"} < set(team.labels(who))
        assert "Autre…" not in team.labels(who)
    team.says(MEDIATRICE, "🙋 Sollicitation")
    team.taps(MEDIATRICE, "Autre…", "📍 Site E", "12-17 ans", "Bruit", "Écoute")
    team.says(MEDIATRICE, "/presence")
    team.taps(MEDIATRICE, ELSEWHERE, "Autre…", "📍 Site D", "✅ Démarrer")
    team.says(MEDIATRICE, "🙋 Sollicitation")
    team.taps(MEDIATRICE, ELSEWHERE)
    assert team.labels(MEDIATRICE)[0] == "📍 Site D", "where the binôme was lately comes first"
