"""Direct requests: how many came, and how long they waited (001 l.36, 002 l.37)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Table, or_, select

from storage.indicateurs.contrat import (
    SUIVI,
    Mediane,
    Nombre,
    Repartition,
    Unite,
    indicateur,
    median,
    shared_out,
)
from storage.indicateurs.releve import Durable, Recolte, Releve
from storage.indicateurs.vies import SANS_LIEU, SINCE, UNTIL, days, lived, whole, within
from storage.models import Demande

_D = cast(Table, Demande.__table__)


class LigneDemande(NamedTuple):
    """One request; `decidee_le`: when it was first answered."""

    objet: str
    origine: str
    recue_le: datetime
    decidee_le: datetime | None


def _demandes(recolte: Recolte) -> Mapping[int, Sequence[LigneDemande]]:
    """Those of the programme, by site: some name none."""
    mine = (
        select(*(_D.c.site_id, _D.c.id, _D.c.objet, _D.c.origine, _D.c.recue_le, _D.c.decidee_le))
        .where(_D.c.dispositif_id == recolte.programme.id, _D.c.supprimee_le.is_(None))
        .where(_D.c.recue_le < UNTIL)
        .where(or_(_D.c.recue_le >= SINCE, _D.c.decidee_le.is_(None), _D.c.decidee_le >= SINCE))
        .order_by(_D.c.id)
    )
    return lived(recolte, mine, _one)


def _one(rows: Sequence[Any]) -> LigneDemande:
    return LigneDemande(*rows[0][2:])


DEMANDES: Final = Durable(_demandes)


@indicateur(
    *("demandes", "Demandes directes reçues", SUIVI, Unite.NOMBRE),
    source="001 l.36",
)
def demandes(releve: Releve) -> Repartition:
    """Demandes reçues pendant la période, par objet ; sans lieu, elles sont au programme seul."""
    return shared_out(
        (line.objet, 1) for line in _of(releve) if within(line.recue_le, releve.bornes)
    )


@indicateur(
    *("demandes-en-attente", "Demandes sans réponse", SUIVI, Unite.NOMBRE),
    source="001 l.36",
)
def demandes_en_attente(releve: Releve) -> Nombre:
    """Demandes reçues avant la fin de la période, auxquelles personne n'avait encore répondu."""
    fin = releve.bornes[1]
    waiting = (
        line
        for line in _of(releve)
        if line.recue_le < fin and (line.decidee_le is None or line.decidee_le >= fin)
    )
    return Nombre(sum(1 for _line in waiting))


@indicateur(
    *("delai-demande", "Délai de réponse aux demandes", SUIVI, Unite.JOURS),
    source="G15 ; proposé (002 l.37)",
)
def delai_demande(releve: Releve) -> Mediane:
    """Médiane des jours entre la demande et la première réponse donnée pendant la période."""
    return median(
        days(line.decidee_le - line.recue_le)
        for line in _of(releve)
        if line.decidee_le and within(line.decidee_le, releve.bornes)
    )


def _of(releve: Releve) -> Iterator[LigneDemande]:
    """Those of these sites; of the whole programme, those that name none too."""
    yield from releve.durables(DEMANDES)
    if whole(releve):
        yield from releve.recolte.followed(DEMANDES).get(SANS_LIEU, ())
