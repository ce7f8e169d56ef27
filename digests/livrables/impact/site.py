"""2.A to 2.C · The site at T0, T1 and T2: its grid, what was observed, what was mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from bot.livrables import BlocLivrable
from digests.livrables.blocs import grille, manque, note
from digests.livrables.impact.matiere import NOMS, T0, T2, MatiereImpact
from digests.livrables.mots import RIEN, part
from digests.livrables.periode.tableau import ambiance, frequentation
from storage.indicateurs import delais, observations, veille
from storage.indicateurs.contrat import Repartition
from storage.indicateurs.grille_site import grille_site
from storage.indicateurs.releve import Releve

PREMIERS = 3
"""Misuses that a cell has room for."""


def grid(matiere: MatiereImpact) -> Iterator[BlocLivrable]:
    """2.A: five criteria from 0 to 4, never a total (003 l.575, l.581)."""
    found = matiere.chiffre(grille_site).par.get(matiere.intervention.site, {})
    labels = matiere.labels("grille_site")
    rows = [
        [label, *(_note(found, one.mesure, slug) for one in matiere.fenetres), _moved(found, slug)]
        for slug, label in labels.items()
        if any(slug in notes for notes in found.values())
    ]
    if rows:
        heads = ["Critère, de 0 (très mauvais) à 4 (très bon)", *matiere.noms, "De T0 à N+3"]
        yield grille("Grille du site", heads, rows)
    for one in matiere.commencees:
        if one.mesure not in found:
            yield manque(f"{NOMS[one.mesure]} : la grille du site n'est pas remplie.")


def _note(found: Mapping[str, Mapping[str, int]], mesure: str, slug: str) -> str:
    return str(found.get(mesure, {}).get(slug, RIEN))


def _moved(found: Mapping[str, Mapping[str, int]], slug: str) -> str:
    """« +2 », « pareil », « -1 »; « – » where one of both is missing."""
    before, after = found.get(T0, {}).get(slug), found.get(T2, {}).get(slug)
    if before is None or after is None:
        return RIEN
    return f"{after - before:+d}" if after != before else "pareil"


def observe(matiere: MatiereImpact) -> Iterator[BlocLivrable]:
    """2.B: ambiance, fréquentation, uses and misuses, and whom nobody saw there."""
    positive, misused = observations.usages_positifs_part, observations.mesusages_part
    rows = (
        ("Observations", lambda ici: str(matiere.chiffre(positive, ici).sur)),
        ("Ambiance, de 1 à 5", partial(ambiance, matiere)),
        ("Fréquentation le plus souvent", partial(frequentation, matiere)),
        ("Avec un usage positif", lambda ici: part(positive, matiere.chiffre(positive, ici))),
        ("Avec un mésusage", lambda ici: part(misused, matiere.chiffre(misused, ici))),
        ("Mésusages les plus vus", partial(_most_seen, matiere)),
        ("Publics jamais vus", partial(_unseen, matiere)),
    )
    lines = [[name, *matiere.cote_a_cote(said)] for name, said in rows]
    yield grille("Ce qui a été observé", ["", *matiere.noms], lines)
    for one in matiere.commencees:
        if not positive(matiere.releves[one.mesure]).sur:
            yield manque(f"{NOMS[one.mesure]} : aucune observation n'est notée.")


def _most_seen(matiere: MatiereImpact, ici: Releve) -> str:
    labels = matiere.labels("mesusages")
    value: Repartition = matiere.chiffre(observations.mesusages, ici)
    first = list(value.par.items())[:PREMIERS]
    return ", ".join(f"{labels.get(slug, slug)} {n}" for slug, n in first) or RIEN


def _unseen(matiere: MatiereImpact, ici: Releve) -> str:
    """Women, children, elderly: uses of the file that speak of a public, and were never noted."""
    if not observations.usages_positifs_part(ici).sur:
        return RIEN
    seen = matiere.chiffre(observations.usages_positifs, ici).par
    speaking = (one for one in matiere.config.liste("usages_positifs") if one.dit_un_public)
    return ", ".join(one.label for one in speaking if one.slug not in seen) or "aucun"


def choses(matiere: MatiereImpact) -> Iterator[BlocLivrable]:
    """2.C: what was open and closed at each measure; what came back (§4.5 C)."""
    rows = (
        (
            "Encore ouverts, à la fin",
            lambda ici: str(matiere.chiffre(veille.signalements_ouverts, ici).n),
        ),
        ("Envoyés", lambda ici: str(matiere.chiffre(veille.signalements, ici).n)),
        (
            "Vérifiés réparés",
            lambda ici: str(matiere.chiffre(veille.signalements_verifies, ici).n),
        ),
    )
    lines = [[name, *matiere.cote_a_cote(said)] for name, said in rows]
    yield grille("Signalements, pendant chaque mesure", ["", *matiere.noms], lines)
    back = matiere.chiffre(delais.recurrence)
    yield note(f"Réparés puis revenus, de T0 à N+3 : {part(delais.recurrence, back)}.")
