"""A validation taken back until the figures are frozen; what was kept aside, offered again."""

from __future__ import annotations

from typing import Final

from bot.buttons import Keyboard
from bot.casework.point import actes, annonces, mots
from bot.domain.droits import Droit
from bot.domain.vies.point import ActePoint
from bot.domain.vies.vie import TransitionRefusee
from bot.feature import portee
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris
from handlers.point_hebdo.actions import said
from storage import points
from storage.models import PointHebdo
from storage.models.gestes import Geste

FAITS: Final = {
    ActePoint.VALIDER: "{{ point }} : validé",
    ActePoint.CLASSER: "{{ point }} : gardé sans l'envoyer",
}
NEVER: Final = "Un point qui n'est plus gardé"
SINCE: Final = "Ce point a changé depuis, ou il est parti : ceci ne s'annule plus."
AGAIN: Final = {
    ActePoint.VALIDER: "📰 {{ quand }} : il n'est plus validé.",
    ActePoint.CLASSER: "📰 {{ quand }} : il attend de nouveau votre réponse.",
}


def says(context: Context, geste: Geste) -> str:
    """« Point hebdo de la semaine 47 : validé »."""
    row = _row(context, geste)
    if row is None:
        return NEVER
    return said(FAITS[(geste.avant or {})["acte"]], row, point=mots.nomme(points.periode(row)))


def undo(context: Context, geste: Geste) -> Repris:
    row = _row(context, geste)
    if row is None:
        return Repris(NEVER)
    try:
        actes.take_back(context, row, geste.avant or {}, context.author_id)
    except TransitionRefusee:
        return Repris(SINCE)
    return Repris()


def again(context: Context, geste: Geste) -> tuple[str, Keyboard]:
    """Its buttons: « Valider » is among them again."""
    row = _row(context, geste)
    if row is None:
        return "", []
    return said(AGAIN[(geste.avant or {})["acte"]], row), annonces.keyboard(context, row)


def _row(context: Context, geste: Geste) -> PointHebdo | None:
    return portee.found(context, Droit.VALIDER_POINT_HEBDO, PointHebdo, geste.objet_id)


DEFAISABLE: Final = Defaisable(says=says, undo=undo, again=again)
