"""The service that a préconisation names reads its reread words, once nobody took them back."""

from __future__ import annotations

from html import unescape
from typing import Final

import pytest

from bot.casework.signalement.donnees import PRECONISATION
from bot.clock import MovableClock
from bot.signing import LIEN
from handlers.preconisation.clock import WAIT, send
from storage.machine.db import Database
from storage.models import Outbox
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team
from tests.handlers.preconisation.test_preconisation import WORDS, proposes
from tests.storage.dispositif_cast import edited


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def test_its_service_reads_it_once_reread_and_a_change_of_mind_leaves_nothing(
    street: Team,
) -> None:
    proposes(street)
    to_service = "espaces-verts"
    street.says(COORDINATION, "/relire")
    street.taps(COORDINATION, "✅ Valider", "↩️ Annuler")
    street.clock.advance(2 * WAIT)
    street.rings(send)
    assert letters_to(street, to_service) == []
    street.says(COORDINATION, "/relire")
    street.taps(COORDINATION, "✏️")
    street.says(COORDINATION, "Deux bancs.")
    street.rings(send)
    assert letters_to(street, to_service) == [], "it may still be taken back"
    street.clock.advance(2 * WAIT)
    street.rings(send, send)
    (letter,) = letters_to(street, to_service)
    assert "« Deux bancs. » La retenez-vous ?" in letter
    assert WORDS not in letter


VERTS: Final = 'label: "Espaces verts", emails: ["espaces-verts@amiens.example.org"], '
CHANNELS: Final = """label: "Espaces verts", matrix: "!verts:example.org",
    webhook: {url: "https://verts.example.org", secret_env: SECRET},
    open311: {url: "https://guichet.example.org", cle_env: CLE, code: "1"}, """


def test_a_program_and_a_room_read_it_too_and_a_counter_has_no_place_for_it(
    sqlite_database: Database, clock: MovableClock
) -> None:
    team = open_team(sqlite_database, clock, edited(VERTS, CHANNELS))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    proposes(team)
    team.says(COORDINATION, "/relire")
    team.taps(COORDINATION, "✅ Valider")
    team.clock.advance(2 * WAIT)
    team.rings(send)
    sent = {one.canal: one for one in team.rows(Outbox) if "verts" in one.adresse}
    assert sorted(sent) == ["matrix", "webhook"]
    assert WORDS in unescape(sent["matrix"].contenu["text"])
    told = sent["webhook"].contenu
    assert told["evenement"] == PRECONISATION
    assert told["donnees"]["mots"] == WORDS
    assert told["donnees"]["page"] == told[LIEN]
    assert not any("guichet" in one.adresse for one in team.rows(Outbox))


def letters_to(team: Team, who: str) -> list[str]:
    rows = [one for one in team.rows(Outbox) if who in one.adresse]
    return [str(one.contenu["text"]) for one in rows]
