"""What is the Ville's reaches a service of mediation that only has a program, or a room."""

from __future__ import annotations

from typing import Final

from bot.casework.signalement.donnees import MESSAGE
from bot.clock import MovableClock
from storage.machine.db import Database
from storage.models import Outbox
from tests.handlers.people import MEDIATRICE, open_team
from tests.handlers.relais.cast import starts
from tests.handlers.sollicitation.test_sollicitation import taken
from tests.storage.dispositif_cast import edited

VILLE: Final = 'label: "Médiation de la Ville", emails: ["mediation@amiens.example.org"], '
PROGRAM: Final = """label: "Médiation de la Ville", matrix: "!ville:example.org",
    webhook: {url: "https://ville.example.org", secret_env: SECRET},
    open311: {url: "https://guichet.example.org", cle_env: CLE, code: "1"}, """


def test_it_is_told_there_and_told_again_when_it_was_a_mistake(
    sqlite_database: Database, clock: MovableClock
) -> None:
    team = starts(open_team(sqlite_database, clock, edited(VILLE, PROGRAM)))
    taken(team, "12-17 ans", "Bruit", "Transmis médiation Ville")
    sent = {row.canal: row.contenu for row in team.rows(Outbox) if "ville" in row.cle}
    assert sorted(sent) == ["matrix", "webhook"]
    told = sent["webhook"]
    assert told["evenement"] == MESSAGE
    assert told["donnees"]["objet"] == "Sollicitation transmise"
    assert "Bruit, nuisances · Site A (Étouvie)" in told["donnees"]["texte"]
    assert told["donnees"]["service"]["code"] == "sv-mediation-ville"
    with team.database.transaction() as tx:
        for row in tx.query(Outbox).where(Outbox.cle.contains(":ville:")):
            row.etat = "sent"
    team.says(MEDIATRICE, "📋 Ma journée")
    team.taps(MEDIATRICE, "17 h 04 · Bruit", "🗑 Supprimer")
    again = [row.contenu for row in team.rows(Outbox) if row.canal == "webhook"][-1]
    assert again["donnees"]["objet"] == "Sollicitation retirée"
