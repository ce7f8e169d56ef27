"""A document asked for, completed, moved one step on, or begun anew as another version."""

from __future__ import annotations

from typing import Any, Final

from bot.buttons import Keyboard
from bot.casework.livrable import actes, dus, envoi
from bot.casework.livrable.dus import DocumentDu
from bot.domain.droits import Droit
from bot.domain.vies.livrable import ActeLivrable
from bot.domain.vies.vie import DejaFait, TransitionRefusee
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Reading
from bot.feature import portee
from bot.feature.contract import Context, Ending
from bot.feature.gestes import undoable
from bot.feature.lectures import lu
from bot.rendering import render_line
from handlers.document import facts as known
from storage import echeances, textes
from storage.models import Reunion
from storage.models.livrables import VersionLivrable

FLOW: Final = "documents"
"""The screen that gives them, in the audit."""
DEED: Final = "livrable"
"""The kind of deed, whose row is a VersionLivrable."""
LONGEST: Final = 3500
"""Characters of one message, with room for what stands around it."""
TOO_LONG: Final = f"{LONGEST} caractères au plus : gardez l'essentiel."
GONE: Final = "Ce document n'est plus dû."
COMING: Final = "📄 {{ document }} : les deux fichiers arrivent dans la minute."
WRITTEN: Final = "✏️ {{ document }}, {{ chapitre }} : c'est écrit. Il est à relire."
DONE: Final = {
    ActeLivrable.RELIRE: "✅ {{ document }} : relu. Présentez-le au comité.",
    ActeLivrable.PRESENTER: "📣 {{ document }} : présenté. Ses chiffres se figent.",
    ActeLivrable.VALIDER: "🏁 {{ document }} : validé, version {{ numero }}. Il ne change plus.",
}
SENT: Final = (
    "📨 {{ document }} : il part chez {{ sent|pluriel('lecteur') }}. Rouvrez-le pour voir s'il "
    "est arrivé."
)
ALREADY: Final = "{{ document }} : déjà fait."
REFUSED: Final = "{{ document }} : ce n'est plus possible, il a changé depuis."
FREEZING: Final = "{{ document }} : ses chiffres se figent encore. Réessayez dans une minute."
ANEW: Final = "🆕 {{ document }} : version {{ numero }}, en brouillon. La précédente est gardée."


def read_texte(text: str, _facts: Facts) -> Reading:
    """Several sentences, several lines: they are printed as they were typed."""
    return Reading(text) if len(text) <= LONGEST else Reading(remark=TOO_LONG)


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    one = dus.find(context, answers.get("sujet") or answers["lequel"])
    if one is None:
        return Ending({"conclusion": GONE})
    row = one.version or actes.opened(context, one.nom, one.copie.cible)
    geste = answers["geste"]
    if geste == known.RECEVOIR:
        actes.ask(context, row, context.user_id)
        lu(context, FLOW, context.author_id, actes.name(row))
        return _said(COMING, one, row)
    try:
        return _deed(context, one, row, answers)
    except DejaFait:
        return _said(ALREADY, one, row)
    except actes.ChiffresPasFiges:
        return _said(FREEZING, one, row)
    except TransitionRefusee:
        return _said(REFUSED, one, row)


def _deed(context: Context, one: DocumentDu, row: VersionLivrable, answers: Answers) -> Ending:
    geste = answers["geste"]
    if geste == known.ECRIRE:
        chapitre = one.livrable.chapitre(answers["chapitre"])
        said = textes.verifie(context, answers["texte"])
        actes.write(context, row, answers["chapitre"], said, context.author_id)
        title = f"{chapitre.numero} {chapitre.titre}" if chapitre else ""
        return _said(WRITTEN, one, row, chapitre=title)
    if geste == known.ENVOYER:
        sent = envoi.send(context, row, one.livrable, one.copie.cible, context.author_id)
        return _said(SENT, one, row, sent=sent)
    if geste == known.CORRIGER:
        return _said(ANEW, one, actes.correct(context, row, context.author_id))
    acte, before = ActeLivrable(geste), row.statut
    actes.act(context, row, acte, context.author_id, _meeting(context, answers))
    _pay(context, one, acte)
    keyboard = undoable(context, DEED, row.id, {"acte": acte, "avant": before})
    return _said(DONE[acte], one, row, keyboard)


def _meeting(context: Context, answers: Answers) -> Reunion | None:
    return portee.found(context, Droit.TENIR_DOCUMENTS, Reunion, answers.get("reunion"))


def _pay(context: Context, one: DocumentDu, acte: ActeLivrable) -> None:
    """Validated, what was due after the intervention is ticked (000 l.148)."""
    number = context.programme.interventions.get(one.copie.cible.cle)
    if acte is ActeLivrable.VALIDER and one.livrable.solde and number:
        what = (number, one.livrable.solde)
        echeances.tick(context.tx, context.programme.id, what, context.now, context.author_id)


def _said(
    sentence: str, one: DocumentDu, row: VersionLivrable, keyboard: Keyboard = (), **more: Any
) -> Ending:
    said = render_line(sentence, document=one.dit, numero=row.numero, **more)
    return Ending({"conclusion": said}, keyboard)
