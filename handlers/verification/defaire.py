"""A check on site taken back: the service and the binôme are told, and it is asked again."""

from __future__ import annotations

from typing import Final

from bot.buttons import Keyboard
from bot.casework.libelles import ETATS, FAITS, par_personne
from bot.casework.signalement import actes as casework
from bot.casework.signalement.consequences import verification_keyboard
from bot.casework.signalement.contenu import reference
from bot.casework.signalement.reprise import Reprise
from bot.domain.vies.signalement import ActeSignalement, StatutSignalement
from bot.domain.vies.vie import TransitionRefusee
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris
from bot.rendering import render_line
from storage.models import Signalement, SignalementActe
from storage.models.gestes import Geste

SAID = "{{ v }} : {{ quoi }}"
CHANGED = "{{ v }} a changé depuis : {{ etat }}. Cette vérification ne s'annule plus."
LEFT = (
    "La relance est peut-être déjà lue : le service reçoit un message qui dit qu'elle est sans "
    "objet."
)


def says(context: Context, geste: Geste) -> str:
    """« V-0001 : réparé, vérifié sur place »."""
    line, row = _of(context, geste)
    return render_line(SAID, v=reference(row), quoi=FAITS[line.acte].lower())


def undo(context: Context, geste: Geste) -> Repris:
    line, row = _of(context, geste)
    repris = Reprise(par_personne(context.person), context.source)
    try:
        casework.take_back(context, geste.objet_id, repris)
    except TransitionRefusee:
        etat = ETATS[StatutSignalement(row.statut)].lower()
        return Repris(render_line(CHANGED, v=reference(row), etat=etat))
    again = line.acte == ActeSignalement.VERIFIER_TOUJOURS_LA
    return Repris(reste=LEFT if again else "")


def again(context: Context, geste: Geste) -> tuple[str, Keyboard]:
    """The two buttons of a check."""
    line, row = _of(context, geste)
    if row.statut != StatutSignalement.TRAITE_ANNONCE:
        return "", []
    rows = verification_keyboard(line.signalement_id)
    return "", [[(label, data) for label, data in row] for row in rows]


def _of(context: Context, geste: Geste) -> tuple[SignalementActe, Signalement]:
    line = context.tx.get_one(SignalementActe, geste.objet_id)
    return line, context.tx.get_one(Signalement, line.signalement_id)


DEFAISABLE: Final = Defaisable(says=says, undo=undo, again=again)
