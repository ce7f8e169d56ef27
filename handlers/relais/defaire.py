"""An answer about a relais taken back: the person is asked about again."""

from __future__ import annotations

from typing import Final

from bot.buttons import Keyboard
from bot.casework.libelles import par_personne
from bot.casework.relais import actes as casework
from bot.casework.relais import carte as carte_relais
from bot.casework.relais import courrier
from bot.casework.relais.actes import REPLANIFIER
from bot.domain.vies.relais import ActeRelais
from bot.domain.vies.vie import TransitionRefusee
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris
from bot.rendering import render_line
from handlers.relais import a_verifier
from storage import relais as rows
from storage.models import Relais, RelaisActe
from storage.models.gestes import Geste

RELAIS_ACTE: Final = "relais"
"""The kind of deed, whose row is a RelaisActe."""
SAID = "{{ code }} : {{ quoi }}"
DELAY = "rappel changé"
GONE = "un relais supprimé"
CHANGED = "{{ r }} a changé depuis : il est « {{ etat }} ». Reprenez-le par 🔁 Relais à suivre."
ERASED = "Ce relais a été supprimé : il n'y a plus rien à annuler."


def says(context: Context, geste: Geste) -> str:
    """« R-0142 · TILLEUL : Ne souhaite plus »."""
    line = context.tx.get_one(RelaisActe, geste.objet_id)
    relais = rows.get(context.tx, line.relais_id)
    if relais is None:
        return GONE
    return render_line(SAID, code=carte_relais.code(relais), quoi=_deed(line))


def undo(context: Context, geste: Geste) -> Repris:
    """As before; the letter to another partner is kept back, unless it has left."""
    line = context.tx.get_one(RelaisActe, geste.objet_id)
    relais = rows.get(context.tx, line.relais_id)
    if relais is None:
        return Repris(ERASED)
    left = courrier.cannot_be_recalled(context, relais, line)
    try:
        casework.take_back(context, geste.objet_id, par_personne(context.person))
    except TransitionRefusee:
        etat, name = carte_relais.etat(context.programme, relais), carte_relais.reference(relais)
        return Repris(render_line(CHANGED, r=name, etat=etat))
    return Repris(reste=left)


def again(context: Context, geste: Geste) -> tuple[str, Keyboard]:
    """The question that the deed had answered."""
    line = context.tx.get_one(RelaisActe, geste.objet_id)
    return a_verifier.question(context, context.tx.get_one(Relais, line.relais_id))


def _deed(line: RelaisActe) -> str:
    """« Ne souhaite plus », as its button says it, without its sign."""
    if line.acte == REPLANIFIER:
        return DELAY
    label = carte_relais.REPONSES[ActeRelais(line.acte)].libelle
    return label.partition(" ")[2]


DEFAISABLE: Final = Defaisable(says=says, undo=undo, again=again)
