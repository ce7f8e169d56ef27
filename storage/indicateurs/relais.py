"""Relais: opened, verified, effective, continued, and what nobody knows (000 l.140, 001 l.80).

A share is made of relais whose check fell due in the period, whatever day they were opened on:
none is asked for before its time, and one that nobody checked weighs in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Table, or_, select

from bot.domain.vies.relais import EFFECTIFS, OPEN, SILENCES, ActeRelais, StatutRelais, in_days
from bot.domain.vies.vie import DEFAIRE
from storage.figures import SITES, Bornes
from storage.indicateurs.contrat import (
    EVALUATION,
    SUIVI,
    Nombre,
    Proportion,
    Repartition,
    Sensible,
    Unite,
    indicateur,
    shared_out,
)
from storage.indicateurs.releve import Durable, Recolte, Releve
from storage.indicateurs.vies import (
    SINCE,
    UNTIL,
    ActeVecu,
    etapes_of,
    happened,
    lived,
    standing,
    within,
)
from storage.models import Relais, RelaisActe

NOUVELLES: Final = frozenset(ActeRelais) - SILENCES - {ActeRelais.CLORE}
"""Deeds that say what became of a person: a relais is verified by them."""
INCONNUS: Final = frozenset({StatutRelais.PAS_DE_NOUVELLES, StatutRelais.SANS_NOUVELLES_CLOS})
EFFECTIF, AUTRE_SUITE = "effectif", "autre-suite"
SANS_NOUVELLES, PAS_VERIFIE = "sans-nouvelles", "pas-verifie"
ISSUES: Final = (EFFECTIF, AUTRE_SUITE, SANS_NOUVELLES, PAS_VERIFIE)
_SLACK: Final = timedelta(days=2)
_R = cast(Table, Relais.__table__)
_A = cast(Table, RelaisActe.__table__)
_LIVES: Final = (
    select(
        *(_R.c.site_id, _R.c.id, _R.c.domaine, _R.c.partenaire, _R.c.ouvert_le),
        *(_R.c.statut, _R.c.verifier_le, _A.c.acte, _A.c.vers, _A.c.le, _A.c.defait_le),
        _A.c.avant,
    )
    .outerjoin(_A, _A.c.relais_id == _R.c.id)
    .where(_R.c.site_id.in_(SITES), _R.c.supprimee_le.is_(None), _R.c.ouvert_le < UNTIL)
    .where(or_(_R.c.clos_le.is_(None), _R.c.clos_le >= SINCE))
    .order_by(_R.c.id, _A.c.id)
)


class LigneRelais(NamedTuple):
    """One relais and its life; `verifications`: from when on, when its check was planned."""

    domaine: str
    partenaire: str | None
    ouvert_le: datetime
    etapes: tuple[ActeVecu, ...]
    verifications: tuple[tuple[datetime, datetime | None], ...]
    """(until that instant, when it was to be checked), oldest first."""
    verifier_le: datetime | None

    def statut(self, fin: datetime) -> str:
        """How it stood then."""
        done = [one.vers for one in standing(self.etapes, fin)]
        return done[-1] if done else StatutRelais.TRANSMIS

    def due(self, fin: datetime) -> datetime | None:
        """When it was to be checked, as it was planned then."""
        return next((due for until, due in self.verifications if until >= fin), self.verifier_le)

    def verified(self, fin: datetime) -> bool:
        return any(one.acte in NOUVELLES for one in standing(self.etapes, fin))

    def news(self, bornes: Bornes) -> list[str]:
        """What the news that came between these instants made of it."""
        done = standing(self.etapes, bornes[1])
        return [one.vers for one in done if one.acte in NOUVELLES and one.le >= bornes[0]]

    def issue(self, fin: datetime) -> str:
        """What was known of it then: one of `ISSUES`."""
        statut = self.statut(fin)
        if statut in EFFECTIFS:
            return EFFECTIF
        if statut in INCONNUS:
            return SANS_NOUVELLES
        return AUTRE_SUITE if self.verified(fin) else PAS_VERIFIE

    def effectif_le(self, fin: datetime) -> datetime | None:
        """Since when it is really taken up, if it is."""
        return next((one.le for one in standing(self.etapes, fin) if one.vers in EFFECTIFS), None)


def _relais(recolte: Recolte) -> Mapping[int, Sequence[LigneRelais]]:
    rules = recolte.programme.config.suivi_relais
    longest = timedelta(days=max(rules.verifier_jours, rules.continuite_jours)) + _SLACK
    return lived(recolte, _LIVES, _one, longest)


def _one(rows: Sequence[Any]) -> LigneRelais:
    _site, _id, domaine, partenaire, ouvert_le, _statut, verifier_le, *_ = rows[0]
    steps = (one for one in etapes_of(rows, 7) if one.acte != DEFAIRE)
    planned = tuple((row[9], _planned(row[11])) for row in rows if row[11])
    return LigneRelais(domaine, partenaire, ouvert_le, tuple(steps), planned, verifier_le)


def _planned(avant: Mapping[str, Any]) -> datetime | None:
    """When it was to be checked before that deed (`storage.avant`)."""
    text = avant.get("verifier_le")
    return datetime.fromisoformat(text) if text else None


RELAIS: Final = Durable(_relais)


@indicateur(
    *("relais-ouverts", "Relais ouverts", SUIVI, Unite.NOMBRE),
    source="000 l.140",
    sensible=Sensible.PUBLIC,
)
def relais_ouverts(releve: Releve) -> Nombre:
    """Relais transmis à un partenaire pendant la période ; les relais retirés n'y sont pas."""
    return happened(releve, (line.ouvert_le for line in releve.durables(RELAIS)))


