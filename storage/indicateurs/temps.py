"""Time on site: its hours, its periods, and what is not sure of it (000 l.152-153)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import BigInteger, Select, String, Table, and_, bindparam, case, func, select
from sqlalchemy import cast as as_type

from bot.domain.periodes import FERIE, VACANCES
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
from storage.indicateurs.lignes import lines, rank_of, several
from storage.indicateurs.releve import Cle, Constat, Recolte, Releve
from storage.machine.base import Instant
from storage.models import Presence, PresenceSegment
from storage.presences import LONGEST

_P = cast(Table, Presence.__table__)
_S = cast(Table, PresenceSegment.__table__)
_BEGUN: Final = bindparam("b_begun", type_=Instant())


class LigneTemps(NamedTuple):
    """Minutes of confirmed presences, alike by these words; `reperes` as JSON text.

    `intervention`: the row id of the mission that they were for, None out of any.
    """

    tranche: str
    reperes: str
    mode: str
    evenement: str | None
    intervention: int | None
    mediateurs: int
    minutes: int


class LignePresence(NamedTuple):
    """Presences alike by how they stand; one without a segment yet is in no tranche."""

    tranche: str | None
    mode: str
    ambiance: int | None
    frequentation: int | None
    a_confirmer: bool
    en_cours: int
    minutes: int
    n: int


def _temps(recolte: Recolte) -> Mapping[Cle, Sequence[LigneTemps]]:
    """Of a segment across a bound, each period has the minutes inside."""
    found: defaultdict[Cle, list[LigneTemps]] = defaultdict(list)
    one_of: dict[tuple[Any, ...], LigneTemps] = {}
    values = recolte.values() | {"b_begun": recolte.instants[0] - LONGEST}
    rows = recolte.tx.connection().execute(_segments(recolte.periodes), values)
    for rang, site, debut, fin, minutes, *words in rows:
        parts = [(rang, minutes)] if rang is not None else _shares(debut, fin, recolte.instants)
        for at, inside in parts:
            line = LigneTemps(*[*words, inside])
            found[at, site].append(one_of.setdefault(line, line))
    return found


def _shares(
    debut: datetime, fin: datetime, instants: Sequence[datetime]
) -> Iterator[tuple[int, int]]:
    """What each period has of a segment that does not lie in a single one, in minutes."""
    for rang, (start, after) in enumerate(pairwise(instants)):
        inside = min(fin, after) - max(debut, start)
        if inside > timedelta():
            yield rang, int(inside.total_seconds()) // 60


@cache
def _segments(periodes: int) -> Select[Any]:
    """Those of one period are summed; each of the others is a row, with its bounds."""
    inside = [
        (and_(_S.c.debut >= bound(rang), _S.c.fin <= bound(rang + 1)), rang)
        for rang in range(periodes)
    ]
    rang = case(*inside)
    alone = case((rang.is_(None), _S.c.id))
    words = (
        *(_S.c.tranche, as_type(_S.c.reperes, String)),
        *(_P.c.mode, _P.c.evenement, _P.c.intervention_id, _P.c.mediateurs),
    )
    return (
        select(
            *(rang, _P.c.site_id, func.min(_S.c.debut), func.max(_S.c.fin)),
            *(func.sum(_S.c.minutes), *words),
        )
        .join(_S, _S.c.presence_id == _P.c.id)
        .where(_P.c.site_id.in_(SITES), _P.c.supprimee_le.is_(None))
        .where(_P.c.debut >= _BEGUN, _P.c.debut < bound(periodes))
        .where(_P.c.fin.is_not(None), _P.c.a_confirmer.is_(False))
        .where(_S.c.debut < bound(periodes), _S.c.fin > bound(0))
        .group_by(rang, alone, _P.c.site_id, *words)
    )


@cache
def _presences(periodes: int) -> Select[Any]:
    """Alike by all their words, their tranche included: that of their first segment."""
    rang = rank_of(_P.c.debut, periodes)
    first = select(_S.c.tranche).where(_S.c.presence_id == _P.c.id).order_by(_S.c.debut).limit(1)
    minutes = select(func.sum(_S.c.minutes)).where(_S.c.presence_id == _P.c.id)
    read = (
        select(
            *(rang.label("rang"), _P.c.site_id, first.scalar_subquery().label("tranche")),
            *(_P.c.mode, _P.c.ambiance, _P.c.frequentation, _P.c.a_confirmer),
            case((_P.c.fin.is_(None), 1), else_=0).label("en_cours"),
            minutes.scalar_subquery().label("minutes"),
        )
        .where(_P.c.site_id.in_(SITES), _P.c.supprimee_le.is_(None))
        .where(_P.c.debut >= bound(0), _P.c.debut < bound(periodes))
        .subquery()
        .c
    )
    groups = [column for column in read if column is not read.minutes]
    # PostgreSQL makes a decimal of a sum of sums.
    whole = as_type(func.coalesce(func.sum(read.minutes), 0), BigInteger)
    return select(*groups, whole, func.count()).group_by(*groups)


TEMPS: Final = Constat(_temps)
PRESENCES: Final = Constat(lambda recolte: lines(recolte, _presences, LignePresence))
"""Those that began in the period, whatever became of them."""


@indicateur("heures-presence", "Heures de présence", SUIVI, Unite.MINUTES, source="000 l.152")
def heures_presence(releve: Releve) -> Nombre:
    """Somme des minutes des présences confirmées, pauses ôtées ; un binôme compte une fois."""
    return Nombre(sum(line.minutes for line in releve.lignes(TEMPS)))


@indicateur(
    *("heures-mediateur", "Heures-médiateur", SUIVI, Unite.MINUTES),
    source="000 l.152, l.205",
    sensible=Sensible.MEDIATEURS,
)
def heures_mediateur(releve: Releve) -> Nombre:
    """Ces mêmes minutes, multipliées par le nombre de médiateurs présents."""
    return Nombre(sum(line.minutes * line.mediateurs for line in releve.lignes(TEMPS)))


@indicateur("repartition-periodes", "Heures par période", SUIVI, Unite.MINUTES, source="000 l.153")
def repartition_periodes(releve: Releve) -> Repartition:
    """Minutes de présence par tranche du dispositif, chaque minute dans une seule."""
    return shared_out((line.tranche, line.minutes) for line in releve.lignes(TEMPS))


@indicateur(
    *("part-vacances", "Présence en vacances scolaires", SUIVI, Unite.MINUTES),
    source="000 l.153",
    denominateur="heures de présence",
)
def part_vacances(releve: Releve) -> Proportion:
    """Minutes de présence pendant les vacances scolaires, sur toutes les minutes de présence."""
    return _share(releve, lambda line: VACANCES in several(line.reperes))


@indicateur(
    *("part-feries", "Présence les jours fériés", SUIVI, Unite.MINUTES),
    source="000 l.153",
    denominateur="heures de présence",
)
def part_feries(releve: Releve) -> Proportion:
    """Minutes de présence un jour férié, sur toutes les minutes de présence."""
    return _share(releve, lambda line: FERIE in several(line.reperes))


@indicateur(
    "heures-evenements", "Heures pendant un événement", SUIVI, Unite.MINUTES, source="000 l.153"
)
def heures_evenements(releve: Releve) -> Repartition:
    """Minutes des présences notées pendant un événement du dispositif, par événement."""
    return shared_out(
        (line.evenement, line.minutes) for line in releve.lignes(TEMPS) if line.evenement
    )


@indicateur(
    "modes-presence", "Heures par mode de présence", SUIVI, Unite.MINUTES, source="001 l.78"
)
def modes_presence(releve: Releve) -> Repartition:
    """Minutes de présence par mode : tournée, point fixe, lieu d'accueil."""
    return shared_out((line.mode, line.minutes) for line in releve.lignes(TEMPS))


