"""« 📄 Voir les retours »: what the habitants of a site are still to be told."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button
from bot.clock import paris
from bot.feature.contract import Context
from storage.dispositif.entries import ReponseSite

LISTE, DIT, MEDIATION, MOIS = "liste", "dit", "mediation", "mois"
REPONSES: Final = "reponses"
RETOURS: Final = Button(
    "rt",
    (LISTE, DIT, MEDIATION, MOIS, REPONSES),
    (
        *((LISTE, "site"), (MOIS, "site"), (REPONSES, "site")),
        *((DIT, "signalement"), (MEDIATION, "dossier_mediation")),
    ),
)
"""Of a site: its list, its last month, what to answer there; of what is told again: that it is."""


def standing(context: Context, site_id: int) -> list[ReponseSite]:
    """What may be answered on that site today, in the order of the file."""
    programme, today = context.programme, paris(context.now).date()
    site = programme.config.site(programme.site_slugs[site_id])
    return [one for one in site.reponses if one.jusqu_au is None or today <= one.jusqu_au]
