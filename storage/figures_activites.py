"""Figures of what a mission does beside hours, encounters and signalements, by site.

One statement for all of them: each table gives its lines of the window, counted by the words that
some figure tells apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Table,
    and_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy import cast as as_type

from bot.domain.vies.relais import EFFECTIFS, SILENCES, ActeRelais
from storage.figures import SITES, Bornes, how_many
from storage.machine.base import Instant
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
EFFECTIF: Final = "effectif"

ParSite = dict[int, tuple[int, int]]
"""By site: how many, and how many of these turned out well."""
_SINCE, _UNTIL = (bindparam(name, type_=Instant()) for name in ("b_since", "b_until"))
_NONE: Final = literal("")


@dataclass(frozen=True, slots=True)
class Ligne:
    """So many entries of one kind on one site, alike by these words."""

    site: int
    mot: str
    suite: str
    n: int
    premier: int
    """The row id of the first of them."""


@dataclass(frozen=True, slots=True)
class Activites:
    """By kind of entry, what was noted in a window."""

    lignes: Mapping[str, Sequence[Ligne]]

    def of(self, quoi: str) -> Sequence[Ligne]:
        """The lines of one kind, in the order they were begun."""
        return sorted(self.lignes.get(quoi, ()), key=lambda ligne: ligne.premier)

    def total(self, quoi: str) -> int:
        """How many of one kind."""
        return sum(ligne.n for ligne in self.lignes.get(quoi, ()))

    def by_site(
        self,
        quoi: str,
        *,
        mots: Collection[str] | None = None,
        well: Callable[[Ligne], bool] = lambda _ligne: True,
    ) -> ParSite:
        """How many by site (of these `mots`, when given), and how many of them turned out well."""
        found: ParSite = {}
        for ligne in self.lignes.get(quoi, ()):
            if mots is None or ligne.mot in mots:
                n, good = found.get(ligne.site, (0, 0))
                found[ligne.site] = (n + ligne.n, good + (ligne.n if well(ligne) else 0))
        return found


def activites(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> Activites:
    """Everything that was noted on these sites in the window."""
    lines: defaultdict[str, list[Ligne]] = defaultdict(list)
    values = {"b_sites": sites, "b_since": fenetre[0], "b_until": fenetre[1]}
    for quoi, *line in tx.connection().execute(_EVERYTHING, values):
        lines[quoi].append(Ligne(*line))
    return Activites(lines)


def _table(model: Any) -> Table:
    return cast(Table, model.__table__)


def _inside(moment: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(moment >= _SINCE, moment < _UNTIL)


def _counted(
    quoi: str, table: Table, moment: str, mot: Any = _NONE, suite: Any = _NONE
) -> Select[Any]:
    """Lines of one table that were not deleted, by site and by these words."""
    words = [word for word in (mot, suite) if word is not _NONE]
    return (
        select(literal(quoi), table.c.site_id, mot, suite, func.count(), func.min(table.c.id))
        .where(table.c.site_id.in_(SITES), table.c.supprimee_le.is_(None))
        .where(_inside(table.c[moment]))
        .group_by(table.c.site_id, *words)
    )


def _entries(model: Any, *words: str) -> Select[Any]:
    table = _table(model)
    return _counted(table.name, table, "le", *(table.c[word] for word in words))


def _sollicitations() -> Select[Any]:
    """By what was answered, and by who began: older ones never said it."""
    table = _table(Sollicitation)
    began = func.coalesce(table.c.initiative, literal_column("''"))
    return _counted(table.name, table, "le", table.c.reponse, began)


def _ambiances(table: Table, moment: str) -> Select[Any]:
    """Every ambiance noted, 1 to 5: by an observation, or at the end of a presence."""
    noted = _counted("ambiance", table, moment, as_type(table.c.ambiance, String))
    return noted.where(table.c.ambiance.is_not(None))


def _news() -> Select[Any]:
    """Relais of which there was news: effectifs those taken up, by that news.

    Any deed on a relais that is closed closes it anew: one closed before had none since.
    """
    table, actes = _table(Relais), _table(RelaisActe)
    taken = how_many(actes.c.vers.in_(sorted(EFFECTIFS))).label("pris")
    news = (
        select(table.c.site_id, table.c.id, taken)
        .join(actes, actes.c.relais_id == table.c.id)
        .where(table.c.site_id.in_(SITES), table.c.supprimee_le.is_(None))
        .where(or_(table.c.clos_le.is_(None), table.c.clos_le >= _SINCE))
        .where(actes.c.acte.in_(sorted(NOUVELLES)), actes.c.defait_le.is_(None))
        .where(_inside(actes.c.le))
        .group_by(table.c.site_id, table.c.id)
        .subquery()
        .c
    )
    return select(
        literal("relais"),
        news.site_id,
        case((news.pris > 0, literal(EFFECTIF)), else_=_NONE),
        _NONE,
        literal(1),
        news.id,
    )


def _checks() -> Select[Any]:
    """Checks of accords that were answered, by what they found."""
    table, checks = _table(DossierMediation), _table(SuiviAccord)
    found = checks.c.resultat
    return (
        select(
            literal("accord"), table.c.site_id, found, _NONE, func.count(), func.min(checks.c.id)
        )
        .join(checks, checks.c.dossier_id == table.c.id)
        .where(table.c.site_id.in_(SITES), table.c.supprimee_le.is_(None))
        .where(found.in_((TENU, "en_partie", "rompu")), _inside(checks.c.fait_le))
        .group_by(table.c.site_id, found)
    )


def _told() -> Select[Any]:
    """What became of a signalement, told to the habitants (001 l.90)."""
    table, told = _table(Signalement), _table(RetourDonne)
    return (
        select(literal("retour"), table.c.site_id, _NONE, _NONE, func.count(), func.min(told.c.id))
        .join(told, told.c.signalement_id == table.c.id)
        .where(table.c.site_id.in_(SITES), _inside(told.c.le))
        .group_by(table.c.site_id)
    )


_EVERYTHING: Final = union_all(
    _sollicitations(),
    _entries(Conflit, "type", "issue"),
    _entries(ActionCollective, "type", "participants"),
    _entries(Observation),
    _entries(Preconisation),
    _entries(Etonnement),
    _counted("mediation", _table(DossierMediation), "ouvert_le"),
    _ambiances(_table(Observation), "le"),
    _ambiances(_table(Presence), "debut"),
    _news(),
    _checks(),
    _told(),
)
