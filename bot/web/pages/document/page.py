"""The signed page of a validated document: what it is, which version, and its PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any, Final

from bot.casework.livrable import dus, ecrit
from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.domain.vies.livrable import StatutLivrable
from bot.feature.lectures import DOCUMENT, ouvert_par_lien
from bot.feature.page import Fichier, Notice, Page, PageVisit, Signed
from bot.livrables import Cible, Livrable, livrables
from storage.models.livrables import ENVOI, LivrableEnvoi, VersionLivrable
from storage.programme import Programme
from storage.work import Work

LIFE: Final = timedelta(days=366)
TOO_OLD: Final = Notice(
    410,
    "Ce lien a expiré",
    "Il valait un an. Demandez le document à la coordination : elle vous l'enverra de nouveau.",
)
GONE: Final = Notice(410, "Document introuvable", "Ce document n'est plus gardé.")


def view(visit: PageVisit) -> dict[str, Any] | None:
    """Its title and its steps; that a corrected version took its place, if one did."""
    found = _sent(visit)
    if found is None:
        return None
    row, programme, livrable, cible = found
    return {
        "nom": programme.config.nom,
        "titre": livrable.titre,
        "objet": cible.nom,
        "numero": row.numero,
        "etapes": list(ecrit.steps(row)),
        "remplace": row.statut == StatutLivrable.REMPLACE,
        "lecteurs": livrable.lecteurs,
        "contact": programme.config.coordination.email,
    }


def files(visit: PageVisit) -> Sequence[Fichier]:
    """On paper, as it was validated; what is for those who pay is not in it."""
    found = _sent(visit)
    if found is None:
        return []
    row, programme, livrable, _cible = found
    wrote = partial(ecrit.on_paper, Work(visit.tx, programme, visit.now), row.id, livrable)
    return [Fichier(ecrit.file_name(row, ".pdf"), "application/pdf", wrote, long=True)]


def note_read(visit: PageVisit, fichier: str) -> None:
    """Which sending of which document was opened, or taken on paper; not who holds its link."""
    found = _sent(visit)
    if found:
        row = found[0]
        ouvert_par_lien(visit, DOCUMENT, fichier or f"{row.livrable} {row.cible} v{row.numero}")


def _sent(visit: PageVisit) -> tuple[VersionLivrable, Programme, Livrable, Cible] | None:
    """Raises PasServi when it is of a programme that is served no more."""
    envoi = visit.tx.get(LivrableEnvoi, visit.id)
    row = visit.tx.get(VersionLivrable, envoi.version_id) if envoi else None
    if row is None:
        return None
    programme = visit.programmes[row.dispositif_id]
    livrable = livrables().get(row.livrable)
    cible = dus.subject(Work(visit.tx, programme, visit.now), livrable, row.cible)
    return (row, programme, livrable, cible) if livrable and cible else None


PAGE: Final = Page(
    path="/document/{token}",
    guard=Signed(sujet=ENVOI, salt="document-v1", life=LIFE, expired=TOO_OLD, lost=any_message),
    droit=Droit.LIRE_TABLEAU,
    template="bot/web/pages/document/page.html.jinja",
    shows=view,
    gone=GONE,
    fichiers=files,
    lue=note_read,
)
