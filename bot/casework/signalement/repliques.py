"""What a service says by replying to its card, in whatever thread: kept, or why it is not."""

from __future__ import annotations

from typing import Final

from bot.casework.signalement import paroles
from bot.casework.signalement.contenu import EnMain
from bot.casework.signalement.paroles import MOT_MAX
from bot.domain.nominatif import urgences
from bot.rendering import render_text
from storage import textes
from storage.models import Alerte

HEARD: Final = "💬 {{ v }} : c'est transmis aux médiateurs."
NOT_THEIRS: Final = (
    "{{ v }} n'attend plus rien de ce groupe : votre mot n'a pas été gardé. Une question ? "
    "Appelez la coordination."
)
TOO_LONG: Final = "{{ v }} : votre mot dépasse {{ most }} caractères. Il n'a pas été gardé."
NAMED: Final = (
    "{{ v }} : votre mot parle peut-être de quelqu'un. Il n'a pas été gardé : redites-le sans "
    "nom, sans téléphone ni adresse.{% if numeros %} Quelqu'un est en danger ? Appelez : "
    "{{ numeros|join(', ') }}.{% endif %}"
)


def refusal(en_main: EnMain, card: Alerte, mot: str, *, may: bool = True) -> str:
    """What is answered to words that may not be kept; « » for the others."""
    v = en_main.reference
    if not may or not paroles.may_speak(en_main, card):
        return render_text(NOT_THEIRS, v=v)
    if len(mot) > MOT_MAX:
        return render_text(TOO_LONG, v=v, most=MOT_MAX)
    if found := textes.trouves(en_main, mot):
        return render_text(NAMED, v=v, numeros=urgences(found))
    return ""


def heard(en_main: EnMain, card: Alerte, mot: str, source: str, *, may: bool = True) -> str:
    """Keep these words, when they may be; what is answered to them in the thread."""
    if refused := refusal(en_main, card, mot, may=may):
        return refused
    if mot:
        paroles.comment(en_main, card, paroles.checked(en_main, mot), source)
    return render_text(HEARD, v=en_main.reference)
