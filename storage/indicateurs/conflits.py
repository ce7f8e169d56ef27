"""Conflicts handled on the spot, and mediations that take weeks (000 l.130, 001 l.86)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Table, or_, select

from bot.domain.vies.mediation import SANS_ACCORD, EtatConnu
from storage.figures import SITES
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
from storage.indicateurs.lignes import noted
from storage.indicateurs.releve import Durable, Recolte, Releve
from storage.indicateurs.vies import SINCE, UNTIL, happened, lived, within
from storage.mediations import SANS_OBJET, SANS_REPONSE
from storage.models import Conflit, DossierMediation, SuiviAccord

TENU: Final = "tenu"
_SLACK: Final = timedelta(days=2)
_D = cast(Table, DossierMediation.__table__)
_S = cast(Table, SuiviAccord.__table__)
_LIVES: Final = (
    select(
        *(_D.c.site_id, _D.c.id, _D.c.type, _D.c.statut),
        *(_D.c.ouvert_le, _D.c.accord_le, _D.c.clos_le),
        *(_S.c.etape, _S.c.prevu_le, _S.c.fait_le, _S.c.resultat),
    )
    .outerjoin(_S, _S.c.dossier_id == _D.c.id)
    .where(_D.c.site_id.in_(SITES), _D.c.supprimee_le.is_(None), _D.c.ouvert_le < UNTIL)
    .where(or_(_D.c.clos_le.is_(None), _D.c.clos_le >= SINCE))
    .order_by(_D.c.id, _S.c.id)
)


class LigneConflit(NamedTuple):
    """Live conflicts alike by these words."""

    tranche: str
    type: str
    issue: str
    stade: str | None
    parties: str | None
    service: str | None
    n: int


class Controle(NamedTuple):
    """One check of an accord: planned, then answered or made useless."""

    prevu_le: datetime
    fait_le: datetime | None
    resultat: str | None

    def answered(self, fin: datetime) -> bool:
        """Whether it was known by then."""
        useless = self.resultat in (None, SANS_OBJET, SANS_REPONSE)
        return not useless and self.fait_le is not None and self.fait_le < fin


class LigneMediation(NamedTuple):
    """One deferred mediation; `accords`: the checks of each, in their order."""

    type: str
    statut: str
    ouvert_le: datetime
    accord_le: datetime | None
    clos_le: datetime | None
    accords: tuple[tuple[Controle, ...], ...]

    def etat(self, fin: datetime) -> EtatConnu:
        """How it stood then; one that was taken up again counts as never interrupted."""
        if self.clos_le and self.clos_le < fin and self.statut in SANS_ACCORD:
            return EtatConnu.SANS_ACCORD
        agreed = self.accord_le is not None and self.accord_le < fin
        return EtatConnu.ACCORD if agreed else EtatConnu.EN_COURS


def _mediations(recolte: Recolte) -> Mapping[int, Sequence[LigneMediation]]:
    longest = timedelta(days=max(recolte.programme.config.reglages.suivi_accord_jours)) + _SLACK
    return lived(recolte, _LIVES, _one, longest)


def _one(rows: Sequence[Any]) -> LigneMediation:
    accords = _accords(row[7:] for row in rows if row[7])
    return LigneMediation._make([*rows[0][2:7], tuple(accords)])


def _accords(checks: Iterable[Sequence[Any]]) -> Iterator[tuple[Controle, ...]]:
    """The checks of each accord (« j15 », « j30 », then « j15-2 »), but of one taken back."""
    by_rank = sorted(checks, key=lambda check: check[0].partition("-")[2])
    for _rank, mine in groupby(by_rank, key=lambda check: check[0].partition("-")[2]):
        accord = sorted((Controle(*check[1:]) for check in mine), key=lambda one: one.prevu_le)
        if any(one.resultat != SANS_OBJET for one in accord):
            yield tuple(accord)


CONFLITS: Final = noted(
    LigneConflit, Conflit, *("tranche", "type", "issue", "stade", "parties", "service")
)
MEDIATIONS: Final = Durable(_mediations)


@indicateur(
    *("conflits", "Conflits traités", SUIVI, Unite.NOMBRE),
    source="000 l.130",
    sensible=Sensible.PUBLIC,
)
def conflits(releve: Releve) -> Repartition:
    """Conflits en direct et dossiers de médiation ouverts pendant la période, par type."""
    opened = [
        (one.type, 1)
        for one in releve.durables(MEDIATIONS)
        if within(one.ouvert_le, releve.bornes)
    ]
    return shared_out([*((one.type, one.n) for one in releve.lignes(CONFLITS)), *opened])


@indicateur(
    *("conflits-directs", "Conflits en direct par type", SUIVI, Unite.NOMBRE),
    source="000 l.130 ; 001 l.86",
    sensible=Sensible.PUBLIC,
)
def conflits_directs(releve: Releve) -> Repartition:
    """Conflits traités sur place, par type."""
    return shared_out((line.type, line.n) for line in releve.lignes(CONFLITS))


@indicateur(
    *("conflits-issues", "Conflits en direct par issue", SUIVI, Unite.NOMBRE),
    source="000 l.130",
    sensible=Sensible.PUBLIC,
)
def conflits_issues(releve: Releve) -> Repartition:
    """Conflits traités sur place, par issue notée en partant."""
    return shared_out((line.issue, line.n) for line in releve.lignes(CONFLITS))


@indicateur(
    *("conflits-stades", "Conflits en direct par stade", SUIVI, Unite.NOMBRE),
    source="000 l.108",
    sensible=Sensible.PUBLIC,
)
def conflits_stades(releve: Releve) -> Repartition:
    """Conflits traités sur place dont le stade est noté : naissant, avéré, ancré."""
    return shared_out((line.stade, line.n) for line in releve.lignes(CONFLITS) if line.stade)


@indicateur(
    *("conflits-nature", "Conflits en direct par nature", SUIVI, Unite.NOMBRE),
    source="000 l.130 ; G01",
    sensible=Sensible.PUBLIC,
)
def conflits_nature(releve: Releve) -> Repartition:
    """Conflits traités sur place dont on sait entre qui : personnes, institution, groupes."""
    return shared_out((line.parties, line.n) for line in releve.lignes(CONFLITS) if line.parties)


@indicateur(
    *("conflits-services", "Relais passés en conflit", SUIVI, Unite.NOMBRE),
    source="000 l.130 ; G03",
    sensible=Sensible.PUBLIC,
)
def conflits_services(releve: Releve) -> Repartition:
    """Conflits traités sur place dont le relais est passé à un service, par service."""
    return shared_out((line.service, line.n) for line in releve.lignes(CONFLITS) if line.service)


@indicateur(
    *("conflits-apaises", "Conflits apaisés", EVALUATION, Unite.NOMBRE),
    source="proposé (001 l.34)",
    denominateur="conflits traités sur place",
    sensible=Sensible.PUBLIC,
)
def conflits_apaises(releve: Releve) -> Proportion:
    """Conflits sur place dont l'issue est favorable, sur tous ; « pour l'instant » n'y est pas."""
    issues = releve.programme.config.listes.get("issues", ())
    calm = {line.slug for line in issues if line.favorable}
    lines = list(releve.lignes(CONFLITS))
    return Proportion(
        sum(line.n for line in lines if line.issue in calm), sum(line.n for line in lines)
    )


