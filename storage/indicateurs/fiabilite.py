"""How far figures may be trusted: what they leave out, and the days of which nothing is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, cast

from sqlalchemy import Table, select

from bot.clock import paris
from storage.figures import SITES, bound
from storage.indicateurs.contrat import (
    SUIVI,
    Nombre,
    Proportion,
    Repartition,
    Sensible,
    Unite,
    indicateur,
    shared_out,
)
from storage.indicateurs.lignes import lines, rank_of
from storage.indicateurs.releve import Cle, Constat, Recolte, Releve
from storage.indicateurs.temps import PRESENCES, LignePresence
from storage.indicateurs.vies import dates
from storage.models import Presence

COMPTEE, A_CONFIRMER, EN_COURS = "comptee", "a-confirmer", "en-cours"
_P = cast(Table, Presence.__table__)


def _jours(recolte: Recolte) -> Mapping[Cle, Sequence[date]]:
    """The day in Paris of each presence."""

    def statement(periodes: int) -> Any:
        return (
            select(rank_of(_P.c.debut, periodes), _P.c.site_id, _P.c.debut)
            .where(_P.c.site_id.in_(SITES), _P.c.supprimee_le.is_(None))
            .where(_P.c.debut >= bound(0), _P.c.debut < bound(periodes))
        )

    return lines(recolte, statement, lambda debut: paris(debut).date())


JOURS: Final = Constat(_jours, par_tranche=False)


@indicateur(
    *("presences-etats", "Présences par état", SUIVI, Unite.NOMBRE), source="003 l.765 ; K14"
)
def presences_etats(releve: Releve) -> Repartition:
    """Présences commencées pendant la période : comptées, à confirmer, encore en cours."""
    return shared_out((_etat(line), line.n) for line in releve.lignes(PRESENCES))


@indicateur(
    *("minutes-a-confirmer", "Présence à confirmer", SUIVI, Unite.MINUTES),
    source="003 l.765 ; K14",
)
def minutes_a_confirmer(releve: Releve) -> Nombre:
    """Minutes des présences à confirmer : hors de tous les totaux, jamais une absence."""
    return Nombre(
        sum(line.minutes for line in releve.lignes(PRESENCES) if _etat(line) == A_CONFIRMER)
    )


@indicateur(
    *("jours-sans-presence", "Jours sans présence notée", SUIVI, Unite.NOMBRE),
    source="003 l.765 ; §4.2",
    denominateur="jours de la période",
    sensible=Sensible.MEDIATEURS,
)
def jours_sans_presence(releve: Releve) -> Proportion:
    """Jours où aucune présence n'a commencé sur ces sites, sur tous les jours de la période."""
    debut, apres = dates(releve)
    whole = (apres - debut).days
    return Proportion(whole - len(set(releve.lignes(JOURS))), whole)


def _etat(line: LignePresence) -> str:
    if line.en_cours:
        return EN_COURS
    return A_CONFIRMER if line.a_confirmer else COMPTEE
