"""The yearly bilan: every intervention, every figure, what next year is for (K05, K17)."""

from __future__ import annotations

from typing import Final

from bot.livrables import Chapitre, Livrable, SorteCible
from digests.livrables import lecteurs
from digests.livrables.blocs import rien
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.intervention import choses, personnes, qualitatif
from digests.livrables.periode import cibles, effectifs, matiere, moyens, notes, tendances
from digests.livrables.periode.tableau import site_par_site
from digests.livrables.trimestre import annexes, carte, ensemble, preconisations

EN_BREF: Final = "l'année en quelques phrases : ce qui a marché, ce qui n'a pas marché."
SITUATIONS: Final = "deux ou trois situations, sans personne qu'on reconnaisse."
OBJECTIFS: Final = "les objectifs de l'année qui vient, un par ligne."

LIVRABLE = Livrable(
    titre="Bilan annuel",
    court="Bilan annuel",
    lecteurs="comité technique et commanditaires",
    source="003 l.788 ; 002 l.62",
    cadence="chaque année, remis fin janvier",
    sorte=SorteCible.ANNEE,
    chapitres=(
        Chapitre("1", "L'année en bref", annexes.phrase, EN_BREF),
        Chapitre("2", "Carte et tableau des interventions", carte.interventions),
        Chapitre("3", "Ensemble de l'année", ensemble.consolide),
        Chapitre("4", "Mois par mois", tendances.mois_par_mois),
        Chapitre("5", "Personnes rencontrées", rien),
        Chapitre("5.1", "Rencontres par période", tendances.frequente),
        Chapitre("5.2", "Sollicitations", personnes.demandes),
        Chapitre("5.3", "Démarches, orientations et relais", personnes.suites),
        Chapitre("5.4", "Conflits et médiations", personnes.differends),
        Chapitre("5.5", "Situations", qualitatif.situations, SITUATIONS),
        Chapitre("6", "Les lieux", rien),
        Chapitre("6.1", "Ambiance et fréquentation", site_par_site),
        Chapitre("6.2", "Usages et mésusages, par période", tendances.croisements),
        Chapitre("6.3", "Veille technique", choses.veille_technique),
        Chapitre("7", "Actions collectives et partenaires", choses.collectif),
        Chapitre("8", "Préconisations", preconisations.registre),
        Chapitre("9", "Échéances tenues", ensemble.echeances),
        Chapitre("10", "Complémentarité", ensemble.complementarite),
        Chapitre("10.1", "Effectifs présents dans les quartiers", effectifs.presents),
        Chapitre("11", "Objectifs de l'année qui vient", rien, OBJECTIFS),
        Chapitre("12", "Moyens (annexe réservée)", moyens.moyens, reserve=True),
        Chapitre("13", "Méthode et limites", notes.methode, page=True),
    ),
    cible=cibles.annee,
    lit=matiere.of_all,
    attendus=cibles.annuels,
    formats=FORMATS_LIVRABLE,
    tableaux=lecteurs.PLEIN,
)
