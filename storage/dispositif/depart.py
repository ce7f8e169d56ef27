"""Lists that a file of an earlier version lacks, taken from the product's starter lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from storage.dispositif.source import read

PACKAGED: Final = Path(__file__).parent.parent / "dispositifs"

OFFERED: Final = (
    "sollicitations",
    "reponses",
    "domaines_orientation",
    "initiatives",
    "cadres_sollicitation",
    "institutions",
    "besoins",
    "stades_conflit",
    "cibles_action",
    "stades_projet",
    "origines_idee",
    "appuis",
    "visees_preconisation",
    "types_acteur",
    "partenaires_types",
    "usages_positifs",
    "mesusages",
    "ressources",
    "etonnement_questions",
    "grille_site",
    "echelle_grille",
    "types_preconisation",
    "horizons_preconisation",
    "types_conflit",
    "parties_conflit",
    "modes_mediation",
    "issues",
    "origines_demande",
    "objets_demande",
    "urgences_demande",
    "motifs_creneau",
    "motifs_echeance",
    "temps_hors_terrain",
    "types_site",
    "types_intervention",
    "types_action",
    "themes_action",
    "tranches_participants",
    "difficultes_pro",
    "depuis_signalement",
    "concernes_signalement",
    "risques_signalement",
)
"""Under « listes », those whose lines are the buttons of a question: empty, it has no answer."""

WORDS: Final = (
    *("statuts_relais", "statuts_demande", "statuts_preconisation"),
    "familles_mediation",
)
"""Under « listes », those that only put a state, or a heading, into words."""

BESIDES: Final = ("ambiance", "frequentation", "presence.modes")
"""Questions whose buttons stand elsewhere in the file."""

NEEDED: Final = (*(f"listes.{nom}" for nom in (*OFFERED, *WORDS)), *BESIDES)

DEPART: Final = "liste de départ"
"""How the source of a line that the file does not hold begins."""

LEARNT: Final = {
    "reponses": ("suite",),
    "sollicitations": ("precise", "famille"),
    "partenaires_types": ("droit_commun",),
    "types_action": ("precise",),
    "initiatives": ("par_defaut",),
    "stades_conflit": ("par_defaut",),
    "parties_conflit": ("par_defaut",),
    "usages_positifs": ("dit_un_public",),
}
"""What a line that the starter list has too says since, where an earlier file does not."""

_REFERENCES: Final = {
    "domaine": "domaines_orientation",
    "axe_aap": "axes_aap",
    "famille": "familles_mediation",
}


def completed(tree: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a file's tree that lacks no list; a list that it holds, even empty, is its own."""
    whole = dict(tree)
    for chemin in NEEDED:
        *parents, nom = chemin.split(".")
        holder = whole if not parents else whole.get(parents[0], {})
        if not isinstance(holder, dict) or nom in holder:
            continue
        lines = list(_starter(chemin))
        if parents:
            whole[parents[0]] = {**holder, nom: lines}
        else:
            whole[nom] = lines
    return _without_dead_ends(_taught(whole))


def _taught(tree: dict[str, Any]) -> dict[str, Any]:
    """The same, each line of an earlier file saying what its like says in the starter list."""
    listes = tree.get("listes")
    if not isinstance(listes, dict):
        return tree
    known = {nom: {line["slug"]: line for line in _model()["listes"][nom]} for nom in LEARNT}
    taught = {
        nom: [_told(line, known[nom], LEARNT[nom]) for line in lines]
        for nom, lines in listes.items()
        if nom in LEARNT and isinstance(lines, list)
    }
    return {**tree, "listes": {**listes, **taught}}


def _told(line: Any, known: Mapping[str, dict[str, Any]], keys: tuple[str, ...]) -> Any:
    like = known.get(str(line.get("slug"))) if isinstance(line, dict) else None
    return {**{key: like[key] for key in keys if key in like}, **line} if like else line


def _starter(chemin: str) -> Iterator[dict[str, Any]]:
    """The starter lines of « listes.mesusages », each saying where it comes from."""
    lines: Any = _model()
    for nom in chemin.split("."):
        lines = lines.get(nom, {})
    for line in lines:
        yield {**line, "source": f"{DEPART} ({line.get('source', 'proposed')})"}


@cache
def _model() -> dict[str, Any]:
    """The packaged example whose lists a new programme starts from."""
    return read(PACKAGED / "amiens.yaml").tree


def _without_dead_ends(tree: dict[str, Any]) -> dict[str, Any]:
    """A starter line may name a line of another list that this file has without it."""
    listes = tree.get("listes")
    if not isinstance(listes, dict):
        return tree
    mended = {
        nom: [_mended(line, listes) for line in lines] if isinstance(lines, list) else lines
        for nom, lines in listes.items()
    }
    return {**tree, "listes": mended}


def _mended(line: Any, listes: Mapping[str, Any]) -> Any:
    if not isinstance(line, dict) or not str(line.get("source", "")).startswith(DEPART):
        return line
    return {
        key: value
        for key, value in line.items()
        if key not in _REFERENCES or value in _slugs(listes.get(_REFERENCES[key]))
    }


def _slugs(lines: Any) -> set[str]:
    items = lines if isinstance(lines, list) else ()
    return {str(line.get("slug")) for line in items if isinstance(line, dict)}
