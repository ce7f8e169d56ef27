"""The dossier of a quarter is frozen three days before its comité, whoever looks (B04)."""

from __future__ import annotations

from datetime import date

from bot.casework.livrable import redaction
from storage.libre import RIEN
from storage.models import Outbox, Reunion
from storage.models.livrables import VersionLivrable
from tests.digests.scene import paris
from tests.handlers.document.test_document import at, files, text, write
from tests.handlers.people import COORDINATION, MEDIATRICE, Team

MEETING = date(2026, 12, 28)


def meets(team: Team) -> None:
    team.says(MEDIATRICE, "9 jeunes")
    team.taps(MEDIATRICE, "✅")


def asks(team: Team) -> str:
    """The dossier under way, as it arrives."""
    team.says(COORDINATION, "/documents")
    team.taps(COORDINATION, "📄 Dossier trimestriel, 4e trimestre 2026", "📄 Recevoir")
    write(team)
    return text(team)


def test_its_figures_stop_moving_three_days_before(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    meets(team)
    with team.database.transaction() as tx:
        planned = Reunion(
            dispositif_id=team.programme.id,
            comite="comite-technique",
            jour=MEETING,
            tenue=None,
            decisions=RIEN,
            source="essai:technique",
        )
        tx.add(planned)
    at(team, paris("2026-12-18 09:00"))
    assert "échangé 9 fois" in asks(team)
    at(team, paris("2026-12-24 09:00"))
    write(team)
    assert team.rows(VersionLivrable)[0].fige_le is None
    at(team, paris("2026-12-25 07:00"))
    before = len(team.rows(Outbox))
    write(team)
    # What is read with it stops moving on the same morning.
    assert {one.livrable: one.fige_le for one in team.rows(VersionLivrable)} == dict.fromkeys(
        ("dossier_trimestriel", "note_elus", "instances_contrat_ville"),
        paris("2026-12-25 07:00"),
    )
    assert len(team.rows(Outbox)) == before, "nobody asked for its files"
    meets(team)
    at(team, paris("2026-12-26 09:00"))
    assert "échangé 9 fois" in asks(team)
    assert set(files(team)) == {"pdf", "docx"}
    names = [
        one.contenu["document"]["name"] for one in team.rows(Outbox) if "document" in one.contenu
    ]
    assert "dossier_trimestriel_2026-T4-v1-annexe.docx" in names
    team.rings(redaction.freeze_due)
    assert team.rows(VersionLivrable)[0].demande_le is None, "frozen once"
