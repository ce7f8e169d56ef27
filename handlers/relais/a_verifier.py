"""What is asked next: one relais at a time, the longest due first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.buttons import Keyboard
from bot.casework.relais import carte as carte_relais
from bot.casework.relais.carte import QUESTION
from bot.feature.contract import Context
from bot.questions import fiche_partenaire
from bot.words import pluriel
from storage import relais as rows
from storage.models import Relais

NONE_DUE = "🔁 Aucun relais à vérifier pour l'instant."
WITHDRAW = "🗑 Supprimer le relais"


class Question(NamedTuple):
    """Telegram's HTML, and the buttons under it."""

    text: str
    keyboard: Keyboard


def next_due(context: Context, binome_id: int) -> Question:
    """« 🔁 3 relais à vérifier. », then the first one's question; says so when none is due."""
    due = rows.due(context.tx, binome_id, context.now)
    return first_of(context, due) if due else Question(NONE_DUE, [])


def first_of(context: Context, due: Sequence[Relais]) -> Question:
    """How many are due, and the question on the first of them."""
    count = pluriel(len(due), "relais à vérifier", "relais à vérifier")
    said = question(context, due[0])
    return Question(f"🔁 {count}.\n{said.text}", said.keyboard)


def question(context: Context, relais: Relais) -> Question:
    """One relais and its answers."""
    values = carte_relais.asked(context.programme, relais, context.now)
    return Question(context.render(QUESTION, **values), carte_relais.keyboard(relais))


def card(context: Context, relais: Relais) -> Question:
    """The same with what is rarer: the partner's card, and the right to withdraw (M07)."""
    said = question(context, relais)
    more = [carte_relais.bouton(relais, "retirer", WITHDRAW)]
    if relais.partenaire:
        more = [fiche_partenaire.bouton(context.programme, relais.partenaire), *more]
    return Question(said.text, [*said.keyboard, more])
