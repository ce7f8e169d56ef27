"""Passers-by asked at T0: four taps a person, the next one at once, counts alone kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from handlers.passants.buttons import forget
from storage.machine.tables import Conversation
from storage.models.passants import CampagnePassants
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team

T0 = datetime(2026, 10, 6, 8, 0, tzinfo=UTC)
WELL = ("Oui", "Plus", "Le soir", "Plus calme")
BADLY = ("Non", "Moins", "Le soir", "Plus tendu")


@pytest.fixture
def campaign(team: Team) -> Team:
    """The first Tuesday of the intervention of Site A."""
    team.clock.set(T0)
    return team


def counts(team: Team) -> tuple[int, dict[str, dict[str, int]]]:
    (row,) = team.rows(CampagnePassants)
    return row.personnes, row.comptes


def test_four_taps_a_person_and_the_next_one_is_asked_at_once(campaign: Team) -> None:
    team = campaign
    said = team.says(MEDIATRICE, "/passants")
    assert "Site A</b> : état initial (T0), 0 personne sur 20, jusqu'au dimanche 18" in said
    assert "1 sur 4 : <b>Vous sentez-vous bien ici ?</b>" in said
    said = team.taps(MEDIATRICE, *WELL)
    assert "1 personne sur 20" in said
    said = team.taps(MEDIATRICE, *BADLY)
    assert "2 personnes sur 20" in said
    assert counts(team) == (
        2,
        {
            "qp-bien": {"rp-bien-oui": 1, "rp-bien-non": 1},
            "qp-venir": {"rp-venir-plus": 1, "rp-venir-moins": 1},
            "qp-eviter": {"rp-eviter-soir": 2},
            "qp-change": {"rp-change-calme": 1, "rp-change-tendu": 1},
        },
    )
    assert "2 personnes sur 20" in team.taps(MEDIATRICE, "✖️ Fermer")


def test_a_slip_is_taken_back_and_soon_nothing_is_known_of_her(campaign: Team) -> None:
    team = campaign
    team.says(MEDIATRICE, "/passants")
    team.taps(MEDIATRICE, *WELL)
    team.taps(MEDIATRICE, "Oui", "⏭ Passer", "⏭ Passer", "⏭ Passer")
    assert counts(team)[1]["qp-venir"] == {"rp-venir-plus": 1}
    team.taps(MEDIATRICE, "↩️ Annuler la dernière")
    assert (counts(team)[0], counts(team)[1]["qp-bien"]) == (1, {"rp-bien-oui": 1})
    # Only the last one is known, to who noted her, and for a quarter of an hour.
    assert not any("↩️" in label for label in team.labels(MEDIATRICE))
    team.taps(MEDIATRICE, *BADLY)
    team.says(MEDIATEUR, "/passants")
    assert not any("↩️" in label for label in team.labels(MEDIATEUR))
    pressed = team.button(MEDIATRICE, "↩️ Annuler la")
    team.clock.advance(timedelta(minutes=15))
    team.rings(forget)
    assert [row.derniere for row in team.rows(CampagnePassants)] == [None]
    assert team.presses(MEDIATRICE, *pressed).startswith("La dernière personne est déjà comptée")
    assert counts(team)[0] == 2
    with team.database.transaction() as tx:
        ended = tx.scalars(select(Conversation).where(Conversation.etat == "finie"))
        assert [one.answers for one in ended if one.flow == "passants"] == [{}, {}, {}, {}]


def test_nobody_asked_at_all_is_no_person(campaign: Team) -> None:
    campaign.says(MEDIATRICE, "/passants")
    campaign.taps(MEDIATRICE, *["⏭ Passer"] * 4)
    assert campaign.rows(CampagnePassants) == []


def test_it_is_found_on_the_presence_on_its_tally_and_under_the_reminder(campaign: Team) -> None:
    team = campaign
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "🗣 Interroger les passants")
    team.taps(MEDIATRICE, *WELL)
    tally = next(rows for rows in team.phones[MEDIATRICE].values() if "📌" in rows.get("text", ""))
    (key,) = [row for row in tally["keyboard"] if row[0][0] == "🗣 Interroger les passants"]
    shown = next(n for n, one in team.phones[MEDIATRICE].items() if one is tally)
    team.presses(MEDIATRICE, shown, key[0][1])
    team.taps(MEDIATRICE, *WELL)
    assert counts(team)[0] == 2
    # Once the two weeks are over, it is nowhere, and an old button says why.
    pressed = team.button(MEDIATRICE, "🗣 Interroger")
    team.clock.set(datetime(2026, 11, 25, 8, 0, tzinfo=UTC))
    team.says(MEDIATRICE, "/passants")
    assert "les deux premières semaines" in team.reads(MEDIATRICE)
    assert "les deux premières semaines" in team.presses(MEDIATRICE, *pressed)
    assert "passants" not in team.says(COORDINATION, "/passants").lower()
    assert counts(team)[0] == 2
