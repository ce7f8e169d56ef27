"""A week's figures gathered into one snapshot: read once, never from the database again."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from bot.discover import discover
from bot.domain.nominatif import Reperes, passages
from bot.domain.semaine import Semaine
from bot.domain.ventilation import Ventilation
from digests.contract import Figures, Perimetre, Recueil, Section, Snapshot
from storage.dispositif import Comite
from storage.figures import lieux
from storage.indicateurs.etonnements import etonnements
from storage.indicateurs.observations import usages_positifs_part
from storage.machine.db import Tx
from storage.programme import Programme

Compose = tuple[Snapshot, list[Ventilation]]
"""A point as JSON, not frozen yet, and the tables that it would publish."""
FORMAT: Final = 2
"""Of the snapshots made today; sections say the oldest that they read (`Section.lit`)."""


@cache
def sections() -> dict[str, Section]:
    """Every section by the name of its folder, in the order of the page."""
    folders: dict[str, Section] = discover("digests.sections", "section", "SECTION")
    return dict(sorted(folders.items(), key=lambda item: item[1].ordre))


def compose(tx: Tx, programme: Programme, comite: Comite, semaine: Semaine) -> Snapshot:
    """The point hebdo of `comite`, to be looked at: nothing of it is published."""
    return composed(tx, programme, comite, semaine)[0]


def composed(tx: Tx, programme: Programme, comite: Comite, semaine: Semaine) -> Compose:
    """The same, not frozen yet (`fige_le` is None), and its tables; each line is read once.

    Instants and days are ISO texts, durations are minutes; `vide` says that nothing happened,
    `verifie` that its words were searched for whoever they name, and name nobody.
    """
    recueil = Recueil(tx, programme, perimetre(tx, programme, comite), semaine)
    figures: Figures = {}
    for name, section in sections().items():
        if numbers := section.figures(recueil):
            # Words are made of figures alone: these say of what they are.
            figures[name] = {"periode": semaine.label, **numbers}
    config = programme.config
    territoire = config.territoire(comite.territoire).label if comite.territoire else None
    snapshot = {
        "format": FORMAT,
        "dispositif": {
            "slug": config.slug,
            "nom": config.nom,
            "court": config.court,
            "exemple": config.exemple,
        },
        "comite": {"slug": comite.slug, "label": comite.label, "sorte": comite.sorte},
        "profondeur": comite.lit,
        "territoire": territoire,
        "semaine": semaine.label,
        "contact": config.coordination.email,
        "fige_le": None,
        "en_retard": None,
        "vide": _nothing(recueil, figures),
        "verifie": _names_nobody(programme, figures),
        "sections": figures,
    }
    return snapshot, recueil.tableaux


def perimetre(tx: Tx, programme: Programme, comite: Comite) -> Perimetre:
    """The sites of `comite`, and how deep it reads them (§4.7)."""
    places = lieux(tx, programme.id)
    mine = (lieu for lieu in places if comite.territoire in (None, lieu.territoire))
    return Perimetre(tuple(mine), comite.lit, tout=comite.territoire is None)


def _names_nobody(programme: Programme, figures: Figures) -> bool:
    """Whether what people wrote of it (the objectives) was searched, and names nobody."""
    rows = figures["entete"]["interventions"]
    said = (objectif for row in rows for objectif in row["objectifs"])
    return not any(_names(objectif, programme.reperes) for objectif in said)


@lru_cache(maxsize=1024)
def _names(objectif: str, reperes: Reperes) -> bool:
    """The same objectives are told week after week, to comité after comité."""
    return bool(passages(objectif, reperes))


def seen(recueil: Recueil) -> bool:
    """Whether something was seen that no section tells: a use, what surprised somebody."""
    week = recueil.releve.at(-1)
    return bool(usages_positifs_part(week).sur or etonnements(week).n)


def _nothing(recueil: Recueil, figures: Figures) -> bool:
    """Nothing at all was noted, by what each section says; what remains open does not count."""
    totals = figures["entete"]["semaine"]
    busy = ("minutes", "en_attente", "rencontres", "nouveaux", "clos")
    quiet = all(numbers.get("rien", True) for numbers in figures.values())
    return quiet and not seen(recueil) and not any(totals[name] for name in busy)
