"""Signalements read with their lives: what of them may leave the team, at any instant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Table, case, or_, select

from bot.domain.refus import REFUS, RaisonRefus, raison_refus
from bot.domain.vies.signalement import AWAITED, OPEN, ActeSignalement, StatutSignalement
from storage.destinataires import answerer
from storage.figures import SITES
from storage.indicateurs.releve import Durable, Recolte, Releve
from storage.indicateurs.vies import SINCE, UNTIL, ActeVecu, etapes_of, lived, standing, within
from storage.models import Signalement, SignalementActe
from storage.signalements import ASIDE
from storage.voisins import Endroit, RegleRetour, retour

DEAD_ENDS: Final = (StatutSignalement.ANNULE, StatutSignalement.DOUBLON)
MENDED: Final = (StatutSignalement.TRAITE_ANNONCE, StatutSignalement.VERIFIE)
RECUL: Final = timedelta(days=90)
"""How long before its deadline a defect may have been mended, and count among the kept ones."""
_S = cast(Table, Signalement.__table__)
_A = cast(Table, SignalementActe.__table__)
_HANDED_ON: Final = case((_A.c.acte == ActeSignalement.REORIENTER, _A.c.avant))
_REFUSER: Final = case((_A.c.acte.in_(sorted(REFUS)), _A.c.par))
_LIVES: Final = (
    select(
        *(_S.c.site_id, _S.c.id, _S.c.numero, _S.c.categorie, _S.c.service, _S.c.emis_le),
        *(_S.c.echeance, _S.c.latitude, _S.c.longitude),
        *(_A.c.acte, _A.c.vers, _A.c.le, _A.c.defait_le, _HANDED_ON),
        *(_REFUSER, _A.c.raison, _S.c.chantier),
    )
    .join(_A, _A.c.signalement_id == _S.c.id)
    .where(_S.c.site_id.in_(SITES), or_(_S.c.clos_le.is_(None), _S.c.clos_le >= SINCE))
    .where(_S.c.emis_le < UNTIL, _A.c.acte.not_in(sorted(ASIDE)))
    .order_by(_S.c.id, _A.c.id)
)


class LigneRefus(NamedTuple):
    """A service refused one: its slug (« » when the coordination noted it), why, and when."""

    signalement: int
    service: str
    raison: RaisonRefus
    le: datetime
    defait_le: datetime | None


class LigneSignalement(NamedTuple):
    """One signalement and its life: what may leave the team, never its free words.

    `remises`: (until that instant, the service that had it), of those handed on.
    """

    site_id: int
    id: int
    numero: int
    categorie: str
    actuel: str
    emis_le: datetime
    echeance: datetime
    latitude: float | None
    longitude: float | None
    etapes: tuple[ActeVecu, ...]
    remises: tuple[tuple[datetime, str], ...]
    refus: tuple[LigneRefus, ...]
    chantier: bool

    def service(self, fin: datetime) -> str:
        """The slug of the one that had it then."""
        return next((before for until, before in self.remises if until >= fin), self.actuel)

    def etat(self, fin: datetime) -> ActeVecu | None:
        """How it stood then, and since when; None before it was sent."""
        done = standing(self.etapes, fin)
        return done[-1] if done else None

    def stands(self, fin: datetime, statuts: Iterable[str]) -> bool:
        """Whether it was in one of these states then."""
        etat = self.etat(fin)
        return etat is not None and etat.vers in statuts

    def late(self, fin: datetime) -> bool:
        """Whether a service still owed it then, past its delay."""
        return self.echeance < fin and self.stands(fin, AWAITED)

    def mended(self, fin: datetime) -> datetime | None:
        """When a repair was first announced, or seen."""
        done = standing(self.etapes, fin)
        return min((one.le for one in done if one.vers in MENDED), default=None)

    def closed(self, fin: datetime) -> datetime | None:
        """When the mediators saw it mended, if it still stood so."""
        etat = self.etat(fin)
        return etat.le if etat and etat.vers == StatutSignalement.VERIFIE else None

    @property
    def endroit(self) -> Endroit:
        """Where it is: on its site, without a position."""
        if self.latitude is None or self.longitude is None:
            return Endroit(self.site_id, 0, 0, exact=False)
        return Endroit(self.site_id, self.latitude, self.longitude, exact=True)

    def is_back(self, old: LigneSignalement, repare_le: datetime, regle: RegleRetour) -> bool:
        """Whether it is that one, mended then, which came back."""
        return (
            self.categorie == old.categorie
            and self.id != old.id
            and regle.holds(self.endroit, self.emis_le, old.endroit, repare_le)
        )


def _signalements(recolte: Recolte) -> Mapping[int, Sequence[LigneSignalement]]:
    """With those that were closed too short a while before for a new one not to be a return."""
    return lived(recolte, _LIVES, _one, max(RECUL, retour(recolte.programme.config).delai))


def _one(rows: Sequence[Any]) -> LigneSignalement:
    remises = tuple((row[11], row[13]["service"]) for row in rows if row[13])
    refus = tuple(_refusals(rows))
    first, lived_so = rows[0], tuple(etapes_of(rows, 9))
    return LigneSignalement._make([*first[:9], lived_so, remises, refus, bool(first[16])])


def _refusals(rows: Sequence[Any]) -> Iterator[LigneRefus]:
    for row in rows:
        if row[14]:
            service = answerer(row[14])
            raison = raison_refus(row[9], row[15], par_service=bool(service))
            if raison:
                yield LigneRefus(row[1], service, raison, row[11], row[12])


SIGNALEMENTS: Final = Durable(_signalements)


def sent_in(releve: Releve) -> Iterator[LigneSignalement]:
    """Those sent in the period, but dead ends."""
    fin = releve.bornes[1]
    for line in releve.durables(SIGNALEMENTS):
        if within(line.emis_le, releve.bornes) and not line.stands(fin, DEAD_ENDS):
            yield line


def closed_in(releve: Releve) -> list[LigneSignalement]:
    """Those seen mended in the period, the first one first."""
    fin = releve.bornes[1]
    found = [
        (le, line)
        for line in releve.durables(SIGNALEMENTS)
        if (le := line.closed(fin)) and within(le, releve.bornes)
    ]
    return [line for _le, line in sorted(found, key=lambda pair: (pair[0], pair[1].id))]


def overdue_at(releve: Releve) -> list[LigneSignalement]:
    """Those that a service still owed when the period ended, the longest overdue first."""
    fin = releve.bornes[1]
    late = (line for line in releve.durables(SIGNALEMENTS) if line.late(fin))
    return sorted(late, key=lambda line: (line.echeance, line.numero))


def open_at(releve: Releve) -> list[LigneSignalement]:
    """Those that nobody had closed when the period ended, the oldest first."""
    fin = releve.bornes[1]
    still = (line for line in releve.durables(SIGNALEMENTS) if line.stands(fin, OPEN))
    return sorted(still, key=lambda line: (line.emis_le, line.numero))
