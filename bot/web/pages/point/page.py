"""A point, weekly or monthly, as each comité will read it: read only, for the coordination."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.casework.point.mots import le_point
from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.domain.mois import frequence
from bot.domain.semaine import Semaine
from bot.domain.vies.point import EN_ATTENTE, RELUS, StatutPoint
from bot.feature.page import Beside, Fichier, Notice, Page, PageVisit, Signed
from bot.web.pages import equipe, points_lus
from digests import figes, imprime
from digests.contract import Snapshot
from digests.figes import frozen
from digests.words import week_title
from storage import points
from storage.dispositif import Comite
from storage.machine.db import Tx
from storage.models import POINT, PointHebdo
from storage.programme import Programme
from storage.work import Work

TOO_OLD: Final = Notice(
    410,
    "Ce lien a expiré",
    "Il valait deux semaines. Ouvrez 📰 Point hebdo, ou 📚 Points partis, dans Carnet de rue : "
    "vous en recevrez un autre.",
)
GONE: Final = Notice(410, "Point introuvable", "Ce point n'est plus gardé.")


def view(visit: PageVisit) -> Beside | Notice | None:
    """Every comité's letter, in the order of the file, as it would leave now."""
    row = visit.tx.get(PointHebdo, visit.id)
    programme = visit.programmes.get(row.dispositif_id) if row else None
    if row is None or programme is None:
        return None
    if not equipe.is_theirs(visit, programme.id):
        return equipe.LEFT
    semaine = points.periode(row)
    said = {
        "nom": programme.config.nom,
        "slug": programme.config.slug,
        "point": le_point(semaine),
        "semaine": week_title(semaine),
        "parti": row.statut == StatutPoint.PARTI,
        "en_attente": row.statut in EN_ATTENTE,
        "valide": row.statut in RELUS,
    }
    letters = [
        partial(_letter, programme, visit.now, comite, semaine)
        for comite in _comites(visit, programme, row)
    ]
    return Beside(lambda tx: said | {"points": points_lus.shown(one(tx) for one in letters)})


def _comites(visit: PageVisit, programme: Programme, row: PointHebdo) -> list[Comite]:
    """Who reads it; once it left, those to whom it did."""
    gone = row.statut == StatutPoint.PARTI and points.readers(visit.tx, row)
    comites = programme.config.lecteurs(frequence(points.periode(row)))
    return [one for one in comites if not gone or one.slug in gone]


def _letter(
    programme: Programme, now: datetime, comite: Comite, semaine: Semaine, tx: Tx
) -> Snapshot:
    return figes.as_read(Work(tx, programme, now), comite, semaine)


def files(visit: PageVisit) -> Sequence[Fichier]:
    """The PDF of each of them, in their order."""
    row = visit.tx.get(PointHebdo, visit.id)
    programme = visit.programmes.get(row.dispositif_id) if row else None
    if row is None or programme is None or not equipe.is_theirs(visit, programme.id):
        return []
    semaine = points.periode(row)
    return [
        Fichier(
            f"{comite.slug}_{semaine.label}.pdf",
            "application/pdf",
            partial(_printed, programme, visit.now, comite, semaine),
            long=frozen(visit.tx, programme, comite.slug, semaine) is None,
        )
        for comite in _comites(visit, programme, row)
    ]


def _printed(
    programme: Programme, now: datetime, comite: Comite, semaine: Semaine, tx: Tx
) -> bytes:
    return imprime.pdf(_letter(programme, now, comite, semaine, tx))


PAGE: Final = Page(
    path="/point/{token}",
    guard=Signed(
        sujet=POINT,
        salt="point-v1",
        life=timedelta(days=14),
        expired=TOO_OLD,
        lost=any_message,
    ),
    droit=Droit.VALIDER_POINT_HEBDO,
    template="bot/web/pages/point/page.html.jinja",
    shows=view,
    gone=GONE,
    fichiers=files,
)
