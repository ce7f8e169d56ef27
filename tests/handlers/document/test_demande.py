"""What no day asks for is behind its own button, and what is long past too (K07, B02)."""

from __future__ import annotations

from storage.models import Audit, Outbox
from storage.models.livrables import VersionLivrable
from tests.digests.scene import paris
from tests.handlers.document.test_document import at, text, write
from tests.handlers.people import COORDINATION, MEDIATRICE, Team

OTHERS = "📚 À la demande"


def test_a_card_is_asked_for_completed_and_validated_then_made_anew(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "9 jeunes")
    team.taps(MEDIATRICE, "✅")
    at(team, paris("2026-12-01 09:00"))
    _asks(team, OTHERS, "Fiche quartier", "Étouvie")
    assert "Fait à la demande : rien ne presse." in team.reads(COORDINATION)
    team.taps(COORDINATION, "📄 Recevoir")
    read = [row.detail for row in team.rows(Audit) if row.acte == "lire"]
    assert read == ["fiche_quartier etouvie 1"], "whoever takes the files is written down"
    write(team)
    assert "Fiche quartier Étouvie" in text(team)
    assert "Il manque" in text(team)
    for step in ("✅ C'est relu", "📣 Il a été présenté", "🏁 Le comité"):
        _asks(team, OTHERS, "Fiche quartier", "Étouvie", step)
        if step.startswith("📣"):
            team.taps(COORDINATION, "À une réunion qui n'est pas notée")
            write(team)
    assert "validé, version 1" in team.reads(COORDINATION)
    _asks(team, OTHERS, "Fiche quartier", "Étouvie (validé)", "🆕 Nouvelle version")
    assert [row.numero for row in team.rows(VersionLivrable)] == [1, 2]
    # What was due in October, and that nobody opened, is behind the same button.
    assert "Planning prévisionnel" not in _asks(team)
    team.taps(COORDINATION, OTHERS, "Planning prévisionnel", "Site A", "📄 Recevoir")
    write(team)
    assert "Planning prévisionnel Site A" in text(team)
    names = [
        row.contenu["document"]["name"] for row in team.rows(Outbox) if "document" in row.contenu
    ]
    assert {
        "fiche_quartier_etouvie-v1.pdf",
        "planning_previsionnel_site-a-automne-2026-v1.docx",
    } <= set(names)


def _asks(team: Team, *more: str) -> str:
    """The first page of the list, then these buttons."""
    team.says(COORDINATION, "/documents")
    said = team.reads(COORDINATION)
    team.taps(COORDINATION, *more)
    return said
