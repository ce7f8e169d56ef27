"""Slugs that must be unique and slugs that must exist, read on the tree before it has a shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from storage.dispositif.problems import Loc, Problem, nearest

# Each value found on the left must be among those found on the right.
REFERENCES: Final = (
    ("quartiers[].territoire", "territoires[].slug"),
    ("sites[].quartier", "quartiers[].slug"),
    ("sites[].type_lieu", "types_lieu[].slug"),
    ("sites[].type_site", "listes.types_site[].slug"),
    ("sites[].bailleur", "services[].slug"),
    ("interventions[].site", "sites[].slug"),
    ("creneaux[].binome", "binomes[].slug"),
    ("creneaux[].site", "sites[].slug"),
    ("periodes.priorite[]", "periodes.tranches[].slug"),
    ("periodes.hors_tranche", "periodes.tranches[].slug"),
    ("categories[].urgence", "urgences[].slug"),
    ("categories[].service", "services[].slug"),
    ("categories[].service_si_bailleur", "services[].slug"),
    ("services[].releve_par", "services[].slug"),
    ("services[].territoires[].territoire", "territoires[].slug"),
    ("services[].sujets[].site", "sites[].slug"),
    ("routage[].categorie", "categories[].slug"),
    ("routage[].groupe", "categories[].groupe"),
    ("routage[].type_lieu", "types_lieu[].slug"),
    ("routage[].quartier", "quartiers[].slug"),
    ("routage[].bailleur", "services[].slug"),
    ("routage[].services[]", "services[].slug"),
    ("reglages.service_mediation_ville", "services[].slug"),
    ("comites[].territoire", "territoires[].slug"),
    ("sites[].porteur", "porteurs[].slug"),
    ("effectifs[].quartier", "quartiers[].slug"),
    ("effectifs[].type", "listes.types_acteur[].slug"),
    ("instances_externes[].quartiers[]", "quartiers[].slug"),
    ("hors_terrain.prereglages[].categorie", "listes.temps_hors_terrain[].slug"),
    ("listes.activites[].axe_aap", "listes.axes_aap[].slug"),
    ("listes.sollicitations[].domaine", "listes.domaines_orientation[].slug"),
    ("listes.reponses[].domaine", "listes.domaines_orientation[].slug"),
    ("listes.besoins[].domaine", "listes.domaines_orientation[].slug"),
    ("listes.sollicitations[].famille", "listes.familles_mediation[].slug"),
    ("categories[].critere", "listes.grille_site[].slug"),
    ("listes.reponses_passants[].question", "listes.questions_passants[].slug"),
    ("annuaire[].type", "listes.partenaires_types[].slug"),
    ("annuaire[].domaines[]", "listes.domaines_orientation[].slug"),
    ("annuaire[].quartiers[]", "quartiers[].slug"),
    ("contexte[].quartiers[]", "quartiers[].slug"),
)


def unknown_references(tree: dict[str, Any]) -> Iterator[Problem]:
    """Slugs that name nothing."""
    for pattern, target in REFERENCES:
        slugs = {str(value) for _, value in values_at(tree, pattern=target)}
        place = target.rpartition("[].")[0]
        for loc, value in values_at(tree, pattern=pattern):
            if value is not None and str(value) not in slugs:
                hint = nearest(value, slugs)
                yield Problem(loc, f"« {value} » n'existe pas dans « {place} »{hint}")


def duplicate_slugs(tree: Any, loc: Loc = ()) -> Iterator[Problem]:
    """The second of two lines of one list with the same slug."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from duplicate_slugs(value, (*loc, key))
    if isinstance(tree, list):
        first: dict[str, int] = {}
        for index, line in enumerate(tree):
            slug = line.get("slug") if isinstance(line, dict) else None
            if slug is not None and first.setdefault(str(slug), index) != index:
                message = f"« {slug} » est déjà pris par la ligne [{first[str(slug)]}]"
                yield Problem((*loc, index, "slug"), f"{message} : choisissez un autre slug")
            yield from duplicate_slugs(line, (*loc, index))


def values_at(tree: Any, *, pattern: str, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """Scalars at « sites[].quartier », each with its place; what has another shape is skipped."""
    if not pattern:
        if not isinstance(tree, dict | list):
            yield loc, tree
    elif pattern.startswith("[]"):
        for index, line in enumerate(tree if isinstance(tree, list) else ()):
            yield from values_at(line, pattern=pattern[2:].lstrip("."), loc=(*loc, index))
    else:
        key, rest = _head(pattern)
        if isinstance(tree, dict) and key in tree:
            yield from values_at(tree[key], pattern=rest, loc=(*loc, key))


def _head(pattern: str) -> tuple[str, str]:
    """« sites[].quartier » as (« sites », « [].quartier »)."""
    end = min((at for at in (pattern.find("["), pattern.find(".")) if at >= 0), default=None)
    return (pattern, "") if end is None else (pattern[:end], pattern[end:].lstrip("."))
