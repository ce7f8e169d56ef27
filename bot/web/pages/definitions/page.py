"""The public page of the register: what stands behind the name of a figure (K14, A20)."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final

from bot.domain.droits import Droit
from bot.feature.page import NOT_FOUND, Named, Page, PageVisit, Programmes
from storage.indicateurs.registre import registre


def view(visit: PageVisit) -> dict[str, Any] | None:
    """Every figure by its family; `retire`: whether the one asked for is made no more."""
    programme = visit.programmes.get(visit.id)
    if programme is None:
        return None
    asked = visit.query.get("chiffre", "")
    familles = [
        (famille.value, list(several))
        for famille, several in groupby(registre().values(), lambda one: one.famille)
    ]
    return {
        "dispositif": programme.config.nom,
        "familles": familles,
        "retire": bool(asked) and asked not in registre(),
    }


def find(programmes: Programmes, slug: str) -> int | None:
    """The programme of that name."""
    return next((id for id, one in programmes.items() if one.config.slug == slug), None)


PAGE: Final = Page(
    path="/definitions/{slug}",
    guard=Named(find),
    droit=Droit.LIRE_DEFINITIONS,
    template="bot/web/pages/definitions/page.html.jinja",
    shows=view,
    gone=NOT_FOUND,
)