@indicateur(
    *("relais-domaines", "Relais ouverts par domaine", SUIVI, Unite.NOMBRE),
    source="000 l.140",
    sensible=Sensible.PUBLIC,
)
def relais_domaines(releve: Releve) -> Repartition:
    """Relais ouverts pendant la période, par domaine."""
    lines = releve.durables(RELAIS)
    return shared_out((line.domaine, 1) for line in lines if within(line.ouvert_le, releve.bornes))


@indicateur(
    *("relais-avec-nouvelles", "Relais dont on a eu des nouvelles", SUIVI, Unite.NOMBRE),
    source="000 l.140",
    denominateur="relais dont une réponse a dit quelque chose pendant la période",
    sensible=Sensible.PUBLIC,
)
def relais_avec_nouvelles(releve: Releve) -> Proportion:
    """Relais que les nouvelles de la période disent pris en charge, sur ceux qui en ont eu, quel
    que soit leur âge."""
    news = [found for line in releve.durables(RELAIS) if (found := line.news(releve.bornes))]
    return Proportion(sum(1 for found in news if set(found) & EFFECTIFS), len(news))


@indicateur(
    *("relais-issues", "Relais à échéance, par issue", SUIVI, Unite.NOMBRE),
    source="000 l.140",
    sensible=Sensible.PUBLIC,
)
def relais_issues(releve: Releve) -> Repartition:
    """Relais dont la première vérification tombait dans la période, par ce qu'on en sait à sa
    fin : pris en charge, autre suite, sans nouvelles, pas encore vérifié."""
    fin = releve.bornes[1]
    return shared_out((line.issue(fin), 1) for line in due_in(releve))


@indicateur(
    *("relais-verifies", "Relais vérifiés", SUIVI, Unite.NOMBRE),
    source="000 l.140",
    denominateur="relais dont la première vérification tombait dans la période",
    sensible=Sensible.PUBLIC,
)
def relais_verifies(releve: Releve) -> Proportion:
    """Relais dont on sait quelque chose à la fin de la période, sur ceux arrivés à échéance."""
    return _share(releve, lambda line, fin: line.verified(fin))


