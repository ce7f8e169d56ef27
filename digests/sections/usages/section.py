"""Usages: the three first of each kind, the share of observations that have one, what is new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.domain.petits_effectifs import POURCENTAGE_MINIMUM
from bot.words import pluriel
from digests.contract import Figures, Recueil, Section, Vue
from storage.indicateurs.contrat import Indicateur, Repartition
from storage.indicateurs.observations import (
    mesusages,
    mesusages_nouveaux,
    mesusages_part,
    presence_femmes,
    ressources_reperees,
    usages_positifs,
    usages_positifs_nouveaux,
    usages_positifs_part,
)
from storage.programme import Programme

FIRST: Final = 3
"""How many of each kind are told (§4.2)."""
POSITIFS, MESUSAGES = "usages_positifs", "mesusages"
RESSOURCES: Final = "ressources"
"""The lists of the file."""


def read(recueil: Recueil) -> Figures:
    """Nothing in a week without an observation."""
    here, programme = recueil.releve.at(-1), recueil.programme
    positive = usages_positifs_part(here)
    if not positive.sur:
        return {}
    return {
        "observations": positive.sur,
        "positives": positive.n,
        "negatives": mesusages_part(here).n,
        "femmes": presence_femmes(here).n,
        RESSOURCES: _first(programme, RESSOURCES, ressources_reperees(here)),
        POSITIFS: _first(programme, POSITIFS, usages_positifs(here)),
        MESUSAGES: _first(programme, MESUSAGES, mesusages(here)),
        "nouveaux": {
            POSITIFS: _new(recueil, POSITIFS, usages_positifs_nouveaux),
            MESUSAGES: _new(recueil, MESUSAGES, mesusages_nouveaux),
        },
    }


def _first(programme: Programme, liste: str, found: Repartition) -> list[Figures]:
    """The largest; of as many, in the order of the file."""
    ranks = {one.slug: rank for rank, one in enumerate(programme.config.liste(liste))}
    ordered = sorted(found.par.items(), key=lambda pair: (-pair[1], ranks.get(pair[0], 0)))
    element = programme.config.element
    return [{"label": element(liste, slug).label, "n": n} for slug, n in ordered[:FIRST]]


def _new(recueil: Recueil, liste: str, indicateur: Indicateur[Repartition]) -> list[Figures]:
    """What the weeks before had not, place by place."""
    places: dict[str, list[str]] = {}
    for groupe in recueil.perimetre.groupes:
        for slug in indicateur(recueil.releve.on(*groupe.lieux).at(-1)).par:
            places.setdefault(slug, []).append(groupe.label)
    element = recueil.programme.config.element
    return [{"label": element(liste, slug).label, "ou": where} for slug, where in places.items()]


def show(numbers: Figures) -> Vue:
    return {"lignes": list(_lines(numbers))}


def _lines(numbers: Figures) -> Iterator[tuple[str, str]]:
    """(what, how much), a row each."""
    total = numbers["observations"]
    seen = pluriel(total, "observation")
    well, badly = (_of(numbers[kind], total) for kind in ("positives", "negatives"))
    yield seen, f"{well} avec un usage positif, {badly} avec un mésusage"
    for liste, title in ((POSITIFS, "Usages positifs"), (MESUSAGES, "Mésusages")):
        yield title, _ranked(numbers[liste])
    if numbers["femmes"]:
        yield "Femmes présentes", f"dans {_of(numbers['femmes'], total)}"
    if found := numbers.get(RESSOURCES):
        yield "Ressources repérées", _ranked(found)
    for liste, title in ((POSITIFS, "Usages nouveaux"), (MESUSAGES, "Mésusages nouveaux")):
        if found := numbers["nouveaux"][liste]:
            yield title, " ; ".join(_where(one) for one in found)


def _of(n: int, total: int) -> str:
    """« 8 », « aucune », « 12 (60 %) »: a percentage from twenty observations on."""
    if not n:
        return "aucune"
    return f"{n} ({round(100 * n / total)} %)" if total >= POURCENTAGE_MINIMUM else str(n)


def _ranked(found: list[Figures]) -> str:
    return " ; ".join(f"{one['label']} ({one['n']})" for one in found) or "aucun noté"


def _where(one: Figures) -> str:
    return f"{one['label']} ({', '.join(one['ou'])})"


SECTION = Section(ordre=28, titre="Usages", figures=read, vue=show)
