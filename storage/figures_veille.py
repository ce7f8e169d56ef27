"""Figures of the veille technique, read as they stood at the end of a stretch of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Final, cast

from sqlalchemy import Table, bindparam, or_, select

from bot.domain.vies.signalement import AWAITED, OPEN, StatutSignalement
from bot.domain.vies.vie import DEFAIRE
from storage.figures import SITES, Bornes
from storage.machine.base import Instant
from storage.machine.db import Tx
from storage.models import Signalement, SignalementActe

_DEAD_ENDS: Final = (StatutSignalement.ANNULE, StatutSignalement.DOUBLON)
_MENDED: Final = (StatutSignalement.TRAITE_ANNONCE, StatutSignalement.VERIFIE)
_S = cast(Table, Signalement.__table__)
_A = cast(Table, SignalementActe.__table__)
_SINCE, _UNTIL = (bindparam(name, type_=Instant()) for name in ("b_since", "b_until"))
_LIVES: Final = (
    select(
        *(_S.c.id, _S.c.numero, _S.c.categorie, _S.c.site_id, _S.c.service),
        *(_S.c.emis_le, _S.c.echeance, _A.c.vers, _A.c.le),
    )
    .join(_A, _A.c.signalement_id == _S.c.id)
    .where(_S.c.site_id.in_(SITES), or_(_S.c.clos_le.is_(None), _S.c.clos_le >= _SINCE))
    .where(_A.c.le < _UNTIL, _A.c.acte != DEFAIRE)
    .where(or_(_A.c.defait_le.is_(None), _A.c.defait_le >= _UNTIL))
    .order_by(_S.c.id, _A.c.id)
)


@dataclass(frozen=True, slots=True)
class Bilan:
    """Signalements of one service: sent and closed in the window, then as it ended."""

    nouveaux: int = 0
    clos: int = 0
    ouverts: int = 0
    en_retard: int = 0
    a_verifier: int = 0

    def __add__(self, other: Bilan) -> Bilan:
        return Bilan(
            self.nouveaux + other.nouveaux,
            self.clos + other.clos,
            self.ouverts + other.ouverts,
            self.en_retard + other.en_retard,
            self.a_verifier + other.a_verifier,
        )


@dataclass(frozen=True, slots=True)
class Ouvert:
    """One open signalement, by what may leave the team: never its free text."""

    numero: int
    categorie: str
    site_id: int
    service: str
    emis_le: datetime
    echeance: datetime


@dataclass(frozen=True, slots=True)
class Histoire:
    """A signalement, and what it became at each instant, oldest first."""

    quoi: Ouvert
    etats: tuple[tuple[str, datetime], ...]

    def at(self, fin: datetime) -> tuple[str, datetime] | None:
        """How it stood then, and since when; as history is appended, it stays so."""
        return next((etat for etat in reversed(self.etats) if etat[1] < fin), None)

    @property
    def mended(self) -> datetime | None:
        """When a repair was first announced, or seen."""
        return min((le for vers, le in self.etats if vers in _MENDED), default=None)


@dataclass(frozen=True, slots=True)
class Veille:
    """Every signalement that was open at some time of a stretch."""

    histoires: tuple[Histoire, ...]

    def by_service(self, fenetre: Bornes) -> dict[str, Bilan]:
        """What happened in the window, and what was open when it ended, by service."""
        bilans: defaultdict[str, Bilan] = defaultdict(Bilan)
        for one, vers, le in self._at(fenetre[1]):
            bilans[one.quoi.service] += _bilan(one.quoi, vers, le, fenetre)
        return dict(sorted(bilans.items()))

    def overdue(self, fin: datetime, limit: int) -> list[Ouvert]:
        """Those that a service still owed at `fin`, the longest overdue first."""
        awaited = (one.quoi for one, vers, _ in self._at(fin) if vers in AWAITED)
        late = (quoi for quoi in awaited if quoi.echeance < fin)
        return sorted(late, key=lambda quoi: (quoi.echeance, quoi.numero))[:limit]

    def oldest(self, fin: datetime) -> Ouvert | None:
        """The signalement that had been open for longest at `fin`."""
        still = (one.quoi for one, vers, _ in self._at(fin) if vers in OPEN)
        return min(still, key=lambda quoi: (quoi.emis_le, quoi.numero), default=None)

    def delays(self, fenetre: Bornes) -> list[timedelta]:
        """From sending to the first announcement of a repair, for those first announced inside."""
        return sorted(
            one.mended - one.quoi.emis_le
            for one in self.histoires
            if one.mended and fenetre[0] <= one.mended < fenetre[1]
        )

    def _at(self, fin: datetime) -> Iterator[tuple[Histoire, str, datetime]]:
        for one in self.histoires:
            etat = one.at(fin)
            if etat is not None and one.quoi.emis_le < fin:
                yield one, *etat


def veille(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> Veille:
    """Those of these sites; one that was closed before the window is in none of its figures."""
    values = {"b_sites": sites, "b_since": fenetre[0], "b_until": fenetre[1]}
    rows = tx.connection().execute(_LIVES, values).all()
    return Veille(tuple(_lives(rows)))


def _lives(rows: Any) -> Iterator[Histoire]:
    for _, mine in groupby(rows, key=lambda row: row[0]):
        actes = list(mine)
        yield Histoire(Ouvert(*actes[0][1:7]), tuple((vers, le) for *_, vers, le in actes))


def _bilan(quoi: Ouvert, vers: str, le: datetime, fenetre: Bornes) -> Bilan:
    debut, fin = fenetre
    return Bilan(
        nouveaux=int(quoi.emis_le >= debut and vers not in _DEAD_ENDS),
        clos=int(vers == StatutSignalement.VERIFIE and le >= debut),
        ouverts=int(vers in OPEN),
        en_retard=int(vers in AWAITED and quoi.echeance < fin),
        a_verifier=int(vers == StatutSignalement.TRAITE_ANNONCE),
    )
