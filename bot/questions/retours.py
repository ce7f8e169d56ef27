"""« 📄 Voir les retours »: what the habitants of a site are still to be told."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button

LISTE, DIT, MEDIATION, MOIS = "liste", "dit", "mediation", "mois"
RETOURS: Final = Button(
    "rt",
    (LISTE, DIT, MEDIATION, MOIS),
    ((LISTE, "site"), (MOIS, "site"), (DIT, "signalement"), (MEDIATION, "dossier_mediation")),
)
"""Of a site: its list, and its last month; of a signalement or of a dossier of mediation: told."""
