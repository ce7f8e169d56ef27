"""The register of préconisations of a year, each with what was answered (H06, H25, CPV-5)."""

from __future__ import annotations

from bot.livrables import Chapitre, Livrable, SorteCible, sans_terme
from digests.livrables import lecteurs
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.periode import cibles, matiere, notes
from digests.livrables.trimestre import preconisations

COMMENTAIRE = "ce que vous retenez des réponses des services."

LIVRABLE = Livrable(
    titre="Registre des préconisations",
    court="Registre des préconisations",
    lecteurs="comité technique et services destinataires",
    source="000 l.48, l.164 ; 003 l.583",
    cadence="à la demande",
    sorte=SorteCible.ANNEE,
    chapitres=(
        Chapitre("1", "Préconisations et réponses", preconisations.registre, COMMENTAIRE),
        Chapitre("2", "Méthode et limites", notes.methode),
    ),
    cible=cibles.annee,
    lit=matiere.of_all,
    attendus=sans_terme,
    formats=FORMATS_LIVRABLE,
    tableaux=lecteurs.PLEIN,
    sujets=cibles.annees,
)
