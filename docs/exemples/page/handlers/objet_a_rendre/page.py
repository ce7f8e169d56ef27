"""The signed page of a thing found: what is known of it, and « rendu »."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import select

from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.feature.page import FormAction, Notice, Page, PageVisit, Signed, ToMend
from bot.words import date_longue
from storage import audit
from storage.machine.db import Tx
from storage.machine.outbox import Sujet
from storage.models import Audit
from storage.models.objets_trouves import ObjetTrouve

OBJET: Final = Sujet("objet_trouve")
RENDU: Final = "rendre_objet"
TOO_OLD: Final = Notice(410, "Ce lien a expiré", "Il valait trente jours. Appelez l'équipe.")
GONE: Final = Notice(410, "Cet objet n'est plus noté", "Il n'y a rien à faire. Merci.")


def view(visit: PageVisit) -> dict[str, Any] | None:
    """Where and when it was found; whether it was given back."""
    row = _found(visit)
    if row is None:
        return None
    config = visit.programmes[row.dispositif_id].config
    lieu, le = config.type_lieu(row.lieu).label, date_longue(row.le)
    return {"lieu": lieu, "le": le, "rendu": _given_back(visit.tx, row)}


def give_back(visit: PageVisit) -> str | None:
    """Written down once, in the audit; a reload changes nothing (P4)."""
    row = _found(visit)
    if row is None:
        return None
    if visit.form.get("rendu") != "oui":
        raise ToMend("Cochez la case, puis validez.")
    if not _given_back(visit.tx, row):
        audit.note(visit.tx, visit.now, None, RENDU, row)
    return ""


def _found(visit: PageVisit) -> ObjetTrouve | None:
    mine = select(ObjetTrouve).where(ObjetTrouve.id == visit.id, ObjetTrouve.alive())
    return visit.tx.scalars(mine).first()


def _given_back(tx: Tx, row: ObjetTrouve) -> bool:
    line = select(Audit.id).where(Audit.acte == RENDU, Audit.objet_id == row.id)
    return tx.scalars(line).first() is not None


PAGE: Final = Page(
    path="/objet/{token}",
    guard=Signed(
        sujet=OBJET,
        salt="objet-trouve-v1",
        life=timedelta(days=30),
        expired=TOO_OLD,
        lost=any_message,
    ),
    droit=Droit.REPONDRE_ALERTE,
    template="handlers/objet_a_rendre/page.html.jinja",
    shows=view,
    gone=GONE,
    does=FormAction("objet-rendu-v1", give_back),
)