@indicateur(
    *("mediations-ouvertes", "Médiations ouvertes", SUIVI, Unite.NOMBRE),
    source="001 l.86",
    sensible=Sensible.PUBLIC,
)
def mediations_ouvertes(releve: Releve) -> Nombre:
    """Dossiers de médiation ouverts pendant la période."""
    return happened(releve, (line.ouvert_le for line in releve.durables(MEDIATIONS)))


@indicateur(
    *("mediations-closes", "Médiations closes", SUIVI, Unite.NOMBRE),
    source="001 l.86",
    sensible=Sensible.PUBLIC,
)
def mediations_closes(releve: Releve) -> Nombre:
    """Dossiers clos pendant la période : accord vérifié jusqu'au bout, refus ou abandon."""
    return happened(releve, (line.clos_le for line in releve.durables(MEDIATIONS)))


@indicateur(
    *("mediations-etats", "Médiations par état", SUIVI, Unite.NOMBRE),
    source="001 l.86 ; §4.7",
    sensible=Sensible.PUBLIC,
)
def mediations_etats(releve: Releve) -> Repartition:
    """Dossiers qui ont vécu dans la période, par état à sa fin : en cours, accord, sans accord."""
    debut, fin = releve.bornes
    return shared_out(
        (line.etat(fin), 1)
        for line in releve.durables(MEDIATIONS)
        if line.ouvert_le < fin and (line.clos_le is None or line.clos_le >= debut)
    )


@indicateur(
    *("accords-obtenus", "Accords obtenus", SUIVI, Unite.NOMBRE),
    source="001 l.86",
    sensible=Sensible.PUBLIC,
)
def accords_obtenus(releve: Releve) -> Nombre:
    """Dossiers dont les parties se sont accordées pendant la période."""
    return happened(releve, (line.accord_le for line in releve.durables(MEDIATIONS)))


@indicateur(
    *("accords-verifies", "Accords vérifiés", SUIVI, Unite.NOMBRE),
    source="001 l.86",
    denominateur="vérifications d'accord qui ont eu une réponse pendant la période",
    sensible=Sensible.PUBLIC,
)
def accords_verifies(releve: Releve) -> Proportion:
    """Vérifications qui ont trouvé l'accord tenu, sur celles qui ont eu une réponse."""
    fin = releve.bornes[1]
    answers = [
        check.resultat
        for accord in _of(releve)
        for check in accord
        if check.answered(fin) and within(check.fait_le, releve.bornes)
    ]
    return Proportion(answers.count(TENU), len(answers))


@indicateur(
    *("accords-tenus", "Accords tenus", EVALUATION, Unite.NOMBRE),
    source="001 l.86",
    denominateur="accords dont la dernière vérification (J+30) tombait dans la période",
    sensible=Sensible.PUBLIC,
)
def accords_tenus(releve: Releve) -> Proportion:
    """Accords tenus à J+30, sur ceux arrivés à ce jour : rompus avant ou sans réponse compris."""
    fin = releve.bornes[1]
    last = [accord[-1] for accord in _of(releve) if within(accord[-1].prevu_le, releve.bornes)]
    return Proportion(
        sum(1 for check in last if check.resultat == TENU and check.answered(fin)), len(last)
    )


def _of(releve: Releve) -> Iterator[tuple[Controle, ...]]:
    """The checks of each accord that lived in the reading."""
    for line in releve.durables(MEDIATIONS):
        yield from line.accords
