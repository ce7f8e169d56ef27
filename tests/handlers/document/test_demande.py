"""What no day asks for is behind its own button, and what is long past too (K07, B02)."""

from __future__ import annotations

from base64 import b64decode

from storage.models import Audit, Outbox
from storage.models.livrables import VersionLivrable
from tests.digests.scene import paris
from tests.handlers.document.test_document import at, read, text, write
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


SPARED = "Bailleur : dégradations des halls d'Étouvie, 41 000 € en 2025, 28 000 € en 2026."
METHOD = "Bailleur : factures des réparations de halls, hors sinistres déclarés."


def test_what_partners_spend_on_damage_is_theirs_and_printed_with_its_method(team: Team) -> None:
    """No euro of ours: their words, their method, beside what was published (I15)."""
    at(team, paris("2026-12-01 09:00"))
    _asks(team, OTHERS, "Coûts évités", "année 2026")
    assert "À écrire : 1 Chiffres des partenaires ; 2 Leur méthode." in team.reads(COORDINATION)
    for chapter, words in (("⬜ 1 Chiffres", SPARED), ("⬜ 2 Leur méthode", METHOD)):
        _asks(team, OTHERS, "Coûts évités", "année 2026", "✏️ Corriger", chapter)
        team.says(COORDINATION, words)
    _asks(team, OTHERS, "Coûts évités", "année 2026", "📄 Recevoir")
    write(team)
    sent = [row.contenu["document"] for row in team.rows(Outbox) if "document" in row.contenu]
    (pdf,) = [one for one in sent if one["name"] == "annexe_couts_evites_2026-v1.pdf"]
    printed = read(b64decode(pdf["base64"]))
    assert SPARED in printed
    assert METHOD in printed
    assert "Dépenses publiques sur dégradations : de - 60 à - 75 %" in printed
    assert "Le carnet ne calcule aucun euro évité" in printed


def _asks(team: Team, *more: str) -> str:
    """The first page of the list, then these buttons."""
    team.says(COORDINATION, "/documents")
    said = team.reads(COORDINATION)
    team.taps(COORDINATION, *more)
    return said
