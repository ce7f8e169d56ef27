"""The week that leaves next, where it stands, and what each comité would read of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.casework.point import actes, annonces, heures, semaines
from bot.casework.point.actes import ChiffresLus
from bot.documents import documents
from bot.domain.releve import releve
from bot.domain.semaine import Semaine
from bot.domain.vies.point import EN_ATTENTE, RELUS
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Beforehand, Option
from bot.feature.contract import Context
from bot.words import day_of_month, ordinal
from storage import points
from storage.models import PointHebdo

REPRENDRE: Final = "reprendre"
KEPT: Final = "g"
SINCE: Final = 8
"""Weeks back of which a kept one is still shown."""
PREVIEW: Final = "👁 Voir ce que lira chaque comité"
POINT_ID: Final = Beforehand[int]("point")
"""The week that a button named (row id)."""


def week(context: Context) -> Semaine | None:
    """The one that leaves next; None where nobody would read it."""
    semaine = heures.to_reread(context.programme, context.now)
    return semaine if semaines.counts(context.tx, context.programme, semaine) else None


def suits(context: Context) -> bool:
    return week(context) is not None


def row_of(context: Context) -> PointHebdo:
    """Its row, made now if nobody spoke of it yet. Raises LookupError where nobody reads it."""
    semaine = week(context)
    if semaine is None:
        raise LookupError("no week is read before the team begins, nor after the convention")
    return actes.opened(context, semaine)


def facts(context: Context, _answers: Answers) -> Facts:
    """Before anybody spoke of that week, it has no row: nothing is written to look at it."""
    semaine = week(context)
    row = points.of_week(context.tx, context.programme.id, semaine.lundi) if semaine else None
    lines = [*annonces.moved_lines(row), *annonces.state(context, row)] if row else []
    return {
        "titre": _title(semaine) if semaine else "",
        "lignes": lines,
        "gestes": _gestes(context, row),
    }


def _gestes(context: Context, row: PointHebdo | None) -> tuple[Option, ...]:
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
        Option(annonces.VOIR, PREVIEW),
        *(Option(f"{KEPT}{one.id}", _unsent(one)) for one in _kept(context)),
    )


def kept(context: Context, geste: str) -> PointHebdo | None:
    """The week that a breakdown kept, behind « g12 »."""
    return next((one for one in _kept(context) if f"{KEPT}{one.id}" == geste), None)


def _kept(context: Context) -> list[PointHebdo]:
    since = Semaine.of(context.now).shifted(-SINCE).lundi
    return points.kept(context.tx, context.programme.id, since)


def _unsent(row: PointHebdo) -> str:
    return f"⚠️ Semaine {Semaine(row.lundi).numero} : gardée, non envoyée"


def is_open(row: PointHebdo) -> bool:
    """Whether something may still be changed of it."""
    return row.statut in EN_ATTENTE


def copies(context: Context, semaine: Semaine) -> dict[str, Mapping[str, Any]]:
    """What each comité would read of that week, were it validated as it is, by its label."""
    document = documents()["point_hebdo"]
    found = document.compose(context, semaine)
    return {one.contenu["comite"]["slug"]: one.contenu for one in found}


def plain(contenu: Mapping[str, Any]) -> str:
    """The letter in plain text."""
    return documents()["point_hebdo"].formats["txt"](contenu).decode()


def figures(context: Context, row: PointHebdo) -> ChiffresLus:
    """What each comité would read in figures: its words are not among them."""
    return {
        slug: releve(plain(actes.bare(contenu)))
        for slug, contenu in copies(context, Semaine(row.lundi)).items()
    }


def _title(semaine: Semaine) -> str:
    """« Point hebdo, semaine 47, du 16 au 22 novembre »."""
    first, last = semaine.lundi, semaine.dimanche
    start = ordinal(first) if first.month == last.month else day_of_month(first)
    return f"Point hebdo, semaine {semaine.numero}, du {start} au {day_of_month(last)}"
