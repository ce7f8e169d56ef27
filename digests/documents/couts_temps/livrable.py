"""Costs and time of a year: for those who pay alone (A07-A10, A14-A16, DEL-2)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable, Chapitre, Livrable, SorteCible
from bot.words import date_longue, du_au
from digests.livrables.blocs import fiche, note, rien
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.matiere import Matiere
from digests.livrables.mots import RIEN
from digests.livrables.periode import cibles, matiere, moyens, notes

MATERIEL = "les moyens matériels consacrés à la mission."


def conventions(matiere: Matiere) -> Iterator[BlocLivrable]:
    """The dates within which it is paid, and who coordinates (000 l.91, l.174; 001 l.59)."""
    yield note("Document réservé à qui finance le dispositif : ne le diffusez pas au-delà.")
    one = matiere.config.convention
    lead = [c.label for c in matiere.config.commanditaires if c.coordonnateur]
    yield fiche(
        "Convention",
        [
            ("Dates", du_au(one.debut, one.fin)),
            ("Dernière fin possible", date_longue(one.fin_max) if one.fin_max else RIEN),
            ("Coordonnateur", ", ".join(lead) or RIEN),
        ],
    )


LIVRABLE = Livrable(
    titre="Coûts et temps",
    court="Coûts et temps",
    lecteurs="commanditaires seuls",
    source="000 l.172, l.205 ; 001 l.57",
    cadence="chaque année, remis fin janvier",
    sorte=SorteCible.ANNEE,
    chapitres=(
        Chapitre("1", "Convention", conventions),
        Chapitre("2", "Clé de répartition", moyens.cle),
        Chapitre("3", "Temps passé, par famille", moyens.temps),
        Chapitre("4", "Coût d'une heure de présence", moyens.cout),
        Chapitre("5", "Moyens matériels", rien, MATERIEL),
        Chapitre("6", "Méthode et limites", notes.methode),
    ),
    cible=cibles.annee,
    lit=matiere.of_all,
    attendus=cibles.annuels,
    formats=FORMATS_LIVRABLE,
)
