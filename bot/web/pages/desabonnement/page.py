"""Leaving a comité's digest in one click: the page asks, a POST unsubscribes (RFC 8058)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from bot.casework.libelles import label
from bot.domain.droits import Droit
from bot.feature.page import NOT_FOUND, FormAction, Notice, Page, PageVisit, Signed
from bot.rendering import render_line
from bot.web.pages.desabonnement.lost import brought_by, lost
from storage.machine.db import insert_once
from storage.models import DIGEST_ENVOI, Desabonnement, DigestEnvoi

DONE: Final = "Cette adresse ne recevra plus le point hebdo de : {{ comites }}."


@dataclass(frozen=True, slots=True)
class Abonnement:
    """One address, and each comité whose digest that letter brought."""

    dispositif_id: int
    comites: Mapping[str, str]
    """Labels by slug."""
    adresse: str


def view(visit: PageVisit) -> dict[str, Any] | None:
    """Whose digests it brought, and one button."""
    abonnement = _abonnement(visit)
    return {"comites": list(abonnement.comites.values())} if abonnement else None


def leave(visit: PageVisit) -> Notice | None:
    """Take that address off for good; done again, it changes nothing."""
    abonnement = _abonnement(visit)
    if abonnement is None:
        return None
    rows = [
        {
            "dispositif_id": abonnement.dispositif_id,
            "comite": slug,
            "adresse": abonnement.adresse,
            "le": visit.now,
        }
        for slug in abonnement.comites
    ]
    insert_once(visit.tx, Desabonnement, rows)
    said = render_line(DONE, comites=", ".join(abonnement.comites.values()))
    return Notice(200, "C'est noté", said)


def _abonnement(visit: PageVisit) -> Abonnement | None:
    envoi = visit.tx.get(DigestEnvoi, visit.id)
    if envoi is None:
        return None
    brought = list(visit.tx.scalars(brought_by(envoi.id)))
    config = visit.programmes[brought[0].dispositif_id].config
    comites = {one.comite: label(config.comite, one.comite) for one in brought}
    return Abonnement(brought[0].dispositif_id, comites, envoi.adresse)


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
