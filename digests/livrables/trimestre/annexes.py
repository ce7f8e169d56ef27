"""11, 12 · The note for the élus, the method (000 l.55, 003 l.765)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.domain.trimestre import Trimestre
from bot.livrables import BlocLivrable
from bot.words import du_au, duree, milliers, pluriel
from digests.livrables.blocs import fiche, note, paragraphe
from digests.livrables.periode import notes
from digests.livrables.periode.matiere import MatierePeriode
from digests.livrables.periode.tableau import entier
from storage.indicateurs import veille
from storage.indicateurs.contexte import quartiers_en_intervention
from storage.indicateurs.rencontres import rencontres
from storage.indicateurs.temps import heures_presence

ELUS: Final = "en quelques phrases simples, ce qui a changé pour les habitants ce trimestre."


def elus(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """11: one page, no jargon, by quartier and never by person (B03)."""
    yield from phrase(matiere)
    yield from quartiers(matiere)


def phrase(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """What was done, in a sentence that may be said aloud."""
    hours, met = matiere.chiffre(heures_presence).n, matiere.chiffre(rencontres).n
    where = matiere.chiffre(quartiers_en_intervention)
    mended = matiere.chiffre(veille.signalements_verifies).n
    sent = matiere.chiffre(veille.signalements).n
    places = pluriel(where.n, "quartier")
    yield paragraphe(
        f"{matiere.dite.capitalize()}, les médiateurs ont passé {milliers(hours // 60)} heures "
        f"dans la rue et échangé {milliers(met)} fois avec des habitants, dans {places}. "
        f"{pluriel(sent, 'chose abîmée a été signalée', 'choses abîmées ont été signalées')} ; "
        f"{pluriel(mended, 'réparation a été vue', 'réparations ont été vues')} sur place."
    )


def quartiers(matiere: MatierePeriode, most: int | None = None) -> Iterator[BlocLivrable]:
    rows = list(_quartiers(matiere))
    if rows:
        yield fiche("Quartier par quartier", rows[:most])
    if most is not None and len(rows) > most:
        yield note(f"Et {len(rows) - most} autres quartiers : voir {entier(matiere.config)}.")


def _quartiers(matiere: MatierePeriode) -> Iterator[tuple[str, str]]:
    for quartier in matiere.quartiers:
        here = matiere.releve.on(*matiere.of_quartier(quartier))
        hours = heures_presence(here).n
        if hours:
            done = veille.signalements_verifies(here).n
            yield (
                quartier,
                f"{duree(hours)} de présence, "
                f"{pluriel(done, 'réparation vue', 'réparations vues')}",
            )


def methode(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """12: (003 l.765)."""
    yield note("Un trimestre est fait de semaines entières, chacune dans celui de son jeudi.")
    quarter, cible = Trimestre.parse(matiere.cible.cle), matiere.cible
    if (cible.debut, cible.fin) != (quarter.debut, quarter.fin):
        yield note(
            f"Ce document va {du_au(cible.debut, cible.fin)} : il prend la suite de celui "
            "d'avant, et s'arrête au jour où ses chiffres sont figés. Les jours d'après seront "
            "dans le suivant."
        )
    yield from notes.methode(matiere)
