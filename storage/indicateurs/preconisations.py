"""Préconisations: proposed, answered, still waited for (000 l.48, l.164)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Table, and_, or_, select

from bot.domain.vies.preconisation import ARETES, UNDECIDED, ActePreconisation, StatutPreconisation
from storage.audit import ANNULER_REPONSE
from storage.figures import SITES
from storage.indicateurs.contrat import (
    EVALUATION,
    SUIVI,
    Nombre,
    Proportion,
    Repartition,
    Unite,
    indicateur,
    shared_out,
)
from storage.indicateurs.releve import Durable, Recolte, Releve
from storage.indicateurs.vies import SINCE, UNTIL, lived, within
from storage.models import Audit, Preconisation

PATIENCE: Final = timedelta(days=30)
"""How long an answer is waited for before it is said (requirements §4.2, section 10)."""
SUIVIES: Final = frozenset(
    {
        StatutPreconisation.RETENUE,
        StatutPreconisation.RETENUE_EN_PARTIE,
        StatutPreconisation.REALISEE,
    }
)
_VERS: Final = {str(edge.acte): edge.vers for edge in ARETES}
_P = cast(Table, Preconisation.__table__)
_A = cast(Table, Audit.__table__)
_ANSWERS: Final = (*sorted(ActePreconisation), ANNULER_REPONSE)
_LIVES: Final = (
    select(
        *(_P.c.site_id, _P.c.id, _P.c.numero, _P.c.type, _P.c.destinataire, _P.c.origine),
        _P.c.le,
        *(_P.c.statut, _P.c.decidee_le, _A.c.acte, _A.c.le),
    )
    .outerjoin(
        _A,
        and_(_A.c.objet == _P.name, _A.c.objet_id == _P.c.id, _A.c.acte.in_(_ANSWERS)),
    )
    .where(_P.c.site_id.in_(SITES), _P.c.supprimee_le.is_(None), _P.c.le < UNTIL)
    .where(or_(_P.c.le >= SINCE, _P.c.decidee_le >= SINCE, _P.c.statut.in_(sorted(UNDECIDED))))
    .order_by(_P.c.id, _A.c.id)
)


class LignePreconisation(NamedTuple):
    """One préconisation and its answers; (what it became, when), oldest first."""

    site_id: int
    id: int
    numero: int
    type: str
    destinataire: str
    origine: str | None
    le: datetime
    reponses: tuple[tuple[str, datetime], ...]

    def statut(self, fin: datetime) -> str:
        """How it stood then."""
        said = [statut for statut, le in self.reponses if le < fin]
        return said[-1] if said else StatutPreconisation.PROPOSEE

    def repondue_le(self, fin: datetime) -> datetime | None:
        """Since when it is decided upon; None as long as it is not, or that was taken back."""
        since = None
        for statut, le in self.reponses:
            if le < fin:
                since = None if statut in UNDECIDED else since or le
        return since

    def waits(self, fin: datetime) -> bool:
        """Whether it had been proposed then, and nobody had decided."""
        return self.le < fin and self.statut(fin) in UNDECIDED


def _preconisations(recolte: Recolte) -> Mapping[int, Sequence[LignePreconisation]]:
    return lived(recolte, _LIVES, _one)


def _one(rows: Sequence[Any]) -> LignePreconisation:
    return LignePreconisation._make([*rows[0][:7], tuple(_answers(rows))])


def _answers(rows: Sequence[Any]) -> Iterator[tuple[str, datetime]]:
    """By the audit; without any, what its row says."""
    statut, decidee_le = rows[0][7:9]
    said = [(acte, le) for *_, acte, le in rows if acte]
    if not said and decidee_le:
        yield statut, decidee_le
    before: list[str] = [StatutPreconisation.PROPOSEE]
    for acte, le in said:
        if acte != ANNULER_REPONSE:
            before.append(_VERS[acte])
        elif len(before) > 1:
            before.pop()
        yield before[-1], le


PRECONISATIONS: Final = Durable(_preconisations)


@indicateur(
    *("preconisations", "Préconisations nouvelles", SUIVI, Unite.NOMBRE),
    source="000 l.164",
)
def preconisations(releve: Releve) -> Repartition:
    """Préconisations proposées pendant la période, par type."""
    return shared_out((line.type, 1) for line in proposed_in(releve))


@indicateur(
    *("preconisations-origines", "Préconisations par origine de l'idée", SUIVI, Unite.NOMBRE),
    source="003 l.1174 ; J10",
)
def preconisations_origines(releve: Releve) -> Repartition:
    """Préconisations proposées dont on sait de qui vient l'idée : d'habitants, d'un partenaire, de
    l'équipe."""
    return shared_out((line.origine, 1) for line in proposed_in(releve) if line.origine)


@indicateur(
    *("preconisations-repondues", "Préconisations qui ont une réponse", SUIVI, Unite.NOMBRE),
    source="000 l.48, l.164",
)
def preconisations_repondues(releve: Releve) -> Nombre:
    """Préconisations tranchées pour la première fois pendant la période."""
    return Nombre(len(answered_in(releve)))


@indicateur(
    *("preconisations-en-attente", "Préconisations sans réponse", SUIVI, Unite.NOMBRE),
    source="000 l.164 ; H06",
    denominateur="préconisations sans réponse à la fin de la période",
)
def preconisations_en_attente(releve: Releve) -> Proportion:
    """Préconisations sans réponse depuis plus de 30 jours, sur celles qui en attendent une."""
    waiting = waiting_at(releve)
    before = releve.bornes[1] - PATIENCE
    return Proportion(sum(1 for line in waiting if line.le < before), len(waiting))


@indicateur(
    *("preconisations-suivies", "Préconisations suivies", EVALUATION, Unite.NOMBRE),
    source="000 l.48, l.164",
    denominateur="préconisations proposées pendant la période",
)
def preconisations_suivies(releve: Releve) -> Proportion:
    """Préconisations retenues, même en partie, ou réalisées, sur celles qui ont été proposées."""
    fin = releve.bornes[1]
    lines = proposed_in(releve)
    return Proportion(sum(1 for line in lines if line.statut(fin) in SUIVIES), len(lines))


def waiting_at(releve: Releve) -> list[LignePreconisation]:
    """Those without an answer when the period ended, the oldest first."""
    fin = releve.bornes[1]
    found = (line for line in releve.durables(PRECONISATIONS) if line.waits(fin))
    return sorted(found, key=lambda line: (line.le, line.numero))


def proposed_in(releve: Releve) -> list[LignePreconisation]:
    """Those proposed in the period, the first one first."""
    lines = (line for line in releve.durables(PRECONISATIONS) if within(line.le, releve.bornes))
    return sorted(lines, key=lambda line: (line.le, line.numero))


def answered_in(releve: Releve) -> list[LignePreconisation]:
    """Those decided upon in the period, in the order of their numbers."""
    bornes, lines = releve.bornes, releve.durables(PRECONISATIONS)
    found = (line for line in lines if within(line.repondue_le(bornes[1]), bornes))
    return sorted(found, key=lambda line: line.numero)
