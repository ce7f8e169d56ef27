"""Bilan d'observation of each site, in the point mensuel alone (000 l.134, l.163 ; H09)."""

from __future__ import annotations

from typing import Any, Final

from bot.domain.mois import Mois
from bot.words import pluriel
from digests.contract import Figures, Groupe, Recueil, Section, Vue
from digests.sections.bilan_observation import grille
from storage.indicateurs.contrat import Repartition
from storage.indicateurs.observations import (
    AMBIANCE_MINIMUM,
    ambiance_mediane,
    frequentation_mode,
    mesusages,
    mesusages_nouveaux,
    mesusages_part,
    usages_positifs,
    usages_positifs_part,
)
from storage.indicateurs.releve import Releve
from storage.programme import Programme

PREMIERS: Final = 3
"""Usages that a line names, the most frequent first."""


def read(recueil: Recueil) -> Figures:
    """Nothing in a week: it has sections of its own."""
    if not isinstance(recueil.semaine, Mois):
        return {}
    rows = [_row(recueil, groupe) for groupe in recueil.perimetre.groupes]
    return {
        "sites": [row for row in rows if _seen(row)],
        "sans": [row["site"] for row in rows if not _seen(row)],
    }


def _seen(row: Figures) -> bool:
    return bool(row["n"] or row["ambiance"]["n"] or row["grille"])


def _row(recueil: Recueil, groupe: Groupe) -> Figures:
    programme, here = recueil.programme, recueil.releve.on(*groupe.lieux).at(-1)
    before = recueil.releve.on(*groupe.lieux).at(-2)
    negatifs, positifs = mesusages_part(here), usages_positifs_part(here)
    return {
        "site": groupe.label,
        "n": positifs.sur,
        "ambiance": _ambiance(here),
        "ambiance_avant": _ambiance(before),
        "tranches": [
            {"label": one.label, **_ambiance(here.during(one.slug))}
            for one in programme.config.tranches()
        ],
        "frequentation": _first_word(programme, frequentation_mode(here)),
        "avec_positifs": positifs.n,
        "avec_mesusages": negatifs.n,
        "positifs": _words(programme, "usages_positifs", usages_positifs(here)),
        "mesusages": _words(programme, "mesusages", mesusages(here)),
        "nouveaux": _words(programme, "mesusages", mesusages_nouveaux(here)),
        "grille": grille.read(recueil, groupe),
    }


def _ambiance(releve: Releve) -> Figures:
    found = ambiance_mediane(releve)
    return {"milieu": found.milieu, "bas": found.bas, "haut": found.haut, "n": found.n}


def _first_word(programme: Programme, found: Repartition) -> str:
    labels = {one.slug: one.label for one in programme.config.frequentation}
    return next((labels.get(slug, slug) for slug in found.par), "")


def _words(programme: Programme, liste: str, found: Repartition) -> list[list[Any]]:
    """[label, how many observations], the most frequent first."""
    first = list(found.par.items())[:PREMIERS]
    return [[programme.config.element(liste, slug).label, n] for slug, n in first]


def show(numbers: Figures) -> Vue:
    return {
        "lignes": [
            {"site": row["site"], "phrases": [one for one in _sentences(row) if one]}
            for row in numbers["sites"]
        ],
        "sans": ", ".join(numbers["sans"]),
    }


def _sentences(row: Figures) -> list[str]:
    return [
        f"{pluriel(row['n'], 'observation')}." if row["n"] else "Aucune observation.",
        _told_ambiance(row),
        f"Fréquentation le plus souvent : {row['frequentation']}." if row["frequentation"] else "",
        _told_usages("Usages positifs", row["avec_positifs"], row["n"], row["positifs"]),
        _told_usages("Mésusages", row["avec_mesusages"], row["n"], row["mesusages"]),
        f"Nouveau : {_listed(row['nouveaux'])}." if row["nouveaux"] else "",
        grille.show(row.get("grille", [])),
    ]


def _told_ambiance(row: Figures) -> str:
    """« Ambiance : 4 sur 5 (de 2 à 5, n = 9), 3 le mois d'avant ; Soirée : 2 (n = 4). »"""
    whole, before = row["ambiance"], row["ambiance_avant"]
    if whole["n"] < AMBIANCE_MINIMUM:
        return f"Ambiance : trop peu de notes (n = {whole['n']})." if whole["n"] else ""
    spread = f"de {whole['bas']:g} à {whole['haut']:g}, n = {whole['n']}"
    parts = [f"Ambiance : {whole['milieu']:g} sur 5 ({spread})"]
    if before["n"] >= AMBIANCE_MINIMUM:
        parts[0] += f", {before['milieu']:g} le mois d'avant"
    parts += [
        f"{one['label'].lower()} : {one['milieu']:g} (n = {one['n']})"
        for one in row["tranches"]
        if one["n"] >= AMBIANCE_MINIMUM
    ]
    return f"{' ; '.join(parts)}."


def _told_usages(name: str, n: int, among: int, words: list[list[Any]]) -> str:
    return f"{name} : {n} fois sur {among} ({_listed(words)})." if n else ""


def _listed(words: list[list[Any]]) -> str:
    return ", ".join(f"{label} {n}" for label, n in words)


SECTION = Section(ordre=55, titre="Bilan d'observation", figures=read, vue=show, lit=2)
