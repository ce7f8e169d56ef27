"""How figures moved month after month, and which uses go with which hours (H08, K04)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable
from bot.words import duree
from digests.livrables.blocs import grille, note, tableau
from digests.livrables.matiere import Matiere
from digests.livrables.mots import RIEN, part
from digests.livrables.periode.tableau import PREMIERS, ambiance
from storage.indicateurs import observations, veille
from storage.indicateurs.contrat import Repartition
from storage.indicateurs.rencontres import rencontres
from storage.indicateurs.temps import heures_presence


def mois_par_mois(matiere: Matiere) -> Iterator[BlocLivrable]:
    """Things and events, exact; months in which nobody was there are left out."""
    rows = []
    for rang, name in enumerate(matiere.mois):
        ici = matiere.releve.at(rang)
        if minutes := matiere.chiffre(heures_presence, ici).n:
            positive = matiere.chiffre(observations.usages_positifs_part, ici)
            rows.append(
                [
                    name,
                    duree(minutes),
                    str(matiere.chiffre(rencontres, ici).n),
                    ambiance(matiere, ici),
                    part(observations.usages_positifs_part, positive),
                    str(matiere.chiffre(veille.signalements, ici).n),
                ]
            )
    if not rows:
        yield note("Aucun mois n'a de présence confirmée.")
        return
    heads = ["Mois", "Présence", "Rencontres", "Ambiance", "Usage positif", "Signalements"]
    yield grille("Mois par mois", heads, rows)
    yield note("Les saisons changent la rue : comparez un mois au même mois d'une autre année.")


def croisements(matiere: Matiere) -> Iterator[BlocLivrable]:
    """Uses by period of the day and of the week: what is seen there, and when."""
    good, bad = matiere.labels("usages_positifs"), matiere.labels("mesusages")
    rows = []
    for slug, label in matiere.tranches.items():
        ici = matiere.releve.during(slug)
        seen = matiere.chiffre(observations.usages_positifs_part, ici).sur
        if seen:
            uses = matiere.chiffre(observations.usages_positifs, ici)
            misuses = matiere.chiffre(observations.mesusages, ici)
            rows.append([label, str(seen), premiers(uses, good), premiers(misuses, bad)])
    if rows:
        heads = ["Période", "Observations", "Usages positifs", "Mésusages"]
        yield grille("Ce qui se voit, et quand", heads, rows)
    else:
        yield note("Aucune observation n'est notée : rien à croiser.")


def premiers(value: Repartition, labels: dict[str, str]) -> str:
    """« Jeux d'enfants 6, Présence de familles 4 »: the most seen."""
    found = list(value.par.items())[:PREMIERS]
    return ", ".join(f"{labels.get(slug, slug)} {n}" for slug, n in found) or RIEN


def frequente(matiere: Matiere) -> Iterator[BlocLivrable]:
    """Encounters by period; whom they are, where there are enough, is told by `croises`."""
    rows = []
    for slug, label in matiere.tranches.items():
        ici = matiere.releve.during(slug)
        n, minutes = rencontres(ici).n, heures_presence(ici).n
        if n or minutes:
            rows.append([label, duree(minutes), str(n)])
    if rows:
        total = [duree(matiere.chiffre(heures_presence).n), str(matiere.chiffre(rencontres).n)]
        heads = ["Période", "Présence", "Rencontres"]
        yield tableau("Rencontres par période", heads, [*rows, ["Ensemble", *total]], somme=True)
