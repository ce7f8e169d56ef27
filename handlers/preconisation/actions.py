"""A préconisation numbered and given to the coordination, and the answer that it gets."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.buttons import Keyboard
from bot.casework.preconisation import actes as casework
from bot.casework.preconisation import reprise
from bot.casework.preconisation.actes import DeedPreconisation
from bot.domain.vies.preconisation import ActePreconisation
from bot.domain.vies.vie import TransitionRefusee
from bot.engine.conditions import Answers, Facts
from bot.feature import precisions
from bot.feature.contract import Context, Ending
from bot.feature.gestes import undoable
from bot.feature.membres import comite_of
from bot.questions import sur_place
from bot.questions import un_mot as mots
from bot.questions.jours import midday
from bot.rendering import render_line
from bot.words import jour
from handlers.preconisation import facts as known
from handlers.preconisation.carte import PRECISABLE
from storage.models import Preconisation

ANSWER: Final = "preconisation"
"""The kind of deed, whose row is a Preconisation."""
ANSWERED = "💡 {{ reference }} : {{ statut }}, le {{ le }}. Le binôme est prévenu."
ALREADY = "💡 {{ reference }} est déjà « {{ statut }} »."
GONE = "Cette préconisation n'existe plus."


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """Its words are a note: they leave the team only once reread (P7)."""
    joined = known.linked(context, answers) if answers.get("joindre") == "oui" else []
    row = casework.write(
        context,
        **sur_place.saisie(context, answers, "preconisation"),
        type=answers["type"],
        destinataire=answers.get("autre_service") or answers["pour"],
        horizon=answers["horizon"],
        observations=joined,
        visee=casework.guessed(context.tx, joined),
    )
    mots.keep_words(context, row, answers["texte"])
    casework.propose(context, row, answers["texte"])
    return precisions.closing(context, row, PRECISABLE)


def something_waits(context: Context) -> bool:
    return bool(known.waiting(context))


def answer(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The coordination's answer, or the comité's: from its own list, or after a card's button."""
    row = known.picked(context, answers)
    if row is None:
        return Ending({"conclusion": GONE})
    word = answers.get("motif") or answers.get("mot") or ""
    said, undo = reply(context, row, answers["reponse"], word, answers.get("le"))
    further = [] if comite_of(context) else casework.buttons(row)
    return Ending({"conclusion": said}, [*further, *undo])


def reply(
    context: Context, row: Preconisation, acte: str, word: str = "", day: str | None = None
) -> tuple[str, Keyboard]:
    """What to say once answered, with the row that takes it back, or why it was not."""
    le, comite = midday(day, context.now) if day else context.now, comite_of(context)
    deed = DeedPreconisation(
        ActePreconisation(acte),
        context.author_id,
        le,
        f"{context.source}:preconisation",
        word,
        comite.label if comite else "",
    )
    before = reprise.photo(row)
    try:
        casework.answer(context, row, deed)
    except TransitionRefusee:
        return _said(context, ALREADY, row, le), []
    undo = undoable(context, ANSWER, row.id, reprise.seen(before, row, deed))
    return _said(context, ANSWERED, row, le), undo


def _said(context: Context, sentence: str, row: Preconisation, le: datetime) -> str:
    statut = casework.statut_label(context.programme, row)
    return render_line(sentence, reference=casework.reference(row), statut=statut, le=jour(le))
