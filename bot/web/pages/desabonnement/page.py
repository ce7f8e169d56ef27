"""Leaving a comité's digest in one click: the page asks, a POST unsubscribes (RFC 8058)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.casework.libelles import label
from bot.domain.droits import Droit
from bot.feature.page import NOT_FOUND, FormAction, Notice, Page, PageVisit, Signed
from bot.rendering import render_line
from bot.web.pages.desabonnement.lost import lost
from storage.machine.db import insert_once
from storage.models import DIGEST_ENVOI, Desabonnement, Digest, DigestEnvoi

DONE: Final = "Cette adresse ne recevra plus le point hebdo de : {{ comite }}."


@dataclass(frozen=True, slots=True)
class Abonnement:
    """One address of one comité's digest."""

    dispositif_id: int
    slug: str
    comite: str
    adresse: str


def view(visit: PageVisit) -> dict[str, Any] | None:
    """Whose digest it is, and one button."""
    abonnement = _abonnement(visit)
    return {"comite": abonnement.comite} if abonnement else None


def leave(visit: PageVisit) -> Notice | None:
    """Take that address off for good; done again, it changes nothing."""
    abonnement = _abonnement(visit)
    if abonnement is None:
        return None
    row = {
        "dispositif_id": abonnement.dispositif_id,
        "comite": abonnement.slug,
        "adresse": abonnement.adresse,
        "le": visit.now,
    }
    insert_once(visit.tx, Desabonnement, [row])
    return Notice(200, "C'est noté", render_line(DONE, comite=abonnement.comite))


def _abonnement(visit: PageVisit) -> Abonnement | None:
    envoi = visit.tx.get(DigestEnvoi, visit.id)
    digest = visit.tx.get(Digest, envoi.digest_id) if envoi else None
    if envoi is None or digest is None:
        return None
    config = visit.programmes[digest.dispositif_id].config
    return Abonnement(
        digest.dispositif_id, digest.comite, label(config.comite, digest.comite), envoi.adresse
    )


PAGE: Final = Page(
    path="/desabonnement/{token}",
    guard=Signed(
        sujet=DIGEST_ENVOI,
        salt="digest-v1",
        life=timedelta(days=400),
        expired=NOT_FOUND,
        lost=lost,
    ),
    droit=Droit.LIRE_POINT_HEBDO,
    template="bot/web/pages/desabonnement/page.html.jinja",
    shows=view,
    gone=NOT_FOUND,
    # Mail clients post here by themselves: the signed link is enough.
    does=FormAction(None, leave),
)
