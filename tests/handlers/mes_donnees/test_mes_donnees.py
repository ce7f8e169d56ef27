"""Whoever asks is given what is known of them, forgotten once gone; a resident is answered."""

from __future__ import annotations

import json
from datetime import timedelta

from storage import people
from storage.conservation import purge
from storage.models import Audit, Outbox, Personne, Presence
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team


def works(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "👁 Observation")
    team.taps(MEDIATRICE, "😟 1", "⏭ Passer", "✅ Enregistrer", "✏️ Un mot ?")
    team.says(MEDIATRICE, "Les bancs sont pris dès midi.")


def test_a_file_of_what_is_known_leaves_for_who_asks_alone(team: Team) -> None:
    works(team)
    team.says(MEDIATRICE, "/mesdonnees")
    team.taps(MEDIATRICE, "📎 Recevoir")
    (sent,) = [row for row in team.rows(Outbox) if "document" in row.contenu]
    assert sent.adresse == str(MEDIATRICE)
    known = json.loads(sent.contenu["document"]["text"])
    assert [row["prenom"] for row in known["personne"]] == ["Médiatrice"]
    assert {"note", "observation", "presence", "audit"} <= known.keys() | {"audit"}
    assert known["note"][0]["texte"] == "Les bancs sont pris dès midi."
    assert [line.acte for line in team.rows(Audit)] == ["exporter"]
    # It is kept nowhere once it left.
    assert sent.oublier_le == team.clock.now() + timedelta(hours=24)


def test_who_asked_is_forgotten_a_week_after_leaving_and_nothing_counted_is_lost(
    team: Team,
) -> None:
    works(team)
    team.says(MEDIATRICE, "/oubliez_moi")
    team.taps(MEDIATRICE, "🕊 Oui")
    assert "Médiatrice demande à être oublié·e" in team.reads(COORDINATION)
    team.clock.advance(timedelta(days=1))
    team.rings(purge.daily)
    assert "Médiatrice" in names(team), "still here"

    with team.database.transaction() as tx:
        person = people.by_telegram(tx, MEDIATRICE)
        assert person is not None
        people.revoke(tx, person, team.clock.now())
    team.clock.advance(timedelta(days=7))
    team.rings(purge.daily)
    assert "Médiatrice" in names(team), "the departure may be taken back until then"
    team.clock.advance(timedelta(days=1))
    team.rings(purge.daily)
    assert "Médiatrice" not in names(team)
    assert MEDIATRICE not in {one.telegram_id for one in team.rows(Personne)}
    assert len(team.rows(Presence)) == 1


def test_the_wish_is_taken_back(team: Team) -> None:
    for said in ("C'est noté", "Votre demande est retirée"):
        team.says(MEDIATEUR, "/oubliez_moi")
        assert said in team.taps(MEDIATEUR, "🕊 Oui")
    assert [one.oubli_le for one in team.rows(Personne)] == [None] * 4


def test_words_are_looked_for_by_the_coordination_alone(team: Team) -> None:
    works(team)
    team.says(COORDINATION, "/chercher")
    assert "au moins 3 lettres" in team.says(COORDINATION, "ba")
    said = team.says(COORDINATION, "BANCS sont")
    assert said.strip() == "🔦 • 17 novembre 2026, texte : « Les bancs sont pris dès midi. »"
    assert [(line.acte, line.detail) for line in team.rows(Audit)] == [("chercher_textes", "1")]
    assert "bancs" not in team.says(MEDIATRICE, "/chercher")


def names(team: Team) -> set[str]:
    return {one.prenom for one in team.rows(Personne)}
