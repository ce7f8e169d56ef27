"""The week, or the month, that leaves next: where it stands, what each comité would read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.casework.point import actes, annonces, heures, mots, semaines
from bot.casework.point.actes import ChiffresLus
from bot.documents import documents
from bot.domain.mois import frequence, frequence_of
from bot.domain.releve import releve
from bot.domain.semaine import Semaine
from bot.domain.vies.point import EN_ATTENTE, RELUS
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Beforehand, Option
from bot.feature import redite
from bot.feature.contract import Context
from storage import points
from storage.models import MENSUEL, PointHebdo

REPRENDRE: Final = "reprendre"
KEPT: Final = "g"
SINCE: Final = 8
"""How many back a kept one is still shown."""
PREVIEW: Final = "👁 Voir ce que lira chaque comité"
POINT_ID: Final = Beforehand[int]("point")
"""The week, or the month, that a button named (row id)."""


def coming(context: Context, sorte: type[Semaine] = Semaine) -> Semaine | None:
    """The one that leaves next; None where nobody would read it."""
    semaine = heures.to_reread(context.programme, context.now, sorte)
    return semaine if semaines.counts(context.tx, context.programme, semaine) else None


def suits(context: Context, sorte: type[Semaine] = Semaine) -> bool:
    return coming(context, sorte) is not None


def row_of(context: Context, sorte: type[Semaine] = Semaine) -> PointHebdo:
    """Its row, made now if nobody spoke of it yet. Raises LookupError where nobody reads it."""
    semaine = coming(context, sorte)
    if semaine is None:
        raise LookupError("none is read before the team begins, nor after the convention")
    return actes.opened(context, semaine)


def facts(context: Context, _answers: Answers, sorte: type[Semaine] = Semaine) -> Facts:
    """Before anybody spoke of it, it has no row: nothing is written to look at it."""
    semaine = coming(context, sorte)
    row = points.of_period(context.tx, context.programme.id, semaine) if semaine else None
    lines = [*annonces.moved_lines(row), *annonces.state(context, row)] if row else []
    return {
        "titre": mots.titre(semaine) if semaine else "",
        "lignes": lines,
        "gestes": _gestes(context, row, sorte),
    }


def _gestes(context: Context, row: PointHebdo | None, sorte: type[Semaine]) -> tuple[Option, ...]:
    waiting = annonces.texts_waiting(context)
    validated = row is not None and row.statut in RELUS
    validate = (
        Option(REPRENDRE, "↩️ Annuler la validation")
        if validated
        else Option(annonces.VALIDER, "✅ Valider")
    )
    texts = (Option(annonces.TEXTES, annonces.to_reread(waiting)),) if waiting else ()
    return (
        validate,
        Option(annonces.RETENIR, "✍️ À retenir"),
        *texts,
        *((Option(annonces.ZOOM, annonces.CLOSER),) if _may_look_closer(row, sorte) else ()),
        Option(annonces.VOIR, PREVIEW),
        *(Option(f"{KEPT}{one.id}", _unsent(one)) for one in _kept(context, sorte)),
    )


def _may_look_closer(row: PointHebdo | None, sorte: type[Semaine]) -> bool:
    return annonces.may_look_closer(row) if row else frequence_of(sorte) == MENSUEL


def kept(context: Context, geste: str, sorte: type[Semaine]) -> PointHebdo | None:
    """The one that a breakdown kept, behind « g12 »."""
    return next((one for one in _kept(context, sorte) if f"{KEPT}{one.id}" == geste), None)


def _kept(context: Context, sorte: type[Semaine]) -> list[PointHebdo]:
    since = sorte.of(context.now).shifted(-SINCE).lundi
    return points.kept(context.tx, context.programme.id, frequence_of(sorte), since)


def _unsent(row: PointHebdo) -> str:
    return f"⚠️ {annonces.period_of(row)} : gardé, non envoyé"


def is_open(row: PointHebdo) -> bool:
    """Whether something may still be changed of it."""
    return row.statut in EN_ATTENTE


def copies(context: Context, semaine: Semaine) -> dict[str, Mapping[str, Any]]:
    """What each comité would read of it, were it validated as it is, by its slug."""
    document = documents()[f"point_{frequence(semaine)}"]
    found = document.compose(context, semaine)
    return {one.contenu["comite"]["slug"]: one.contenu for one in found}


def figures(context: Context, row: PointHebdo) -> ChiffresLus:
    """What each comité would read in figures: its words are not among them."""
    return {
        slug: releve(redite.plain(actes.bare(contenu)))
        for slug, contenu in copies(context, points.periode(row)).items()
    }
