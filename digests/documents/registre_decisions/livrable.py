"""The register of decisions of a year: meetings, then interventions decided (B02, K06)."""

from __future__ import annotations

from bot.livrables import Chapitre, Livrable, SorteCible, sans_terme
from digests.livrables import lecteurs
from digests.livrables.blocs import rien
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.periode import cibles, matiere, notes

SUITES = "où en est chaque décision, une par ligne."

LIVRABLE = Livrable(
    titre="Registre des décisions",
    court="Registre des décisions",
    lecteurs="comité technique et comités opérationnels",
    source="000 l.59, l.82",
    cadence="à la demande",
    sorte=SorteCible.ANNEE,
    chapitres=(
        Chapitre("1", "Décisions, comité par comité", notes.decisions),
        Chapitre("2", "Interventions décidées et renouvelées", notes.interventions_decidees),
        Chapitre("3", "Suites données", rien, SUITES),
    ),
    cible=cibles.annee,
    lit=matiere.of_all,
    attendus=sans_terme,
    formats=FORMATS_LIVRABLE,
    tableaux=lecteurs.PLEIN,
    sujets=cibles.annees,
)