@indicateur(
    *("relais-effectifs", "Relais effectifs", EVALUATION, Unite.NOMBRE),
    source="000 l.140",
    denominateur="relais dont la première vérification tombait dans la période, "
    "sans nouvelles compris",
    sensible=Sensible.PUBLIC,
)
def relais_effectifs(releve: Releve) -> Proportion:
    """Relais pris en charge à la fin de la période, sur les relais arrivés à échéance."""
    return _share(releve, lambda line, fin: line.statut(fin) in EFFECTIFS)


@indicateur(
    *("relais-sans-nouvelles", "Relais sans nouvelles", SUIVI, Unite.NOMBRE),
    source="000 l.140",
    denominateur="relais dont la première vérification tombait dans la période",
    sensible=Sensible.PUBLIC,
)
def relais_sans_nouvelles(releve: Releve) -> Proportion:
    """Relais vérifiés en vain ou clos sans nouvelles, sur les relais arrivés à échéance."""
    return _share(releve, lambda line, fin: line.statut(fin) in INCONNUS)


@indicateur(
    *("relais-continus", "Prises en charge continues", EVALUATION, Unite.NOMBRE),
    source="000 l.140 ; 001 l.80",
    denominateur="relais effectifs dont le délai de continuité tombait dans la période",
    sensible=Sensible.PUBLIC,
)
def relais_continus(releve: Releve) -> Proportion:
    """Relais toujours suivis à la dernière nouvelle, sur les relais effectifs depuis 30 jours."""
    bornes, jours = releve.bornes, releve.programme.config.suivi_relais.continuite_jours
    told = [
        line.statut(bornes[1])
        for line in releve.durables(RELAIS)
        if (since := line.effectif_le(bornes[1])) and within(in_days(jours, since), bornes)
    ]
    return Proportion(told.count(StatutRelais.SUIVI_CONFIRME), len(told))


@indicateur(
    *("relais-en-cours", "Relais en cours", SUIVI, Unite.NOMBRE),
    source="000 l.140",
    sensible=Sensible.PUBLIC,
)
def relais_en_cours(releve: Releve) -> Nombre:
    """Relais ouverts à la fin de la période, quel que soit leur âge."""
    return Nombre(sum(1 for _line in _open(releve)))


@indicateur(
    *("relais-en-retard", "Relais à vérifier en retard", SUIVI, Unite.NOMBRE),
    source="000 l.140",
    sensible=Sensible.PUBLIC,
)
def relais_en_retard(releve: Releve) -> Nombre:
    """Relais en cours à la fin de la période, dont le jour de vérification est passé."""
    fin = releve.bornes[1]
    dues = (line.due(fin) for line in _open(releve))
    return Nombre(sum(1 for due in dues if due and due < fin))


def _open(releve: Releve) -> Iterator[LigneRelais]:
    """Those that were open as the period ended."""
    fin = releve.bornes[1]
    for line in releve.durables(RELAIS):
        if line.ouvert_le < fin and line.statut(fin) in OPEN and not _given_up(line, fin):
            yield line


def _given_up(line: LigneRelais, fin: datetime) -> bool:
    """Closed by the clock after too many silences, in whatever state it was."""
    return any(one.acte == ActeRelais.CLORE for one in standing(line.etapes, fin)[-1:])


def due_in(releve: Releve) -> Iterator[LigneRelais]:
    """Those whose first check fell in the period."""
    jours = releve.programme.config.suivi_relais.verifier_jours
    for line in releve.durables(RELAIS):
        if within(in_days(jours, line.ouvert_le), releve.bornes):
            yield line


def _share(releve: Releve, holds: Callable[[LigneRelais, datetime], bool]) -> Proportion:
    fin = releve.bornes[1]
    every = list(due_in(releve))
    return Proportion(sum(1 for line in every if holds(line, fin)), len(every))
