"""The yearly account to one who pays: the figures of all, and its own share (A08, DEL-2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.livrables import BlocLivrable, Chapitre, Livrable, SorteCible
from bot.words import date_longue, euros
from digests.exports.parts import cout_annuel, parts
from digests.livrables.blocs import fiche, manque, note
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.mots import RIEN, nombre
from digests.livrables.periode import cibles, matiere, moyens, notes, tendances
from digests.livrables.periode.matiere import MatierePeriode
from digests.livrables.trimestre import carte, ensemble

OBJETS: Final = "ce que cette part a permis, et ce qui est demandé pour la suite."


def part(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Its share, capped where it is, of what a year costs: never what the others bring."""
    slug = matiere.cible.cle.partition(".")[0]
    config, annuel = matiere.config, cout_annuel(matiere.config)
    mine = next((one for one in parts(config) if one.slug == slug), None)
    yield note("Document réservé à ce commanditaire et au porteur.")
    yield fiche(
        "Convention",
        [
            (
                "Dates",
                f"du {date_longue(config.convention.debut)} au "
                f"{date_longue(config.convention.fin)}",
            ),
            ("Coût annuel prévu", RIEN if annuel is None else euros(annuel)),
            ("Part", RIEN if mine is None or mine.pct is None else f"{nombre(mine.pct)} %"),
            ("Plafond", RIEN if mine is None or mine.plafond is None else euros(mine.plafond)),
            ("Montant", RIEN if mine is None or mine.euros is None else euros(mine.euros)),
        ],
    )
    if mine is None or mine.euros is None:
        yield manque("la part de ce commanditaire n'est pas écrite dans le fichier.")


LIVRABLE = Livrable(
    titre="Compte rendu au financeur",
    court="Compte rendu au financeur",
    lecteurs="ce commanditaire seul",
    source="000 l.172-174",
    cadence="chaque année, remis fin janvier",
    sorte=SorteCible.COMMANDITAIRE,
    chapitres=(
        Chapitre("1", "Convention et part", part, OBJETS),
        Chapitre("2", "Carte et tableau des interventions", carte.interventions),
        Chapitre("3", "Ensemble de l'année", ensemble.consolide),
        Chapitre("4", "Mois par mois", tendances.mois_par_mois),
        Chapitre("5", "Temps passé, par famille", moyens.temps),
        Chapitre("6", "Échéances tenues", ensemble.echeances),
        Chapitre("7", "Méthode et limites", notes.methode),
    ),
    cible=cibles.commanditaire,
    lit=matiere.of_all,
    attendus=cibles.commanditaires,
    formats=FORMATS_LIVRABLE,
)
