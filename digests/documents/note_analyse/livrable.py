"""The note of analysis of a site: observations, crosses, trends, what they mean (H11, K04)."""

from __future__ import annotations

from typing import Final

from bot.livrables import Chapitre, Livrable, SorteCible, sans_terme
from digests.livrables import croises
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.intervention import personnes, qualitatif
from digests.livrables.periode import cibles, matiere, notes, tendances

ANALYSE: Final = "ce que vous comprenez de ce site, et ce qui vous le fait dire."
HYPOTHESES: Final = "ce que vous proposez de vérifier ou d'essayer."

LIVRABLE = Livrable(
    titre="Note d'analyse",
    court="Note d'analyse",
    lecteurs="comité technique",
    source="000 l.48, l.136",
    cadence="à la demande",
    sorte=SorteCible.SITE,
    chapitres=(
        Chapitre("1", "Analyse", qualitatif.ambiance, ANALYSE),
        Chapitre("2", "Ce qui a surpris", qualitatif.surprises),
        Chapitre("3", "Usages et mésusages", qualitatif.observation),
        Chapitre("4", "Ce qui se voit, et quand", tendances.croisements),
        Chapitre("5", "Qui vient, et quand", tendances.frequente),
        Chapitre("5.1", "Publics rencontrés", personnes.publics),
        Chapitre("5.2", "Publics et usages, par période", croises.publics_par_periode),
        Chapitre("6", "Mois par mois", tendances.mois_par_mois),
        Chapitre("7", "Besoins", qualitatif.besoins),
        Chapitre("8", "Préconisations", qualitatif.preconisations, HYPOTHESES),
        Chapitre("9", "Méthode et limites", notes.methode),
    ),
    cible=cibles.site,
    lit=matiere.of_site,
    attendus=sans_terme,
    formats=FORMATS_LIVRABLE,
    sujets=cibles.sites,
)
