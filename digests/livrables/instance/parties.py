"""What an extract may hold, by the word that the file has for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from bot.livrables import BlocLivrable, Chapitre, Cible
from digests.livrables import proteges
from digests.livrables.blocs import fiche, rien
from digests.livrables.instance.cibles import instance
from digests.livrables.intervention import choses, personnes, qualitatif
from digests.livrables.periode import notes, quartiers, tendances
from digests.livrables.periode.matiere import MatierePeriode
from digests.livrables.trimestre import carte, ensemble, preconisations
from storage.dispositif.externes import PartieInstance
from storage.indicateurs import conflits, relais, sollicitations
from storage.work import Work

RETENIR: Final = "ce que cette instance doit retenir, et ce qui lui est demandé."
"""Only the coordination knows what it is told for."""


def crispations(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Tensions, by type and by what became of them: sums alone (003 l.407)."""
    yield fiche(
        "Conflits et médiations",
        [
            ("Conflits apaisés", proteges.part(matiere, conflits.conflits_apaises)),
            ("Médiations ouvertes", proteges.evenements(matiere, conflits.mediations_ouvertes)),
        ],
    )
    kinds = matiere.labels("types_conflit")
    yield from proteges.mots(matiere, conflits.conflits_directs, kinds, "Conflit")
    yield from qualitatif.vus(matiere)


def services_publics(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Which services people are sent to, and how many were taken up (003 l.429)."""
    domains = matiere.labels("domaines_orientation")
    yield from proteges.mots(matiere, sollicitations.orientations, domains, "Orientés vers")
    yield fiche(
        "Relais",
        [
            ("Relais ouverts", proteges.evenements(matiere, relais.relais_ouverts)),
            ("Relais effectifs", proteges.part(matiere, relais.relais_effectifs)),
        ],
    )


def jeunesse(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Whom one meets, by age, and what is asked for (003 l.352, l.999)."""
    yield from personnes.publics(matiere)
    labels = matiere.labels("sollicitations")
    yield from proteges.mots(matiere, sollicitations.sollicitations_type, labels, "Type")


Ecrit = Callable[[Any], Iterator[BlocLivrable]]
PARTIES: Final[Mapping[PartieInstance, tuple[str, Ecrit]]] = {
    "interventions": ("Carte et tableau des interventions", carte.interventions),
    "quartiers": ("Quartier par quartier", quartiers.un_par_un),
    "presence": ("Chiffres d'ensemble", ensemble.consolide),
    "crispations": ("Points de crispation", crispations),
    "usages": ("Usages et mésusages, par période", tendances.croisements),
    "veille-technique": ("Veille technique", choses.veille_technique),
    "retours": ("Ce qui a été signalé, ce qui a été fait", choses.devenus),
    "actions": ("Actions avec les habitants", choses.collectif),
    "services-publics": ("Vers les services publics", services_publics),
    "jeunesse": ("Jeunesse", jeunesse),
    "echeances": ("Échéances tenues", ensemble.echeances),
    "preconisations": ("Préconisations, par réponse", preconisations.par_reponse),
    "complementarite": ("Complémentarité", ensemble.complementarite),
    "decisions": ("Interventions décidées", notes.interventions_decidees),
}


def chapitres(asked: Sequence[PartieInstance]) -> Iterator[Chapitre]:
    """What is to be remembered, then these in their order, then the method."""
    yield Chapitre("1", "À retenir", rien, RETENIR)
    for rank, name in enumerate(asked, 2):
        titre, ecrit = PARTIES[name]
        yield Chapitre(str(rank), titre, ecrit)
    yield Chapitre(str(len(asked) + 2), "Méthode et limites", notes.methode)


def of_instance(work: Work, cible: Cible) -> Mapping[str, Any]:
    """What its line in the file asks for, and who reads it."""
    one = instance(work, cible)
    return {"chapitres": tuple(chapitres(one.parties)), "lecteurs": one.lecteurs}
