"""Figures of what a mission does beside hours, encounters and signalements, by site."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, select

from bot.domain.vies.relais import EFFECTIFS, SILENCES, ActeRelais
from storage.figures import Bornes, how_many
from storage.machine.db import Tx
from storage.models import (
    ActionCollective,
    Conflit,
    DossierMediation,
    Etonnement,
    Observation,
    Preconisation,
    Presence,
    Relais,
    RelaisActe,
    RetourDonne,
    Signalement,
    Sollicitation,
    SuiviAccord,
)

NOUVELLES: Final = frozenset(ActeRelais) - SILENCES - {ActeRelais.CLORE}
"""Deeds that say what became of a person: a relais is verified by them (000 l.140)."""
TENU: Final = "tenu"

ParSite = dict[int, tuple[int, int]]
"""By site: how many, and how many of these turned out well."""


def sollicitations(
    tx: Tx, sites: Sequence[int], fenetre: Bornes, reponses: Collection[str]
) -> ParSite:
    """Requests that got one of these answers."""
    mine = Sollicitation.reponse.in_(reponses)
    query = (
        select(Sollicitation.site_id, func.count(), func.count())
        .where(*_conditions(Sollicitation, sites, fenetre), mine)
        .group_by(Sollicitation.site_id)
    )
    return _by_site(tx, query)


def relais(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> ParSite:
    """Relais of which there was news in the window; those taken up, by that news."""
    taken = how_many(RelaisActe.vers.in_(sorted(EFFECTIFS)))
    inner = (
        select(Relais.site_id, Relais.id, taken.label("pris"))
        .join(RelaisActe, RelaisActe.relais_id == Relais.id)
        .where(Relais.site_id.in_(sites), Relais.supprimee_le.is_(None))
        .where(RelaisActe.acte.in_(sorted(NOUVELLES)), _inside(RelaisActe.le, fenetre))
        .group_by(Relais.site_id, Relais.id)
        .subquery()
    )
    query = select(inner.c.site_id, func.count(), how_many(inner.c.pris > 0))
    return _by_site(tx, query.group_by(inner.c.site_id))


def conflits(
    tx: Tx, sites: Sequence[int], fenetre: Bornes, favorables: Collection[str], types: Any = ()
) -> ParSite:
    """Live conflicts (of these types, when given), and those whose outcome is among them."""
    calmed = how_many(Conflit.issue.in_(favorables))
    query = select(Conflit.site_id, func.count(), calmed).where(
        *_conditions(Conflit, sites, fenetre), *([Conflit.type.in_(types)] if types else [])
    )
    return _by_site(tx, query.group_by(Conflit.site_id))


def mediations(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> ParSite:
    """Dossiers opened in the window."""
    dossier = DossierMediation
    query = (
        select(dossier.site_id, func.count(), func.count())
        .where(dossier.site_id.in_(sites), dossier.supprimee_le.is_(None))
        .where(_inside(dossier.ouvert_le, fenetre))
        .group_by(dossier.site_id)
    )
    return _by_site(tx, query)


def accords(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> ParSite:
    """Checks of accords that were answered in the window, and those that found them kept."""
    dossier = DossierMediation
    answered = SuiviAccord.resultat.in_(("tenu", "en_partie", "rompu"))
    query = (
        select(dossier.site_id, func.count(), how_many(SuiviAccord.resultat == TENU))
        .join(SuiviAccord, SuiviAccord.dossier_id == dossier.id)
        .where(dossier.site_id.in_(sites), dossier.supprimee_le.is_(None), answered)
        .where(_inside(SuiviAccord.fait_le, fenetre))
        .group_by(dossier.site_id)
    )
    return _by_site(tx, query)


def actions(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> list[tuple[str, str]]:
    """(type, band of participants) of every collective action."""
    table = ActionCollective
    query = select(table.type, table.participants).where(*_conditions(table, sites, fenetre))
    return [(kind, band) for kind, band in tx.execute(query.order_by(table.id))]


def retours(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> int:
    """What became of a signalement, told to the habitants (001 l.90)."""
    query = (
        select(func.count(RetourDonne.id))
        .join(Signalement, Signalement.id == RetourDonne.signalement_id)
        .where(Signalement.site_id.in_(sites), _inside(RetourDonne.le, fenetre))
    )
    return tx.execute(query).scalar_one()


def ambiances(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> list[int]:
    """Every ambiance noted, 1 to 5: by an observation, or at the end of a presence."""
    in_observations = select(Observation.ambiance).where(
        *_conditions(Observation, sites, fenetre), Observation.ambiance.is_not(None)
    )
    in_presences = select(Presence.ambiance).where(
        Presence.site_id.in_(sites),
        Presence.supprimee_le.is_(None),
        Presence.ambiance.is_not(None),
        _inside(Presence.debut, fenetre),
    )
    return sorted(
        value
        for query in (in_observations, in_presences)
        for value in tx.scalars(query)
        if value is not None
    )


def entries(tx: Tx, table: Any, sites: Sequence[int], fenetre: Bornes) -> int:
    """How many entries of a table that describe no person: observation, préconisation…"""
    query = select(func.count(table.id)).where(*_conditions(table, sites, fenetre))
    return tx.execute(query).scalar_one()


COUNTED: Final[dict[str, Any]] = {
    "observation": Observation,
    "preconisation": Preconisation,
    "etonnement": Etonnement,
}


def _conditions(
    table: Any, sites: Sequence[int], fenetre: Bornes
) -> tuple[ColumnElement[bool], ...]:
    return (table.site_id.in_(sites), table.supprimee_le.is_(None), _inside(table.le, fenetre))


def _inside(moment: Any, fenetre: Bornes) -> ColumnElement[bool]:
    return and_(moment >= fenetre[0], moment < fenetre[1])


def _by_site(tx: Tx, query: Any) -> ParSite:
    return {site: (n, well) for site, n, well in tx.execute(query)}
