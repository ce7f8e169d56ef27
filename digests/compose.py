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
from storage.indicateurs.releve import Lues
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
    """The same, and its tables: all in one go."""
    one = Composition(comite, semaine)
    while one.step(tx, programme):
        pass
    return one.made(programme)


class Composition:
    """The point of `comite` in the making: a part of a section at each step, each table read once.

    Steps may be units of work of their own, so that nobody waits for a whole letter; once all is
    read, it is made without any database.
    """

    def __init__(self, comite: Comite, semaine: Semaine) -> None:
        self.comite = comite
        self.semaine = semaine
        every = sections().items()
        self._left = [(name, etape) for name, one in every for etape in one.etapes]
        self._figures: Figures = {}
        self._tableaux: list[Ventilation] = []
        self._lues: Lues = {}
        self._recueil: Recueil | None = None
        self._vide: bool | None = None

    @property
    def etapes(self) -> int:
        """How many steps are left."""
        return len(self._left) + (self._vide is None)

    def step(self, tx: Tx, programme: Programme) -> bool:
        """Read the next part, then whether all is quiet; False when nothing is left to read."""
        if not self._left:
            unread = self._vide is None
            if unread:
                self._vide = _nothing(self._in_hand(tx, programme), self._figures)
            return unread
        name, etape = self._left.pop(0)
        if numbers := etape(self._in_hand(tx, programme)):
            # Words are made of figures alone: these say of what they are.
            told = self._figures.setdefault(name, {"periode": self.semaine.label})
            for key, one in numbers.items():
                told[key] = {**told.get(key, {}), **one} if isinstance(one, dict) else one
        return True

    def _in_hand(self, tx: Tx, programme: Programme) -> Recueil:
        if self._recueil is None or self._recueil.tx is not tx:
            places = perimetre(tx, programme, self.comite)
            self._recueil = Recueil(
                tx, programme, places, self.semaine, self._tableaux, self._lues
            )
        return self._recueil

    def made(self, programme: Programme) -> Compose:
        """The point as JSON, not frozen yet (`fige_le` is None), and its tables.

        Instants and days are ISO texts, durations are minutes; `vide` says that nothing happened,
        `verifie` that its words were searched for whoever they name, and name nobody.
        """
        comite, config = self.comite, programme.config
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
            "semaine": self.semaine.label,
            "contact": config.coordination.email,
            "fige_le": None,
            "en_retard": None,
            "vide": bool(self._vide),
            "verifie": _names_nobody(programme, self._figures),
            "sections": self._figures,
        }
        return snapshot, self._tableaux


def perimetre(tx: Tx, programme: Programme, comite: Comite) -> Perimetre:
    """The sites of `comite`, and how deep it reads them (§4.7)."""
    places = lieux(tx, programme.id)
    mine = (lieu for lieu in places if comite.territoire in (None, lieu.territoire))
    return Perimetre(tuple(mine), comite.lit)


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
