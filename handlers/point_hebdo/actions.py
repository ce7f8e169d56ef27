"""A point validated, shown as each comité will read it, sent after a breakdown, or kept."""

from __future__ import annotations

from typing import Any, Final

from bot.buttons import Keyboard
from bot.casework.libelles import quand
from bot.casework.point import actes, annonces, mots
from bot.casework.point.annonces import CLASSER, ENVOYER, RETENIR, TEXTES, VALIDER, VOIR, ZOOM
from bot.domain.semaine import Semaine
from bot.domain.vies.point import ActePoint
from bot.domain.vies.vie import DejaFait, TransitionRefusee
from bot.engine.conditions import Answers, Facts
from bot.feature import redite
from bot.feature.contract import Context, Ending, Opening
from bot.feature.gestes import undoable
from bot.rendering import render_line
from handlers.point_hebdo import a_voir
from handlers.point_hebdo import facts as known
from storage import points
from storage.models import POINT, PointHebdo

DEED: Final = "point"
"""The kind of deed, whose row is a PointHebdo."""
ACTES: Final = {
    VALIDER: ActePoint.VALIDER,
    ENVOYER: ActePoint.ENVOYER,
    CLASSER: ActePoint.CLASSER,
    known.REPRENDRE: ActePoint.MODIFIER,
}
SENTENCES: Final = {
    VALIDER: "✅ {{ quand }} : validé. Il part {{ le }}.",
    ENVOYER: "📨 {{ quand }} : il part dans la minute, en disant qu'il est en retard.",
    CLASSER: "🚫 {{ quand }} : gardé, et envoyé à personne.",
    known.REPRENDRE: "↩️ {{ quand }} : il n'est plus validé.",
}
ALREADY: Final = "{{ quand }} : déjà fait{% if valide %}, validé {{ valide }}{% endif %}."
GONE: Final = "{{ quand }} : ce n'est plus possible, ce point est parti ou gardé."
SHOWN: Final = "👁 {{ quand }} : ce que lira chaque comité arrive dans un instant."
LINK: Final = (
    '👁 <a href="{{ lien }}">{{ point }}, comme chaque comité le lira</a>. '
    "Ce lien vaut deux semaines : ne le faites pas suivre."
)


def record(
    context: Context, answers: Answers, _facts: Facts, sorte: type[Semaine] = Semaine
) -> Ending:
    """From the screen of the week, or of the month."""
    kept = known.kept(context, answers["geste"], sorte)
    if kept is not None:
        return Ending({"conclusion": annonces.kept(kept)}, annonces.keyboard(context, kept))
    said, keyboard, opens = do(context, known.row_of(context, sorte), answers["geste"])
    return Ending({"conclusion": said}, keyboard, opens=opens)


def do(context: Context, row: PointHebdo, geste: str) -> tuple[str, Keyboard, Opening | None]:
    """What is said once done, its buttons, and the screen that takes its place."""
    if geste == TEXTES:
        return "", [], Opening("relecture")
    if geste == RETENIR and known.is_open(row):
        return "", [], Opening("a_retenir", known.POINT_ID.seed(row.id))
    if geste == ZOOM and annonces.may_look_closer(row):
        return "", [], Opening("zoom_du_mois", known.POINT_ID.seed(row.id))
    if geste == VOIR:
        show(context, row)
        return said(SHOWN, row), annonces.keyboard(context, row), None
    return *_decide(context, row, geste), None


def _decide(context: Context, row: PointHebdo, geste: str) -> tuple[str, Keyboard]:
    """Once: a colleague who was quicker is told of."""
    acte, before = ACTES.get(geste), row.statut
    if acte is None:
        return said(GONE, row), []
    try:
        actes.act(context, row, acte, context.author_id)
    except DejaFait:
        return said(ALREADY, row), annonces.keyboard(context, row)
    except TransitionRefusee:
        return said(GONE, row), []
    undo: Keyboard = []
    if geste in (VALIDER, CLASSER):
        undo = undoable(context, DEED, row.id, {"acte": acte, "avant": before})
    le = annonces.leaving(context.programme, row)
    return said(SENTENCES[geste], row, le=le), [*annonces.keyboard(context, row), *undo]


def said(sentence: str, row: PointHebdo, **more: Any) -> str:
    valide = quand(row.valide_le) if row.valide_le else ""
    return render_line(sentence, quand=annonces.period_of(row), valide=valide, **more)


def show(context: Context, row: PointHebdo) -> None:
    """The link at once, then the plain letter of each comité, read beside everybody's turn."""
    a_voir.ask(context, row)
    redite.lead(context, LINK, POINT.of(row.id), point=mots.nomme(points.periode(row)))
