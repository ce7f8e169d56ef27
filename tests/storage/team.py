"""Two binômes in the programme of `cast`, and what they may leave behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.machine.db import Tx
from storage.models import Personne, Presence, Signalement
from storage.presences import NouvellePresence, open_presence
from storage.programme import Programme
from tests.storage.cast import programme_of

FIVE = datetime(2026, 11, 17, 16, 0, tzinfo=UTC)
"""Tuesday 17 November 2026, 17:00 in Paris."""


def at(hours: float) -> datetime:
    """So many hours after 17:00."""
    return FIVE + timedelta(hours=hours)


@dataclass(frozen=True)
class Team:
    """Binôme 1 is a pair; `alone` is the only one of binôme 2."""

    programme: Programme
    first: Personne
    second: Personne
    alone: Personne

    @property
    def binome(self) -> int:
        return self.programme.binomes["binome-1"]

    def opening(self, source: str = "a", **changes: Any) -> NouvellePresence:
        """Binôme 1 on Site A from 17:00, planned until 21:00."""
        usual: dict[str, Any] = {
            "dispositif_id": self.programme.id,
            "site_id": self.programme.sites["site-a"],
            "intervention_id": None,
            "binome_id": self.binome,
            "auteur_id": self.first.id,
            "debut": FIVE,
            "fin_prevue": at(4),
            "mode": "tournee",
            "mediateurs": 2,
            "source": source,
        }
        return NouvellePresence(**(usual | changes))

    def opens(self, tx: Tx, source: str = "a", **changes: Any) -> Presence:
        return open_presence(tx, self.opening(source, **changes))

    def reports(self, tx: Tx, numero: int = 1, **changes: Any) -> Signalement:
        """A dead lamp on Site A at 18:00."""
        usual: dict[str, Any] = {
            "dispositif_id": self.programme.id,
            "site_id": self.programme.sites["site-a"],
            "binome_id": self.binome,
            "auteur_id": self.first.id,
            "numero": numero,
            "categorie": "vt-eclairage-public",
            "urgence": "u2",
            "danger": False,
            "service": "sv-eclairage",
            "lieu": "",
            "statut": "emis",
            "emis_le": at(1),
            "echeance": at(73),
            "source": f"signalement:{numero}",
        }
        row = Signalement(**(usual | changes))
        tx.add(row)
        tx.flush()
        return row


def gathered(tx: Tx) -> Team:
    """The packaged Amiens example, and three mediators."""
    programme = programme_of(tx, FIVE)
    people = [
        Personne(
            dispositif_id=programme.id,
            binome_id=programme.binomes[binome],
            role="mediateur",
            prenom="",
            telegram_id=telegram_id,
            charte_le=FIVE,
        )
        for telegram_id, binome in ((501, "binome-1"), (502, "binome-1"), (503, "binome-2"))
    ]
    tx.add_all(people)
    tx.flush()
    return Team(programme, *people)
