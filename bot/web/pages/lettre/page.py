"""One comité's point hebdo as it left: read only, for its members who are on Telegram."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.feature.page import Notice, Page, PageVisit, Signed
from digests import render
from digests.render import Links
from storage.models import LECTURE, Digest
from storage.points import has_left

TOO_OLD: Final = Notice(
    410,
    "Ce lien a expiré",
    "Il valait un mois. Ouvrez 📰 Point hebdo dans Carnet de rue pour relire cette semaine.",
)
GONE: Final = Notice(410, "Semaine introuvable", "Ce point hebdo n'est pas parti.")


def view(visit: PageVisit) -> dict[str, Any] | None:
    """The letter, as its recipients have it."""
    digest = visit.tx.get(Digest, visit.id)
    if digest is None or not has_left(digest):
        return None
    return {"lettre": render.page(digest.instantane, Links())}


PAGE: Final = Page(
    path="/lettre/{token}",
    guard=Signed(
        sujet=LECTURE,
        salt="lecture-v1",
        life=timedelta(days=31),
        expired=TOO_OLD,
        lost=any_message,
    ),
    droit=Droit.LIRE_POINT_HEBDO,
    template="bot/web/pages/lettre/page.html.jinja",
    shows=view,
    gone=GONE,
)
