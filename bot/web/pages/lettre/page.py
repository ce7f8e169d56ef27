"""The signed page of a point hebdo: whole, with its PDF, and how its figures are made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.feature.page import NOT_FOUND, Fichier, Page, PageVisit, Signed
from bot.web.pages import points_lus
from digests.lues import brought_by
from storage.models import LETTRE, Digest


def view(visit: PageVisit) -> dict[str, Any] | None:
    """Every point that the letter brought, block by block."""
    digests = _brought(visit)
    if not digests:
        return None
    config = visit.programmes[digests[0].dispositif_id].config
    return {
        "nom": config.nom,
        "slug": config.slug,
        "points": points_lus.shown(one.instantane for one in digests),
    }


def files(visit: PageVisit) -> Sequence[Fichier]:
    """The PDF of each of them, in their order."""
    return points_lus.printed(one.instantane for one in _brought(visit))


def _brought(visit: PageVisit) -> list[Digest]:
    """Raises PasServi when they are of a programme that is served no more."""
    brought = list(visit.tx.scalars(brought_by(visit.id)))
    return [one for one in brought if visit.programmes[one.dispositif_id]]


PAGE: Final = Page(
    path="/desabonnement/{token}/lettre",
    guard=Signed(
        sujet=LETTRE,
        # The letter carries one token: what leads to leaving leads here too.
        salt="digest-v1",
        life=timedelta(days=400),
        expired=NOT_FOUND,
        lost=any_message,
    ),
    droit=Droit.LIRE_POINT_HEBDO,
    template="bot/web/pages/lettre/page.html.jinja",
    shows=view,
    gone=NOT_FOUND,
    fichiers=files,
)