@indicateur(
    *("couverture-periodes", "Périodes couvertes", SUIVI, Unite.NOMBRE),
    source="000 l.120",
    denominateur="tranches actives du dispositif",
)
def couverture_periodes(releve: Releve) -> Proportion:
    """Tranches où au moins une présence confirmée a été notée, sur toutes celles du dispositif."""
    active = {one.slug for one in releve.programme.config.periodes.tranches if one.actif}
    return Proportion(len(active & {line.tranche for line in releve.lignes(TEMPS)}), len(active))


@indicateur(
    *("presences-a-confirmer", "Présences à confirmer", SUIVI, Unite.NOMBRE),
    source="003 l.765",
    denominateur="présences commencées",
)
def presences_a_confirmer(releve: Releve) -> Proportion:
    """Présences closes par l'horloge, pas encore confirmées : en attente, jamais absentes."""
    every = list(releve.lignes(PRESENCES))
    doubtful = sum(line.n for line in every if line.a_confirmer and not line.en_cours)
    return Proportion(doubtful, sum(line.n for line in every))


def _share(releve: Releve, inside: Callable[[LigneTemps], bool]) -> Proportion:
    every = list(releve.lignes(TEMPS))
    return Proportion(
        sum(line.minutes for line in every if inside(line)), sum(line.minutes for line in every)
    )
