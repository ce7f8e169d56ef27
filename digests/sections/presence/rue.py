"""The team's time in the street, and what it did of what was planned: over twelve weeks alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.domain.mois import Mois
from digests.contract import TRIMESTRE, Figures, Recueil
from storage.indicateurs.contrat import Proportion
from storage.indicateurs.equipe import hors_terrain, part_terrain, part_terrain_depuis_debut
from storage.indicateurs.prevu import realise_prevu

OVER: Final = f"Sur les {TRIMESTRE} dernières semaines"
UNKNOWN: Final = (
    f"{OVER}, la part du temps en rue n'est pas calculée : des heures de l'équipe manquent."
)


def read(recueil: Recueil) -> Figures:
    """In whole percent, which no week beside another takes apart (adr/0026).

    Nothing before the carnet is twelve weeks old, nor to who reads quartiers alone (§4.7);
    `recente` is None while hours are missing.
    """
    if not recueil.a_un_trimestre or recueil.perimetre.profondeur == "quartier":
        return {}
    whole, rules = recueil.trimestre, recueil.programme.config.hors_terrain
    return {
        "realise": _told(realise_prevu(whole)),
        "recente": _told(part_terrain(whole)),
        "debut": _percent(part_terrain_depuis_debut(whole)),
        "objectif": rules.objectif_terrain_pct,
        "tolerance": rules.tolerance_pct,
        "emplois": _uses(recueil) if isinstance(recueil.semaine, Mois) else [],
    }


def _uses(recueil: Recueil) -> list[Figures]:
    """What the time out of the street was for (000 l.142), in whole percent, largest first."""
    found, labels = hors_terrain(recueil.trimestre), recueil.labels("temps_hors_terrain")
    return [
        {"label": labels.get(slug, slug), "pour_cent": round(100 * n / found.n)}
        for slug, n in found.par.items()
    ]


def show(numbers: Figures) -> Iterator[str]:
    if not numbers:
        return
    if done := numbers["realise"]:
        hours = f"sur environ {done['heures']} h prévues"
        yield f"{OVER}, réalisé : {done['pour_cent']} % du planning ({hours})."
    yield _street(numbers) if numbers["recente"] else UNKNOWN
    if numbers["recente"] and (uses := numbers.get("emplois")):
        said = ", ".join(f"{one['label'].lower()} {one['pour_cent']} %" for one in uses)
        yield f"Hors terrain, sur ces semaines : {said}."


def _street(numbers: Figures) -> str:
    share, target, around = numbers["recente"], numbers["objectif"], numbers["tolerance"]
    return (
        f"{OVER}, l'équipe a passé {share['pour_cent']} % de son temps en rue (sur environ "
        f"{share['heures']} h de travail), {numbers['debut']} % depuis le début ; repère : "
        f"environ {target} %, de {target - around} à {target + around} %."
    )


def _told(share: Proportion) -> Figures | None:
    """The whole rounded to ten hours: one week's own are not worked out from the next."""
    if share.pour_cent is None:
        return None
    return {"pour_cent": round(share.pour_cent), "heures": round(share.sur / 600) * 10}


def _percent(share: Proportion) -> int | None:
    return None if share.pour_cent is None else round(share.pour_cent)
